// What is read and written here is what the schemas in spec/schemas/ say, in both directions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include "conformance/conform_report.h"
#include "conformance/protocol.h"
#include "conformance/subject.h"
#include "conformance/suite.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kValidate = R"(
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
if sys.argv[2]:
    schema = {**schema, "anyOf": [{"$ref": "#/$defs/" + sys.argv[2]}]}
validator = jsonschema.Draft202012Validator(schema)
for line in open(sys.argv[3], "rb"):
    try:
        print(1 if validator.is_valid(json.loads(line)) else 0)
    except ValueError:
        print(0)
)";

// For each text whether it is valid; nothing when this machine cannot tell.
std::optional<std::vector<bool>> validate(const std::string& schema, const std::string& part,
                                          const std::vector<std::string>& lines) {
  std::string python;
  for (const std::string candidate : {"/usr/bin/python3", "python3"}) {
    if (std::system((candidate + " -c 'import jsonschema' >/dev/null 2>&1").c_str()) != 0) continue;
    python = candidate;
    break;
  }
  if (python.empty()) return std::nullopt;
  const ScratchDirectory scratch;
  std::ofstream(scratch.path() + "/validate.py") << kValidate;
  std::ofstream texts(scratch.path() + "/lines", std::ios::binary);
  for (const std::string& line : lines) texts << line << '\n';
  texts.close();
  const std::string command = python + " '" + scratch.path() + "/validate.py' '" +
                              ASSAY_SOURCE_DIR "/spec/schemas/" + schema + ".json' '" + part +
                              "' '" + scratch.path() + "/lines'";
  FILE* pipe = popen(command.c_str(), "r");
  std::vector<bool> verdicts;
  for (int c = 0; pipe && (c = fgetc(pipe)) != EOF;) {
    if (c != '\n') verdicts.push_back(c == '1');
  }
  if (pipe) pclose(pipe);
  return verdicts;
}

#define SKIP_WITHOUT(verdicts) \
  if (!(verdicts)) GTEST_SKIP() << "skipped: no jsonschema for Python (python3-jsonschema)"

Outcome outcome_of(const AllowedOutcome& allowed) {
  Outcome outcome;
  switch (allowed.kind) {
    case AllowedOutcome::Kind::kValue:
      outcome.value = allowed.value;
      break;
    case AllowedOutcome::Kind::kServiceError:
      outcome.kind = Outcome::Kind::kServiceError;
      outcome.class_name = "E";
      outcome.code = allowed.code.value_or("");
      outcome.message = allowed.message.value_or("");
      outcome.status = allowed.status;
      outcome.members = allowed.members;
      outcome.request_id = "r";
      break;
    case AllowedOutcome::Kind::kClientError:
    case AllowedOutcome::Kind::kAny:
      outcome.kind = Outcome::Kind::kClientError;
      outcome.class_name = "E";
      outcome.text = "a\xED\xA0\x80";  // a lone surrogate
      break;
  }
  return outcome;
}

// $number stands in expectations alone.
bool has_number(const Tagged& value) {
  if (value.kind == Tagged::Kind::kNumber) return true;
  for (const Tagged& item : value.items) {
    if (has_number(item)) return true;
  }
  for (const auto& member : value.members) {
    if (has_number(member.second)) return true;
  }
  return false;
}

TEST(Schema, EveryMessageOfARunToADriver) {
  std::vector<std::string> lines = {write_hello_request(), write_bye()};
  for (const Case& item : embedded_suite().cases) {
    lines.push_back(write_call({.id = lines.size(),
                                .service = item.service,
                                .operation = item.operation,
                                .endpoint = "http://127.0.0.1:8000",
                                .access_key_id = "k",
                                .secret_access_key = "s",
                                .client = item.client,
                                .input = item.input}));
  }
  const auto verdicts = validate("driver-message", "to_driver", lines);
  SKIP_WITHOUT(verdicts);
  ASSERT_EQ(verdicts->size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_TRUE(verdicts->at(i)) << lines[i];
    EXPECT_TRUE(read_request(lines[i])) << lines[i];
  }
}

TEST(Schema, EveryMessageOfADriver) {
  std::vector<std::string> lines;
  for (const Case& item : embedded_suite().cases) {
    for (const AllowedOutcome& allowed : item.allowed) {
      if (has_number(allowed.value)) continue;
      lines.push_back(write_outcome(7, outcome_of(allowed)));
    }
  }
  const auto verdicts = validate("driver-message", "to_runner", lines);
  SKIP_WITHOUT(verdicts);
  ASSERT_EQ(verdicts->size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_TRUE(verdicts->at(i)) << lines[i];
    EXPECT_TRUE(read_outcome(lines[i], 7)) << lines[i];
  }
}

