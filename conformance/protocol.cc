#include "conformance/protocol.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include "conformance/json_members.h"
#include "conformance/text_codec.h"

namespace assay {
namespace {

constexpr std::string_view kDriver = "driver";  // the "file" of a driver's line
constexpr std::string_view kRunner = "runner";
constexpr std::int64_t kMostInt = 1'000'000'000;
constexpr std::int64_t kMostId = std::int64_t{1} << 53;

std::string quote(std::string_view text) {
  return to_json(Tagged::string(text));  // a lone surrogate is tagged
}

std::string plain_quote(std::string_view text) {
  return boost::json::serialize(boost::json::string(text.data(), text.size()));
}

std::string type_of(const JsonValue& message) {
  return std::string(message.is_object() ? message.string_or("type", "") : "");
}

// Texts of errors may hold anything: plain, or tagged $lone.
std::string error_text(JsonMembers& members, std::string_view name) {
  const auto value = members.tagged_or_none(name);
  if (!value || value->kind == Tagged::Kind::kNull) return {};
  return value->kind == Tagged::Kind::kString ? value->text : to_json(*value);
}

Expected<JsonValue> parse_line(std::string_view line, std::string_view file) {
  auto message = parse_json(line, file);
  if (!message) return message;
  if (!message->is_object()) {
    return std::unexpected(error_at(ErrorCode::kInputFormat, "a message must be a JSON object",
                                    line, file, message->begin));
  }
  return message;
}

Error wrong_type(const JsonValue& message, const JsonSource& source, std::string_view wanted) {
  return error_at(
      ErrorCode::kInputFormat,
      fmt::format("member \"type\" is \"{}\", wanted {}", printable(type_of(message), 40), wanted),
      source.text, source.file, message.begin);
}

std::string map_json(const std::vector<std::pair<std::string, std::string>>& map) {
  std::string out = "{";
  for (const auto& [name, value] : map) {
    if (out.size() > 1) out += ',';
    out += plain_quote(name) + ':' + plain_quote(value);
  }
  return out + "}";
}

}  // namespace

bool Hello::can(std::string_view capability) const noexcept {
  return std::ranges::find(capabilities, capability) != capabilities.end();
}

std::string_view to_string(Outcome::Kind kind) noexcept {
  switch (kind) {
    case Outcome::Kind::kValue:
      return "value";
    case Outcome::Kind::kServiceError:
      return "service_error";
    case Outcome::Kind::kClientError:
      return "client_error";
  }
  return "";
}

std::string write_hello_request() {
  return fmt::format(R"({{"type":"hello","protocol":{}}})", kProtocolVersion);
}

std::string write_bye() { return R"({"type":"bye"})"; }

std::string write_call(const Call& call) {
  return fmt::format(
      R"({{"type":"call","id":{},"service":{},"operation":{},"endpoint":{},"region":{},)"
      R"("credentials":{{"access_key_id":{},"secret_access_key":{}}},)"
      R"("client":{{"max_attempts":{},"retry_mode":{},"timeout_ms":{}}},"input":{}}})",
      call.id, plain_quote(call.service), plain_quote(call.operation), plain_quote(call.endpoint),
      plain_quote(call.region), plain_quote(call.access_key_id),
      plain_quote(call.secret_access_key), call.client.max_attempts,
      plain_quote(call.client.retry_mode), call.client.timeout_ms, to_json(call.input));
}

std::string write_hello(const Hello& hello) {
  std::string capabilities;
  for (const std::string& capability : hello.capabilities) {
    capabilities += (capabilities.empty() ? "" : ",") + plain_quote(capability);
  }
  return fmt::format(
      R"({{"type":"hello","protocol":{},"sdk":{},"version":{},"runtime":{},"versions":{},)"
      R"("capabilities":[{}]}})",
      kProtocolVersion, plain_quote(hello.sdk), plain_quote(hello.version),
      plain_quote(hello.runtime), map_json(hello.versions), capabilities);
}

std::string write_outcome(std::uint64_t id, const Outcome& outcome) {
  std::string out = fmt::format(R"({{"type":"{}","id":{})", to_string(outcome.kind), id);
  const auto add = [&](std::string_view name, const std::string& json) {
    out += fmt::format(",\"{}\":{}", name, json);
  };
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  if (outcome.kind == Outcome::Kind::kValue) {
    add("value", to_json(outcome.value));
  } else {
    add("class", plain_quote(outcome.class_name));
    add("text", quote(outcome.text));
    if (outcome.status) add("status", std::to_string(*outcome.status));
  }
  if (outcome.kind == Outcome::Kind::kClientError) add("wrapped", flag(outcome.wrapped));
  if (outcome.kind == Outcome::Kind::kServiceError) {
    add("code", quote(outcome.code));
    add("typed", flag(outcome.typed));
    add("message", quote(outcome.message));
    if (outcome.members) add("members", to_json(*outcome.members));
  }
  if (!outcome.request_id.empty()) add("request_id", quote(outcome.request_id));
  return out + "}";
}

Expected<Hello> read_hello(std::string_view line) {
  const auto message = parse_line(line, kDriver);
  if (!message) return std::unexpected(message.error());
  const JsonSource source{line, kDriver};
  if (type_of(*message) != "hello") return std::unexpected(wrong_type(*message, source, "hello"));
  JsonMembers members(*message, source, "hello");
  members.text("type");
  if (members.integer("protocol", 1, kMostInt) != kProtocolVersion) {
    members.fail(
        fmt::format("the driver speaks another protocol; this runner speaks {}", kProtocolVersion),
        *message);
  }
  Hello hello{.sdk = members.text("sdk"),
              .version = members.text("version"),
              .runtime = members.text("runtime"),
              .versions = members.text_map_or_none("versions"),
              .capabilities = members.texts_or_none("capabilities")};
  if (hello.sdk.empty()) members.fail("\"sdk\" must not be empty", *message);
  if (auto error = members.finish()) return std::unexpected(*std::move(error));
  return hello;
}

Expected<Outcome> read_outcome(std::string_view line, std::uint64_t id) {
  const auto message = parse_line(line, kDriver);
  if (!message) return std::unexpected(message.error());
  const JsonSource source{line, kDriver};
  const std::string type = type_of(*message);
  JsonMembers members(*message, source, type);
  members.text("type");
  Outcome outcome;
  if (type == "value") {
    outcome.value = members.tagged("value");
  } else if (type == "service_error") {
    outcome.kind = Outcome::Kind::kServiceError;
    outcome.code = error_text(members, "code");
    outcome.typed = members.boolean("typed");
    outcome.message = error_text(members, "message");
    outcome.members = members.tagged_or_none("members");
  } else if (type == "client_error") {
    outcome.kind = Outcome::Kind::kClientError;
    outcome.wrapped = members.boolean("wrapped");
  } else {
    return std::unexpected(wrong_type(*message, source, "value, service_error or client_error"));
  }
  if (outcome.kind != Outcome::Kind::kValue) {
    outcome.class_name = members.text("class");
    outcome.text = error_text(members, "text");
    if (const auto status = members.integer_or_none("status", -99'999, 99'999)) {
      outcome.status = static_cast<int>(*status);
    }
  }
  outcome.request_id = error_text(members, "request_id");
  const std::int64_t got = members.integer("id", 0, kMostId);
  if (auto error = members.finish()) return std::unexpected(*std::move(error));
  if (static_cast<std::uint64_t>(got) != id) {
    return std::unexpected(error_at(ErrorCode::kInputFormat,
                                    fmt::format("the answer's id is {}, the call's is {}", got, id),
                                    line, kDriver, message->begin));
  }
  return outcome;
}

Expected<Request> read_request(std::string_view line) {
  const auto message = parse_line(line, kRunner);
  if (!message) return std::unexpected(message.error());
  const JsonSource source{line, kRunner};
  const std::string type = type_of(*message);
  JsonMembers members(*message, source, type);
  members.text("type");
  Request request;
  if (type == "bye") {
    request.kind = Request::Kind::kBye;
  } else if (type == "hello") {
    members.integer("protocol", 1, kMostInt);
  } else if (type == "call") {
    request.kind = Request::Kind::kCall;
    Call& call = request.call;
    call.id = static_cast<std::uint64_t>(members.integer("id", 0, kMostId));
    call.service = members.text("service");
    call.operation = members.text("operation");
    call.endpoint = members.text("endpoint");
    call.region = members.text("region");
    call.input = members.tagged("input");
    if (const JsonValue* credentials = members.object_or_none("credentials")) {
      JsonMembers inner(*credentials, source, "credentials");
      call.access_key_id = inner.text("access_key_id");
      call.secret_access_key = inner.text("secret_access_key");
      if (auto error = inner.finish()) return std::unexpected(*std::move(error));
    }
    if (const JsonValue* client = members.object_or_none("client")) {
      JsonMembers inner(*client, source, "client");
      call.client.max_attempts = static_cast<int>(inner.integer("max_attempts", 1, 100));
      call.client.retry_mode = inner.text("retry_mode");
      call.client.timeout_ms = static_cast<int>(inner.integer("timeout_ms", 1, kMostInt));
      if (auto error = inner.finish()) return std::unexpected(*std::move(error));
    }
  } else {
    return std::unexpected(wrong_type(*message, source, "hello, call or bye"));
  }
  if (auto error = members.finish()) return std::unexpected(*std::move(error));
  return request;
}

}  // namespace assay
