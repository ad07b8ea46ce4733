#include "corpus/vector_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "corpus/evidence.h"
#include "corpus/export_params.h"
#include "corpus/minimal_value.h"
#include "spec/json_tree.h"
#include "spec/utf8.h"

namespace assay {
namespace {

namespace json = boost::json;

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (decode_utf8(bytes, at) == kBadScalar) return false;
  }
  return true;
}

// Smithy's ids of tests: letters, digits and underscores, a letter first.
std::string identifier(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    out += plain ? c : '_';
  }
  return out;
}

}  // namespace

struct VectorExport::State {
  // Tests of one operation or error, by the trait that they go into.
  struct Target {
    OperationIndex operation = 0;
    std::map<std::string, json::array> traits;
    json::array cases;  // botocore
  };

  const Contract& contract;
  const ContractTables& tables;
  ExportForm form;
  std::string name_space;
  std::map<std::string, Target> targets;  // by name of the operation or error shape
  std::size_t seen = 0, expressed = 0;
  std::map<std::string, std::size_t> left_out;

  State(const Contract& of, ExportForm as, std::string_view in)
      : contract(of), tables(of.tables()), form(as), name_space(in) {
    if (!name_space.empty()) return;
    std::string service(contract.service());
    std::erase(service, '-');
    name_space = "com.amazonaws." + service;
  }

  static json::object headers_of(const EvidenceMessage& message) {
    json::object headers;
    for (const auto& [name, value] : message.headers) {
      const bool test =
          name == "Content-Type" || name == "X-Amz-Target" || name == "X-Amzn-Errortype";
      if (test) headers[name] = value;
    }
    return headers;
  }

  std::optional<json::value> params(ShapeIndex shape, const std::string& body) const {
    const auto parsed = parse_json(body, "body");
    if (!parsed) return std::nullopt;
    return export_params(tables, shape, *parsed);
  }

  // The reason why a body cannot be said; nullopt when it was.
  std::optional<std::string> add(const std::string& id, VectorKind kind, OperationIndex operation,
                                 std::string_view error, const VerdictSet& set,
                                 const std::string& body) {
    if (!is_utf8(body)) return "bytes that are not UTF-8: tests are JSON strings";
    if (kind == VectorKind::kRequest) return add_request(id, operation, set, body);
    if (set.verdict != VectorVerdict::kValid) {
      return "a response that breaks the contract: the form has no test for it";
    }
    if (kind == VectorKind::kError) return add_error(id, operation, error, body);
    auto message = minimal_response(contract, operation);
    auto value = params(tables.operations[operation].output, body);
    if (!message || !value) return "a value that the form cannot spell";
    return put(std::string(contract.operation_name(operation)), id, operation,
               tables.operations[operation].output, *message, body, std::move(*value));
  }

  std::optional<std::string> add_request(const std::string& id, OperationIndex operation,
                                         const VerdictSet& set, const std::string& body) {
    if (form == ExportForm::kBotocore) return "a request as a server gets it: botocore sends only";
    const auto message = minimal_request(contract, operation);
    if (!message) return "no valid request";
    json::object test;
    test["id"] = id;
    test["protocol"] = fmt::format("aws.protocols#{}", contract.protocol());
    json::object request;
    request["method"] = "POST";
    request["uri"] = "/";
    request["headers"] = headers_of(*message);
    request["body"] = body;
    request["bodyMediaType"] = "application/json";
    const char* trait = "smithy.test#httpRequestTests";
    if (set.verdict == VectorVerdict::kInvalid) {
      trait = "smithy.test#httpMalformedRequestTests";
      test["request"] = std::move(request);
      test["response"] = json::object{{"code", 400}};
    } else if (set.verdict == VectorVerdict::kTolerated) {
      return "a request that is tolerated: a server may do either";
    } else {
      auto value = params(tables.operations[operation].input, body);
      if (!value) return "a value that the form cannot spell";
      for (auto& [name, member] : request) test[name] = std::move(member);
      test["params"] = std::move(*value);
      test["appliesTo"] = "server";
    }
    Target& target = targets[std::string(contract.operation_name(operation))];
    target.traits[trait].push_back(std::move(test));
    return std::nullopt;
  }

  std::optional<std::string> add_error(const std::string& id, OperationIndex operation,
                                       std::string_view name, const std::string& body) {
    const OperationTable& table = tables.operations[operation];
    for (std::uint32_t i = table.first_error; i < table.first_error + table.error_count; ++i) {
      if (contract.shape_name(tables.errors[i].shape) != name) continue;
      auto message = minimal_error(contract, i);
      auto value = params(tables.errors[i].shape, body);
      if (!message || !value) return "a value that the form cannot spell";
      if (form == ExportForm::kBotocore) return "an error: botocore tests errors of its own shape";
      return put(std::string(name), id, operation, tables.errors[i].shape, *message, body,
                 std::move(*value));
    }
    return "an error of another operation";
  }

