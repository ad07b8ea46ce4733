// Models on the command line: several in one run, names that must be clear, what notes say.
#include "cli/model_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "cli/cli_test_util.h"
#include "parsers/exchange_record.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// A service with two operations, in botocore's form. Targets begin with `prefix`.
std::string service(std::string_view id, std::string_view prefix, std::string_view operation) {
  std::string text = R"({"metadata": {"protocol": "json", "jsonVersion": "1.1",
"serviceId": "$id", "endpointPrefix": "$id", "targetPrefix": "$prefix", "signatureVersion": "v4"},
"operations": {
"$operation": {"name": "$operation", "input": {"shape": "In"}, "output": {"shape": "Out"}},
"Shared": {"name": "Shared", "input": {"shape": "In"}, "output": {"shape": "Out"}}},
"shapes": {"In": {"type": "structure", "members": {"Name": {"shape": "Name"}}},
"Out": {"type": "structure", "members": {"Size": {"shape": "Size"}}},
"Name": {"type": "string", "min": 1, "max": 3, "pattern": "(?=a)[a-z]*"},
"Size": {"type": "integer"}}})";
  const auto fill = [&](std::string_view mark, std::string_view with) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
      text.replace(at, mark.size(), with);
    }
  };
  fill("$id", id);
  fill("$prefix", prefix);
  fill("$operation", operation);
  return text;
}

std::string record(std::string_view target, std::string_view request, std::string_view response,
                   std::string_view version = "1.1") {
  const std::string type = "application/x-amz-json-" + std::string(version);
  const std::string signature =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/x/aws4_request, "
      "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" +
      std::string(64, 'a');
  const Header headers[] = {{"Host", "127.0.0.1"},
                            {"Content-Type", type},
                            {"X-Amz-Target", target},
                            {"X-Amz-Date", "20261122T120000Z"},
                            {"Authorization", signature}};
  const Header answer[] = {{"Content-Type", type}, {"x-amzn-RequestId", "r"}};
  HttpRequest in;
  in.method = "POST";
  in.path = "/";
  in.headers = headers;
  in.body = request;
  HttpResponse out;
  out.status = 200;
  out.headers = answer;
  out.body = response;
  return write_exchange_record({&in, &out}, {}) + "\n";
}

struct Models {
  std::string one = write_file("one.json", service("One", "OneTarget", "Open"));
  std::string two = write_file("two.json", service("Two", "TwoTarget", "Close"));
};

TEST(ModelOptions, TargetsPickTheContract) {
  const Models models;
  const std::string traffic = write_file(
      "traffic.ndjson",
      record("OneTarget.Open", "{\"Name\":\"abcd\"}", "{}") +
          record("TwoTarget.Close", "{}", "{\"Size\":\"1\"}") +
          record("AmazonMWAAServerless.GetWorkflowRun",
                 R"({"WorkflowArn":"arn:aws:airflow-serverless:us-east-1:123456789012:workflow/)"
                 R"(etl-a1b2c3d4e5","RunId":"-"})",
                 "{}", "1.0") +
          record("OtherTarget.Run", "{}", "{}"));
  const CommandResult result =
      run({"check", "--model", models.one, "--model", models.two, "--model", "embedded", traffic});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("traffic.ndjson:1:1: error: Member must have length between 1 "
                                    "and 3, inclusive [one/Name@length.max]\n  Open request"));
  EXPECT_THAT(result.out, HasSubstr("traffic.ndjson:2:1: error: must be a JSON number "));
  EXPECT_THAT(result.out, HasSubstr("[two/Size@type]\n  Close response"));
  EXPECT_THAT(result.out, HasSubstr("[mwaa-serverless/IdString@pattern]"));
  EXPECT_THAT(result.out,
              HasSubstr("4 exchanges: 0 valid, 3 invalid, 0 unchecked, 1 of other services"));
}

// Services that share a prefix are told apart by the operation.
TEST(ModelOptions, OperationsTellServicesWithOnePrefixApart) {
  const std::string one = write_file("p1.json", service("One", "Same", "Open"));
  const std::string two = write_file("p2.json", service("Two", "Same", "Close"));
  const std::string traffic =
      write_file("prefix.ndjson", record("Same.Close", "{}", "{\"Size\":\"1\"}"));
  EXPECT_THAT(run({"check", "--model", one, "--model", two, traffic}).out,
              HasSubstr("[two/Size@type]"));
}

