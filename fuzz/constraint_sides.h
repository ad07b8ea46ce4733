// Which constraints the inputs of a corpus break, and which they reach and keep.
#ifndef ASSAY_FUZZ_CONSTRAINT_SIDES_H_
#define ASSAY_FUZZ_CONSTRAINT_SIDES_H_

#include <assay/contract.h>
#include <assay/finding.h>

#include <memory>
#include <span>
#include <string_view>

namespace assay::fuzz {

// A text that was checked against a structure (kNoIndex: against none).
struct CheckedText {
  std::uint32_t shape;
  std::string_view text;
};

// Notes nothing unless the variable ASSAY_FUZZ_CONSTRAINTS names a file: it is written when the
// program ends, lines "total N", "broken ID", "held ID". A constraint of a shape is held by a
// message with a value of that shape that does not break it; one of the protocol by a message that
// does not break it where another message of the target does.
class ConstraintSides {
 public:
  static bool wanted() noexcept;
  static void note(const Contract& contract, std::span<const Violation> findings,
                   std::span<const CheckedText> texts);
};

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_CONSTRAINT_SIDES_H_
