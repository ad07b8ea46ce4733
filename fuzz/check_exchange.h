// Exchanges that a reader of files makes of bytes, checked one after the other.
#ifndef ASSAY_FUZZ_CHECK_EXCHANGE_H_
#define ASSAY_FUZZ_CHECK_EXCHANGE_H_

#include <cstddef>
#include <string_view>

#include "parsers/input.h"

namespace assay::fuzz {

// Reads a text to its end and checks every exchange of it by the rules of oracle.h. Aborts also
// when the reader goes on without end, or says that an error or an item stands outside the text.
// Returns how many exchanges were checked.
std::size_t check_exchanges(std::string_view name, std::string_view text, InputKind kind);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_CHECK_EXCHANGE_H_
