#include "conformance/known_failing.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "conformance/text_codec.h"

namespace assay {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\r'; }

// Splits a line into words; `name="..."` is one word without its quotation marks.
// Returns what is wrong, empty when nothing is.
std::string split_words(std::string_view line, std::vector<std::string>& words) {
  std::size_t i = 0;
  while (true) {
    while (i < line.size() && is_blank(line[i])) ++i;
    if (i >= line.size() || line[i] == '#') return {};
    std::string word;
    while (i < line.size() && !is_blank(line[i])) {
      if (line[i] == '#') return "a field with # stands in quotation marks";
      if (line[i] != '"') {
        word += line[i++];
        continue;
      }
      for (++i; i < line.size() && line[i] != '"'; ++i) {
        if (line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == '"' || line[i + 1] == '\\')) {
          ++i;
        }
        word += line[i];
      }
      if (i >= line.size()) return "a quotation mark is not closed";
      ++i;
    }
    words.push_back(std::move(word));
  }
}

bool is_date(std::string_view text) {
  return text.size() == 10 && parse_instant(fmt::format("{}T00:00:00Z", text)).has_value();
}

std::optional<CaseVerdict> parse_kind(std::string word) {
  std::ranges::replace(word, '-', ' ');
  const auto verdict = parse_case_verdict(word);
  return verdict && is_miss(*verdict) ? verdict : std::nullopt;
}

// What is wrong with the words of a line; empty when nothing is.
std::string read_entry(const std::vector<std::string>& words, KnownFailure& entry) {
  entry.pattern = words[0];
  bool kind = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::size_t equals = std::min(words[i].find('='), words[i].size());
    const std::string name = words[i].substr(0, equals);
    const std::string value = words[i].substr(std::min(equals + 1, words[i].size()));
    if (equals == words[i].size()) return fmt::format("\"{}\" is no field NAME=VALUE", words[i]);
    if (name == "kind") {
      const auto verdict = parse_kind(value);
      if (!verdict) return fmt::format("\"{}\" is no kind of miss, as silent-loss is", value);
      entry.kind = *verdict;
      kind = true;
    } else if (name == "issue") {
      entry.issue = value;
    } else if (name == "until") {
      if (!is_date(value)) return fmt::format("\"{}\" is no date, as 2027-03-31 is", value);
      entry.until = value;
    } else if (name == "why") {
      entry.why = value;
    } else {
      return fmt::format("no field is called \"{}\"; use kind, issue, until, why", name);
    }
  }
  return kind ? "" : "the field kind is missing";
}

std::string in_quotes(std::string_view value) {
  if (!value.empty() && value.find_first_of(" \t\"#\\") == std::string_view::npos) {
    return std::string(value);
  }
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool ran(const CaseResult& result) noexcept { return result.verdict != CaseVerdict::kSkipped; }

// The first entry that matches the case and its verdict; else none.
std::uint32_t covering(const KnownFailures& known, const CaseResult& result) {
  if (!is_miss(result.verdict)) return kNone;
  for (std::uint32_t i = 0; i < known.entries.size(); ++i) {
    const KnownFailure& entry = known.entries[i];
    if (entry.kind == result.verdict && glob_match(entry.pattern, result.item->id)) return i;
  }
  return kNone;
}

std::string place(const KnownFailures& known, const KnownFailure& entry) {
  return fmt::format("{}:{}", known.file, entry.line);
}

}  // namespace

bool is_miss(CaseVerdict verdict) noexcept {
  return verdict != CaseVerdict::kPass && verdict != CaseVerdict::kSkipped;
}

std::string hyphenated(CaseVerdict verdict) {
  std::string word(to_string(verdict));
  std::ranges::replace(word, ' ', '-');
  return word;
}

