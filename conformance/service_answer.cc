#include "conformance/service_answer.h"

#include <assay/checker.h>
#include <assay/diagnostic.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <vector>

#include "conformance/sigv4.h"
#include "conformance/subject.h"
#include "corpus/exchange_generator.h"
#include "corpus/message_generator.h"
#include "corpus/message_tree.h"
#include "corpus/randomness.h"
#include "parsers/http_check.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using Kind = MessageNode::Kind;

constexpr std::size_t kMostFindings = 16;
constexpr std::string_view kValidation = "ValidationException";

struct FieldFault {
  std::string name;  // "RunDetail.RunId"; empty: the whole body
  std::string message;
};

MessageNode string_node(std::string_view text) {
  return MessageNode::of(Kind::kString, std::string(text));
}

void add(MessageNode& object, std::string_view name, MessageNode value) {
  object.members.push_back({.name = std::string(name), .value = std::move(value)});
}

bool named(const MemberTable& member, std::string_view name) {
  return equal_ignoring_case(member.name, name);
}

// "/RunDetail/RunId" as services write it.
std::string dotted(std::string_view pointer) {
  std::string name(pointer.substr(std::min<std::size_t>(pointer.size(), 1)));
  std::ranges::replace(name, '/', '.');
  return name;
}

}  // namespace

struct ServiceModel::State {
  struct Service {
    explicit Service(const Contract& given)
        : contract(given), checker(given), generator(contract) {}
    Contract contract;
    Checker checker;
    MessageGenerator generator;
  };

  ServiceReply error(const Service* service, std::string_view code, int status, std::string reason,
                     MessageNode body = MessageNode::of(Kind::kObject)) {
    if (!body.find("__type")) {
      body.members.insert(body.members.begin(), {.name = "__type", .value = string_node(code)});
    }
    if (!body.find("message") && !body.find("Message")) add(body, "message", string_node(reason));
    ServiceReply reply{.error = std::string(code), .reason = std::move(reason)};
    reply.response.status = status;
    reply.response.headers = head(service);
    reply.response.body = write_message(body);
    return reply;
  }

  // A status of the common errors, which belong to every service.
  ServiceReply common_error(const Service* service, std::string_view code, std::string reason) {
    int status = 400;
    for (const CommonError& common : common_errors()) {
      if (common.name == code) status = common.status;
    }
    return error(service, code, status, std::move(reason));
  }

