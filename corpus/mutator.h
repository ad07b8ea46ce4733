// Changes to messages that know the contract, and to bytes where no message can be read.
#ifndef ASSAY_CORPUS_MUTATOR_H_
#define ASSAY_CORPUS_MUTATOR_H_

#include <assay/contract.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/message_generator.h"
#include "corpus/message_tree.h"
#include "corpus/randomness.h"

namespace assay {

// Mutates the JSON text of messages: drops, doubles, retypes and reorders members, puts values on
// and beyond their bounds, adds members that the contract has or lacks, escapes names, nests,
// truncates, and splits UTF-8 sequences. One mutator a thread.
class MessageMutator {
 public:
  explicit MessageMutator(MessageGenerator& generator);

  // Another text for a message of the shape `root` (kNoIndex: no contract applies). Text that is
  // not JSON is changed as bytes. Returns at most `max_bytes` bytes.
  std::string mutate(ShapeIndex root, std::string_view text, std::size_t max_bytes,
                     Randomness& random);

  // One to three changes of the tree.
  void mutate_tree(MessageNode& root, Randomness& random);
  // One change of the bytes.
  std::string mutate_bytes(std::string_view text, Randomness& random) const;

 private:
  void change_value(MessageNode& node, Randomness& random);
  void change_members(MessageNode& node, Randomness& random);
  std::string boundary_string(const MessageNode& node, Randomness& random);

  MessageGenerator& generator_;
  const ContractTables& tables_;
  std::vector<std::string> words_;  // dictionary of the contract
};

}  // namespace assay

#endif  // ASSAY_CORPUS_MUTATOR_H_
