// Whether all engines say the same of a body, in the same places.
#ifndef ASSAY_PARSERS_REFERENCE_COMPARISON_TEST_UTIL_H_
#define ASSAY_PARSERS_REFERENCE_COMPARISON_TEST_UTIL_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "parsers/reference/differential.h"

namespace assay {

// Over the embedded contract.
class Comparison {
 public:
  using Kind = reference::Differential::Kind;

  Comparison();

  // What the two disagree about: ids, places, verdict; empty when they agree.
  std::string difference(Kind kind, std::string_view body);

  // How many of the bodies had a finding.
  std::size_t with_findings() const { return with_findings_; }

 private:
  reference::Differential differential_;
  std::size_t with_findings_ = 0;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_REFERENCE_COMPARISON_TEST_UTIL_H_
