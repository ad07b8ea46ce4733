// The checker against the reference checker, over messages made by hand and mutated.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/reference/checker.h"
#include "parsers/reference_comparison_test_util.h"

namespace assay {
namespace {

using Kind = Comparison::Kind;

struct Seed {
  Kind kind;
  std::string_view body;
};

constexpr std::string_view kArn =
    "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/w-0123456789";

constexpr Seed kSeeds[] = {
    {Kind::kInput,
     R"({"RunId":"run-1","WorkflowArn":"arn:aws:airflow-serverless:us-east-1:123456789012:workflow/w-0123456789"})"},
    {Kind::kInput,
     R"( { "WorkflowArn" : "arn:aws-cn:airflow-serverless:cn-north-1:123456789012:workflow/a.b-c-0123456789" ,
          "R\u0075nId" : "\u0061" } )"},
    {Kind::kInput, R"({"RunId":null,"WorkflowArn":7,"Other":{"a":[1,{"a":1,"a":2}]}})"},
    {Kind::kOutput, "{}"},
    {Kind::kOutput,
     R"({"RunId":"run-1","RunType":"ON_DEMAND","WorkflowVersion":"1","WorkflowArn":"arn:aws:airflow-serverless:us-east-1:123456789012:workflow/w-0123456789",)"
     R"("OverrideParameters":{"a":{"b":[1,-2.5e3,true,null,"x"]},"c":null},)"
     R"("RunDetail":{"RunId":"run-1","RunType":"ON_DEMAND","RunState":"SUCCESS","StartedOn":"2026-11-22T09:00:00Z","CompletedOn":"2026-11-22T09:01:00.5Z",)"
     R"("CreatedAt":"2026-11-22T08:59:59.123Z","ModifiedAt":"2026-11-22T10:01:00+01:00","Duration":60,"TaskInstances":["a","b.c-d_e"],"ErrorMessage":null,)"
     R"("WorkflowVersion":"1"}})"},
    {Kind::kOutput,
     R"({"RunDetail":{"RunState":"RUNNING","CompletedOn":"2024-02-29T23:59:60Z","StartedOn":"2024-03-01T00:00:01z","Duration":6e1,"TaskInstances":[null,"",3]},"RunId":"_"})"},
    {Kind::kOutput,
     R"({"RunId":"a","RunId":"b","RunDetail":{"RunId":"b","Duration":-0.0,"ErrorMessage":"line\u2028"},"New":[[],{}],"OverrideParameters":{"k":1,"k":[{"x":0,"x":1}]}})"},
    {Kind::kError,
     R"({"__type":"com.amazonaws#ThrottlingException:http://x#y","message":"m","ServiceCode":"s","QuotaCode":"q","RetryAfterSeconds":3})"},
    {Kind::kError,
     R"({"__type":"ValidationException","Message":"m","Reason":"other","FieldList":[{"Name":"n","Message":"m"},null,{"Name":1}]})"},
    {Kind::kError, R"({"code":"ServiceUnavailable","message":"m","x":{"a":1,"a":1}})"},
    {Kind::kError, R"({"__type":"NoSuchException","code":"Other"})"},
    {Kind::kError, R"({"Message":"nobody"})"},
};

// Pieces that are put in: everything that some rule is about.
constexpr std::string_view kPieces[] = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "60.0",
    "6e1",
    "60.5",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "1e400",
    "0e-999999999999",
    "1E-1",
    "10e-1",
    "01",
    "1.",
    "-",
    "+1",
    ".5",
    "1e",
    "\"\"",
    "\"a\"",
    "\"RunId\":",
    "\"RunDetail\":{",
    "\"Duration\":",
    "\"RunState\":\"STOPPING\",",
    "\"StartedOn\":\"2026-11-22T09:02:00Z\",",
    "\"CompletedOn\":\"0001-01-01T00:00:00Z\",",
    "\"TaskInstances\":[",
    "\"OverrideParameters\":{",
    "\"Message\":\"\",",
    "\"message\":\"a\",",
    "\"__type\":\"AccessDeniedException\",",
    "\"code\":\"ValidationException\",",
    "\"Reason\":\"x\",",
    "\"FieldList\":[",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "\\udc00",
    "\\ud83d\\ude00",
    "\\u",
    "\\x",
    "\\/",
    "\\u002",
    " ",
    "\n",
    "\t",
    "\r",
    "\f",
    std::string_view("\0", 1),
    "\x1f",
    "\x7f",
    "\xC2\x85",
    "\xE2\x80\xA8",
    "\xF0\x9F\x98\x80",
    "\xC0\x80",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    "\xE2\x80",
    "\xFF",
    "\xEF\xBB\xBF",
    "ON_DEMAND",
    "on_demand",
    "SUCCESS",
    "FAILED",
    "2023-02-29T00:00:00Z",
    "2024-02-29T00:00:00Z",
    "9999-12-31T23:59:59.999999999999Z",
    "0000-01-01T00:00:00Z",
    "2026-11-22T24:00:00Z",
    "2026-11-22t09:00:00z",
    "2026-11-22T09:00:00-00:00",
    "2026-11-22T09:00:00+24:00",
    "2026-11-22 09:00:00Z",
    "//",
    "#",
    "{\"a\":{\"a\":0},\"a\":{}}",
    "[[[[[[]]]]]]",
    "\"\\u0052unId\":\"x\"",
};

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  std::string mutate(std::string_view seed) {
    std::string text(seed);
    for (std::uint64_t count = 1 + below(3); count > 0; --count) step(text);
    return text;
  }
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

