// The intersection of two automata as an automaton of its own.
#ifndef ASSAY_SPEC_AUTOMATON_PRODUCT_H_
#define ASSAY_SPEC_AUTOMATON_PRODUCT_H_

#include <assay/error.h>

#include <cstddef>

#include "spec/automaton.h"

namespace assay {

// What both accept. For questions about one string, intersection_witness() builds nothing.
// Errors: kStateBudget when it would take more than `max_pairs` pairs of states.
Expected<Automaton> intersection(const Automaton& left, const Automaton& right,
                                 std::size_t max_pairs = 200'000);

}  // namespace assay

#endif  // ASSAY_SPEC_AUTOMATON_PRODUCT_H_
