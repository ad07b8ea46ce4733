// Messages that keep a contract, drawn from its tables alone.
#ifndef ASSAY_CORPUS_MESSAGE_GENERATOR_H_
#define ASSAY_CORPUS_MESSAGE_GENERATOR_H_

#include <assay/contract.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "corpus/message_tree.h"
#include "corpus/randomness.h"
#include "corpus/rule_repair.h"
#include "corpus/string_sampler.h"
#include "spec/contract_tables.h"

namespace assay {

struct GeneratorOptions {
  std::uint32_t max_items = 12;  // of a list or map, where its minimum does not ask for more
  std::uint32_t max_depth = 8;   // deeper than that only what is required
  bool nulls = true;             // null for an optional member, now and then
};

// Draws conforming messages of any operation. Required members are there, every value keeps its
// shape, rules across members hold; nothing in a message is even noted by a check.
// One generator a thread; the Contract must outlive it.
class MessageGenerator {
 public:
  explicit MessageGenerator(const Contract& contract, GeneratorOptions options = {});

  const Contract& contract() const noexcept { return contract_; }
  const ContractTables& tables() const noexcept { return tables_; }

  MessageNode input(OperationIndex operation, Randomness& random);
  // `input`: the request that it answers, for rules that compare the two.
  MessageNode output(OperationIndex operation, Randomness& random,
                     const MessageNode* input = nullptr);
  // Body of the error at that position in ContractTables::errors. `named`: it names its own type
  // by `__type` or `code`; else only the header of the response can.
  MessageNode error(std::uint32_t error, Randomness& random, bool named = true);

  // A value of a shape alone. Unions and recursive shapes included.
  MessageNode value(ShapeIndex shape, Randomness& random);
  // Any JSON value.
  MessageNode document(Randomness& random);
  // The type of an error as a body may write it: with or without namespace and URI.
  std::string error_type(std::uint32_t error, Randomness& random) const;

  StringSampler& sampler(ShapeIndex shape);
  const RuleRepair& rules(OperationIndex operation);

 private:
  MessageNode value_at(ShapeIndex shape, Randomness& random, std::uint32_t depth);
  MessageNode structure(ShapeIndex shape, Randomness& random, std::uint32_t depth);
  MessageNode one_of(ShapeIndex shape, Randomness& random, std::uint32_t depth);
  MessageNode list(ShapeIndex shape, Randomness& random, std::uint32_t depth);
  MessageNode map(ShapeIndex shape, Randomness& random, std::uint32_t depth);
  MessageNode scalar(ShapeIndex shape, Randomness& random);
  MessageNode document_at(Randomness& random, std::uint32_t depth);
  std::string string_of(ShapeIndex shape, Randomness& random);
  std::uint32_t item_count(const ShapeTable& shape, Randomness& random, std::uint32_t depth) const;

  const Contract& contract_;
  const ContractTables& tables_;
  GeneratorOptions options_;
  std::map<ShapeIndex, StringSampler> samplers_;
  std::map<OperationIndex, RuleRepair> rules_;
};

// Base64 of bytes, for blobs.
std::string base64_of(std::string_view bytes);

}  // namespace assay

#endif  // ASSAY_CORPUS_MESSAGE_GENERATOR_H_
