// What a Checker owns: the plan of its contract and every buffer a check needs.
#ifndef ASSAY_PARSERS_CHECKER_STATE_H_
#define ASSAY_PARSERS_CHECKER_STATE_H_

#include <assay/checker.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "parsers/error_identity.h"
#include "parsers/error_members.h"
#include "parsers/rules.h"
#include "parsers/simd_functions.h"
#include "parsers/structural_index.h"
#include "parsers/walk_check.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"

namespace assay {

struct Checker::State {
  State(Contract contract_in, Limits limits_in, IndexEngine engine, SimdLevel level);

  // A body made ready for the walk. `offset` is what precedes `text` in the body.
  struct Body {
    IndexedText text;
    std::uint32_t offset = 0;
    bool usable = false;    // false: too large; reported
    bool declined = false;  // by the fast tier
  };
  // What a check has come to.
  struct Outcome {
    bool complete = true;  // the walk got to the end of the text
    bool limited = false;  // a limit stopped it
  };

  // Reports a body that is too large and a byte order mark.
  Body open(std::string_view body, HttpPart part, Findings& findings) noexcept;
  void add(ProtocolRule rule, HttpPart part, std::uint32_t begin, std::uint32_t end,
           Findings& findings, std::int64_t measured = 0) noexcept;
  // Says that a body is a stream, which is not read.
  void add_stream(ConstraintIndex constraint, HttpPart part, std::string_view body,
                  Findings& findings) noexcept;
  std::span<SlotValue> slots_of(OperationIndex operation) noexcept;

  // The fast tier. It says which slots are filled by bits alone; states are written into the slots
  // when the slow tier is about to read them.
  void begin_message() noexcept {
    filled = 0;
    settled = false;
  }
  // Makes the slots of an operation say what the bits say.
  void settle_slots(OperationIndex operation) noexcept;
  // Whether nothing at all is to be found in a body; false also where that takes a closer look.
  // `root`: nullptr where any object will do; `slots`: of the operation, or empty.
  // `unwanted`: see VerdictSubject.
  bool clean(OperationIndex operation, const PlanShape* root, BodyRole role, const Body& body,
             HttpPart part, std::span<SlotValue> slots_in, std::uint64_t unwanted = 0) noexcept;
  bool rules_hold(OperationIndex operation) noexcept;
  // The shortest way through a body of a known operation: whether the fast tier takes it. Where
  // not, open() gives it as it was made ready here.
  bool settles(OperationIndex operation, BodyRole role, std::string_view body) noexcept;
  // Likewise for an error that its first member names, and nothing else. `status`: 0 is not
  // checked.
  bool settles_error(OperationIndex operation, const HttpResponse& response, int status) noexcept;
  bool settles_error_in(OperationIndex operation, const HttpResponse& response, int status,
                        const Body& opened) noexcept;
  // The whole check of a message that is one body.
  Verdict check_body(OperationIndex operation, BodyRole role, std::string_view body,
                     Findings& findings) noexcept;

  // The texts that name an error, decoded; valid until the next call.
  ErrorNames names_of(const Body& body, const ErrorMembers& members, HttpPart part) noexcept;
  std::string_view decode_name(const Body& body, const StringToken& token) noexcept;

  // `known`: false where the operation is not; its members mean nothing then.
  Outcome check_input_body(OperationIndex operation, bool known, std::string_view body,
                           Findings& findings) noexcept;
  Outcome check_output_body(OperationIndex operation, bool known, std::string_view body,
                            const ErrorName& header, Findings& findings) noexcept;
  void add_error_names_unknown(ShapeIndex output, const Body& body, Findings& findings) noexcept;
  Outcome check_error_response(OperationIndex operation, const HttpResponse& response,
                               bool status_usable, Findings& findings) noexcept;
  Outcome check_body_of_error(OperationIndex operation, std::uint32_t error, const Body& body,
                              Findings& findings) noexcept;
  void check_rules(OperationIndex operation, Findings& findings) noexcept;

  Contract contract;
  Limits limits;
  WalkPlan plan;
  StructuralIndex index;
  WalkScratch scratch;
  std::vector<SlotValue> slots;
  const SimdFunctions* simd;
  std::vector<std::uint64_t> rule_slots;  // by rule, the bits of its slots
  std::uint64_t filled = 0;               // the bits of the slots that this message fills
  bool settled = false;                   // the slots say so themselves
  Body ready;                             // what the fast tier has indexed and declined
  std::unique_ptr<char[]> name_texts;     // decoded error names
  std::size_t name_texts_used = 0;
};

// Findings added since `first`, in order of place; the verdict they amount to.
class FindingsSince {
 public:
  explicit FindingsSince(Findings& findings) noexcept
      : findings_(findings),
        first_(findings.stored().size()),
        errors_(findings.count(Severity::kError)) {}

  Verdict finish(bool limited) noexcept;

 private:
  Findings& findings_;
  std::size_t first_;
  std::size_t errors_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_CHECKER_STATE_H_
