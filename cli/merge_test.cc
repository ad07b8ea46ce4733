// Results of checks of parts, merged, are the result of a check of the whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "cli/cli_test_util.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kParts[] = {"{\"RunId\":\"\"}\n{}\n{\"RunId\":\"a\",\"New\":1}\n",
                                       "\n{}\n[1\n",
                                       "{\"RunType\":\"X\"}\n{\"assayExchange\":9}\n{}\n"};

// The result of a check of one part, in a file.
std::string result_of(std::string_view name, std::string_view part, std::string_view format) {
  const std::string input = write_file(std::string(name) + ".ndjson", part);
  return write_file(std::string(name) + ".result",
                    run({"check", "--format", std::string(format), input}).out);
}

std::vector<std::string> results(std::string_view format) {
  std::vector<std::string> paths;
  for (const std::string_view part : kParts) {
    paths.push_back(result_of(std::string(format) + std::to_string(paths.size()), part, format));
  }
  return paths;
}

CommandResult merge(std::vector<std::string> paths, std::vector<std::string> options = {}) {
  options.insert(options.begin(), "merge");
  options.insert(options.end(), paths.begin(), paths.end());
  return run(options);
}

// The totals of a result, without its time.
std::string totals(const std::string& text, bool lines) {
  std::string last = text;
  if (lines) last = text.substr(text.rfind('\n', text.size() - 2) + 1);
  const auto root = parse_json(last, "result");
  EXPECT_TRUE(root.has_value()) << text;
  if (!root) return {};
  const JsonValue& summary = lines ? *root : *root->find("summary");
  std::string out;
  for (const JsonValue::Member& member : summary.members) {
    if (member.name == "seconds" || member.name == "type" || member.name == "results") continue;
    out +=
        member.name + "=" + last.substr(member.value.begin, member.value.end - member.value.begin);
    out += ' ';
  }
  return out;
}

TEST(Merge, TotalsAreThoseOfOneCheck) {
  std::string whole;
  for (const std::string_view part : kParts) whole += part;
  const std::string path = write_file("whole.ndjson", whole);
  for (const std::string format : {"json", "ndjson"}) {
    const bool lines = format == "ndjson";
    const CommandResult one = run({"check", "--format", format, path});
    for (const std::string from : {"json", "ndjson"}) {
      const CommandResult merged = merge(results(from), {"--format", format});
      EXPECT_EQ(totals(merged.out, lines), totals(one.out, lines));
      EXPECT_EQ(merged.code, one.code);
      EXPECT_EQ(merged.err, "");
      // What was merged can be merged again.
      const CommandResult again = merge({write_file("merged", merged.out)}, {"--format", format});
      EXPECT_EQ(totals(again.out, lines), totals(one.out, lines));
    }
  }
}

TEST(Merge, StreamsMayFollowOneAnother) {
  std::string joined;
  for (const std::string& path : results("ndjson")) joined += read_file(path) + "\n";
  const CommandResult merged = merge({write_file("joined", joined)}, {"--format", "ndjson"});
  EXPECT_EQ(totals(merged.out, true),
            totals(merge(results("ndjson"), {"--format", "ndjson"}).out, true));
  EXPECT_THAT(merged.out, HasSubstr("\"results\":3"));
}

TEST(Merge, FindingsStayAsTheyAreAndInOrder) {
  const std::vector<std::string> paths = results("ndjson");
  std::string findings;
  for (const std::string& path : paths) {
    std::istringstream lines(read_file(path));
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("{\"type\":\"start\"") && !line.starts_with("{\"type\":\"summary\"")) {
        findings += line + "\n";
      }
    }
  }
  EXPECT_THAT(merge(paths, {"--format", "ndjson"}).out, HasSubstr(findings));
}

TEST(Merge, TextCountsEachId) {
  const CommandResult merged = merge(results("ndjson"));
  EXPECT_THAT(merged.out,
              HasSubstr("           1  error    mwaa-serverless/IdString@length.min\n"));
  EXPECT_THAT(merged.out, HasSubstr("8 messages: 4 valid, 3 invalid, 0 unchecked, 1 unusable"));
  EXPECT_THAT(merged.out, HasSubstr("3 results   exit 2\n"));
  EXPECT_EQ(merge(results("ndjson"), {"-q"}).out, "");
}

TEST(Merge, ExitCodesAreThoseOfACheck) {
  const std::string clean = result_of("clean", "{}\n", "ndjson");
  const std::string note = result_of("note", "{\"New\":1}\n", "ndjson");
  const std::string broken = result_of("broken", "{\"RunId\":\"\"}\n", "ndjson");
  const std::string nothing = result_of("nothing", "\n", "ndjson");
  const std::string deep = result_of(
      "deep", "{\"X\":" + std::string(600, '[') + std::string(600, ']') + "}\n", "ndjson");
  EXPECT_EQ(merge({clean, nothing}).code, 0);
  EXPECT_EQ(merge({clean, note}).code, 0);
  EXPECT_EQ(merge({clean, note}, {"--fail-on", "note"}).code, 1);
  EXPECT_EQ(merge({clean, broken}).code, 1);
  EXPECT_EQ(merge({clean, broken}, {"--fail-on", "never"}).code, 0);
  EXPECT_EQ(merge({clean, deep}).code, 3);
  EXPECT_EQ(merge({nothing}).code, 3);
  const CommandResult none = merge({write_file("none", "\n")});
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.err, HasSubstr("hold no result"));
}

