// Tagged values: what a driver returned, with every difference of type visible.
#ifndef ASSAY_CONFORMANCE_TAGGED_H_
#define ASSAY_CONFORMANCE_TAGGED_H_

#include <assay/error.h>
#include <assay/value.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "spec/json_tree.h"

namespace assay {

// A value as the driver protocol carries it (conformance/PROTOCOL.md). Strings are kept as UTF-8
// in which a lone surrogate has its three-byte form, so that they are visible too.
struct Tagged {
  enum class Kind : std::uint8_t {
    kNull,
    kBoolean,
    kInteger,    // any size: digits in `text`
    kDouble,     // `text` as sent, NaN, Infinity, -Infinity
    kDecimal,    // an arbitrary-precision decimal, `text` as sent
    kNumber,     // only in expectations: any kind of number of this value
    kString,     //
    kBytes,      // `text` holds the bytes
    kTimestamp,  // an instant
    kNaive,      // a date and time without a zone, `text` as sent
    kList,       // `items`
    kMap,        // structures and maps: `members`
    kOther,      // a type that the protocol has no tag for: its name in `text`
  };

  Kind kind = Kind::kNull;
  bool boolean = false;
  std::string text = {};
  Timestamp timestamp = {};
  std::vector<Tagged> items = {};
  std::vector<std::pair<std::string, Tagged>> members = {};

  const Tagged* find(std::string_view name) const noexcept;  // nullptr when absent

  static Tagged string(std::string_view text);
  static Tagged integer(std::int64_t value);
  static Tagged map() { return {.kind = Kind::kMap}; }
};

// Where a value is read from; for the places in errors.
struct JsonSource {
  std::string_view text;
  std::string_view file;
};

// Errors: kInputFormat with the place: an unknown tag, digits that are none, bad base64.
Expected<Tagged> read_tagged(const JsonValue& value, const JsonSource& source);

// A plain JSON document as tagged values: numbers become kNumber.
Tagged tagged_from_json(const JsonValue& value);

// One line of JSON.
std::string to_json(const Tagged& value);

// Whether two values are the same: members in any order, numbers by kind and value. A kNumber in
// `wanted` matches a number of any kind with the same value.
bool same_value(const Tagged& wanted, const Tagged& got);

// Whether `got` is `wanted` with something missing from it and nothing else changed.
bool lost_something(const Tagged& wanted, const Tagged& got);

// The first difference, for people: "/RunDetail/Duration: wanted 60, got {\"$double\":\"60.0\"}".
// Empty when the values are the same.
std::string describe_difference(const Tagged& wanted, const Tagged& got);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_TAGGED_H_