Expected<KnownFailures> parse_known_failing(const SourceFile& file) {
  KnownFailures known{.file = file.name, .lines = {}, .entries = {}};
  std::string_view rest = file.text;
  std::uint32_t number = 0;
  while (!rest.empty()) {
    ++number;
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    std::vector<std::string> words;
    KnownFailure entry{.pattern = {}, .line = number};
    std::string problem = split_words(line, words);
    if (problem.empty() && !words.empty()) problem = read_entry(words, entry);
    if (!problem.empty()) {
      return std::unexpected(Error{.code = ErrorCode::kInputFormat,
                                   .message = problem,
                                   .file = file.name,
                                   .line = number,
                                   .column = 1});
    }
    known.lines.push_back({.text = std::string(line)});
    if (words.empty()) continue;
    known.lines.back().entry = static_cast<std::uint32_t>(known.entries.size());
    known.entries.push_back(std::move(entry));
  }
  return known;
}

KnownOutcome apply_known_failing(const KnownFailures& known, std::span<const CaseResult> results,
                                 std::string_view today, bool narrowed) {
  KnownOutcome outcome;
  outcome.entries = known.entries;
  for (const CaseResult& result : results) outcome.covered.push_back(covering(known, result));
  for (const KnownFailure& entry : known.entries) {
    bool matched = false;
    for (std::size_t i = 0; i < results.size(); ++i) {
      const CaseResult& result = results[i];
      if (!glob_match(entry.pattern, result.item->id)) continue;
      matched = true;
      if (!ran(result) || outcome.covered[i] != kNone) continue;
      outcome.stale.push_back(
          is_miss(result.verdict)
              ? fmt::format("{}: {} fails as {}, not as {}", place(known, entry), result.item->id,
                            hyphenated(result.verdict), hyphenated(entry.kind))
              : fmt::format("{}: {} passes now", place(known, entry), result.item->id));
    }
    if (!matched && !narrowed) {
      outcome.stale.push_back(
          fmt::format("{}: no case matches {}", place(known, entry), entry.pattern));
    }
    if (!entry.until.empty() && entry.until < today) {
      outcome.expired.push_back(
          fmt::format("{}: {} was to end by {}", place(known, entry), entry.pattern, entry.until));
    }
    if (entry.why.empty()) {
      outcome.without_reason.push_back(fmt::format("{}: {}", place(known, entry), entry.pattern));
    }
  }
  return outcome;
}

std::string update_known_failing(const KnownFailures& known, std::span<const CaseResult> results,
                                 bool narrowed) {
  std::string out;
  std::vector<bool> kept(known.entries.size(), false);
  for (const KnownFailures::Line& line : known.lines) {
    if (line.entry == kNone) {
      out += line.text + '\n';
      continue;
    }
    const KnownFailure& entry = known.entries[line.entry];
    bool matched = false, passes = false, covers = false;
    for (const CaseResult& result : results) {
      if (!glob_match(entry.pattern, result.item->id) || !ran(result)) continue;
      matched = true;
      covers = covers || result.verdict == entry.kind;
      passes = passes || covering(known, result) == kNone;
    }
    // A pattern that holds for some of its cases and fails for others is split into its cases.
    kept[line.entry] = matched ? covers && !passes : narrowed;
    if (kept[line.entry]) {
      out += line.text + '\n';
      continue;
    }
    for (const CaseResult& result : results) {
      if (result.verdict != entry.kind || !glob_match(entry.pattern, result.item->id)) continue;
      if (covering(known, result) != line.entry) continue;
      out += fmt::format("{} kind={}", result.item->id, hyphenated(entry.kind));
      if (!entry.issue.empty()) out += fmt::format(" issue={}", in_quotes(entry.issue));
      if (!entry.until.empty()) out += fmt::format(" until={}", entry.until);
      out += fmt::format(" why={}\n", in_quotes(entry.why));
    }
  }
  for (const CaseResult& result : results) {
    if (is_miss(result.verdict) && covering(known, result) == kNone) {
      out += fmt::format("{} kind={} why=\"\"\n", result.item->id, hyphenated(result.verdict));
    }
  }
  return out;
}

}  // namespace assay
