#include "parsers/http_check.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "parsers/http_headers.h"
#include "parsers/sigv4_form.h"
#include "spec/contract_tables.h"
#include "spec/fault.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

using std::string_view;

string_view trim(string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// What the parts of both directions have in common.
struct Side {
  HttpPart line, headers, header, body;
};
constexpr Side kRequest{HttpPart::kRequestLine, HttpPart::kRequestHeaders, HttpPart::kRequestHeader,
                        HttpPart::kRequestBody};
constexpr Side kResponse{HttpPart::kStatusLine, HttpPart::kResponseHeaders,
                         HttpPart::kResponseHeader, HttpPart::kResponseBody};

// Adds findings of the protocol's own rules, with the severity that the contract gives them.
class Reporter {
 public:
  Reporter(const Contract& contract, Findings& findings) noexcept
      : constraints_(contract.tables().constraints), findings_(findings) {}

  void add(ProtocolRule rule, HttpPart part, std::uint32_t header, std::size_t begin,
           std::size_t end, std::int64_t measured = 0) noexcept {
    Violation violation;
    violation.constraint = index_of(rule);
    violation.severity = constraints_[index_of(rule)].severity;
    violation.part = part;
    if (planted("header-index-shifted")) ++header;
    violation.header = static_cast<std::uint16_t>(std::min<std::uint32_t>(header, UINT16_MAX));
    violation.begin = clamp(begin);
    violation.end = clamp(end);
    violation.measured = measured;
    findings_.add(violation);
  }
  // Something that is absent from the header section.
  void absent(ProtocolRule rule, HttpPart headers) noexcept { add(rule, headers, 0, 0, 0); }

 private:
  static std::uint32_t clamp(std::size_t offset) noexcept {
    return static_cast<std::uint32_t>(std::min<std::size_t>(offset, UINT32_MAX));
  }
  const std::vector<ConstraintTable>& constraints_;
  Findings& findings_;
};

struct QueryParameter {
  string_view name, value;
};

// Takes the next `name=value` off a query.
QueryParameter next_parameter(string_view& query) noexcept {
  const std::size_t end = std::min(query.find('&'), query.size());
  const string_view text = query.substr(0, end);
  query.remove_prefix(std::min(end + 1, query.size()));
  const std::size_t equals = text.find('=');
  if (equals == string_view::npos) return {text, {}};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

// A query that holds nothing but the parameters of a presigned request, algorithm and signature
// among them.
bool is_presigned(string_view query) noexcept {
  bool algorithm = false;
  bool signature = false;
  while (!query.empty()) {
    const QueryParameter parameter = next_parameter(query);
    if (parameter.name.substr(0, 6) != "X-Amz-") return false;
    algorithm |= parameter.name == "X-Amz-Algorithm" && !parameter.value.empty();
    signature |= parameter.name == "X-Amz-Signature" && !parameter.value.empty();
  }
  return algorithm && signature;
}

struct PathParts {
  std::size_t begin = 0;  // of the path itself: after the authority of an absolute form
  string_view path;
  string_view query;
  bool has_query = false;
};

PathParts split_path(string_view target) noexcept {
  PathParts parts;
  if (target.size() == 1) {
    parts.path = target;
    return parts;  // "/"
  }
  for (const string_view scheme : {string_view("http://"), string_view("https://")}) {
    if (!equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    parts.begin = std::min(target.find_first_of("/?", scheme.size()), target.size());
  }
  parts.path = target.substr(parts.begin);
  const std::size_t mark = parts.path.find('?');
  if (mark != string_view::npos) {
    parts.has_query = true;
    parts.query = parts.path.substr(mark + 1);
    parts.path = parts.path.substr(0, mark);
  }
  return parts;
}

string_view media_type_of(const Contract& contract) noexcept {
  return contract.tables().protocol.ends_with("1_1") || planted("content-type-of-1-1")
             ? "application/x-amz-json-1.1"
             : "application/x-amz-json-1.0";
}

bool is_media_type(string_view value, string_view media_type) noexcept {
  if (planted("content-type-with-case")) return value == media_type;
  if (planted("content-type-by-prefix")) value = value.substr(0, media_type.size());
  return equal_ignoring_case(value, media_type);
}

void check_content_type(const Contract& contract, const KnownHeaders& headers, const Side& side,
                        bool needed, ProtocolRule wrong, ProtocolRule parameters,
                        Reporter& report) noexcept {
  bool any = false;
  constexpr KnownHeader kHeader = KnownHeader::kContentType;
  const string_view media_type = media_type_of(contract);
  for (std::uint32_t i = headers.first(kHeader); i != kNoIndex; i = headers.next(kHeader, i)) {
    any = true;
    const string_view value = headers[i].value;
    if (value == media_type) continue;
    const std::size_t semicolon = std::min(value.find(';'), value.size());
    if (!is_media_type(trim(value.substr(0, semicolon)), media_type)) {
      report.add(wrong, side.header, i, 0, value.size());
    } else if (semicolon != value.size() && !planted("content-type-parameters-silent")) {
      report.add(parameters, side.header, i, semicolon, value.size());
    }
  }
  if (!any && needed && !planted("content-type-absent-silent")) report.absent(wrong, side.headers);
}

bool is_length(string_view value) noexcept {
  std::uint64_t length = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, length);
  return error == std::errc() && stop == end;  // digits only: unsigned takes no sign
}

// The first header of that name whose value fails `accept`.
template <typename Accept>
std::uint32_t find_header_unless(const KnownHeaders& headers, KnownHeader header,
                                 Accept accept) noexcept {
  std::uint32_t i = headers.first(header);
  while (i != kNoIndex && accept(headers[i].value)) i = headers.next(header, i);
  return i;
}

// The header that is to blame for the framing, or the end of the body.
void report_framing(ProtocolRule rule, std::uint32_t header, const KnownHeaders& headers,
                    const Side& side, std::size_t body_size, Reporter& report) noexcept {
  const auto measured = static_cast<std::int64_t>(body_size);
  if (header != kNoIndex) {
    report.add(rule, side.header, header, 0, headers[header].value.size(), measured);
  } else {
    report.add(rule, side.body, 0, body_size, body_size, measured);
  }
}

void check_framing(const KnownHeaders& headers, string_view body, BodyEnd end, const Side& side,
                   Reporter& report) noexcept {
  const std::uint32_t encoding = headers.first(KnownHeader::kTransferEncoding);
  const std::uint32_t length = headers.first(KnownHeader::kContentLength);
  switch (end) {
    case BodyEnd::kComplete:
      break;
    case BodyEnd::kShort:
      if (planted("length-short-silent")) break;
      report_framing(ProtocolRule::kContentLengthShort, encoding == kNoIndex ? length : kNoIndex,
                     headers, side, body.size(), report);
      break;
    case BodyEnd::kMalformedLength: {
      if (encoding != kNoIndex) {
        report_framing(ProtocolRule::kChunkMalformed, kNoIndex, headers, side, body.size(), report);
        break;
      }
      const std::uint32_t bad = find_header_unless(headers, KnownHeader::kContentLength, is_length);
      report_framing(ProtocolRule::kContentLengthMalformed, bad == kNoIndex ? length : bad, headers,
                     side, body.size(), report);
      break;
    }
    case BodyEnd::kConflict: {
      const string_view first = length == kNoIndex ? string_view() : headers[length].value;
      const std::uint32_t other = find_header_unless(headers, KnownHeader::kContentLength,
                                                     [&](string_view v) { return v == first; });
      report_framing(ProtocolRule::kContentLengthConflict, other == kNoIndex ? length : other,
                     headers, side, body.size(), report);
      break;
    }
    case BodyEnd::kTruncatedRecord:
      report_framing(ProtocolRule::kLimitRecorded, kNoIndex, headers, side, body.size(), report);
      break;
  }
}

void check_request_line(const HttpRequest& request, const PathParts& path,
                        Reporter& report) noexcept {
  if (request.method != "POST" &&
      !(planted("method-case-ignored") && equal_ignoring_case(request.method, "POST"))) {
    report.add(ProtocolRule::kRequestMethod, kRequest.line, 0, 0, request.method.size());
  }
  const std::size_t start = request.method.size() + 1;
  const bool is_root = path.path == "/" || (path.path.empty() && path.begin != 0) ||
                       (planted("path-below-root") && path.path.starts_with('/'));
  if (!is_root || (path.has_query && !is_presigned(path.query) && !planted("path-with-query"))) {
    report.add(ProtocolRule::kRequestPath, kRequest.line, 0, start + path.begin,
               start + request.path.size());
  }
}

void check_authorization(const Contract& contract, const KnownHeaders& headers,
                         const PathParts& path, Reporter& report) noexcept {
  constexpr KnownHeader kHeader = KnownHeader::kAuthorization;
  bool any = false;
  for (std::uint32_t i = headers.first(kHeader); i != kNoIndex; i = headers.next(kHeader, i)) {
    const string_view value = headers[i].value;
    if (value.empty()) continue;  // as good as absent
    any = true;
    if (!is_sigv4_authorization(value) && !planted("authorization-malformed-silent")) {
      report.add(ProtocolRule::kAuthorizationMalformed, kRequest.header, i, 0, value.size());
    }
  }
  const bool needed = !contract.tables().signing_name.empty();
  if (!any && needed && !is_presigned(path.query) && !planted("authorization-missing-silent")) {
    report.absent(ProtocolRule::kAuthorizationMissing, kRequest.headers);
  }
}

// The operation of the contract that a target names, `likely` first; kNoIndex for none.
OperationIndex operation_of(const Contract& contract, string_view target,
                            OperationIndex likely) noexcept {
  const auto& operations = contract.tables().operations;
  if (likely < operations.size() && operations[likely].target == target) return likely;
  if (planted("target-case-ignored") || planted("target-service-ignored")) {
    const bool case_matters = !planted("target-case-ignored");
    const auto found = std::ranges::find_if(operations, [&](const OperationTable& o) {
      return case_matters ? split_target(o.target).operation == split_target(target).operation
                          : equal_ignoring_case(o.target, target);
    });
    return found == operations.end() ? kNoIndex
                                     : static_cast<OperationIndex>(found - operations.begin());
  }
  const std::optional<OperationIndex> named =
      contract.find_operation(split_target(target).operation);
  return named && operations[*named].target == target ? *named : kNoIndex;
}

RequestHead check_target(const Contract& contract, const KnownHeaders& headers,
                         OperationIndex fallback, Reporter& report) noexcept {
  RequestHead head;
  head.operation = fallback;
  constexpr KnownHeader kHeader = KnownHeader::kTarget;
  const std::uint32_t first = headers.first(kHeader);
  if (first == kNoIndex) {
    if (!planted("target-missing-silent")) {
      report.absent(ProtocolRule::kTargetMissing, kRequest.headers);
    }
    return head;
  }
  const string_view target = headers[first].value;
  if (target.empty()) {
    report.add(ProtocolRule::kTargetMissing, kRequest.header, first, 0, 0);
    return head;
  }
  const OperationIndex operation = operation_of(contract, target, fallback);
  if (operation == kNoIndex) {
    report.add(ProtocolRule::kTargetUnknown, kRequest.header, first, 0, target.size());
    head.known = false;
  } else {
    head.operation = operation;
  }
  // A second target that says something else leaves open which one a server takes.
  for (std::uint32_t i = headers.next(kHeader, first); i != kNoIndex;
       i = headers.next(kHeader, i)) {
    if (headers[i].value == target || planted("target-second-ignored")) continue;
    report.add(ProtocolRule::kTargetUnknown, kRequest.header, i, 0, headers[i].value.size());
    head.known = false;
  }
  return head;
}

void check_request_id(const KnownHeaders& headers, Reporter& report) noexcept {
  constexpr KnownHeader kHeader = KnownHeader::kRequestId;
  std::uint32_t empty = kNoIndex;
  for (std::uint32_t i = headers.first(kHeader); i != kNoIndex; i = headers.next(kHeader, i)) {
    if (!headers[i].value.empty()) return;
    empty = i;
  }
  if (planted("request-id-silent")) return;
  if (empty == kNoIndex) {
    report.absent(ProtocolRule::kResponseRequestId, kResponse.headers);
  } else {
    report.add(ProtocolRule::kResponseRequestId, kResponse.header, empty, 0, 0);
  }
}

}  // namespace

std::uint32_t find_header(std::span<const Header> headers, string_view name,
                          std::uint32_t from) noexcept {
  for (std::size_t i = from; i < headers.size(); ++i) {
    if (planted("header-name-with-case") && headers[i].name != name) continue;
    if (equal_ignoring_case(headers[i].name, name)) return static_cast<std::uint32_t>(i);
  }
  return kNoIndex;
}

StatusPlace place_of_status(int status, string_view version) noexcept {
  char digits[16];
  const char* const end = std::to_chars(digits, digits + sizeof digits, status).ptr;
  StatusPlace place;
  if (!version.empty()) place.begin = static_cast<std::uint32_t>(version.size() + 1);
  place.end = place.begin + static_cast<std::uint32_t>(end - digits);
  return place;
}

TargetParts split_target(string_view target) noexcept {
  const std::size_t dot = target.rfind('.');
  if (dot == string_view::npos) return {{}, target};
  return {target.substr(0, dot), target.substr(dot + 1)};
}

RequestHead check_request_head(const Contract& contract, const HttpRequest& request,
                               OperationIndex fallback, Findings& findings) noexcept {
  Reporter report(contract, findings);
  const KnownHeaders headers(request.headers);
  const PathParts path = split_path(request.path);
  check_request_line(request, path, report);
  RequestHead head = check_target(contract, headers, fallback, report);
  // A stream has a content type of its own.
  const bool stream =
      head.known && contract.tables().operations[head.operation].input_stream != kNoIndex;
  if (!stream) {
    check_content_type(contract, headers, kRequest, true, ProtocolRule::kRequestContentType,
                       ProtocolRule::kRequestContentTypeParameters, report);
  }
  check_authorization(contract, headers, path, report);
  check_framing(headers, request.body, request.body_end, kRequest, report);
  head.body_usable = request.body_end != BodyEnd::kTruncatedRecord;
  return head;
}

ResponseHead check_response_head(const Contract& contract, const HttpResponse& response,
                                 Findings& findings, bool stream) noexcept {
  Reporter report(contract, findings);
  const KnownHeaders headers(response.headers);
  ResponseHead head;
  const int last = planted("status-600-usable") ? 600 : 599;
  head.error = response.status != 200 && !(planted("status-201-success") && response.status == 201);
  head.status_usable =
      response.status == 200 || (response.status >= 400 && response.status <= last);
  if (!head.status_usable) {
    const StatusPlace place = place_of_status(response.status, response.version);
    report.add(ProtocolRule::kResponseStatus, kResponse.line, 0, place.begin, place.end,
               response.status);
  }
  if (!stream || head.error) {
    check_content_type(contract, headers, kResponse, !response.body.empty(),
                       ProtocolRule::kResponseContentType,
                       ProtocolRule::kResponseContentTypeParameters, report);
  }
  check_request_id(headers, report);
  check_framing(headers, response.body, response.body_end, kResponse, report);
  head.body_usable = response.body_end != BodyEnd::kTruncatedRecord;
  return head;
}

}  // namespace assay
