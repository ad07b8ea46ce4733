#include "conformance/verdict.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(CaseVerdict, WordsReadBack) {
  for (int i = 0; i <= static_cast<int>(CaseVerdict::kSkipped); ++i) {
    const auto verdict = static_cast<CaseVerdict>(i);
    EXPECT_EQ(parse_case_verdict(to_string(verdict)), verdict);
  }
  EXPECT_EQ(parse_case_verdict("silent"), std::nullopt);
  EXPECT_EQ(to_string(Level::kMust), "MUST");
  EXPECT_EQ(parse_level("SHOULD"), Level::kShould);
}

}  // namespace
}  // namespace assay
