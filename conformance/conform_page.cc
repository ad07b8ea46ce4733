// The matrix as a page of its own.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "conformance/conform_report.h"
#include "conformance/judge.h"
#include "conformance/text_codec.h"

namespace assay {
namespace {

constexpr std::size_t kMostOutcome = 60;  // characters of an outcome in a table

constexpr std::array<CaseVerdict, 10> kMisses = {
    CaseVerdict::kSilentLoss,    CaseVerdict::kWrongValue,   CaseVerdict::kLeak,
    CaseVerdict::kSecretLeak,    CaseVerdict::kRefused,      CaseVerdict::kWrongError,
    CaseVerdict::kWrongAttempts, CaseVerdict::kWrongRequest, CaseVerdict::kCrash,
    CaseVerdict::kHang};

std::string row(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::string head(const std::vector<std::string>& cells) {
  return row(cells) + row(std::vector<std::string>(cells.size(), "---"));
}

std::vector<std::string> with_names(std::vector<std::string> first, const ConformRun& run) {
  for (const SubjectRun& subject : run.subjects) first.push_back(markdown_cell(subject.name, 40));
  return first;
}

const CaseResult* result_of(const SubjectRun& subject, const Case& item) {
  const auto found = std::ranges::find(subject.results, &item, &CaseResult::item);
  return found == subject.results.end() ? nullptr : &*found;
}

std::string family_of(const Case& item) { return item.id.substr(0, item.id.rfind('/')); }

std::string subjects(const ConformRun& run) {
  std::string out = head({"name", "SDK", "version", "with", "runtime", "misses, with reasons"});
  for (const SubjectRun& subject : run.subjects) {
    std::vector<std::string> versions;
    for (const auto& [name, version] : subject.hello.versions) {
      versions.push_back(name + " " + version);
    }
    const std::string file = subject.known_file.substr(subject.known_file.rfind('/') + 1);
    out += row({markdown_cell(subject.name, 40), markdown_cell(subject.hello.sdk, 80),
                markdown_cell(subject.hello.version, 40),
                markdown_cell(fmt::format("{}", fmt::join(versions, ", ")), 200),
                markdown_cell(subject.hello.runtime, 80),
                subject.known_file.empty() ? "" : fmt::format("[{0}](../conformance/{0})", file)});
  }
  return out;
}

std::string summary(const ConformRun& run) {
  std::vector<SubjectCounts> counts;
  for (const SubjectRun& subject : run.subjects) counts.push_back(run.counts(subject));
  std::vector<std::string> names = {"name", "MUST", "SHOULD"};
  for (const CaseVerdict verdict : kMisses) names.emplace_back(to_string(verdict));
  std::string out = head(names);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::vector<std::string> cells = {markdown_cell(run.subjects[i].name, 40)};
    for (const Level level : {Level::kMust, Level::kShould}) {
      const LevelCount& count = counts[i].levels[static_cast<std::size_t>(level)];
      cells.push_back(fmt::format("{}/{}", count.passed, count.total));
    }
    for (const CaseVerdict verdict : kMisses) {
      cells.push_back(std::to_string(counts[i].verdicts[static_cast<std::size_t>(verdict)]));
    }
    out += row(cells);
  }
  return out;
}

std::string families(const ConformRun& run) {
  std::vector<std::string> names;
  for (const Case& item : run.suite->cases) {
    const std::string family = family_of(item);
    if (std::ranges::find(names, family) == names.end()) names.push_back(family);
  }
  std::string out = head(with_names({"family"}, run));
  for (const std::string& family : names) {
    std::vector<std::string> cells = {markdown_cell(family, 80)};
    bool any = false;
    for (const SubjectRun& subject : run.subjects) {
      LevelCount count;
      for (const CaseResult& result : subject.results) {
        if (result.item->level == Level::kMay || result.verdict == CaseVerdict::kSkipped ||
            family_of(*result.item) != family) {
          continue;
        }
        ++count.total;
        count.passed += result.verdict == CaseVerdict::kPass;
      }
      any = any || count.total > 0;
      cells.push_back(fmt::format("{}/{}", count.passed, count.total));
    }
    if (any) out += row(cells);
  }
  return out;
}

std::string misses(const ConformRun& run) {
  std::string out = head(with_names({"case", "level"}, run));
  for (const Case& item : run.suite->cases) {
    if (item.level == Level::kMay) continue;
    std::vector<std::string> cells = {
        fmt::format("{} ({})", markdown_cell(item.id, 100), markdown_cell(item.title, 120)),
        std::string(to_string(item.level))};
    bool any = false;
    for (const SubjectRun& subject : run.subjects) {
      const CaseResult* result = result_of(subject, item);
      const bool miss = result && is_miss(result->verdict);
      any = any || miss;
      cells.emplace_back(miss ? to_string(result->verdict) : result ? "" : "not run");
    }
    if (any) out += row(cells);
  }
  return out;
}

std::string observed(const ConformRun& run) {
  std::string out = head(with_names({"case"}, run));
  for (const Case& item : run.suite->cases) {
    if (item.level != Level::kMay) continue;
    std::vector<std::string> cells = {
        fmt::format("{} ({})", markdown_cell(item.id, 100), markdown_cell(item.title, 120))};
    for (const SubjectRun& subject : run.subjects) {
      const CaseResult* result = result_of(subject, item);
      if (!result || !result->outcome) {
        cells.emplace_back(result ? to_string(result->verdict) : "not run");
        continue;
      }
      const std::size_t attempts = result->received.size();
      cells.push_back(markdown_cell(describe_outcome(*result->outcome), kMostOutcome) +
                      (attempts == 1 ? "" : fmt::format(" ({} attempts)", attempts)));
    }
    out += row(cells);
  }
  return out;
}

}  // namespace

std::string conform_page(const ConformRun& run, const ReportEnvelope& envelope) {
  std::string out = fmt::format(
      "# What SDKs do: suite {}, {}\n\nWritten by `assay conform --report matrix=FILE`, assay {}. "
      "{} cases against each SDK, unmodified, over HTTP on loopback. `assay replay CASE --sdk "
      "NAME` "
      "shows any of them on the wire.\n\n## Subjects\n\n",
      to_string(run.edition), envelope.started.substr(0, 10), envelope.tool_version,
      run.subjects.empty() ? 0 : run.subjects.front().results.size());
  out += subjects(run);
  out += "\n## Matrix\n\nPassed of all that were run, and misses by verdict.\n\n" + summary(run);
  out += "\n## Families\n\nPassed of all that were run, MUST and SHOULD.\n\n" + families(run);
  out += "\n## Cases that one of them misses\n\nAn empty cell is a pass.\n\n" + misses(run);
  out +=
      "\n## Where the public texts are silent\n\nMAY: several outcomes are allowed; these were "
      "observed.\n\n" +
      observed(run);
  return out;
}

}  // namespace assay
