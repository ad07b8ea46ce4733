#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/conform_report.h"
#include "conformance/judge.h"
#include "conformance/text_codec.h"

namespace assay {
namespace {

constexpr std::size_t kWidth = 100;   // columns
constexpr std::size_t kExcerpt = 96;  // bytes of a body that are shown
constexpr std::size_t kMostNames = 400;

struct Column {
  CaseVerdict verdict;
  std::string_view first, second;  // the heading in two lines
  bool always;
};
constexpr std::array<Column, 11> kColumns = {{
    {CaseVerdict::kSilentLoss, "silent", "loss", true},
    {CaseVerdict::kWrongValue, "wrong", "value", false},
    {CaseVerdict::kLeak, "", "leak", true},
    {CaseVerdict::kSecretLeak, "secret", "leak", false},
    {CaseVerdict::kRefused, "", "refused", false},
    {CaseVerdict::kWrongError, "wrong", "error", false},
    {CaseVerdict::kWrongAttempts, "wrong", "attempts", false},
    {CaseVerdict::kWrongRequest, "wrong", "request", false},
    {CaseVerdict::kCrash, "", "crash", true},
    {CaseVerdict::kHang, "", "hang", true},
    {CaseVerdict::kSkipped, "", "skipped", false},
}};

std::string fraction(const LevelCount& count) {
  return fmt::format("{}/{}", count.passed, count.total);
}

// Cut so that it ends within the width, `indent` columns into the line; at a character's end.
std::string cut(std::string text, std::size_t indent = 0) {
  if (text.size() + indent <= kWidth) return text;
  std::size_t end = kWidth - indent - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

std::string versions_of(const Hello& hello) {
  std::string out = fmt::format("{} {}", hello.sdk, hello.version);
  for (const auto& [name, version] : hello.versions) out += fmt::format(", {} {}", name, version);
  if (!hello.runtime.empty()) out += fmt::format(", {}", hello.runtime);
  return printable(out, kMostNames);
}

// The first response in short; a run of retries shows how many there are.
std::string sent(const Case& item) {
  const WireResponse& first = item.responses.front();
  std::string out = describe_response(first, kExcerpt);
  if (item.responses.size() > 1) {
    out += fmt::format("  (first of {} responses)", item.responses.size());
  }
  return out;
}

std::string got(const CaseResult& result) {
  std::string out =
      result.outcome ? describe_outcome(*result.outcome) : printable(result.reason, kMostNames);
  if (result.received.size() != 1) out += fmt::format("  ({} attempts)", result.received.size());
  return out;
}

std::string cause_line(const ConformRun& run, const SubjectRun& subject, const Cause& cause) {
  std::size_t known = 0;
  for (const std::size_t index : cause.results) known += run.is_known(subject, index);
  std::string state;
  if (known == cause.results.size()) {
    state = "known";
  } else if (known > 0) {
    state = fmt::format("{} known", known);
  } else if (cause.level < run.gate) {
    state = "below the gate";
  } else {
    state = "NEW";
  }
  return fmt::format("{:>4}x {:<14} {:<7} {}/*  ({})\n", cause.results.size(),
                     to_string(cause.verdict), to_string(cause.level), cause.family, state);
}

std::string name_list(const SubjectRun& subject, const Cause& cause, std::size_t from) {
  std::string names;
  for (std::size_t i = from; i < cause.results.size(); ++i) {
    const std::string& id = subject.results[cause.results[i]].item->id;
    names += (names.empty() ? "" : " ") + id.substr(id.rfind('/') + 1);
    if (names.size() > kMostNames && i + 1 < cause.results.size()) {
      names += fmt::format(" and {} more", cause.results.size() - i - 1);
      break;
    }
  }
  // Wrapped at blanks.
  std::string out;
  std::size_t column = 0;
  std::size_t begin = 0;
  while (begin < names.size()) {
    const std::size_t end = std::min(names.find(' ', begin), names.size());
    const std::string word = names.substr(begin, end - begin);
    if (column + 1 + word.size() > kWidth || column == 0) {
      out += out.empty() ? "       also " : "\n            ";
      column = 12;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    begin = end + 1;
  }
  return out.empty() ? out : out + '\n';
}

void add_misses(const ConformRun& run, const SubjectRun& subject, bool verbose, std::string& out) {
  const std::vector<Cause> causes = group_by_cause(subject);
  if (causes.empty()) return;
  std::size_t misses = 0;
  for (const Cause& cause : causes) misses += cause.results.size();
  out += fmt::format("\n{}: {} misses, {} causes. Largest first:\n", subject.name, misses,
                     causes.size());
  for (const Cause& cause : causes) {
    out += cause_line(run, subject, cause);
    // The first in full says what they are about; new ones all.
    bool first = true;
    std::size_t shown = 0;
    for (const std::size_t index : cause.results) {
      if (!verbose && !first && !run.is_finding(subject, index)) continue;
      out += miss_text(subject, subject.results[index], "       ");
      first = false;
      ++shown;
    }
    if (shown == 1) out += name_list(subject, cause, 1);
  }
}

void add_observed(const ConformRun& run, std::string& out) {
  std::string lines;
  for (const Case& item : run.suite->cases) {
    if (item.level != Level::kMay) continue;
    for (const SubjectRun& subject : run.subjects) {
      const auto found = std::ranges::find(subject.results, &item, &CaseResult::item);
      if (found == subject.results.end() || found->verdict == CaseVerdict::kSkipped) continue;
      const std::string line =
          fmt::format("  {:<38} {:<10} {}", item.id, subject.name, got(*found));
      lines += cut(line) + '\n';
    }
  }
  if (!lines.empty()) {
    out += "\nObserved where the public texts are silent (MAY, never a finding):\n" + lines;
  }
}

void add_list(std::string_view title, const std::vector<std::string>& lines, std::string& out) {
  if (lines.empty()) return;
  out += fmt::format("\n{}\n", title);
  for (const std::string& line : lines) out += fmt::format("  {}\n", line);
}

}  // namespace

std::string miss_text(const SubjectRun& subject, const CaseResult& result,
                      std::string_view indent) {
  const Case& item = *result.item;
  std::string out = cut(fmt::format("{}{}: {}", indent, item.id, item.title)) + '\n';
  const auto add = [&](std::string_view what, const std::string& text) {
    const std::string head = fmt::format("{}  {:<6} ", indent, what);
    out += head + cut(text, head.size()) + '\n';
  };
  add("why", printable(result.reason, kMostNames));
  add("sent", sent(item));
  add("got", got(result));
  add("want", describe_allowed(item));
  for (const CaseSource& source : item.sources) {
    add("source", fmt::format("{}{}{} ({}): {}", source.name, source.section.empty() ? "" : ", ",
                              source.section, source.reading ? "reading" : "text", source.says));
  }
  if (!result.driver_errors.empty()) add("stderr", printable(result.driver_errors, kExcerpt));
  return out + fmt::format("{}  replay assay replay {} {}\n", indent, item.id, subject.replay);
}

std::string conform_matrix(const ConformRun& run) {
  std::vector<SubjectCounts> counts;
  for (const SubjectRun& subject : run.subjects) counts.push_back(run.counts(subject));
  std::size_t name_width = 9;
  for (const SubjectRun& subject : run.subjects) {
    name_width = std::max(name_width, std::min<std::size_t>(subject.name.size(), 16));
  }
  std::string top(name_width, ' '), bottom(name_width, ' ');
  std::vector<std::string> rows;
  for (const SubjectRun& subject : run.subjects) {
    rows.push_back(fmt::format("{:<{}}", subject.name.substr(0, name_width), name_width));
  }
  const auto add = [&](std::string_view first, std::string_view second, auto cell) {
    std::size_t width = std::max(first.size(), second.size());
    std::vector<std::string> cells;
    for (const SubjectCounts& count : counts) cells.push_back(cell(count));
    for (const std::string& text : cells) width = std::max(width, text.size());
    if (top.size() + 2 + width > kWidth) return;
    top += fmt::format("  {:>{}}", first, width);
    bottom += fmt::format("  {:>{}}", second, width);
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i] += fmt::format("  {:>{}}", cells[i], width);
  };
  for (const Level level : {Level::kMust, Level::kShould}) {
    add("", to_string(level), [level](const SubjectCounts& count) {
      return fraction(count.levels[static_cast<std::size_t>(level)]);
    });
  }
  for (const Column& column : kColumns) {
    const auto index = static_cast<std::size_t>(column.verdict);
    const bool any = std::ranges::any_of(
        counts, [index](const SubjectCounts& count) { return count.verdicts[index] > 0; });
    if (!column.always && !any) continue;
    add(column.first, column.second,
        [index](const SubjectCounts& count) { return std::to_string(count.verdicts[index]); });
  }
  const auto trimmed = [](std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    return line + '\n';
  };
  std::string out = trimmed(top) + trimmed(bottom);
  for (std::string& row : rows) out += trimmed(std::move(row));
  return out;
}

std::string conform_text(const ConformRun& run, bool verbose) {
  std::string out;
  for (const SubjectRun& subject : run.subjects) {
    if (!subject.hello.sdk.empty()) out += cut(versions_of(subject.hello)) + '\n';
  }
  out += '\n' + conform_matrix(run);
  for (const SubjectRun& subject : run.subjects) add_misses(run, subject, verbose, out);
  if (!run.narrowed || verbose) add_observed(run, out);
  for (const SubjectRun& subject : run.subjects) {
    add_list("Cases that did not end alike each time (each fails the run):", subject.unstable, out);
    add_list("Known failures that no longer hold (each fails the run; --update-known):",
             subject.known.stale, out);
    add_list("Known failures past their date:", subject.known.expired, out);
    add_list("Known failures without a reason:", subject.known.without_reason, out);
  }
  out += '\n';
  for (const SubjectRun& subject : run.subjects) {
    std::size_t known = 0;
    for (std::size_t i = 0; i < subject.results.size(); ++i) known += run.is_known(subject, i);
    out += fmt::format(
        "{}: {} cases{}, {} known, {} new, {} stale{}{}\n", subject.name, subject.results.size(),
        run.runs == 1 ? ""
                      : fmt::format(" {} times ({} not alike)", run.runs, subject.unstable.size()),
        known, run.findings(subject), subject.known.stale.size(),
        subject.failure.empty() ? "" : "; incomplete: ", subject.failure);
  }
  return out;
}

}  // namespace assay
