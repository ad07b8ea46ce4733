// How the checks by hand look at a parsed document.
//
// An adapter `Dom` has
//   using Value = ...;                               something cheap to copy, or a stream's cursor
//   bool parse(const PaddedText&, Value& root);      false: not JSON, see number_refused()
//   bool number_refused() const;                     ... because of a number alone
//   Kind kind(Value&);
//   bool string(Value&, std::string_view&);          REQUIRES: kind kString; false: not JSON
//   HandNumber number(Value&);                       REQUIRES: kind kNumber
//   void members(Value&, visit(std::string_view name, Value& child));    REQUIRES: kind kObject
//   void items(Value&, visit(Value& item));          REQUIRES: kind kArray
//   void scalar(Value&);                             passes over what is no array and no object
//   void pass(Value&);                               passes over anything, to come back to it
//   Value again(Value&);                             the root once more, after a pass over it
//   bool finish();                                   false: what was passed over is not JSON
// Every value is visited once and in order, so that a streaming parser can be one.
#ifndef ASSAY_BENCH_HAND_DOCUMENT_H_
#define ASSAY_BENCH_HAND_DOCUMENT_H_

#include <cstdint>

namespace assay::bench {

enum class Kind : std::uint8_t {
  kNull,
  kBoolean,
  kNumber,
  kString,
  kArray,
  kObject,
};

// A number as the parser kept it.
struct HandNumber {
  bool integer = false;  // spelt without fraction and exponent, and `value` holds it
  bool lost = false;     // neither `value` nor `real` says what was written
  std::int64_t value = 0;
  double real = 0;
};

// Of a number that the parser kept as a double: beyond 64 bits it may have been any whole number.
constexpr HandNumber hand_real(double real) noexcept {
  return {false, real >= 0x1p63 || real < -0x1p63, 0, real};
}
constexpr HandNumber hand_whole(std::uint64_t whole) noexcept {
  return {true, false, whole > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(whole), 0};
}

// What is the same for all adapters of parsers that read the whole document first.
template <typename V>
struct WholeDocument {
  using Value = V;
  void scalar(const Value&) const {}
  void pass(const Value&) const {}
  void scalar_or_pass(const Value&) const {}
  Value again(const Value& root) const { return root; }
  bool finish() const { return true; }
};

}  // namespace assay::bench

#endif  // ASSAY_BENCH_HAND_DOCUMENT_H_
