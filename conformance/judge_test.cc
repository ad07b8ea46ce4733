#include "conformance/judge.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

constexpr std::string_view kCanary = "canary-1";

Tagged value_of(std::string_view text) {
  const auto json = parse_json(text, "test");
  return *read_tagged(*json, {text, "test"});
}

AllowedOutcome value(std::string_view text) {
  AllowedOutcome allowed;
  allowed.kind = AllowedOutcome::Kind::kValue;
  allowed.value = value_of(text);
  return allowed;
}
AllowedOutcome client_error() {
  AllowedOutcome allowed;
  allowed.kind = AllowedOutcome::Kind::kClientError;
  return allowed;
}
AllowedOutcome service_error(std::string_view code, int status, std::string_view members = "") {
  AllowedOutcome allowed;
  allowed.kind = AllowedOutcome::Kind::kServiceError;
  allowed.code = code;
  allowed.status = status;
  if (!members.empty()) allowed.members = value_of(members);
  return allowed;
}

Outcome got_value(std::string_view text) { return {.value = value_of(text)}; }
Outcome got_client_error(bool wrapped, std::string_view text = "bad") {
  Outcome outcome;
  outcome.kind = Outcome::Kind::kClientError;
  outcome.class_name = "E";
  outcome.wrapped = wrapped;
  outcome.text = text;
  return outcome;
}
Outcome got_service_error(std::string_view code, int status, std::string_view members = "{}") {
  Outcome outcome;
  outcome.kind = Outcome::Kind::kServiceError;
  outcome.class_name = "E";
  outcome.code = code;
  outcome.status = status;
  outcome.message = "m";
  outcome.members = value_of(members);
  return outcome;
}

struct Row {
  std::vector<AllowedOutcome> allowed;
  Outcome got;
  CaseVerdict verdict;
};

