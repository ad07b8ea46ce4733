// Small models for the tests of this floor.
#ifndef ASSAY_SPEC_CONTRACT_TEST_UTIL_H_
#define ASSAY_SPEC_CONTRACT_TEST_UTIL_H_

#include <assay/contract.h>

#include <string>
#include <string_view>

namespace assay::test {

// A model of service x#Demo (sdkId "Demo") with one operation x#Run, whose input is x#In. `shapes`
// are further members of "shapes", x#In among them; types of members are written in full.
std::string model_of(std::string_view shapes);

// Of that model alone.
Expected<Contract> compile_model(std::string_view shapes);

// A text with its place marked by a section sign: "a§bc" -> "abc" and offset 1.
struct MarkedText {
  explicit MarkedText(std::string_view marked);
  std::string text;
  std::size_t offset = 0;
};

}  // namespace assay::test

#endif  // ASSAY_SPEC_CONTRACT_TEST_UTIL_H_
