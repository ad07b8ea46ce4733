// One check of one tree against a shape.
#ifndef ASSAY_PARSERS_REFERENCE_WALK_H_
#define ASSAY_PARSERS_REFERENCE_WALK_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/reference/checker.h"

namespace assay::reference {

// What the rules may know of a value that was checked.
struct Known {
  const Node* node = nullptr;
  bool valid = false;  // no constraint of its own shape is broken
};

// Which body a tree is; it decides what an unknown member means and which names are always known.
enum class Body : std::uint8_t {
  kInput,
  kOutput,
  kError
};

class Walk {
 public:
  Walk(const Checker& checker, Body body, Result& result);

  // Every member of an object against a structure or union.
  void structure(const Node& node, ShapeIndex shape, const std::string& pointer);
  // Top-level members that are known although no shape has them.
  void expect(std::set<std::string> names) { expected_ = std::move(names); }
  // The body of an error that is not modelled: only its text counts.
  void unmodeled(const Node& root) { anything(root, ""); }
  void add(ConstraintIndex constraint, const std::string& pointer);

  // By pointer, the last one of duplicates; null and absent members have no entry.
  const std::map<std::string, Known>& known() const { return known_; }

 private:
  bool value(const Node& node, ShapeIndex shape, const std::string& pointer);
  bool one_member(const Node& node, const ShapeTable& shape, const std::string& pointer);
  bool list(const Node& node, const ShapeTable& shape, const std::string& pointer);
  bool map(const Node& node, const ShapeTable& shape, const std::string& pointer);
  bool string(const std::string& text, const ShapeTable& shape, const std::string& pointer);
  bool integer(const Node& node, const ShapeTable& shape, const std::string& pointer);
  bool real(const Node& node, const ShapeTable& shape, const std::string& pointer);
  bool scalar(const Node& node, const ShapeTable& shape, const std::string& pointer);
  bool length(std::size_t length, const ShapeTable& shape, const std::string& pointer);
  void anything(const Node& node, const std::string& pointer);
  void duplicates(const Node& node, const std::string& pointer);
  bool broken(ConstraintIndex constraint, const std::string& pointer);
  void forget(const std::string& pointer);
  std::size_t member_of(std::string_view name, const ShapeTable& shape, bool top) const;

  const Checker& checker_;
  const ContractTables& tables_;
  Body body_;
  Result& result_;
  std::map<std::string, Known> known_;
  std::set<std::string> expected_;
};

// The rules across members of an operation. Either side may be empty of values.
void check_rules(const ContractTables& tables, OperationIndex operation,
                 const std::map<std::string, Known>& output,
                 const std::map<std::string, Known>& input, bool echoes_only, Result& result);

bool is_integer(ShapeKind kind);
std::pair<std::int64_t, std::int64_t> width_of(ShapeKind kind);

// Equal as JSON values, for uniqueItems.
bool same_value(const Node& a, const Node& b);

std::string pointer_to(const std::string& pointer, std::string_view name);

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_WALK_H_
