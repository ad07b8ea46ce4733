#include "parsers/reference/walk.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace assay::reference {
namespace {

bool is_object_kind(ShapeKind kind) {
  return kind == ShapeKind::kStructure || kind == ShapeKind::kUnion || kind == ShapeKind::kMap;
}

}  // namespace

bool is_integer(ShapeKind kind) {
  return kind == ShapeKind::kByte || kind == ShapeKind::kShort || kind == ShapeKind::kInteger ||
         kind == ShapeKind::kLong || kind == ShapeKind::kIntEnum || kind == ShapeKind::kBigInteger;
}

std::pair<std::int64_t, std::int64_t> width_of(ShapeKind kind) {
  switch (kind) {
    case ShapeKind::kByte:
      return {-128, 127};
    case ShapeKind::kShort:
      return {-32'768, 32'767};
    case ShapeKind::kLong:
      return {INT64_MIN, INT64_MAX};
    default:
      return {-2'147'483'648, 2'147'483'647};
  }
}

bool same_value(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.entries.size() != b.entries.size()) return false;
  if (a.kind == Node::Kind::kNumber) {
    const Number x = read_number(a.text), y = read_number(b.text);
    if (x.fractional || y.fractional) return a.text == b.text;
    return x.digits == y.digits && (x.negative == y.negative || x.digits.empty());
  }
  if (a.text != b.text) return false;
  for (std::size_t index = 0; index < a.entries.size(); ++index) {
    if (a.kind == Node::Kind::kArray) {
      if (!same_value(*a.entries[index].value, *b.entries[index].value)) return false;
      continue;
    }
    const auto other = std::find_if(b.entries.begin(), b.entries.end(), [&](const auto& entry) {
      return entry.name == a.entries[index].name;
    });
    if (other == b.entries.end() || !same_value(*a.entries[index].value, *other->value))
      return false;
  }
  return true;
}

std::string pointer_to(const std::string& pointer, std::string_view name) {
  std::string result = pointer + "/";
  for (const char c : name) {
    result += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  }
  return result;
}

Walk::Walk(const Checker& checker, Body body, Result& result)
    : checker_(checker), tables_(checker.contract_.tables()), body_(body), result_(result) {}

void Walk::add(ConstraintIndex constraint, const std::string& pointer) {
  result_.findings.push_back({constraint, pointer, {}});
}

bool Walk::broken(ConstraintIndex constraint, const std::string& pointer) {
  if (constraint != kNoIndex) add(constraint, pointer);
  return false;
}

void Walk::forget(const std::string& pointer) {
  std::erase_if(known_, [&](const auto& entry) {
    return entry.first == pointer || entry.first.starts_with(pointer + "/");
  });
}

void Walk::duplicates(const Node& node, const std::string& pointer) {
  std::set<std::string> seen;
  for (const Node::Entry& entry : node.entries) {
    if (!seen.insert(entry.name).second) {
      add(index_of(ProtocolRule::kDuplicateMember), pointer_to(pointer, entry.name));
    }
  }
  if (node.entries.size() > checker_.limits_.max_keys_per_object) {
    result_.unchecked = true;
    add(index_of(ProtocolRule::kLimitKeys), pointer);
  }
}

// A value that no shape describes: only its objects can have duplicates.
void Walk::anything(const Node& node, const std::string& pointer) {
  if (node.kind == Node::Kind::kObject) duplicates(node, pointer);
  for (std::size_t index = 0; index < node.entries.size(); ++index) {
    const Node::Entry& entry = node.entries[index];
    const bool object = node.kind == Node::Kind::kObject;
    if (entry.value) {
      anything(*entry.value, pointer_to(pointer, object ? entry.name : std::to_string(index)));
    }
  }
}

// The position among the structure's members; member_count when there is none. An error's human
// message is Message in the model and message in the wild.
std::size_t Walk::member_of(std::string_view name, const ShapeTable& shape, bool top) const {
  const auto find = [&](std::string_view wanted) -> std::size_t {
    for (std::uint32_t index = 0; index < shape.member_count; ++index) {
      if (tables_.members[shape.first_member + index].name == wanted) return index;
    }
    return shape.member_count;
  };
  const std::size_t found = find(name);
  if (found != shape.member_count || body_ != Body::kError || !top) return found;
  if (name == "message") return find("Message");
  if (name == "Message") return find("message");
  return found;
}

