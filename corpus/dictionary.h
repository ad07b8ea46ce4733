// The words of a contract: what a fuzzing engine cannot guess.
#ifndef ASSAY_CORPUS_DICTIONARY_H_
#define ASSAY_CORPUS_DICTIONARY_H_

#include <assay/contract.h>

#include <string>
#include <vector>

namespace assay {

// Member names, enum values, error names, targets and the tokens of the protocol; sorted, each
// once.
std::vector<std::string> dictionary_words(const Contract& contract);

// A libFuzzer and AFL dictionary: member names with their colon, values in their quotes.
std::string write_dictionary(const Contract& contract);

}  // namespace assay

#endif  // ASSAY_CORPUS_DICTIONARY_H_
