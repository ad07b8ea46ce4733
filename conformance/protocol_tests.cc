#include "conformance/protocol_tests.h"

#include <assay/checker.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "conformance/reference_value.h"
#include "conformance/tagged.h"
#include "conformance/tagged_number.h"
#include "conformance/text_codec.h"
#include "parsers/exchange_record.h"
#include "parsers/http_check.h"
#include "spec/contract_tables.h"
#include "spec/utf8.h"

namespace assay {
namespace {

using Kind = ProtocolTest::Kind;
using Problems = std::vector<std::string>;

constexpr ProtocolTestException kExceptions[] = {
    {"AwsJson10EndpointTrait",
     "the prefix of a host is the client's doing: no contract of messages says which host is "
     "right"},
    {"AwsJson10EndpointTraitWithHostLabel",
     "the prefix of a host is the client's doing: no contract of messages says which host is "
     "right"},
    {"AwsJson10HostWithPath",
     "the path before the protocol's own belongs to an endpoint that a person gave: to the service "
     "the path is /"},
    {"SDKAppliedContentEncoding_awsJson1_0",
     "a compressed body is not read, and the case has none: an operation with request compression "
     "is checked but for its request body"},
    {"SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0",
     "a compressed body is not read, and the case has none: an operation with request compression "
     "is checked but for its request body"},
};

bool is_text(std::string_view bytes) noexcept {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (decode_utf8(bytes, at) == kBadScalar) return false;
  }
  return true;
}

// The expected value in the types that were bound: botocore writes instants as seconds since 1970,
// blobs as their text (in base64 where they are none), and what JSON has no number for as a string.
Tagged typed_like(const Tagged& got, const JsonValue& wanted) {
  const bool is_string = wanted.is_string();
  switch (got.kind) {
    case Tagged::Kind::kBytes:
      if (!is_string) break;
      return {.kind = Tagged::Kind::kBytes,
              .text = is_text(got.text) ? wanted.text
                                        : decode_base64(wanted.text).value_or(wanted.text)};
    case Tagged::Kind::kTimestamp: {
      const auto seconds =
          wanted.kind == JsonValue::Kind::kNumber ? parse_double(wanted.text) : std::nullopt;
      if (!seconds) break;
      const double whole = std::floor(*seconds);
      const auto milliseconds = static_cast<std::uint32_t>(std::lround((*seconds - whole) * 1000));
      return {.kind = Tagged::Kind::kTimestamp,
              .timestamp = {static_cast<std::int64_t>(whole) + milliseconds / 1000,
                            milliseconds % 1000 * 1'000'000}};
    }
    case Tagged::Kind::kInteger:
      if (!wanted.integer()) break;
      return Tagged::integer(*wanted.integer());
    case Tagged::Kind::kDouble:
      if (!is_string) break;
      return {.kind = Tagged::Kind::kDouble, .text = wanted.text};
    case Tagged::Kind::kList: {
      if (!wanted.is_array()) break;
      Tagged list{.kind = Tagged::Kind::kList};
      for (std::size_t i = 0; i < wanted.items.size(); ++i) {
        list.items.push_back(i < got.items.size() ? typed_like(got.items[i], wanted.items[i])
                                                  : tagged_from_json(wanted.items[i]));
      }
      return list;
    }
    case Tagged::Kind::kMap: {
      if (!wanted.is_object()) break;
      Tagged map = Tagged::map();
      for (const JsonValue::Member& member : wanted.members) {
        const Tagged* child = got.find(member.name);
        map.members.emplace_back(
            member.name, child ? typed_like(*child, member.value) : tagged_from_json(member.value));
      }
      return map;
    }
    default:
      break;
  }
  return tagged_from_json(wanted);
}

void compare_value(const Value& value, const JsonValue& wanted, Problems& problems) {
  const Tagged got = value.empty() ? Tagged::map() : tagged_from_value(value);
  const std::string difference = describe_difference(typed_like(got, wanted), got);
  if (!difference.empty())
    problems.push_back(fmt::format("bind gives another value: {}", difference));
}

// One member of a body made a value of another JSON type: the first that is no object.
std::optional<std::string> with_a_wrong_type(const std::string& body) {
  const auto json = parse_json(body, "body");
  if (!json || !json->is_object() || json->members.empty()) return std::nullopt;
  const JsonValue* leaf = &*json;
  while (leaf->is_object() && !leaf->members.empty()) leaf = &leaf->members.front().value;
  std::string broken = body;
  broken.replace(leaf->begin, leaf->end - leaf->begin, leaf->is_array() ? "{}" : "[]");
  return broken;
}

class Judge {
 public:
  Judge(const ProtocolTest& test, const Contract& contract) : test_(test), checker_(contract) {}

