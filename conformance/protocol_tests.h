// Smithy's protocol tests in the form that botocore carries them: files of suites, each with a
// piece of a model and cases of one operation. What a case says of a request is given to the
// checker, what it says of a response to bind.
#ifndef ASSAY_CONFORMANCE_PROTOCOL_TESTS_H_
#define ASSAY_CONFORMANCE_PROTOCOL_TESTS_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/wire.h"
#include "spec/json_tree.h"

namespace assay {

struct ProtocolTest {
  enum class Kind : std::uint8_t {
    kRequest,
    kResponse
  };
  std::string id;  // "AwsJson10SerializeStringUnionValue"; one id may name a request and a response
  Kind kind = Kind::kRequest;
  std::string description;
  std::string operation;
  std::string file;
  std::uint32_t line = 0;
  SourceFile model;  // botocore's form, with the one operation

  // Requests: what a client sends for `value`; its output is made the input, so that bind can read
  // the body. Responses: what arrives. Members that the case does not have are not looked at.
  std::string method, path;
  std::optional<std::string> host;
  int status = 0;
  HeaderList headers;
  std::optional<std::string> body;

  JsonValue value;  // the parameters, the result, or the members of the error
  std::optional<std::string> error_code, error_message;
  std::vector<std::string> unknown;  // members of the case that nothing here judges
};
std::string_view to_string(ProtocolTest::Kind kind) noexcept;  // "request"

// Errors: kJsonSyntax, kInputFormat with file and line.
Expected<std::vector<ProtocolTest>> read_protocol_tests(std::string_view text,
                                                        std::string_view file);

// A test that is run and need not pass.
struct ProtocolTestException {
  std::string_view id;
  std::string_view reason;
};
std::span<const ProtocolTestException> protocol_test_exceptions() noexcept;

enum class ProtocolTestVerdict : std::uint8_t {
  kPassed,
  kFailed,    // also one that is excepted and would not have to be
  kExcepted,  // does not hold, for a reason that is known
};
std::string_view to_string(ProtocolTestVerdict verdict) noexcept;  // "passed"

struct ProtocolTestResult {
  ProtocolTestVerdict verdict = ProtocolTestVerdict::kPassed;
  std::vector<std::string> problems;  // one plain sentence for each
  std::string reason;                 // of the exception
};

// Errors: those of Contract::compile, at the case's place.
Expected<ProtocolTestResult> run_protocol_test(
    const ProtocolTest& test,
    std::span<const ProtocolTestException> exceptions = protocol_test_exceptions());

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_PROTOCOL_TESTS_H_
