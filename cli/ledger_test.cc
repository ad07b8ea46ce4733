// The circle of evidence, both ways: every constraint has its evidence, and every id that anything
// names is a constraint.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "cli/cli_test_util.h"
#include "cli/evidence_matrix.h"
#include "cli/exit_code.h"
#include "conformance/suite.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Contract& contract() { return Contract::embedded(); }

// Once for all tests: it takes some seconds.
const std::vector<MatrixRow>& rows() {
  static const auto made = evidence_matrix(contract(), [](std::string_view) { return true; });
  EXPECT_TRUE(made) << (made ? "" : made.error().to_string());
  return *made;
}

std::set<std::string> empty_of(std::size_t column) {
  std::set<std::string> ids;
  for (ConstraintIndex i = 0; i < rows().size(); ++i) {
    if (is_empty(rows()[i], column)) ids.insert(std::string(contract().constraint(i).id));
  }
  return ids;
}

TEST(LedgerMatrix, EveryConstraintHasEvidenceOnBothSides) {
  ASSERT_EQ(rows().size(), contract().constraint_count());
  EXPECT_THAT(empty_of(0), ElementsAre());
}

// Limits are set by whoever checks: no vector can reach those of everybody.
TEST(LedgerMatrix, VectorsBreakEveryConstraintButLimits) {
  EXPECT_THAT(empty_of(1),
              ElementsAre("limit/depth", "limit/keys", "limit/recorded", "limit/size"));
}

// What no property breaks is not a value: texts, heads, statuses, limits.
TEST(LedgerMatrix, PropertiesBreakEveryConstraintOfAValue) {
  for (const std::string& id : empty_of(2)) {
    const bool of_a_value = id.starts_with("mwaa-serverless/") &&
                            id.find("@status") == std::string::npos &&
                            id.find("-echoes") == std::string::npos;
    EXPECT_FALSE(of_a_value) << id;
  }
}

TEST(LedgerMatrix, FuzzingCountsEveryConstraintAndSeedsHitTheProtocols) {
  for (ConstraintIndex i = 0; i < rows().size(); ++i) EXPECT_TRUE(rows()[i].counter) << i;
  for (const std::string& id : empty_of(3)) {
    EXPECT_TRUE(id.starts_with("mwaa-serverless/") || id.starts_with("limit/")) << id;
  }
}

// Every id that `text` names is a constraint. Returns how many there are.
std::size_t check_ids(const std::string& text, const std::string& file) {
  static const std::regex kId(
      "(awsJson1_0|aws|http|limit|mwaa-serverless)/[A-Za-z0-9._-]*@[A-Za-z0-9._-]*[A-Za-z0-9]");
  std::set<std::string> ids;
  for (std::sregex_iterator at(text.begin(), text.end(), kId), end; at != end; ++at) {
    ids.insert(at->str());
  }
  for (const std::string& id : ids) {
    EXPECT_TRUE(contract().find_constraint(id)) << file << " names " << id;
  }
  return ids.size();
}

std::size_t check_ids_below(const fs::path& path) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(ASSAY_SOURCE_DIR) / path)) {
    if (!entry.is_regular_file()) continue;
    count += check_ids(read_file(entry.path().string()), entry.path().string());
  }
  return count;
}

TEST(LedgerMatrix, WhatLedgersAndPagesNameIsAConstraint) {
  EXPECT_GT(check_ids_below("spec/mwaa-serverless"), 250u);
  EXPECT_GT(check_ids_below("spec/protocol"), 20u);
  EXPECT_GT(check_ids_below("docs"), 0u);
  check_ids_below("conformance/suites");  // their sources name documents; an id is a constraint
}

void collect_broken(const JsonValue& value, std::set<std::string>& ids) {
  for (const JsonValue& item : value.items) collect_broken(item, ids);
  for (const JsonValue::Member& member : value.members) {
    if (member.name == "broken") {
      for (const JsonValue& id : member.value.items) ids.insert(id.text);
    } else {
      collect_broken(member.value, ids);
    }
  }
}