  Problems judge() {
    for (const std::string& name : test_.unknown) {
      problems_.push_back(fmt::format("nothing judges the member {} of the case", name));
    }
    if (test_.kind == Kind::kRequest) {
      judge_request();
    } else if (test_.error_code) {
      judge_error();
    } else {
      judge_result();
    }
    return std::move(problems_);
  }

 private:
  // A request in parts that can be changed one by one.
  struct Parts {
    std::string method, path, body;
    HeaderList headers;

    std::string* header(std::string_view name) {
      for (auto& [each, value] : headers) {
        if (equal_ignoring_case(each, name)) return &value;
      }
      return nullptr;
    }
  };

  Verdict check(const Parts& parts, Findings& findings) {
    std::vector<Header> headers;
    for (const auto& [name, value] : parts.headers) headers.push_back({name, value});
    HttpRequest request;
    request.method = parts.method;
    request.path = parts.path;
    request.headers = headers;
    request.body = parts.body;
    return checker_.check_exchange({&request, nullptr}, 0, findings);
  }

  void judge_request() {
    Parts parts{test_.method, test_.path, test_.body.value_or(""), test_.headers};
    // What the case leaves open is as the protocol has it.
    const ContractTables& tables = checker_.contract().tables();
    const std::string type = tables.protocol == "awsJson1_1" ? "application/x-amz-json-1.1"
                                                             : "application/x-amz-json-1.0";
    if (parts.header("Content-Type") == nullptr) parts.headers.emplace_back("Content-Type", type);
    if (parts.header("X-Amz-Target") == nullptr) {
      parts.headers.emplace_back("X-Amz-Target", tables.operations.front().target);
    }
    Findings findings(storage_);
    check(parts, findings);
    for (const Violation& violation : findings.stored()) {
      const ConstraintInfo info = checker_.contract().constraint(violation.constraint);
      problems_.push_back(fmt::format("check finds fault: {} [{}]", info.requirement, info.id));
    }
    if (test_.host) {
      problems_.push_back(fmt::format("nothing judges the host {}", printable(*test_.host, 100)));
    }
    if (test_.body && tables.operations.front().input_stream == kNoIndex) {
      if (checker_.bind_output(0, *test_.body, value_) != BindStatus::kOk) {
        problems_.emplace_back("bind does not read the body");
      } else {
        compare_value(value_, test_.value, problems_);
      }
    }
    if (problems_.empty()) judge_variants(parts);
  }

  // Each breaks the request in one way: a check that accepts it too is none.
  void judge_variants(const Parts& good) {
    const auto must_be_found = [&](std::string_view what, auto change) {
      Parts broken = good;
      change(broken);
      Findings findings(storage_);
      if (check(broken, findings) != Verdict::kInvalid) {
        problems_.push_back(fmt::format("check does not notice {}", what));
      }
    };
    must_be_found("another method", [](Parts& parts) { parts.method = "PUT"; });
    must_be_found("another path", [](Parts& parts) { parts.path += "other"; });
    must_be_found("another target", [](Parts& parts) { *parts.header("X-Amz-Target") += "Other"; });
    must_be_found("another content type",
                  [](Parts& parts) { *parts.header("Content-Type") = "application/json"; });
    must_be_found("a body that is cut", [](Parts& parts) { parts.body.pop_back(); });
    must_be_found("a body that is an array", [](Parts& parts) { parts.body = "[]"; });
    const auto wrong_type = with_a_wrong_type(good.body);
    // A document holds any value.
    const auto& shapes = checker_.contract().tables().shapes;
    const bool documents = std::ranges::any_of(
        shapes, [](const ShapeTable& shape) { return shape.kind == ShapeKind::kDocument; });
    if (!wrong_type || documents) return;
    must_be_found("a value of another type", [&](Parts& parts) { parts.body = *wrong_type; });
  }

