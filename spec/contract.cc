#include <assay/contract.h>
#include <openssl/evp.h>

#include <array>
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "spec/contract_builder.h"
#include "spec/model_reader.h"
#include "spec/protocol_ledger.h"

namespace assay {
namespace {

// SHA-256 over the texts, each behind its length, in hexadecimal.
std::string hash_of(std::initializer_list<std::string_view> texts) {
  std::string all;
  for (const std::string_view text : texts) {
    all += std::to_string(text.size()) + ":";
    all += text;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(all.data(), all.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    std::fputs("OpenSSL without SHA-256\n", stderr);
    std::abort();
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += kDigits[digest[i] >> 4];
    hex += kDigits[digest[i] & 15];
  }
  return hex;
}

// Index == ProtocolRule, in every contract.
void add_protocol(ContractTables& tables) {
  const ProtocolTables& protocol = protocol_tables();
  for (ConstraintIndex i = 0; i < protocol.rules.size(); ++i) {
    const ConstraintInfo& rule = protocol.rules[i];
    ConstraintTable& table = tables.constraints.emplace_back();
    table.id = rule.id;
    table.requirement = rule.requirement;
    table.unit = rule.unit;
    table.severity = rule.severity;
    table.basis = rule.basis;
    table.first_source = static_cast<std::uint32_t>(tables.sources.size());
    table.source_count = static_cast<std::uint32_t>(rule.sources.size());
    table.ledger_line = protocol.ledger_lines[i];
    tables.sources.insert(tables.sources.end(), rule.sources.begin(), rule.sources.end());
    tables.constraint_by_id.emplace(table.id, i);
  }
  tables.ledger = protocol.ledger;
}

template <typename Index>
std::optional<Index> lookup(const std::unordered_map<std::string_view, Index>& map,
                            std::string_view name) noexcept {
  const auto found = map.find(name);
  return found == map.end() ? std::nullopt : std::optional<Index>(found->second);
}

}  // namespace

std::string model_hash(const ContractSources& sources) {
  return hash_of({sources.model.text, sources.rules.text, sources.ledger.text});
}

Expected<Contract> Contract::compile(const ContractSources& sources) {
  const auto model = read_model(sources.model.text, sources.model.name);
  if (!model) return std::unexpected(model.error());
  const auto tables = std::make_shared<ContractTables>();
  ContractBuilder builder(*tables, *model);
  tables->service = builder.keep(model->service);
  tables->target_prefix = builder.keep(model->target_prefix);
  tables->protocol = builder.keep(model->protocol);
  tables->signing_name = builder.keep(model->signing_name);
  tables->query_compatible = model->query_compatible;
  tables->model_hash = assay::model_hash(sources);
  add_protocol(*tables);
  const bool built = build_shapes(builder) && build_constraints(builder) &&
                     build_streams(builder) && build_rules(builder, sources.rules) &&
                     build_statuses(builder) && build_ledger(builder, sources.ledger);
  if (!built) return std::unexpected(builder.take_error());
  return Contract(tables);
}

bool PatternTable::matches(std::string_view utf8) const {
  if (fallback == nullptr) return automaton.matches(utf8);
  FallbackScratch scratch;
  return fallback->match(utf8, scratch) == PatternMatch::kYes;
}

std::string_view Contract::service() const noexcept { return tables_->service; }
std::string_view Contract::target_prefix() const noexcept { return tables_->target_prefix; }
std::string_view Contract::protocol() const noexcept { return tables_->protocol; }
std::string_view Contract::model_hash() const noexcept { return tables_->model_hash; }

std::uint32_t Contract::operation_count() const noexcept {
  return static_cast<std::uint32_t>(tables_->operations.size());
}
std::string_view Contract::operation_name(OperationIndex operation) const noexcept {
  return tables_->operations[operation].name;
}
std::optional<OperationIndex> Contract::find_operation(std::string_view name) const noexcept {
  return lookup(tables_->operation_by_name, name);
}

std::uint32_t Contract::shape_count() const noexcept {
  return static_cast<std::uint32_t>(tables_->shapes.size());
}
std::string_view Contract::shape_name(ShapeIndex shape) const noexcept {
  return tables_->shapes[shape].name;
}
std::optional<ShapeIndex> Contract::find_shape(std::string_view name) const noexcept {
  return lookup(tables_->shape_by_name, name);
}

std::uint32_t Contract::constraint_count() const noexcept {
  return static_cast<std::uint32_t>(tables_->constraints.size());
}
ConstraintInfo Contract::constraint(ConstraintIndex constraint) const noexcept {
  assert(constraint < tables_->constraints.size());
  const ConstraintTable& table = tables_->constraints[constraint];
  return {table.id,    table.requirement,
          table.unit,  table.severity,
          table.basis, std::span(tables_->sources).subspan(table.first_source, table.source_count)};
}
std::span<const ContractNote> Contract::notes() const noexcept { return tables_->notes; }
std::optional<ConstraintIndex> Contract::find_constraint(std::string_view id) const noexcept {
  return lookup(tables_->constraint_by_id, id);
}

}  // namespace assay
