// Seeds of the fuzz targets, and how a target reads what it is given.
#ifndef ASSAY_CORPUS_FUZZ_SEEDS_H_
#define ASSAY_CORPUS_FUZZ_SEEDS_H_

#include <assay/contract.h>
#include <assay/message.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// Constraints that have a counter of their own while fuzzing; those after them share one with an
// earlier constraint.
inline constexpr std::size_t kFuzzCounters = 1024;

// Folder of a target -> name -> text.
using FuzzSeeds = std::map<std::string, std::map<std::string, std::string>>;

// Conforming messages, one message for each constraint that can be broken, and the evidence of the
// ledgers. The same contract gives the same seeds; names say what a seed shows.
FuzzSeeds fuzz_seeds(const Contract& contract);

// What the targets of bodies are given: the first byte chooses the operation ('A' the first one,
// any byte some one), the rest is the body. Views point into the text.
struct BodySeed {
  BodySeed(const Contract& contract, std::string_view text) noexcept;
  OperationIndex operation = 0;
  std::string_view body;
};
char operation_letter(OperationIndex operation) noexcept;

// A text of fuzz_check_error as a response: after the byte of the operation, the first line is
// status and X-Amzn-Errortype, the rest is the body. Views point into the text. Not copied or
// moved.
class ErrorSeed {
 public:
  ErrorSeed(const Contract& contract, std::string_view text);
  ErrorSeed(const ErrorSeed&) = delete;
  ErrorSeed& operator=(const ErrorSeed&) = delete;
  OperationIndex operation() const noexcept { return operation_; }
  const HttpResponse& response() const noexcept { return response_; }

 private:
  OperationIndex operation_;
  std::vector<Header> headers_;
  HttpResponse response_;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_FUZZ_SEEDS_H_
