// The JSON Schema that says of a body as much of the contract as JSON Schema can say.
#ifndef ASSAY_BENCH_CONTRACT_SCHEMA_H_
#define ASSAY_BENCH_CONTRACT_SCHEMA_H_

#include <assay/contract.h>

#include <string>
#include <vector>

namespace assay::bench {

// How the validator's regular expressions take `.`: as the contract means it (anything but LF, CR,
// U+2028 and U+2029), or otherwise, so that the class has to be spelt out.
enum class Dot : std::uint8_t {
  kKeep,
  kSpellOut,
};

// `loose`: {0,254} as *, for validators whose time grows with the square of a bound.
// Keywords that mean the same from draft 4 to 2020-12: type, properties, required, items,
// additionalProperties, enum, pattern, lengths, minimum and maximum. Null is allowed for optional
// members. REQUIRES: no shape below `shape` holds itself.
std::string contract_schema(const Contract& contract, ShapeIndex shape, Dot dot,
                            bool loose = false);

// Ids of what the schema leaves out although a verdict depends on it: calendar dates, and a 200
// body that names an error. Warnings and notes are no part of a verdict.
std::vector<std::string> beyond_schema();

}  // namespace assay::bench

#endif  // ASSAY_BENCH_CONTRACT_SCHEMA_H_
