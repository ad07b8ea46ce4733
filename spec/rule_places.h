// The places that rules look at, as a trie over members: one slot a place, however many rules.
#ifndef ASSAY_SPEC_RULE_PLACES_H_
#define ASSAY_SPEC_RULE_PLACES_H_

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "spec/contract_tables.h"

namespace assay {

class RulePlaces {
 public:
  RulePlaces(ContractTables& tables, OperationTable& operation) noexcept
      : tables_(tables), operation_(operation) {}

  struct Place {
    std::uint32_t slot = kNoIndex;
    ShapeIndex shape = kNoIndex;
  };

  // The slot of "/output/RunDetail/RunId" ("/input/..." when `in_input`). Errors: a sentence.
  std::expected<Place, std::string> find(std::string_view path, bool in_input);

  // Puts the trie into the tables.
  void finish();

 private:
  ContractTables& tables_;
  OperationTable& operation_;
  std::vector<PlaceTable> places_;
  std::uint32_t next_state_ = 2;  // 0 and 1 are the roots
};

}  // namespace assay

#endif  // ASSAY_SPEC_RULE_PLACES_H_