TEST(ModelOptions, ResultFilesNameEveryModel) {
  const Models models;
  const std::string traffic = write_file("all.ndjson", record("OneTarget.Open", "{}", "{}"));
  const std::string json =
      run({"check", "--model", models.one, "--model", models.two, traffic, "--format", "json"}).out;
  const auto parsed = parse_json(json, "report");
  ASSERT_TRUE(parsed);
  const JsonValue* listed = parsed->find("models");
  ASSERT_EQ(listed->items.size(), 2U);
  EXPECT_EQ(listed->items[0].string_or("service", ""), "one");
  EXPECT_EQ(listed->items[1].string_or("sha256", ""), Contract::load(models.two)->model_hash());

  const std::string lint =
      run({"lint", models.one, "--against", models.two, "--format", "json"}).out;
  const auto linted = parse_json(lint, "lint");
  ASSERT_TRUE(linted);
  ASSERT_EQ(linted->find("models")->items.size(), 2U);
  EXPECT_EQ(linted->find("models")->items[0].string_or("sha256", ""),
            Contract::load(models.one)->model_hash());
}

TEST(ModelOptions, BareBodiesNeedAnOperationThatIsClear) {
  const Models models;
  const std::string body = write_file("bare.json", R"({"Name":"zz"})");
  const auto check = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"check", "--as", "request", body});
    return run(more);
  };
  CommandResult result = check({"--model", models.one});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.out, HasSubstr("bare.json: error: a bare body, and nothing says whose; "
                                    "--operation: which one? one has Open, Shared"));
  result = check({"--model", models.one, "--operation", "Shared"});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("[one/Name@pattern]"));

  const std::vector<std::string> both{"--model", models.one, "--model", models.two};
  const auto with_both = [&](const std::string& operation) {
    std::vector<std::string> all = both;
    if (!operation.empty()) all.insert(all.end(), {"--operation", operation});
    return check(all);
  };
  EXPECT_THAT(with_both("").out, HasSubstr("which one? Say SERVICE/NAME; loaded: one, two"));
  EXPECT_THAT(with_both("Shared").err,
              HasSubstr("--operation: several models have Shared: say one/Shared or two/Shared"));
  EXPECT_EQ(with_both("Shared").code, 2);
  EXPECT_THAT(with_both("two/Shared").out, HasSubstr("[two/Name@pattern]"));
  EXPECT_THAT(with_both("Close").out, HasSubstr("[two/Name@pattern]"));
  EXPECT_THAT(with_both("Opne").err, HasSubstr("did you mean Open"));
  EXPECT_THAT(with_both("three/Open").err, HasSubstr("no model of three is loaded; loaded: one"));
}

TEST(ModelOptions, ShapesAreNamedTheSameWay) {
  const Models models;
  const CommandResult result =
      run({"check", "--model", models.one, "--model", models.two, "--shape", "two/Name", "abcd"});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("[two/Name@length.max]"));
  EXPECT_THAT(
      run({"check", "--model", models.one, "--model", models.two, "--shape", "Name", "a"}).err,
      HasSubstr("say one/Name or two/Name"));
}

TEST(ModelOptions, WhatCannotBeTold) {
  const Models models;
  for (const std::string verb : {"check", "explain"}) {
    const std::string what = verb == "check" ? models.one : "one/Name@type";
    CommandResult result = run({verb, "--model", models.one, "--model", models.one, what});
    EXPECT_EQ(result.code, 2) << verb;
    EXPECT_THAT(result.err, HasSubstr("are both of one"));
    result = run({verb, "--rules", models.two, what});
    EXPECT_EQ(result.code, 2) << verb;
    EXPECT_THAT(result.err, HasSubstr("--rules and --ledger belong to a model"));
    result = run({verb, "--model", "/no/such.json", what});
    EXPECT_EQ(result.code, 2) << verb;
    EXPECT_THAT(result.err, HasSubstr("/no/such.json: error: cannot be read"));
  }
}