// The schema and the reader refuse the same mistakes.
TEST(Schema, RefusesWhatTheReaderRefuses) {
  const std::vector<std::string> lines = {
      "[]",
      "not JSON",
      R"({"id":7})",
      R"({"type":"values","id":7,"value":{}})",
      R"({"type":"value","id":7})",
      R"({"type":"value","value":{}})",
      R"({"type":"value","id":"7","value":{}})",
      R"({"type":"value","id":7,"value":1.5})",
      R"({"type":"value","id":7,"value":9007199254740993})",
      R"({"type":"value","id":7,"value":{"$int":"1"}})",
      R"({"type":"value","id":7,"value":{"$integer":"1.0"}})",
      R"({"type":"value","id":7,"value":{"$integer":5}})",
      R"({"type":"value","id":7,"value":{"$double":"1,5"}})",
      R"({"type":"value","id":7,"value":{"$timestamp":"2024-01-01T00:00:00"}})",
      R"({"type":"value","id":7,"value":{"$timestamp":"2024-01-01T00:00:00+01:00"}})",
      R"({"type":"value","id":7,"value":{"$bytes":"/w"}})",
      R"({"type":"value","id":7,"value":{"$lone":"xyz"}})",
      R"({"type":"value","id":7,"value":{"$map":[["a"]]}})",
      R"({"type":"value","id":7,"value":{"$a":1,"b":2}})",
      R"({"type":"value","id":7,"value":{},"extra":1})",
      R"({"type":"client_error","id":7,"class":"X"})",
      R"({"type":"client_error","id":7,"wrapped":true})",
      R"({"type":"client_error","id":7,"class":"X","wrapped":"yes"})",
      R"({"type":"service_error","id":7,"class":"X"})",
      R"({"type":"service_error","id":7,"class":"X","typed":true,"status":"400"})",
  };
  for (const std::string& line : lines) EXPECT_FALSE(read_outcome(line, 7)) << line;
  const auto verdicts = validate("driver-message", "to_runner", lines);
  SKIP_WITHOUT(verdicts);
  ASSERT_EQ(verdicts->size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_FALSE(verdicts->at(i)) << lines[i];
}

std::vector<std::string> one_line(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::erase(text, '\n');  // strings hold none: they are escaped
  return {text};
}

TEST(Schema, SuitesAndEditions) {
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(ASSAY_SOURCE_DIR) / "conformance" / "suites")) {
    if (!entry.is_regular_file()) continue;
    const bool editions = entry.path().stem() == "editions";
    const auto verdicts =
        validate(editions ? "suite-editions" : "suite", "", one_line(entry.path()));
    SKIP_WITHOUT(verdicts);
    EXPECT_EQ(*verdicts, std::vector<bool>{true}) << entry.path();
  }
}

TEST(Schema, ResultsOfEveryVerdict) {
  ConformRun run;
  run.suite = &embedded_suite();
  run.edition = run.suite->edition;
  SubjectRun subject{.name = "s", .replay = "--sdk s"};
  subject.hello = {.sdk = "s", .version = "1", .runtime = "r"};
  for (std::size_t i = 0; i < kVerdictCount; ++i) {
    CaseResult result{.item = &run.suite->cases[i], .verdict = static_cast<CaseVerdict>(i)};
    result.reason = "because";
    result.repeated = i % 2 == 0;
    if (i % 3 == 0) result.outcome = outcome_of(run.suite->cases[i].allowed.front());
    if (result.outcome && has_number(result.outcome->value)) result.outcome.reset();
    subject.results.push_back(std::move(result));
  }
  subject.known.stale = {"x"};
  subject.known.expired = {"y"};
  run.subjects = {subject, subject};
  run.subjects[1].failure = "ended";
  ReportEnvelope envelope = make_envelope("conform", "0");
  envelope.subjects.push_back({"s", "1", "r", {}});
  std::string document = conform_json(run, envelope, 1);
  std::erase(document, '\n');
  auto verdicts = validate("conform-result", "document", {document});
  SKIP_WITHOUT(verdicts);
  EXPECT_EQ(*verdicts, std::vector<bool>{true}) << document;

  std::vector<std::string> lines;
  std::string rest = conform_ndjson(run, envelope, 1);
  for (std::size_t end = 0; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1)) {
    lines.push_back(rest.substr(0, end));
  }
  ASSERT_EQ(lines.size(), 2 * kVerdictCount + 2);
  verdicts = validate("conform-result", "", lines);
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_TRUE(verdicts->at(i)) << lines[i];
}

}  // namespace
}  // namespace assay
