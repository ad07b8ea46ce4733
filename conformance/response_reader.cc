#include "conformance/response_reader.h"

#include <fmt/format.h>

#include <utility>

#include "conformance/text_codec.h"
#include "parsers/exchange_record.h"

namespace assay {
namespace {

constexpr std::size_t kMostBodyBytes = 64u << 20;

}  // namespace

HeaderList ResponseReader::read_headers(const JsonValue& list) {
  HeaderList headers;
  for (const JsonValue& pair : list.items) {
    if (!pair.is_array() || pair.items.size() != 2 || !pair.items[0].is_string() ||
        !pair.items[1].is_string()) {
      keep(error_at(ErrorCode::kInputFormat, "headers are pairs of name and value", file_.text,
                    file_.name, pair.begin));
      continue;
    }
    headers.emplace_back(pair.items[0].text, pair.items[1].text);
  }
  return headers;
}

std::string ResponseReader::read_parts(const JsonValue& list, JsonMembers& owner) {
  std::string body;
  for (const JsonValue& value : list.items) {
    JsonMembers members(value, source_, "part");
    const std::string text = members.text("text");
    const auto times =
        static_cast<std::size_t>(members.integer_or_none("repeat", 1, 100'000'000).value_or(1));
    if (body.size() + text.size() * times > kMostBodyBytes) {
      owner.fail("a body of more than 64 MiB", value);
      return body;
    }
    for (std::size_t i = 0; i < times; ++i) body += text;
    done(members);
  }
  return body;
}

std::string ResponseReader::read_base64(JsonMembers& members, std::string_view name,
                                        const JsonValue& at) {
  auto bytes = decode_base64(members.text(name));
  if (!bytes) members.fail(fmt::format("\"{}\" is no base64", name), at);
  return std::move(bytes).value_or("");
}

WireStep ResponseReader::read_step(const JsonValue& value, bool last) {
  using Kind = WireStep::Kind;
  JsonMembers members(value, source_, "step");
  WireStep step;
  if (const auto wait = members.integer_or_none("wait_ms", 1, 600'000)) {
    step.kind = Kind::kWait;
    step.ms = static_cast<int>(*wait);
  } else if (value.find("end")) {
    const std::string end = members.text("end");
    step.kind = end == "reset" ? Kind::kReset : end == "hold" ? Kind::kHold : Kind::kClose;
    if (end != "close" && end != "reset" && end != "hold") {
      members.fail("\"end\" is close, reset or hold", value);
    }
    if (!last) members.fail("\"end\" is the last step", value);
    if (step.kind == Kind::kHold) {
      step.ms = static_cast<int>(members.integer("after_ms", 1, 600'000));
    }
  } else {
    std::string bytes =
        value.find("base64") ? read_base64(members, "base64", value) : members.text("text");
    const auto times =
        static_cast<std::size_t>(members.integer_or_none("repeat", 1, 1'000'000).value_or(1));
    if (bytes.size() * times > kMostBodyBytes) {
      members.fail("a step of more than 64 MiB", value);
    } else {
      for (std::size_t i = 0; i < times; ++i) step.bytes += bytes;
    }
    step.write =
        static_cast<std::size_t>(members.integer_or_none("write", 1, 1'000'000).value_or(0));
    step.ms = static_cast<int>(members.integer_or_none("every_ms", 0, 60'000).value_or(0));
  }
  done(members);
  return step;
}

WireResponse ResponseReader::read_script(const JsonValue& value) {
  JsonMembers members(value, source_, "response");
  WireResponse response;
  const JsonValue* steps = members.array("steps");
  for (std::size_t i = 0; steps && i < steps->items.size(); ++i) {
    response.steps.push_back(read_step(steps->items[i], i + 1 == steps->items.size()));
  }
  if (response.steps.empty()) members.fail("a script has a step", value);
  const std::string on = members.text_or("on", "request");
  response.on_connect = on == "connect";
  if (on != "connect" && on != "request") members.fail("\"on\" is request or connect", value);
  done(members);
  return response;
}

WireResponse ResponseReader::read_response(const JsonValue& value) {
  if (value.find("steps")) return read_script(value);
  JsonMembers members(value, source_, "response");
  WireResponse response;
  if (value.find("as_service")) {
    response.as_service = members.boolean("as_service");
    if (!response.as_service) members.fail("\"as_service\" is true or left out", value);
    done(members);
    return response;
  }
  const bool raw = value.find("raw") || value.find("raw_base64");
  if (value.find("raw")) response.raw = members.text("raw");
  if (value.find("raw_base64")) response.raw = read_base64(members, "raw_base64", value);
  if (!raw) {
    response.status = static_cast<int>(members.integer("status", 100, 999));
    const JsonValue* headers = members.array_or_none("headers");
    response.headers = headers ? read_headers(*headers) : default_headers_;
    int bodies = 0;
    if (value.find("body")) {
      ++bodies;
      response.body = members.text("body");
    }
    if (value.find("body_base64")) {
      ++bodies;
      response.body = read_base64(members, "body_base64", value);
    }
    if (const JsonValue* parts = members.array_or_none("body_parts")) {
      ++bodies;
      response.body = read_parts(*parts, members);
    }
    if (bodies != 1) {
      members.fail(
          "a response has one of body, body_base64, body_parts, raw, raw_base64, "
          "steps, as_service",
          value);
    }
  }
  done(members);
  return response;
}

}  // namespace assay
