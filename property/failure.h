// What a failing property prints: what is wrong, the message as a vector, how to check it again.
#ifndef ASSAY_PROPERTY_FAILURE_H_
#define ASSAY_PROPERTY_FAILURE_H_

#include <set>
#include <string>
#include <string_view>

#include "property/fixture.h"

namespace assay {

// A body as a vector file of one case, in the form of corpus/vectors: `broken` is exactly what a
// check of it is to find.
std::string vector_text(const Body& body, std::string_view text,
                        const std::set<ConstraintIndex>& broken);

// What is wrong, the text, what was found, the vector file, and the line that checks the body
// again, which is left in a file in the temporary directory for it.
std::string failure(std::string_view what, const Body& body, std::string_view text,
                    const Checked& checked, const std::set<ConstraintIndex>& expected);
// The same where what was found is not what is wrong.
std::string failure(std::string_view what, const Body& body, std::string_view text,
                    const Checked& checked);

}  // namespace assay

#endif  // ASSAY_PROPERTY_FAILURE_H_
