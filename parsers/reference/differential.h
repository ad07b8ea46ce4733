// One body, every engine: the checker on each level of SIMD and with the plain scanner, the slow
// reference, On-Demand; one string, every reader of a pattern. For tests and fuzz targets.
#ifndef ASSAY_PARSERS_REFERENCE_DIFFERENTIAL_H_
#define ASSAY_PARSERS_REFERENCE_DIFFERENTIAL_H_

#include <assay/checker.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/reference/checker.h"
#include "parsers/reference/on_demand_checker.h"
#include "parsers/walk_pattern.h"

namespace assay::reference {

class Differential {
 public:
  enum class Kind : std::uint8_t {
    kInput,
    kOutput,
    kError
  };

  // `limits`: the library's checkers get the same.
  explicit Differential(const Contract& contract, Limits limits = {});

  // What the engines disagree about, ids and verdicts, or places where engines of the library do;
  // empty where they agree. REQUIRES: the operation's bodies are no streams.
  std::string difference(Kind kind, OperationIndex operation, std::string_view body);

  // The same of a string and a pattern, by its index in ContractTables::patterns: its segment
  // program on each level of SIMD, its plain automaton and the engine of the reference. Empty also
  // for a pattern that no automaton holds, and for what is not UTF-8.
  std::string pattern_difference(std::uint32_t pattern, std::string_view text);

  // Of the body that was compared last.
  std::span<const Violation> findings() const { return first_.findings; }
  const Result& expected() const { return expected_; }

 private:
  struct Answer {
    Verdict verdict = Verdict::kValid;
    std::vector<Violation> findings;
    friend bool operator==(const Answer&, const Answer&) = default;
  };
  struct Engine {
    std::string name;
    assay::Checker checker;
  };
  struct LoweredPattern {
    std::uint32_t pattern;
    std::string level;
    WalkPattern lowered;
  };
  Answer answer(assay::Checker& checker, Kind kind, OperationIndex operation,
                std::string_view body);
  std::string names(const std::vector<ConstraintIndex>& ids) const;

  Contract contract_;
  std::vector<Engine> engines_;
  Checker reference_;
  OnDemandChecker on_demand_;
  std::vector<Pattern> patterns_;
  std::vector<LoweredPattern> lowered_;
  std::vector<Violation> storage_;
  Answer first_;
  Result expected_;
};

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_DIFFERENTIAL_H_
