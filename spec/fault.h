// Planted faults: how the tests show that they notice what they are there to notice.
//
// A build with ASSAY_FAULTS (the preset `faults`) has a switch for every line of the fault tables;
// the environment variable ASSAY_FAULT names the one that is on. In every other build planted() is
// a constant false, and nothing of a fault is left in the program.
#ifndef ASSAY_SPEC_FAULT_H_
#define ASSAY_SPEC_FAULT_H_

#include <string_view>

#ifdef ASSAY_FAULTS
#include "spec/fault_table.h"
#endif

namespace assay {

#ifdef ASSAY_FAULTS

// A name of the tables; any other name does not compile.
class FaultName {
 public:
  consteval FaultName(const char* name) : number_(number_of_fault(name)) {
    if (number_ == 0) throw "the fault tables lack this name";
  }
  constexpr std::uint32_t number() const noexcept { return number_; }

 private:
  std::uint32_t number_;
};

// The fault that is on, counted from 1; 0 for none.
extern const std::uint32_t chosen_fault;

// Whether this fault is on. Stands in the condition that it spoils.
[[gnu::always_inline]] inline bool planted(FaultName name) noexcept {
  return name.number() == chosen_fault;
}
// For a family of faults whose members are named by data: `rule-off-` and the id of a rule.
bool planted_of(std::string_view family, std::string_view member) noexcept;

#else

constexpr bool planted(const char*) noexcept { return false; }
constexpr bool planted_of(std::string_view, std::string_view) noexcept { return false; }

#endif

}  // namespace assay

#endif  // ASSAY_SPEC_FAULT_H_
