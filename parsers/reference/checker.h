// The reference checker: slow, plain, written from the contract's facts without a look at the
// checker of the library; tests compare the two. Never part of the library.
#ifndef ASSAY_PARSERS_REFERENCE_CHECKER_H_
#define ASSAY_PARSERS_REFERENCE_CHECKER_H_

#include <assay/contract.h>
#include <assay/finding.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/reference/json.h"
#include "parsers/reference/pattern.h"
#include "parsers/reference/scalars.h"
#include "spec/contract_tables.h"

namespace assay::reference {

struct Limits {
  std::size_t max_depth = 512;
  std::size_t max_body_bytes = 16u << 20;
  std::size_t max_keys_per_object = 65'536;
  bool whole_strings = false;  // patterns mean the whole string, as in botocore's form
};

// Bytes of the text: [begin, end).
struct Place {
  std::size_t begin = 0, end = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// Shapes: pointer is RFC 6901, complete also below sensitive members.
struct Finding {
  ConstraintIndex constraint = 0;
  std::string pointer;        // of the value; of the structure for a required member that is absent
  std::vector<Place> places;  // values and names that the pointer may mean; none of a broken text
  friend auto operator<=>(const Finding&, const Finding&) = default;
};

// Findings are sorted.
struct Result {
  std::vector<Finding> findings;
  bool unchecked = false;  // a limit stopped the check
  bool cut_short = false;  // so did something that is no JSON

  std::vector<ConstraintIndex> ids() const;  // sorted, one entry a finding
};

// Fills in the places of all findings.
void find_places(const Node& root, Result& result);

class Checker {
 public:
  explicit Checker(const Contract& contract, Limits limits = {});

  Result check_input(OperationIndex operation, std::string_view body) const;
  Result check_output(OperationIndex operation, std::string_view body) const;
  Result check_error_body(OperationIndex operation, std::string_view body) const;
  // Only the rules that need both bodies; nothing when either cannot be read.
  Result check_echo(OperationIndex operation, std::string_view input,
                    std::string_view output) const;

  // How many of the contract's patterns that engine reads. None decides those of kNone.
  std::size_t patterns_read_by(Pattern::Engine engine) const;

 private:
  friend class Walk;
  Contract contract_;
  Limits limits_;
  std::vector<Pattern> patterns_;  // by index in ContractTables::patterns
};

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_CHECKER_H_
