// Which findings of the checker and of the reference checker must be the same.
#ifndef ASSAY_PROPERTY_AGREEMENT_H_
#define ASSAY_PROPERTY_AGREEMENT_H_

#include <string_view>
#include <vector>

#include "parsers/reference/checker.h"
#include "property/fixture.h"

namespace assay {

// What the reference checker says of a body.
reference::Result reference_check(const reference::Checker& checker, const Body& body,
                                  std::string_view text);

// Whether an id is about the text itself, not about what it says.
bool about_text(ConstraintIndex id) noexcept;

// What must agree, sorted. Which error a damaged text names, or one that names it twice, the two
// decide by different readings (the checker also looks behind the damage, and lets the last of
// duplicates win), and by it judge every member: of such errors only what the text is.
std::vector<ConstraintIndex> comparable(const Body& body, bool cut_short,
                                        std::vector<ConstraintIndex> ids);

// Whether each finding of a member - its constraints, twice, unknown - stands where the reference
// has one of the same id: the range of the value, of its name, or of the structure that misses it.
// REQUIRES: the ids agree, and the text is whole.
bool places_agree(const Checked& checked, const reference::Result& expected);

}  // namespace assay

#endif  // ASSAY_PROPERTY_AGREEMENT_H_
