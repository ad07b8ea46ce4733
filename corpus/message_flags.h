// Flags: why a vector exists, and what follows for whoever gets it wrong.
#ifndef ASSAY_CORPUS_MESSAGE_FLAGS_H_
#define ASSAY_CORPUS_MESSAGE_FLAGS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/string_vectors.h"

namespace assay {

// The flags of messages, JSON text, numbers and HTTP; those of strings are vector_flags().
std::span<const VectorFlagInfo> message_flags() noexcept;

// Of either table; nullptr for a name that is no flag.
const VectorFlagInfo* find_vector_flag(std::string_view name) noexcept;

// The names of the bits of a string's vector.
std::vector<std::string> names_of_flags(std::uint32_t bits);

}  // namespace assay

#endif  // ASSAY_CORPUS_MESSAGE_FLAGS_H_
