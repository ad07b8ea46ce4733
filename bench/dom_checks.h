// The best peer: simdjson's DOM with every check of the contract written out by hand.
#ifndef ASSAY_BENCH_DOM_CHECKS_H_
#define ASSAY_BENCH_DOM_CHECKS_H_

#include <simdjson.h>

#include <cstdint>
#include <string_view>

namespace assay::bench {

// How many findings of each severity a response has; a text that is not JSON has one error.
struct Tally {
  bool unreadable = false;   // refused by the parser: nothing was looked at
  bool number_lost = false;  // a number that no double holds: the DOM cannot judge it
  std::uint32_t errors = 0;
  std::uint32_t warnings = 0;
};

// Checks 200 bodies of GetWorkflowRun: types, lengths in characters, patterns, enums, timestamps
// in their three classes, integers, dense lists, duplicates at every depth, and the rules across
// members. Written for this one operation, reusing its parser.
class DomChecks {
 public:
  // REQUIRES: SIMDJSON_PADDING bytes behind the text may be read.
  Tally check(const char* text, std::size_t size) noexcept;

 private:
  simdjson::dom::parser parser_;
};

}  // namespace assay::bench

#endif  // ASSAY_BENCH_DOM_CHECKS_H_
