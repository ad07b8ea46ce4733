// Reads files of protocol tests.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "conformance/protocol_tests.h"

namespace assay {
namespace {

using Kind = ProtocolTest::Kind;

// What only code generators and other protocols' tests read of a case.
constexpr std::string_view kProse[] = {"id", "given", "description", "documentation"};

class Reader {
 public:
  Reader(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  Expected<std::vector<ProtocolTest>> read(const JsonValue& root) {
    if (!root.is_array()) return bad("a file of protocol tests is an array of suites", root);
    for (const JsonValue& suite : root.items) {
      const JsonValue* metadata = suite.find("metadata");
      const JsonValue* shapes = suite.find("shapes");
      const JsonValue* cases = suite.find("cases");
      if (metadata == nullptr || !metadata->is_object() || shapes == nullptr ||
          !shapes->is_object() || cases == nullptr || !cases->is_array()) {
        return bad("a suite has metadata, shapes and cases", suite);
      }
      for (const JsonValue& item : cases->items) {
        if (auto error = read_case(*metadata, *shapes, item)) return std::unexpected(*error);
      }
    }
    return std::move(tests_);
  }

 private:
  Error error(std::string message, const JsonValue& at) const {
    return error_at(ErrorCode::kInputFormat, std::move(message), text_, file_, at.begin);
  }
  std::unexpected<Error> bad(std::string message, const JsonValue& at) const {
    return std::unexpected(error(std::move(message), at));
  }
  std::string_view source(const JsonValue& value) const {
    return text_.substr(value.begin, value.end - value.begin);
  }

  std::optional<Error> read_case(const JsonValue& metadata, const JsonValue& shapes,
                                 const JsonValue& item) {
    const JsonValue* given = item.find("given");
    const JsonValue* serialized = item.find("serialized");
    const JsonValue* response = item.find("response");
    if (given == nullptr || !given->is_object() || given->string_or("name", "").empty() ||
        item.string_or("id", "").empty() || (serialized == nullptr) == (response == nullptr)) {
      return error("a case has an id, the operation as given, and serialized or response", item);
    }
    ProtocolTest test;
    test.id = item.string_or("id", "");
    test.kind = serialized != nullptr ? Kind::kRequest : Kind::kResponse;
    test.description = item.string_or("description", "");
    test.operation = given->string_or("name", "");
    test.file = file_;
    test.line = place_of(text_, item.begin).line;
    test.model = {fmt::format("{}:{}", file_, test.line),
                  model_of(metadata, shapes, *given, test.kind)};
    const auto error = test.kind == Kind::kRequest ? read_request(item, *serialized, test)
                                                   : read_response(item, *response, test);
    if (error) return error;
    tests_.push_back(std::move(test));
    return std::nullopt;
  }

  std::optional<Error> read_request(const JsonValue& item, const JsonValue& serialized,
                                    ProtocolTest& test) {
    const JsonValue* params = item.find("params");
    if (!serialized.is_object() || params == nullptr) {
      return error("a case with serialized has params", item);
    }
    test.value = *params;
    test.method = serialized.string_or("method", "");
    test.path = serialized.string_or("uri", "");
    if (const JsonValue* host = serialized.find("host")) test.host = host->text;
    note_unknown(item, {"params", "serialized"}, test);
    note_unknown(serialized, {"method", "uri", "host", "headers", "body"}, test);
    return read_message(serialized, test);
  }

  std::optional<Error> read_response(const JsonValue& item, const JsonValue& response,
                                     ProtocolTest& test) {
    const JsonValue* status = response.find("status_code");
    const auto number = status == nullptr ? std::nullopt : status->integer();
    const JsonValue* result = item.find("result");
    const JsonValue* members = item.find("error");
    const JsonValue* code = item.find("errorCode");
    if (!number || *number < 100 || *number > 999 || (result == nullptr) == (members == nullptr) ||
        (members == nullptr) != (code == nullptr)) {
      return error("a response has a status_code, and its case a result, or error and errorCode",
                   item);
    }
    test.status = static_cast<int>(*number);
    test.value = result != nullptr ? *result : *members;
    if (code != nullptr) test.error_code = code->text;
    if (const JsonValue* message = item.find("errorMessage")) test.error_message = message->text;
    note_unknown(item, {"response", "result", "error", "errorCode", "errorMessage"}, test);
    note_unknown(response, {"status_code", "headers", "body"}, test);
    return read_message(response, test);
  }

  std::optional<Error> read_message(const JsonValue& message, ProtocolTest& test) {
    if (const JsonValue* body = message.find("body")) {
      if (!body->is_string()) return error("a body is a string", *body);
      test.body = body->text;
    }
    const JsonValue* headers = message.find("headers");
    if (headers == nullptr) return std::nullopt;
    for (const JsonValue::Member& header : headers->members) {
      if (!header.value.is_string()) return error("a header is a string", header.value);
      test.headers.emplace_back(header.name, header.value.text);
    }
    return std::nullopt;
  }

  // Nothing is passed over in silence.
  static void note_unknown(const JsonValue& object, std::initializer_list<std::string_view> known,
                           ProtocolTest& test) {
    for (const JsonValue::Member& member : object.members) {
      if (std::ranges::find(known, member.name) != known.end() ||
          std::ranges::find(kProse, member.name) != std::end(kProse)) {
        continue;
      }
      test.unknown.push_back(member.name);
    }
  }

  std::string model_of(const JsonValue& metadata, const JsonValue& shapes, const JsonValue& given,
                       Kind kind) const {
    std::string operation;
    const auto add = [&](std::string_view name, const JsonValue& value) {
      operation += fmt::format("{}\"{}\": {}", operation.empty() ? "" : ", ", name, source(value));
    };
    for (const JsonValue::Member& member : given.members) {
      if (kind == Kind::kRequest && member.name == "output") continue;
      add(member.name, member.value);
      if (kind == Kind::kRequest && member.name == "input") add("output", member.value);
    }
    return fmt::format(R"({{"metadata": {}, "operations": {{"{}": {{{}}}}}, "shapes": {}}})",
                       source(metadata), given.string_or("name", ""), operation, source(shapes));
  }

  std::string_view text_, file_;
  std::vector<ProtocolTest> tests_;
};

}  // namespace

std::string_view to_string(Kind kind) noexcept {
  return kind == Kind::kRequest ? "request" : "response";
}

Expected<std::vector<ProtocolTest>> read_protocol_tests(std::string_view text,
                                                        std::string_view file) {
  const auto root = parse_json(text, file);
  if (!root) return std::unexpected(root.error());
  return Reader(text, file).read(*root);
}

}  // namespace assay
