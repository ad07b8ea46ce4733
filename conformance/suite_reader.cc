#include "conformance/suite_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "conformance/json_members.h"
#include "conformance/shaped_value.h"
#include "conformance/templates.h"
#include "conformance/text_codec.h"
#include "parsers/exchange_record.h"

namespace assay {
namespace {

constexpr std::size_t kMostBodyBytes = 64u << 20;

// Everything that readers of one file share. The first error ends the reading.
class Reader {
 public:
  explicit Reader(const SourceFile& file) : file_(file), source_{file.text, file.name} {}

  Expected<SuiteFile> read() {
    const auto root = parse_json(file_.text, file_.name);
    if (!root) return std::unexpected(root.error());
    JsonMembers members(*root, source_, "suite");
    const std::string service = members.text("contract"), operation = members.text("operation");
    SuiteFile result{.canary = members.text("canary"), .cases = {}};
    read_shared(members);
    if (const JsonValue* cases = members.array("cases")) {
      for (const JsonValue& value : cases->items) {
        Case item = read_case(value);
        item.service = service;
        item.operation = operation;
        result.cases.push_back(std::move(item));
      }
    }
    done(members);
    if (error_) return std::unexpected(*std::move(error_));
    return result;
  }

  Expected<std::vector<CaseTemplate>> read_templates() {
    const auto root = parse_json(file_.text, file_.name);
    if (!root) return std::unexpected(root.error());
    JsonMembers members(*root, source_, "templates");
    members.text("contract");
    members.text("operation");
    members.text("canary");
    read_shared(members);
    inputs_.emplace("default", Tagged::map());  // that of the operation is made from its contract
    std::vector<CaseTemplate> templates;
    if (const JsonValue* list = members.array("templates")) {
      for (const JsonValue& value : list->items) {
        CaseTemplate form;
        form.item = read_case(value, &form);
        templates.push_back(std::move(form));
      }
    }
    done(members);
    if (error_) return std::unexpected(*std::move(error_));
    return templates;
  }

  Expected<std::vector<WireResponse>> read_responses() {
    const auto root = parse_json(file_.text, file_.name);
    if (!root) return std::unexpected(root.error());
    JsonMembers members(*root, source_, "script");
    std::vector<WireResponse> responses;
    default_headers_ = {{"Content-Type", "application/x-amz-json-1.0"}};
    if (const JsonValue* headers = members.array_or_none("headers")) {
      default_headers_ = read_headers(*headers);
    }
    if (const JsonValue* list = members.array("responses")) {
      for (const JsonValue& value : list->items) responses.push_back(read_response(value));
      if (responses.empty()) members.fail("a script has a response", *root);
    }
    done(members);
    if (error_) return std::unexpected(*std::move(error_));
    return responses;
  }

 private:
  // What the cases of one file have in common.
  void read_shared(JsonMembers& members) {
    members.text_or("title", "");
    if (const JsonValue* documents = members.object_or_none("documents")) {
      for (const auto& member : documents->members) read_document(member);
    }
    if (const JsonValue* inputs = members.object_or_none("inputs")) {
      for (const auto& member : inputs->members) {
        if (auto value = read_tagged(member.value, source_)) {
          inputs_.emplace(member.name, *std::move(value));
        } else {
          keep(value.error());
        }
      }
    }
    if (const JsonValue* headers = members.array_or_none("headers")) {
      default_headers_ = read_headers(*headers);
    }
  }

  void keep(std::optional<Error> error) {
    if (error && !error_) error_ = std::move(error);
  }
  void done(JsonMembers& members) { keep(members.finish()); }

  void read_document(const JsonValue::Member& member) {
    JsonMembers members(member.value, source_, "document");
    CaseSource document{.kind = members.text("kind"), .name = members.text("name")};
    document.url = members.text_or("url", "");
    document.read = members.text("read");
    constexpr std::string_view kKinds[] = {"protocol", "rfc",           "page",
                                           "model",    "protocol-test", "measured"};
    if (std::ranges::find(kKinds, document.kind) == std::end(kKinds)) {
      members.fail(fmt::format("kind of a document is one of {}", fmt::join(kKinds, ", ")),
                   member.value);
    }
    documents_.emplace(member.name, std::move(document));
    done(members);
  }

  CaseSource read_source(const JsonValue& value) {
    JsonMembers members(value, source_, "source");
    const std::string name = members.text("document");
    CaseSource source;
    if (const auto found = documents_.find(name); found != documents_.end()) {
      source = found->second;
    } else {
      members.fail(fmt::format("no document \"{}\" in this file", name), value);
    }
    source.section = members.text_or("section", "");
    const std::string text = members.text_or("text", ""), reading = members.text_or("reading", "");
    if (text.empty() == reading.empty()) {
      members.fail("a source has either \"text\" (it says so) or \"reading\" (we read it so)",
                   value);
    }
    source.reading = text.empty();
    source.says = source.reading ? reading : text;
    done(members);
    return source;
  }

