// What every target begins with: its input as text, and the entry points of the engine.
#ifndef ASSAY_FUZZ_TARGET_H_
#define ASSAY_FUZZ_TARGET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/fuzz_seeds.h"
#include "corpus/randomness.h"
#include "fuzz/oracle.h"
#include "spec/contract_tables.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed);

namespace assay::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The custom mutation of an input that begins with the byte of an operation: the byte now and
// then, otherwise the body by the contract.
inline std::size_t mutate_body(ShapeIndex OperationTable::* root, std::uint8_t* data,
                               std::size_t size, std::size_t max_size, unsigned seed) {
  if (size == 0 || seed % 16 == 0) return mutate(kNoIndex, data, size, max_size, seed);
  const BodySeed chosen(contract(), text_of(data, size));
  return mutate_from(1, contract().tables().operations[chosen.operation].*root, data, size,
                     max_size, seed);
}

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_TARGET_H_
