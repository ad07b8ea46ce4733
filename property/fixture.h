// What every property needs: the embedded contract, its generators, a checker, readable failures.
#ifndef ASSAY_PROPERTY_FIXTURE_H_
#define ASSAY_PROPERTY_FIXTURE_H_

#include <assay/checker.h>

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/exchange_generator.h"
#include "corpus/message_breaker.h"
#include "corpus/message_generator.h"

namespace assay {

// A body with what it is.
struct Body {
  OperationIndex operation = 0;
  MessageRole role = MessageRole::kOutput;
  std::uint32_t error = 0;  // role kError: position in ContractTables::errors
  MessageNode tree;
};

// What a check said of a body.
struct Checked {
  Verdict verdict = Verdict::kValid;
  std::vector<Violation> findings;

  std::size_t at_least(Severity severity) const;
  std::set<ConstraintIndex> ids(Severity at_least) const;
};

// One set for the whole program: compiling the contract takes longer than a property.
class PropertyFixture {
 public:
  static PropertyFixture& instance();

  const Contract& contract = Contract::embedded();
  const ContractTables& tables = contract.tables();
  MessageGenerator generator{contract};
  MessageBreaker breaker{generator};
  Checker checker{contract};

  // Every operation; half of the time the first one, which has the rules.
  OperationIndex operation(Randomness& random) const;
  // A conforming body of any operation and role.
  Body body(Randomness& random);
  // The structure that a body is.
  ShapeIndex root_of(const Body& body) const;
  Checked check(const Body& body, std::string_view text) { return check(checker, body, text); }
  static Checked check(Checker& checker, const Body& body, std::string_view text);
  Checked check(const Exchange& exchange);

  // "error mwaa-serverless/IdString@length.max 12..300 measured 256", a line for each.
  std::string describe(const Checked& checked) const;
  std::string names(const std::set<ConstraintIndex>& ids) const;
};

std::string_view to_string(MessageRole role) noexcept;

}  // namespace assay

#endif  // ASSAY_PROPERTY_FIXTURE_H_
