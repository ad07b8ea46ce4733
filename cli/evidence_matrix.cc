#include "cli/evidence_matrix.h"

#include <assay/checker.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "conformance/reference_value.h"
#include "conformance/suite.h"
#include "corpus/evidence.h"
#include "corpus/fuzz_seeds.h"
#include "corpus/message_breaker.h"
#include "corpus/vectors.h"
#include "parsers/input.h"

namespace assay::cli {
namespace {

using Ids = std::set<ConstraintIndex>;

// Everything that a check of one text finds; what finds it is given.
class Judge {
 public:
  explicit Judge(const Contract& contract) : checker_(contract), storage_(4096) {}

  template <typename Check>
  void run(Ids& ids, Check check) {
    Findings findings(storage_);
    check(checker_, findings);
    for (const Violation& found : findings.stored()) ids.insert(found.constraint);
  }

  // HTTP/1.1 messages back to back; a response alone is one to `request`.
  void http(Ids& ids, std::string_view text, OperationIndex operation,
            const HttpRequest* request = nullptr) {
    InputOptions options;
    options.kind = InputKind::kHttp;
    Input input = Input::of_text("http", text, std::move(options));
    for (;;) {
      const auto item = input.next();
      if (!item || !*item) return;
      for (const InputFinding& found : (*item)->findings) ids.insert(found.constraint);
      if ((*item)->kind != InputItem::Kind::kExchange) continue;
      Exchange exchange = (*item)->exchange;
      if (exchange.request == nullptr) exchange.request = request;
      run(ids, [&](Checker& checker, Findings& findings) {
        checker.check_exchange(exchange, operation, findings);
      });
    }
  }

 private:
  Checker checker_;
  std::vector<Violation> storage_;
};

class MatrixMaker {
 public:
  MatrixMaker(const Contract& contract, const GoOn& go_on)
      : contract_(contract),
        tables_(contract.tables()),
        go_on_(go_on),
        judge_(contract),
        rows_(contract.constraint_count()) {}

  Expected<std::vector<MatrixRow>> make() {
    if (auto done = evidence(); !done) return std::unexpected(std::move(done.error()));
    if (auto done = vectors(); !done) return std::unexpected(std::move(done.error()));
    properties();
    fuzz();
    sdk_cases();
    return std::move(rows_);
  }

