// From byte offsets back to places: the cold path behind every diagnostic.
#ifndef ASSAY_PARSERS_LOCATE_H_
#define ASSAY_PARSERS_LOCATE_H_

#include <assay/contract.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// Units: bytes in the body, end not included.
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// A body seen through its contract: every range that must not be shown, and the way to a byte.
// Works on broken text: what comes before the damage is located, and when the damage lies inside
// a sensitive member everything from there on is masked.
class BodyMap {
 public:
  // `root` is the structure that the body is (an input, an output, an error); kNoIndex where the
  // error is not modelled.
  BodyMap(const Contract& contract, ShapeIndex root, std::string_view body);

  // RFC 6901 pointer of the innermost value (or member name) that contains the offset. Stops at a
  // sensitive member.
  std::string pointer_at(std::uint32_t offset) const;

  // Sorted, disjoint.
  const std::vector<ByteRange>& masked() const noexcept { return masked_; }

 private:
  friend class WalkTrace;  // parsers/walk_trace.h
  struct Entry {
    ByteRange range;      // name and value together
    std::string segment;  // escaped for RFC 6901
    std::uint32_t parent = UINT32_MAX;
  };
  void mask_rest(const Contract& contract, std::string_view body, std::uint32_t from, bool all);

  std::vector<Entry> entries_;  // in order of begin
  std::vector<ByteRange> masked_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_LOCATE_H_
