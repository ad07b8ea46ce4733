#include "parsers/reference/on_demand_checker.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>

#include "parsers/reference/names.h"
#include "parsers/reference/on_demand_text.h"
#include "parsers/reference/scalars.h"
#include "parsers/reference/walk.h"

namespace assay::reference {
namespace {

using Value = OnDemandText::Value;

// One body against a shape.
class OnDemandWalk {
 public:
  OnDemandWalk(const ContractTables& tables, const Limits& limits, OnDemandText& text, Body body,
               std::vector<ConstraintIndex>& ids)
      : tables_(tables), limits_(limits), text_(text), body_(body), ids_(ids) {}

  // Top-level members that are known although no shape has them.
  void expect(std::set<std::string> names) { expected_ = std::move(names); }

  void root(Value& value, ShapeIndex shape) {
    const bool object = OnDemandText::first(value) == '{';
    if (!object) add(index_of(ProtocolRule::kBodyObject));
    if (object && shape != kNoIndex) {
      structure(value, tables_.shapes[shape], 1);
    } else {
      anything(value, 1, ']');
    }
  }

 private:
  void add(ConstraintIndex constraint) {
    if (constraint != kNoIndex) ids_.push_back(constraint);
  }
  void surrogate(const OnDemandString& string) {
    if (string.lone_surrogate && !text_.stopped()) add(index_of(ProtocolRule::kBodySurrogate));
  }
  bool too_deep(std::size_t depth) {
    if (depth > limits_.max_depth) text_.stop();
    return text_.stopped();
  }

  // Members with what holds for all objects.
  template <typename Visit>
  void members(Value& value, std::size_t depth, Visit visit) {
    if (too_deep(depth)) return;
    std::multiset<std::string> seen;
    text_.members(value, [&](const OnDemandString& name, Value& child) {
      surrogate(name);
      if (seen.contains(name.text)) add(index_of(ProtocolRule::kDuplicateMember));
      seen.insert(name.text);
      visit(name, child);
    });
    if (seen.size() > limits_.max_keys_per_object) add(index_of(ProtocolRule::kLimitKeys));
  }

  void anything(Value& value, std::size_t depth, char close) {
    switch (OnDemandText::first(value)) {
      case '{':
        members(value, depth,
                [&](const OnDemandString&, Value& child) { anything(child, depth + 1, '}'); });
        break;
      case '[':
        if (too_deep(depth)) return;
        text_.items(value, [&](Value& item) { anything(item, depth + 1, ']'); });
        break;
      case '"':
        surrogate(text_.string(value));
        break;
      default:
        text_.scalar(value, close);
    }
  }

  static bool is_null(Value& value) { return OnDemandText::first(value) == 'n'; }

  std::uint32_t member_of(std::string_view name, const ShapeTable& shape, bool top) const {
    const auto find = [&](std::string_view wanted) {
      std::uint32_t at = 0;
      while (at < shape.member_count && tables_.members[shape.first_member + at].name != wanted) {
        ++at;
      }
      return at;
    };
    const std::uint32_t found = find(name);
    if (found < shape.member_count || body_ != Body::kError || !top) return found;
    return name == "message" ? find("Message") : name == "Message" ? find("message") : found;
  }

  void structure(Value& value, const ShapeTable& shape, std::size_t depth) {
    const bool top = depth == 1;
    std::set<std::uint32_t> there;
    std::size_t variants = 0;
    members(value, depth, [&](const OnDemandString& name, Value& child) {
      const bool null = is_null(child);
      const std::uint32_t at = member_of(name.text, shape, top);
      if (at == shape.member_count) {
        const bool union_type = shape.kind == ShapeKind::kUnion && name.text == "__type";
        if (!union_type && !(top && expected_.contains(name.text))) {
          add(index_of(body_ == Body::kInput ? ProtocolRule::kRequestUnknownMember
                                             : ProtocolRule::kResponseUnknownMember));
        }
        variants += !null && !union_type;
        anything(child, depth + 1, '}');
        return;
      }
      const MemberTable& member = tables_.members[shape.first_member + at];
      there.insert(at);
      if (null) {
        text_.scalar(child, '}');
        add(member.required);
        return;
      }
      ++variants;
      check(child, tables_.shapes[member.target], depth + 1, '}');
    });
    for (std::uint32_t at = 0; at < shape.member_count; ++at) {
      if (!there.contains(at)) add(tables_.members[shape.first_member + at].required);
    }
    if (shape.kind == ShapeKind::kUnion && variants != 1) add(shape.one_member);
  }