 private:
  Expected<bool> evidence() {
    // Small limits make small messages of the same kinds.
    const EvidenceLimits limits = {
        .max_depth = 40, .max_body_bytes = 50'000, .max_keys_per_object = 200};
    for (const LedgerTable& line : tables_.ledger) {
      if (!go_on_("evidence")) return false;
      const auto cases = evidence_cases(contract_, line, limits);
      if (!cases) return std::unexpected(cases.error());
      for (const EvidenceCase& one : *cases) {
        ++(one.breaks ? rows_[line.constraint].breaks : rows_[line.constraint].holds);
      }
    }
    return true;
  }

  // Cases that keep a constraint are those beside cases that break it.
  Expected<bool> vectors() {
    return derive_vectors(contract_, {}, [&](VectorFile&& file) {
      for (const VectorGroup& group : file.groups) count(group);
      return go_on_("vectors");
    });
  }
  void count(const VectorGroup& group) {
    std::size_t all = 0;
    std::map<ConstraintIndex, std::size_t> broken;
    for (const VerdictSet& set : group.sets) {
      all += set.cases.size();
      for (const ConstraintIndex index : set.broken) broken[index] += set.cases.size();
    }
    for (const auto& [index, cases] : broken) {
      rows_[index].vectors_break += cases;
      rows_[index].vectors_keep += all - cases;
    }
  }

  // What the properties draw, with a seed of its own: requests and responses of every operation,
  // every shape of an error once.
  void properties() {
    MessageGenerator generator(contract_, {.max_items = 3});
    MessageBreaker breaker(generator);
    SeededRandomness random(2026);
    std::set<ShapeIndex> error_shapes;
    for (OperationIndex at = 0; at < tables_.operations.size(); ++at) {
      const OperationTable& operation = tables_.operations[at];
      kind_of_message(breaker, MessageRole::kInput, at, random,
                      [&] { return generator.input(at, random); });
      kind_of_message(breaker, MessageRole::kOutput, at, random,
                      [&] { return generator.output(at, random); });
      for (std::uint32_t i = 0; i < operation.error_count; ++i) {
        const std::uint32_t error = operation.first_error + i;
        if (!error_shapes.insert(tables_.errors[error].shape).second) continue;
        kind_of_message(breaker, MessageRole::kError, at, random,
                        [&] { return generator.error(error, random); });
      }
    }
  }
  template <typename Draw>
  void kind_of_message(MessageBreaker& breaker, MessageRole role, OperationIndex operation,
                       Randomness& random, Draw draw) {
    constexpr int kMostDraws = 200;
    constexpr int kMostIdle = 16;  // draws in a row that bring nothing new
    Ids broken;
    for (int i = 0, idle = 0; i < kMostDraws && idle < kMostIdle; ++i, ++idle) {
      if (!go_on_("properties")) return;
      const MessageNode message = draw();
      for (const BreakSite& site : breaker.sites(message, role, operation)) {
        if (broken.contains(site.constraint)) continue;
        const auto done = breaker.break_at(message, role, operation, site, random);
        if (!done) continue;
        broken.insert(done->broken);
        idle = 0;
      }
    }
    for (const ConstraintIndex index : broken) ++rows_[index].properties;
  }

  // Each seed as its target checks it.
  void fuzz() {
    for (ConstraintIndex i = 0; i < rows_.size(); ++i) rows_[i].counter = i < kFuzzCounters;
    for (const auto& [target, texts] : fuzz_seeds(contract_)) {
      for (const auto& [name, text] : texts) {
        if (!go_on_("fuzz")) return;
        Ids ids;
        if (target == "fuzz_check_exchange") {
          judge_.http(ids, text, 0);
        } else if (target == "fuzz_check_error") {
          const ErrorSeed seed(contract_, text);
          judge_.run(ids, [&](Checker& checker, Findings& findings) {
            checker.check_error(seed.operation(), seed.response(), findings);
          });
          judge_.run(ids, [&](Checker& checker, Findings& findings) {
            checker.check_error_body(seed.operation(), seed.response().body, findings);
          });
        } else if (target == "fuzz_check_input" || target == "fuzz_check_output") {
          const bool input = target == "fuzz_check_input";
          const BodySeed seed(contract_, text);
          judge_.run(ids, [&](Checker& checker, Findings& findings) {
            input ? checker.check_input(seed.operation, seed.body, findings)
                  : checker.check_output(seed.operation, seed.body, findings);
          });
        }
        for (const ConstraintIndex index : ids) ++rows_[index].seeds;
      }
    }
  }

  // The responses of each case, each an answer to the request that its input makes.
  void sdk_cases() {
    for (const Case& one : embedded_suite().cases) {
      if (!go_on_("SDK cases")) return;
      if (one.service != contract_.service()) continue;
      const auto operation = contract_.find_operation(one.operation);
      if (!operation) continue;
      auto message = minimal_request(contract_, *operation);
      const ShapeIndex shape = tables_.operations[*operation].input;
      const auto body = write_input(contract_, shape, one.input);
      std::optional<EvidenceView> view;
      Ids ids;
      EvidenceCase request;
      if (message && body) {
        message->body = *body;
        request.request = std::move(message);
        view.emplace(request);
        judge_.run(ids, [&](Checker& checker, Findings& findings) {
          checker.check_exchange(view->exchange(), *operation, findings);
        });
      }
      for (const WireResponse& response : one.responses) {
        judge_.http(ids, response.bytes(), *operation, view ? view->exchange().request : nullptr);
      }
      for (const ConstraintIndex index : ids) ++rows_[index].sdk_cases;
    }
  }

  const Contract& contract_;
  const ContractTables& tables_;
  const GoOn& go_on_;
  Judge judge_;
  std::vector<MatrixRow> rows_;
};

}  // namespace

bool is_empty(const MatrixRow& row, std::size_t column) noexcept {
  switch (column) {
    case 0:
      return row.holds == 0 || row.breaks == 0;
    case 1:
      return row.vectors_break == 0;
    case 2:
      return row.properties == 0;
    case 3:
      return !row.counter || row.seeds == 0;
    default:
      return row.sdk_cases == 0;
  }
}

Expected<std::vector<MatrixRow>> evidence_matrix(const Contract& contract, const GoOn& go_on) {
  return MatrixMaker(contract, go_on).make();
}

}  // namespace assay::cli
