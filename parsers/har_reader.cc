#include "parsers/har_reader.h"

#include <fmt/format.h>

#include <utility>

#include "parsers/json_budget.h"

namespace assay {
namespace {

using std::string_view;

constexpr string_view kBlanks = " \t\r\n";
constexpr string_view kAgain = "; export the archive again";
constexpr std::size_t kLongestName = 16;  // of a member that matters outside the entries

// A place that counts in a text which itself begins at `start`.
TextPlace place_within(TextPlace start, std::uint32_t line, std::uint32_t column) noexcept {
  if (line <= 1) return {start.line, start.column + column - 1};
  return {start.line + line - 1, column};
}

Error shift(Error error, TextPlace start, std::uint64_t offset) {
  const TextPlace place = place_within(start, error.line, error.column);
  error.line = place.line;
  error.column = place.column;
  error.offset += offset;
  return error;
}

}  // namespace

std::unexpected<Error> HarReader::fail(ErrorCode code, std::string message, TextPlace place,
                                       std::uint64_t offset) {
  state_ = State::kEnded;
  Error error;
  error.code = code;
  error.message = std::move(message);
  error.file = source_.name();
  error.line = place.line;
  error.column = place.column;
  error.offset = offset;
  return std::unexpected(std::move(error));
}

char HarReader::skip_blanks() {
  for (string_view bytes = source_.peek(); !bytes.empty(); bytes = source_.peek()) {
    const std::size_t at = bytes.find_first_not_of(kBlanks);
    source_.consume(at == string_view::npos ? bytes.size() : at);
    if (at != string_view::npos) return bytes[at];
  }
  return '\0';
}

Expected<bool> HarReader::next(HarEntry& entry) {
  if (!started_) {
    started_ = true;
    if (source_.peek(3).substr(0, 3) == "\xef\xbb\xbf") source_.consume(3);  // HAR allows it
    const char first = skip_blanks();
    if (source_.error()) return finish();
    if (source_.at_end()) {
      return fail(ErrorCode::kInputFormat, "the archive is empty", source_.place(),
                  source_.offset());
    }
    if (first != '{') {
      return fail(ErrorCode::kInputFormat,
                  "not an HTTP Archive: an object with a member `log` is due here", source_.place(),
                  source_.offset());
    }
    start_offset_ = source_.offset();  // of the root: white space before it is taken as read
    outside_start_ = source_.place();
  }
  while (true) {
    if (state_ == State::kEnded) return false;
    const Expected<bool> found = state_ == State::kOutside ? scan_outside() : scan_array(entry);
    if (!found || *found || state_ == State::kEnded) return found;
  }
}

bool HarReader::string_byte(char c) {
  if (escaped_) {
    escaped_ = false;
  } else if (c == '\\') {
    escaped_ = true;
  } else if (c == '"') {
    in_string_ = false;
    return false;
  }
  if (token_.size() < kLongestName) token_ += c;
  return false;
}

// Returns whether the bracket is that of log.entries.
bool HarReader::open_bracket(char c) {
  ++depth_;
  if (depth_ == 2 && c == '{' && key_ == "log") in_log_ = true;
  const bool entries = depth_ == 3 && in_log_ && c == '[' && key_ == "entries" && !seen_entries_;
  key_.clear();
  return entries;
}

bool HarReader::outside_byte(char c) {
  if (in_string_) return string_byte(c);
  switch (c) {
    case '"':
      in_string_ = true;
      token_.clear();
      return false;
    case ':':
      key_ = token_;
      return false;
    case ',':
      key_.clear();
      return false;
    case '{':
    case '[':
      return open_bracket(c);
    case '}':
    case ']':
      if (depth_ != 0) --depth_;
      if (depth_ < 2) in_log_ = false;
      return false;
    default:
      return false;
  }
}

Expected<bool> HarReader::scan_outside() {
  for (string_view bytes = source_.peek(); !bytes.empty(); bytes = source_.peek()) {
    std::size_t at = 0;
    bool entries = false;
    while (at < bytes.size() && !entries) entries = outside_byte(bytes[at++]);
    outside_ += bytes.substr(0, at);
    source_.consume(at);
    if (outside_.size() > limits_.max_outside_bytes) return finish();
    if (entries) {
      seen_entries_ = true;
      state_ = State::kFirstElement;
      return false;
    }
  }
  return finish();
}

Expected<bool> HarReader::scan_array(HarEntry& entry) {
  const char c = skip_blanks();
  const TextPlace place = source_.place();
  if (c == ']' && state_ != State::kNextElement) {
    state_ = State::kOutside;
    resumed_at_ = outside_.size();
    resumed_place_ = place;
    resumed_offset_ = source_.offset();
    return false;
  }
  if (c == ',' && state_ == State::kAfterElement) {
    source_.consume(1);
    state_ = State::kNextElement;
    return false;
  }
  if (c == '{' && state_ != State::kAfterElement) {
    state_ = State::kAfterElement;
    return cut_entry(entry);
  }
  if (source_.at_end()) return finish();
  if (state_ == State::kAfterElement) {
    return fail(ErrorCode::kJsonSyntax,
                fmt::format("a comma or `]` is due after an entry of `log.entries`{}", kAgain),
                place, source_.offset());
  }
  return fail(ErrorCode::kInputFormat,
              fmt::format("an entry of `log.entries` is an object{}", kAgain), place,
              source_.offset());
}

// Up to the bracket that closes what the first one opened; which kind, the JSON reader will say.
Expected<bool> HarReader::cut_entry(HarEntry& entry) {
  entry = HarEntry();
  entry.number = ++count_;
  entry.place = source_.place();
  const std::uint64_t start = source_.offset();
  entry_text_.clear();
  std::size_t depth = 0;
  bool in_string = false;
  bool escaped = false;
  for (string_view bytes = source_.peek(); !bytes.empty(); bytes = source_.peek()) {
    std::size_t at = 0;
    bool closed = false;
    while (at < bytes.size() && !closed) {
      const char c = bytes[at++];
      if (in_string) {
        in_string = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        closed = --depth == 0;
      }
    }
    if (entry_text_.size() + at <= limits_.max_entry_bytes && !entry.too_long) {
      entry_text_ += bytes.substr(0, at);
    } else {
      entry.too_long = true;
      entry_text_.clear();
    }
    source_.consume(at);
    if (closed) return entry.too_long ? Expected<bool>(true) : read_entry(entry);
  }
  if (source_.error()) return finish();
  // What is wrong may well lie before the end: a bracket or a quote too many.
  if (!entry.too_long && !in_string && within_value_budget(entry_text_)) {
    const Expected<JsonValue> value = parse_json(entry_text_, source_.name());
    if (!value && value.error().offset < entry_text_.size()) {
      state_ = State::kEnded;
      return std::unexpected(shift(value.error(), entry.place, start));
    }
  }
  return fail(
      ErrorCode::kJsonSyntax,
      fmt::format("the archive is cut off inside entry {} of `log.entries`{}", count_, kAgain),
      source_.place(), source_.offset());
}

Expected<bool> HarReader::read_entry(HarEntry& entry) {
  if (!within_value_budget(entry_text_)) {
    entry.too_long = true;
    return true;
  }
  const std::uint64_t start = source_.offset() - entry_text_.size();
  Expected<HarEntry> read = read_har_entry(entry_text_, source_.name());
  if (!read) {
    state_ = State::kEnded;
    return std::unexpected(shift(read.error(), entry.place, start));
  }
  entry.record = std::move(read->record);
  entry.host = std::move(read->host);
  return true;
}

// The end, or too much outside the entries: whether what is there is an archive.
Expected<bool> HarReader::finish() {
  state_ = State::kEnded;
  if (source_.error()) return std::unexpected(*source_.error());
  const TextPlace end = source_.place();
  if (!within_value_budget(outside_)) {
    return fail(ErrorCode::kInputFormat,
                fmt::format("an HTTP Archive with more than {} JSON values outside `log.entries`",
                            kMostJsonValues),
                end, source_.offset());
  }
  const Expected<JsonValue> root = parse_json(outside_, source_.name());
  if (!root && !in_string_ && root.error().offset < outside_.size()) {
    if (root.error().offset < resumed_at_ || resumed_at_ == 0) {
      return std::unexpected(shift(root.error(), outside_start_, start_offset_));
    }
    Error error = root.error();
    const std::uint64_t offset = error.offset - resumed_at_;
    const TextPlace place =
        advance(resumed_place_, string_view(outside_).substr(resumed_at_, offset));
    return fail(error.code, std::move(error.message), place, resumed_offset_ + offset);
  }
  if (outside_.size() > limits_.max_outside_bytes) {
    return fail(ErrorCode::kInputFormat,
                fmt::format("an HTTP Archive with more than {} bytes outside `log.entries`",
                            limits_.max_outside_bytes),
                end, source_.offset());
  }
  if (!root) {
    return fail(ErrorCode::kJsonSyntax, fmt::format("the archive is cut off here{}", kAgain), end,
                source_.offset());
  }
  if (!seen_entries_) {
    return fail(ErrorCode::kInputFormat, "not an HTTP Archive: it has no array `log.entries`",
                outside_start_, start_offset_);
  }
  return false;
}

}  // namespace assay
