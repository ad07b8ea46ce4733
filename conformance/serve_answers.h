// What `assay serve` answers: scenarios by name, by header, by script, by chance.
#ifndef ASSAY_CONFORMANCE_SERVE_ANSWERS_H_
#define ASSAY_CONFORMANCE_SERVE_ANSWERS_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/mock_service.h"
#include "conformance/suite.h"

namespace assay {

// A request asks for a scenario by this header: a name of kScenarios, or the id of a case.
inline constexpr std::string_view kScenarioHeader = "X-Assay-Scenario";

struct ScenarioInfo {
  std::string_view name;
  std::string_view what;
};
// "service" first: what the service would answer; the others are faults.
std::span<const ScenarioInfo> scenarios() noexcept;

// How often a fault comes in the place of "service". Shapes: "reset=0.05".
struct FaultRate {
  std::string scenario;
  double rate = 0;
};
// Errors: kUsage: no such scenario, no rate from 0 to 1.
Expected<FaultRate> parse_fault_rate(std::string_view text);

struct ServeOptions {
  std::uint64_t seed = 1;
  bool verify_signature = false;
  std::string scenario = "service";       // a name, or the id of a case
  std::vector<WireResponse> script = {};  // instead of a scenario, when not empty
  std::vector<FaultRate> faults = {};     // REQUIRES: 1 in sum at most
  std::function<void(const std::string& line)> log = {};
};

// Whether `name` is a scenario or a case.
bool is_scenario(std::string_view name, const Suite& suite) noexcept;

// Responses come in the order of a case or a script, its last again and again. Nobody is let go:
// what stalls, stalls until the client leaves.
// REQUIRES: contracts and suite outlive it; a contract; the scenario is one.
std::unique_ptr<MockAnswers> serve_answers(std::span<const Contract> contracts, const Suite& suite,
                                           ServeOptions options);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SERVE_ANSWERS_H_
