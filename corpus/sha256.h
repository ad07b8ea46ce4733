// The hash of what is kept: files of vectors, cases, suites.
#ifndef ASSAY_CORPUS_SHA256_H_
#define ASSAY_CORPUS_SHA256_H_

#include <string>
#include <string_view>

namespace assay {

// In lower-case hexadecimal.
std::string sha256_hex(std::string_view bytes);

}  // namespace assay

#endif  // ASSAY_CORPUS_SHA256_H_
