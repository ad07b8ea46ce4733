#include "conformance/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "parsers/http_check.h"

namespace assay {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kMostChunkLine = 256;  // bytes, extensions included

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<std::uint64_t> number(std::string_view text, int base) noexcept {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A chunked body from its first byte. Returns the size with the last chunk and the trailers, 0
// while it is not complete; nothing when it is no chunked body.
std::optional<std::size_t> read_chunks(std::string_view bytes, std::string* body) {
  std::size_t at = 0;
  while (true) {
    // A line that has not ended yet may have its CR already.
    const std::size_t end = std::min(bytes.find(kLineEnd, at), bytes.size());
    const bool ended = end < bytes.size();
    if (end - at > kMostChunkLine + (ended ? 0 : 1)) return std::nullopt;
    if (!ended) return 0;
    const std::string_view line = bytes.substr(at, end - at);
    const auto size = number(trimmed(line.substr(0, line.find(';'))), 16);
    if (!size || *size > (std::uint64_t{1} << 40)) return std::nullopt;
    at = end + 2;
    if (*size == 0) break;
    if (bytes.size() - at < *size + 2) return 0;
    if (body) body->append(bytes.substr(at, *size));
    at += *size;
    if (bytes.substr(at, 2) != kLineEnd) return std::nullopt;
    at += 2;
  }
  while (true) {  // trailers
    const std::size_t end = bytes.find(kLineEnd, at);
    if (end == std::string_view::npos) return 0;
    const bool last = end == at;
    at = end + 2;
    if (last) return at;
  }
}

// Everything up to the body; the size of the head, 0 while it is not complete.
std::size_t split_head(std::string_view bytes, WireRequest& request) {
  const std::size_t head_end = bytes.find("\r\n\r\n");
  const std::string_view head = bytes.substr(0, head_end);
  std::size_t line_end = std::min(head.find(kLineEnd), head.size());
  const std::string_view start = head.substr(0, line_end);
  const std::size_t first = start.find(' '), last = start.rfind(' ');
  request.method = start.substr(0, std::min(first, start.size()));
  if (first != std::string_view::npos && last > first) {
    request.path = start.substr(first + 1, last - first - 1);
    request.version = start.substr(last + 1);
  }
  while (line_end < head.size()) {
    const std::size_t begin = line_end + 2;
    line_end = std::min(head.find(kLineEnd, begin), head.size());
    const std::string_view line = head.substr(begin, line_end - begin);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    request.headers.push_back({line.substr(0, colon), trimmed(line.substr(colon + 1))});
  }
  return head_end == std::string_view::npos ? 0 : head_end + 4;
}

bool is_chunked(const WireRequest& request) noexcept {
  const std::string_view* coding = request.header("Transfer-Encoding");
  return coding && equal_ignoring_case(*coding, "chunked");
}

}  // namespace

std::string_view reason_phrase(int status) noexcept {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "Status";
  }
}

std::string WireResponse::bytes() const {
  if (raw) return *raw;
  if (!steps.empty()) {
    std::string sent;
    for (const WireStep& step : steps) sent += step.bytes;
    return sent;
  }
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", status, reason_phrase(status));
  bool framed = false;
  for (const auto& [name, value] : headers) {
    out += fmt::format("{}: {}\r\n", name, value);
    framed = framed || equal_ignoring_case(name, "Content-Length") ||
             equal_ignoring_case(name, "Transfer-Encoding");
  }
  if (!framed) out += fmt::format("Content-Length: {}\r\n", body.size());
  return out + "\r\n" + body;
}

std::vector<WireStep> WireResponse::script() const {
  if (!steps.empty()) return steps;
  std::vector<WireStep> script = {{.kind = WireStep::Kind::kSend, .bytes = bytes()}};
  if (raw) script.push_back({.kind = WireStep::Kind::kClose});
  return script;
}

HttpRequest WireRequest::view() const {
  HttpRequest request;
  request.method = method;
  request.path = path;
  request.version = version;
  request.headers = headers;
  request.body = body_storage.empty() ? body : std::string_view(body_storage);
  request.body_end = body_end;
  request.declared_length = declared_length;
  return request;
}

const std::string_view* WireRequest::header(std::string_view name) const noexcept {
  for (const Header& header : headers) {
    if (equal_ignoring_case(header.name, name)) return &header.value;
  }
  return nullptr;
}

WireProgress request_progress(std::string_view bytes) {
  using State = WireProgress::State;
  WireRequest request;
  const std::size_t head = split_head(bytes, request);
  if (head == 0) return {};
  const std::string_view* expect = request.header("Expect");
  WireProgress progress{.state = State::kBody,
                        .expects_continue = expect && equal_ignoring_case(*expect, "100-continue")};
  if (is_chunked(request)) {
    const auto size = read_chunks(bytes.substr(head), nullptr);
    if (!size) return {.state = State::kBroken, .size = bytes.size()};
    if (*size > 0) progress = {.state = State::kComplete, .size = head + *size};
    return progress;
  }
  std::uint64_t length = 0;
  if (const std::string_view* text = request.header("Content-Length")) {
    const auto value = number(*text, 10);
    if (!value) return {.state = State::kBroken, .size = bytes.size()};
    length = *value;
  }
  if (bytes.size() - head < length) return progress;
  return {.state = State::kComplete, .size = head + static_cast<std::size_t>(length)};
}

WireRequest split_request(std::string_view bytes) {
  WireRequest request;
  const std::size_t head = split_head(bytes, request);
  if (head == 0) {
    request.body_end = BodyEnd::kShort;
    return request;
  }
  request.body = bytes.substr(head);
  if (is_chunked(request)) {
    const auto size = read_chunks(request.body, &request.body_storage);
    request.body_end = !size        ? BodyEnd::kMalformedLength
                       : *size == 0 ? BodyEnd::kShort
                                    : BodyEnd::kComplete;
    if (request.body_storage.empty()) request.body = {};
    return request;
  }
  const std::string_view* text = request.header("Content-Length");
  request.declared_length = text ? number(*text, 10) : std::optional<std::uint64_t>(0);
  if (!request.declared_length) {
    request.body_end = BodyEnd::kMalformedLength;
  } else if (request.body.size() < *request.declared_length) {
    request.body_end = BodyEnd::kShort;
  } else {
    request.body = request.body.substr(0, static_cast<std::size_t>(*request.declared_length));
  }
  if (!text) request.declared_length.reset();
  return request;
}

}  // namespace assay
