#include "parsers/sigv4_form.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "parsers/scalars_string.h"
#include "spec/fault.h"

namespace assay {
namespace {

using std::string_view;

// What a byte may be, a bit each.
enum : std::uint8_t {
  kDigit = 1,
  kLowerHex = 2,
  kScope = 4,
  kHeaderName = 8
};
constexpr std::array<std::uint8_t, 256> kMayBe = [] {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = ' ' + 1; c < 0x7f; ++c) {
    const bool digit = c >= '0' && c <= '9';
    if (digit) table[c] |= kDigit;
    if (digit || (c >= 'a' && c <= 'f')) table[c] |= kLowerHex;
    if (c != ',' && c != '/' && c != '=') table[c] |= kScope;
    if (c != ',' && c != ';' && !(c >= 'A' && c <= 'Z')) table[c] |= kHeaderName;
  }
  return table;
}();

// No early end: most are what they should be.
bool all_of(string_view text, std::uint8_t kind) noexcept {
  std::uint8_t may_be = text.empty() ? 0 : kind;
  for (const char c : text) may_be &= kMayBe[static_cast<unsigned char>(c)];
  return may_be != 0;
}

// 64 lower-case hexadecimal digits and the like, eight at a time. REQUIRES: a multiple of eight.
bool all_lower_hex(string_view text) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101u, kHighs = kOnes * 0x80;
  std::uint64_t all = kHighs;
  for (std::size_t at = 0; at < text.size(); at += 8) {
    const std::uint64_t word = load_8(text.data() + at), low = word & ~kHighs;
    const auto at_least = [low](unsigned char first) { return low + kOnes * (0x80u - first); };
    const std::uint64_t digit = at_least('0') & ~at_least('9' + 1);
    const std::uint64_t letter = at_least('a') & ~at_least('f' + 1);
    all &= (digit | letter) & ~word;
  }
  return all == kHighs;
}

bool is_signature(string_view text) noexcept {
  if (planted("signature-upper-case")) {
    return std::ranges::all_of(
        text, [](char c) { return all_of({&c, 1}, kLowerHex) || (c >= 'A' && c <= 'F'); });
  }
  return text.size() % 8 == 0 && !text.empty() ? all_lower_hex(text) : all_of(text, kLowerHex);
}

string_view trim(string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The next part of a list that ends with `separator`.
string_view take_until(string_view& rest, char separator) noexcept {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

// "AKID/20150830/us-east-1/service/aws4_request"; Signature Version 4A has no region.
bool is_credential(string_view text, bool has_region) noexcept {
  std::array<string_view, 5> parts;
  const std::size_t count = has_region ? 5 : 4;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < count; ++i) {
    const char* const begin = at;
    while (at != end && (kMayBe[static_cast<unsigned char>(*at)] & kScope) != 0) ++at;
    parts[i] = {begin, static_cast<std::size_t>(at - begin)};
    const bool last = i + 1 == count;
    if (at == begin || (at == end) != last || (!last && *at++ != '/')) return false;
  }
  return parts[1].size() == 8 && all_of(parts[1], kDigit) && parts[count - 1] == "aws4_request";
}

// Lower case, in order, none twice, `host` among them.
bool is_signed_headers(string_view list) noexcept {
  bool host = false;
  string_view previous;
  if (list.empty() || list.back() == ';') return false;
  for (const char *at = list.data(), *const end = at + list.size(); at != end;) {
    const char* const begin = at;
    while (at != end && (kMayBe[static_cast<unsigned char>(*at)] & kHeaderName) != 0) ++at;
    const string_view name(begin, static_cast<std::size_t>(at - begin));
    if (name.empty() || name <= previous || (at != end && *at++ != ';')) return false;
    host |= name == "host" || name == ":authority";
    previous = name;
  }
  return host || planted("signed-headers-without-host");
}

}  // namespace

bool is_sigv4_authorization(string_view value) noexcept {
  const std::size_t blank = value.find(' ');
  if (blank == string_view::npos) return false;
  const string_view algorithm = value.substr(0, blank);
  const bool symmetric = algorithm == "AWS4-HMAC-SHA256";
  if (!symmetric && algorithm != "AWS4-ECDSA-P256-SHA256") return false;

  string_view rest = value.substr(blank + 1);
  bool credential = false;
  bool headers = false;
  bool signature = false;
  while (!rest.empty()) {
    string_view text = trim(take_until(rest, ','));
    const auto is_field = [&text](string_view name) {
      const bool found = text.starts_with(name);
      if (found) text.remove_prefix(name.size());
      return found;
    };
    bool ok = false;
    if (!credential && is_field("Credential=")) {
      ok = credential = is_credential(text, symmetric);
    } else if (!headers && is_field("SignedHeaders=")) {
      ok = headers = is_signed_headers(text);
    } else if (!signature && is_field("Signature=")) {
      // 4A signs with ECDSA: DER, whose length varies.
      const bool size = planted("signature-of-any-length") ? true
                        : symmetric                        ? text.size() == 64
                                    : text.size() >= 16 && text.size() <= 144;
      ok = signature = size && is_signature(text);
    }
    if (!ok) return false;
  }
  return credential && headers && signature;
}

string_view sigv4_service(string_view value) noexcept {
  constexpr string_view kField = "Credential=";
  const std::size_t at = value.find(kField);
  if (value.substr(0, 5) != "AWS4-" || at == string_view::npos) return {};
  string_view scope = value.substr(at + kField.size());
  scope = scope.substr(0, std::min(scope.find_first_of(", "), scope.size()));
  constexpr string_view kEnd = "/aws4_request";
  if (scope.size() < kEnd.size() || scope.substr(scope.size() - kEnd.size()) != kEnd) return {};
  scope.remove_suffix(kEnd.size());
  const std::size_t slash = scope.rfind('/');
  return slash == string_view::npos ? string_view() : scope.substr(slash + 1);
}

}  // namespace assay
