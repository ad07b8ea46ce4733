#include "conformance/suite_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "conformance/json_members.h"
#include "conformance/response_reader.h"
#include "conformance/shaped_value.h"
#include "conformance/templates.h"

namespace assay {
namespace {

// The rest of a suite: cases, and what the cases of one file share.
class Reader : private ResponseReader {
 public:
  explicit Reader(const SourceFile& file) : ResponseReader(file) {}

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

  std::unordered_map<std::string, CaseSource> documents_;
  std::unordered_map<std::string, Tagged> inputs_;
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
