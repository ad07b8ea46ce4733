// Derived vectors through the checker.
#ifndef ASSAY_PROPERTY_VECTOR_CHECK_H_
#define ASSAY_PROPERTY_VECTOR_CHECK_H_

#include <assay/checker.h>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "corpus/vector.h"

namespace assay {

// Gives the cases of one contract to its checker, and collects how the findings differ.
class VectorCheck {
 public:
  explicit VectorCheck(const Contract& contract)
      : contract_(contract), checker_(contract), storage_(256) {}

  void file(const VectorFile& file);

  std::size_t cases() const { return cases_; }
  const std::set<ConstraintIndex>& seen() const { return seen_; }
  // At most ten of each group; empty when all is as it must be.
  const std::string& differences() const { return differences_; }

 private:
  void check(const VectorGroup& group, const VerdictSet& set, const VectorCase& one);
  void check_instant(const VectorGroup& group, const VectorCase& one);
  std::set<ConstraintIndex> found_in(const VectorGroup& group, const VectorCase& one);
  std::set<ConstraintIndex> found_in_http(const VectorGroup& group, const VectorCase& one);
  void compare(const VectorGroup& group, const VerdictSet& set, const VectorCase& one,
               const std::set<ConstraintIndex>& found, const std::string& where);

  const Contract& contract_;
  Checker checker_;
  std::vector<Violation> storage_;
  std::set<ConstraintIndex> seen_;
  std::map<std::string, int> of_group_;
  std::string differences_;
  std::size_t cases_ = 0;
};

}  // namespace assay

#endif  // ASSAY_PROPERTY_VECTOR_CHECK_H_
