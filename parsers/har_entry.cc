// One entry of an HTTP Archive (HAR 1.2) as an exchange.
#include <algorithm>
#include <array>

#include "parsers/har_reader.h"
#include "parsers/http_check.h"

namespace assay {
namespace {

using std::string_view;

struct Url {
  string_view host, path;
};

// "https://host:443/path?query#fragment"; anything else is a path as it is.
Url split_url(string_view url) {
  url = url.substr(0, url.find('#'));
  const std::size_t scheme = url.find("://");
  if (scheme == string_view::npos) return {{}, url};
  const string_view rest = url.substr(scheme + 3);
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  return {rest.substr(0, end), rest.substr(end)};
}

class EntryReader {
 public:
  EntryReader(string_view text, string_view file) : text_(text), file_(file) {}
  const Error& error() const noexcept { return error_; }

  bool read(const JsonValue& root, HarEntry& entry) {
    const JsonValue* request = root.find("request");
    const JsonValue* response = root.find("response");
    if (request == nullptr || !request->is_object()) {
      return fail("an entry of an HTTP Archive has an object `request`", request ? *request : root);
    }
    if (response == nullptr || !response->is_object()) {
      return fail("an entry of an HTTP Archive has an object `response`",
                  response ? *response : root);
    }
    entry.record.info.start = root.string_or("startedDateTime", "");
    entry.record.info.server = root.string_or("serverIPAddress", "");
    return read_request(*request, entry) && read_response(*response, entry.record);
  }

 private:
  bool fail(std::string message, const JsonValue& at) {
    error_ = error_at(ErrorCode::kInputFormat, std::move(message), text_, file_, at.begin);
    return false;
  }

  bool read_headers(const JsonValue& object, RecordedMessage& message) {
    const JsonValue* headers = object.find("headers");
    if (headers == nullptr || !headers->is_array()) {
      return fail("`headers` of an HTTP Archive is an array", headers ? *headers : object);
    }
    for (const JsonValue& header : headers->items) {
      const JsonValue* name = header.find("name");
      const JsonValue* value = header.find("value");
      if (name == nullptr || value == nullptr || !name->is_string() || !value->is_string()) {
        return fail("a header of an HTTP Archive has strings `name` and `value`", header);
      }
      message.headers.emplace_back(name->text, value->text);
    }
    return true;
  }

  bool read_request(const JsonValue& object, HarEntry& entry) {
    RecordedMessage& message = entry.record.request.emplace();
    const JsonValue* method = object.find("method");
    const JsonValue* url = object.find("url");
    if (method == nullptr || url == nullptr || !method->is_string() || !url->is_string()) {
      return fail("`request` of an HTTP Archive has strings `method` and `url`", object);
    }
    const Url parts = split_url(url->text);
    message.method = method->text;
    entry.host = parts.host;
    message.path = parts.path;
    if (message.path.empty() || message.path.front() == '?') message.path.insert(0, "/");
    message.version = object.string_or("httpVersion", "");
    if (!read_headers(object, message)) return false;
    const JsonValue* data = object.find("postData");
    if (data != nullptr && data->is_object()) return read_text(*data, message);
    if (!is_empty_body(object, "bodySize", message)) message.body_end = BodyEnd::kTruncatedRecord;
    return true;
  }

  bool read_response(const JsonValue& object, ExchangeRecord& record) {
    const JsonValue* status = object.find("status");
    const std::optional<std::int64_t> number = status == nullptr ? std::nullopt : status->integer();
    if (!number || *number < 0 || *number > 999) {
      return fail("`response` of an HTTP Archive has a `status` of 0 to 999",
                  status ? *status : object);
    }
    if (*number == 0) return true;  // no answer came
    RecordedMessage& message = record.response.emplace();
    message.status = static_cast<int>(*number);
    message.version = object.string_or("httpVersion", "");
    if (!read_headers(object, message)) return false;
    const JsonValue* content = object.find("content");
    if (content == nullptr || !content->is_object()) {
      message.body_end = BodyEnd::kTruncatedRecord;
      return true;
    }
    if (content->find("text") != nullptr) return read_text(*content, message);
    if (!is_empty_body(*content, "size", message)) message.body_end = BodyEnd::kTruncatedRecord;
    return true;
  }

  // A body that is not in the archive: whether it is known to have been empty.
  static bool is_empty_body(const JsonValue& object, string_view size_name,
                            const RecordedMessage& message) {
    const JsonValue* size = object.find(size_name);
    const std::int64_t recorded = size == nullptr ? -1 : size->integer().value_or(-1);
    for (const auto& [name, value] : message.headers) {
      if (equal_ignoring_case(name, "content-length")) {
        if (value == "0") return true;
        if (recorded <= 0) return false;
      }
    }
    return recorded == 0 || (recorded < 0 && message.method == "GET");
  }

  bool read_text(const JsonValue& object, RecordedMessage& message) {
    const JsonValue* text = object.find("text");
    if (text == nullptr || text->kind == JsonValue::Kind::kNull) {
      message.body_end = BodyEnd::kTruncatedRecord;
      return true;
    }
    if (!text->is_string()) return fail("`text` of an HTTP Archive is a string", *text);
    if (object.string_or("encoding", "") != "base64") {
      message.body = text->text;
      return true;
    }
    std::optional<std::string> bytes = decode_base64(text->text);
    if (!bytes) return fail("`text` is not base64, though `encoding` says so", *text);
    message.body = std::move(*bytes);
    return true;
  }

  string_view text_, file_;
  Error error_;
};

}  // namespace

Expected<HarEntry> read_har_entry(string_view text, string_view file) {
  const Expected<JsonValue> root = parse_json(text, file);
  if (!root) return std::unexpected(root.error());
  EntryReader reader(text, file);
  HarEntry entry;
  if (!reader.read(*root, entry)) return std::unexpected(reader.error());
  return entry;
}

}  // namespace assay
