// Reading JSON objects whose members are known: what is missing, of another type or unknown is
// an error with its place.
#ifndef ASSAY_CONFORMANCE_JSON_MEMBERS_H_
#define ASSAY_CONFORMANCE_JSON_MEMBERS_H_

#include <assay/error.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/tagged.h"
#include "spec/json_tree.h"

namespace assay {

// Reads the members of one object. The first thing wrong is kept; readers after it give empty
// values, so that a caller asks once, at the end.
class JsonMembers {
 public:
  JsonMembers(const JsonValue& object, JsonSource source, std::string_view what);

  std::string text(std::string_view name);  // required
  std::string text_or(std::string_view name, std::string_view fallback);
  bool boolean(std::string_view name);  // required
  bool boolean_or(std::string_view name, bool fallback);
  std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> integer_or_none(std::string_view name, std::int64_t least,
                                              std::int64_t most);
  std::vector<std::string> texts_or_none(std::string_view name);
  // An object of strings, in order; empty when absent.
  std::vector<std::pair<std::string, std::string>> text_map_or_none(std::string_view name);
  Tagged tagged(std::string_view name);  // required
  std::optional<Tagged> tagged_or_none(std::string_view name);
  // nullptr when absent; members of these kinds are read by the caller.
  const JsonValue* object_or_none(std::string_view name);
  const JsonValue* array_or_none(std::string_view name);
  const JsonValue* array(std::string_view name);  // required
  const JsonValue* any_or_none(std::string_view name);

  void fail(std::string message, const JsonValue& at);
  // The first error; a member that nobody asked for is one.
  std::optional<Error> finish();

 private:
  const JsonValue* take(std::string_view name);
  const JsonValue* require(std::string_view name);
  const JsonValue* take_kind(std::string_view name, JsonValue::Kind kind, std::string_view is);

  const JsonValue& object_;
  JsonSource source_;
  std::string_view what_;
  std::vector<std::string_view> taken_;
  std::optional<Error> error_;
};

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_JSON_MEMBERS_H_
