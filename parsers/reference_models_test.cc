// The checker against the other engines on other contracts: public models with unions, blobs,
// ranges, numeric timestamps, recursion.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/message_generator.h"
#include "corpus/message_tree.h"
#include "corpus/randomness.h"
#include "corpus/string_sampler.h"
#include "parsers/reference/differential.h"

namespace assay {
namespace {

constexpr std::string_view kValues[] = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "60.0",
    "6e1",
    "60.5",
    "-1",
    "2147483648",
    "-2147483649",
    "9223372036854775808",
    "1e400",
    "1e-1",
    "\"\"",
    "\"a\"",
    "\"NaN\"",
    "\"Infinity\"",
    "[]",
    "{}",
    "[null]",
    "{\"a\":null}",
    "\"AAAA\"",
    "\"AA=\"",
    "\"AA==\"",
    "1234.5678",
    "{\"k\":1,\"k\":2}",
    "\"\\ud800\"",
};

// Puts other values in the place of a few.
std::string mutate(std::string body, std::mt19937_64& random) {
  for (std::uint64_t count = random() % 4; count > 0; --count) {
    const std::size_t from = random() % (body.size() + 1);
    const std::size_t open = body.find(random() % 4 == 0 ? '[' : ':', from);
    if (open == std::string::npos) continue;
    const std::size_t end = body.find_first_of(",}]", open);
    if (end == std::string::npos) continue;
    body.replace(open + 1, end - open - 1, kValues[random() % std::size(kValues)]);
  }
  return body;
}

void compare(const Contract& contract, bool whole_strings, std::size_t rounds) {
  using Kind = reference::Differential::Kind;
  reference::Differential differential(contract, {.whole_strings = whole_strings});
  MessageGenerator generator(contract);
  SeededRandomness random(20261122);
  std::mt19937_64 mutations(7);
  std::size_t with_findings = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto operation = static_cast<OperationIndex>(round % contract.operation_count());
    const OperationTable& table = contract.tables().operations[operation];
    for (const bool input : {true, false}) {
      if ((input ? table.input : table.output) == kNoIndex) continue;
      MessageNode message =
          input ? generator.input(operation, random) : generator.output(operation, random);
      const std::string body = mutate(write_message(message), mutations);
      ASSERT_EQ(differential.difference(input ? Kind::kInput : Kind::kOutput, operation, body), "")
          << table.name << ": " << ::testing::PrintToString(body);
      with_findings += !differential.findings().empty();
    }
  }
  EXPECT_GT(with_findings, rounds / 4);
}

// Characters that dialects and engines read differently, and neighbours of usual bounds.
constexpr std::string_view kOddTexts[] = {"\n",
                                          "\r",
                                          "\t",
                                          "\v",
                                          "\x7f",
                                          "\xC2\x80",
                                          "\xC2\x85",
                                          "\xC2\xA0",
                                          "\xC3\xA9",
                                          "\xD9\xA0",
                                          "\xE1\x9A\x80",
                                          "\xE1\xA0\x8E",
                                          "\xE2\x80\xA8",
                                          "\xE2\x80\xA9",
                                          "\xE3\x80\x80",
                                          "\xED\x9F\xBF",
                                          "\xEE\x80\x80",
                                          "\xEF\xBB\xBF",
                                          "\xEF\xBF\xBD",
                                          "\xF0\x9F\x98\x80",
                                          "\xF4\x8F\xBF\xBF",
                                          "-",
                                          "_",
                                          ".",
                                          " ",
                                          "\\",
                                          "/",
                                          "@",
                                          "[",
                                          "]",
                                          "^",
                                          "`",
                                          "{",
                                          ":",
                                          "A",
                                          "z",
                                          "0",
                                          "\xC5\xBF"};

// REQUIRES: an engine of the reference reads every pattern.
// Texts of the language, just off it, and with odd characters: whether each matches.
void compare_patterns(const Contract& contract, bool whole_strings) {
  SeededRandomness random(5);
  for (ShapeIndex index = 0; index < contract.shape_count(); ++index) {
    const ShapeTable& shape = contract.tables().shapes[index];
    if (shape.pattern == kNoIndex) continue;
    const PatternTable& pattern = contract.tables().patterns[shape.pattern];
    const std::string source(pattern.source);
    const reference::Pattern expected(whole_strings ? "^(?:" + source + ")$" : source);
    StringSampler sampler(pattern, 0, 100);  // whatever lengths the shape has
    std::size_t matched = 0;
    for (int round = 0; round < 60; ++round) {
      const auto drawn = round % 3 == 2 ? sampler.off_pattern(random) : sampler.sample(random);
      std::string text = drawn.value_or("");
      if (round % 3 == 1) {
        std::size_t at = random.below(text.size() + 1);
        while (at < text.size() && (static_cast<unsigned char>(text[at]) >> 6) == 2) ++at;
        text.insert(at, random.pick(kOddTexts));
      }
      matched += pattern.matches(text);
      ASSERT_EQ(pattern.matches(text), expected.matches(text))
          << shape.name << " " << source << ": " << ::testing::PrintToString(text);
    }
    EXPECT_GT(matched, 0u) << shape.name << " " << source;
  }
}

struct PublicModel {
  const char* name;
  std::size_t by_pcre2;  // patterns that RE2 refuses
  bool whole_strings = false;
};

TEST(ReferenceModelsTest, AgreesOnPublicModels) {
  const std::filesystem::path models =
      std::filesystem::path(ASSAY_SOURCE_DIR) / ".." / "shared" / "models";
  if (!std::filesystem::is_directory(models)) {
    std::cout << "skipped: no shared data\n";
    GTEST_SKIP();
  }
  for (const PublicModel& model : {PublicModel{"apprunner-2020-05-15.json", 2},
                                   {"b2bi-2022-06-23.json", 0},
                                   {"cloud9-2017-09-23.json", 0},
                                   {"dynamodb-2012-08-10.json", 0},
                                   {"invoicing-2024-12-01.json", 1},
                                   {"kms-2014-11-01.json", 0},
                                   {"mwaa-serverless-2024-07-26.service-2.json", 0, true},
                                   {"secrets-manager-2017-10-17.json", 0},
                                   {"sfn-2016-11-23.json", 1},
                                   {"sqs-2012-11-05.json", 0},
                                   {"verifiedpermissions-2021-12-01.json", 0}}) {
    SCOPED_TRACE(model.name);
    const auto contract = Contract::load((models / model.name).string());
    ASSERT_TRUE(contract) << contract.error().to_string();
    const reference::Checker reference(*contract, {.whole_strings = model.whole_strings});
    EXPECT_EQ(reference.patterns_read_by(reference::Pattern::Engine::kPcre2), model.by_pcre2);
    ASSERT_EQ(reference.patterns_read_by(reference::Pattern::Engine::kNone), 0u);
    compare(*contract, model.whole_strings, 500);
    compare_patterns(*contract, model.whole_strings);
  }
}

}  // namespace
}  // namespace assay
