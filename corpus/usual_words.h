// Words that validators know from elsewhere.
#ifndef ASSAY_CORPUS_USUAL_WORDS_H_
#define ASSAY_CORPUS_USUAL_WORDS_H_

#include <span>
#include <string_view>

namespace assay {

// Names that programs give to nothing, truth and numbers, names that objects have without being
// told, and those that stand for all or for a folder.
std::span<const std::string_view> words_with_meaning() noexcept;

// Values that many enums have: whoever writes a list by heart writes some of these.
// Source: all values that enums of at least 24 of the 424 services of botocore 1.43.11 share.
std::span<const std::string_view> usual_enum_values() noexcept;

}  // namespace assay

#endif  // ASSAY_CORPUS_USUAL_WORDS_H_
