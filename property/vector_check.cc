#include "property/vector_check.h"

#include <fmt/format.h>

#include "corpus/minimal_value.h"
#include "parsers/input.h"
#include "parsers/timestamp.h"

namespace assay {

void VectorCheck::file(const VectorFile& file) {
  for (const VectorGroup& group : file.groups) {
    for (const VerdictSet& set : group.sets) {
      for (const VectorCase& one : set.cases) check(group, set, one);
    }
  }
}

void VectorCheck::check(const VectorGroup& group, const VerdictSet& set, const VectorCase& one) {
  ++cases_;
  seen_.insert(set.broken.begin(), set.broken.end());
  compare(group, set, one, found_in(group, one), "");
  if (one.instant) check_instant(group, one);
  if (group.kind != VectorKind::kText && group.kind != VectorKind::kJson) return;
  // The value again where it stands in a message; one frame a case keeps that short.
  if (group.frames.empty()) return;
  const VectorFrame& frame = group.frames[cases_ % group.frames.size()];
  VectorGroup framed;
  framed.kind = frame.kind;
  framed.operation = frame.operation;
  const std::string value = group.kind == VectorKind::kText ? json_string(one.bytes) : one.bytes;
  VectorCase message;
  message.bytes = frame.before + value + frame.after;
  std::set<ConstraintIndex> found = found_in(framed, message);
  // A value knows nothing of rules across members.
  for (const RuleTable& rule : contract_.tables().rules) found.erase(rule.constraint);
  compare(group, set, message, found, frame.pointer);
}

// What an accepted timestamp says.
void VectorCheck::check_instant(const VectorGroup& group, const VectorCase& one) {
  const TimestampFormat format = contract_.tables().shapes[group.shape].timestamp_format;
  const bool number = format == TimestampFormat::kEpochSeconds;
  const Timestamp read = (number                                 ? read_epoch_seconds(one.bytes)
                          : format == TimestampFormat::kHttpDate ? read_http_date(one.bytes)
                                                                 : read_date_time(one.bytes))
                             .instant;
  if (read == Timestamp{one.instant->seconds, one.instant->nanoseconds}) return;
  if (++of_group_[group.id] > 10) return;
  differences_ += fmt::format("{}#{} {}\n  expected {}.{:09}\n  found {}.{:09}\n", group.id,
                              case_id(group.kind, one), one.bytes, one.instant->seconds,
                              one.instant->nanoseconds, read.seconds, read.nanoseconds);
}

std::set<ConstraintIndex> VectorCheck::found_in(const VectorGroup& group, const VectorCase& one) {
  Findings findings(storage_);
  std::set<ConstraintIndex> ids;
  switch (group.kind) {
    case VectorKind::kText:
    case VectorKind::kJson:
      checker_.check_value(group.shape, one.bytes, findings);
      break;
    case VectorKind::kRequest:
      checker_.check_input(group.operation, one.bytes, findings);
      break;
    case VectorKind::kResponse:
      checker_.check_output(group.operation, one.bytes, findings);
      break;
    case VectorKind::kError:
      checker_.check_error_body(group.operation, one.bytes, findings);
      break;
    case VectorKind::kExchange: {
      EvidenceCase evidence;
      evidence.request = one.request;
      evidence.response = one.response;
      const EvidenceView view(evidence);
      checker_.check_exchange(view.exchange(), group.operation, findings);
      break;
    }
    case VectorKind::kHttp:
      return found_in_http(group, one);
  }
  for (const Violation& violation : findings.stored()) ids.insert(violation.constraint);
  return ids;
}

std::set<ConstraintIndex> VectorCheck::found_in_http(const VectorGroup& group,
                                                     const VectorCase& one) {
  InputOptions options;
  options.kind = InputKind::kHttp;
  Input input = Input::of_text("vector.http", one.bytes, options);
  std::set<ConstraintIndex> ids;
  for (auto item = input.next(); item && *item != nullptr; item = input.next()) {
    for (const InputFinding& finding : (*item)->findings) ids.insert(finding.constraint);
    if ((*item)->kind != InputItem::Kind::kExchange) continue;
    Findings findings(storage_);
    checker_.check_exchange((*item)->exchange, group.operation, findings);
    for (const Violation& violation : findings.stored()) ids.insert(violation.constraint);
  }
  return ids;
}

void VectorCheck::compare(const VectorGroup& group, const VerdictSet& set, const VectorCase& one,
                          const std::set<ConstraintIndex>& found, const std::string& where) {
  if (found == std::set<ConstraintIndex>(set.broken.begin(), set.broken.end())) return;
  if (++of_group_[group.id] > 10) return;
  const auto names = [&](const auto& ids) {
    std::string all;
    for (const ConstraintIndex id : ids) {
      all += fmt::format(" {}", contract_.tables().constraints[id].id);
    }
    return all;
  };
  std::string body = one.bytes;
  if (one.request) body += one.request->body;
  if (one.response) body += one.response->body;
  differences_ += fmt::format("{}#{} {} {}\n  expected{}\n  found{}\n  {}\n", group.id,
                              case_id(group.kind, one), where, one.note, names(set.broken),
                              names(found), body.substr(0, 300));
}

}  // namespace assay
