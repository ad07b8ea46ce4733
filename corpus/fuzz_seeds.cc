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
constexpr int kTriesOfOthers = 60;        // of an operation that is not the first
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
    for (operation_ = 0; operation_ < tables_.operations.size(); ++operation_) {
      bodies("fuzz_check_input", MessageRole::kInput, 0);
      bodies("fuzz_check_output", MessageRole::kOutput, 0);
      const OperationTable& operation = tables_.operations[operation_];
      for (std::uint32_t i = 0; i < operation.error_count; ++i) {
        bodies("fuzz_check_error", MessageRole::kError, operation.first_error + i);
      }
    }
    operation_ = 0;
    exchanges();
    evidence();
    derived();
    return std::move(seeds_);
  }

 private:
  void add(const std::string& target, const std::string& name, std::string text) {
    if (text.size() <= kMostBytes) seeds_[target].try_emplace(name, std::move(text));
  }

  MessageNode draw(MessageRole role, std::uint32_t error) {
    switch (role) {
      case MessageRole::kInput:
        return generator_.input(operation_, random_);
      case MessageRole::kOutput:
        return generator_.output(operation_, random_);
      case MessageRole::kError:
        return generator_.error(error, random_);
    }
    return {};
  }

  // The text of an input of the target; errors have a first line with status and header.
  std::string text_of(MessageNode message, MessageRole role, std::uint32_t error) {
    plant_canary(tables_, message);
    const std::string body = write_message(message, {&random_, true, false, true});
    const char letter = operation_letter(operation_);
    if (role != MessageRole::kError) return letter + body;
    const ErrorTable& table = tables_.errors[error];
    return fmt::format("{}{} {}\n{}", letter, due_status(table), table.name, body);
  }

  void bodies(const std::string& target, MessageRole role, std::uint32_t error) {
    const bool of_error = role == MessageRole::kError;
    const bool first = operation_ == 0;
    std::string prefix = of_error ? std::string(tables_.errors[error].name) + "-" : std::string();
    // What an error of the first operation shows, the same one of the others shows as well.
    if (!first && of_error && !errors_.insert(tables_.errors[error].shape).second) return;
    if (of_error) errors_.insert(tables_.errors[error].shape);
    if (!first) prefix = fmt::format("{}-{}", tables_.operations[operation_].name, prefix);
    for (int i = 0; i < (of_error || !first ? 1 : kConforming); ++i) {
      add(target, fmt::format("{}valid-{}", prefix, i), text_of(draw(role, error), role, error));
    }
    MessageBreaker breaker(generator_);
    for (int i = 0; i < (first ? kTries : kTriesOfOthers); ++i) {
      const MessageNode message = draw(role, error);
      for (const BreakSite& site : breaker.sites(message, role, operation_)) {
        const std::string name = file_name(tables_.constraints[site.constraint].id);
        if (seeds_[target].contains(name)) continue;
        // A wrong type once for each kind of shape; the others are the same code.
        if (site.kind == BreakSite::Kind::kType &&
            !kinds_.emplace(target, kind_at(message, site.path)).second) {
          continue;
        }
        if (auto broken = breaker.break_at(message, role, operation_, site, random_)) {
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

  // Targets that read the same messages in other ways.
  void derived() {
    const auto bodies_of = [&](const std::string& target) { return seeds_[target]; };
    const auto is_plain = [](std::string_view name) {
      return name.find("valid") != name.npos || name.starts_with("body-");
    };
    const std::pair<std::string, char> kinds[] = {{"fuzz_check_output", '\0'},
                                                  {"fuzz_check_input", '\1'}};
    std::map<std::string, std::string> lines;
    for (const auto& [source, kind] : kinds) {
      const std::string prefix = source.substr(source.rfind('_') + 1) + "-";
      for (const auto& [name, text] : bodies_of(source)) {
        if (is_plain(name))
          add("fuzz_check_differential", prefix + name, text[0] + (kind + text.substr(1)));
        if (text[0] != operation_letter(0) || text.find('\n') != text.npos) continue;
        if (kind == '\0') add("fuzz_bind_view", name, text.substr(1));
        std::string& all = lines[prefix + (is_plain(name) ? "plain" : "broken")];
        if (all.empty()) all = std::string{text[0], kind, '\x20'};
        if (all.size() < kMostBytes / 2) all += text.substr(1) + "\n";
      }
    }
    for (const auto& [name, text] : lines) {
      add("fuzz_check_ndjson", name, text);
      std::string large = text;
      large[2] = '\xFF';
      add("fuzz_check_ndjson", name + "-one-chunk", large);
    }
    for (const auto& [name, text] : bodies_of("fuzz_check_error")) {
      const std::size_t body = text.find('\n') + 1;
      if (is_plain(name))
        add("fuzz_check_differential", "error-" + name, text[0] + ('\2' + text.substr(body)));
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
            add("fuzz_check_input", name, operation_letter(0) + evidence.text);
            break;
          case EvidenceKind::kOutput:
            add("fuzz_check_output", name, operation_letter(0) + evidence.text);
            break;
          case EvidenceKind::kErrorBody:
            add("fuzz_check_error", name, operation_letter(0) + ("400 \n" + evidence.text));
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
  OperationIndex operation_ = 0;
  std::set<ShapeIndex> errors_;  // those with seeds
  std::set<std::pair<std::string, ShapeKind>> kinds_;
};

}  // namespace

FuzzSeeds fuzz_seeds(const Contract& contract) { return SeedMaker(contract).make(); }

char operation_letter(OperationIndex operation) noexcept {
  return static_cast<char>('A' + operation);
}

BodySeed::BodySeed(const Contract& contract, std::string_view text) noexcept {
  if (text.empty() || contract.operation_count() == 0) return;
  operation = static_cast<unsigned char>(text[0] - 'A') % contract.operation_count();
  body = text.substr(1);
}

ErrorSeed::ErrorSeed(const Contract& contract, std::string_view given)
    : headers_{{"Content-Type", "application/x-amz-json-1.0"},
               {"x-amzn-RequestId", "0f7c5f5c-0000-4000-8000-000000000000"}} {
  const BodySeed chosen(contract, given);
  operation_ = chosen.operation;
  const std::string_view text = chosen.body;
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, line_end);
  const std::size_t blank = std::min(line.find(' '), line.size());
  std::from_chars(line.data(), line.data() + blank, response_.status);
  if (blank < line.size()) headers_.push_back({"X-Amzn-Errortype", line.substr(blank + 1)});
  response_.headers = headers_;
  response_.body = text.substr(std::min(line_end + 1, text.size()));
}

}  // namespace assay
