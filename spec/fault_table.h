// The faults that can be planted, in tables by area; see fault.h.
#ifndef ASSAY_SPEC_FAULT_TABLE_H_
#define ASSAY_SPEC_FAULT_TABLE_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "spec/fault_table_entry.h"
#include "spec/fault_table_http.h"
#include "spec/fault_table_message.h"
#include "spec/fault_table_pattern.h"
#include "spec/fault_table_value.h"

namespace assay {

inline constexpr std::span<const Fault> kFaultTables[] = {kPatternFaults, kValueFaults,
                                                          kMessageFaults, kHttpFaults};

// Faults are counted from 1 through all tables; 0 when no fault has the name.
constexpr std::uint32_t number_of_fault(std::string_view name) {
  std::uint32_t number = 0;
  for (const std::span<const Fault> table : kFaultTables) {
    for (const Fault& fault : table) {
      ++number;
      if (fault.name == name) return number;
    }
  }
  return 0;
}

// REQUIRES: a number of a fault.
constexpr const Fault& fault_at(std::uint32_t number) {
  std::size_t at = number - 1, table = 0;
  while (at >= kFaultTables[table].size()) at -= kFaultTables[table++].size();
  return kFaultTables[table][at];
}

// The names that someone who wrote this one may have meant, the nearest first.
std::vector<std::string_view> nearest_faults(std::string_view name);

}  // namespace assay

#endif  // ASSAY_SPEC_FAULT_TABLE_H_
