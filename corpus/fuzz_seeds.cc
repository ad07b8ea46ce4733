#include "corpus/fuzz_seeds.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "corpus/evidence.h"
#include "corpus/exchange_generator.h"
#include "corpus/message_breaker.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

constexpr int kConforming = 6;            // messages of each kind
constexpr int kTries = 400;               // messages drawn to find one for each constraint
constexpr std::size_t kMostBytes = 8192;  // of a seed: long inputs are slow ones
// What reaches the usual limits of bytes and members is no seed; nothing that long is made.
constexpr EvidenceLimits kLimits = {.max_body_bytes = 20'000, .max_keys_per_object = 5'000};

// "mwaa-serverless/IdString@length.max" -> "IdString-length.max"
std::string file_name(std::string_view id) {
  std::string name(id.substr(id.find('/') + 1));
  std::ranges::replace(name, '@', '-');
  return name;
}

// Marks what stands below sensitive members, so that a target sees when it is shown.
void plant_canary(const ContractTables& tables, MessageNode& node) {
  if (node.shape != kNoIndex && tables.shapes[node.shape].sensitive &&
      node.kind == MessageNode::Kind::kObject) {
    node.members.push_back(
        {"SECRET", MessageNode::of(MessageNode::Kind::kString, "SECRET"), kNoIndex, 0});
    return;
  }
  for (MessageNode& item : node.items) plant_canary(tables, item);
  for (MessageNode::Member& member : node.members) plant_canary(tables, member.value);
}

class SeedMaker {
 public:
  explicit SeedMaker(const Contract& contract)
      : tables_(contract.tables()), generator_(contract, {.max_items = 3}), contract_(contract) {}

  FuzzSeeds make() {
    if (tables_.operations.empty()) return {};
    bodies("fuzz_check_input", MessageRole::kInput, 0);
    bodies("fuzz_check_output", MessageRole::kOutput, 0);
    const OperationTable& operation = tables_.operations[0];
    for (std::uint32_t i = 0; i < operation.error_count; ++i) {
      bodies("fuzz_check_error", MessageRole::kError, operation.first_error + i);
    }
    exchanges();
    evidence();
    return std::move(seeds_);
  }

 private:
  void add(const std::string& target, const std::string& name, std::string text) {
    if (text.size() <= kMostBytes) seeds_[target].try_emplace(name, std::move(text));
  }

  MessageNode draw(MessageRole role, std::uint32_t error) {
    switch (role) {
      case MessageRole::kInput:
        return generator_.input(0, random_);
      case MessageRole::kOutput:
        return generator_.output(0, random_);
      case MessageRole::kError:
        return generator_.error(error, random_);
    }
    return {};
  }

  // The text of an input of the target; errors have a first line with status and header.
  std::string text_of(MessageNode message, MessageRole role, std::uint32_t error) {
    plant_canary(tables_, message);
    const std::string body = write_message(message, {&random_, true, false, true});
    if (role != MessageRole::kError) return body;
    const ErrorTable& table = tables_.errors[error];
    return fmt::format("{} {}\n{}", due_status(table), table.name, body);
  }

  void bodies(const std::string& target, MessageRole role, std::uint32_t error) {
    const bool of_error = role == MessageRole::kError;
    const std::string prefix =
        of_error ? std::string(tables_.errors[error].name) + "-" : std::string();
    for (int i = 0; i < (of_error ? 1 : kConforming); ++i) {
      add(target, fmt::format("{}valid-{}", prefix, i), text_of(draw(role, error), role, error));
    }
    MessageBreaker breaker(generator_);
    for (int i = 0; i < kTries; ++i) {
      const MessageNode message = draw(role, error);
      for (const BreakSite& site : breaker.sites(message, role, 0)) {
        const std::string name = file_name(tables_.constraints[site.constraint].id);
        if (seeds_[target].contains(name)) continue;
        // A wrong type once for each kind of shape; the others are the same code.
        if (site.kind == BreakSite::Kind::kType &&
            !kinds_.emplace(target, kind_at(message, site.path)).second) {
          continue;
        }
        if (auto broken = breaker.break_at(message, role, 0, site, random_)) {
          add(target, name, text_of(std::move(broken->message), role, error));
        }
      }
    }
  }

