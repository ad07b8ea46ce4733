// What a campaign remembers: figures of its targets, its curves, its findings. All of it lives in
// the folder of the state, each file replaced as a whole, so that a supervisor can be killed at any
// time:
//
//   campaign.json                 figures and curves
//   targets/<target>/corpus/      inputs kept, one file each
//   targets/<target>/set-aside/   inputs of the corpus that turned out to stop the target
//   targets/<target>/artifacts/   what processes wrote when they stopped; emptied by triage
//   work/                         scratch folders and logs of the processes that run
//   findings/F-xxxx/              finding.json, input, original, log
//   regressions/<target>/<name>   one case a finding, ready to commit
//   known-findings                ids that are known: no new findings (written by a person)
//   report.md, .json, .html, junit.xml, findings.sarif
#ifndef ASSAY_FUZZ_SUPERVISOR_CAMPAIGN_H_
#define ASSAY_FUZZ_SUPERVISOR_CAMPAIGN_H_

#include <assay/error.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/supervisor/schedule.h"

namespace assay::fuzz {

struct TargetFigures {
  std::string name;
  double cpu_seconds = 0;
  std::uint64_t executions = 0;
  std::uint64_t edges = 0;     // of the build that explores
  std::uint64_t features = 0;  // edges with their counts
  std::uint64_t slices = 0;
  std::uint64_t stopped = 0;  // slices that an artifact ended
  double yield = 0;
  std::uint64_t corpus = 0;         // inputs kept
  std::uint64_t merged_corpus = 0;  // inputs that the last merge kept
  std::string merged_by;            // hash of the program that merged
  std::set<std::string> broken;     // constraints that an input of the corpus breaks
  std::set<std::string> held;       // constraints that an input of the corpus reaches and keeps
  std::uint64_t constraints = 0;    // that the target knows
};

enum class FindingState : std::uint8_t {
  kNew,
  kKnown,
  kUnreproducible
};
std::string_view to_string(FindingState state) noexcept;

struct Finding {
  std::string id;  // "F-7c1e", from target and key
  std::string target;
  std::string key;         // "oracle engines"
  std::string kind;        // "oracle", "heap-buffer-overflow"
  std::string rule;        // of an oracle
  std::string detail;      // the line of the output that says it
  std::string place;       // "checker.cc:212"; empty when unknown
  std::string name;        // of the regression case
  std::string note;        // what triage could not do; empty when all went well
  std::string first_seen;  // RFC 3339
  double at_seconds = 0;   // of fuzzing, when it was found
  std::uint64_t original_bytes = 0, bytes = 0;
  std::uint32_t retries = 0, reproduced = 0;
  std::uint64_t seen = 1;  // artifacts with this key
  FindingState state = FindingState::kNew;
  std::string known_reason;
};

struct Campaign {
  std::string started;  // RFC 3339, of the first run
  double seconds = 0;   // of fuzzing, over all runs
  std::map<std::string, TargetFigures> targets;
  std::vector<CurvePoint> curve;
  std::vector<Finding> findings;      // in order of first_seen
  std::vector<std::string> shrank;    // what was lost since the last run, in words; not kept
  std::vector<std::string> programs;  // folders of the targets' programs: exploring, sanitized

  std::uint64_t executions() const;
  std::uint64_t edges() const;
  std::uint64_t features() const;
  std::uint64_t corpus() const;
  // Sides of constraints (broken, held) that some input reaches, and how many there are.
  std::uint64_t constraint_sides() const;
  std::uint64_t constraint_sides_total() const;
  std::size_t count(FindingState state) const;
  void add_point();
};

// The folder of the state.
class StateFolder {
 public:
  explicit StateFolder(std::filesystem::path root) : root_(std::move(root)) {}

  const std::filesystem::path& root() const noexcept { return root_; }
  std::filesystem::path corpus(std::string_view target) const;
  std::filesystem::path artifacts(std::string_view target) const;
  std::filesystem::path work() const { return root_ / "work"; }
  std::filesystem::path finding(std::string_view id) const;
  std::filesystem::path regression(const Finding& finding) const;

  // Errors: kUnreadable: a folder that cannot be made; kInputFormat: a file that is not ours.
  // A folder without a campaign gives an empty one.
  Expected<Campaign> load() const;
  std::optional<Error> save(const Campaign& campaign) const;
  // finding.json alone; the folder of the finding is there.
  std::optional<Error> save(const Finding& finding) const;

 private:
  std::filesystem::path root_;
};

// "F-7c1e": four digits of a hash, more where `taken` has them already.
std::string finding_id(std::string_view target, std::string_view key,
                       const std::vector<Finding>& taken);

// Lines "F-7c1e  reason"; blank lines and lines that begin with # are skipped.
// Errors: kInputFormat with the line, for one that begins with no id.
Expected<std::map<std::string, std::string>> parse_known(std::string_view text,
                                                         std::string_view file);
// Marks findings as known or new. Those that could not be reproduced stay as they are.
void apply_known(const std::map<std::string, std::string>& known, Campaign& campaign);

// Replaces a file as a whole.
std::optional<Error> write_atomically(const std::filesystem::path& path, std::string_view text);

// SHA-256 in hexadecimal digits.
std::string digest_of(std::string_view bytes);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_CAMPAIGN_H_