TEST(Merge, AResultWithoutItsSummaryIsIncomplete) {
  std::string text = read_file(result_of("cut", "{}\n{\"RunId\":\"\"}\n", "ndjson"));
  text.resize(text.rfind('\n', text.size() - 2) + 1);
  const std::string cut = write_file("cut.result", text);
  const CommandResult merged =
      merge({cut, result_of("clean", "{}\n", "ndjson")}, {"--format", "ndjson"});
  EXPECT_EQ(merged.code, 3);
  EXPECT_THAT(merged.err, HasSubstr("cut.result:1: the result that begins here has no summary"));
  EXPECT_THAT(merged.out, HasSubstr("\"items\":3,\"valid\":2,\"invalid\":1"));
  EXPECT_THAT(merged.out, HasSubstr("\"interrupted\":true"));
}

TEST(Merge, SaysWhereSomethingIsNoResult) {
  const std::string good = read_file(result_of("good", "{}\n", "ndjson"));
  const std::string start = good.substr(0, good.find('\n') + 1);
  const std::string item =
      good.substr(start.size(), good.find('\n', start.size()) + 1 - start.size());
  const std::string summary = good.substr(start.size() + item.size());
  const auto said = [](std::string_view text) {
    const CommandResult result = merge({write_file("bad", text)}, {"--format", "ndjson"});
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.out, "");
    return result.err;
  };
  EXPECT_THAT(said("{\"RunId\":\"\"}\n"), HasSubstr("bad:1:1: error: an event of a result has a"));
  EXPECT_THAT(said("{\"type\":\"other\"}\n"), HasSubstr("bad:1:9: error: "));
  EXPECT_THAT(said("nonsense\n"), HasSubstr("bad:1:2: error: not a JSON value"));
  EXPECT_THAT(said(item + summary), HasSubstr("bad:1:1: error: comes before any `start`"));
  EXPECT_THAT(said(start + summary),
              HasSubstr("bad:2:1: error: the summary does not count 0 items"));
  EXPECT_THAT(said(start + item + item + summary), HasSubstr("bad:4:1: error: the summary does"));
  EXPECT_THAT(said(start + start + item + item.substr(0, 20) + "\n"), HasSubstr("bad:4:21: error"));
  std::string other = start;
  other.replace(other.find("\"version\":1"), 11, "\"version\":7");
  EXPECT_THAT(said(other), HasSubstr("format version 1"));
  EXPECT_THAT(said("{\"type\":\"start\"}\n"), HasSubstr("bad:1:1: error: is no result"));
  EXPECT_THAT(said(start + "{\"type\":\"finding\"}\n"), HasSubstr("bad:2:1: error: a finding has"));
  EXPECT_THAT(said(start + "{\"type\":\"item\",\"verdict\":\"fine\"}\n"), HasSubstr("bad:2:1"));
  EXPECT_EQ(merge({"/no/such/file"}).code, 2);
  EXPECT_THAT(merge({"/no/such/file"}).err, HasSubstr("/no/such/file: error: no such file"));
  const std::string twice = write_file("twice", good);
  EXPECT_THAT(merge({twice, twice}).err, HasSubstr("named twice"));
}

TEST(Merge, OtherModelsAndVersionsAreRefusedUntilTold) {
  const std::string good = read_file(result_of("good", "{}\n", "ndjson"));
  const std::string first = write_file("first", good);
  std::string other = good;
  const std::size_t hash = other.find("\"sha256\":\"") + 10;
  other[hash] = other[hash] == '0' ? '1' : '0';
  const std::string model = write_file("model", other);
  std::string versioned = good;
  versioned.insert(versioned.find("\"version\":\"") + 11, "9");
  const std::string version = write_file("version", versioned);
  for (const std::string& second : {model, version}) {
    const CommandResult refused = merge({first, second});
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr(second + ":1:"));
    EXPECT_THAT(refused.err, HasSubstr("--mixed takes them together"));
    EXPECT_EQ(merge({first, second}, {"--mixed"}).code, 0);
  }
  const CommandResult mixed = merge({first, model}, {"--mixed", "--format", "ndjson"});
  const auto start = parse_json(mixed.out.substr(0, mixed.out.find('\n')), "start");
  EXPECT_EQ(start->find("models")->items.size(), 2u);
}

// Where Debian's python3-jsonschema is at hand, what is written keeps the schemas.
TEST(Merge, KeepsTheSchemas) {
  if (std::system(ASSAY_PYTHON " -c 'import jsonschema' 2>/dev/null") != 0) {
    GTEST_SKIP() << "skipped: no python3-jsonschema";
  }
  const std::string source = ASSAY_SOURCE_DIR;
  const std::string tool = ASSAY_PYTHON " '" + source + "/tools/validate_json.py' ";
  const auto valid = [&](const std::string& format, const std::string& schema,
                         const std::string& how) {
    const std::string path =
        write_file("m-" + format + ".out", merge(results("json"), {"--format", format}).out);
    return std::system(
        (tool + how + "'" + source + "/spec/schemas/" + schema + "' '" + path + "' > /dev/null")
            .c_str());
  };
  EXPECT_EQ(valid("json", "report.json", ""), 0);
  EXPECT_EQ(valid("ndjson", "finding-stream.json", "--lines "), 0);
}

}  // namespace
}  // namespace assay::cli