// Every verb that has the options says the same of them.
TEST(ModelOptions, OneHelpText) {
  const auto of = [](const std::string& verb) {
    const std::string help = run({verb, "--help"}).out;
    const std::size_t begin = help.find("  --model MODEL");
    return help.substr(begin, help.find("\n  --rules", begin) - begin);
  };
  EXPECT_THAT(of("check"), HasSubstr("botocore:SERVICE"));
  for (const std::string verb : {"explain", "lint", "conform", "replay"})
    EXPECT_EQ(of(verb), of("check")) << verb;
}

TEST(ModelOptions, ExplainKnowsIdsAndNotesOfLoadedModels) {
  const Models models;
  const CommandResult result = run({"explain", "--model", models.one, "--model", models.two,
                                    "two/Name@pattern", "one/Size@type", "awsJson1_0/body@utf8"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("  checked in  Close request /Name\n"
                                    "              Shared request /Name\n"));
  EXPECT_THAT(result.out, HasSubstr("\n  note        pattern matched by PCRE2: "));
  EXPECT_THAT(result.out, HasSubstr("\none/Size@type: "));
  const CommandResult only =
      run({"explain", "--model", models.two, "--operation", "Close", "two/Name@pattern"});
  EXPECT_THAT(only.out, Not(HasSubstr("Shared request")));
  const std::string list = run({"explain", "--model", models.one, "--list"}).out;
  EXPECT_THAT(list, HasSubstr("\nWhat is checked in another way, or not at all\n"
                              "  one/Name@pattern\n"));
  EXPECT_THAT(run({"explain", "--list"}).out, Not(HasSubstr("or not at all")));
  EXPECT_THAT(run({"explain", "--", "--model"}).out, HasSubstr("--model (option of assay check)"));
}

TEST(ModelOptions, LintReportsWhatNoCheckLooksAt) {
  std::string stream = service("One", "OneTarget", "Open");
  stream.replace(stream.find("\"type\": \"integer\""), 17,
                 "\"type\": \"blob\", \"streaming\": true");
  std::string nested = stream;
  nested.replace(nested.find("(?=a)[a-z]*"), 11, "(?=a)[z-a]*");
  const CommandResult result = run({"lint", write_file("stream.json", nested)});
  EXPECT_THAT(result.out, HasSubstr("is not checked [lint/body.unread]\n  Open\n"));
}

// Public models beside the embedded one, each with an exchange that it finds fault with.
TEST(ModelOptions, PublicModelsTogether) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "skipped: no shared data";
  const std::string kms = (folder / "kms-2014-11-01.json").string();
  const std::string dynamodb = (folder / "dynamodb-2012-08-10.json").string();
  const std::string traffic =
      write_file("public.ndjson",
                 record("TrentService.Encrypt", R"({"KeyId":"k","Plaintext":"AA"})", "{}") +
                     record("TrentService.Encrypt", R"({"KeyId":"k","Plaintext":"AAAA"})", "{}") +
                     record("DynamoDB_20120810.GetItem",
                            R"({"TableName":"table","Key":{"id":{"M":{"deep":{"L":[{"S":1}]}}}}})",
                            "{}", "1.0") +
                     record("AmazonMWAAServerless.GetWorkflowRun", "{}", "{}", "1.0") +
                     record("AWSSecurityTokenService.GetCallerIdentity", "{}", "{}"));
  const CommandResult result =
      run({"check", "--model", kms, "--model", dynamodb, "--model", "embedded", traffic});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("public.ndjson:1:1: error: "));
  EXPECT_THAT(result.out, HasSubstr("[kms/PlaintextType@format]"));
  EXPECT_THAT(result.out, Not(HasSubstr("public.ndjson:2:1: ")));
  EXPECT_THAT(result.out, HasSubstr("[dynamodb/StringAttributeValue@type]\n"
                                    "  GetItem request /Key/id/M/deep/L/0/S"));
  EXPECT_THAT(result.out, HasSubstr("[mwaa-serverless/GetWorkflowRunRequest.RunId@required]"));
  EXPECT_THAT(result.out, HasSubstr("5 exchanges: 1 valid, 3 invalid, 0 unchecked, 1 of other "
                                    "services (x)"));
}

}  // namespace
}  // namespace assay::cli
