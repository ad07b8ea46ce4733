// The faults that can be planted, in tables by area; see fault.h.
#ifndef ASSAY_SPEC_FAULT_TABLE_H_
#define ASSAY_SPEC_FAULT_TABLE_H_

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

// nullptr when no fault has the name.
constexpr const Fault* find_fault(std::string_view name) {
  for (const std::span<const Fault> table : kFaultTables) {
    for (const Fault& fault : table) {
      if (fault.name == name) return &fault;
    }
  }
  return nullptr;
}

// The names that someone who wrote this one may have meant, the nearest first.
std::vector<std::string_view> nearest_faults(std::string_view name);

}  // namespace assay

#endif  // ASSAY_SPEC_FAULT_TABLE_H_
