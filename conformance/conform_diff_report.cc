#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>

#include "conformance/conform_diff.h"
#include "conformance/text_codec.h"

namespace assay {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostText = 120;  // bytes of what a file says that are shown
constexpr std::array kChanges = {CaseChange::kFixed,  CaseChange::kBroken, CaseChange::kDiffers,
                                 CaseChange::kEdited, CaseChange::kNew,    CaseChange::kGone};

std::string shown(const std::string& text) {
  return text.empty() ? "none" : printable(text, kMostText);
}

// A hash in short.
std::string shown_value(const Difference& difference, const std::string& text) {
  const bool hash = difference.what == "content" || difference.what.starts_with("model ");
  return hash ? shown(text.substr(0, 12)) : shown(text);
}

std::string verdict_of(const FileResult* result) {
  return std::string(result ? to_string(result->verdict) : "not run");
}

// "same suite, same environment", "another suite, same environment".
std::string summary_head(const ConformDiff& diff) {
  std::string out = fmt::format("{} suite, {} environment", diff.suite.empty() ? "same" : "another",
                                diff.environment.empty() ? "same" : "another");
  return diff.tool.empty() ? out : out + ", another assay";
}

std::string counts(const SubjectDiff& subject) {
  std::string out =
      fmt::format("{} fixed, {} broken, {} differ", subject.count(CaseChange::kFixed),
                  subject.count(CaseChange::kBroken), subject.count(CaseChange::kDiffers));
  const auto add = [&](CaseChange change, std::string_view what) {
    if (const std::size_t count = subject.count(change)) out += fmt::format(", {} {}", count, what);
  };
  add(CaseChange::kEdited, "by an edited case");
  add(CaseChange::kNew, "new");
  add(CaseChange::kGone, "gone");
  if (!subject.after->failure.empty()) {
    out += "; incomplete: " + printable(subject.after->failure, kMostText);
  }
  return out;
}

std::string label(const SubjectDiff& subject) {
  return subject.before->name == subject.after->name
             ? printable(subject.after->name, kMostText)
             : fmt::format("{} -> {}", printable(subject.before->name, kMostText),
                           printable(subject.after->name, kMostText));
}

void add_differences(std::string_view title, const std::vector<Difference>& differences,
                     std::string& out) {
  for (const Difference& item : differences) {
    out += fmt::format("{:<12} {}: {} -> {}\n", title, shown(item.what),
                       shown_value(item, item.before), shown_value(item, item.after));
  }
}

std::string verdicts(const DiffEntry& entry) {
  return fmt::format("{} -> {}", verdict_of(entry.before), verdict_of(entry.after));
}

// What passes now, or is there now, by family: nobody has to look at each.
void add_families(const SubjectDiff& subject, CaseChange change, std::string& out) {
  std::map<std::string, std::size_t> families;
  for (const DiffEntry& entry : subject.entries) {
    if (entry.change != change) continue;
    const std::string& id = entry.either().id;
    ++families[fmt::format("{}/*  {}", printable(id.substr(0, id.rfind('/')), kMostText),
                           verdicts(entry))];
  }
  for (const auto& [family, count] : families) {
    out += fmt::format("  {:<8} {:>4}x {}\n", to_string(change), count, family);
  }
}

void add_cases(const SubjectDiff& subject, CaseChange change, std::string& out) {
  for (const DiffEntry& entry : subject.entries) {
    if (entry.change != change) continue;
    out += fmt::format("  {:<8} {:<6} {}  {}\n", to_string(change), to_string(entry.either().level),
                       printable(entry.either().id, kMostText), verdicts(entry));
    const bool says = change == CaseChange::kBroken || change == CaseChange::kDiffers;
    if (says && !entry.after->reason.empty()) {
      out += fmt::format("           why    {}\n", printable(entry.after->reason, kMostText));
    }
  }
}

json::array differences_json(const std::vector<Difference>& differences) {
  json::array out;
  for (const Difference& item : differences) {
    out.push_back({{"what", item.what}, {"old", item.before}, {"new", item.after}});
  }
  return out;
}

json::object file_json(const ConformFile& file) {
  return {{"file", file.name},
          {"started", file.started},
          {"edition", to_string(file.edition)},
          {"hash", file.hash}};
}

json::object subject_json(const SubjectDiff& subject) {
  json::object counts;
  for (const CaseChange change : kChanges) counts[to_string(change)] = subject.count(change);
  json::array cases;
  for (const DiffEntry& entry : subject.entries) {
    json::object item{{"change", to_string(entry.change)},
                      {"case", entry.either().id},
                      {"level", to_string(entry.either().level)},
                      {"worse", entry.is_worse()}};
    if (entry.before) item["old"] = to_string(entry.before->verdict);
    if (entry.after) item["new"] = to_string(entry.after->verdict);
    if (entry.after && !entry.after->reason.empty()) item["reason"] = entry.after->reason;
    cases.push_back(std::move(item));
  }
  json::object out{{"old", subject.before->name},
                   {"new", subject.after->name},
                   {"compared", subject.compared},
                   {"counts", std::move(counts)},
                   {"cases", std::move(cases)}};
  if (!subject.after->failure.empty()) out["failure"] = subject.after->failure;
  return out;
}

}  // namespace

