// Whole messages with their heads, from the evidence of the ledgers: each rule of HTTP, of the
// protocol's heads and of the identification of errors, just held and just broken.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "corpus/evidence.h"
#include "corpus/vector_parts.h"
#include "corpus/vectors.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

class HttpVectors {
 public:
  HttpVectors(const Contract& contract, const std::vector<OperationIndex>& operations,
              VectorFile& file)
      : contract_(contract), tables_(contract.tables()), operations_(operations), file_(file) {}

  Expected<bool> add_ledger() {
    constexpr std::array<std::string_view, 3> kWhole = {"exchange", "error-exchange", "http"};
    for (const LedgerTable& line : tables_.ledger) {
      if (is_limit(line.constraint)) continue;  // a check that stops gives no verdict
      if (std::ranges::find(kWhole, line.in) == kWhole.end()) continue;
      auto cases = evidence_cases(contract_, line);
      if (!cases) return std::unexpected(std::move(cases.error()));
      add_line(line, std::move(*cases));
    }
    return true;
  }

  // Every way in which a response may name its error, each error at the first operation that
  // declares it.
  void add_identities() {
    for (const OperationIndex operation : operations_) {
      VectorGroup group = new_group(
          operation, fmt::format("{}/error@identity", contract_.operation_name(operation)),
          VectorKind::kExchange);
      VectorGroupBuilder builder(contract_, group);
      for (const BodyRoot& root : errors_of(contract_, operations_)) {
        if (root.operation == operation) add_spellings(builder, root);
      }
      group.theorem.statement =
          "Every error of the operation that no earlier one declares, named in each of the three "
          "places in each of five spellings";
      if (!group.sets.empty()) file_.groups.push_back(std::move(group));
    }
  }

 private:
  bool wanted(OperationIndex operation) const {
    return std::ranges::find(operations_, operation) != operations_.end();
  }

  VectorGroup new_group(OperationIndex operation, std::string_view what, VectorKind kind) const {
    VectorGroup group;
    group.id = fmt::format("{}/http/{}", contract_.service(), what);
    group.kind = kind;
    group.operation = operation;
    group.title = fmt::format("Whole messages: {}", what);
    group.theorem.machine = "ledger";
    group.theorem.statement = "The evidence of the ledger: the rule just holds and just breaks";
    group.theorem.lost = "Faults that need two broken rules at once";
    return group;
  }

  // Rules of the protocol are shown at the first operation, those of an error at the error.
  void add_line(const LedgerTable& line, std::vector<EvidenceCase> cases) {
    const bool own = line.constraint >= index_of(ProtocolRule::kCount);
    std::optional<OperationIndex> first;
    std::optional<VectorGroup> group;
    std::optional<VectorGroupBuilder> builder;
    for (EvidenceCase& each : cases) {
      if (!wanted(each.operation)) continue;
      if (!first) first = each.operation;
      if (!own && each.operation != *first) continue;
      if (!group) {
        group =
            new_group(each.operation, tables_.constraints[line.constraint].id,
                      each.kind == EvidenceKind::kHttp ? VectorKind::kHttp : VectorKind::kExchange);
        builder.emplace(contract_, *group);
      }
      add_case(*builder, line, std::move(each));
    }
    if (group) file_.groups.push_back(std::move(*group));
  }

  void add_case(VectorGroupBuilder& builder, const LedgerTable& line, EvidenceCase evidence) {
    const bool http = evidence.kind == EvidenceKind::kHttp;
    const bool error = evidence.response && evidence.response->status != 200;
    const bool identity = tables_.constraints[line.constraint].id.starts_with("awsJson1_0/error@");
    VectorCase one;
    one.bytes = std::move(evidence.text);
    one.request = std::move(evidence.request);
    one.response = std::move(evidence.response);
    one.note = std::move(evidence.place);
    ClientRule client = client_rule(contract_, VectorKind::kExchange, evidence.expected);
    if (http && !one.bytes.starts_with("HTTP/")) client = ClientRule::kNone;
    if (!http && !one.response) client = ClientRule::kNone;
    // Any status but 200 is an error for a client, whatever else is wrong with it.
    if (error && client != ClientRule::kNone) client = ClientRule::kMustRaise;
    builder.add(std::move(one), std::move(evidence.expected),
                {http       ? "Framing"
                 : identity ? "ErrorIdentity"
                            : "Head"},
                evidence.breaks ? "ledger, breaks" : "ledger, holds", client);
  }

  void add_spellings(VectorGroupBuilder& builder, const BodyRoot& root) {
    const std::string name(tables_.errors[root.error].name);
    const std::string space = "com.amazonaws." + std::string(tables_.target_prefix);
    const std::string uri = ":http://internal.amazon.com/coral/" + space + "/";
    for (const std::string& type : {name, space + "#" + name, name + uri, space + "#" + name + uri,
                                    space + "#" + name + uri + "#x"}) {
      for (const std::string_view place : {"X-Amzn-Errortype", "__type", "code"}) {
        add_identity(builder, root, place, type);
      }
    }
  }

  void add_identity(VectorGroupBuilder& builder, const BodyRoot& root, std::string_view place,
                    const std::string& type) {
    auto message = minimal_error(contract_, root.error);
    auto members = minimal_members(tables_, root.shape);
    if (!message || !members) return;
    if (place != "X-Amzn-Errortype") {
      if (has_member(root.shape, place)) return;
      std::erase_if(message->headers,
                    [](const auto& header) { return header.first == "X-Amzn-Errortype"; });
      members->insert(members->begin(), {std::string(place), json_string(type)});
      message->body = json_object(*members);
    } else {
      for (auto& [name, value] : message->headers) {
        if (name == place) value = type;
      }
    }
    VectorCase one;
    one.response = std::move(*message);
    one.note = fmt::format("{} {}", place, type);
    builder.add(std::move(one), {}, {"ErrorIdentity"}, "names of errors", ClientRule::kMustRaise);
  }

  bool has_member(ShapeIndex index, std::string_view name) const {
    const ShapeTable& shape = tables_.shapes[index];
    const auto first = tables_.members.begin() + shape.first_member;
    return std::any_of(first, first + shape.member_count,
                       [&](const MemberTable& member) { return member.name == name; });
  }

  const Contract& contract_;
  const ContractTables& tables_;
  const std::vector<OperationIndex>& operations_;
  VectorFile& file_;
};

}  // namespace

Expected<VectorFile> http_vectors(const Contract& contract, const DeriveOptions& options) {
  VectorFile file;
  file.name = "http";
  file.title = "Whole HTTP messages: heads, framing, identification of errors";
  const std::vector<OperationIndex> operations = operations_of(contract, options);
  HttpVectors vectors(contract, operations, file);
  auto added = vectors.add_ledger();
  if (!added) return std::unexpected(std::move(added.error()));
  vectors.add_identities();
  return file;
}

}  // namespace assay