  void judge_result() {
    if (test_.status != 200) {
      problems_.push_back(fmt::format("a result with status {}", test_.status));
      return;
    }
    const std::string body = test_.body.value_or("");
    if (checker_.bind_output(0, body, value_) != BindStatus::kOk) {
      problems_.emplace_back("bind does not read the body");
      return;
    }
    compare_value(value_, test_.value, problems_);
    if (body.empty()) return;
    if (checker_.bind_output(0, body.substr(0, body.size() - 1), value_) == BindStatus::kOk) {
      problems_.emplace_back("bind reads a body that is cut");
    }
  }

  void judge_error() {
    std::vector<Header> headers;
    for (const auto& [name, value] : test_.headers) headers.push_back({name, value});
    const std::string body = test_.body.value_or("");
    HttpResponse response;
    response.status = test_.status;
    response.headers = headers;
    response.body = body;
    const BoundError bound = checker_.bind_error(0, response, value_);
    if (bound.body_status != BindStatus::kOk) problems_.emplace_back("bind does not read the body");
    if (bound.code != *test_.error_code) {
      problems_.push_back(fmt::format("bind gives the code \"{}\", wanted \"{}\"",
                                      printable(bound.code, 100), *test_.error_code));
    }
    if (!bound.modeled) problems_.emplace_back("bind does not know the error of the operation");
    if (test_.error_message && bound.message != *test_.error_message) {
      problems_.push_back(fmt::format("bind gives the message \"{}\", wanted \"{}\"",
                                      printable(bound.message, 100), *test_.error_message));
    }
    compare_value(value_, test_.value, problems_);
  }

  const ProtocolTest& test_;
  Checker checker_;
  Value value_;
  std::array<Violation, 32> storage_;
  Problems problems_;
};

}  // namespace

std::span<const ProtocolTestException> protocol_test_exceptions() noexcept { return kExceptions; }

std::string_view to_string(ProtocolTestVerdict verdict) noexcept {
  switch (verdict) {
    case ProtocolTestVerdict::kPassed:
      return "passed";
    case ProtocolTestVerdict::kFailed:
      return "failed";
    case ProtocolTestVerdict::kExcepted:
      break;
  }
  return "excepted";
}

Expected<ProtocolTestResult> run_protocol_test(const ProtocolTest& test,
                                               std::span<const ProtocolTestException> exceptions) {
  const auto contract = Contract::compile({.model = test.model, .rules = {}, .ledger = {}});
  if (!contract) {
    return std::unexpected(
        Error{.code = contract.error().code,
              .message = fmt::format("{}: {}", test.id, contract.error().message),
              .file = test.file,
              .line = test.line,
              .column = 1});
  }
  ProtocolTestResult result;
  result.problems = Judge(test, *contract).judge();
  const auto exception = std::ranges::find(exceptions, test.id, &ProtocolTestException::id);
  const bool holds = result.problems.empty();
  if (exception == exceptions.end()) {
    result.verdict = holds ? ProtocolTestVerdict::kPassed : ProtocolTestVerdict::kFailed;
    return result;
  }
  result.reason = exception->reason;
  result.verdict = holds ? ProtocolTestVerdict::kFailed : ProtocolTestVerdict::kExcepted;
  if (holds) result.problems.emplace_back("passes, although it is listed as an exception");
  return result;
}

}  // namespace assay
