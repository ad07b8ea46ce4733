// One task, several contenders: response bytes -> every documented constraint checked.
//
// Before anything is timed, every contender judges the same valid, broken and mutated responses;
// the program stops when two disagree.
//
//   stage1   simdjson's structural index alone: the floor below everything
//   assay    Checker::check_output
//   bind     Checker::bind_output: values for a client instead of findings
//   dom      simdjson's DOM with the checks written out by hand (dom_checks.h)
#include <assay/checker.h>
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "bench/dom_checks.h"
#include "bench/messages.h"
#include "spec/protocol_rules.h"

namespace assay::bench {
namespace {

constexpr std::size_t kAgreementMessages = 6000;
constexpr std::size_t kPadding = simdjson::SIMDJSON_PADDING;

std::vector<Violation>& storage() {
  static std::vector<Violation> violations(4096);
  return violations;
}

// Text with readable bytes behind it, as every contender gets it.
struct Padded {
  explicit Padded(const std::string& text) : bytes(text), size(text.size()) {
    bytes.resize(size + kPadding);
  }
  std::string_view view() const noexcept { return {bytes.data(), size}; }
  std::string bytes;
  std::size_t size;
};

// One text at a time through stage 1, as the checker does it.
class Stage1 {
 public:
  explicit Stage1(std::size_t capacity) {
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1,
                                                                                parser_)) {
      std::abort();
    }
  }
  std::uint32_t index(std::string_view text) noexcept {
    if (parser_->stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                        simdjson::stage1_mode::regular)) {
      std::abort();
    }
    return parser_->n_structural_indexes;
  }

 private:
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
};

// Where the two need not agree: the DOM takes numbers by value and refuses or rounds what no
// double holds; the checker stops at 512 levels; a 200 body that names an error is judged by the
// checker alone.
bool comparable(const Padded& text, const Tally& tally, Verdict verdict) {
  return !tally.number_lost && verdict != Verdict::kUnchecked &&
         text.view().find("__type") == std::string_view::npos &&
         text.view().find("code") == std::string_view::npos;
}

// Counts of findings; only whether there are warnings where a member stands twice, since which of
// the two a rule across members looks at is open.
bool agree(const Tally& tally, const Findings& findings) {
  const std::size_t errors = findings.count(Severity::kError);
  const std::size_t warnings = findings.count(Severity::kWarning);
  if (tally.unreadable) return errors > 0;
  const bool twice = std::ranges::any_of(findings.stored(), [](const Violation& found) {
    return found.constraint == index_of(ProtocolRule::kDuplicateMember);
  });
  if (twice) return tally.errors == errors && tally.warnings > 0;
  return tally.errors == errors && tally.warnings == warnings;
}

[[noreturn]] void stop(const Padded& text, const Tally& tally, const Findings& findings) {
  std::fprintf(stderr, "disagreement: assay %zu errors %zu warnings, dom %u errors %u warnings%s\n",
               findings.count(Severity::kError), findings.count(Severity::kWarning), tally.errors,
               tally.warnings, tally.unreadable ? " (unreadable)" : "");
  for (const Violation& found : findings.stored()) {
    const std::string id(Contract::embedded().constraint(found.constraint).id);
    std::fprintf(stderr, "  %s %u..%u\n", id.c_str(), found.begin, found.end);
  }
  std::fwrite(text.bytes.data(), 1, text.size, stderr);
  std::fputc('\n', stderr);
  std::exit(1);
}

void compare_answers() {
  Checker checker(Contract::embedded());
  DomChecks dom;
  std::size_t compared = 0, broken = 0;
  const std::vector<std::string> messages = agreement_messages(kAgreementMessages);
  for (const std::string& message : messages) {
    const Padded text(message);
    Findings findings(storage());
    const Verdict verdict = checker.check_output(0, text.view(), findings);
    const Tally tally = dom.check(text.bytes.data(), text.size);
    if (!comparable(text, tally, verdict)) continue;
    if (!agree(tally, findings)) stop(text, tally, findings);
    ++compared;
    broken += findings.count(Severity::kError) + findings.count(Severity::kWarning) > 0 ? 1 : 0;
  }
  std::fprintf(stderr, "answers agree on %zu responses, %zu of them broken; %zu not comparable\n",
               compared, broken, messages.size() - compared);
  if (compared < messages.size() / 2 || broken < compared / 5) std::exit(1);
}

void register_message(const SizedMessage& message) {
  const auto text = std::make_shared<Padded>(message.text);
  const auto name = [&](const char* contender) {
    return std::string(contender) + "/" + std::string(message.size);
  };
  const auto count_bytes = [text](benchmark::State& state) {
    state.counters["bytes"] = static_cast<double>(text->size);
  };
  benchmark::RegisterBenchmark(name("stage1").c_str(), [=](benchmark::State& state) {
    Stage1 stage1(text->size);
    for (auto _ : state) benchmark::DoNotOptimize(stage1.index(text->view()));
    count_bytes(state);
  });
  benchmark::RegisterBenchmark(name("assay").c_str(), [=](benchmark::State& state) {
    Checker checker(Contract::embedded());
    Findings findings(storage());
    for (auto _ : state) {
      findings.clear();
      benchmark::DoNotOptimize(checker.check_output(0, text->view(), findings));
    }
    if (findings.total() != 0) state.SkipWithError("the message has findings");
    count_bytes(state);
  });
  benchmark::RegisterBenchmark(name("bind").c_str(), [=](benchmark::State& state) {
    Checker checker(Contract::embedded());
    Value value;
    BindStatus status = BindStatus::kOk;
    for (auto _ : state) {
      benchmark::DoNotOptimize(status = checker.bind_output(0, text->view(), value));
    }
    if (status != BindStatus::kOk) state.SkipWithError("the message does not bind");
    count_bytes(state);
  });
  benchmark::RegisterBenchmark(name("dom").c_str(), [=](benchmark::State& state) {
    DomChecks dom;
    Tally tally;
    for (auto _ : state) {
      benchmark::DoNotOptimize(tally = dom.check(text->bytes.data(), text->size));
    }
    if (tally.errors + tally.warnings != 0) state.SkipWithError("the message has findings");
    count_bytes(state);
  });
}

}  // namespace
}  // namespace assay::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  assay::bench::compare_answers();
  for (const auto& message : assay::bench::sized_messages()) {
    assay::bench::register_message(message);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
