// What must not be held against a message: exactly these give no finding of warning or above.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/evidence.h"

namespace assay {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

class HarmlessTest : public ::testing::Test {
 protected:
  // The findings of warning or above; the notes are only counted.
  std::string worse_than_notes(const EvidenceCase& exchange, std::size_t* notes = nullptr) {
    std::vector<Violation> storage(64);
    Findings findings(storage);
    const EvidenceView view(exchange);
    checker_.check_exchange(view.exchange(), exchange.operation, findings);
    std::string ids;
    for (const Violation& violation : findings.stored()) {
      if (violation.severity == Severity::kNote) continue;
      ids += std::string(Contract::embedded().constraint(violation.constraint).id) + " ";
    }
    if (notes != nullptr) *notes = findings.count(Severity::kNote);
    return ids;
  }

  EvidenceCase response(std::string body, int status = 200, const Headers& more = {}) {
    EvidenceCase exchange;
    exchange.request = minimal_request(Contract::embedded(), 0);
    exchange.response = minimal_response(Contract::embedded(), 0);
    exchange.response->body = std::move(body);
    exchange.response->status = status;
    for (const auto& header : more) exchange.response->headers.push_back(header);
    return exchange;
  }

  EvidenceCase request(std::string body) {
    EvidenceCase exchange;
    exchange.request = minimal_request(Contract::embedded(), 0);
    exchange.request->body = std::move(body);
    return exchange;
  }

  Checker checker_{Contract::embedded()};
};

TEST_F(HarmlessTest, MembersAbsentThroughout) { EXPECT_EQ(worse_than_notes(response("{}")), ""); }

TEST_F(HarmlessTest, UnknownMembersOfResponses) {
  std::size_t notes = 0;
  EXPECT_EQ(worse_than_notes(response(R"({"New":1,"RunDetail":{"Newer":{"a":[null]}}})"), &notes),
            "");
  EXPECT_EQ(notes, 2u);
  EXPECT_EQ(worse_than_notes(response(R"({"Message":"a","New":[]})", 400,
                                      {{"X-Amzn-Errortype", "AccessDeniedException"}})),
            "");
}

TEST_F(HarmlessTest, NullForOptionalMembers) {
  EXPECT_EQ(worse_than_notes(response(
                R"({"RunId":null,"RunType":null,"WorkflowArn":null,"WorkflowVersion":null,)"
                R"("OverrideParameters":null,"RunDetail":null})")),
            "");
  EXPECT_EQ(worse_than_notes(
                response(R"({"RunDetail":{"CompletedOn":null,"Duration":null,"TaskInstances":null,)"
                         R"("RunState":"RUNNING","ErrorMessage":null}})")),
            "");
  EXPECT_EQ(worse_than_notes(response(R"({"Message":"a","RetryAfterSeconds":null})", 500,
                                      {{"X-Amzn-Errortype", "InternalServerException"}})),
            "");
}

TEST_F(HarmlessTest, ToleratedTimestamps) {
  for (const std::string_view text :
       {"2026-11-22T09:37:00+01:00", "2026-11-22T09:37:00-00:00", "2026-11-22T09:37:00.123456Z",
        "2026-11-22T09:37:00.123456789123Z", "2026-11-22t09:37:00z", "2026-06-30T23:59:60Z"}) {
    std::size_t notes = 0;
    EXPECT_EQ(
        worse_than_notes(response(R"({"RunDetail":{"CreatedAt":")" + std::string(text) + R"("}})"),
                         &notes),
        "")
        << text;
    EXPECT_EQ(notes, 1u) << text;
  }
}

// Those of the page where there is one, else those of the model.
TEST_F(HarmlessTest, StatusesOfErrors) {
  const ContractTables& tables = Contract::embedded().tables();
  for (OperationIndex operation = 0; operation < tables.operations.size(); ++operation) {
    const OperationTable& table = tables.operations[operation];
    for (std::uint32_t i = 0; i < table.error_count; ++i) {
      const ErrorTable& error = tables.errors[table.first_error + i];
      EvidenceCase exchange;
      exchange.operation = operation;
      exchange.response = minimal_error(Contract::embedded(), table.first_error + i);
      if (operation == 0) {
        EXPECT_TRUE(exchange.response->status == 400 || exchange.response->status == 500);
        EXPECT_EQ(exchange.response->status, error.documented_status);
      } else {
        EXPECT_EQ(exchange.response->status, error.model_status);
      }
      EXPECT_EQ(worse_than_notes(exchange), "") << table.name << " " << error.name;
    }
  }
}

TEST_F(HarmlessTest, NamesOfErrors) {
  const auto body = [](std::string_view member) {
    return "{" + std::string(member) + R"(,"message":"m"})";
  };
  // By the header only, with lower-case `message`.
  for (const char* name : {"AccessDeniedException", "com.amazonaws#AccessDeniedException",
                           "AccessDeniedException:http://internal.amazon.com/coral/x#y/",
                           "aws.protocols#AccessDeniedException:http://x/"}) {
    EXPECT_EQ(worse_than_notes(response(R"({"message":"m"})", 400, {{"X-Amzn-Errortype", name}})),
              "")
        << name;
    // By the body only.
    EXPECT_EQ(worse_than_notes(response(body(R"("__type":")" + std::string(name) + "\""), 400)), "")
        << name;
    EXPECT_EQ(worse_than_notes(response(body(R"("code":")" + std::string(name) + "\""), 400)), "")
        << name;
  }
}

TEST_F(HarmlessTest, OrderWhiteSpaceAndEscapes) {
  constexpr std::string_view kArn =
      "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/a-0123456789";
  EXPECT_EQ(worse_than_notes(
                request(R"({"WorkflowArn":")" + std::string(kArn) + R"(","RunId":"run-1"})")),
            "");
  EXPECT_EQ(worse_than_notes(
                request(R"({"RunId":"run-1","WorkflowArn":")" + std::string(kArn) + R"("})")),
            "");
  EXPECT_EQ(
      worse_than_notes(request("\r\n\t {\n\t\"RunId\" :\r\n \"run-1\" , \"WorkflowArn\"\t:\"" +
                               std::string(kArn) + "\"\n} \t\r\n")),
      "");
  EXPECT_EQ(
      worse_than_notes(request(R"({"\u0052un\u0049d":"\u0072un-1","WorkflowArn":"arn\u003aaws)" +
                               std::string(kArn.substr(7)) + R"("})")),
      "");
  EXPECT_EQ(worse_than_notes(response(
                R"({"RunDetail":{"ErrorMessage":"\"\\\/\b\f\t\ud83d\ude00","Dur\u0061tion":1}})")),
            "");
}

// The other side: the same messages with one thing more are no longer harmless.
TEST_F(HarmlessTest, IsNotBlind) {
  EXPECT_EQ(worse_than_notes(response(R"({"RunId":null,"RunId":null})")),
            "awsJson1_0/body@duplicate-member ");
  EXPECT_EQ(worse_than_notes(response(R"({"RunDetail":{"TaskInstances":[null]}})")),
            "mwaa-serverless/TaskInstanceIds@dense ");
  EXPECT_EQ(worse_than_notes(response(R"({"Message":"a"})", 403,
                                      {{"X-Amzn-Errortype", "AccessDeniedException"}})),
            "mwaa-serverless/AccessDeniedException@status.disputed ");
  EXPECT_EQ(worse_than_notes(response(R"({"RunDetail":{"CreatedAt":"2026-11-22 09:37:00Z"}})")),
            "mwaa-serverless/TimestampValue@format ");
}

}  // namespace
}  // namespace assay
