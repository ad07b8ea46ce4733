#include "parsers/input_kind.h"

#include <algorithm>
#include <array>

#include "parsers/exchange_record.h"
#include "parsers/http_check.h"

namespace assay {
namespace {

using std::string_view;

constexpr std::size_t kMostPeeked = 1u << 20;
constexpr string_view kBlanks = " \t\r\n";

struct KindName {
  string_view word;
  InputKind kind;
};
constexpr std::array<KindName, 6> kKindNames{{{"auto", InputKind::kAuto},
                                              {"json", InputKind::kJson},
                                              {"ndjson", InputKind::kNdjson},
                                              {"jsonl", InputKind::kNdjson},
                                              {"har", InputKind::kHar},
                                              {"http", InputKind::kHttp}}};

string_view without_leading_blanks(string_view text) noexcept {
  return text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
}

// The bytes up to the end of the first line that is not empty, or as many as are looked at.
string_view peek_first_line(ByteSource& source) {
  std::size_t count = 1;
  while (true) {
    const string_view bytes = source.peek(count);
    const string_view text = without_leading_blanks(bytes);
    const std::size_t newline = text.find('\n');
    if (newline != string_view::npos) return text.substr(0, newline);
    if (bytes.size() < count || bytes.size() >= kMostPeeked) return text;
    count = bytes.size() + 1;
  }
}

bool is_start_line(string_view line) {
  if (line.substr(0, 5) == "HTTP/") return true;
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  const std::size_t version = line.rfind(" HTTP/");
  return version != string_view::npos && line.find_first_of("{\"") > version;
}

// `{"log"`, as far as the line goes.
bool is_archive(string_view line) {
  if (line.empty() || line.front() != '{') return false;
  return without_leading_blanks(line.substr(1)).substr(0, 5) == "\"log\"";
}

}  // namespace

string_view to_string(InputKind kind) noexcept {
  for (const KindName& name : kKindNames) {
    if (name.kind == kind) return name.word;
  }
  return {};
}

std::optional<InputKind> parse_input_kind(string_view word) noexcept {
  for (const KindName& name : kKindNames) {
    if (name.word == word) return name.kind;
  }
  return std::nullopt;
}

Expected<InputKind> kind_of_path(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const string_view name = string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot != string_view::npos) {
    for (const KindName& known : kKindNames) {
      if (known.kind != InputKind::kAuto && equal_ignoring_case(name.substr(dot + 1), known.word)) {
        return known.kind;
      }
    }
  }
  Error error;
  error.code = ErrorCode::kUsage;
  error.file = path;
  error.message =
      "the kind of input cannot be told from the name; it ends in .json, .ndjson, .jsonl, .har or "
      ".http, or its kind is given";
  return std::unexpected(std::move(error));
}

InputKind sniff_kind(ByteSource& source) {
  string_view line = peek_first_line(source);
  if (line.substr(0, 3) == "\xef\xbb\xbf") line = without_leading_blanks(line.substr(3));
  if (is_start_line(line)) return InputKind::kHttp;
  if (is_archive(line)) return InputKind::kHar;
  // `{` alone on its line: the name comes on the next one.
  if (without_leading_blanks(line.substr(std::min<std::size_t>(1, line.size()))).empty() &&
      !line.empty() && line.front() == '{') {
    const string_view text = source.peek(std::min<std::size_t>(line.size() + 64, kMostPeeked));
    const std::size_t brace = text.find('{');
    if (brace != string_view::npos && is_archive(text.substr(brace))) return InputKind::kHar;
    return InputKind::kJson;
  }
  if (is_exchange_record(line)) return InputKind::kNdjson;
  if (!line.empty() && parse_json(line, "")) return InputKind::kNdjson;
  return InputKind::kJson;
}

}  // namespace assay
