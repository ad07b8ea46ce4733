#include "property/agreement.h"

#include <algorithm>

namespace assay {

reference::Result reference_check(const reference::Checker& checker, const Body& body,
                                  std::string_view text) {
  switch (body.role) {
    case MessageRole::kInput:
      return checker.check_input(body.operation, text);
    case MessageRole::kOutput:
      return checker.check_output(body.operation, text);
    case MessageRole::kError:
      return checker.check_error_body(body.operation, text);
  }
  return {};
}

bool about_text(ConstraintIndex id) noexcept { return id <= index_of(ProtocolRule::kBodyObject); }

std::vector<ConstraintIndex> comparable(const Body& body, bool cut_short,
                                        std::vector<ConstraintIndex> ids) {
  std::ranges::sort(ids);
  constexpr ConstraintIndex kTwice = index_of(ProtocolRule::kDuplicateMember);
  const bool twice = std::ranges::binary_search(ids, kTwice);
  if (body.role == MessageRole::kError && (cut_short || twice)) {
    std::erase_if(ids, [&](ConstraintIndex id) { return !about_text(id) && id != kTwice; });
  }
  // Whether the last escape of a cut string is half of a pair is open.
  if (cut_short) std::erase(ids, index_of(ProtocolRule::kBodySurrogate));
  return ids;
}

bool places_agree(const Checked& checked, const reference::Result& expected) {
  constexpr ConstraintIndex kOfMembers[] = {index_of(ProtocolRule::kDuplicateMember),
                                            index_of(ProtocolRule::kRequestUnknownMember),
                                            index_of(ProtocolRule::kResponseUnknownMember)};
  std::vector<bool> taken(expected.findings.size(), false);
  for (const Violation& found : checked.findings) {
    const ConstraintIndex id = found.constraint;
    const bool of_member = std::ranges::find(kOfMembers, id) != std::end(kOfMembers);
    if (id < index_of(ProtocolRule::kCount) && !of_member) continue;
    bool stands = false;
    for (std::size_t i = 0; i < taken.size() && !stands; ++i) {
      const reference::Finding& other = expected.findings[i];
      if (taken[i] || other.constraint != id) continue;
      stands = std::ranges::any_of(other.places, [&](const reference::Place& place) {
        return place.begin == found.begin && place.end == found.end;
      });
      if (stands) taken[i] = true;
    }
    if (!stands) return false;
  }
  return true;
}

}  // namespace assay