TEST(Judge, AttemptsThatComeTooSoon) {
  Case item;
  item.allowed = {value("{}")};
  item.allowed[0].attempts = {1, 4};
  item.gaps_ms = {1000, 10};
  const auto verdict = [&](std::vector<std::int64_t> gaps_us) {
    const Observation seen{
        .outcome = got_value("{}"), .attempts = gaps_us.size() + 1, .gaps_us = gaps_us};
    return judge(item, seen, kCanary);
  };
  EXPECT_EQ(verdict({}).verdict, CaseVerdict::kPass);
  EXPECT_EQ(verdict({1'000'000, 10'000, 10'000}).verdict, CaseVerdict::kPass);
  EXPECT_EQ(verdict({999'999, 10'000}).verdict, CaseVerdict::kWrongAttempts);
  EXPECT_EQ(verdict({90'000'000, 90'000'000, 9'999}).reason,
            "attempt 4 came 9 ms after the one before, wanted at least 10 ms");
}

TEST(Judge, WhoWaitsPastItsOwnTimeoutHangs) {
  Case item;
  item.client.timeout_ms = 1000;
  item.allowed = {client_error()};
  const Observation seen{.outcome = got_client_error(true), .attempts = 1, .waited_to_end = true};
  EXPECT_EQ(judge(item, seen, kCanary).verdict, CaseVerdict::kHang);
}

TEST(Judge, DescribesWhatAScriptDoes) {
  using Kind = WireStep::Kind;
  WireResponse response;
  response.steps = {{.kind = Kind::kSend, .bytes = "ab\r\n", .write = 1, .ms = 5},
                    {.kind = Kind::kWait, .ms = 7},
                    {.kind = Kind::kReset}};
  EXPECT_EQ(describe_response(response, 100), "ab\\r\\n (1 bytes every 5 ms) | wait 7 ms | reset");
  response.on_connect = true;
  response.steps = {{.kind = Kind::kHold}};
  EXPECT_EQ(describe_response(response, 100), "on connect: say nothing more");
}

TEST(Judge, TheVerdictOfEachPair) {
  const Row rows[] = {
      {{value("{}")}, got_value("{}"), CaseVerdict::kPass},
      {{value(R"({"a":1})")}, got_value(R"({"a":2})"), CaseVerdict::kWrongValue},
      {{value(R"({"a":1})")}, got_value(R"({"a":"1"})"), CaseVerdict::kWrongValue},
      {{value(R"({"a":1})")}, got_value("{}"), CaseVerdict::kSilentLoss},
      {{value(R"({"a":1})")}, got_value(R"({"a":1,"b":1})"), CaseVerdict::kWrongValue},
      {{value("{}")}, got_client_error(true), CaseVerdict::kRefused},
      {{value("{}")}, got_service_error("X", 200), CaseVerdict::kRefused},
      {{value("{}")}, got_client_error(false), CaseVerdict::kLeak},
      {{value("{}")}, got_client_error(true, "x canary-1 y"), CaseVerdict::kSecretLeak},
      {{client_error()}, got_client_error(true), CaseVerdict::kPass},
      {{client_error()}, got_client_error(false), CaseVerdict::kLeak},
      {{client_error()}, got_client_error(false, "canary-1"), CaseVerdict::kSecretLeak},
      {{client_error()}, got_value("{}"), CaseVerdict::kSilentLoss},
      {{client_error()}, got_service_error("X", 400), CaseVerdict::kWrongError},
      {{value("1"), client_error()}, got_value("2"), CaseVerdict::kWrongValue},
      {{value("1"), client_error()}, got_client_error(true), CaseVerdict::kPass},
      {{service_error("X", 400)}, got_service_error("X", 400), CaseVerdict::kPass},
      {{service_error("X", 400)}, got_service_error("Y", 400), CaseVerdict::kWrongError},
      {{service_error("X", 400)}, got_service_error("X", 500), CaseVerdict::kWrongError},
      {{service_error("X", 400, R"({"R":"a"})")},
       got_service_error("X", 400),
       CaseVerdict::kWrongError},
      {{service_error("X", 400, R"({"R":"a"})")},
       got_service_error("X", 400, R"({"R":"a"})"),
       CaseVerdict::kPass},
      {{service_error("X", 400)}, got_client_error(true), CaseVerdict::kWrongError},
      {{service_error("X", 400)}, got_value("{}"), CaseVerdict::kSilentLoss},
      {{AllowedOutcome{}}, got_value("{}"), CaseVerdict::kPass},
      {{AllowedOutcome{}}, got_client_error(false), CaseVerdict::kPass},
  };
  for (const Row& row : rows) {
    const Case item{.id = "a", .title = "t", .allowed = row.allowed};
    const Judgement judgement = judge(item, {.outcome = row.got, .attempts = 1}, kCanary);
    EXPECT_EQ(judgement.verdict, row.verdict)
        << describe_allowed(item) << " <- " << describe_outcome(row.got);
    EXPECT_EQ(judgement.reason.empty(), row.verdict == CaseVerdict::kPass);
  }
}

TEST(Judge, AttemptsBelongToTheOutcome) {
  AllowedOutcome local = client_error();
  local.attempts = {0, 0};
  AllowedOutcome remote = value("{}");
  remote.attempts = {1, 2};
  const Case item{.id = "a", .title = "t", .allowed = {local, remote}};
  struct Attempt {
    Outcome got;
    std::size_t attempts;
    CaseVerdict verdict;
  };
  const Attempt rows[] = {{got_client_error(true), 0, CaseVerdict::kPass},
                          {got_client_error(true), 1, CaseVerdict::kWrongAttempts},
                          {got_value("{}"), 2, CaseVerdict::kPass},
                          {got_value("{}"), 0, CaseVerdict::kWrongAttempts},
                          {got_value("{}"), 3, CaseVerdict::kWrongAttempts}};
  for (const Attempt& row : rows) {
    EXPECT_EQ(judge(item, {.outcome = row.got, .attempts = row.attempts}, kCanary).verdict,
              row.verdict);
  }
}

TEST(Judge, RequestFaultsComeLast) {
  const Case item{.id = "a", .title = "t", .allowed = {value("{}")}};
  EXPECT_EQ(
      judge(item, {.outcome = got_value("{}"), .attempts = 1, .request_faults = {"x"}}, "").verdict,
      CaseVerdict::kWrongRequest);
  EXPECT_EQ(
      judge(item, {.outcome = got_value("1"), .attempts = 1, .request_faults = {"x"}}, "").verdict,
      CaseVerdict::kWrongValue);
}

}  // namespace
}  // namespace assay
