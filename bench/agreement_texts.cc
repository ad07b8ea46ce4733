// The bodies of the comparison: generated, broken in every way there is, mutated, and the ledger's
// evidence.
#include <assay/contract.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "bench/messages.h"
#include "corpus/evidence.h"
#include "corpus/message_breaker.h"
#include "corpus/message_generator.h"
#include "corpus/mutator.h"

namespace assay::bench {
namespace {

constexpr std::size_t kRounds = 400;      // of a message of every kind, as it is and changed
constexpr std::size_t kBreaksOfEach = 4;  // of one constraint in one kind of body
constexpr std::size_t kMaxBytes = 1u << 15;

class Collector {
 public:
  AgreementTexts collect() {
    for (SizedMessage& message : sized_messages()) add(message.body, std::move(message.text));
    evidence();
    const ContractTables& tables = generator_.tables();
    const OperationTable& operation = tables.operations[0];
    for (std::size_t round = 0; round < kRounds; ++round) {
      change(Body::kOutput, MessageRole::kOutput, operation.output, generator_.output(0, random_));
      change(Body::kInput, MessageRole::kInput, operation.input, generator_.input(0, random_));
      const auto error =
          static_cast<std::uint32_t>(operation.first_error + round % operation.error_count);
      change(Body::kError, MessageRole::kError, tables.errors[error].shape,
             generator_.error(error, random_));
    }
    return std::move(texts_);
  }

 private:
  void add(Body body, std::string text) { texts_.bodies.push_back({body, std::move(text)}); }

  // Every site whose constraint has not been broken often enough, then one at random.
  void change(Body body, MessageRole role, ShapeIndex root, MessageNode message) {
    add(body, write_message(message, {&random_}));
    for (const BreakSite& site : breaker_.sites(message, role, 0)) {
      std::size_t& count = broken_[{body, site.constraint}];
      if (count >= kBreaksOfEach) continue;
      if (auto broken = breaker_.break_at(message, role, 0, site, random_)) {
        ++count;
        add(body, write_message(broken->message, {&random_}));
      }
    }
    if (auto broken = breaker_.break_one(message, role, 0, random_)) {
      add(body, write_message(broken->message, {&random_}));
    }
    add(body, mutator_.mutate(root, write_message(message), kMaxBytes, random_));
  }

  // The shapes of this operation's bodies.
  void reach(ShapeIndex shape) {
    if (!reached_.insert(shape).second) return;
    const ShapeTable& table = generator_.tables().shapes[shape];
    for (std::uint32_t i = 0; i < table.member_count; ++i) {
      reach(generator_.tables().members[table.first_member + i].target);
    }
  }

  void evidence() {
    const Contract& contract = Contract::embedded();
    const OperationTable& operation = contract.tables().operations[0];
    if (operation.name != "GetWorkflowRun") std::abort();  // what everything here is about
    reach(operation.input);
    reach(operation.output);
    for (std::uint32_t i = 0; i < operation.error_count; ++i) {
      reach(contract.tables().errors[operation.first_error + i].shape);
    }
    for (const LedgerTable& line : contract.tables().ledger) {
      if (is_limit(line.constraint)) continue;
      const auto cases = evidence_cases(contract, line);
      if (!cases) {
        std::fprintf(stderr, "bench: %s\n", cases.error().to_string().c_str());
        std::exit(1);
      }
      for (const EvidenceCase& evidence : *cases) {
        const std::optional<Body> body = body_of(evidence.kind);
        const bool value = evidence.kind == EvidenceKind::kValue;
        if (value ? !reached_.contains(evidence.shape) : !body || evidence.operation != 0) continue;
        if (body) add(*body, evidence.text);
        if (evidence.breaks) {
          texts_.breakable.insert(evidence.constraint);
        }
      }
    }
  }

  static std::optional<Body> body_of(EvidenceKind kind) {
    switch (kind) {
      case EvidenceKind::kInput:
        return Body::kInput;
      case EvidenceKind::kOutput:
        return Body::kOutput;
      case EvidenceKind::kErrorBody:
        return Body::kError;
      default:
        return std::nullopt;
    }
  }

  MessageGenerator generator_{Contract::embedded()};
  MessageBreaker breaker_{generator_};
  MessageMutator mutator_{generator_};
  SeededRandomness random_{1};
  std::map<std::pair<Body, ConstraintIndex>, std::size_t> broken_;
  std::set<ShapeIndex> reached_;
  AgreementTexts texts_;
};

}  // namespace

AgreementTexts agreement_texts() { return Collector().collect(); }

}  // namespace assay::bench
