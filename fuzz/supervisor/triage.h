// From an artifact to a finding: reproduce, minimise, cleanse, verify, retry, store.
#ifndef ASSAY_FUZZ_SUPERVISOR_TRIAGE_H_
#define ASSAY_FUZZ_SUPERVISOR_TRIAGE_H_

#include <assay/error.h>

#include <filesystem>
#include <optional>

#include "fuzz/supervisor/campaign.h"
#include "fuzz/supervisor/engine_log.h"
#include "fuzz/supervisor/target_program.h"

namespace assay::fuzz {

struct TriageOptions {
  double minimize_seconds = 60;
  std::size_t cleanse_bytes = 64;  // longer inputs are not cleansed: a process for every byte
  std::uint32_t retries = 10;
};

// What running one input gave.
struct Reproduction {
  std::optional<CrashKey> key;  // nullopt: it ran clean
  std::string output;
};

class Triage {
 public:
  Triage(const StateFolder& folder, TriageOptions options, Pump pump);

  // Turns an artifact into a finding, or counts it for one that is there. The artifact (and its log
  // beside it) is removed when all of it is stored: a kill in between loses nothing.
  // Returns the new finding; nullopt when it was there or the pump said to stop.
  Expected<std::optional<Finding>> take(const TargetProgram& target,
                                        const std::filesystem::path& artifact, Campaign& campaign);

  // Runs one input once.
  Expected<Reproduction> reproduce(const TargetProgram& target, const std::filesystem::path& input,
                                   bool with_sanitizers);

 private:
  // Runs the engine in a mode that writes a better input; takes it only under the same key.
  Expected<bool> improve(const TargetProgram& target, const std::string& mode, const CrashKey& key,
                         std::filesystem::path& input);
  std::optional<Error> store(Finding& finding, const std::filesystem::path& artifact,
                             const std::filesystem::path& input, const std::string& log);

  const StateFolder& folder_;
  TriageOptions options_;
  Pump pump_;
  bool stopped_ = false;
  bool with_sanitizers_ = true;  // the build that reproduces
};

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_TRIAGE_H_
