// How the body of a message is framed (RFC 9112 section 6).
#include <algorithm>
#include <charconv>
#include <limits>

#include "parsers/http_check.h"
#include "parsers/http_reader.h"
#include "parsers/line_reader.h"
#include "spec/contract_tables.h"
#include "spec/fault.h"

namespace assay {
namespace {

using std::string_view;

string_view trim(string_view text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::optional<std::uint64_t> parse_number(string_view text, int base) noexcept {
  std::uint64_t number = 0;
  if (planted("length-with-plus") && text.starts_with('+')) text.remove_prefix(1);
  if (planted("chunk-size-decimal")) base = 10;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

struct Framing {
  bool encoded = false;  // Transfer-Encoding is there
  bool chunked = false;  // and its last coding is chunked
  bool has_length = false;
  bool malformed = false;               // a length that is none
  bool conflict = false;                // lengths that differ, or one beside the encoding
  std::optional<std::uint64_t> length;  // the first
};

void add_lengths(string_view value, Framing& framing) noexcept {
  framing.has_length = true;
  while (true) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::optional<std::uint64_t> length = parse_number(trim(value.substr(0, comma)), 10);
    if (!length) {
      framing.malformed = true;
    } else if (framing.length && *framing.length != *length) {
      framing.conflict = !planted("length-conflict-silent");
    } else {
      framing.length = length;
    }
    if (comma == value.size()) return;
    value.remove_prefix(comma + 1);
  }
}

Framing framing_of(std::span<const Header> headers) noexcept {
  Framing framing;
  for (const Header& header : headers) {
    if (equal_ignoring_case(header.name, "transfer-encoding")) {
      framing.encoded = true;
      const string_view last = header.value.substr(header.value.rfind(',') + 1);
      framing.chunked = equal_ignoring_case(trim(last), "chunked");
    } else if (equal_ignoring_case(header.name, "content-length")) {
      add_lengths(header.value, framing);
    }
  }
  framing.conflict |= framing.encoded && framing.has_length && !planted("length-beside-chunked");
  return framing;
}

}  // namespace

bool HttpReader::take_body(HttpMessage& message, std::uint64_t size) {
  const TextPlace place = source_.place();
  const std::size_t begin = message.body_.size();
  const std::uint64_t room = limits_.max_body_bytes + 1 - begin;
  std::uint64_t keep = std::min(size, room);
  std::uint64_t taken = 0;
  while (taken < keep) {
    const string_view bytes = source_.peek();
    if (bytes.empty()) break;
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), keep - taken));
    message.body_ += bytes.substr(0, step);
    source_.consume(step);
    taken += step;
  }
  const std::size_t kept = message.body_.size() - begin;
  if (kept != 0 && message.body_pieces_ < HttpMessage::kMaxBodyPieces) {
    HttpMessage::Piece piece;
    piece.kind = HttpMessage::Piece::Kind::kBody;
    piece.begin = static_cast<std::uint32_t>(begin);
    piece.size = static_cast<std::uint32_t>(kept);
    piece.place = place;
    message.pieces_.push_back(piece);
    ++message.body_pieces_;
  }
  return taken == keep && source_.skip(size - keep) == size - keep;
}

void HttpReader::take_rest(HttpMessage& message) {
  take_body(message, std::numeric_limits<std::uint64_t>::max());
  ended_ = true;
}

void HttpReader::read_body(HttpMessage& message, bool to_head) {
  const bool request = message.is_request_;
  const bool without_body = !request && (to_head || message.status_ == 101 ||
                                         message.status_ == 204 || message.status_ == 304);
  const Framing framing = framing_of(message.headers_);
  if (!framing.malformed && !framing.conflict && !framing.encoded) {
    message.declared_length_ = framing.length;
  }
  no_length_ = request && !framing.encoded && !framing.has_length;
  if (without_body) {
    message.declared_length_.reset();
    return;
  }
  if (framing.chunked) {
    read_chunks(message);
    if (framing.conflict && message.body_end_ == BodyEnd::kComplete) {
      message.body_end_ = BodyEnd::kConflict;
    }
  } else if (framing.encoded) {
    // A response ends with the connection then; where a request ends nobody can tell.
    message.body_end_ = request            ? BodyEnd::kMalformedLength
                        : framing.conflict ? BodyEnd::kConflict
                                           : BodyEnd::kComplete;
    take_rest(message);
  } else if (framing.malformed) {
    message.body_end_ = BodyEnd::kMalformedLength;
    take_rest(message);
  } else if (framing.has_length) {
    const bool whole = take_body(message, *framing.length);
    message.body_end_ = framing.conflict ? BodyEnd::kConflict
                        : whole          ? BodyEnd::kComplete
                                         : BodyEnd::kShort;
  } else if (!request) {
    take_rest(message);
  }
}

void HttpReader::read_chunks(HttpMessage& message) {
  while (true) {
    const LineEnd end = read_line(source_, limits_.max_chunk_line_bytes, line_, false);
    const string_view line = line_;
    const std::size_t semicolon = std::min(line.find(';'), line.size());
    const std::optional<std::uint64_t> size = parse_number(trim(line.substr(0, semicolon)), 16);
    if (end == LineEnd::kEnd) {  // even a whole number may have been cut
      message.body_end_ = BodyEnd::kShort;
      return;
    }
    if (end == LineEnd::kTooLong || !size) break;
    if (*size == 0) {
      message.body_end_ = read_trailers();
      return;
    }
    if (!take_body(message, *size)) {
      message.body_end_ = BodyEnd::kShort;
      return;
    }
    const string_view after = source_.peek(2).substr(0, 2);
    if (after.empty() || after == "\r") {
      message.body_end_ = BodyEnd::kShort;
      ended_ = true;
      return;
    }
    if (after.front() != '\n' && after != "\r\n") break;
    source_.consume(after.front() == '\n' ? 1 : 2);
  }
  message.body_end_ = BodyEnd::kMalformedLength;
  ended_ = true;
}

BodyEnd HttpReader::read_trailers() {
  while (true) {
    const LineEnd end = read_line(source_, head_left_, line_, false);
    if (end == LineEnd::kEnd) return BodyEnd::kShort;
    if (end == LineEnd::kTooLong) {
      ended_ = true;
      return BodyEnd::kMalformedLength;
    }
    if (line_.empty()) return BodyEnd::kComplete;
    head_left_ -= line_.size();
  }
}

}  // namespace assay
