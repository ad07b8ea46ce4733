#include "corpus/mutator.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "corpus/dictionary.h"

namespace assay {
namespace {

const Contract& contract() { return Contract::embedded(); }

TEST(MessageMutator, GivesManyTextsWithinTheBound) {
  MessageGenerator generator(contract());
  MessageMutator mutator(generator);
  SeededRandomness random(31);
  const ShapeIndex root = contract().tables().operations[0].output;
  std::set<std::string> texts;
  int json = 0;
  constexpr std::size_t kBound = 3000;
  for (int i = 0; i < 2000; ++i) {
    MessageNode output = generator.output(0, random);
    const std::string text = mutator.mutate(root, write_message(output), kBound, random);
    EXPECT_LE(text.size(), kBound);
    json += parse_json(text, "").has_value() ? 1 : 0;
    texts.insert(text);
  }
  EXPECT_GT(texts.size(), 1500u);
  // Most are still JSON, so that they reach what lies behind the grammar; many are not.
  EXPECT_GT(json, 600);
  EXPECT_LT(json, 1900);
}

TEST(MessageMutator, TakesAnyBytes) {
  MessageGenerator generator(contract());
  MessageMutator mutator(generator);
  SeededRandomness random(32);
  const ShapeIndex root = contract().tables().operations[0].input;
  std::string text;
  for (int i = 0; i < 5000; ++i) {
    text = mutator.mutate(i % 2 ? root : kNoIndex, text, 400, random);
    ASSERT_LE(text.size(), 400u);
  }
  EXPECT_EQ(mutator.mutate(root, "{}", 0, random), "");
}

TEST(MessageMutator, SplitsSequences) {
  MessageGenerator generator(contract());
  MessageMutator mutator(generator);
  SeededRandomness random(33);
  int split = 0;
  for (int i = 0; i < 500; ++i) {
    const std::string text = mutator.mutate_bytes("{\"a\":\"\xC3\xA9\"}", random);
    split += text == "{\"a\":\"\xC3\"}" || text == "{\"a\":\"\xA9\"}" ? 1 : 0;
  }
  EXPECT_GT(split, 20);
}

// fuzz/contract.dict is checked in, so that any engine can be pointed at it. To write it anew:
// ASSAY_WRITE_DICTIONARY=1 corpus_tests --gtest_filter='Dictionary.*'
TEST(Dictionary, FileIsTheOneThatTheContractGives) {
  const std::string path = std::string(ASSAY_SOURCE_DIR) + "/fuzz/contract.dict";
  const std::string expected = write_dictionary(contract());
  if (std::getenv("ASSAY_WRITE_DICTIONARY")) std::ofstream(path, std::ios::binary) << expected;
  std::ifstream in(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), expected);
}

TEST(Dictionary, HasNamesValuesAndTargets) {
  const std::string text = write_dictionary(contract());
  EXPECT_NE(text.find("\"\\\"OverrideParameters\\\":\"\n"), std::string::npos);
  EXPECT_NE(text.find("\"\\\"ON_DEMAND\\\"\"\n"), std::string::npos);
  EXPECT_NE(text.find("\"\\\"ThrottlingException\\\"\"\n"), std::string::npos);
  EXPECT_NE(text.find("\"\\xEF\\xBB\\xBF\"\n"), std::string::npos);
}

}  // namespace
}  // namespace assay
