// One task, several contenders. Before anything is timed every contender judges the same valid,
// broken and mutated messages; one that disagrees with the reference is named and not timed.
//
// Usage: assay_bench --inputs=FILE: only writes the task for contenders in other processes
//        assay_bench [--tasks=check,value,...] [--admissions=FILE] [--benchmark_...]
// FILE gets as JSON who agreed with the reference on how much, and who did not.
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

#include "bench/inputs.h"
#include "bench/registry.h"

namespace {

struct Task {
  std::string_view name;
  bool (*add)();
};

constexpr Task kTasks[] = {
    {"check", assay::bench::register_check},     {"exchange", assay::bench::register_exchange},
    {"value", assay::bench::register_value},     {"ndjson", assay::bench::register_ndjson},
    {"pattern", assay::bench::register_pattern}, {"model", assay::bench::register_model},
    {"service", assay::bench::register_service},
};

// Whether a comma-separated list has the word.
bool has(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (list.substr(0, comma) == word) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

bool write_admissions(const std::string& path) {
  namespace json = boost::json;
  json::array all;
  for (const assay::bench::Admission& admission : assay::bench::admissions()) {
    json::object entry{{"task", admission.task},
                       {"contender", admission.contender},
                       {"compared", admission.compared},
                       {"broken", admission.broken},
                       {"cannot", json::value_from(admission.cannot)}};
    if (!admission.refused.empty()) entry["refused"] = admission.refused;
    all.push_back(std::move(entry));
  }
  std::ofstream file(path);
  file << json::serialize(all) << '\n';
  return file.flush().good();
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::string_view tasks, admissions;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with("--tasks=")) {
      tasks = argument.substr(std::strlen("--tasks="));
    } else if (argument.starts_with("--inputs=")) {
      const std::string path(argument.substr(std::strlen("--inputs=")));
      return assay::bench::write_inputs(path) ? 0 : 2;
    } else if (argument.starts_with("--admissions=")) {
      admissions = argument.substr(std::strlen("--admissions="));
    } else {
      std::fprintf(stderr, "assay_bench: unknown argument %s\n", argv[i]);
      return 2;
    }
  }
  bool any = false;
  for (const Task& task : kTasks) {
    if (!tasks.empty() && !has(tasks, task.name)) continue;
    any = true;
    if (!task.add()) {
      std::fprintf(stderr, "assay_bench: assay itself disagrees with the reference\n");
      return 1;
    }
  }
  if (!any) {
    std::fprintf(stderr, "assay_bench: no such task\n");
    return 2;
  }
  if (!admissions.empty() && !write_admissions(std::string(admissions))) {
    std::fprintf(stderr, "assay_bench: cannot write %s\n", std::string(admissions).c_str());
    return 2;
  }
  benchmark::AddCustomContext("compiler", ASSAY_COMPILER);
  benchmark::AddCustomContext("simdjson", ASSAY_SIMDJSON_VERSION);
  benchmark::AddCustomContext("dispatch", simdjson::get_active_implementation()->name());
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
