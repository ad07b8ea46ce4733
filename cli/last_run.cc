#include "cli/last_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/text_file.h"
#include "conformance/conform_file.h"
#include "conformance/known_failing.h"

namespace assay::cli {

Expected<std::vector<LastMisses>> read_last_misses(const std::string& path,
                                                   std::span<const NamedSubject> subjects) {
  const auto text = read_text_file(path);
  if (!text) {
    return std::unexpected(
        Error{.code = ErrorCode::kUnreadable,
              .message = "--last-failed: no result of an earlier run is there; write one with "
                         "--out, or run ./dev conform",
              .file = path});
  }
  const auto file = read_conform_file(*text);
  if (!file) return std::unexpected(file.error());
  std::vector<LastMisses> out;
  for (const FileSubject& subject : file->subjects) {
    const bool wanted = std::ranges::any_of(subjects, [&](const NamedSubject& named) {
      return named.name.empty() || named.name == subject.name;
    });
    if (!wanted) continue;
    LastMisses& misses = out.emplace_back(LastMisses{.subject = subject.name, .ids = {}});
    for (const FileResult& result : subject.results) {
      if (is_miss(result.verdict)) misses.ids.push_back(result.id);
    }
  }
  for (const NamedSubject& named : subjects) {
    if (named.name.empty()
            ? !out.empty()
            : std::ranges::find(out, named.name, &LastMisses::subject) != out.end()) {
      continue;
    }
    return std::unexpected(
        Error{.code = ErrorCode::kInputFormat,
              .message = fmt::format("--last-failed: the last run was not of {}; run it once",
                                     named.name.empty() ? "this driver" : named.name),
              .file = path});
  }
  return out;
}

std::string describe_progress(std::span<const LastMisses> last, const ConformRun& run) {
  std::string out;
  for (const SubjectRun& subject : run.subjects) {
    const auto found = std::ranges::find(last, subject.name, &LastMisses::subject);
    if (found == last.end()) continue;
    std::size_t ran = 0, passed = 0;
    for (const CaseResult& result : subject.results) {
      if (!std::ranges::binary_search(found->ids, result.item->id)) continue;
      ++ran;
      passed += result.verdict == CaseVerdict::kPass;
    }
    out += fmt::format("{}: {} of {} now pass\n", subject.name, passed, ran);
  }
  return out;
}

}  // namespace assay::cli
