#include "bench/registry.h"

#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "bench/contender.h"

namespace assay::bench {
namespace {

std::vector<Admission>& all_admissions() {
  static std::vector<Admission> all;
  return all;
}

}  // namespace

void add_admission(Admission admission) {
  if (admission.refused.empty()) {
    std::fprintf(stderr, "%s: agrees on %zu, %zu of them broken: %s\n", admission.task.c_str(),
                 admission.compared, admission.broken, admission.contender.c_str());
  } else {
    std::fprintf(stderr, "%s: not timed: %s: %s\n", admission.task.c_str(),
                 admission.contender.c_str(), admission.refused.c_str());
  }
  all_admissions().push_back(std::move(admission));
}

const std::vector<Admission>& admissions() { return all_admissions(); }

namespace {

benchmark::internal::Benchmark* add(std::string_view task, std::string_view size,
                                    std::string_view contender, std::size_t bytes,
                                    std::function<void(benchmark::State&)> run) {
  const std::string name =
      std::string(task) + "/" + std::string(size) + "/" + std::string(contender);
  return benchmark::RegisterBenchmark(name.c_str(),
                                      [=, run = std::move(run)](benchmark::State& state) {
                                        run(state);
                                        state.counters["bytes"] = static_cast<double>(bytes);
                                      });
}

}  // namespace

void add_row(std::string_view task, std::string_view size, std::string_view contender,
             std::size_t bytes, std::function<void(benchmark::State&)> run) {
  add(task, size, contender, bytes, std::move(run));
}

void add_wall_row(std::string_view task, std::string_view size, std::string_view contender,
                  std::size_t bytes, std::function<void(benchmark::State&)> run) {
  add(task, size, contender, bytes, std::move(run))->UseRealTime();
}

void add_stage1(std::string_view task, std::string_view size, std::string_view text) {
  const auto padded = std::make_shared<PaddedText>(text);
  add_row(task, size, "simdjson stage 1", text.size(), [padded](benchmark::State& state) {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(padded->size(), 1,
                                                                                parser)) {
      std::abort();
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(padded->data());
    for (auto _ : state) {
      if (parser->stage1(bytes, padded->size(), simdjson::stage1_mode::regular)) std::abort();
      benchmark::DoNotOptimize(parser->n_structural_indexes);
    }
  });
}

void add_memcpy(std::string_view task, std::string_view size, std::string_view text) {
  const auto padded = std::make_shared<PaddedText>(text);
  add_row(task, size, "memcpy", text.size(), [padded](benchmark::State& state) {
    std::vector<char> copy(padded->size());
    for (auto _ : state) {
      std::memcpy(copy.data(), padded->data(), padded->size());
      benchmark::DoNotOptimize(copy.data());
      benchmark::ClobberMemory();
    }
  });
}

}  // namespace assay::bench