  ShapeKind kind_at(const MessageNode& message, const NodePath& path) const {
    return tables_.shapes[node_at(message, path).shape].kind;
  }

  void exchanges() {
    const OperationTable& operation = tables_.operations[0];
    for (std::uint32_t i = 0; i < operation.error_count + kConforming; ++i) {
      std::optional<std::uint32_t> error;
      if (i < operation.error_count) error = operation.first_error + i;
      const GeneratedExchange exchange =
          generate_exchange(generator_, 0, error, {&random_, true, false, true}, random_);
      add("fuzz_check_exchange", fmt::format("valid-{}", i), write_http(exchange));
    }
    // The other operations, which the target chooses.
    for (OperationIndex other = 1; other < tables_.operations.size(); ++other) {
      const std::string_view name = tables_.operations[other].name;
      for (const std::optional<std::uint32_t> error :
           {std::optional<std::uint32_t>(), std::optional(tables_.operations[other].first_error)}) {
        if (error && tables_.operations[other].error_count == 0) continue;
        const GeneratedExchange exchange =
            generate_exchange(generator_, other, error, {&random_, true, false, true}, random_);
        add("fuzz_check_exchange", fmt::format("{}-{}", name, error ? "error" : "valid"),
            write_http(exchange));
      }
    }
  }

  static std::string text_of(const EvidenceCase& evidence) {
    GeneratedExchange exchange;
    const auto copy = [](const EvidenceMessage& from, GeneratedMessage& to) {
      to.method = from.method;
      to.path = from.path;
      to.status = from.status;
      to.headers = from.headers;
      to.body = from.body;
    };
    if (evidence.response) copy(*evidence.response, exchange.response);
    if (!evidence.request) return write_http_response(exchange.response);
    copy(*evidence.request, exchange.request);
    const std::string text = write_http(exchange);
    return evidence.response ? text : text.substr(0, text.rfind("HTTP/1.1 0 "));
  }

  // What breaks the protocol's own rules, which no change of a value does.
  void evidence() {
    for (const LedgerTable& line : tables_.ledger) {
      if (line.constraint >= index_of(ProtocolRule::kCount)) continue;
      const auto cases = evidence_cases(contract_, line, kLimits);
      if (!cases) continue;
      const std::string name = file_name(tables_.constraints[line.constraint].id);
      for (const EvidenceCase& evidence : *cases) {
        if (!evidence.breaks) continue;
        switch (evidence.kind) {
          case EvidenceKind::kInput:
            add("fuzz_check_input", name, evidence.text);
            break;
          case EvidenceKind::kOutput:
            add("fuzz_check_output", name, evidence.text);
            break;
          case EvidenceKind::kErrorBody:
            add("fuzz_check_error", name, "400 \n" + evidence.text);
            break;
          case EvidenceKind::kHttp:
            add("fuzz_check_exchange", name, evidence.text);
            break;
          case EvidenceKind::kExchange:
            add("fuzz_check_exchange", name, text_of(evidence));
            break;
          case EvidenceKind::kValue:
            break;
        }
      }
    }
  }

  const ContractTables& tables_;
  MessageGenerator generator_;
  const Contract& contract_;
  SeededRandomness random_{2026};
  FuzzSeeds seeds_;
  std::set<std::pair<std::string, ShapeKind>> kinds_;
};

}  // namespace

FuzzSeeds fuzz_seeds(const Contract& contract) { return SeedMaker(contract).make(); }

ErrorSeed::ErrorSeed(std::string_view text)
    : headers_{{"Content-Type", "application/x-amz-json-1.0"},
               {"x-amzn-RequestId", "0f7c5f5c-0000-4000-8000-000000000000"}} {
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, line_end);
  const std::size_t blank = std::min(line.find(' '), line.size());
  std::from_chars(line.data(), line.data() + blank, response_.status);
  if (blank < line.size()) headers_.push_back({"X-Amzn-Errortype", line.substr(blank + 1)});
  response_.headers = headers_;
  response_.body = text.substr(std::min(line_end + 1, text.size()));
}

}  // namespace assay
