// Messages that break one constraint, with what a check must say of them.
#ifndef ASSAY_CORPUS_MESSAGE_BREAKER_H_
#define ASSAY_CORPUS_MESSAGE_BREAKER_H_

#include <assay/contract.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "corpus/message_generator.h"
#include "corpus/message_tree.h"
#include "corpus/randomness.h"

namespace assay {

enum class MessageRole : std::uint8_t {
  kInput,
  kOutput,
  kError
};

// One way to break one constraint in one place of a message.
struct BreakSite {
  enum class Kind : std::uint8_t {
    kType,        // a value of another JSON type
    kTooShort,    // a string, list, map or blob under its minimum
    kTooLong,     // over its maximum
    kPattern,     // a string off its pattern
    kEnum,        // a value that the enum does not have
    kUnder,       // a number under its range
    kOver,        // over its range
    kWidth,       // an integer that its width cannot hold
    kFraction,    // 60.5 where an integer is due
    kSpelling,    // 60.0
    kFormat,      // a timestamp or base64 that must be rejected
    kTolerated,   // a timestamp in a tolerated form
    kNullItem,    // null in a list that is not sparse
    kRepeated,    // an item twice in a list of unique items
    kTwoMembers,  // a union with two members, or none
    kRequired,    // a required member left out
    kDuplicate,   // a member twice, the same value both times
    kUnknown,     // a member that the structure does not have
    kRule,        // a rule across members
  };
  Kind kind = Kind::kType;
  ConstraintIndex constraint = 0;
  NodePath path;            // of the value (kRequired, kUnknown, kDuplicate: of its structure)
  std::uint32_t child = 0;  // kRequired, kDuplicate: position in members; kNullItem: in items
  std::uint32_t rule = 0;   // kRule: position in ContractTables::rules
};

struct BrokenMessage {
  MessageNode message;
  ConstraintIndex broken = 0;
  std::vector<ConstraintIndex> expected;  // sorted: every id that a check must find, no other
  NodePath place;                         // the value in or at which `broken` is found
};

// Every way to break a message, and the breaking of it. Expectations come from construction: the
// value is built to break one constraint, and what else it breaks is computed from the tables.
class MessageBreaker {
 public:
  explicit MessageBreaker(MessageGenerator& generator)
      : generator_(generator), tables_(generator.tables()) {}

  // REQUIRES: `message` conforms. `operation` matters for outputs: it has the rules.
  std::vector<BreakSite> sites(const MessageNode& message, MessageRole role,
                               OperationIndex operation) const;

  // nullopt where the constraint cannot be broken there, e.g. a pattern that every string of the
  // right length matches.
  std::optional<BrokenMessage> break_at(const MessageNode& message, MessageRole role,
                                        OperationIndex operation, const BreakSite& site,
                                        Randomness& random);

  // One of the ways, by choice; nullopt when none of a few tries works.
  std::optional<BrokenMessage> break_one(const MessageNode& message, MessageRole role,
                                         OperationIndex operation, Randomness& random);

 private:
  void sites_at(const MessageNode& node, NodePath& path, MessageRole role,
                std::vector<BreakSite>& sites) const;
  bool break_value(MessageNode& node, const BreakSite& site, Randomness& random,
                   std::vector<ConstraintIndex>& expected);
  bool break_string(MessageNode& node, const BreakSite& site, Randomness& random,
                    std::vector<ConstraintIndex>& expected);
  bool break_number(MessageNode& node, const BreakSite& site, Randomness& random);
  bool break_size(MessageNode& node, const BreakSite& site, Randomness& random);
  bool break_structure(MessageNode& node, const BreakSite& site, Randomness& random);
  bool break_rule(MessageNode& root, OperationIndex operation, const BreakSite& site,
                  Randomness& random);

  MessageGenerator& generator_;
  const ContractTables& tables_;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_MESSAGE_BREAKER_H_