  void length(std::size_t size, const ShapeTable& shape) {
    if (size < shape.length_min) add(shape.length_min_id);
    if (shape.length_max != kNoIndex && size > shape.length_max) add(shape.length_max_id);
  }

  // An element of a list or map.
  void element(Value& value, const ShapeTable& container, const ShapeTable& shape,
               std::size_t depth, char close) {
    if (is_null(value) && shape.kind != ShapeKind::kDocument) {
      text_.scalar(value, close);
      add(container.dense);
    } else {
      check(value, shape, depth, close);
    }
  }

  void list(Value& value, const ShapeTable& shape, std::size_t depth) {
    if (too_deep(depth)) return;
    const ShapeTable& item_shape = tables_.shapes[tables_.members[shape.first_member].target];
    std::size_t count = 0;
    std::vector<std::string> texts;
    text_.items(value, [&](Value& item) {
      ++count;
      const std::string_view token = item.raw_json_token();
      const char kind = OnDemandText::first(item);
      element(item, shape, item_shape, depth + 1, ']');
      if (!shape.unique_items || text_.stopped()) return;
      const bool container = kind == '{' || kind == '[';
      texts.emplace_back(container ? text_.slice(token) : token);
    });
    if (text_.stopped()) return;
    length(count, shape);
    if (shape.unique_items && repeated(texts)) add(shape.unique);
  }

  // Whether two are the same value; the slow reader says, On-Demand keeps none.
  static bool repeated(const std::vector<std::string>& texts) {
    std::vector<Node> nodes;
    for (const std::string& text : texts) nodes.push_back(*parse(text, SIZE_MAX).root);
    for (std::size_t a = 0; a < nodes.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        if (same_value(nodes[a], nodes[b])) return true;
      }
    }
    return false;
  }

  void map(Value& value, const ShapeTable& shape, std::size_t depth) {
    const ShapeTable& key = tables_.shapes[tables_.members[shape.first_member].target];
    const ShapeTable& item = tables_.shapes[tables_.members[shape.first_member + 1].target];
    std::size_t count = 0;
    members(value, depth, [&](const OnDemandString& name, Value& child) {
      ++count;
      if (!name.lone_surrogate) characters(name.text, key);
      element(child, shape, item, depth + 1, '}');
    });
    if (!text_.stopped()) length(count, shape);
  }

  template <typename Values, typename Wanted>
  static bool listed(const Values& values, const ShapeTable& shape, const Wanted& wanted) {
    const auto begin = values.begin() + shape.first_enum, end = begin + shape.enum_count;
    return shape.enum_id == kNoIndex || std::find(begin, end, wanted) != end;
  }

  void characters(const std::string& text, const ShapeTable& shape) {
    length(count_scalars(text), shape);
    if (shape.pattern == kNoIndex) {
      add(shape.pattern_unchecked);
    } else if (!tables_.patterns[shape.pattern].matches(text)) {
      add(shape.pattern_id);
    }
    if (!listed(tables_.enum_values, shape, std::string_view(text))) add(shape.enum_id);
  }

