#include "parsers/sigv4_form.h"

#include <algorithm>
#include <array>

#include "spec/fault.h"

namespace assay {
namespace {

using std::string_view;

bool all_of(string_view text, bool (*accept)(char)) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), accept);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') ||
         (planted("signature-upper-case") && c >= 'A' && c <= 'F');
}
bool is_scope_character(char c) { return c > ' ' && c < 0x7f && c != ',' && c != '/' && c != '='; }

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
  for (std::size_t i = 0; i < count; ++i) {
    if (i + 1 < count && text.find('/') == string_view::npos) return false;
    parts[i] = take_until(text, '/');
    if (!all_of(parts[i], is_scope_character)) return false;
  }
  return text.empty() && parts[1].size() == 8 && all_of(parts[1], is_digit) &&
         parts[count - 1] == "aws4_request";
}

// Lower case, in order, none twice, `host` among them.
bool is_signed_headers(string_view list) noexcept {
  bool host = false;
  string_view previous;
  if (list.empty() || list.back() == ';') return false;
  while (!list.empty()) {
    const string_view name = take_until(list, ';');
    if (name.empty() || name <= previous) return false;
    for (const char c : name) {
      if (c <= ' ' || c >= 0x7f || c == ',' || (c >= 'A' && c <= 'Z')) return false;
    }
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
    if (text.find('=') == string_view::npos) return false;
    const string_view name = take_until(text, '=');
    bool ok = false;
    if (name == "Credential" && !credential) {
      ok = credential = is_credential(text, symmetric);
    } else if (name == "SignedHeaders" && !headers) {
      ok = headers = is_signed_headers(text);
    } else if (name == "Signature" && !signature) {
      // 4A signs with ECDSA: DER, whose length varies.
      const bool size = planted("signature-of-any-length") ? true
                        : symmetric                        ? text.size() == 64
                                    : text.size() >= 16 && text.size() <= 144;
      ok = signature = size && all_of(text, is_lower_hex);
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