 private:
  std::size_t place(const std::string& text) { return below(text.size() + 1); }
  // Ends of tokens: changes there keep more of the message readable.
  std::size_t token_place(const std::string& text) {
    for (int attempt = 0; attempt < 20; ++attempt) {
      const std::size_t at = place(text);
      if (at < text.size() && std::string_view("{}[],:\"").find(text[at]) != std::string::npos) {
        return at + below(2);
      }
    }
    return place(text);
  }
  std::string_view piece() { return kPieces[below(std::size(kPieces))]; }

  void step(std::string& text) {
    const std::size_t at = place(text);
    switch (below(8)) {
      case 0:  // a byte
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 1:  // cut out
        text.erase(at, 1 + below(8));
        break;
      case 2:  // end early
        if (below(4) == 0) text.resize(at);
        break;
      case 3:
        text.insert(at, piece());
        break;
      case 4: {  // a value instead of a value
        const std::size_t colon = text.find(':', at);
        if (colon == std::string::npos) break;
        const std::size_t end = text.find_first_of(",}", colon);
        if (end == std::string::npos) break;
        text.replace(colon + 1, end - colon - 1, piece());
        break;
      }
      case 5: {  // the inside of a string
        const std::size_t open = text.find('"', at);
        if (open == std::string::npos) break;
        const std::size_t close = text.find('"', open + 1);
        if (close == std::string::npos) break;
        if (below(2) == 0) {
          text.replace(open + 1, close - open - 1, piece());
        } else {
          text.insert(open + 1 + below(close - open), piece());
        }
        break;
      }
      case 6: {  // twice
        const std::size_t length = below(60);
        const std::string part = text.substr(at, length);
        text.insert(token_place(text), part);
        break;
      }
      default:
        text.insert(token_place(text), piece());
        break;
    }
  }

  std::mt19937_64 random_;
};

TEST(ReferenceCheckerTest, AgreesOnTheSeeds) {
  Comparison comparison;
  for (const Seed& seed : kSeeds) EXPECT_EQ(comparison.difference(seed.kind, seed.body), "");
}

TEST(ReferenceCheckerTest, AgreesOnEveryBeginningOfTheSeeds) {
  Comparison comparison;
  for (const Seed& seed : kSeeds) {
    for (std::size_t size = 0; size < seed.body.size(); ++size) {
      ASSERT_EQ(comparison.difference(seed.kind, seed.body.substr(0, size)), "");
    }
  }
}