  HeaderList head(const Service* service) {
    const bool newer = service && service->contract.protocol() == "awsJson1_1";
    std::string id;
    for (const std::size_t count : {8, 4, 4, 4, 12}) {
      if (!id.empty()) id += '-';
      for (std::size_t i = 0; i < count; ++i) id += "0123456789abcdef"[random.below(16)];
    }
    return {{"Content-Type", newer ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0"},
            {"x-amzn-RequestId", id}};
  }

  // ValidationException as the operation has it, or by its name alone.
  ServiceReply refuse(const Service& service, OperationIndex operation, std::string_view reason,
                      std::string message, const std::vector<FieldFault>& faults) {
    const ContractTables& tables = service.contract.tables();
    const OperationTable& entry = tables.operations[operation];
    const auto errors = std::span(tables.errors).subspan(entry.first_error, entry.error_count);
    const auto found = std::ranges::find(errors, kValidation, &ErrorTable::name);
    if (found == errors.end()) {
      return error(&service, kValidation, 400, std::move(message));
    }
    MessageNode body = MessageNode::of(Kind::kObject);
    for (const MemberTable& member : members_of(tables, found->shape)) {
      const ShapeTable& shape = tables.shapes[member.target];
      if (named(member, "message")) {
        add(body, member.name, string_node(message));
      } else if (named(member, "reason")) {
        add(body, member.name, string_node(enum_value(tables, shape, reason)));
      } else if (shape.kind == ShapeKind::kList && !faults.empty()) {
        add(body, member.name, field_list(tables, shape, faults));
      }
    }
    return error(&service, kValidation, due_status(*found), std::move(message), std::move(body));
  }

  static std::span<const MemberTable> members_of(const ContractTables& tables, ShapeIndex index) {
    const ShapeTable& shape = tables.shapes[index];
    return std::span(tables.members).subspan(shape.first_member, shape.member_count);
  }

  // The value where the enum has it, else its last, which tends to be "other".
  static std::string_view enum_value(const ContractTables& tables, const ShapeTable& shape,
                                     std::string_view wanted) {
    const auto values = std::span(tables.enum_values).subspan(shape.first_enum, shape.enum_count);
    if (values.empty() || std::ranges::find(values, wanted) != values.end()) return wanted;
    return values.back();
  }

  static MessageNode field_list(const ContractTables& tables, const ShapeTable& list,
                                const std::vector<FieldFault>& faults) {
    MessageNode items = MessageNode::of(Kind::kArray);
    const ShapeIndex element = tables.members[list.first_member].target;
    if (tables.shapes[element].kind != ShapeKind::kStructure) return items;
    for (const FieldFault& fault : faults) {
      MessageNode item = MessageNode::of(Kind::kObject);
      for (const MemberTable& member : members_of(tables, element)) {
        if (tables.shapes[member.target].kind != ShapeKind::kString) continue;
        add(item, member.name, string_node(named(member, "message") ? fault.message : fault.name));
      }
      items.items.push_back(std::move(item));
    }
    return items;
  }

  ServiceReply output(Service& service, OperationIndex operation, std::string_view body) {
    const ContractTables& tables = service.contract.tables();
    ServiceReply reply;
    reply.response.headers = head(&service);
    const ShapeIndex input = tables.operations[operation].input;
    const auto json = parse_json(body, "request");
    if (json && input != kNoIndex) {
      const MessageNode request = message_from(tables, input, *json);
      MessageNode answer = service.generator.output(operation, random, &request);
      reply.response.body = write_message(answer);
    } else {
      MessageNode answer = service.generator.output(operation, random);
      reply.response.body = write_message(answer);
    }
    return reply;
  }

  // What is wrong with a request, if anything is.
  std::optional<ServiceReply> fault_of(Service& service, OperationIndex operation,
                                       const HttpRequest& request) {
    const ContractTables& tables = service.contract.tables();
    if (options.verify_signature && tables.operations[operation].needs_authorization) {
      const SigningKey key{.access_key_id = kTestAccessKeyId,
                           .secret_access_key = kTestSecretAccessKey,
                           .region = kTestRegion,
                           .service = tables.signing_name};
      std::string problem = verify_signature(key, request);
      if (!problem.empty()) {
        return common_error(&service, "IncompleteSignature", std::move(problem));
      }
    }
    std::array<Violation, kMostFindings> storage;
    Findings findings(storage);
    const Exchange exchange{.request = &request, .response = nullptr};
    service.checker.check_exchange(exchange, operation, findings);
    Diagnoser diagnoser(
        {.contract = &service.contract, .exchange = exchange, .operation = operation});
    std::vector<FieldFault> faults;
    bool parsed = true;
    for (const Violation& violation : findings.stored()) {
      if (violation.severity != Severity::kError) continue;
      const Diagnostic diagnostic = diagnoser.diagnose(violation);
      if (violation.part != HttpPart::kRequestBody) {
        return common_error(&service,
                            diagnostic.id.find("authorization") != std::string::npos
                                ? "IncompleteSignature"
                                : "MalformedHttpRequestException",
                            diagnostic.message);
      }
      parsed = parsed && diagnostic.id.find("/body@") == std::string::npos;
      faults.push_back({dotted(diagnostic.place.pointer), diagnostic.message});
    }
    if (faults.empty()) return std::nullopt;
    if (!parsed) {
      return refuse(service, operation, "cannotParse", faults.front().message, {});
    }
    std::string message;
    for (const FieldFault& fault : faults) {
      if (!message.empty()) message += "; ";
      message +=
          fault.name.empty() ? fault.message : fmt::format("{}: {}", fault.name, fault.message);
    }
    return refuse(service, operation, "fieldValidationFailed", std::move(message), faults);
  }

  ServiceReply answer(const ReceivedRequest& received) {
    const WireRequest request = split_request(received.bytes);
    const std::string_view* target = request.header("X-Amz-Target");
    for (Service& service : services) {
      const ContractTables& tables = service.contract.tables();
      const auto operation = std::ranges::find(
          tables.operations, target ? *target : std::string_view(), &OperationTable::target);
      if (operation == tables.operations.end()) continue;
      const auto index = static_cast<OperationIndex>(operation - tables.operations.begin());
      const HttpRequest view = request.view();
      auto fault = fault_of(service, index, view);
      ServiceReply reply = fault ? *std::move(fault) : output(service, index, view.body);
      reply.operation = fmt::format("{}/{}", service.contract.service(), operation->name);
      return reply;
    }
    return common_error(
        &services.front(), "UnknownOperationException",
        target ? "X-Amz-Target names no operation that is known" : "there is no X-Amz-Target");
  }

  std::deque<Service> services;
  ServiceOptions options;
  SeededRandomness random;
};

ServiceModel::ServiceModel(std::span<const Contract> contracts, ServiceOptions options)
    : state_(
          new State{.services = {}, .options = options, .random = SeededRandomness(options.seed)}) {
  for (const Contract& contract : contracts) state_->services.emplace_back(contract);
}

ServiceModel::~ServiceModel() = default;

ServiceReply ServiceModel::answer(const ReceivedRequest& request) {
  return state_->answer(request);
}

CaseService make_case_service(std::span<const Contract> contracts) {
  // A model of its own for each case: what one draws does not hang on the cases before it.
  return [contracts](const Case&, const ReceivedRequest& request) {
    ServiceModel model(contracts);
    return model.answer(request).response;
  };
}

}  // namespace assay
