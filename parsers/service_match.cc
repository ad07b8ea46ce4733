#include "parsers/service_match.h"

#include <algorithm>
#include <array>

#include "parsers/http_check.h"
#include "parsers/sigv4_form.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

using std::string_view;

constexpr std::array<string_view, 4> kAwsDomains{".amazonaws.com", ".amazonaws.com.cn", ".api.aws",
                                                 ".amazonaws.eu"};

string_view value_of(const HttpRequest& request, string_view name) noexcept {
  const std::uint32_t index = find_header(request.headers, name);
  return index == kNoIndex ? string_view() : request.headers[index].value;
}

bool ends_with(string_view text, string_view end) noexcept {
  return text.size() > end.size() &&
         equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

// The first label of an AWS host name; empty for any other host.
string_view aws_service(string_view host) noexcept {
  host = host.substr(0, host.find(':'));
  for (const string_view domain : kAwsDomains) {
    if (ends_with(host, domain)) return host.substr(0, host.find('.'));
  }
  return {};
}

// The contract whose name or signing name that is; kNoIndex for none.
std::size_t find_by_name(string_view service, std::span<const Contract* const> contracts) noexcept {
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    if (equal_ignoring_case(contracts[i]->tables().service, service) ||
        equal_ignoring_case(contracts[i]->tables().signing_name, service)) {
      return i;
    }
  }
  return kNoIndex;
}

// A name goes into summaries: nothing but what names are made of.
std::string printable_name(string_view text) {
  std::string name;
  for (const char c : text.substr(0, 64)) name += c > ' ' && c < 0x7f ? c : '?';
  return name;
}

bool is_awsjson(const HttpRequest& request) noexcept {
  constexpr string_view kStart = "application/x-amz-json-";
  return equal_ignoring_case(value_of(request, "content-type").substr(0, kStart.size()), kStart);
}

}  // namespace

ServiceMatch match_service(const HttpRequest& request, string_view host, bool mixed,
                           std::span<const Contract* const> contracts) {
  if (contracts.empty()) return {};
  if (host.empty()) host = value_of(request, "host");
  const string_view target = value_of(request, "x-amz-target");
  const string_view signed_service = sigv4_service(value_of(request, "authorization"));

  if (!target.empty()) {
    const auto [prefix, operation] = split_target(target);
    std::size_t first = kNoIndex;
    for (std::size_t i = 0; i < contracts.size(); ++i) {
      if (contracts[i]->tables().target_prefix != prefix) continue;
      if (contracts[i]->find_operation(operation)) return {i, {}};
      if (first == kNoIndex) first = i;
    }
    if (first != kNoIndex) return {first, {}};
    const std::size_t signer =
        signed_service.empty() ? kNoIndex : find_by_name(signed_service, contracts);
    if (!prefix.empty()) {  // services may share a signing name
      const bool by_signer = !signed_service.empty() && signer == kNoIndex;
      return {0, printable_name(by_signer ? signed_service : prefix)};
    }
    // A target without a prefix is damaged, which is a finding for the service it went to.
    if (signer != kNoIndex || signed_service.empty()) return {signer == kNoIndex ? 0 : signer, {}};
    return {0, printable_name(signed_service)};
  }
  const string_view service = signed_service.empty() ? aws_service(host) : signed_service;
  if (!service.empty()) {
    const std::size_t found = find_by_name(service, contracts);
    if (found != kNoIndex) return {found, {}};
    return {0, printable_name(service)};
  }
  if (mixed && !is_awsjson(request)) {
    return {0, host.empty() ? "unknown" : printable_name(host)};
  }
  return {};
}

}  // namespace assay
