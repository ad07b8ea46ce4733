// Covering arrays: few rows in which every choice of levels for any two (or three) parameters
// occurs.
#ifndef ASSAY_CORPUS_COVERING_ARRAY_H_
#define ASSAY_CORPUS_COVERING_ARRAY_H_

#include <cstdint>
#include <functional>
#include <vector>

namespace assay {

// A parameter and the one that it hangs on: it matters only where that one has that level.
struct CoveringParameter {
  std::uint32_t levels = 1;
  std::uint32_t parent = UINT32_MAX;  // an earlier parameter; UINT32_MAX: always there
  std::uint32_t parent_level = 0;
};

// The level of each parameter; kNoLevel where it does not matter.
using CoveringRow = std::vector<std::uint32_t>;
inline constexpr std::uint32_t kNoLevel = UINT32_MAX;

struct CoveringResult {
  std::vector<CoveringRow> rows;
  std::uint64_t combinations = 0;  // that can occur, by the parents
  std::uint64_t refused = 0;       // of these, in no row: `settle` never let them stand
};

// What a row turns into when it has to keep rules that the parameters do not know: levels may have
// changed, kNoLevel where a parameter has none of its levels any more.
using SettleRow = std::function<CoveringRow(const CoveringRow&)>;

// Greedy, deterministic. REQUIRES: strength is 2 or 3; every parent precedes its children.
// Cost: rows * parameters^strength * levels.
CoveringResult covering_array(const std::vector<CoveringParameter>& parameters,
                              std::uint32_t strength, const SettleRow& settle = {});

}  // namespace assay

#endif  // ASSAY_CORPUS_COVERING_ARRAY_H_
