// Planted faults: how the tests show that they notice what they are there to notice.
//
// A build with ASSAY_FAULTS (the preset `faults`) has a switch for every line of the fault tables;
// the environment variable ASSAY_FAULT names the one that is on. In every other build planted() is
// a constant false, and nothing of a fault is left in the program.
#ifndef ASSAY_SPEC_FAULT_H_
#define ASSAY_SPEC_FAULT_H_

#include <cstdint>
#include <string_view>

namespace assay {

#ifdef ASSAY_FAULTS

// Stands for a name, so that a change of the tables compiles nothing that has a fault planted.
constexpr std::uint64_t hash_of_fault(std::string_view name) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

class FaultName {
 public:
  consteval FaultName(const char* name) : hash_(hash_of_fault(name)) {}
  constexpr std::uint64_t hash() const noexcept { return hash_; }

 private:
  std::uint64_t hash_;
};

// The fault that is on; 0 for none.
extern const std::uint64_t chosen_fault;

// Whether this fault is on. Stands in the condition that it spoils.
// REQUIRES: a name of the tables; a test looks for any other in the sources.
[[gnu::always_inline]] inline bool planted(FaultName name) noexcept {
  return name.hash() == chosen_fault;
}
// For a family of faults whose members are named by data: `rule-off-`, and what follows the last
// dot of the id of a rule.
bool planted_of(std::string_view family, std::string_view id) noexcept;

#else

constexpr bool planted(const char*) noexcept { return false; }
constexpr bool planted_of(std::string_view, std::string_view) noexcept { return false; }

#endif

}  // namespace assay

#endif  // ASSAY_SPEC_FAULT_H_
