#include "conformance/sigv4.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <vector>

#include "conformance/text_codec.h"
#include "corpus/sha256.h"
#include "parsers/http_check.h"

namespace assay {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kTerminator = "aws4_request";

std::string hmac(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

// Runs of blanks become one, none at either end.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// Parameters sorted by name, then value, as they are spelt.
std::string canonical_query(std::string_view query) {
  if (query.empty()) return {};
  std::vector<std::pair<std::string_view, std::string_view>> parameters;
  for (const std::string_view part : split(query, '&')) {
    const std::size_t equals = std::min(part.find('='), part.size());
    parameters.emplace_back(part.substr(0, equals), part.substr(std::min(equals + 1, part.size())));
  }
  std::ranges::sort(parameters);
  std::string out;
  for (const auto& [name, value] : parameters) {
    if (!out.empty()) out += '&';
    out += fmt::format("{}={}", name, value);
  }
  return out;
}

const std::string_view* find(std::span<const Header> headers, std::string_view name) {
  for (const Header& header : headers) {
    if (equal_ignoring_case(header.name, name)) return &header.value;
  }
  return nullptr;
}

std::string scope_of(const SigningKey& key, std::string_view timestamp) {
  return fmt::format("{}/{}/{}/{}", timestamp.substr(0, 8), key.region, key.service, kTerminator);
}

std::string all_headers(std::span<const Header> headers) {
  std::vector<std::string> names;
  for (const Header& header : headers) names.push_back(lower(header.name));
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return fmt::format("{}", fmt::join(names, ";"));
}

// "Credential=..., SignedHeaders=..., Signature=..." -> the value of one part.
std::string_view part_of(std::string_view authorization, std::string_view name) {
  const std::size_t at = authorization.find(name);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = authorization.substr(at + name.size());
  return rest.substr(0, rest.find_first_of(", "));
}

}  // namespace

std::string canonical_request(std::string_view method, std::string_view path,
                              std::span<const Header> headers, std::string_view signed_headers,
                              std::string_view payload_hash) {
  const std::size_t question = path.find('?');
  const std::string_view query =
      question == std::string_view::npos ? std::string_view() : path.substr(question + 1);
  std::string out =
      fmt::format("{}\n{}\n{}\n", method, path.substr(0, question), canonical_query(query));
  for (const std::string_view name : split(signed_headers, ';')) {
    std::string values;
    bool first = true;
    for (const Header& header : headers) {
      if (!equal_ignoring_case(header.name, name)) continue;
      if (!first) values += ',';
      values += squeezed(header.value);
      first = false;
    }
    out += fmt::format("{}:{}\n", name, values);
  }
  return out + fmt::format("\n{}\n{}", signed_headers, payload_hash);
}

std::string signature(const SigningKey& key, std::string_view timestamp,
                      std::string_view canonical) {
  const std::string to_sign = fmt::format("{}\n{}\n{}\n{}", kAlgorithm, timestamp,
                                          scope_of(key, timestamp), sha256_hex(canonical));
  std::string signing = hmac(fmt::format("AWS4{}", key.secret_access_key), timestamp.substr(0, 8));
  for (const std::string_view part : {key.region, key.service, kTerminator}) {
    signing = hmac(signing, part);
  }
  return hex(hmac(signing, to_sign));
}

std::string authorization(const SigningKey& key, std::string_view method, std::string_view path,
                          std::span<const Header> headers, std::string_view body) {
  const std::string_view* date = find(headers, "X-Amz-Date");
  const std::string_view timestamp = date ? *date : std::string_view();
  const std::string names = all_headers(headers);
  const std::string canonical = canonical_request(method, path, headers, names, sha256_hex(body));
  return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", kAlgorithm,
                     key.access_key_id, scope_of(key, timestamp), names,
                     signature(key, timestamp, canonical));
}

std::string verify_signature(const SigningKey& key, const HttpRequest& request) {
  const std::string_view* header = find(request.headers, "Authorization");
  if (!header) return "the request is not signed: no Authorization";
  if (!header->starts_with(kAlgorithm)) return "the algorithm is not AWS4-HMAC-SHA256";
  const std::string_view* date = find(request.headers, "X-Amz-Date");
  if (!date || date->size() != 16) return "no X-Amz-Date of the form 20150830T123600Z";
  const std::string credential = fmt::format("{}/{}", key.access_key_id, scope_of(key, *date));
  if (part_of(*header, "Credential=") != credential) {
    return fmt::format("the credential is not {}", credential);
  }
  const std::string_view names = part_of(*header, "SignedHeaders=");
  const auto listed = split(names, ';');
  if (std::ranges::find(listed, "host") == listed.end()) return "the header host is not signed";
  const std::string_view* declared = find(request.headers, "X-Amz-Content-Sha256");
  const std::string payload = sha256_hex(request.body);
  if (declared && *declared != payload && *declared != "UNSIGNED-PAYLOAD") {
    return "X-Amz-Content-Sha256 is not the body's";
  }
  const std::string canonical =
      canonical_request(request.method, request.path, request.headers, names,
                        declared ? *declared : std::string_view(payload));
  if (part_of(*header, "Signature=") != signature(key, *date, canonical)) {
    return "the signature does not verify for the given credentials";
  }
  return {};
}

}  // namespace assay