TEST(ReferenceCheckerTest, AgreesOnEveryPieceAsAValue) {
  Comparison comparison;
  constexpr std::array<std::string_view, 5> kNames = {"Duration", "RunState", "StartedOn",
                                                      "ErrorMessage", "TaskInstances"};
  for (const std::string_view piece : kPieces) {
    for (const std::string_view name : kNames) {
      for (const std::string_view quote : {"", "\""}) {
        std::string body = "{\"RunDetail\":{\"";
        body.append(name).append("\":").append(quote).append(piece).append(quote).append("}}");
        EXPECT_EQ(comparison.difference(Kind::kOutput, body), "");
      }
    }
  }
}

// Where the two once differed and one of them was wrong.
TEST(ReferenceCheckerTest, AgreesWhereItOnceDidNot) {
  constexpr std::string_view kBodies[] = {
      // A body that is such a string, of an error that no shape describes.
      R"("\ud800")",
      // A lone surrogate in a name took the value of the member before it away from the rules.
      R"({"RunDetail":{"RunState":"RUNNING","CompletedOn":"2024-02-29T23:59:59Z","\ud800":1}})",
      R"({"RunId":"a","R\udc00":"b","RunDetail":{"RunId":"b"}})",
      // A string with a lone surrogate is still a string where something else is due.
      R"({"RunDetail":{"Duration":"\ud800"}})",
      R"({"RunDetail":{"TaskInstances":"\ud800"}})",
      R"({"OverrideParameters":"\udc00","RunDetail":"\udc00"})",
      // Members twice count below a root that is no object as well.
      R"([{"a":1,"a":2}])",
  };
  Comparison comparison;
  for (const std::string_view body : kBodies) {
    EXPECT_EQ(comparison.difference(Kind::kError, body), "");
    EXPECT_EQ(comparison.difference(Kind::kOutput, body), "");
  }
}

TEST(ReferenceCheckerTest, AgreesOnMutatedMessages) {
  Comparison comparison;
  std::size_t differences = 0;
  constexpr std::size_t kRounds = 20'000;  // for each seed
  for (std::size_t index = 0; index < std::size(kSeeds); ++index) {
    Mutator mutator(1000 + index);
    for (std::size_t round = 0; round < kRounds && differences < 10; ++round) {
      const std::string body = mutator.mutate(kSeeds[index].body);
      const std::string difference = comparison.difference(kSeeds[index].kind, body);
      if (difference.empty()) continue;
      ++differences;
      ADD_FAILURE() << difference;
    }
  }
  // The mutations must not be harmless, nor the comparison blind.
  EXPECT_GT(comparison.with_findings(), kRounds * std::size(kSeeds) / 2);
}

// Rules that need both messages.
TEST(ReferenceCheckerTest, AgreesOnEchoes) {
  Checker checker(Contract::embedded());
  const reference::Checker reference(Contract::embedded());
  const std::string request = std::string(kSeeds[0].body);
  for (const std::string_view run : {"run-1", "run-2", "", "RUN-1"}) {
    for (const std::string_view arn : {kArn, kArn.substr(1)}) {
      const std::string response =
          "{\"RunId\":\"" + std::string(run) + "\",\"WorkflowArn\":\"" + std::string(arn) + "\"}";
      const HttpRequest sent{.method = "POST",
                             .path = "/",
                             .version = "",
                             .headers = {},
                             .body = request,
                             .body_end = BodyEnd::kComplete,
                             .declared_length = std::nullopt};
      const HttpResponse received{.status = 200,
                                  .version = "",
                                  .headers = {},
                                  .body = response,
                                  .body_end = BodyEnd::kComplete,
                                  .declared_length = std::nullopt};
      std::vector<Violation> storage(64);
      Findings findings(storage);
      checker.check_exchange({&sent, &received}, 0, findings);
      std::vector<ConstraintIndex> echoes;
      for (const Violation& violation : findings.stored()) {
        const std::string_view id = Contract::embedded().constraint(violation.constraint).id;
        if (id.find("echoes") != std::string_view::npos) echoes.push_back(violation.constraint);
      }
      std::sort(echoes.begin(), echoes.end());
      EXPECT_EQ(echoes, reference.check_echo(0, request, response).ids()) << response;
    }
  }
}

}  // namespace
}  // namespace assay