TEST(LedgerMatrix, CheckedInVectorsBreakTheSameConstraints) {
  std::set<std::string> named;
  const fs::path folder = fs::path(ASSAY_SOURCE_DIR) / "corpus/vectors/mwaa-serverless/small";
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const auto json = parse_json(read_file(entry.path().string()), entry.path().string());
    ASSERT_TRUE(json) << json.error().to_string();
    collect_broken(*json, named);
  }
  for (const std::string& id : named) EXPECT_TRUE(contract().find_constraint(id)) << id;
  for (ConstraintIndex i = 0; i < rows().size(); ++i) {
    const std::string id(contract().constraint(i).id);
    EXPECT_EQ(named.contains(id), rows()[i].vectors_break > 0) << id;
  }
}

TEST(LedgerMatrix, CasesAreOfOperationsThatThereAre) {
  std::size_t of_this = 0;
  for (const Case& one : embedded_suite().cases) {
    if (one.service != contract().service()) continue;
    EXPECT_TRUE(contract().find_operation(one.operation)) << one.id << ": " << one.operation;
    ++of_this;
  }
  EXPECT_GT(of_this, 100u);
  // One case a defect: these are what an SDK meets first.
  for (const std::string_view id : {"awsJson1_0/body@truncated", "awsJson1_0/body@syntax",
                                    "awsJson1_0/error@type", "limit/depth"}) {
    EXPECT_GT(rows()[*contract().find_constraint(id)].sdk_cases, 0u) << id;
  }
}

constexpr std::string_view kModel = R"({
  "smithy": "2.0",
  "shapes": {
    "example#Things": {
      "type": "service", "version": "2026-11-22",
      "operations": [{"target": "example#GetThing"}],
      "traits": {"aws.protocols#awsJson1_0": {}, "aws.api#service": {"sdkId": "Things", "endpointPrefix": "things"}}
    },
    "example#GetThing": {
      "type": "operation",
      "input": {"target": "example#GetThingInput"}
    },
    "example#GetThingInput": {
      "type": "structure",
      "members": {"Name": {"target": "example#Name", "traits": {"smithy.api#required": {}}}}
    },
    "example#Name": {"type": "string", "traits": {"smithy.api#length": {"min": 1, "max": 4}}}
  }
})";

TEST(LedgerVerb, ListsEveryConstraintWithin100Columns) {
  const CommandResult result = run({"ledger"});
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("mwaa-serverless/IdString@length.max  error, documented\n"));
  EXPECT_THAT(result.out, HasSubstr("\n  holds   \"a\" 255 times\n"));
  EXPECT_THAT(result.out, Not(HasSubstr("no evidence")));
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

// A model without a ledger says nothing of its own constraints' evidence.
TEST(LedgerVerb, ConstraintsWithoutEvidenceAreSeen) {
  const std::string model = write_file("ledger-model.json", kModel);
  const CommandResult list = run({"ledger", "--model", model});
  EXPECT_EQ(list.code, kExitOk) << list.err;
  EXPECT_THAT(list.out, HasSubstr("things/Name@length.max  error, model\n"));
  EXPECT_THAT(list.out, HasSubstr("no evidence"));
  const CommandResult matrix = run({"ledger", "--matrix", "--model", model});
  EXPECT_EQ(matrix.code, kExitShrank) << matrix.err;
  EXPECT_THAT(matrix.out, ::testing::ContainsRegex("    -   - .* Name@length.max\n"));
  EXPECT_THAT(matrix.out, Not(HasSubstr(" 0 without evidence")));
  const CommandResult json = run({"ledger", "--matrix", "--model", model, "--format", "json"});
  EXPECT_EQ(json.code, kExitShrank) << json.err;
  const auto parsed = parse_json(json.out, "ledger");
  ASSERT_TRUE(parsed) << parsed.error().to_string();
  const JsonValue& contract = parsed->find("contracts")->items.at(0);
  EXPECT_EQ(contract.string_or("service", ""), "things");
  EXPECT_GT(contract.find("summary")->find("without_evidence")->integer().value_or(0), 0);
}

TEST(LedgerVerb, SaysWhatItCannotUse) {
  EXPECT_EQ(run({"ledger", "--format", "xml"}).code, kExitUsage);
  EXPECT_EQ(run({"ledger", "--model", "/nowhere.json"}).code, kExitUsage);
}

}  // namespace
}  // namespace assay::cli
