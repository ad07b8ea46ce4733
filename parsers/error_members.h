// The members at the top of a body that name an error and describe it, wherever they stand.
#ifndef ASSAY_PARSERS_ERROR_MEMBERS_H_
#define ASSAY_PARSERS_ERROR_MEMBERS_H_

#include <string_view>

#include "parsers/structural_scan.h"
#include "parsers/walk_scratch.h"

namespace assay {

// Shapes: end is 0 where there is none; of duplicates the last counts.
struct ErrorMembers {
  StringToken type_name;  // the name `__type`, whatever its value
  StringToken code_name;  // the name `code`
  // Values that are strings:
  StringToken type;     // `__type`
  StringToken code;     // `code`
  StringToken message;  // `message`, else `Message`
};

// Looks over the tokens, depth by counting; of a broken text as far as it can be read.
ErrorMembers find_error_members(const IndexedText& text, WalkScratch& scratch) noexcept;

using ErrorNameVisitor = void (*)(void* context, const StringToken& name, std::string_view text);
void each_error_name(const IndexedText& text, WalkScratch& scratch, ErrorNameVisitor visit,
                     void* context) noexcept;

// `visit(name, text)` for the names `__type` and `code`, as often as they stand there.
template <typename Visit>
void each_error_name(const IndexedText& text, WalkScratch& scratch, Visit visit) noexcept {
  const auto call = [](void* context, const StringToken& name, std::string_view decoded) {
    (*static_cast<Visit*>(context))(name, decoded);
  };
  each_error_name(text, scratch, call, &visit);
}

}  // namespace assay

#endif  // ASSAY_PARSERS_ERROR_MEMBERS_H_
