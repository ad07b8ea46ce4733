// Every line of both ledgers, through the command: the same messages as in parsers/, as files,
// exchange records and values, read back from the report.
#include "corpus/evidence.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "parsers/exchange_record.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

using Ids = std::set<std::string>;
using ItemKey = std::pair<std::string, std::int64_t>;  // file, number

// What the report says of each item; an item without findings has an empty set.
struct Answer {
  int exit_code = 0;
  std::map<ItemKey, Ids> items;
  std::string errors;
};

Answer run(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"check", "--format", "ndjson", "--fail-on", "note"});
  std::istringstream in;
  std::ostringstream out, err;
  Console console{.in = in, .out = out, .err = err};
  Answer answer;
  answer.exit_code = run_command(arguments, console);
  answer.errors = err.str();
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) {
    const auto json = parse_json(line, "report");
    if (!json) {
      ADD_FAILURE() << json.error().to_string() << "\n" << line.substr(0, 300);
      continue;
    }
    const std::string_view type = json->string_or("type", "");
    if (type != "finding" && type != "item") continue;
    const JsonValue* number = json->find("item");
    const ItemKey key(std::string(json->string_or("file", "")),
                      number == nullptr ? -1 : number->integer().value_or(-1));
    Ids& ids = answer.items[key];
    if (type == "finding") ids.insert(std::string(json->string_or("id", "")));
  }
  return answer;
}

class CommandEvidenceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::path(::testing::TempDir()) / ("assay_evidence_" + std::to_string(::getpid()));
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string write(const std::string& name, std::string_view text) {
    const std::string path = (directory_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  static Ids expected_of(const EvidenceCase& evidence) {
    Ids ids;
    for (const ConstraintIndex id : evidence.expected) {
      ids.insert(std::string(Contract::embedded().constraint(id).id));
    }
    return ids;
  }

  static void compare(const Answer& answer, const ItemKey& key, const EvidenceCase& evidence) {
    const std::string what = std::string(Contract::embedded().constraint(evidence.constraint).id) +
                             (evidence.breaks ? " breaks in " : " holds in ") + evidence.place;
    const auto item = answer.items.find(key);
    if (item == answer.items.end()) {
      ADD_FAILURE() << what << ": no item " << key.first << " " << key.second << "\n"
                    << answer.errors.substr(0, 1000);
      return;
    }
    EXPECT_EQ(::testing::PrintToString(item->second),
              ::testing::PrintToString(expected_of(evidence)))
        << what;
  }

  // The cases of one kind and operation as files, one run for all of them.
  void check_bodies(const std::vector<EvidenceCase>& cases, EvidenceKind kind,
                    OperationIndex operation, const std::vector<std::string>& options,
                    const std::string& extension) {
    std::vector<std::string> arguments = options;
    if (operation != 0) {  // the first one is the default
      arguments.insert(
          arguments.end(),
          {"--operation", std::string(Contract::embedded().operation_name(operation))});
    }
    std::vector<std::pair<ItemKey, const EvidenceCase*>> expected;
    for (const EvidenceCase& evidence : cases) {
      if (evidence.kind != kind || evidence.operation != operation) continue;
      const std::string path =
          write(std::to_string(expected.size()) + "." + extension, evidence.text);
      arguments.push_back(path);
      expected.emplace_back(ItemKey(path, 1), &evidence);
    }
    if (expected.empty()) return;
    const Answer answer = run(arguments);
    for (const auto& [key, evidence] : expected) compare(answer, key, *evidence);
    checked_ += expected.size();
  }

  // Whether the exchange itself says which operation it is of.
  static bool names_operation(const EvidenceCase& evidence) {
    return evidence.request &&
           std::ranges::any_of(evidence.request->headers, [](const auto& header) {
             return header.first == "X-Amz-Target" && !header.second.empty();
           });
  }

  // Exchanges of every operation together where their targets decide, else those of one operation.
  void check_records(const std::vector<EvidenceCase>& cases,
                     std::optional<OperationIndex> operation, std::vector<std::string> options) {
    if (operation) {
      const Contract& contract = Contract::embedded();
      options.insert(options.end(),
                     {"--operation", std::string(contract.operation_name(*operation))});
    }
    std::string lines;
    std::vector<const EvidenceCase*> expected;
    for (const EvidenceCase& evidence : cases) {
      if (evidence.kind != EvidenceKind::kExchange) continue;
      if (names_operation(evidence) == operation.has_value()) continue;
      if (operation && evidence.operation != *operation) continue;
      const EvidenceView view(evidence);
      lines += write_exchange_record(view.exchange(), {}) + "\n";
      expected.push_back(&evidence);
    }
    if (expected.empty()) return;
    std::vector<std::string> arguments = std::move(options);
    arguments.push_back(write("exchanges.ndjson", lines));
    const Answer answer = run(arguments);
    for (std::size_t index = 0; index < expected.size(); ++index) {
      compare(answer, {arguments.back(), static_cast<std::int64_t>(index) + 1}, *expected[index]);
    }
    checked_ += expected.size();
  }

  void check_values(const std::vector<EvidenceCase>& cases) {
    std::map<ShapeIndex, std::vector<const EvidenceCase*>> by_shape;
    for (const EvidenceCase& evidence : cases) {
      if (evidence.kind == EvidenceKind::kValue) by_shape[evidence.shape].push_back(&evidence);
    }
    for (const auto& [shape, values] : by_shape) {
      std::vector<std::string> arguments = {
          "--shape", std::string(Contract::embedded().shape_name(shape)), "--"};
      for (const EvidenceCase* evidence : values) arguments.push_back(evidence->text);
      const Answer answer = run(arguments);
      for (std::size_t index = 0; index < values.size(); ++index) {
        const std::string name = "<value " + std::to_string(index + 1) + ">";
        compare(answer, {name, static_cast<std::int64_t>(index) + 1}, *values[index]);
      }
      checked_ += values.size();
    }
  }

  void check_all(const std::vector<EvidenceCase>& cases, const EvidenceLimits& limits) {
    const std::string depth = std::to_string(limits.max_depth);
    const std::string bytes = std::to_string(limits.max_body_bytes);
    const auto options = [&](const std::string& as) {
      return std::vector<std::string>{"--max-depth", depth, "--max-bytes", bytes, "--as", as};
    };
    for (OperationIndex at = 0; at < Contract::embedded().operation_count(); ++at) {
      check_bodies(cases, EvidenceKind::kInput, at, options("request"), "json");
      check_bodies(cases, EvidenceKind::kOutput, at, options("response"), "json");
      check_bodies(cases, EvidenceKind::kErrorBody, at, options("error"), "json");
      check_bodies(cases, EvidenceKind::kHttp, at, options("response"), "http");
      check_records(cases, at, options("response"));
    }
    check_records(cases, std::nullopt, options("response"));
    check_values(cases);
  }

  fs::path directory_;
  std::size_t checked_ = 0;
};

TEST_F(CommandEvidenceTest, EveryLineOfTheLedgers) {
  const Contract& contract = Contract::embedded();
  // The limit of keys has no option; a small limit of bytes keeps the messages small that reach it.
  const EvidenceLimits usual;
  const EvidenceLimits small = {
      .max_depth = 40, .max_body_bytes = 50'000, .max_keys_per_object = 65'536};
  std::vector<EvidenceCase> cases, size_cases;
  std::size_t count = 0;
  for (const LedgerTable& line : contract.tables().ledger) {
    const bool of_size = contract.constraint(line.constraint).id == "limit/size";
    auto built = evidence_cases(contract, line, of_size ? small : usual);
    ASSERT_TRUE(built) << built.error().to_string();
    count += built->size();
    auto& into = of_size ? size_cases : cases;
    into.insert(into.end(), std::make_move_iterator(built->begin()),
                std::make_move_iterator(built->end()));
  }
  check_all(cases, usual);
  check_all(size_cases, small);
  EXPECT_EQ(checked_, count);
}

// A value or a file name in brackets is one argument, whatever the option parser makes of lists.
TEST_F(CommandEvidenceTest, ValuesInBracketsStayWhole) {
  const Answer answer = run({"--shape", "TaskInstanceIds", "--", "[]", "[\"a\",\"b\"]", "[null]"});
  EXPECT_EQ(answer.items.size(), 3u);
  EXPECT_EQ(answer.items.at({"<value 2>", 2}), Ids());
  EXPECT_EQ(answer.items.at({"<value 3>", 3}), Ids{"mwaa-serverless/TaskInstanceIds@dense"});
}

}  // namespace
}  // namespace assay::cli
