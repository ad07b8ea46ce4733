// A walk over JSON text that may be broken: events up to the damage, and where the damage is.
#ifndef ASSAY_PARSERS_DIAGNOSTIC_JSON_H_
#define ASSAY_PARSERS_DIAGNOSTIC_JSON_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace assay {

// Told about every token in order. Offsets are bytes in the text; end is past the last byte.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual void key(std::size_t begin, std::size_t end) = 0;     // quotes included
  virtual void scalar(std::size_t begin, std::size_t end) = 0;  // string, number, literal
  virtual void open(std::size_t begin, bool object) = 0;
  virtual void close(std::size_t end) = 0;  // one past the bracket
};

// Shapes: begin is text.size() where the text ends too early. `at_value`: a value was due there.
struct JsonDamage {
  bool damaged = false;
  std::size_t begin = 0;
  bool at_value = false;
};

// Brackets, commas, colons, quotes and literals are strict; the inside of strings is only searched
// for its end. A string without an end, and anything after the value, is damage.
// Cost: linear, one bit of memory a level.
JsonDamage walk_json(std::string_view text, JsonEvents& events);

// The content of a string token (quotes included) without its escapes; escapes that are none stay.
std::string unescape_json(std::string_view token);

// "string of 17 characters", "number 60.5", "array", "null" ...; empty for anything else. With
// `kind_only` nothing is said of the content.
std::string describe_json(std::string_view value, bool kind_only);

}  // namespace assay

#endif  // ASSAY_PARSERS_DIAGNOSTIC_JSON_H_
