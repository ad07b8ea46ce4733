// Test vectors for the constraints on one text: patterns and lengths, timestamps, enums.
#ifndef ASSAY_CORPUS_STRING_VECTORS_H_
#define ASSAY_CORPUS_STRING_VECTORS_H_

#include <assay/error.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "spec/contract_tables.h"

namespace assay {

enum class VectorVerdict : std::uint8_t {
  kValid,      // must be accepted
  kTolerated,  // timestamps: may be accepted, and then the instant counts
  kInvalid,    // must be rejected
};

// How many vectors a constraint may have.
enum class VectorTier : std::uint8_t {
  kSmall,   // at most 3,000: over the wire to an SDK
  kMedium,  // at most 30,000: in CI
};
std::size_t max_vectors(VectorTier tier) noexcept;

// Why a vector exists; bits of StringVector::flags.
enum VectorFlag : std::uint32_t {
  kFlagHsi = 1u << 0,
  kFlagRefinedAlphabet = 1u << 1,
  kFlagClassEdge = 1u << 2,
  kFlagTour = 1u << 3,
  kFlagLengthBound = 1u << 4,
  kFlagLengthSweep = 1u << 5,
  kFlagWrapAround = 1u << 6,
  kFlagMultiByteLength = 1u << 7,
  kFlagUtf16Length = 1u << 8,
  kFlagCombining = 1u << 9,
  kFlagTrailingNewline = 1u << 10,
  kFlagLineBreak = 1u << 11,
  kFlagDialectDot = 1u << 12,
  kFlagUnicodeDigit = 1u << 13,
  kFlagUnicodeLetter = 1u << 14,
  kFlagCaseFold = 1u << 15,
  kFlagLowBits = 1u << 16,
  kFlagControl = 1u << 17,
  kFlagNonCharacter = 1u << 18,
  kFlagBlockBoundary = 1u << 19,
  kFlagBranch = 1u << 20,
  kFlagCounter = 1u << 21,
  kFlagEnumPosition = 1u << 22,
  kFlagEnumVocabulary = 1u << 23,
  kFlagCalendar = 1u << 24,
  kFlagClock = 1u << 25,
  kFlagOffset = 1u << 26,
  kFlagFraction = 1u << 27,
  kFlagTolerantForm = 1u << 28,
  kFlagOtherForm = 1u << 29,
  kFlagPart = 1u << 30,
};

// What a flag says, for the head of a vector file.
struct VectorFlagInfo {
  std::uint32_t bit = 0;
  std::string_view name;      // "TrailingNewline"
  std::string_view why;       // why such vectors exist
  std::string_view missed;    // what follows when a validator gets one wrong
  std::string_view dialects;  // which dialects or languages are known to differ; may be empty
};
std::span<const VectorFlagInfo> vector_flags() noexcept;

struct VectorInstant {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z
  std::uint32_t nanoseconds = 0;
  friend bool operator==(const VectorInstant&, const VectorInstant&) = default;
};

// One text with its verdict. The verdict follows from the construction - automaton, length, table -
// and never from a parser. Texts are unique within a constraint.
struct StringVector {
  std::string text;  // UTF-8
  VectorVerdict verdict = VectorVerdict::kInvalid;
  std::uint32_t flags = 0;               // VectorFlag; at least one
  std::string origin;                    // "hsi/state 2/class 5/id 1", "length/257"
  std::optional<VectorInstant> instant;  // of timestamps that are accepted
};

// What the vectors of one constraint guarantee, to be printed beside them.
struct Theorem {
  std::string machine;                       // "minimal automaton", "none"
  std::uint32_t states = 0;                  // n, the dead state included
  std::uint32_t extra_states = 0;            // k
  std::vector<std::string> alphabet;         // the partition: one line a class
  std::vector<std::string> representatives;  // the refined alphabet, "U+0061"
  std::string lost;                          // what is not guaranteed; may be empty
  std::string statement;
};

struct StringVectors {
  Theorem theorem;
  std::vector<StringVector> vectors;  // sorted by text: shorter first, then by bytes
};

// Pattern and length of a string shape, a map key or a list element.
// REQUIRES: shape.kind is kString.
// A shape without a pattern has a machine of one state.
Expected<StringVectors> derive_string_vectors(const ContractTables& tables, const ShapeTable& shape,
                                              VectorTier tier);

// date-time and http-date: the content of a JSON string. epoch-seconds: tokens of a JSON number.
Expected<StringVectors> derive_timestamp_vectors(TimestampFormat format, VectorTier tier);

// REQUIRES: shape.kind is kEnum.
Expected<StringVectors> derive_enum_vectors(const ContractTables& tables, const ShapeTable& shape,
                                            VectorTier tier);

// The exhaustive tier: every Unicode scalar (1,112,064) once in each core state of the pattern, in
// a text that is valid exactly when the scalar is allowed there, bounds of length aside where the
// language leaves no other way. Core states are those that are not dead; above 64 of them one for
// each set of next characters. Calls sink(text, verdict); returns the number of calls.
// REQUIRES: shape.kind is kString.
std::uint64_t for_each_exhaustive(
    const ContractTables& tables, const ShapeTable& shape,
    const std::function<void(std::string_view text, VectorVerdict verdict)>& sink);

}  // namespace assay

#endif  // ASSAY_CORPUS_STRING_VECTORS_H_
