#include "parsers/exchange_record.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "parsers/json_budget.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using std::string_view;
namespace json = boost::json;

constexpr std::int64_t kVersion = 1;

struct EndName {
  BodyEnd end;
  string_view name;
};
constexpr std::array<EndName, 5> kEndNames{{{BodyEnd::kComplete, "complete"},
                                            {BodyEnd::kShort, "short"},
                                            {BodyEnd::kMalformedLength, "malformed-length"},
                                            {BodyEnd::kConflict, "conflict"},
                                            {BodyEnd::kTruncatedRecord, "truncated"}}};

// A byte as the character with its number.
std::string text_of_bytes(string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xc0 | byte >> 6);
      text += static_cast<char>(0x80 | (byte & 0x3f));
    }
  }
  return text;
}

// The other way round; nullopt for a character beyond U+00FF. REQUIRES: valid UTF-8.
std::optional<std::string> bytes_of_text(string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      bytes += text[i];
    } else if (byte == 0xc2 || byte == 0xc3) {
      ++i;
      bytes += static_cast<char>((byte & 3) << 6 | (static_cast<unsigned char>(text[i]) & 0x3f));
    } else {
      return std::nullopt;
    }
  }
  return bytes;
}

json::array headers_to_json(std::span<const Header> headers) {
  json::array list;
  for (const Header& header : headers) {
    list.push_back(json::array{json::string(text_of_bytes(header.name)),
                               json::string(text_of_bytes(header.value))});
  }
  return list;
}

template <typename Message>
void add_message(const Message& message, json::object& object) {
  if (!message.version.empty()) object["version"] = text_of_bytes(message.version);
  object["headers"] = headers_to_json(message.headers);
  object["body"] = encode_base64(message.body);
  if (message.body_end != BodyEnd::kComplete) {
    for (const EndName& name : kEndNames) {
      if (name.end == message.body_end) object["bodyEnd"] = json::string_view(name.name);
    }
  }
  if (message.declared_length) object["declaredLength"] = *message.declared_length;
}

