// Long texts in short: pieces with the number of times they follow one another.
#ifndef ASSAY_CORPUS_RUN_LENGTH_H_
#define ASSAY_CORPUS_RUN_LENGTH_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay {

using Runs = std::vector<std::pair<std::string, std::uint32_t>>;

// The text in pieces; one piece, once, where it has no long repetition. Pieces end between
// characters. The same text always gives the same pieces.
// REQUIRES: well-formed UTF-8. Cost: linear in the text, times the longest piece that repeats (32).
Runs runs_of(std::string_view utf8);

std::string expand(const Runs& runs);

}  // namespace assay

#endif  // ASSAY_CORPUS_RUN_LENGTH_H_
