// Numbers and blobs: bounds of every width and range, spellings, base64.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>

#include "corpus/message_generator.h"
#include "corpus/rule_repair.h"
#include "corpus/vector_values.h"

namespace assay {
namespace {

struct Beyond {
  ShapeKind kind;
  std::initializer_list<std::string_view> texts;
};
// Just beyond each width, and what is right again after a wrap-around.
const Beyond kBeyond[] = {
    {ShapeKind::kByte, {"-129", "128", "255", "256", "316", "-256"}},
    {ShapeKind::kShort, {"-32769", "32768", "65535", "65536", "65596", "-65536"}},
    {ShapeKind::kInteger,
     {"-2147483649", "2147483648", "4294967295", "4294967296", "4294967356", "-4294967296"}},
    {ShapeKind::kLong, {}},
};
// Beyond 64 bits, and so beyond every width.
constexpr std::string_view kBeyondAll[] = {"-9223372036854775809",
                                           "9223372036854775808",
                                           "18446744073709551615",
                                           "18446744073709551616",
                                           "18446744073709551676",
                                           "-18446744073709551616",
                                           "340282366920938463463374607431768211516",
                                           "999999999999999999999999999999"};

class Numbers {
 public:
  Numbers(const Contract& contract, VectorGroup& group)
      : tables_(contract.tables()),
        shape_(tables_.shapes[group.shape]),
        builder_(contract, group) {}

  void integers() {
    low_ = std::max(least_of(shape_.kind), shape_.range_min);
    high_ = std::min(greatest_of(shape_.kind), shape_.range_max);
    bounds();
    spellings();
    types();
  }

  void floats() {
    const bool free = shape_.range_min_id == kNoIndex && shape_.range_max_id == kNoIndex;
    if (free) {
      for (const std::string_view text :
           {"0", "-0.0", "1", "-1.5", "1e3", "1E+3", "1e-3", "0.1", "123456789.125"}) {
        add(text, kNoIndex, "NumberSpelling");
      }
      if (shape_.kind != ShapeKind::kBigDecimal) {
        for (const std::string_view text : {"\"NaN\"", "\"Infinity\"", "\"-Infinity\""}) {
          add(text, kNoIndex, "FloatSpecial");
        }
      }
    } else {
      bound(shape_.range_min_id, shape_.range_min_double, -1);
      bound(shape_.range_max_id, shape_.range_max_double, 1);
    }
    for (const std::string_view text :
         {"\"nan\"", "\"NAN\"", "\"inf\"", "\"+Infinity\"", "\"infinity\"", "\"1.5\"", "\"\"",
          "true", "[]", "{}", "[1.5]"}) {
      add(text, shape_.type, text.starts_with('"') ? "FloatSpecial" : "WrongType");
    }
  }

 private:
  void add(std::string_view text, ConstraintIndex broken, std::string_view flag) {
    VectorCase one;
    one.bytes = text;
    std::vector<ConstraintIndex> ids;
    if (broken != kNoIndex) ids.push_back(broken);
    builder_.add(std::move(one), std::move(ids), {std::string(flag)}, "table of numbers");
  }

  void bound(ConstraintIndex id, double edge, int beyond) {
    if (id == kNoIndex) return;
    add(fmt::format("{}", edge), kNoIndex, "Bound");
    add(fmt::format("{:.1f}", edge + 1.5 * beyond), id, "Bound");
  }

  bool listed(std::int64_t value) const {
    const auto first = tables_.int_enum_values.begin() + shape_.first_enum;
    return std::find(first, first + shape_.enum_count, value) != first + shape_.enum_count;
  }

  // The constraint that an integer of the width breaks; kNoIndex when it breaks none.
  ConstraintIndex broken_by(std::int64_t value) const {
    if (shape_.range_min_id != kNoIndex && value < shape_.range_min) return shape_.range_min_id;
    if (shape_.range_max_id != kNoIndex && value > shape_.range_max) return shape_.range_max_id;
    if (shape_.enum_id != kNoIndex && !listed(value)) return shape_.enum_id;
    return kNoIndex;
  }

  void bounds() {
    const std::int64_t least = least_of(shape_.kind), greatest = greatest_of(shape_.kind);
    std::set<std::int64_t> values = {least, least + 1, -1, 0, 1, 60, greatest - 1, greatest};
    for (const std::int64_t edge : {low_, high_}) {
      for (const std::int64_t step : {-1, 0, 1}) {
        const bool over = (step < 0 && edge == INT64_MIN) || (step > 0 && edge == INT64_MAX);
        if (!over) values.insert(edge + step);
      }
    }
    // Integers that a double cannot hold.
    for (const std::int64_t big : {(std::int64_t{1} << 53) + 1, -(std::int64_t{1} << 53) - 1}) {
      values.insert(big);
    }
    for (std::uint32_t i = 0; i < shape_.enum_count; ++i) {
      values.insert(tables_.int_enum_values[shape_.first_enum + i]);
    }
    for (const std::int64_t value : values) {
      if (value < least || value > greatest) continue;
      const ConstraintIndex broken = broken_by(value);
      add(std::to_string(value), broken, broken == kNoIndex ? "IntegerBound" : flag_of(broken));
    }
    // With a range of its own the shape has two constraints that such a number breaks.
    const bool two = shape_.range_min_id != kNoIndex || shape_.range_max_id != kNoIndex;
    if (shape_.kind == ShapeKind::kBigInteger || two) return;
    for (const Beyond& each : kBeyond) {
      const bool same = each.kind == shape_.kind ||
                        (each.kind == ShapeKind::kInteger && shape_.kind == ShapeKind::kIntEnum);
      if (!same) continue;
      for (const std::string_view text : each.texts) add(text, shape_.width, "IntegerBound");
    }
    for (const std::string_view text : kBeyondAll) add(text, shape_.width, "HugeNumber");
  }

