// Fills a Value without allocating.
#ifndef ASSAY_PARSERS_VALUE_BUILDER_H_
#define ASSAY_PARSERS_VALUE_BUILDER_H_

#include <assay/value.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "parsers/scalars_string.h"

namespace assay {

class ValueBuilder {
 public:
  explicit ValueBuilder(Value& value) noexcept : value_(value) {}

  void clear() noexcept;
  void clear_nodes() noexcept;  // keeps the texts

  // Whether something did not fit.
  bool full() const noexcept { return full_; }
  // Index of the node to be added next.
  std::uint32_t next_index() const noexcept {
    return static_cast<std::uint32_t>(value_.nodes_.size());
  }

  // The new last child of `parent`, or the root where parent is kNone; nullptr when full.
  Value::Node* add(std::uint32_t parent, ValueKind kind, std::string_view name) noexcept;

  // Marks a node as replaced by a later one.
  void drop(std::uint32_t node) noexcept {
    if (node < value_.links_.size()) value_.links_[node].dropped = true;
  }
  // Takes the dropped children, and nulls if asked, out of the chain.
  void unlink_dropped(std::uint32_t parent, bool nulls) noexcept;
  // Takes the children of that name out.
  void drop_named(std::uint32_t parent, std::string_view name) noexcept;

  // Texts kept in the value; empty when full. `raw` is a string between its quotes.
  std::string_view decode(std::string_view raw) noexcept;
  std::string_view copy(std::string_view text) noexcept;

 private:
  void append(std::uint32_t parent, std::uint32_t child) noexcept;

  Value& value_;
  bool full_ = false;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_VALUE_BUILDER_H_
