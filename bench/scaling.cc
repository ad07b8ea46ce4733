// How the cost of a check grows: one row a line on standard output, as JSON.
//
// Usage: assay_scaling           documents of growing size, members, ids, depth; growing contracts
//        assay_scaling --lines N  writes N bytes of response lines to standard output
#include <assay/checker.h>
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bench/messages.h"

namespace assay::bench {
namespace {

constexpr int kSamples = 9;
constexpr double kSampleNs = 1e6;  // at least so long a sample

struct Timing {
  double min_ns = 0, median_ns = 0;
};

Timing measure(const std::function<void()>& run) {
  const auto sample = [&run](std::size_t count) {
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < count; ++i) run();
    const auto end = std::chrono::steady_clock::now();
    return std::chrono::duration<double, std::nano>(end - start).count() /
           static_cast<double>(count);
  };
  std::size_t count = 1;
  while (sample(count) * static_cast<double>(count) < kSampleNs && count < 1u << 20) count *= 2;
  std::vector<double> times;
  for (int i = 0; i < kSamples; ++i) times.push_back(sample(count));
  std::ranges::sort(times);
  return {times.front(), times[kSamples / 2]};
}

void print(std::string_view axis, std::size_t x, std::size_t bytes, const Timing& timing,
           const Timing* stage1) {
  const std::string floor = stage1 == nullptr ? "null" : fmt::format("{:.1f}", stage1->min_ns);
  fmt::print(R"({{"axis":"{}","x":{},"bytes":{},"min_ns":{:.1f},"median_ns":{:.1f},)"
             R"("stage1_min_ns":{}}})"
             "\n",
             axis, x, bytes, timing.min_ns, timing.median_ns, floor);
  std::fflush(stdout);
}

Limits wide_limits(std::size_t bytes) {
  Limits limits;
  limits.max_body_bytes = std::max(limits.max_body_bytes, bytes);
  limits.max_keys_per_object = 1u << 20;
  return limits;
}

void check(std::string_view axis, std::size_t x, const std::string& body) {
  const PaddedText text(body);
  Checker checker(Contract::embedded(), wide_limits(body.size()));
  std::array<Violation, 64> storage;
  Findings findings(storage);
  if (checker.check_output(0, text.view(), findings) != Verdict::kValid) std::abort();
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  if (simdjson::get_active_implementation()->create_dom_parser_implementation(text.size(), 1,
                                                                              parser)) {
    std::abort();
  }
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  // One after the other, so that a busy moment of the machine meets both.
  const Timing own = measure([&] {
    findings.clear();
    checker.check_output(0, text.view(), findings);
  });
  const Timing stage1 = measure([&] {
    if (parser->stage1(bytes, text.size(), simdjson::stage1_mode::regular)) std::abort();
  });
  print(axis, x, text.size(), own, &stage1);
}

std::string document_of(std::size_t bytes) {
  std::string text = R"({"OverrideParameters":{"steps":[)";
  for (std::size_t i = 0; text.size() + 200 < bytes; ++i) {
    text += fmt::format(
        R"({0}{{"name":"step-{1}","retries":{2},"sources":["s3://bucket/{1}/in"],"strict":true}})",
        i == 0 ? "" : ",", i, i % 10);
  }
  text += R"(],"note":")";
  while (text.size() + 3 < bytes) text += 'x';
  return text + "\"}}";
}

std::string members_of(std::size_t count) {
  std::string text = R"({"OverrideParameters":{)";
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("{}\"parameter-{}\":{}", i == 0 ? "" : ",", i, i);
  }
  return text + "}}";
}

std::string nested(std::size_t depth) {
  return R"({"OverrideParameters":{"a":)" + std::string(depth, '[') + std::string(depth, ']') +
         "}}";
}

// A service of so many operations, each with shapes of its own.
std::string service_of(std::size_t operations) {
  std::string shapes, list;
  for (std::size_t i = 0; i < operations; ++i) {
    list += fmt::format(R"({}{{"target":"bench#Op{}"}})", i == 0 ? "" : ",", i);
    shapes += fmt::format(
        R"(,"bench#Op{0}":{{"type":"operation","input":{{"target":"bench#Op{0}Request"}},)"
        R"("output":{{"target":"bench#Op{0}Response"}}}})"
        R"(,"bench#Op{0}Request":{{"type":"structure","members":{{"Name":{{"target":"bench#Name{0}",)"
        R"("traits":{{"smithy.api#required":{{}}}}}}}}}})"
        R"(,"bench#Op{0}Response":{{"type":"structure","members":{{"Name":{{"target":"bench#Name{0}"}},)"
        R"("Count":{{"target":"smithy.api#Integer"}}}}}})"
        R"(,"bench#Name{0}":{{"type":"string","traits":{{"smithy.api#length":{{"min":1,"max":{1}}},)"
        R"("smithy.api#pattern":"^[a-z][a-z0-9-]*$"}}}})",
        i, 64 + i % 64);
  }
  return fmt::format(
      R"({{"smithy":"2.0","shapes":{{"bench#Bench":{{"type":"service","version":"1","operations":[{}],)"
      R"("traits":{{"aws.protocols#awsJson1_0":{{}},"aws.api#service":{{"sdkId":"Bench"}}}}}}{}}}}})",
      list, shapes);
}

void contracts() {
  for (const std::size_t operations : {1u, 10u, 100u, 1000u, 3000u, 6000u}) {
    const SourceFile model{"bench.json", service_of(operations)};
    const auto contract = Contract::compile({model, {}, {}});
    if (!contract) {
      std::fprintf(stderr, "assay_scaling: %s\n", contract.error().to_string().c_str());
      std::exit(1);
    }
    const auto last = contract->find_operation(fmt::format("Op{}", operations - 1));
    Checker checker(*contract);
    std::array<Violation, 64> storage;
    Findings findings(storage);
    const PaddedText body(R"({"Name":"nightly-load","Count":3})");
    if (!last || checker.check_output(*last, body.view(), findings) != Verdict::kValid) {
      std::abort();
    }
    print("operations, check", operations, body.size(), measure([&] {
            findings.clear();
            checker.check_output(*last, body.view(), findings);
          }),
          nullptr);
    print("operations, load", operations, model.text.size(),
          measure([&] { static_cast<void>(Contract::compile({model, {}, {}})); }), nullptr);
  }
}

void documents() {
  for (std::size_t bytes = 100; bytes <= 100'000'000; bytes *= 10) {
    check("bytes", bytes, document_of(bytes));
  }
  for (std::size_t count = 1; count <= 1u << 16; count *= 8) {
    check("members", count, members_of(count));
  }
  for (std::size_t count = 1; count <= 100'000; count *= 10) {
    check("ids", count, response_with_tasks(count));
  }
  for (const std::size_t depth : {1u, 8u, 64u, 256u, 500u}) check("depth", depth, nested(depth));
}

int write_lines(std::uint64_t bytes) {
  const std::vector<SizedMessage> messages = sized_messages();
  std::string block;
  while (block.size() < 1u << 20) {
    block += messages[0].text + '\n';
    block += messages[1].text + '\n';
  }
  for (std::uint64_t written = 0; written < bytes; written += block.size()) {
    if (std::fwrite(block.data(), 1, block.size(), stdout) != block.size()) return 1;
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace assay::bench

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--lines") {
    return assay::bench::write_lines(std::strtoull(argv[2], nullptr, 10));
  }
  if (argc != 1) {
    std::fprintf(stderr, "usage: assay_scaling [--lines BYTES]\n");
    return 2;
  }
  assay::bench::documents();
  assay::bench::contracts();
  return 0;
}
