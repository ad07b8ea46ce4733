// No check and no bind allocates, whatever it is given. Counts every operator new of the program.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/check_test_util.h"

namespace {
std::atomic<std::uint64_t> allocations{0};

void* counted(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
// These as well: whatever is freed below must have come from malloc.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept {
  return operator new(size, tag);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace assay {
namespace {

template <typename Call>
std::uint64_t allocations_of(Call call) {
  const std::uint64_t before = allocations.load();
  call();
  return allocations.load() - before;
}

TEST(CheckerMemory, TheCounterCounts) {
  EXPECT_EQ(allocations_of([] { ::operator delete(::operator new(4)); }), 1u);
}

TEST(CheckerMemory, NothingIsAllocated) {
  Checker checker(Contract::embedded(), {.max_depth = 64, .max_body_bytes = 1 << 16});
  Value value(64, 1 << 12);
  std::vector<Violation> storage(8);
  Findings findings(storage);
  std::vector<std::string> bodies{
      std::string(full_output()),
      "",
      "{}",
      "[]",
      "nul",
      "\xef\xbb\xbf{}",
      R"({"RunId":"","RunId":5,"x":{"a":1,"a":2},"Run\u0049d":"\ud800"})",
      R"({"__type":"a#Thr\u006fttlingException:x","message":"\n","Message":5})",
      R"({"code":"X","OverrideParameters":{"\u0061":1,"a":[1e400,{"b":{}}]}})",
      R"({"RunId":"a","RunDetail":{"RunId":"\u0062","Duration":-1,"StartedOn":"x"}})",
      "{\"RunId\":\"\xff\"}",
      "{\"RunId\":\"a\n",
      std::string(65, '['),
      std::string((1 << 16) + 1, ' '),
  };
  std::string many = "{";
  for (int i = 0; i < 200; ++i) many += "\"k" + std::to_string(i % 150) + "\":[{\"a\":1}],";
  bodies.push_back(many + "\"z\":1}");
  for (std::size_t size = 0; size < full_output().size(); size += 7) {
    bodies.emplace_back(full_output().substr(0, size));
  }
  const std::vector<Header> headers{{"Content-Type", "text/html; q=1"},
                                    {"X-Amz-Target", "AmazonMWAAServerless.GetWorkflowRun"},
                                    {"X-Amzn-Errortype", "Foo:bar"},
                                    {"Authorization", "AWS4-HMAC-SHA256 x"},
                                    {"Content-Length", "7"}};
  for (const std::string& body : bodies) {
    HttpRequest request;
    request.method = "GET";
    request.path = "/x?y=z";
    request.headers = headers;
    request.body = body;
    HttpResponse response;
    response.headers = headers;
    response.body = body;
    EXPECT_EQ(allocations_of([&] {
                for (const int status : {200, 400, 500, 301, 0}) {
                  response.status = status;
                  findings.clear();
                  checker.check_exchange({&request, &response}, 0, findings);
                  checker.check_error(0, response, findings);
                  checker.bind_error(0, response, value);
                }
                checker.check_input(0, body, findings);
                checker.check_output(0, body, findings);
                checker.check_error_body(0, body, findings);
                checker.bind_output(0, body, value);
                for (ShapeIndex shape = 0; shape < checker.contract().shape_count(); ++shape) {
                  checker.check_value(shape, body, findings);
                }
              }),
              0u)
        << body.substr(0, 100);
  }
}

}  // namespace
}  // namespace assay
