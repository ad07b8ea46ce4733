// Task "exchange": request and response with their heads. Nobody else has this task; the limits say
// what the heads cost beyond the bodies.
#include <assay/checker.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "bench/exchanges.h"
#include "bench/messages.h"
#include "bench/registry.h"
#include "corpus/evidence.h"

namespace assay::bench {
namespace {

// Every exchange of the ledger's evidence gives the ids that it should.
bool agrees() {
  Checker checker(Contract::embedded());
  std::vector<Violation> storage(256);
  Admission admission{"exchange", "assay", 0, 0, {}, ""};
  for (const LedgerTable& line : Contract::embedded().tables().ledger) {
    const auto cases = evidence_cases(Contract::embedded(), line);
    if (!cases) return false;
    for (const EvidenceCase& evidence : *cases) {
      if (evidence.kind != EvidenceKind::kExchange) continue;
      const EvidenceView view(evidence);
      Findings findings(storage);
      checker.check_exchange(view.exchange(), evidence.operation, findings);
      std::vector<ConstraintIndex> ids;
      for (const Violation& found : findings.stored()) ids.push_back(found.constraint);
      std::ranges::sort(ids);
      if (ids != evidence.expected) {
        admission.refused =
            "the evidence of " + std::string(Contract::embedded().constraint(line.constraint).id);
      }
      ++admission.compared;
      admission.broken += evidence.breaks ? 1 : 0;
    }
  }
  add_admission(std::move(admission));
  return admissions().back().refused.empty();
}

void add_exchange(std::string_view size, const std::string& body) {
  const auto exchange = std::make_shared<SizedExchange>(body);
  const auto row = [&](std::string_view contender, std::function<void(benchmark::State&)> run) {
    add_row("exchange", size, contender, exchange->size(), std::move(run));
  };
  row("simdjson stage 1", [exchange](benchmark::State& state) {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    const std::size_t most =
        std::max(exchange->request_body().size(), exchange->response_body().size());
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(most, 1, parser)) {
      std::abort();
    }
    for (auto _ : state) {
      for (const PaddedText* text : {&exchange->request_body(), &exchange->response_body()}) {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(text->data());
        if (parser->stage1(bytes, text->size(), simdjson::stage1_mode::regular)) std::abort();
      }
      benchmark::DoNotOptimize(parser->n_structural_indexes);
    }
  });
  row("memcpy, heads", [exchange](benchmark::State& state) {
    const std::string& heads = exchange->heads();
    std::vector<char> copy(heads.size());
    for (auto _ : state) {
      std::memcpy(copy.data(), heads.data(), heads.size());
      benchmark::DoNotOptimize(copy.data());
      benchmark::ClobberMemory();
    }
  });
  row("memcpy, heads and bodies", [exchange](benchmark::State& state) {
    std::vector<char> copy(exchange->size());
    for (auto _ : state) {
      char* out = copy.data();
      for (const std::string_view part :
           {std::string_view(exchange->heads()), exchange->request_body().view(),
            exchange->response_body().view()}) {
        std::memcpy(out, part.data(), part.size());
        out += part.size();
      }
      benchmark::DoNotOptimize(copy.data());
      benchmark::ClobberMemory();
    }
  });
  row("assay", [exchange](benchmark::State& state) {
    Checker checker(Contract::embedded());
    std::array<Violation, 64> storage;
    Findings findings(storage);
    for (auto _ : state) {
      findings.clear();
      benchmark::DoNotOptimize(checker.check_exchange(exchange->view(), 0, findings));
    }
    if (findings.total() != 0) state.SkipWithError("the exchange has findings");
  });
  row("assay, the two bodies alone", [exchange](benchmark::State& state) {
    Checker checker(Contract::embedded());
    std::array<Violation, 64> storage;
    Findings findings(storage);
    for (auto _ : state) {
      findings.clear();
      checker.check_input(0, exchange->request_body().view(), findings);
      benchmark::DoNotOptimize(checker.check_output(0, exchange->response_body().view(), findings));
    }
    if (findings.total() != 0) state.SkipWithError("the bodies have findings");
  });
}

}  // namespace

bool register_exchange() {
  if (!agrees()) return false;
  for (const SizedMessage& message : sized_messages()) {
    if (message.body == Body::kOutput) add_exchange(message.size, message.text);
  }
  return true;
}

}  // namespace assay::bench
