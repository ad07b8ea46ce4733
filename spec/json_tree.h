// JSON files with places: models, rules, ledgers, suites, archives, driver messages.
#ifndef ASSAY_SPEC_JSON_TREE_H_
#define ASSAY_SPEC_JSON_TREE_H_

#include <assay/error.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// A value with its place in the text. Strict RFC 8259; members keep their order; the text of
// numbers is kept as written.
class JsonValue {
 public:
  enum class Kind : std::uint8_t {
    kNull,
    kBoolean,
    kNumber,
    kString,
    kArray,
    kObject
  };
  struct Member;

  Kind kind = Kind::kNull;
  bool boolean = false;
  std::string text;                  // string: unescaped; number: as written
  std::vector<JsonValue> items;      // array
  std::vector<Member> members;       // object, in order; duplicates are refused when parsing
  std::uint64_t begin = 0, end = 0;  // bytes in the text that was parsed

  bool is_object() const noexcept { return kind == Kind::kObject; }
  bool is_array() const noexcept { return kind == Kind::kArray; }
  bool is_string() const noexcept { return kind == Kind::kString; }
  const JsonValue* find(std::string_view name) const noexcept;  // nullptr when absent
  std::string_view string_or(std::string_view name, std::string_view fallback) const noexcept;
  std::optional<std::int64_t> integer() const noexcept;  // a number that is one, exactly
};

struct JsonValue::Member {
  std::string name;
  JsonValue value;
};

// Line and column (from 1, columns in bytes) of an offset.
struct TextPlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};
TextPlace place_of(std::string_view text, std::uint64_t offset) noexcept;

// Where a byte of an unescaped string stands within its JSON text. `token` begins with the quote.
std::uint64_t offset_in_string(std::string_view token, std::uint64_t unescaped) noexcept;

// Errors: kJsonSyntax with `file` in it. Depth is limited to 512, values to 2,000,000,
// numbers to the range of a 64-bit float.
Expected<JsonValue> parse_json(std::string_view text, std::string_view file);

// An error at a value of a text that was parsed.
Error error_at(ErrorCode code, std::string message, std::string_view text, std::string_view file,
               std::uint64_t offset);

}  // namespace assay

#endif  // ASSAY_SPEC_JSON_TREE_H_
