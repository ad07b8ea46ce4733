// For each constraint, what would notice that nothing checks it any more: evidence, vectors,
// properties, fuzzing, cases for SDKs. Counted by making them, nothing is taken on trust.
#ifndef ASSAY_CLI_EVIDENCE_MATRIX_H_
#define ASSAY_CLI_EVIDENCE_MATRIX_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace assay::cli {

struct MatrixRow {
  std::size_t holds = 0, breaks = 0;                // cases of the ledger's line
  std::size_t vectors_keep = 0, vectors_break = 0;  // of the small tier
  std::size_t properties = 0;                       // kinds of message that they break it in
  bool counter = false;                             // fuzzing counts it apart from all others
  std::size_t seeds = 0;                            // of fuzz targets whose check reports it
  std::size_t sdk_cases = 0;                        // whose messages break it
};

// The sources of evidence, in the order of the table.
inline constexpr std::array<std::string_view, 5> kMatrixColumns = {
    "evidence", "vectors", "properties", "fuzz", "sdk_cases"};
// Whether the cell of a column has nothing: evidence of one side alone, no vector that breaks it,
// no kind of message, no counter or no seed, no case. REQUIRES: column < kMatrixColumns.size().
bool is_empty(const MatrixRow& row, std::size_t column) noexcept;
// Neither side of the constraint has a case of evidence.
inline bool lacks_evidence(const MatrixRow& row) noexcept { return row.holds + row.breaks == 0; }

// One row a constraint, in the order of the contract. `go_on` is asked now and then with what is
// being counted; where it says false the rows are not complete.
// Errors: those of evidence_cases and derive_vectors.
using GoOn = std::function<bool(std::string_view counting)>;
Expected<std::vector<MatrixRow>> evidence_matrix(const Contract& contract, const GoOn& go_on);

}  // namespace assay::cli

#endif  // ASSAY_CLI_EVIDENCE_MATRIX_H_
