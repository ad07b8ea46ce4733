#include "parsers/reference/differential.h"

#include <algorithm>

#include "parsers/checker_access.h"
#include "spec/utf8.h"

namespace assay::reference {
namespace {

constexpr std::size_t kMaxFindings = 4096;

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (decode_utf8(text, at) == kBadScalar) return false;
  }
  return true;
}

bool stops(ConstraintIndex id) {
  return id == index_of(ProtocolRule::kBodySyntax) || id == index_of(ProtocolRule::kBodyUtf8) ||
         id == index_of(ProtocolRule::kBodyControl) ||
         id == index_of(ProtocolRule::kBodyTrailing) ||
         id == index_of(ProtocolRule::kBodyTruncated) ||
         id == index_of(ProtocolRule::kLimitDepth) || id == index_of(ProtocolRule::kLimitSize);
}

}  // namespace

Differential::Differential(const Contract& contract, Limits limits)
    : contract_(contract),
      reference_(contract, limits),
      on_demand_(contract, limits),
      storage_(kMaxFindings) {
  assay::Limits same;
  same.max_depth = static_cast<std::uint32_t>(limits.max_depth);
  same.max_body_bytes = limits.max_body_bytes;
  same.max_keys_per_object = static_cast<std::uint32_t>(limits.max_keys_per_object);
  const auto& patterns = contract.tables().patterns;
  for (std::uint32_t index = 0; index < patterns.size(); ++index) {
    const std::string source(patterns[index].source);
    patterns_.emplace_back(limits.whole_strings ? "^(?:" + source + ")$" : source);
  }
  for (const SimdLevel level : kSimdLevels) {
    if (level > best_simd_level()) continue;
    const std::string name(simd_level_name(level));
    engines_.push_back({name, CheckerAccess::with_simd(contract, same, level)});
    for (std::uint32_t index = 0; index < patterns.size(); ++index) {
      const PatternTable& pattern = patterns[index];
      if (pattern.fallback != nullptr || pattern.automaton.state_count() == 0) continue;
      lowered_.push_back({index, name, WalkPattern(pattern.automaton, pattern.source, level)});
    }
  }
  engines_.push_back(
      {"plain scanner", CheckerAccess::with_engine(contract, same, IndexEngine::kPlain)});
}

auto Differential::answer(assay::Checker& checker, Kind kind, OperationIndex operation,
                          std::string_view body) -> Answer {
  Findings findings(storage_);
  Answer answer;
  switch (kind) {
    case Kind::kInput:
      answer.verdict = checker.check_input(operation, body, findings);
      break;
    case Kind::kOutput:
      answer.verdict = checker.check_output(operation, body, findings);
      break;
    case Kind::kError:
      answer.verdict = checker.check_error_body(operation, body, findings);
      break;
  }
  answer.findings.assign(findings.stored().begin(), findings.stored().end());
  return answer;
}

std::string Differential::names(const std::vector<ConstraintIndex>& ids) const {
  std::string text;
  for (const ConstraintIndex id : ids) {
    text += std::string(contract_.constraint(id).id) + " ";
  }
  return text;
}

std::string Differential::difference(Kind kind, OperationIndex operation, std::string_view body) {
  OnDemandResult cursor;
  switch (kind) {
    case Kind::kInput:
      expected_ = reference_.check_input(operation, body);
      cursor = on_demand_.check_input(operation, body);
      break;
    case Kind::kOutput:
      expected_ = reference_.check_output(operation, body);
      cursor = on_demand_.check_output(operation, body);
      break;
    case Kind::kError:
      expected_ = reference_.check_error_body(operation, body);
      cursor = on_demand_.check_error_body(operation, body);
      break;
  }
  first_ = answer(engines_.front().checker, kind, operation, body);
  for (std::size_t index = 1; index < engines_.size(); ++index) {
    if (answer(engines_[index].checker, kind, operation, body) != first_) {
      return engines_[index].name + " and " + engines_.front().name + " give different findings";
    }
  }
  std::vector<ConstraintIndex> ids, wanted = expected_.ids();
  for (const Violation& violation : first_.findings) ids.push_back(violation.constraint);
  std::sort(ids.begin(), ids.end());
  if (ids.size() == kMaxFindings) return "";  // the rest was dropped: nothing to compare
  // Before guesses are taken out: whether the text could be read is none.
  const bool stopped = std::any_of(ids.begin(), ids.end(), stops);
  if (expected_.cut_short) {
    // Which error a broken text names, and so what its members must be, is anybody's guess; so
    // is whether the surrogate in a string that breaks off would have stood alone.
    const auto guess = [&](ConstraintIndex id) {
      return id == index_of(ProtocolRule::kBodySurrogate) ||
             (kind == Kind::kError && id > index_of(ProtocolRule::kBodyObject));
    };
    std::erase_if(ids, guess);
    std::erase_if(wanted, guess);
  }
  const bool verdict_agrees = (first_.verdict == Verdict::kUnchecked) == expected_.unchecked;
  if (ids != wanted || !verdict_agrees) {
    return "checker: " + names(ids) + "\nreference: " + names(wanted);
  }
  if (stopped != cursor.stopped) {
    return "checker: " + names(ids) + "\nOn-Demand " + (cursor.stopped ? "stops" : "reads it");
  }
  if (stopped) return "";
  const OperationTable& table = contract_.tables().operations[operation];
  std::erase_if(ids, [&](ConstraintIndex id) {
    for (std::uint32_t rule = 0; rule < table.rule_count; ++rule) {
      if (contract_.tables().rules[table.first_rule + rule].constraint == id) return true;
    }
    return false;
  });
  if (ids == cursor.ids) return "";
  return "checker: " + names(ids) + "\nOn-Demand: " + names(cursor.ids);
}

std::string Differential::pattern_difference(std::uint32_t pattern, std::string_view text) {
  const PatternTable& table = contract_.tables().patterns[pattern];
  if (table.fallback != nullptr || table.automaton.state_count() == 0 || !is_utf8(text)) return "";
  const bool expected = table.automaton.matches(text);
  const std::string says = expected ? ": the automaton matches" : ": the automaton does not match";
  for (const LoweredPattern& each : lowered_) {
    if (each.pattern == pattern && each.lowered.matches(text) != expected) {
      return "segment program on " + each.level + says;
    }
  }
  const Pattern& engine = patterns_[pattern];
  if (engine.engine() != Pattern::Engine::kNone && engine.matches(text) != expected) {
    return "the reference's engine" + says;
  }
  return "";
}

}  // namespace assay::reference