std::optional<std::uint64_t> whole_number(const JsonValue& value) {
  if (value.kind != JsonValue::Kind::kNumber) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = value.text.data() + value.text.size();
  const auto [stop, error] = std::from_chars(value.text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

// Reads one record. Every function returns whether it succeeded; `error` says why not.
class RecordReader {
 public:
  RecordReader(string_view line, string_view file) : line_(line), file_(file) {}
  const Error& error() const noexcept { return error_; }

  bool read(const JsonValue& root, ExchangeRecord& record) {
    const JsonValue* version = root.find(kRecordMarker);
    if (version == nullptr) return fail("an exchange record has a member `assayExchange`", root);
    if (version->integer() != kVersion) {
      return fail("exchange records of version 1 are known, this is another one", *version);
    }
    const JsonValue* request = root.find("request");
    const JsonValue* response = root.find("response");
    if (request != nullptr && request->kind == JsonValue::Kind::kNull) request = nullptr;
    if (response != nullptr && response->kind == JsonValue::Kind::kNull) response = nullptr;
    if (request == nullptr && response == nullptr) {
      return fail("an exchange record has a `request`, a `response` or both", root);
    }
    return read_info(root, record.info) &&
           (request == nullptr || read_request(*request, record.request.emplace())) &&
           (response == nullptr || read_response(*response, record.response.emplace()));
  }

 private:
  bool fail(std::string message, const JsonValue& at) {
    error_ = error_at(ErrorCode::kInputFormat, std::move(message), line_, file_, at.begin);
    return false;
  }

  bool read_info(const JsonValue& root, RecordInfo& info) {
    const JsonValue* duration = root.find("durationMicroseconds");
    if (duration != nullptr) {
      info.duration_us = whole_number(*duration);
      if (!info.duration_us) {
        return fail("`durationMicroseconds` is a whole number, 0 or more", *duration);
      }
    }
    return read_string(root, "start", info.start) && read_string(root, "client", info.client) &&
           read_string(root, "server", info.server);
  }

  // Leaves `out` alone where the member is absent.
  bool read_string(const JsonValue& object, string_view name, std::string& out) {
    const JsonValue* value = object.find(name);
    if (value == nullptr) return true;
    if (!value->is_string()) return fail("`" + std::string(name) + "` is a string", *value);
    out = value->text;
    return true;
  }

  bool read_bytes(const JsonValue& value, std::string& out) {
    std::optional<std::string> bytes = value.is_string() ? bytes_of_text(value.text) : std::nullopt;
    if (!bytes) {
      return fail("a string of characters up to U+00FF, one a byte, is due here", value);
    }
    out = std::move(*bytes);
    return true;
  }

  bool read_request(const JsonValue& object, RecordedMessage& message) {
    if (!object.is_object()) return fail("`request` is an object", object);
    const JsonValue* method = object.find("method");
    const JsonValue* path = object.find("path");
    if (method == nullptr || path == nullptr) {
      return fail("a recorded request has `method`, `path`, `headers` and `body`", object);
    }
    return read_bytes(*method, message.method) && read_bytes(*path, message.path) &&
           read_message(object, message);
  }

  bool read_response(const JsonValue& object, RecordedMessage& message) {
    if (!object.is_object()) return fail("`response` is an object", object);
    const JsonValue* status = object.find("status");
    const std::optional<std::int64_t> number = status == nullptr ? std::nullopt : status->integer();
    if (!number || *number < 0 || *number > 999) {
      return fail("a recorded response has a `status` of 0 to 999", status ? *status : object);
    }
    message.status = static_cast<int>(*number);
    return read_message(object, message);
  }

  bool read_message(const JsonValue& object, RecordedMessage& message) {
    const JsonValue* version = object.find("version");
    if (version != nullptr && !read_bytes(*version, message.version)) return false;
    return read_headers(object, message) && read_body(object, message);
  }

  bool read_headers(const JsonValue& object, RecordedMessage& message) {
    const JsonValue* headers = object.find("headers");
    if (headers == nullptr || !headers->is_array()) {
      return fail("`headers` is an array of pairs", headers ? *headers : object);
    }
    for (const JsonValue& pair : headers->items) {
      if (!pair.is_array() || pair.items.size() != 2) {
        return fail("a header is a pair: [\"Name\", \"value\"]", pair);
      }
      auto& header = message.headers.emplace_back();
      if (!read_bytes(pair.items[0], header.first) || !read_bytes(pair.items[1], header.second)) {
        return false;
      }
    }
    return true;
  }

  bool read_body(const JsonValue& object, RecordedMessage& message) {
    const JsonValue* body = object.find("body");
    if (body == nullptr || !body->is_string()) {
      return fail("`body` is a string in base64", body ? *body : object);
    }
    std::optional<std::string> bytes = decode_base64(body->text);
    if (!bytes) return fail("`body` is not base64 (RFC 4648 section 4, with padding)", *body);
    message.body = std::move(*bytes);

    const JsonValue* length = object.find("declaredLength");
    if (length != nullptr) {
      message.declared_length = whole_number(*length);
      if (!message.declared_length) {
        return fail("`declaredLength` is a whole number of bytes", *length);
      }
    }
    const JsonValue* end = object.find("bodyEnd");
    if (end == nullptr) return true;
    for (const EndName& name : kEndNames) {
      if (!end->is_string() || end->text != name.name) continue;
      message.body_end = name.end;
      return true;
    }
    return fail("`bodyEnd` is complete, short, malformed-length, conflict or truncated", *end);
  }

  string_view line_, file_;
  Error error_;
};

std::vector<Header> header_views(const RecordedMessage& message) {
  std::vector<Header> views;
  views.reserve(message.headers.size());
  for (const auto& [name, value] : message.headers) views.push_back({name, value});
  return views;
}

constexpr string_view kBlanks = " \t\r\n";

string_view skip_blanks(string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text;
}

// Whether the marker is the first member; told without reading on.
bool begins_with_marker(string_view line) {
  line = skip_blanks(line);
  if (line.empty() || line.front() != '{') return false;
  line = skip_blanks(line.substr(1));
  if (line.size() < kRecordMarker.size() + 2 || line.front() != '"' ||
      line.substr(1, kRecordMarker.size()) != kRecordMarker ||
      line[kRecordMarker.size() + 1] != '"') {
    return false;
  }
  line = skip_blanks(line.substr(kRecordMarker.size() + 2));
  if (line.empty() || line.front() != ':') return false;
  line = skip_blanks(line.substr(1));
  return !line.empty() && line.front() >= '0' && line.front() <= '9';
}

}  // namespace

void ExchangeView::assign(const RecordedMessage* request, const RecordedMessage* response) {
  exchange_ = {};
  if (request != nullptr) {
    request_headers_ = header_views(*request);
    request_ = {request->method, request->path,     request->version,        request_headers_,
                request->body,   request->body_end, request->declared_length};
    exchange_.request = &request_;
  }
  if (response != nullptr) {
    response_headers_ = header_views(*response);
    response_ = {response->status, response->version,  response_headers_,
                 response->body,   response->body_end, response->declared_length};
    exchange_.response = &response_;
  }
}

std::string write_exchange_record(const Exchange& exchange, const RecordInfo& info) {
  json::object record;
  record[kRecordMarker] = kVersion;
  if (!info.start.empty()) record["start"] = info.start;
  if (info.duration_us) record["durationMicroseconds"] = *info.duration_us;
  if (!info.client.empty()) record["client"] = info.client;
  if (!info.server.empty()) record["server"] = info.server;
  if (exchange.request != nullptr) {
    json::object request;
    request["method"] = text_of_bytes(exchange.request->method);
    request["path"] = text_of_bytes(exchange.request->path);
    add_message(*exchange.request, request);
    record["request"] = std::move(request);
  }
  if (exchange.response != nullptr) {
    json::object response;
    response["status"] = exchange.response->status;
    add_message(*exchange.response, response);
    record["response"] = std::move(response);
  }
  return json::serialize(record);
}

bool is_exchange_record(string_view line) {
  if (begins_with_marker(line)) return true;
  if (line.find(kRecordMarker) == string_view::npos) return false;  // no escapes: a reserved word
  if (!within_value_budget(line)) return false;
  const Expected<JsonValue> root = parse_json(line, "");
  if (!root || !root->is_object()) return false;
  const JsonValue* marker = root->find(kRecordMarker);
  return marker != nullptr && marker->kind == JsonValue::Kind::kNumber;
}

Expected<ExchangeRecord> read_exchange_record(string_view line, string_view file) {
  if (!within_value_budget(line)) {
    return std::unexpected(error_at(
        ErrorCode::kInputFormat,
        "an exchange record of more than " + std::to_string(kMostJsonValues) + " JSON values", line,
        file, 0));
  }
  const Expected<JsonValue> root = parse_json(line, file);
  if (!root) return std::unexpected(root.error());
  RecordReader reader(line, file);
  ExchangeRecord record;
  if (!reader.read(*root, record)) return std::unexpected(reader.error());
  return record;
}

}  // namespace assay
