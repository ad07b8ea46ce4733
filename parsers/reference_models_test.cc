// The checker against the reference checker on other contracts: public models with unions, blobs,
// ranges, numeric timestamps, recursion.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/message_generator.h"
#include "corpus/message_tree.h"
#include "corpus/randomness.h"
#include "parsers/reference/checker.h"

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

std::string names(const Contract& contract, std::vector<ConstraintIndex> ids, bool cut_short) {
  std::sort(ids.begin(), ids.end());
  std::string text;
  for (const ConstraintIndex id : ids) {
    // Whether the surrogate in a string that breaks off would have stood alone is open.
    if (cut_short && id == index_of(ProtocolRule::kBodySurrogate)) continue;
    text += std::string(contract.constraint(id).id) + " ";
  }
  return text;
}

void compare(const Contract& contract, std::size_t rounds) {
  Checker checker(contract);
  const reference::Checker reference(contract);
  MessageGenerator generator(contract);
  SeededRandomness random(20261122);
  std::mt19937_64 mutations(7);
  std::vector<Violation> storage(4096);
  std::size_t with_findings = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto operation = static_cast<OperationIndex>(round % contract.operation_count());
    const OperationTable& table = contract.tables().operations[operation];
    for (const bool input : {true, false}) {
      if ((input ? table.input : table.output) == kNoIndex) continue;
      MessageNode message =
          input ? generator.input(operation, random) : generator.output(operation, random);
      const std::string body = mutate(write_message(message), mutations);
      Findings findings(storage);
      reference::Result expected;
      if (input) {
        checker.check_input(operation, body, findings);
        expected = reference.check_input(operation, body);
      } else {
        checker.check_output(operation, body, findings);
        expected = reference.check_output(operation, body);
      }
      std::vector<ConstraintIndex> ids;
      for (const Violation& violation : findings.stored()) ids.push_back(violation.constraint);
      with_findings += !ids.empty();
      ASSERT_EQ(names(contract, ids, expected.cut_short),
                names(contract, expected.ids(), expected.cut_short))
          << table.name << ": " << ::testing::PrintToString(body);
    }
  }
  EXPECT_GT(with_findings, rounds / 4);
}

TEST(ReferenceModelsTest, AgreesOnPublicModels) {
  const std::filesystem::path models =
      std::filesystem::path(ASSAY_SOURCE_DIR) / ".." / "shared" / "models";
  if (!std::filesystem::is_directory(models)) {
    std::cout << "skipped: no shared data\n";
    GTEST_SKIP();
  }
  std::size_t contracts = 0;
  for (const char* name :
       {"cloud9-2017-09-23.json", "secrets-manager-2017-10-17.json",
        "verifiedpermissions-2021-12-01.json", "kms-2014-11-01.json", "b2bi-2022-06-23.json"}) {
    std::ifstream file(models / name, std::ios::binary);
    if (!file) continue;
    std::ostringstream text;
    text << file.rdbuf();
    ContractSources sources;
    sources.model = {name, text.str()};
    const auto contract = Contract::compile(sources);
    ASSERT_TRUE(contract) << contract.error().to_string();
    ++contracts;
    compare(*contract, 1500);
  }
  EXPECT_GT(contracts, 0u);
}

}  // namespace
}  // namespace assay
