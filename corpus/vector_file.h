// Vector files: the JSON text of vectors, and how two editions of it differ.
#ifndef ASSAY_CORPUS_VECTOR_FILE_H_
#define ASSAY_CORPUS_VECTOR_FILE_H_

#include <assay/contract.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/vector.h"

namespace assay {

// Grows when cases change their verdict; new cases alone do not change it.
inline constexpr std::string_view kVectorSuite = "1.0";
inline constexpr std::size_t kMaxVectorFileBytes = 5'000'000;

struct VectorText {
  std::string name;  // "values/IdString.json", below the directory of the tier
  std::string text;
  std::size_t cases = 0;
};

// The file as text, ASCII only, a line a case; several texts ("values/IdString-2.json") where one
// would be larger than kMaxVectorFileBytes. The same vectors always give the same bytes.
// Source: spec/schemas/vectors.json.
std::vector<VectorText> write_vector_file(const Contract& contract, VectorTier tier,
                                          const VectorFile& file);

// What a case says, by its permanent id ("mwaa-serverless/IdString#0123456789ab").
struct VectorDifference {
  std::vector<std::string> gone, changed, added;  // ids, sorted
  bool empty() const noexcept { return gone.empty() && changed.empty() && added.empty(); }
};

// Compares the cases of two editions of a tier; each is a list of texts of files.
// Errors: kJsonSyntax, kInputFormat: a text that is no vector file.
Expected<VectorDifference> compare_vectors(const std::vector<VectorText>& before,
                                           const std::vector<VectorText>& after);

}  // namespace assay

#endif  // ASSAY_CORPUS_VECTOR_FILE_H_
