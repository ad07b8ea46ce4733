// assay_faults: prints the fault tables, one JSON object a line. Built with ASSAY_FAULTS only.
#include <boost/json.hpp>
#include <iostream>

#include "spec/fault_table.h"

int main() {
  for (const std::span<const assay::Fault> table : assay::kFaultTables) {
    for (const assay::Fault& fault : table) {
      std::cout << boost::json::value({{"name", fault.name},
                                       {"kind", fault.kind},
                                       {"what", fault.what},
                                       {"survives", fault.survives}})
                << '\n';
    }
  }
  return std::cout.flush() ? 0 : 1;
}
