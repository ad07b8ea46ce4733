// Rows of the results: a task, a size, a contender.
#ifndef ASSAY_BENCH_REGISTRY_H_
#define ASSAY_BENCH_REGISTRY_H_

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace assay::bench {

// Registers one benchmark. `run` is called with a state to loop over; `bytes` is what one
// iteration works on. The name of the benchmark is task/size/contender.
void add_row(std::string_view task, std::string_view size, std::string_view contender,
             std::size_t bytes, std::function<void(benchmark::State&)> run);

// As add_row, by the clock on the wall: for what other threads and processes do.
void add_wall_row(std::string_view task, std::string_view size, std::string_view contender,
                  std::size_t bytes, std::function<void(benchmark::State&)> run);

// The floor below every parser built on it: simdjson's structural index of the text, alone. Its
// row is what the ratios of the same task and size refer to.
void add_stage1(std::string_view task, std::string_view size, std::string_view text);

// The other floor: the text copied once.
void add_memcpy(std::string_view task, std::string_view size, std::string_view text);

// What else the results say: who agreed on how much and cannot say what, and who is not timed.
struct Admission {
  std::string task, contender;
  std::size_t compared = 0, broken = 0;
  std::vector<std::string> cannot;
  std::string refused;  // not empty: why it is not timed
};
void add_admission(Admission admission);  // also printed on stderr
const std::vector<Admission>& admissions();

// One task each; false when assay itself gives a wrong answer.
bool register_check();
bool register_exchange();
bool register_value();
bool register_ndjson();
bool register_pattern();
bool register_model();
bool register_service();

}  // namespace assay::bench

#endif  // ASSAY_BENCH_REGISTRY_H_