void Walk::structure(const Node& node, ShapeIndex index, const std::string& pointer) {
  const bool top = pointer.empty();
  duplicates(node, pointer);
  const ShapeTable& shape = tables_.shapes[index];
  std::vector<bool> present(shape.member_count, false), nulled = present;
  std::size_t variants = 0;  // members that a union has
  for (const Node::Entry& entry : node.entries) {
    const std::string at = pointer_to(pointer, entry.name);
    const std::size_t member = member_of(entry.name, shape, top);
    if (member == shape.member_count) {
      if (shape.kind == ShapeKind::kUnion && entry.name == "__type") {  // says nothing
        if (entry.value) anything(*entry.value, at);
        continue;
      }
      // A union may have variants that the model does not know yet.
      variants += entry.value && entry.value->kind != Node::Kind::kNull;
      if (!top || !expected_.contains(entry.name)) {
        add(index_of(body_ == Body::kInput ? ProtocolRule::kRequestUnknownMember
                                           : ProtocolRule::kResponseUnknownMember),
            at);
      }
      if (entry.value) anything(*entry.value, at);
      continue;
    }
    forget(at);
    if (!entry.value) continue;
    if (entry.value->kind == Node::Kind::kNull) {
      const ConstraintIndex required = tables_.members[shape.first_member + member].required;
      if (required != kNoIndex) add(required, at);
      nulled[member] = true;
      continue;
    }
    present[member] = true;
    ++variants;
    const bool valid = value(*entry.value, tables_.members[shape.first_member + member].target, at);
    if (entry.value->complete) known_[at] = {&*entry.value, valid};
  }
  if (!node.complete) return;
  for (std::uint32_t member = 0; member < shape.member_count; ++member) {
    const ConstraintIndex required = tables_.members[shape.first_member + member].required;
    if (required != kNoIndex && !present[member] && !nulled[member]) add(required, pointer);
  }
  if (shape.kind == ShapeKind::kUnion && variants != 1) {
    broken(shape.one_member, pointer);
  }
}

bool Walk::length(std::size_t length, const ShapeTable& shape, const std::string& pointer) {
  if (shape.length_min_id != kNoIndex && length < shape.length_min) {
    return broken(shape.length_min_id, pointer);
  }
  if (shape.length_max_id != kNoIndex && length > shape.length_max) {
    return broken(shape.length_max_id, pointer);
  }
  return true;
}

bool Walk::list(const Node& node, const ShapeTable& shape, const std::string& pointer) {
  const ShapeIndex item = tables_.members[shape.first_member].target;
  for (std::size_t index = 0; index < node.entries.size(); ++index) {
    const std::string at = pointer_to(pointer, std::to_string(index));
    const auto& entry = node.entries[index].value;
    if (!entry) continue;
    if (entry->kind == Node::Kind::kNull && tables_.shapes[item].kind != ShapeKind::kDocument) {
      if (shape.dense != kNoIndex) add(shape.dense, at);
      continue;
    }
    value(*entry, item, at);
  }
  if (!node.complete) return true;
  bool valid = length(node.entries.size(), shape, pointer);
  if (shape.unique_items) {
    bool repeated = false;
    for (std::size_t a = 0; a < node.entries.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        repeated = repeated || same_value(*node.entries[a].value, *node.entries[b].value);
      }
    }
    if (repeated) valid = broken(shape.unique, pointer);
  }
  return valid;
}

bool Walk::map(const Node& node, const ShapeTable& shape, const std::string& pointer) {
  duplicates(node, pointer);
  const ShapeTable& key = tables_.shapes[tables_.members[shape.first_member].target];
  const ShapeIndex item = tables_.members[shape.first_member + 1].target;
  for (const Node::Entry& entry : node.entries) {
    const std::string at = pointer_to(pointer, entry.name);
    if (!entry.name_lone_surrogate) string(entry.name, key, at);
    if (!entry.value) continue;
    if (entry.value->kind == Node::Kind::kNull &&
        tables_.shapes[item].kind != ShapeKind::kDocument) {
      if (shape.dense != kNoIndex) add(shape.dense, at);
      continue;
    }
    value(*entry.value, item, at);
  }
  return !node.complete || length(node.entries.size(), shape, pointer);
}

bool Walk::string(const std::string& text, const ShapeTable& shape, const std::string& pointer) {
  bool valid = length(count_scalars(text), shape, pointer);
  if (shape.pattern == kNoIndex) {
    // A pattern that the library cannot read is none of the contract's, but it is said.
    if (shape.pattern_unchecked != kNoIndex) add(shape.pattern_unchecked, pointer);
  } else if (checker_.patterns_[shape.pattern].engine() != Pattern::Engine::kNone &&
             !checker_.patterns_[shape.pattern].matches(text)) {
    valid = broken(shape.pattern_id, pointer);
  }
  if (shape.enum_id != kNoIndex) {
    bool found = false;
    for (std::uint32_t index = 0; index < shape.enum_count; ++index) {
      found = found || tables_.enum_values[shape.first_enum + index] == text;
    }
    if (!found) valid = broken(shape.enum_id, pointer);
  }
  return valid;
}

