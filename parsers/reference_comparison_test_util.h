// Whether the checker and the reference checker say the same of a body.
#ifndef ASSAY_PARSERS_REFERENCE_COMPARISON_TEST_UTIL_H_
#define ASSAY_PARSERS_REFERENCE_COMPARISON_TEST_UTIL_H_

#include <assay/checker.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/reference/checker.h"

namespace assay {

// Both checkers of the embedded contract.
class Comparison {
 public:
  enum class Kind : std::uint8_t {
    kInput,
    kOutput,
    kError
  };

  Comparison();

  // What the two disagree about: ids, places, verdict; empty when they agree.
  std::string difference(Kind kind, std::string_view body);

  // How many of the bodies had a finding.
  std::size_t with_findings() const { return with_findings_; }

 private:
  Checker checker_;
  reference::Checker reference_;
  std::size_t with_findings_ = 0;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_REFERENCE_COMPARISON_TEST_UTIL_H_
