#include "parsers/checker_access.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace assay {
namespace {

struct Answer {
  Verdict verdict;
  std::vector<Violation> findings;
  friend bool operator==(const Answer&, const Answer&) = default;
};

Answer answer(Checker& checker, std::string_view body) {
  std::vector<Violation> storage(64);
  Findings findings(storage);
  const Verdict verdict = checker.check_output(0, body, findings);
  return {verdict, {findings.stored().begin(), findings.stored().end()}};
}

TEST(CheckerAccess, EnginesAnswerAlike) {
  Checker stage1 = CheckerAccess::with_engine(Contract::embedded(), {}, IndexEngine::kStage1);
  Checker plain = CheckerAccess::with_engine(Contract::embedded(), {}, IndexEngine::kPlain);
  constexpr std::string_view kBodies[] = {"",
                                          "{}",
                                          "[]",
                                          " {\"RunId\" : \"a\"} ",
                                          "{\"RunId\":\"-\",\"RunType\":1}",
                                          "{\"RunId\":\"a",
                                          "{\"RunId\":\"\xC0\"}",
                                          "{\"RunId\":\"a\nb\"}",
                                          "{} x",
                                          "\xEF\xBB\xBF{}"};
  for (const std::string_view body : kBodies) EXPECT_EQ(answer(stage1, body), answer(plain, body));
}

}  // namespace
}  // namespace assay
