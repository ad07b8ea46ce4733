#include "parsers/reference/checker.h"

#include <algorithm>

#include "parsers/reference/names.h"
#include "parsers/reference/walk.h"

namespace assay::reference {
namespace {

// The last member of that name, where it is a string.
std::string member_text(const Node& node, std::string_view name) {
  std::string text;
  for (const Node::Entry& entry : node.entries) {
    if (entry.name != name || !entry.value) continue;
    text = entry.value->kind == Node::Kind::kString ? entry.value->text : "";
  }
  return text;
}

// What the text itself is worth: reports its first error, and a root that is no object. Returns
// the object to walk over, if there is one.
const Node* readable(const Text& text, Walk& walk, Result& result) {
  if (text.root && text.root->kind != Node::Kind::kObject) {
    result.findings.push_back({index_of(ProtocolRule::kBodyObject), "", {}});
    walk.unmodeled(*text.root);
  }
  if (text.error) {
    result.cut_short = true;
    if (is_limit(index_of(*text.error))) result.unchecked = true;
    result.findings.push_back({index_of(*text.error), "", {}});
  }
  if (text.byte_order_mark) result.findings.push_back({index_of(ProtocolRule::kBodyBom), "", {}});
  for (std::size_t count = 0; count < text.lone_surrogates; ++count) {
    result.findings.push_back({index_of(ProtocolRule::kBodySurrogate), "", {}});
  }
  return text.root && text.root->kind == Node::Kind::kObject ? &*text.root : nullptr;
}

void finish(Result& result) { std::sort(result.findings.begin(), result.findings.end()); }

Result single(ProtocolRule rule, bool unchecked = false) {
  Result result;
  result.unchecked = unchecked;
  result.findings.push_back({index_of(rule), "", {}});
  return result;
}

}  // namespace

std::vector<ConstraintIndex> Result::ids() const {
  std::vector<ConstraintIndex> ids;
  for (const Finding& finding : findings) ids.push_back(finding.constraint);
  std::sort(ids.begin(), ids.end());
  return ids;
}

Checker::Checker(const Contract& contract, Limits limits) : contract_(contract), limits_(limits) {
  for (const PatternTable& pattern : contract.tables().patterns) {
    const std::string source(pattern.source);
    patterns_.emplace_back(limits.whole_strings ? "^(?:" + source + ")$" : source);
  }
}

std::size_t Checker::patterns_read_by(Pattern::Engine engine) const {
  return static_cast<std::size_t>(
      std::count_if(patterns_.begin(), patterns_.end(),
                    [engine](const Pattern& each) { return each.engine() == engine; }));
}

Result Checker::check_input(OperationIndex operation, std::string_view body) const {
  if (body.empty()) return single(ProtocolRule::kRequestBodyEmpty);
  if (body.size() > limits_.max_body_bytes) return single(ProtocolRule::kLimitSize, true);
  Result result;
  const Text text = parse(body, limits_.max_depth);
  Walk walk(*this, Body::kInput, result);
  if (const Node* root = readable(text, walk, result)) {
    walk.structure(*root, contract_.tables().operations[operation].input, "");
  }
  if (text.root) find_places(*text.root, result);
  finish(result);
  return result;
}

Result Checker::check_output(OperationIndex operation, std::string_view body) const {
  if (body.empty()) return single(ProtocolRule::kBodyEmpty);
  if (body.size() > limits_.max_body_bytes) return single(ProtocolRule::kLimitSize, true);
  Result result;
  const Text text = parse(body, limits_.max_depth);
  Walk walk(*this, Body::kOutput, result);
  if (const Node* root = readable(text, walk, result)) {
    const auto named_by =
        error_members(contract_.tables(), operation, short_name(member_text(*root, "__type")),
                      short_name(member_text(*root, "code")));
    walk.expect(named_by);
    walk.structure(*root, contract_.tables().operations[operation].output, "");
    if (!named_by.empty()) {
      result.findings.push_back({index_of(ProtocolRule::kErrorUnder200), "", {}});
    }
    if (!text.error) {
      check_rules(contract_.tables(), operation, walk.known(), {}, false, result);
    }
  }
  if (text.root) find_places(*text.root, result);
  finish(result);
  return result;
}

Result Checker::check_error_body(OperationIndex operation, std::string_view body) const {
  if (body.empty()) return single(ProtocolRule::kErrorType);
  if (body.size() > limits_.max_body_bytes) return single(ProtocolRule::kLimitSize, true);
  Result result;
  const Text text = parse(body, limits_.max_depth);
  Walk walk(*this, Body::kError, result);
  const Node* root = readable(text, walk, result);
  const std::string by_type = root ? short_name(member_text(*root, "__type")) : "";
  const std::string by_code = root ? short_name(member_text(*root, "code")) : "";
  const std::string name = by_type.empty() ? by_code : by_type;
  const ShapeIndex shape = modeled_error(contract_.tables(), operation, name);
  if (name.empty()) {
    result.findings.push_back({index_of(ProtocolRule::kErrorType), "", {}});
  } else if (shape == kNoIndex && !is_common_error(name)) {
    result.findings.push_back({index_of(ProtocolRule::kErrorTypeUnknown), "", {}});
  }
  if (!by_type.empty() && !by_code.empty() && by_type != by_code) {
    result.findings.push_back({index_of(ProtocolRule::kErrorTypeConflict), "", {}});
  }
  if (root != nullptr) {
    walk.expect({"__type", "code", "message", "Message"});
    if (shape == kNoIndex) {
      walk.unmodeled(*root);
    } else {
      walk.structure(*root, shape, "");
    }
  }
  if (text.root) find_places(*text.root, result);
  finish(result);
  return result;
}

Result Checker::check_echo(OperationIndex operation, std::string_view input,
                           std::string_view output) const {
  Result result, ignored;
  const Text request = parse(input, limits_.max_depth);
  const Text response = parse(output, limits_.max_depth);
  if (request.error || response.error || request.root->kind != Node::Kind::kObject ||
      response.root->kind != Node::Kind::kObject) {
    return result;
  }
  const OperationTable& entry = contract_.tables().operations[operation];
  Walk sent(*this, Body::kInput, ignored), received(*this, Body::kOutput, ignored);
  sent.structure(*request.root, entry.input, "");
  received.structure(*response.root, entry.output, "");
  check_rules(contract_.tables(), operation, received.known(), sent.known(), true, result);
  finish(result);
  return result;
}

}  // namespace assay::reference
