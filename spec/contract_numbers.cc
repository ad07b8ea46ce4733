// Second stage, numbers: width, whole numbers, spelling, ranges.
#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "spec/contract_builder.h"

namespace assay {
namespace {

bool is_integer(ShapeKind kind) noexcept {
  return (kind >= ShapeKind::kByte && kind <= ShapeKind::kIntEnum) ||
         kind == ShapeKind::kBigInteger;
}
bool is_real(ShapeKind kind) noexcept {
  return kind == ShapeKind::kFloat || kind == ShapeKind::kDouble || kind == ShapeKind::kBigDecimal;
}
struct Width {
  std::string_view suffix;
  std::string_view requirement;
};

Width width_of(ShapeKind kind) noexcept {
  switch (kind) {
    case ShapeKind::kByte:
      return {"int8", "Member must be between -128 and 127, inclusive"};
    case ShapeKind::kShort:
      return {"int16", "Member must be between -32768 and 32767, inclusive"};
    case ShapeKind::kLong:
      return {"int64",
              "Member must be between -9223372036854775808 and 9223372036854775807, inclusive"};
    default:
      return {"int32", "Member must be between -2147483648 and 2147483647, inclusive"};
  }
}

class NumberConstraints {
 public:
  NumberConstraints(ContractBuilder& builder, ShapeIndex shape)
      : builder_(builder), shape_(shape) {}

  bool run() {
    const ShapeKind kind = table().kind;
    const auto& range = builder_.origins[shape_].traits.range;
    if (range && !is_integer(kind) && !is_real(kind)) {
      return builder_.misplaced(builder_.trait("range"), shape_, range->offset);
    }
    if (is_integer(kind)) add_integer();
    return !range || add_range(*range);
  }

 private:
  ShapeTable& table() { return builder_.tables.shapes[shape_]; }

  void add_integer() {
    const ShapeKind kind = table().kind;
    if (kind != ShapeKind::kBigInteger) {
      const Width width = width_of(kind);
      table().width = builder_.add_by_kind(shape_, fmt::format("range.{}", width.suffix),
                                           std::string(width.requirement), "the type of the shape");
    }
    table().fraction =
        builder_.add_by_kind(shape_, "integral", "must be a whole number", "the type of the shape");
    table().spelling = builder_.add_by_kind(shape_, "spelling",
                                            "an integer is written without fraction and exponent",
                                            "the type of the shape", Severity::kWarning);
  }

  template <typename Number>
  bool parse_bound(const std::string& text, std::uint64_t offset, Number& bound) {
    const char* const last = text.data() + text.size();
    const auto [end, status] = std::from_chars(text.data(), last, bound);
    if (status == std::errc() && end == last) return true;
    return builder_.fail_in_model(
        status == std::errc::result_out_of_range ? ErrorCode::kUnsupported
                                                 : ErrorCode::kModelStructure,
        status == std::errc::result_out_of_range
            ? fmt::format("a bound of {} beyond 64 bits is not supported: {}",
                          builder_.trait("range"), text)
            : fmt::format("{} of an integer must have whole bounds, not {}",
                          builder_.trait("range"), text),
        offset);
  }

  bool add_range(const ModelRange& range) {
    const bool integer = is_integer(table().kind);
    const auto read = [&](const std::string& text, std::int64_t& whole, double& real) {
      if (text.empty()) return true;
      return integer ? parse_bound(text, range.offset, whole)
                     : parse_bound(text, range.offset, real);
    };
    if (!read(range.min, table().range_min, table().range_min_double) ||
        !read(range.max, table().range_max, table().range_max_double)) {
      return false;
    }
    const bool crossed = integer ? table().range_min > table().range_max
                                 : !range.min.empty() && !range.max.empty() &&
                                       table().range_min_double > table().range_max_double;
    if (crossed) {
      return builder_.fail_in_model(ErrorCode::kModelStructure,
                                    builder_.trait("range") + " has a min above its max",
                                    range.offset);
    }
    std::string requirement;
    if (!range.min.empty() && !range.max.empty()) {
      requirement =
          fmt::format("Member must be between {} and {}, inclusive", range.min, range.max);
    } else if (!range.min.empty()) {
      requirement = fmt::format("Member must be greater than or equal to {}", range.min);
    } else {
      requirement = fmt::format("Member must be less than or equal to {}", range.max);
    }
    if (!range.min.empty()) {
      table().range_min_id = builder_.add_trait(shape_, "range.min", requirement, "", range.offset,
                                                builder_.bound("range", "min", range.min));
    }
    if (!range.max.empty()) {
      table().range_max_id = builder_.add_trait(shape_, "range.max", requirement, "", range.offset,
                                                builder_.bound("range", "max", range.max));
    }
    return true;
  }

  ContractBuilder& builder_;
  ShapeIndex shape_;
};

}  // namespace

bool build_number(ContractBuilder& builder, ShapeIndex shape) {
  return NumberConstraints(builder, shape).run();
}

}  // namespace assay
