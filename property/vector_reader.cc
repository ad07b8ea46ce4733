#include "property/vector_reader.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "parsers/exchange_record.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

constexpr std::array kKinds = {VectorKind::kText,     VectorKind::kJson,  VectorKind::kRequest,
                               VectorKind::kResponse, VectorKind::kError, VectorKind::kExchange,
                               VectorKind::kHttp};

class Reader {
 public:
  Reader(const Contract& contract, std::string_view text, const std::string& path)
      : contract_(contract), text_(text), path_(path) {}

  Expected<ReadVectors> read() {
    const auto root = parse_json(text_, path_);
    if (!root) return std::unexpected(root.error());
    ReadVectors result;
    result.file.name = path_;
    const JsonValue* count = root->find("count");
    result.count = count == nullptr ? 0 : static_cast<std::size_t>(count->integer().value_or(0));
    for (const JsonValue& group : items(*root, "groups")) {
      result.file.groups.emplace_back();
      read_group(group, result.file.groups.back());
    }
    if (bad_) return std::unexpected(*bad_);
    return result;
  }

 private:
  void fail(const JsonValue& at, std::string what) {
    if (!bad_) bad_ = error_at(ErrorCode::kInputFormat, std::move(what), text_, path_, at.begin);
  }
  const JsonValue& in(const JsonValue& object, std::string_view name) {
    static const JsonValue kNone;
    const JsonValue* const found = object.find(name);
    if (found == nullptr) fail(object, fmt::format("no \"{}\" here", name));
    return found == nullptr ? kNone : *found;
  }
  const std::vector<JsonValue>& items(const JsonValue& object, std::string_view name) {
    return in(object, name).items;
  }

  void read_group(const JsonValue& json, VectorGroup& group) {
    group.id = in(json, "id").text;
    group.kind = kind_of(in(json, "kind"));
    if (group.kind == VectorKind::kText || group.kind == VectorKind::kJson) {
      const JsonValue& name = in(json, "shape");
      const auto shape = contract_.find_shape(name.text);
      if (!shape) fail(name, "no such shape");
      group.shape = shape.value_or(0);
    } else {
      group.operation = operation_of(in(json, "operation"));
    }
    if (json.find("frames") != nullptr) {
      for (const JsonValue& each : items(json, "frames")) {
        VectorFrame frame;
        frame.kind = kind_of(in(each, "message"));
        frame.operation = operation_of(in(each, "operation"));
        frame.pointer = in(each, "pointer").text;
        frame.before = in(each, "before").text;
        frame.after = in(each, "after").text;
        group.frames.push_back(std::move(frame));
      }
    }
    for (const JsonValue& each : items(json, "sets")) {
      VerdictSet set;
      for (const JsonValue& id : items(each, "broken")) {
        const auto constraint = contract_.find_constraint(id.text);
        if (!constraint) fail(id, "no such constraint");
        set.broken.push_back(constraint.value_or(0));
      }
      for (const JsonValue& one : items(each, "cases")) set.cases.push_back(read_case(one));
      group.sets.push_back(std::move(set));
    }
  }

  VectorKind kind_of(const JsonValue& name) {
    for (const VectorKind kind : kKinds) {
      if (name_of(kind) == name.text) return kind;
    }
    fail(name, "no such kind");
    return VectorKind::kJson;
  }

  OperationIndex operation_of(const JsonValue& name) {
    const auto operation = contract_.find_operation(name.text);
    if (!operation) fail(name, "no such operation");
    return operation.value_or(0);
  }

  VectorCase read_case(const JsonValue& json) {
    VectorCase one;
    const JsonValue* const request = json.find("request");
    const JsonValue* const response = json.find("response");
    if (request != nullptr) one.request = read_message(*request);
    if (response != nullptr) one.response = read_message(*response);
    if (request == nullptr && response == nullptr) one.bytes = bytes_of(json);
    if (json.find("instant") != nullptr) {
      const auto& instant = items(json, "instant");
      if (instant.size() != 2) {
        fail(json, "an instant is seconds and nanoseconds");
        return one;
      }
      one.instant = {.seconds = instant[0].integer().value_or(0),
                     .nanoseconds = static_cast<std::uint32_t>(instant[1].integer().value_or(0))};
    }
    return one;
  }

  EvidenceMessage read_message(const JsonValue& json) {
    EvidenceMessage message;
    message.method = json.string_or("method", "");
    message.path = json.string_or("path", "");
    const JsonValue* const status = json.find("status");
    if (status != nullptr) message.status = static_cast<int>(status->integer().value_or(0));
    for (const JsonValue& header : items(json, "headers")) {
      if (header.items.size() != 2) {
        fail(header, "a header is a pair");
        continue;
      }
      message.headers.emplace_back(header.items[0].text, header.items[1].text);
    }
    message.body = bytes_of(in(json, "body"));
    return message;
  }

  std::string bytes_of(const JsonValue& json) {
    if (const JsonValue* const text = json.find("text")) return text->text;
    if (const JsonValue* const base64 = json.find("base64")) {
      auto bytes = decode_base64(base64->text);
      if (!bytes) fail(*base64, "this is not base64");
      return bytes ? *std::move(bytes) : std::string();
    }
    std::string bytes;
    for (const JsonValue& run : items(json, "runs")) {
      if (run.items.size() != 2) {
        fail(run, "a run is a text and how often it stands there");
        continue;
      }
      for (std::int64_t i = run.items[1].integer().value_or(0); i > 0; --i) {
        bytes += run.items[0].text;
      }
    }
    return bytes;
  }

  const Contract& contract_;
  std::string_view text_;
  const std::string& path_;
  std::optional<Error> bad_;
};

}  // namespace

Expected<ReadVectors> read_vector_file(const Contract& contract, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open()) {
    Error error;
    error.code = ErrorCode::kUnreadable;
    error.message = "cannot be read";
    error.file = path;
    return std::unexpected(std::move(error));
  }
  return Reader(contract, text, path).read();
}

}  // namespace assay
