// From what a subject did to a verdict.
#ifndef ASSAY_CONFORMANCE_JUDGE_H_
#define ASSAY_CONFORMANCE_JUDGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/protocol.h"
#include "conformance/suite.h"
#include "conformance/verdict.h"

namespace assay {

struct Judgement {
  CaseVerdict verdict = CaseVerdict::kPass;
  std::string reason = {};  // one line; empty for a pass
};

// What was observed of one call.
struct Observation {
  Outcome outcome;
  std::size_t attempts = 0;
  std::vector<std::int64_t> gaps_us = {};  // from each attempt to the next
  bool waited_to_end = false;              // for a response that never came, past its own timeout
  std::vector<std::string> request_faults = {};  // of the first request
};

// The worst first: secret leak, leak, then what the outcome should have been, attempts, request.
Judgement judge(const Case& item, const Observation& observation, std::string_view canary);

// "value {"RunId":"r"} or client_error", for people.
std::string describe_allowed(const Case& item);
// "200 {"RunId":"r"}"; of scripts what is done: "HTTP/1.1 200 OK... then reset". `limit`: bytes of
// each text.
std::string describe_response(const WireResponse& response, std::size_t limit);
// "value {}", "service_error ThrottlingException 400 \"Rate exceeded\"".
std::string describe_outcome(const Outcome& outcome);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_JUDGE_H_
