#include "spec/protocol_rules.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <unordered_map>

#include "embedded_protocol_files.h"
#include "spec/contract_tables.h"
#include "spec/ledger.h"
#include "spec/protocol_ledger.h"

namespace assay {
namespace {

struct RuleText {
  std::string_view id;
  Severity severity;
  std::string_view requirement;
  std::string_view unit = "";
};

constexpr Severity kNote = Severity::kNote;
constexpr Severity kWarning = Severity::kWarning;
constexpr Severity kError = Severity::kError;

// In the order of ProtocolRule. Ids are permanent.
constexpr RuleText kRules[] = {
    {"awsJson1_0/body@syntax", kError, "the body must be JSON"},
    {"awsJson1_0/body@utf8", kError, "JSON text must be UTF-8"},
    {"awsJson1_0/body@bom", kError, "JSON text must not begin with a byte order mark"},
    {"awsJson1_0/body@control", kError,
     "control characters in JSON strings must be escaped (U+0000 to U+001F)"},
    {"awsJson1_0/body@surrogate", kError,
     "escaped surrogates must come in pairs, a high one before a low one"},
    {"awsJson1_0/body@trailing", kError, "only white space may follow the JSON value"},
    {"awsJson1_0/body@truncated", kError, "the body must not end before its JSON value does"},
    {"awsJson1_0/body@object", kError, "the body must be a JSON object"},
    {"awsJson1_0/body@empty", kWarning,
     "the body of a response with status 200 must be a JSON object, not empty"},
    {"awsJson1_0/body@duplicate-member", kWarning, "names within an object should be unique"},
    {"awsJson1_0/request@unknown-member", kWarning,
     "a request should have no members that the model does not know"},
    {"awsJson1_0/response@unknown-member", kNote, "the model does not know this member"},
    {"awsJson1_0/request@method", kError, "the method must be POST"},
    {"awsJson1_0/request@path", kError, "the path must be /"},
    {"awsJson1_0/request@content-type", kError,
     "Content-Type of the request must be that of the protocol"},
    {"awsJson1_0/request@content-type.parameters", kNote,
     "Content-Type of the request has parameters, which the protocol does not define"},
    {"awsJson1_0/request@target.missing", kError,
     "X-Amz-Target must name the service and the operation"},
    {"awsJson1_0/request@target.unknown", kError,
     "X-Amz-Target must name an operation of the model"},
    {"aws/sigv4@authorization.missing", kError, "the request must be signed (Authorization)"},
    {"aws/sigv4@authorization.malformed", kWarning,
     "Authorization must be AWS4-HMAC-SHA256 with Credential, SignedHeaders and Signature"},
    {"awsJson1_0/request@body.empty", kError, "the body of a request must be a JSON object"},
    {"awsJson1_0/response@content-type", kError,
     "Content-Type of the response must be that of the protocol"},
    {"awsJson1_0/response@content-type.parameters", kNote,
     "Content-Type of the response has parameters, which the protocol does not define"},
    {"awsJson1_0/response@request-id", kWarning, "a response should have x-amzn-requestid"},
    {"awsJson1_0/response@status", kError,
     "the status must be 200, or that of an error (400 to 599)", "HTTP status"},
    {"awsJson1_0/error@type", kError,
     "an error must name its type in X-Amzn-Errortype, __type or code"},
    {"awsJson1_0/error@type.unknown", kWarning,
     "the type of an error should be one of the operation's or a common one"},
    {"awsJson1_0/error@type.conflict", kWarning,
     "X-Amzn-Errortype, __type and code should name one error"},
    {"awsJson1_0/error@under-200", kError, "an error must not have status 200"},
    {"awsJson1_0/error@status.common", kError,
     "a common error must have the status documented for it", "HTTP status"},
    {"http/content-length@short", kError, "the body must have as many bytes as declared", "bytes"},
    {"http/content-length@malformed", kError, "the length of the body must be a number that fits"},
    {"http/content-length@conflict", kError, "the length of the body must be declared once"},
    {"http/message@syntax", kError, "start line and headers must follow the grammar of HTTP/1.1"},
    {"http/chunk@syntax", kError, "chunks must follow the grammar of HTTP/1.1"},
    {"limit/depth", kError, "nested deeper than the limit: not checked beyond", "levels"},
    {"limit/size", kError, "larger than the limit: not checked", "bytes"},
    {"limit/keys", kError, "an object has more members than the limit: not checked for duplicates",
     "members"},
    {"limit/recorded", kError, "the recording does not hold the whole body: not checked", "bytes"},
};
static_assert(std::size(kRules) == index_of(ProtocolRule::kCount));

// Source: the page of the errors common to all AWS services; sorted by name.
constexpr CommonError kCommonErrors[] = {
    {"AccessDeniedException", 403},
    {"ExpiredTokenException", 403},
    {"IncompleteSignature", 403},
    {"InternalFailure", 500},
    {"MalformedHttpRequestException", 400},
    {"NotAuthorized", 401},
    {"OptInRequired", 403},
    {"RequestAbortedException", 400},
    {"RequestEntityTooLargeException", 413},
    {"RequestExpired", 400},
    {"RequestTimeoutException", 408},
    {"ServiceUnavailable", 503},
    {"ThrottlingException", 400},
    {"UnknownOperationException", 404},
    {"UnrecognizedClientException", 403},
    {"ValidationError", 400},
};

[[noreturn]] void embedded_is_broken(const Error& error) {
  std::fprintf(stderr, "%s\n", error.to_string().c_str());
  std::abort();
}

}  // namespace

Expected<ProtocolTables> compile_protocol(std::string_view ledger, std::string_view file) {
  ProtocolTables tables;
  auto read = read_ledger(ledger, file);
  if (!read) return std::unexpected(std::move(read.error()));
  tables.lines = std::move(*read);
  std::unordered_map<std::string_view, ConstraintIndex> index_by_id;
  for (ConstraintIndex i = 0; i < std::size(kRules); ++i) index_by_id.emplace(kRules[i].id, i);
  const auto fail = [&](std::string message, const LedgerLine& line) {
    return std::unexpected(
        error_at(ErrorCode::kLedgerStructure, std::move(message), ledger, file, line.offset));
  };
  std::vector<const LedgerLine*> line_of(std::size(kRules), nullptr);
  for (const LedgerLine& line : tables.lines) {
    const auto found = index_by_id.find(line.id);
    if (found == index_by_id.end()) {
      return fail(fmt::format("the protocol has no rule {}", line.id), line);
    }
    line_of[found->second] = &line;
    LedgerTable& table = tables.ledger.emplace_back();
    table.constraint = found->second;
    table.in = line.in;
    table.holds = line.holds;
    table.breaks = line.breaks;
    for (const std::string& id : line.implies) {
      const auto implied = index_by_id.find(id);
      if (implied == index_by_id.end()) {
        return fail(fmt::format("{} implies {}, which is no rule of the protocol", line.id, id),
                    line);
      }
      table.implies.push_back(implied->second);
    }
  }
  for (ConstraintIndex i = 0; i < std::size(kRules); ++i) {
    const RuleText& rule = kRules[i];
    if (line_of[i] == nullptr) {
      return std::unexpected(Error{ErrorCode::kLedgerStructure,
                                   fmt::format("no line for {}", rule.id), std::string(file)});
    }
    std::vector<SourceNote>& sources = tables.sources.emplace_back();
    for (const NewSource& source : line_of[i]->sources) {
      sources.push_back({source.source, source.section, source.says, source.reading});
    }
    tables.rules.push_back(
        {rule.id, rule.requirement, rule.unit, rule.severity, Basis::kProtocol, {}});
    tables.ledger_lines.push_back(line_of[i]->line);
  }
  for (std::size_t i = 0; i < tables.rules.size(); ++i) tables.rules[i].sources = tables.sources[i];
  return tables;
}

const ProtocolTables& protocol_tables() noexcept {
  static const ProtocolTables* const kTables = [] {
    auto tables =
        compile_protocol(embedded::protocol_files("ledger.jsonl"), "spec/protocol/ledger.jsonl");
    if (!tables) embedded_is_broken(tables.error());
    return new ProtocolTables(std::move(*tables));
  }();
  return *kTables;
}

std::span<const ConstraintInfo> protocol_rules() noexcept { return protocol_tables().rules; }

std::span<const CommonError> common_errors() noexcept { return kCommonErrors; }

}  // namespace assay
