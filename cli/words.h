// Every word that the command prints and a person may ask about.
#ifndef ASSAY_CLI_WORDS_H_
#define ASSAY_CLI_WORDS_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace assay::cli {

enum class WordKind : std::uint8_t {
  kVerdict,      // of a message
  kCaseVerdict,  // of a conformance case
  kLevel,
  kSeverity,
  kBasis,
  kTerm,
};

// Shapes: `says` what it means; `why` it is so, and what follows; either is plain sentences.
struct Word {
  std::string_view name;
  WordKind kind;
  std::string_view says;
  std::string_view why;
};

// In the order of `assay explain --list`. A verb that prints a new word adds a line in words.cc.
std::span<const Word> words() noexcept;

std::string_view to_string(WordKind kind) noexcept;  // "verdict of a message"

// What a broken constraint means for a client, by what follows "@" in its id, or by the id before
// it; empty when nothing is known.
std::string_view for_a_client(std::string_view id) noexcept;

}  // namespace assay::cli

#endif  // ASSAY_CLI_WORDS_H_
