// Two runs of the suite compared: what the subjects do otherwise now, and what else is not the
// same.
#ifndef ASSAY_CONFORMANCE_CONFORM_DIFF_H_
#define ASSAY_CONFORMANCE_CONFORM_DIFF_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/conform_file.h"
#include "parsers/report_envelope.h"

namespace assay {

// What became of a case. Cases that end alike twice are not listed.
enum class CaseChange : std::uint8_t {
  kFixed,    // missed, passes now
  kBroken,   // passed, misses now
  kDiffers,  // misses in another way
  kEdited,   // ends otherwise, and the suite changed the case in between
  kNew,      // was not run, or was skipped
  kGone,     // is not run any more, or is skipped
};
inline constexpr std::size_t kCaseChangeCount = 6;
std::string_view to_string(CaseChange change) noexcept;  // "fixed"

struct DiffEntry {
  CaseChange change = CaseChange::kFixed;
  const FileResult* before = nullptr;  // nullptr: not run
  const FileResult* after = nullptr;

  const FileResult& either() const noexcept { return after ? *after : *before; }
  // Passed and misses now, at a level that can be a finding.
  bool is_worse() const noexcept;
};

// A subject of both files. Entries in order of change, then id.
struct SubjectDiff {
  const FileSubject* before = nullptr;
  const FileSubject* after = nullptr;
  std::vector<DiffEntry> entries;
  std::size_t compared = 0;  // cases that both ran

  std::size_t count(CaseChange change) const noexcept;
  std::size_t worse() const noexcept;
};

// A name with its text in both files; empty where it is in one alone.
struct Difference {
  std::string what;  // "edition", "boto3 runtime", "system"
  std::string before, after;
};

struct ConformDiff {
  const ConformFile* before = nullptr;
  const ConformFile* after = nullptr;
  std::vector<Difference> suite;        // edition, content, models, cases chosen
  std::vector<Difference> environment;  // runtimes and machine
  std::vector<Difference> tool;         // the version of assay, its compiler and libraries
  std::vector<Difference> sdks;         // versions of SDKs and of their libraries
  std::vector<SubjectDiff> subjects;
  std::vector<std::string> only_before, only_after;  // names of subjects

  std::size_t worse() const noexcept;
  // Whether something can be said: a case was compared, and every run of the second file ended.
  bool complete() const noexcept;
};

// Subjects belong together by name, else by the name without release or tree ("boto3@1.42.0" and
// "boto3 (tree)"), else when each file has one alone. The files outlive what is returned.
// Cases newer than the edition that the second file was asked for are left out.
ConformDiff compare_runs(const ConformFile& before, const ConformFile& after);

// `verbose`: every case by name; else those that pass now by family.
std::string diff_text(const ConformDiff& diff, bool verbose);
std::string diff_markdown(const ConformDiff& diff);
// spec/schemas/conform-diff.json
std::string diff_json(const ConformDiff& diff, const ReportEnvelope& envelope, int exit_code);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_CONFORM_DIFF_H_
