// Findings as one line of text, for case tables.
#ifndef ASSAY_PARSERS_CHECK_TEST_UTIL_H_
#define ASSAY_PARSERS_CHECK_TEST_UTIL_H_

#include <assay/checker.h>

#include <string>
#include <string_view>

namespace assay {

// "IdString@length.min 9-11, awsJson1_0/body@syntax 12-13": ids without the service's prefix, byte
// ranges in the body; findings of other parts than the bodies as "id REQUEST-HEADER" and the like.
std::string describe(const Contract& contract, const Findings& findings);

std::string checked_input(Checker& checker, std::string_view body);
std::string checked_output(Checker& checker, std::string_view body);
std::string checked_error(Checker& checker, std::string_view body);

// A response with every member.
std::string_view full_output();

}  // namespace assay

#endif  // ASSAY_PARSERS_CHECK_TEST_UTIL_H_
