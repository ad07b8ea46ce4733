#include "fuzz/supervisor/engine_log.h"

#include <gtest/gtest.h>

#include <fstream>

namespace assay::fuzz {
namespace {

TEST(EngineLog, ReadsStatusLines) {
  const auto line = parse_progress(
      "#2097152\tpulse  cov: 310 ft: 901 corp: 55/2Kb lim: 33 exec/s: 1048 rss: 40Mb");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->executions, 2'097'152u);
  EXPECT_EQ(line->edges, 310u);
  EXPECT_EQ(line->features, 901u);
  EXPECT_EQ(line->corpus, 55u);
  EXPECT_EQ(line->rate, 1048u);
  EXPECT_FALSE(line->initial);
  EXPECT_TRUE(parse_progress("#207\tINITED cov: 1 ft: 1 corp: 1/1b exec/s: 0 rss: 1Mb")->initial);
  EXPECT_FALSE(parse_progress("    #1 0x55 in main"));
  EXPECT_FALSE(parse_progress("INFO: Seed: 1"));
  EXPECT_FALSE(parse_progress("#"));
}

TEST(EngineLog, FollowsAFileThatGrows) {
  const std::string path = testing::TempDir() + "engine_log_test";
  std::ofstream out(path, std::ios::binary);
  EngineLog log(path);
  out << "INFO: Seed: 1\n#2\tINITED cov: 3 ft: 4 corp: 1/1b exec/s: 0\n#10\tNEW    cov: 5 f"
      << std::flush;
  log.poll();
  ASSERT_TRUE(log.initial());
  EXPECT_EQ(log.initial()->edges, 3u);
  EXPECT_EQ(log.now().executions, 2u);
  out << "t: 6 corp: 2/2b exec/s: 7\nstat::number_of_executed_units: 4096\n" << std::flush;
  log.poll();
  EXPECT_EQ(log.now().edges, 5u);
  EXPECT_EQ(log.now().executions, 4096u);
}

TEST(CrashKeyTest, AnOracleIsItsRule) {
  const auto key = crash_key(
      "noise\nORACLE:engines stage 1 and the plain scanner lead to different answers\n"
      "==7== ERROR: libFuzzer: deadly signal\n"
      "    #0 0x1 in __sanitizer_print_stack_trace (/x+0x1)\n"
      "    #1 0x2 in assay::fuzz::stop(char const*, std::basic_string_view<char>) /src/o.cc:1:3\n"
      "    #2 0x2 in assay::fuzz::(anonymous namespace)::oracle_engines(char const*) "
      "/src/fuzz/oracle.cc:48:3\n");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->text(), "oracle engines");
  EXPECT_EQ(key->place, "oracle.cc:48");
  EXPECT_EQ(key->detail, "ORACLE:engines stage 1 and the plain scanner lead to different answers");
}

TEST(CrashKeyTest, AMemoryErrorIsItsKindAndItsFrames) {
  const auto key = crash_key(
      "==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x1 at pc 0x2\n"
      "READ of size 1 at 0x1 thread T0\n"
      "    #0 0x1 in __interceptor_memcpy /llvm/x.cpp:1:2\n"
      "    #1 0x2 in assay::read<std::pair<int, char> >(int) const /src/a.cc:10:1\n"
      "    #2 0x3 in (anonymous namespace)::next() /src/b.cc:20:1\n"
      "    #3 0x4 in LLVMFuzzerTestOneInput /src/c.cc:30:1\n"
      "    #4 0x5 in fuzzer::Fuzzer::ExecuteCallback(unsigned char const*) /llvm/f.cpp:1:1\n"
      "\n0x1 is located 0 bytes after\n    #0 0x9 in assay::other() /src/d.cc:1:1\n");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->text(),
            "heap-buffer-overflow assay::read<std::pair<int, char> > > "
            "(anonymous namespace)::next > LLVMFuzzerTestOneInput");
  EXPECT_EQ(key->place, "a.cc:10");
}

TEST(CrashKeyTest, OtherEndsHaveKeysToo) {
  EXPECT_EQ(crash_key("/src/a.cc:7:9: runtime error: signed integer overflow\n")->text(),
            "undefined a.cc:7");
  EXPECT_EQ(
      crash_key("ALARM\n==1== ERROR: libFuzzer: timeout after 5 seconds\n    #0 0x1 in f a.cc:1")
          ->text(),
      "timeout");
  EXPECT_EQ(crash_key("==1== ERROR: libFuzzer: out-of-memory (used: 2049Mb)\n")->text(),
            "out-of-memory");
  EXPECT_EQ(crash_key("==1== ERROR: libFuzzer: deadly signal\n    #0 0x1 in assay::f() /a.cc:1:1\n")
                ->text(),
            "signal assay::f");
  EXPECT_FALSE(crash_key("Done 4 runs in 0 second(s)\n"));
  EXPECT_FALSE(crash_key(""));
}

}  // namespace
}  // namespace assay::fuzz
