// How many instructions a check takes: run under callgrind by tools/check_instructions.py.
//
// Counts of every case go into callgrind's dumps, one a case, named by it; standard output says
// what was measured by whom, as JSON. Run without callgrind it only says that.
#include <assay/checker.h>
#include <gnu/libc-version.h>
#include <simdjson.h>
#include <valgrind/callgrind.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <string>

#include "bench/exchanges.h"
#include "bench/messages.h"

namespace assay::bench {
namespace {

constexpr int kRepetitions = 8;

// Runs the case once to warm it up, then counts.
template <typename Run>
void count(const std::string& name, boost::json::array& names, Run run) {
  run();
  CALLGRIND_ZERO_STATS;
  CALLGRIND_TOGGLE_COLLECT;
  for (int i = 0; i < kRepetitions; ++i) run();
  CALLGRIND_TOGGLE_COLLECT;
  CALLGRIND_DUMP_STATS_AT(name.c_str());
  names.emplace_back(name);
}

int measure() {
  namespace json = boost::json;
  json::array names;
  std::array<Violation, 64> storage;
  Findings findings(storage);
  Checker checker(Contract::embedded());
  for (const SizedMessage& message : sized_messages()) {
    const PaddedText text(message.text);
    count("check/" + std::string(message.size), names, [&] {
      switch (message.body) {
        case Body::kInput:
          return checker.check_input(0, text.view(), findings);
        case Body::kError:
          return checker.check_error_body(0, text.view(), findings);
        default:
          return checker.check_output(0, text.view(), findings);
      }
    });
  }
  const SizedExchange exchange(response_with_tasks(10));
  count("exchange/typical", names,
        [&] { return checker.check_exchange(exchange.view(), 0, findings); });
  const PaddedText typical(response_with_tasks(10));
  Value value;
  count("value/typical", names, [&] { return checker.bind_output(0, typical.view(), value); });
  if (findings.total() != 0) {
    std::fprintf(stderr, "assay_instructions: a message has findings\n");
    return 1;
  }
  const json::object environment{
      {"compiler", ASSAY_COMPILER},
      {"simdjson", ASSAY_SIMDJSON_VERSION},
      {"libc", gnu_get_libc_version()},
      {"dispatch", simdjson::get_active_implementation()->name()},
  };
  const json::object out{
      {"environment", environment}, {"repetitions", kRepetitions}, {"cases", names}};
  std::puts(json::serialize(out).c_str());
  return 0;
}

}  // namespace
}  // namespace assay::bench

int main() { return assay::bench::measure(); }
