#include "corpus/evidence_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "corpus/exchange_generator.h"

namespace assay {
namespace {

constexpr EditResult kBad = {.text = std::nullopt, .bad = true};

std::optional<std::string> json_of_root(const ContractTables& tables, ShapeIndex root) {
  if (root == kNoIndex) return "{}";
  return minimal_json(tables, root);
}

// A content type's version follows the protocol's: awsJson1_0 is application/x-amz-json-1.0.
std::string content_type(const ContractTables& tables) {
  return tables.protocol == "awsJson1_1" ? "application/x-amz-json-1.1"
                                         : "application/x-amz-json-1.0";
}

EvidenceMessage response_frame(const ContractTables& tables, int status) {
  EvidenceMessage message;
  message.status = status;
  message.headers = {{"Content-Type", content_type(tables)},
                     {"x-amzn-RequestId", "1b206dd1-f9a8-11e5-becf-051c60f11c4a"},
                     {"Date", "Sun, 22 Nov 2026 09:37:00 GMT"}};
  return message;
}

// One member to repeat where the smallest body has none: the first that can be written.
bool add_a_member(const ContractTables& tables, ShapeIndex root, ObjectText& members) {
  if (root == kNoIndex) return false;
  const ShapeTable& shape = tables.shapes[root];
  for (std::uint32_t index = 0; index < shape.member_count; ++index) {
    const MemberTable& member = tables.members[shape.first_member + index];
    if (auto text = minimal_json(tables, member.target)) {
      members.emplace_back(member.name, std::move(*text));
      return true;
    }
  }
  return false;
}

bool edit_header(EvidenceMessage& message, const std::string& name, const JsonValue& edit) {
  const auto same = [&](const auto& header) {
    return std::equal(header.first.begin(), header.first.end(), name.begin(), name.end(),
                      [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  };
  const auto found = std::find_if(message.headers.begin(), message.headers.end(), same);
  if (edit.kind == JsonValue::Kind::kNull) {
    if (found != message.headers.end()) message.headers.erase(found);
    return true;
  }
  if (edit.is_string()) {
    if (found == message.headers.end()) {
      message.headers.emplace_back(name, edit.text);
    } else {
      found->second = edit.text;
    }
    return true;
  }
  const JsonValue* more = edit.find("$append");
  if (more == nullptr || !more->is_string() || found == message.headers.end()) return false;
  found->second += more->text;
  return true;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

}  // namespace

std::optional<EvidenceMessage> minimal_request(const Contract& contract, OperationIndex operation) {
  const ContractTables& tables = contract.tables();
  auto body = json_of_root(tables, tables.operations[operation].input);
  if (!body) return std::nullopt;
  EvidenceMessage message;
  message.method = "POST";
  message.path = "/";
  const std::string_view signing =
      tables.signing_name.empty() ? tables.service : tables.signing_name;
  message.headers = {
      {"Host", fmt::format("{}.us-east-1.api.aws", signing)},
      {"Content-Type", content_type(tables)},
      {"X-Amz-Target", std::string(tables.operations[operation].target)},
      {"X-Amz-Date", "20261122T093700Z"},
      {"Authorization",
       fmt::format("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/{}/aws4_request, "
                   "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature={}",
                   signing, std::string(64, '0'))}};
  message.body = std::move(*body);
  return message;
}

std::optional<EvidenceMessage> minimal_response(const Contract& contract,
                                                OperationIndex operation) {
  const ContractTables& tables = contract.tables();
  auto body = json_of_root(tables, tables.operations[operation].output);
  if (!body) return std::nullopt;
  EvidenceMessage message = response_frame(tables, 200);
  message.body = std::move(*body);
  return message;
}

std::optional<EvidenceMessage> minimal_error(const Contract& contract, std::uint32_t error) {
  const ContractTables& tables = contract.tables();
  const ErrorTable& entry = tables.errors[error];
  auto body = json_of_root(tables, entry.shape);
  if (!body) return std::nullopt;
  EvidenceMessage message = response_frame(tables, due_status(entry));
  message.headers.emplace_back("X-Amzn-Errortype", entry.name);
  message.body = std::move(*body);
  return message;
}

EditResult edit_body(const ContractTables& tables, ShapeIndex root, ObjectText base,
                     const JsonValue& edit, const FormScope& scope) {
  constexpr std::array<std::string_view, 8> kEdits = {"text",   "members", "repeat", "close",
                                                      "before", "after",   "cut",    "size"};
  if (!edit.is_object()) return kBad;
  for (const JsonValue::Member& member : edit.members) {
    if (std::find(kEdits.begin(), kEdits.end(), member.name) == kEdits.end()) return kBad;
  }
  if (const JsonValue* members = edit.find("members")) {
    for (const JsonValue::Member& member : members->members) {
      auto value = json_of_form(member.value, scope);
      if (!value) return kBad;
      const auto same = [&](const auto& entry) { return entry.first == member.name; };
      const auto found = std::find_if(base.begin(), base.end(), same);
      if (found == base.end()) {
        base.emplace_back(member.name, std::move(*value));
      } else {
        found->second = std::move(*value);
      }
    }
  }
  if (const JsonValue* repeat = edit.find("repeat")) {
    const auto times = repeat->integer();
    if (!times || *times < 1) return kBad;
    if (base.empty() && !add_a_member(tables, root, base)) return {};
    const auto last = base.back();
    base.insert(base.end(), static_cast<std::size_t>(*times) - 1, last);
  }
  std::string text = json_object(base);
  if (const JsonValue* whole = edit.find("text")) text = whole->text;
  if (const JsonValue* close = edit.find("close")) text.insert(text.size() - 1, close->text);
  text = std::string(edit.string_or("before", "")) + text;
  text += edit.string_or("after", "");
  if (const JsonValue* cut = edit.find("cut")) {
    const auto bytes = cut->integer();
    if (!bytes || *bytes < 0 || static_cast<std::size_t>(*bytes) > text.size()) return kBad;
    text.resize(text.size() - static_cast<std::size_t>(*bytes));
  }
  if (const JsonValue* size = edit.find("size")) {
    const auto more = size->integer();
    if (!more) return kBad;
    const std::int64_t whole = static_cast<std::int64_t>(scope.limits.max_body_bytes) + *more;
    if (whole < static_cast<std::int64_t>(text.size())) return kBad;
    text.resize(static_cast<std::size_t>(whole), ' ');
  }
  return {.text = std::move(text)};
}

bool edit_message(const ContractTables& tables, ShapeIndex root, EvidenceMessage& message,
                  const JsonValue& edit, const FormScope& scope) {
  if (!edit.is_object()) return false;
  for (const auto& [name, value] : edit.members) {
    if (name == "method") {
      message.method = value.text;
    } else if (name == "path") {
      message.path = value.text;
    } else if (name == "status") {
      message.status = static_cast<int>(value.integer().value_or(0));
    } else if (name == "body_end") {
      if (value.text != "complete" && value.text != "truncated-record") return false;
      message.body_end = value.text == "complete" ? BodyEnd::kComplete : BodyEnd::kTruncatedRecord;
    } else if (name == "headers") {
      for (const JsonValue::Member& header : value.members) {
        if (!edit_header(message, header.name, header.value)) return false;
      }
    } else if (name == "body") {
      auto base = root == kNoIndex ? ObjectText() : minimal_members(tables, root);
      if (!base) return false;
      const EditResult body = edit_body(tables, root, std::move(*base), value, scope);
      if (!body.text) return false;
      message.body = *body.text;
    } else {
      return false;
    }
  }
  return true;
}

std::optional<std::string> http_text(const EvidenceMessage& message, const JsonValue& framing) {
  const JsonValue* lines = framing.find("lines");
  const JsonValue* payload = framing.find("payload");
  if (lines == nullptr || !lines->is_array() || payload == nullptr || !payload->is_string()) {
    return std::nullopt;
  }
  std::string text = message.status == 0
                         ? fmt::format("{} {} HTTP/1.1\r\n", message.method, message.path)
                         : fmt::format("HTTP/1.1 {} Status\r\n", message.status);
  for (const auto& [name, value] : message.headers) text += fmt::format("{}: {}\r\n", name, value);
  const auto add = [&](std::string piece) {
    const std::size_t length = message.body.size();
    replace_all(piece, "$length", fmt::format("{}", length));
    replace_all(piece, "$longer", fmt::format("{}", length + 1));
    replace_all(piece, "$hex", fmt::format("{:x}", length));
    replace_all(piece, "$body", message.body);
    text += piece;
  };
  for (const JsonValue& line : lines->items) add(line.text + "\r\n");
  text += "\r\n";
  add(payload->text);
  return text;
}

EvidenceView::EvidenceView(const EvidenceCase& evidence) {
  if (evidence.request) {
    const EvidenceMessage& message = *evidence.request;
    for (const auto& [name, value] : message.headers) request_headers_.push_back({name, value});
    request_ = {.method = message.method,
                .path = message.path,
                .version = "HTTP/1.1",
                .headers = request_headers_,
                .body = message.body,
                .body_end = message.body_end,
                .declared_length = std::nullopt};
    exchange_.request = &request_;
  }
  if (evidence.response) {
    const EvidenceMessage& message = *evidence.response;
    for (const auto& [name, value] : message.headers) response_headers_.push_back({name, value});
    response_ = {.status = message.status,
                 .version = "HTTP/1.1",
                 .headers = response_headers_,
                 .body = message.body,
                 .body_end = message.body_end,
                 .declared_length = std::nullopt};
    exchange_.response = &response_;
  }
}

}  // namespace assay
