// Unicode scalar values in text that is known to be well-formed UTF-8.
#ifndef ASSAY_CORPUS_UTF8_H_
#define ASSAY_CORPUS_UTF8_H_

#include <cstdint>
#include <string_view>

#include "spec/utf8.h"

namespace assay {

// REQUIRES: well-formed UTF-8.
inline std::uint32_t scalar_count(std::string_view utf8) noexcept {
  std::uint32_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace assay

#endif  // ASSAY_CORPUS_UTF8_H_