std::string diff_text(const ConformDiff& diff, bool verbose) {
  std::string out;
  add_differences("suite", diff.suite, out);
  add_differences("environment", diff.environment, out);
  add_differences("assay", diff.tool, out);
  add_differences("SDK", diff.sdks, out);
  for (const SubjectDiff& subject : diff.subjects) {
    std::string lines;
    for (const CaseChange change : kChanges) {
      const bool by_name = verbose || change == CaseChange::kBroken ||
                           change == CaseChange::kDiffers || change == CaseChange::kEdited;
      by_name ? add_cases(subject, change, lines) : add_families(subject, change, lines);
    }
    if (!lines.empty()) out += fmt::format("{}\n{}", label(subject), lines);
  }
  for (const std::string& name : diff.only_before) {
    out += fmt::format("{}: only in {}\n", printable(name, kMostText), diff.before->name);
  }
  for (const std::string& name : diff.only_after) {
    out += fmt::format("{}: only in {}\n", printable(name, kMostText), diff.after->name);
  }
  const std::string head = summary_head(diff);
  if (diff.subjects.empty()) return out + head + ": no subject is in both files\n";
  if (diff.subjects.size() == 1) {
    return out + fmt::format("{}: {}\n", head, counts(diff.subjects.front()));
  }
  out += head + '\n';
  for (const SubjectDiff& subject : diff.subjects) {
    out += fmt::format("  {}: {}\n", label(subject), counts(subject));
  }
  return out;
}

std::string diff_markdown(const ConformDiff& diff) {
  std::string out = fmt::format("{}.\n", summary_head(diff));
  std::string rows;
  const auto add = [&](std::string_view group, const std::vector<Difference>& differences) {
    for (const Difference& item : differences) {
      rows += fmt::format("| {} | {} | {} | {} |\n", group, markdown_cell(item.what, kMostText),
                          markdown_cell(shown_value(item, item.before), kMostText),
                          markdown_cell(shown_value(item, item.after), kMostText));
    }
  };
  add("suite", diff.suite);
  add("environment", diff.environment);
  add("assay", diff.tool);
  add("SDK", diff.sdks);
  if (!rows.empty()) out += "\n| of | what | old | new |\n|---|---|---|---|\n" + rows;
  out +=
      "\n| subject | fixed | broken | differ | edited | new | gone "
      "|\n|---|---|---|---|---|---|---|\n";
  for (const SubjectDiff& subject : diff.subjects) {
    out += fmt::format("| {} |", markdown_cell(label(subject), kMostText));
    for (const CaseChange change : kChanges) out += fmt::format(" {} |", subject.count(change));
    out += '\n';
  }
  for (const SubjectDiff& subject : diff.subjects) {
    if (subject.entries.empty()) continue;
    out += fmt::format("\n### {}\n\n| change | level | case | old | new |\n|---|---|---|---|---|\n",
                       markdown_cell(label(subject), kMostText));
    for (const DiffEntry& entry : subject.entries) {
      out +=
          fmt::format("| {} | {} | {} | {} | {} |\n", to_string(entry.change),
                      to_string(entry.either().level), markdown_cell(entry.either().id, kMostText),
                      verdict_of(entry.before), verdict_of(entry.after));
    }
  }
  return out;
}

std::string diff_json(const ConformDiff& diff, const ReportEnvelope& envelope, int exit_code) {
  json::object out = envelope_json(envelope);
  out["old"] = file_json(*diff.before);
  out["new"] = file_json(*diff.after);
  out["differences"] = {{"suite", differences_json(diff.suite)},
                        {"environment", differences_json(diff.environment)},
                        {"assay", differences_json(diff.tool)},
                        {"sdk", differences_json(diff.sdks)}};
  json::array only_old, only_new, results;
  for (const std::string& name : diff.only_before) only_old.emplace_back(name);
  for (const std::string& name : diff.only_after) only_new.emplace_back(name);
  for (const SubjectDiff& subject : diff.subjects) results.push_back(subject_json(subject));
  out["only_old"] = std::move(only_old);
  out["only_new"] = std::move(only_new);
  out["results"] = std::move(results);
  out["exit_code"] = exit_code;
  return json::serialize(out) + '\n';
}

}  // namespace assay
