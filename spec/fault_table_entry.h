// One line of the fault tables.
#ifndef ASSAY_SPEC_FAULT_TABLE_ENTRY_H_
#define ASSAY_SPEC_FAULT_TABLE_ENTRY_H_

#include <string_view>

namespace assay {

// A fault is planted where planted("its-name") stands. `survives` is empty unless no test can tell
// the program with the fault from the one without; it says why, and `./dev mutants` fails when a
// test can after all, or when a fault survives without a reason.
struct Fault {
  std::string_view name;  // as in ASSAY_FAULT
  std::string_view kind;  // what it spoils: "calendar", "escape"
  std::string_view what;  // what the program does wrong
  std::string_view survives = {};
};

}  // namespace assay

#endif  // ASSAY_SPEC_FAULT_TABLE_ENTRY_H_