  // A string where its shape may be one; any other shape's mismatch.
  void check_string(const OnDemandString& string, const ShapeTable& shape) {
    const bool time = shape.kind == ShapeKind::kTimestamp &&
                      shape.timestamp_format != TimestampFormat::kEpochSeconds;
    const bool real = shape.kind == ShapeKind::kFloat || shape.kind == ShapeKind::kDouble;
    const bool plain = shape.kind == ShapeKind::kString || shape.kind == ShapeKind::kEnum;
    if (real && (string.text == "NaN" || string.text == "Infinity" || string.text == "-Infinity")) {
      check_range(std::strtod(string.text.c_str(), nullptr), shape);
    } else if (!time && !plain && shape.kind != ShapeKind::kBlob) {
      add(shape.type);
    } else if (string.lone_surrogate) {
      return;  // no text to check
    } else if (plain) {
      characters(string.text, shape);
    } else if (shape.kind == ShapeKind::kBlob) {
      const std::optional<std::size_t> size = base64_size(string.text);
      size ? length(*size, shape) : add(shape.format);
    } else if (shape.timestamp_format == TimestampFormat::kHttpDate) {
      if (!is_http_date(string.text)) add(shape.format);
    } else if (const std::optional<Instant> instant = read_date_time(string.text); !instant) {
      add(shape.format);
    } else if (instant->tolerated) {
      add(shape.tolerated);
    }
  }

  void check_range(double number, const ShapeTable& shape) {
    if (shape.range_min_id != kNoIndex && number < shape.range_min_double) add(shape.range_min_id);
    if (shape.range_max_id != kNoIndex && number > shape.range_max_double) add(shape.range_max_id);
  }

  void check_integer(std::string_view token, const ShapeTable& shape) {
    const Number number = read_number(token);
    if (number.fractional) return add(shape.fraction);
    const bool fits = number.within(INT64_MIN, INT64_MAX);
    if (shape.kind != ShapeKind::kBigInteger) {
      const auto [low, high] = width_of(shape.kind);
      if (!number.within(low, high)) return add(shape.width);
    }
    if (!number.plain) add(shape.spelling);
    const bool below = fits ? number.integer() < shape.range_min : number.negative;
    const bool above = fits ? number.integer() > shape.range_max : !number.negative;
    if (shape.range_min_id != kNoIndex && below) add(shape.range_min_id);
    if (shape.range_max_id != kNoIndex && above) add(shape.range_max_id);
    if (!listed(tables_.int_enum_values, shape, number.integer())) add(shape.enum_id);
  }

  void check_scalar(std::string_view token, const ShapeTable& shape) {
    const bool number = token.front() == '-' || (token.front() >= '0' && token.front() <= '9');
    const double value = number ? std::strtod(std::string(token).c_str(), nullptr) : 0;
    switch (shape.kind) {
      case ShapeKind::kBoolean:
        if (token != "true" && token != "false") add(shape.type);
        break;
      case ShapeKind::kFloat:
      case ShapeKind::kDouble:
      case ShapeKind::kBigDecimal:
        number ? check_range(value, shape) : add(shape.type);
        break;
      case ShapeKind::kTimestamp:
        // No clock reads more than 18 digits of seconds.
        if (!number || shape.timestamp_format != TimestampFormat::kEpochSeconds ||
            !(std::abs(std::strtold(std::string(token).c_str(), nullptr)) < 1e18L)) {
          add(shape.type);
        }
        break;
      default:
        number&& is_integer(shape.kind) ? check_integer(token, shape) : add(shape.type);
    }
  }

  void check(Value& value, const ShapeTable& shape, std::size_t depth, char close) {
    const char first = OnDemandText::first(value);
    switch (shape.kind) {
      case ShapeKind::kDocument:
        return anything(value, depth, close);
      case ShapeKind::kStructure:
      case ShapeKind::kUnion:
        if (first == '{') return structure(value, shape, depth);
        break;
      case ShapeKind::kMap:
        if (first == '{') return map(value, shape, depth);
        break;
      case ShapeKind::kList:
        if (first == '[') return list(value, shape, depth);
        break;
      default:
        if (first == '{' || first == '[') break;
        if (first == '"') {
          const OnDemandString string = text_.string(value);
          surrogate(string);
          check_string(string, shape);
        } else if (const std::string_view token = text_.scalar(value, close); !token.empty()) {
          check_scalar(token, shape);
        }
        return;
    }
    add(shape.type);
    anything(value, depth, close);
  }

