// What parts of words are made into, and what usual words add.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "corpus/string_task.h"
#include "corpus/string_vectors.h"
#include "corpus/vector_values.h"

namespace assay {
namespace {

std::set<std::string> texts_of(const ContractTables* tables, const std::u32string& word) {
  std::set<std::string> texts;
  for (const VectorCandidate& made : part_texts(tables, word, "word")) {
    texts.insert(encode_utf8(made.text));
  }
  return texts;
}

TEST(PartVectors, TakeAWordApart) {
  const auto texts = texts_of(nullptr, U"arn:aws:a-b:us-x-1:123456789012:flow/n-1");
  for (const char* text :
       {"arn:aws:a-b:us-x-1::flow/n-1",                           // a field empty
        "arn:aws:a-b:us-x-1:flow/n-1",                            // missing
        "arn:aws:a-b:us-x-1:123456789012:123456789012:flow/n-1",  // twice
        "arn:aws:a-b:us-x-1:flow/n-1:123456789012",               // swapped with the next one
        "arn:aws:a:us-x-1:123456789012:flow/n-1",                 // a part missing
        "arn:aws:a-b:us-x-1:123456789012:flows/n-1",              // plural
        "arn:aws:a-b:us-x-1:123456789012:flow:n-1",               // another separator
        "arn/aws/a-b/us-x-1/123456789012/flow/n-1",               // everywhere
        "arn:aws:a-b:us-x-1a:123456789012:flow/n-1",              // one more letter
        "arn:aws:a-b:us-x-1:1234-5678-9012:flow/n-1",             // digits in groups
        "arn:aws:a-b:us-x-1:aws:flow/n-1",                        // a part from elsewhere
        "arn:aws-eusc:a-b:us-x-1:123456789012:flow/n-1",          // a partition that there is
        "arn:aws:a-b:us-gov-west-1:123456789012:flow/n-1",        // a region that there is
        "arn:aws:a-b:us-x-1:123456789012:flow/n-1?x",             // a tail
        "\"arn:aws:a-b:us-x-1:123456789012:flow/n-1\"",           // quotes
        "constructor"}) {
    EXPECT_TRUE(texts.contains(text)) << text;
  }
  // What nobody sees.
  EXPECT_TRUE(texts_of(nullptr, U"ab")
                  .contains("a\xC2\xAD"
                            "b"));
}

TEST(PartVectors, KnowTheWordsOfTheContract) {
  const auto texts = texts_of(&Contract::embedded().tables(), U"x:airflow:workflow/n");
  EXPECT_TRUE(texts.contains("x:mwaa:workflow/n"));         // the service's own name
  EXPECT_TRUE(texts.contains("x:airflow:workflow-run/n"));  // a shape: WorkflowRun
}

TEST(PartVectors, EveryOneSaysWhereItIsFrom) {
  for (const VectorCandidate& made : part_texts(nullptr, U"a-1:b", "word")) {
    EXPECT_TRUE(made.flags & kFlagPart) << made.origin;
    EXPECT_TRUE(made.origin.starts_with("part/word/")) << made.origin;
  }
}

// A date on another day of the week, whatever its letters: "Sat" was taken for lower-case t.
TEST(TimestampRule, OfOtherFormatsToleratedFormsAreOfNoUse) {
  for (const char* text : {"Mon, 06 Nov 1994 08:49:37 GMT", "Sat, 06 Nov 1994 08:49:37 GMT"}) {
    EXPECT_EQ(timestamp_rule(TimestampFormat::kHttpDate, VectorVerdict::kTolerated, text),
              ClientRule::kMayAccept);
  }
  EXPECT_EQ(timestamp_rule(TimestampFormat::kEpochSeconds, VectorVerdict::kTolerated, "1e-9"),
            ClientRule::kMayAccept);
  EXPECT_EQ(timestamp_rule(TimestampFormat::kDateTime, VectorVerdict::kTolerated,
                           "2024-02-10T00:00:00+01:00"),
            ClientRule::kShouldAccept);
}

}  // namespace
}  // namespace assay
