#include "parsers/http_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "parsers/http_check.h"
#include "parsers/line_reader.h"

namespace assay {
namespace {

using std::string_view;

bool is_token_character(char c) noexcept {
  constexpr string_view kMarks = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kMarks.find(c) != string_view::npos;
}

bool is_token(string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// "HTTP/1.1"; "HTTP/2", as tools print it.
bool is_version(string_view text) noexcept {
  if (text.substr(0, 5) != "HTTP/") return false;
  text.remove_prefix(5);
  return (text.size() == 1 && is_digit(text[0])) ||
         (text.size() == 3 && is_digit(text[0]) && text[1] == '.' && is_digit(text[2]));
}

// Control characters have no place in a head, but the tab.
std::size_t find_control(string_view text) noexcept {
  const auto found = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
  return static_cast<std::size_t>(found - text.begin());
}

std::size_t leading_blanks(string_view text) noexcept {
  return std::min(text.find_first_not_of(" \t"), text.size());
}

string_view without_trailing_blanks(string_view text) noexcept {
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

TextPlace column_on(TextPlace place, std::size_t by) noexcept {
  place.column += static_cast<std::uint32_t>(by);
  return place;
}

}  // namespace

string_view HttpMessage::text(const Piece& piece) const noexcept {
  switch (piece.kind) {
    case Piece::Kind::kStartLine:
      return start_line_;
    case Piece::Kind::kHeaderValue:
      return headers_[piece.header].value.substr(piece.begin, piece.size);
    case Piece::Kind::kBody:
      break;
  }
  return string_view(body_).substr(piece.begin, piece.size);
}

void HttpMessage::clear() {
  start_line_.clear();
  head_.clear();
  ranges_.clear();
  headers_.clear();
  body_.clear();
  pieces_.clear();
  method_size_ = path_size_ = version_size_ = body_pieces_ = 0;
  status_ = 0;
  is_request_ = false;
  body_end_ = BodyEnd::kComplete;
  declared_length_.reset();
  request_ = {};
  response_ = {};
}

void HttpMessage::finish() {
  const string_view head = head_;
  headers_.reserve(ranges_.size());
  for (const HeaderRange& range : ranges_) {
    headers_.push_back({head.substr(range.name_begin, range.name_size),
                        head.substr(range.value_begin, range.value_size)});
  }
  const string_view line = start_line_;
  if (is_request_) {
    request_ = {line.substr(0, method_size_),
                line.substr(method_size_ + 1, path_size_),
                line.substr(line.size() - version_size_),
                headers_,
                body_,
                body_end_,
                declared_length_};
  } else {
    response_ = {status_,         line.substr(0, version_size_), headers_, body_, body_end_,
                 declared_length_};
  }
}

bool HttpReader::fail(std::string detail, TextPlace place, ProtocolRule rule) {
  defect_ = HttpDefect{rule, std::move(detail), place};
  ended_ = true;
  return false;
}

bool HttpReader::fail_start_line(TextPlace place) {
  std::string detail = "neither a request line nor a status line";
  if (no_length_) detail += "; the request before it declares no Content-Length";
  return fail(std::move(detail), place);
}

HttpReader::Next HttpReader::look() {
  if (ended_) return Next::kEnd;
  while (true) {
    const string_view bytes = source_.peek(2);
    if (bytes.empty()) return Next::kEnd;
    if (bytes.front() == '\n') {
      source_.consume(1);
    } else if (bytes.substr(0, 2) == "\r\n") {
      source_.consume(2);
    } else {
      break;
    }
  }
  return source_.peek(5).substr(0, 5) == "HTTP/" ? Next::kResponse : Next::kRequest;
}

bool HttpReader::read(HttpMessage& message, bool to_head) {
  message.clear();
  while (look() != Next::kEnd) {
    message.clear();
    head_left_ = limits_.max_head_bytes;
    if (!read_start_line(message) || !read_headers(message)) return false;
    const bool interim =
        !message.is_request_ && message.status_ / 100 == 1 && message.status_ != 101;
    if (!interim) {
      message.finish();  // the framing is told from the headers
      read_body(message, to_head);
      message.headers_.clear();
      message.finish();
      return true;
    }
    if (look() != Next::kResponse) return false;
  }
  return false;
}

bool HttpReader::read_head_line(std::string& line) {
  const TextPlace place = source_.place();
  const LineEnd end = read_line(source_, head_left_, line, false);
  if (end == LineEnd::kTooLong) {
    return fail(fmt::format("header section of more than {} bytes", limits_.max_head_bytes), place,
                ProtocolRule::kLimitSize);
  }
  if (end == LineEnd::kEnd) {
    return fail("the message ends before its header section does", source_.place());
  }
  head_left_ -= line.size();
  return true;
}

bool HttpReader::read_start_line(HttpMessage& message) {
  const TextPlace place = source_.place();
  message.start_place_ = place;
  // Bytes that are no HTTP at all are told from the first one, however many follow.
  if (const string_view first = source_.peek(); !is_token_character(first.front())) {
    return fail_start_line(place);
  }
  if (!read_head_line(line_)) return false;
  if (const std::size_t control = find_control(line_); control != line_.size()) {
    return fail("control character in the start line", column_on(place, control));
  }
  const bool known = line_.substr(0, 5) == "HTTP/" ? parse_status_line(line_, message)
                                                   : parse_request_line(line_, message);
  if (!known) return fail_start_line(place);
  HttpMessage::Piece piece;
  piece.size = static_cast<std::uint32_t>(message.start_line_.size());
  piece.place = place;
  message.pieces_.push_back(piece);
  return true;
}

bool HttpReader::parse_request_line(string_view line, HttpMessage& message) {
  line = without_trailing_blanks(line);
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == string_view::npos || first == last) return false;
  const string_view method = line.substr(0, first);
  const string_view path = line.substr(first + 1, last - first - 1);
  const string_view version = line.substr(last + 1);
  if (!is_token(method) || path.empty() || path.find_first_of(" \t") != string_view::npos ||
      !is_version(version)) {
    return false;
  }
  message.is_request_ = true;
  message.method_size_ = method.size();
  message.path_size_ = path.size();
  message.version_size_ = version.size();
  message.start_line_ = line;
  return true;
}

bool HttpReader::parse_status_line(string_view line, HttpMessage& message) {
  const std::size_t blank = line.find(' ');
  if (blank == string_view::npos || !is_version(line.substr(0, blank))) return false;
  const string_view status = line.substr(blank + 1, 3);
  if (status.size() != 3 || !std::all_of(status.begin(), status.end(), is_digit)) return false;
  if (line.size() > blank + 4 && line[blank + 4] != ' ') return false;
  message.version_size_ = blank;
  message.status_ = (status[0] - '0') * 100 + (status[1] - '0') * 10 + (status[2] - '0');
  message.start_line_ = line.substr(0, blank + 4);
  return true;
}

bool HttpReader::read_headers(HttpMessage& message) {
  while (true) {
    const TextPlace place = source_.place();
    if (!read_head_line(line_)) return false;
    if (line_.empty()) return true;
    if (const std::size_t control = find_control(line_); control != line_.size()) {
      return fail("control character in a header line", column_on(place, control));
    }
    const bool folded = line_.front() == ' ' || line_.front() == '\t';
    if (!(folded ? fold_header(line_, place, message) : add_header(line_, place, message))) {
      return false;
    }
  }
}

bool HttpReader::add_header(string_view line, TextPlace place, HttpMessage& message) {
  if (message.ranges_.size() == limits_.max_headers) {
    return fail(fmt::format("more than {} headers", limits_.max_headers), place,
                ProtocolRule::kLimitSize);
  }
  const std::size_t colon = line.find(':');
  if (colon == string_view::npos) return fail("header line without a colon", place);
  if (!is_token(line.substr(0, colon))) return fail("header name that is no token", place);
  const std::size_t begin = colon + 1 + leading_blanks(line.substr(colon + 1));
  const string_view value = without_trailing_blanks(line.substr(begin));

  HttpMessage::HeaderRange range;
  range.name_begin = message.head_.size();
  range.name_size = colon;
  message.head_ += line.substr(0, colon);
  range.value_begin = message.head_.size();
  range.value_size = value.size();
  message.head_ += value;
  HttpMessage::Piece piece;
  piece.kind = HttpMessage::Piece::Kind::kHeaderValue;
  piece.header = static_cast<std::uint16_t>(message.ranges_.size());
  piece.size = static_cast<std::uint32_t>(value.size());
  piece.place = column_on(place, begin);
  message.ranges_.push_back(range);
  message.pieces_.push_back(piece);
  return true;
}

// A line that begins with a blank continues the value before it; a blank joins them.
bool HttpReader::fold_header(string_view line, TextPlace place, HttpMessage& message) {
  if (message.ranges_.empty()) return fail("continuation line without a header", place);
  const std::size_t begin = leading_blanks(line);
  const string_view text = without_trailing_blanks(line.substr(begin));
  if (text.empty()) return true;
  HttpMessage::HeaderRange& range = message.ranges_.back();
  if (range.value_size != 0) {
    message.head_ += ' ';
    ++range.value_size;
  }
  HttpMessage::Piece piece;
  piece.kind = HttpMessage::Piece::Kind::kHeaderValue;
  piece.header = static_cast<std::uint16_t>(message.ranges_.size() - 1);
  piece.begin = static_cast<std::uint32_t>(range.value_size);
  piece.size = static_cast<std::uint32_t>(text.size());
  piece.place = column_on(place, begin);
  message.head_ += text;
  range.value_size += text.size();
  message.pieces_.push_back(piece);
  return true;
}

}  // namespace assay