bool Walk::integer(const Node& node, const ShapeTable& shape, const std::string& pointer) {
  const Number number = read_number(node.text);
  if (number.fractional) return broken(shape.fraction, pointer);
  if (shape.kind != ShapeKind::kBigInteger) {
    const auto [low, high] = width_of(shape.kind);
    if (!number.within(low, high)) return broken(shape.width, pointer);
  }
  if (!number.plain) add(shape.spelling, pointer);  // a warning: it is an integer nevertheless
  bool valid = true;
  if (shape.range_min_id != kNoIndex && !number.within(shape.range_min, INT64_MAX) &&
      (number.negative || number.within(INT64_MIN, INT64_MAX))) {
    valid = broken(shape.range_min_id, pointer);
  }
  if (shape.range_max_id != kNoIndex && !number.within(INT64_MIN, shape.range_max) &&
      (!number.negative || number.within(INT64_MIN, INT64_MAX))) {
    valid = broken(shape.range_max_id, pointer);
  }
  if (shape.enum_id != kNoIndex) {
    bool found = false;
    for (std::uint32_t index = 0; index < shape.enum_count; ++index) {
      found = found || tables_.int_enum_values[shape.first_enum + index] == number.integer();
    }
    if (!found) valid = broken(shape.enum_id, pointer);
  }
  return valid;
}

bool Walk::real(const Node& node, const ShapeTable& shape, const std::string& pointer) {
  const bool word = shape.kind != ShapeKind::kBigDecimal && node.kind == Node::Kind::kString &&
                    (node.text == "NaN" || node.text == "Infinity" || node.text == "-Infinity");
  if (!word && node.kind != Node::Kind::kNumber) return broken(shape.type, pointer);
  const double number = std::strtod(node.text.c_str(), nullptr);
  bool valid = true;
  if (shape.range_min_id != kNoIndex && number < shape.range_min_double) {
    valid = broken(shape.range_min_id, pointer);
  }
  if (shape.range_max_id != kNoIndex && number > shape.range_max_double) {
    valid = broken(shape.range_max_id, pointer);
  }
  return valid;
}

bool Walk::scalar(const Node& node, const ShapeTable& shape, const std::string& pointer) {
  if (shape.kind == ShapeKind::kBoolean) {
    const bool is = node.kind == Node::Kind::kTrue || node.kind == Node::Kind::kFalse;
    return is || broken(shape.type, pointer);
  }
  if (is_integer(shape.kind)) {
    if (node.kind != Node::Kind::kNumber) return broken(shape.type, pointer);
    return integer(node, shape, pointer);
  }
  if (shape.kind == ShapeKind::kFloat || shape.kind == ShapeKind::kDouble ||
      shape.kind == ShapeKind::kBigDecimal) {
    return real(node, shape, pointer);
  }
  if (shape.kind == ShapeKind::kTimestamp &&
      shape.timestamp_format == TimestampFormat::kEpochSeconds) {
    // No clock reads more than 18 digits of seconds.
    const bool time = node.kind == Node::Kind::kNumber &&
                      std::abs(std::strtold(node.text.c_str(), nullptr)) < 1e18L;
    return time || broken(shape.type, pointer);
  }
  if (node.kind != Node::Kind::kString) return broken(shape.type, pointer);
  if (node.lone_surrogate) return false;  // no text to check
  if (shape.kind == ShapeKind::kBlob) {
    const auto bytes = base64_size(node.text);
    return bytes ? length(*bytes, shape, pointer) : broken(shape.format, pointer);
  }
  if (shape.kind == ShapeKind::kTimestamp) {
    if (shape.timestamp_format == TimestampFormat::kHttpDate) {
      return is_http_date(node.text) || broken(shape.format, pointer);
    }
    const auto instant = read_date_time(node.text);
    if (!instant) return broken(shape.format, pointer);
    if (instant->tolerated) add(shape.tolerated, pointer);
    return true;
  }
  return string(node.text, shape, pointer);
}

bool Walk::value(const Node& node, ShapeIndex index, const std::string& pointer) {
  const ShapeTable& shape = tables_.shapes[index];
  if (shape.kind == ShapeKind::kDocument) {
    anything(node, pointer);
    return true;
  }
  const bool object = node.kind == Node::Kind::kObject;
  if (is_object_kind(shape.kind)
          ? !object
          : shape.kind == ShapeKind::kList && node.kind != Node::Kind::kArray) {
    anything(node, pointer);
    return broken(shape.type, pointer);
  }
  switch (shape.kind) {
    case ShapeKind::kStructure:
    case ShapeKind::kUnion:
      structure(node, index, pointer);
      return true;
    case ShapeKind::kList:
      return list(node, shape, pointer);
    case ShapeKind::kMap:
      return map(node, shape, pointer);
    default:
      if (!node.entries.empty()) anything(node, pointer);
      return scalar(node, shape, pointer);
  }
}

}  // namespace assay::reference
