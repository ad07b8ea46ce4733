#include "bench/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "bench/messages.h"
#include "parsers/reference/checker.h"
#include "spec/protocol_rules.h"

namespace assay::bench {
namespace {

bool is_text_rule(ConstraintIndex id) {
  return id <= index_of(ProtocolRule::kBodyTruncated);  // the rules of JSON text come first
}

reference::Result judge(const reference::Checker& checker, const BodyText& text) {
  switch (text.body) {
    case Body::kInput:
      return checker.check_input(0, text.text);
    case Body::kError:
      return checker.check_error_body(0, text.text);
    default:
      return checker.check_output(0, text.text);
  }
}

JudgedBody judged(const BodyText& text, const reference::Result& result) {
  const Contract& contract = Contract::embedded();
  JudgedBody body{text.body, PaddedText(text.text), result.ids(), {}, false,
                  false,     result.cut_short};
  body.has_zero = text.text.find("\\u0000") != std::string::npos;
  for (const ConstraintIndex id : body.ids) {
    if (is_text_rule(id)) body.expected.unreadable = true;
    if (id == index_of(ProtocolRule::kDuplicateMember)) body.duplicates = true;
    switch (contract.constraint(id).severity) {
      case Severity::kError:
        ++body.expected.errors;
        break;
      case Severity::kWarning:
        ++body.expected.warnings;
        break;
      default:
        ++body.expected.notes;
    }
  }
  return body;
}

bool agree(const Contender& contender, const JudgedBody& body, const Tally& tally) {
  const Tally& expected = body.expected;
  if (!contender.counts || tally.unreadable || body.cut_short) {
    return (tally.errors > 0) == (expected.errors > 0);
  }
  const bool own = contender.name == "assay";
  if (expected.unreadable && !own) return false;
  if (tally.errors != expected.errors) return false;
  if (body.duplicates && !own) return tally.warnings > 0;
  return tally.warnings == expected.warnings && tally.notes == expected.notes;
}

std::string describe(const JudgedBody& body, const Tally& tally) {
  const Contract& contract = Contract::embedded();
  std::string text =
      fmt::format("says {} errors, {} warnings, {} notes{}; the reference finds", tally.errors,
                  tally.warnings, tally.notes, tally.unreadable ? " (unreadable)" : "");
  for (const ConstraintIndex id : body.ids) {
    text += ' ';
    text += contract.constraint(id).id;
  }
  if (body.ids.empty()) text += " nothing";
  text += " in ";
  for (const char c : body.text.view().substr(0, 300)) {
    text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return text;
}

}  // namespace

std::vector<JudgedBody> judged_bodies() {
  const reference::Checker checker(Contract::embedded());
  std::set<ConstraintIndex> broken;
  std::vector<JudgedBody> bodies;
  const AgreementTexts texts = agreement_texts();
  for (const BodyText& text : texts.bodies) {
    const reference::Result result = judge(checker, text);
    if (result.unchecked) continue;
    bodies.push_back(judged(text, result));
    broken.insert(bodies.back().ids.begin(), bodies.back().ids.end());
  }
  bool complete = true;
  for (const ConstraintIndex id : texts.breakable) {
    if (broken.contains(id)) continue;
    const std::string name(Contract::embedded().constraint(id).id);
    std::fprintf(stderr, "bench: no body of the comparison breaks %s\n", name.c_str());
    complete = false;
  }
  if (!complete) std::exit(1);
  return bodies;
}

Agreement compare(const Contender& contender, const std::vector<JudgedBody>& bodies) {
  std::set<ConstraintIndex> cannot;
  for (const std::string& id : contender.cannot) {
    const auto index = Contract::embedded().find_constraint(id);
    if (!index) std::abort();  // a misspelt id would excuse nothing, and say so to nobody
    cannot.insert(*index);
  }
  const auto checker = contender.make();
  Agreement agreement;
  for (const JudgedBody& body : bodies) {
    if (std::ranges::find(contender.bodies, body.body) == contender.bodies.end() ||
        std::ranges::any_of(body.ids, [&](ConstraintIndex id) { return cannot.contains(id); }) ||
        (contender.zero_ends_text && body.has_zero)) {
      continue;
    }
    const Tally tally = checker->check(body.body, body.text);
    if (tally.number_lost) continue;
    if (!agree(contender, body, tally)) {
      agreement.disagreement = describe(body, tally);
      return agreement;
    }
    ++agreement.compared;
    agreement.broken += body.ids.empty() ? 0 : 1;
  }
  return agreement;
}

}  // namespace assay::bench