  const ContractTables& tables_;
  const Limits& limits_;
  OnDemandText& text_;
  Body body_;
  std::vector<ConstraintIndex>& ids_;
  std::set<std::string> expected_;
};

}  // namespace

struct OnDemandChecker::State {
  Contract contract;
  Limits limits;
  OnDemandText text;

  const ContractTables& tables() const { return contract.tables(); }

  OnDemandResult finish(std::string_view body, OnDemandResult& result, OnDemandWalk& walk,
                        ShapeIndex shape) {
    result.stopped = !text.read(body, [&](Value& root) { walk.root(root, shape); });
    if (result.stopped) result.ids.clear();
    std::sort(result.ids.begin(), result.ids.end());
    return std::move(result);
  }

  // On-Demand refuses the mark or passes over it, by version. False where the body is too long.
  bool begin(std::string_view& body, OnDemandResult& result) const {
    result.stopped = body.size() > limits.max_body_bytes;
    if (!body.starts_with("\xEF\xBB\xBF")) return !result.stopped;
    result.ids.push_back(index_of(ProtocolRule::kBodyBom));
    body.remove_prefix(3);
    return !result.stopped;
  }
};

OnDemandChecker::OnDemandChecker(const Contract& contract, Limits limits)
    : state_(new State{contract, limits, {}}) {}
OnDemandChecker::~OnDemandChecker() = default;
OnDemandChecker::OnDemandChecker(OnDemandChecker&&) noexcept = default;

OnDemandResult OnDemandChecker::check_input(OperationIndex operation, std::string_view body) {
  if (body.empty()) return {false, {index_of(ProtocolRule::kRequestBodyEmpty)}};
  OnDemandResult result;
  if (!state_->begin(body, result)) return result;
  OnDemandWalk walk(state_->tables(), state_->limits, state_->text, Body::kInput, result.ids);
  return state_->finish(body, result, walk, state_->tables().operations[operation].input);
}

OnDemandResult OnDemandChecker::check_output(OperationIndex operation, std::string_view body) {
  if (body.empty()) return {false, {index_of(ProtocolRule::kBodyEmpty)}};
  OnDemandResult result;
  if (!state_->begin(body, result)) return result;
  const ContractTables& tables = state_->tables();
  const ErrorTexts texts = state_->text.error_texts(body);
  const auto named_by = error_members(tables, operation, texts.type, texts.code);
  if (!named_by.empty()) result.ids.push_back(index_of(ProtocolRule::kErrorUnder200));
  OnDemandWalk walk(tables, state_->limits, state_->text, Body::kOutput, result.ids);
  walk.expect(named_by);
  return state_->finish(body, result, walk, tables.operations[operation].output);
}

OnDemandResult OnDemandChecker::check_error_body(OperationIndex operation, std::string_view body) {
  if (body.empty()) return {false, {index_of(ProtocolRule::kErrorType)}};
  OnDemandResult result;
  if (!state_->begin(body, result)) return result;
  const ContractTables& tables = state_->tables();
  const ErrorTexts texts = state_->text.error_texts(body);
  const std::string& name = texts.type.empty() ? texts.code : texts.type;
  const ShapeIndex shape = modeled_error(tables, operation, name);
  if (name.empty()) {
    result.ids.push_back(index_of(ProtocolRule::kErrorType));
  } else if (shape == kNoIndex && !is_common_error(name)) {
    result.ids.push_back(index_of(ProtocolRule::kErrorTypeUnknown));
  }
  if (!texts.type.empty() && !texts.code.empty() && texts.type != texts.code &&
      !(shape != kNoIndex && has_member(tables, shape, "code"))) {
    result.ids.push_back(index_of(ProtocolRule::kErrorTypeConflict));
  }
  OnDemandWalk walk(tables, state_->limits, state_->text, Body::kError, result.ids);
  walk.expect({"__type", "code", "message", "Message"});
  return state_->finish(body, result, walk, shape);
}

}  // namespace assay::reference