  HeaderList read_headers(const JsonValue& list) {
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

  std::string read_parts(const JsonValue& list, JsonMembers& owner) {
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

  std::string read_base64(JsonMembers& members, std::string_view name, const JsonValue& at) {
    auto bytes = decode_base64(members.text(name));
    if (!bytes) members.fail(fmt::format("\"{}\" is no base64", name), at);
    return std::move(bytes).value_or("");
  }

  // {"text"|"base64", "repeat", "write", "every_ms"}, {"wait_ms"} or {"end", "after_ms"}.
  WireStep read_step(const JsonValue& value, bool last) {
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

  // A scripted response: what is sent, when, and how it ends.
  WireResponse read_script(const JsonValue& value) {
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

  WireResponse read_response(const JsonValue& value) {
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

  AttemptRange read_attempts(const JsonValue& value) {
    const auto number = [](const JsonValue& item) -> std::optional<int> {
      const auto integer = item.integer();
      if (!integer || *integer < 0 || *integer > 60) return std::nullopt;
      return static_cast<int>(*integer);
    };
    if (const auto exact = number(value)) return {*exact, *exact};
    if (value.is_array() && value.items.size() == 2) {
      const auto least = number(value.items[0]), most = number(value.items[1]);
      if (least && most && *least <= *most) return {*least, *most};
    }
    keep(error_at(ErrorCode::kInputFormat, "attempts are a number up to 60, or [least, most]",
                  file_.text, file_.name, value.begin));
    return {};
  }

  AllowedOutcome read_allowed(const JsonValue& value, AttemptRange attempts) {
    using Kind = AllowedOutcome::Kind;
    JsonMembers members(value, source_, "allowed outcome");
    AllowedOutcome allowed{.attempts = attempts};
    int kinds = 0;
    if (auto wanted = members.tagged_or_none("value")) {
      ++kinds;
      allowed.kind = Kind::kValue;
      allowed.value = *std::move(wanted);
    }
    if (members.boolean_or("absent", false)) {
      ++kinds;
      allowed.kind = Kind::kValue;
      allowed.absent = true;
    }
    if (const JsonValue* error = members.object_or_none("service_error")) {
      ++kinds;
      allowed.kind = Kind::kServiceError;
      read_service_error(*error, allowed);
    }
    if (members.boolean_or("client_error", false)) {
      ++kinds;
      allowed.kind = Kind::kClientError;
    }
    if (members.boolean_or("any", false)) ++kinds;
    if (kinds != 1) {
      members.fail("an allowed outcome is one of value, service_error, client_error, any", value);
    }
    if (const JsonValue* own = members.any_or_none("attempts")) {
      allowed.attempts = read_attempts(*own);
    }
    done(members);
    return allowed;
  }

  void read_service_error(const JsonValue& value, AllowedOutcome& allowed) {
    JsonMembers members(value, source_, "service_error");
    if (value.find("code")) allowed.code = members.text("code");
    if (value.find("message")) allowed.message = members.text("message");
    if (value.find("typed")) allowed.typed = members.boolean("typed");
    if (const auto status = members.integer_or_none("status", 100, 999)) {
      allowed.status = static_cast<int>(*status);
    }
    allowed.members = members.tagged_or_none("members");
    done(members);
  }

  RequestExpectation read_request(const JsonValue& value) {
    JsonMembers members(value, source_, "request");
    RequestExpectation request{.method = members.text_or("method", ""),
                               .path = members.text_or("path", "")};
    if (const JsonValue* headers = members.array_or_none("headers")) {
      request.headers = read_headers(*headers);
    }
    if (const JsonValue* body = members.any_or_none("body")) request.body = tagged_from_json(*body);
    request.signature = members.boolean_or("signature", false);
    request.contract = members.boolean_or("contract", true);
    done(members);
    return request;
  }

  Edition read_edition(JsonMembers& members, std::string_view text, const JsonValue& at) {
    const auto edition = parse_edition(text);
    if (!edition) members.fail("an edition is written as 1.0", at);
    return edition.value_or(Edition{});
  }

  Tagged read_input(JsonMembers& members, const JsonValue& value) {
    const JsonValue* input = value.find("input");
    if (!input || !input->is_string()) {
      if (input) return members.tagged("input");
    }
    const std::string name = members.text_or("input", "default");
    const auto found = inputs_.find(name);
    if (found != inputs_.end()) return found->second;
    members.fail(fmt::format("no input \"{}\" in this file", name), value);
    return {};
  }

  ClientOptions read_client(const JsonValue& value) {
    JsonMembers members(value, source_, "client");
    ClientOptions client;
    client.max_attempts =
        static_cast<int>(members.integer_or_none("max_attempts", 1, 20).value_or(1));
    client.retry_mode = members.text_or("retry_mode", client.retry_mode);
    client.timeout_ms = static_cast<int>(
        members.integer_or_none("timeout_ms", 1, 600'000).value_or(client.timeout_ms));
    done(members);
    return client;
  }

  void check_level(const Case& item, JsonMembers& members, const JsonValue& at) {
    if (item.sources.empty()) members.fail("a case has a source", at);
    const bool normative = std::ranges::any_of(item.sources, [](const CaseSource& source) {
      return !source.reading || source.kind == "protocol-test";
    });
    if (item.level == Level::kMust && !normative) {
      members.fail("MUST needs a text that says so, or a protocol test", at);
    }
  }

  // What a template has beyond a case.
  void read_form(JsonMembers& members, const JsonValue& value, CaseTemplate& form) {
    form.kind = members.text("kind");
    form.format = members.text_or("format", "");
    if (form.kind != "output" && !is_kind_name(form.kind)) {
      members.fail("\"kind\" is a kind of shape, or output", value);
    }
    if (!form.format.empty() && form.format != "epoch-seconds" && form.format != "date-time") {
      members.fail("\"format\" is epoch-seconds or date-time", value);
    }
  }

  Case read_case(const JsonValue& value, CaseTemplate* form = nullptr) {
    JsonMembers members(value, source_, "case");
    if (form) read_form(members, value, *form);
    Case item{.id = members.text("id"), .title = members.text("title")};
    item.file = file_.name;
    item.line = place_of(file_.text, value.begin).line;
    if (item.id.empty() ||
        item.id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
                                  "QRSTUVWXYZ0123456789_-./") != std::string::npos) {
      members.fail("an id is made of letters, digits and _-./", value);
    }
    item.since = read_edition(members, members.text("since"), value);
    if (value.find("changed")) {
      item.changed = read_edition(members, members.text("changed"), value);
    }
    if (value.find("retired")) {
      item.retired = read_edition(members, members.text("retired"), value);
    }
    const auto level = parse_level(members.text("level"));
    if (!level) members.fail("level is MUST, SHOULD or MAY", value);
    item.level = level.value_or(Level::kMay);
    item.basis = members.text("basis");
    if (const JsonValue* sources = members.array("sources")) {
      for (const JsonValue& source : sources->items) item.sources.push_back(read_source(source));
    }
    check_level(item, members, value);
    item.flags = members.texts_or_none("flags");
    item.needs = members.texts_or_none("needs");
    item.input = read_input(members, value);
    if (const JsonValue* client = members.object_or_none("client")) {
      item.client = read_client(*client);
    }
    if (const JsonValue* responses = members.array("responses")) {
      for (const JsonValue& response : responses->items) {
        item.responses.push_back(read_response(response));
      }
      if (responses->items.empty()) members.fail("a case has a response", value);
    }
    const JsonValue* attempts = members.any_or_none("attempts");
    const AttemptRange range = attempts ? read_attempts(*attempts) : AttemptRange{};
    if (const JsonValue* allowed = members.array("allowed")) {
      for (const JsonValue& outcome : allowed->items) {
        item.allowed.push_back(read_allowed(outcome, range));
      }
      if (allowed->items.empty()) members.fail("a case allows an outcome", value);
    }
    if (const JsonValue* gaps = members.array_or_none("gaps_ms")) {
      for (const JsonValue& gap : gaps->items) {
        const auto least = gap.integer();
        if (!least || *least < 0 || *least > 60'000) {
          members.fail("\"gaps_ms\" are milliseconds up to 60000", gap);
        }
        item.gaps_ms.push_back(static_cast<int>(least.value_or(0)));
      }
    }
    if (const JsonValue* request = members.object_or_none("request")) {
      item.request = read_request(*request);
    }
    const bool single = item.responses.size() == 1 && !item.responses[0].raw &&
                        item.responses[0].steps.empty() && !item.responses[0].as_service;
    if (form && !single) members.fail("a template has one response, with a body", value);
    for (const AllowedOutcome& allowed : item.allowed) {
      if (allowed.absent && (!form || form->kind == "output")) {
        members.fail("\"absent\" is of templates for members", value);
      }
    }
    done(members);
    return item;
  }

  const SourceFile& file_;
  JsonSource source_;
  HeaderList default_headers_;
  std::unordered_map<std::string, CaseSource> documents_;
  std::unordered_map<std::string, Tagged> inputs_;
  std::optional<Error> error_;
};

}  // namespace

Expected<SuiteFile> read_suite_file(const SourceFile& file) { return Reader(file).read(); }

Expected<std::vector<CaseTemplate>> read_template_file(const SourceFile& file) {
  return Reader(file).read_templates();
}

Expected<std::vector<WireResponse>> read_script_file(const SourceFile& file) {
  return Reader(file).read_responses();
}

}  // namespace assay
