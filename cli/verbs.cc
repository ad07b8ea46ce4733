// The table of verbs: one declaration and one line for each, in the order of the help.
#include <array>

#include "cli/verb.h"

namespace assay::cli {

Verb check_verb();
Verb conform_verb();
Verb derive_verb();
Verb diff_verb();
Verb driver_verb();
Verb explain_verb();
Verb fuzz_verb();
Verb ledger_verb();
Verb lint_verb();
Verb merge_verb();
Verb protocol_tests_verb();
Verb replay_verb();
Verb serve_verb();
Verb vectors_verb();

std::span<const Verb> verbs() noexcept {
  static const std::array kVerbs{
      conform_verb(),        diff_verb(),   replay_verb(),  serve_verb(), driver_verb(),
      protocol_tests_verb(), check_verb(),  merge_verb(),   lint_verb(),  explain_verb(),
      ledger_verb(),         derive_verb(), vectors_verb(), fuzz_verb()};
  return kVerbs;
}

}  // namespace assay::cli