  std::string_view flag_of(ConstraintIndex broken) const {
    return broken == shape_.enum_id ? "UnknownEnum" : "Bound";
  }

  void spellings() {
    std::int64_t value = std::clamp<std::int64_t>(60, low_, high_);
    if (shape_.enum_id != kNoIndex) {
      if (shape_.enum_count == 0) return;
      value = tables_.int_enum_values[shape_.first_enum];
    }
    const std::string text = std::to_string(value);
    for (const std::string_view tail : {".0", ".00", "e0", "E0", "e+0", "e-0", ".0e0"}) {
      add(text + std::string(tail), shape_.spelling, "IntegerSpelling");
    }
    add(text + "0e-1", shape_.spelling, "IntegerSpelling");
    if (value == 60) {
      for (const std::string_view same : {"6e1", "0.6e2", "0.06E3", "6000e-2"}) {
        add(same, shape_.spelling, "IntegerSpelling");
      }
    }
    if (value == high_) return;
    for (const std::string_view tail : {".5", ".1", ".9", ".000001", ".99999999999999999999"}) {
      if (value < 0) break;
      add(text + std::string(tail), shape_.fraction, "FractionalInteger");
    }
    if (value == 60) {
      for (const std::string_view other : {"605e-1", "6.05e1", "1e-1", "0.5"}) {
        if (low_ <= 0) add(other, shape_.fraction, "FractionalInteger");
      }
    }
  }

  void types() {
    for (const std::string_view text :
         {"\"60\"", "\"\"", "\"sixty\"", "true", "false", "[]", "[60]", "{}", "{\"value\":60}"}) {
      add(text, shape_.type, "WrongType");
    }
  }

  const ContractTables& tables_;
  const ShapeTable& shape_;
  VectorGroupBuilder builder_;
  std::int64_t low_ = 0, high_ = 0;
};

}  // namespace

void add_number_cases(const Contract& contract, VectorGroup& group) {
  const ShapeKind kind = contract.tables().shapes[group.shape].kind;
  Numbers numbers(contract, group);
  const bool real =
      kind == ShapeKind::kFloat || kind == ShapeKind::kDouble || kind == ShapeKind::kBigDecimal;
  if (real) {
    numbers.floats();
  } else {
    numbers.integers();
  }
  group.theorem.machine = "table";
  group.theorem.statement =
      real ? "Spellings of JSON numbers, the special values, and the bounds of the range"
           : "Both sides of every bound of width and range, the numbers that are right again after "
             "a wrap-around, every spelling of one integer";
  group.theorem.lost = "Faults at single numbers inside the bounds";
}

void add_blob_cases(const Contract& contract, VectorGroup& group) {
  const ShapeTable& shape = contract.tables().shapes[group.shape];
  VectorGroupBuilder builder(contract, group);
  const auto add = [&](std::string text, ConstraintIndex broken, std::string_view flag) {
    VectorCase one;
    one.bytes = std::move(text);
    std::vector<ConstraintIndex> ids;
    if (broken != kNoIndex) ids.push_back(broken);
    builder.add(std::move(one), std::move(ids), {std::string(flag)}, "table of base64");
  };
  constexpr std::uint32_t kMost = 70'000;
  const auto of_size = [](std::uint32_t size) { return base64_of(std::string(size, 'b')); };
  std::set<std::uint32_t> sizes = {0, 1, 2, 3, 4, 5, 6};
  for (const std::uint32_t edge : {shape.length_min, shape.length_max}) {
    if (edge > kMost) continue;
    for (const std::uint32_t size : {edge == 0 ? 0 : edge - 1, edge, edge + 1}) sizes.insert(size);
  }
  for (const std::uint32_t size : sizes) {
    const bool few = size<shape.length_min, many = size> shape.length_max;
    if ((few && shape.length_min_id == kNoIndex) || (many && shape.length_max_id == kNoIndex)) {
      continue;
    }
    add(of_size(size), few ? shape.length_min_id : many ? shape.length_max_id : kNoIndex, "Length");
  }
  // Three bytes more than a multiple of three leave two digits of padding.
  std::uint32_t size = std::max<std::uint32_t>(shape.length_min, 1);
  while (size % 3 != 1) ++size;
  if (size > shape.length_max || size > kMost || shape.format == kNoIndex) return;
  std::string high;
  while (high.size() < size) high += "\xfb\xef\xbe";
  high.resize(size);
  std::string text = base64_of(high);
  add(text, kNoIndex, "Base64");
  std::string url = text;
  for (char& c : url) c = c == '+' ? '-' : c == '/' ? '_' : c;
  const std::string digits = text.substr(0, text.size() - 2);
  if (url != text) add(url, shape.format, "Base64");
  for (const std::string& bad :
       {digits, digits + "=", text + "=", text + "\n", " " + text, text + " ", text + text,
        digits + "%3D%3D", "=" + digits + "=", digits + "*=", digits + ".."}) {
    add(bad, shape.format, "Base64");
  }
  group.theorem.machine = "table";
  group.theorem.statement =
      "Both sides of every bound of length; padding, alphabet and white space";
  group.theorem.lost = "Faults at single bytes; bits that padding leaves over";
}

}  // namespace assay