  std::optional<std::string> put(const std::string& name, const std::string& id,
                                 OperationIndex operation, ShapeIndex shape,
                                 const EvidenceMessage& message, const std::string& body,
                                 json::value value) {
    Target& target = targets[name];
    target.operation = operation;
    if (form == ExportForm::kSmithy) {
      target.traits["smithy.test#httpResponseTests"].push_back(
          json::object{{"id", id},
                       {"protocol", fmt::format("aws.protocols#{}", contract.protocol())},
                       {"code", message.status},
                       {"headers", headers_of(message)},
                       {"body", body},
                       {"bodyMediaType", "application/json"},
                       {"params", std::move(value)},
                       {"appliesTo", "client"}});
      return std::nullopt;
    }
    target.cases.push_back(json::object{
        {"id", id},
        {"given", json::object{{"name", contract.operation_name(operation)},
                               {"http", json::object{{"method", "POST"}, {"requestUri", "/"}}},
                               {"output", json::object{{"shape", contract.shape_name(shape)}}}}},
        {"result", std::move(value)},
        {"response",
         json::object{
             {"status_code", message.status}, {"headers", headers_of(message)}, {"body", body}}}});
    return std::nullopt;
  }

  std::string smithy_text() const {
    json::object shapes;
    for (const auto& [name, target] : targets) {
      json::object traits;
      for (const auto& [trait, tests] : target.traits) traits[trait] = tests;
      shapes[name_space + "#" + name] =
          json::object{{"type", "apply"}, {"traits", std::move(traits)}};
    }
    return json::serialize(json::object{{"smithy", "2.0"}, {"shapes", std::move(shapes)}}) + "\n";
  }

  std::string botocore_text() const {
    json::array suites;
    const std::string_view version = contract.protocol() == "awsJson1_1" ? "1.1" : "1.0";
    for (const auto& [name, target] : targets) {
      suites.push_back(json::object{
          {"description", fmt::format("Responses of {}", name)},
          {"metadata", json::object{{"protocol", "json"},
                                    {"jsonVersion", version},
                                    {"targetPrefix", contract.target_prefix()}}},
          {"shapes", botocore_shapes(tables, tables.operations[target.operation].output)},
          {"cases", target.cases}});
    }
    return json::serialize(suites) + "\n";
  }
};

VectorExport::VectorExport(const Contract& contract, ExportForm form, std::string_view name_space)
    : state_(std::make_unique<State>(contract, form, name_space)) {}
VectorExport::~VectorExport() = default;

void VectorExport::add(const VectorGroup& group) {
  const bool value = group.kind == VectorKind::kText || group.kind == VectorKind::kJson;
  const bool whole = group.kind == VectorKind::kExchange || group.kind == VectorKind::kHttp;
  const std::string_view service = state_->contract.service();
  std::string_view local = group.id;
  local.remove_prefix(std::min(local.size(), service.size() + 1));
  const std::string_view error = local.substr(0, local.find('/'));
  for (const VerdictSet& set : group.sets) {
    for (const VectorCase& one : set.cases) {
      ++state_->seen;
      std::optional<std::string> reason;
      const std::string id = fmt::format("{}_{}", identifier(local), case_id(group.kind, one));
      if (whole) {
        reason = "a whole message with a head of its own";
      } else if (!value) {
        reason = state_->add(id, group.kind, group.operation, error, set, one.bytes);
      } else {
        reason = "a shape that stands in no message of its own";
        for (const VectorFrame& frame : group.frames) {
          if (frame.kind == VectorKind::kError) continue;
          const std::string json =
              group.kind == VectorKind::kText ? json_string(one.bytes) : one.bytes;
          reason = state_->add(id, frame.kind, frame.operation, "", set,
                               frame.before + json + frame.after);
          if (!reason) break;
        }
      }
      if (reason) {
        ++state_->left_out[*reason];
      } else {
        ++state_->expressed;
      }
    }
  }
}

std::string VectorExport::text() const {
  return state_->form == ExportForm::kSmithy ? state_->smithy_text() : state_->botocore_text();
}
std::size_t VectorExport::seen() const noexcept { return state_->seen; }
std::size_t VectorExport::expressed() const noexcept { return state_->expressed; }
const std::map<std::string, std::size_t>& VectorExport::left_out() const noexcept {
  return state_->left_out;
}

}  // namespace assay
