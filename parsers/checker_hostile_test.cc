// Hostile and damaged bodies: a limit or a finding, never a crash; and both indexers always agree.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "parsers/check_test_util.h"
#include "parsers/structural_index.h"

namespace assay {
namespace {

Checker& checker() {
  static Checker instance(Contract::embedded());
  return instance;
}

std::string repeat(std::string_view piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

TEST(CheckerHostile, Depth) {
  const std::string in_document = R"({"OverrideParameters":{"a":)";
  const std::string in_unknown = R"({"x":)";
  // 512 open containers are allowed, the document's map and the body's object among them.
  EXPECT_EQ(checked_output(checker(), in_document + repeat("[", 510) + repeat("]", 510) + "}}"),
            "");
  EXPECT_EQ(checked_output(checker(), in_document + repeat("[", 511) + repeat("]", 511) + "}}"),
            "limit/depth 537-538 unchecked");
  for (const std::string_view open : {"[", "{\"a\":", " [ {\"\":"}) {
    for (const std::string& start : {in_document, in_unknown}) {
      const std::string text = checked_output(checker(), start + repeat(open, 300'000));
      EXPECT_NE(text.find("limit/depth"), std::string::npos) << open;
      EXPECT_TRUE(text.ends_with("unchecked"));
    }
  }
  EXPECT_TRUE(checked_output(checker(), std::string(1'000'000, '[')).ends_with("unchecked"));
  EXPECT_TRUE(checked_error(checker(), repeat("{\"a\":", 200'000)).ends_with("unchecked"));
}

TEST(CheckerHostile, DepthOfOne) {
  Checker flat(Contract::embedded(), {.max_depth = 1});
  EXPECT_EQ(checked_output(flat, R"({"RunId":"a"})"), "");
  EXPECT_EQ(checked_output(flat, R"({"RunDetail":{}})"), "limit/depth 13-14 unchecked");
}

TEST(CheckerHostile, Size) {
  Checker small(Contract::embedded(), {.max_body_bytes = 16});
  EXPECT_EQ(checked_output(small, "{\"RunId\":\"abcd\"}"), "");
  EXPECT_EQ(checked_output(small, "{\"RunId\":\"abcde\"}"), "limit/size 16-16 unchecked");
  EXPECT_EQ(checked_input(small, std::string(17, 'x')), "limit/size 16-16 unchecked");
  EXPECT_EQ(checked_error(small, std::string(17, 'x')),
            "awsJson1_0/error@type 0-0, limit/size 16-16 unchecked");

  std::array<Violation, 1> storage;
  Findings findings(storage);
  small.check_output(0, std::string(17, 'x'), findings);
  EXPECT_EQ(findings.stored().front().measured, 17);
}

TEST(CheckerHostile, Keys) {
  Checker few(Contract::embedded(), {.max_keys_per_object = 4});
  EXPECT_EQ(checked_output(few, R"({"OverrideParameters":{"a":1,"b":1,"c":1,"d":1}})"), "");
  EXPECT_EQ(checked_output(few, R"({"OverrideParameters":{"a":{"a":1,"b":1,"c":1,"d":1}}})"), "");
  EXPECT_EQ(checked_output(few, R"({"OverrideParameters":{"a":1,"b":1,"a":1,"d":1,"e":1}})"),
            "awsJson1_0/body@duplicate-member 35-38, limit/keys 47-50 unchecked");
  // Members of a structure are no names to remember; unknown ones are.
  EXPECT_EQ(checked_output(few, R"({"RunId":"a","RunType":"SCHEDULED","WorkflowVersion":"1",)"
                                R"("RunDetail":null,"OverrideParameters":null})"),
            "");
}

TEST(CheckerHostile, ManyKeys) {
  // Past 16 names a table takes over from comparing each with each.
  for (const int count : {15, 16, 17, 40, 3000}) {
    std::string body = R"({"OverrideParameters":{)";
    for (int i = 0; i < count; ++i) body += "\"key" + std::to_string(i) + "\":0,";
    EXPECT_EQ(checked_output(checker(), body + "\"last\":0}}"), "") << count;
    const std::size_t at = body.size();
    EXPECT_EQ(
        checked_output(checker(), body + "\"key\\u0030\":0}}"),
        "awsJson1_0/body@duplicate-member " + std::to_string(at) + "-" + std::to_string(at + 11))
        << count;
  }
}

TEST(CheckerHostile, EveryPrefix) {
  const std::string_view text = full_output();
  for (std::size_t size = 1; size < text.size(); ++size) {
    const std::string end = std::to_string(size);
    EXPECT_EQ(checked_output(checker(), text.substr(0, size)),
              "awsJson1_0/body@truncated " + end + "-" + end);
  }
}

TEST(CheckerHostile, EverySuffix) {
  const std::string_view text = full_output();
  Value value;
  for (std::size_t from = 1; from < text.size(); ++from) {
    const std::string findings = checked_output(checker(), text.substr(from));
    EXPECT_NE(findings, "") << text.substr(from);
    EXPECT_NE(checker().bind_output(0, text.substr(from), value), BindStatus::kOk)
        << text.substr(from);
  }
}

TEST(CheckerHostile, RandomBytes) {
  std::mt19937 random(3);
  Value value;
  for (int i = 0; i < 3000; ++i) {
    std::string body(random() % 400, ' ');
    for (char& c : body) c = static_cast<char>(random());
    checked_input(checker(), body);
    checked_output(checker(), body);
    checked_error(checker(), body);
    checker().bind_output(0, body, value);
    std::string wrapped = "{\"OverrideParameters\":{\"" + body + "\":\"" + body + "\"}}";
    checked_output(checker(), wrapped);
  }
}

TEST(CheckerHostile, ManyFindings) {
  std::string body = R"({"RunDetail":{"TaskInstances":[)";
  for (int i = 0; i < 5000; ++i) body += i == 0 ? "\"\"" : ",\"\"";
  std::vector<Violation> storage(3);
  Findings findings(storage);
  EXPECT_EQ(checker().check_output(0, body + "]}}", findings), Verdict::kInvalid);
  EXPECT_EQ(findings.total(), 10'000u);
  EXPECT_EQ(findings.dropped(), 9'997u);
  EXPECT_EQ(findings.count(Severity::kError), 10'000u);
  Findings none({});
  EXPECT_EQ(checker().check_output(0, body + "]}}", none), Verdict::kInvalid);
  EXPECT_EQ(none.total(), 10'000u);
}

// Numbers whose value would take a loop as long as their exponent.
TEST(CheckerHostile, HugeExponents) {
  const std::string digits(100'000, '9');
  for (const std::string& number : {"1e" + digits, "1e-" + digits, "0e" + digits, digits,
                                    "0." + digits, digits + "e-" + digits, "-1E+" + digits}) {
    const std::string body = "{\"RunDetail\":{\"Duration\":" + number + "},\"x\":" + number + "}";
    const std::string findings = checked_output(checker(), body);
    EXPECT_EQ(findings.find("syntax"), std::string::npos) << number.substr(0, 20);
  }
}

}  // namespace
}  // namespace assay
