#include <assay/value.h>

#include "parsers/value_builder.h"
#include "spec/fault.h"

namespace assay {

Value::Value(std::size_t max_nodes, std::size_t max_unescaped_bytes)
    : unescaped_(std::make_unique_for_overwrite<char[]>(max_unescaped_bytes)),
      max_unescaped_bytes_(max_unescaped_bytes) {
  nodes_.reserve(max_nodes);
  links_.reserve(max_nodes);
}

const Value::Node* Value::find(const Node& parent, std::string_view name) const noexcept {
  const Node* found = nullptr;
  for (const Node* child = first_child(parent); child != nullptr; child = next(*child)) {
    if (planted("view-by-prefix") && child->name.starts_with(name)) found = child;
    if (child->name == name && !(planted("view-finds-the-first") && found != nullptr))
      found = child;
  }
  return found;
}

void ValueBuilder::clear() noexcept {
  clear_nodes();
  value_.unescaped_size_ = 0;
}

void ValueBuilder::clear_nodes() noexcept {
  value_.nodes_.clear();
  value_.links_.clear();
}

Value::Node* ValueBuilder::add(std::uint32_t parent, ValueKind kind,
                               std::string_view name) noexcept {
  const std::uint32_t index = next_index();
  if (index >= value_.nodes_.capacity()) {
    full_ = true;
    return nullptr;
  }
  Value::Node& node = value_.nodes_.emplace_back();
  value_.links_.emplace_back();
  node.kind = kind;
  node.name = name;
  if (parent != Value::kNone) append(parent, index);
  return &node;
}

void ValueBuilder::append(std::uint32_t parent, std::uint32_t child) noexcept {
  std::uint32_t& last = value_.links_[parent].last_child;
  (last == Value::kNone ? value_.nodes_[parent].first_child : value_.nodes_[last].next_sibling) =
      child;
  last = child;
  ++value_.nodes_[parent].child_count;
}

void ValueBuilder::drop_named(std::uint32_t parent, std::string_view name) noexcept {
  bool any = false;
  for (std::uint32_t i = value_.nodes_[parent].first_child; i != Value::kNone;
       i = value_.nodes_[i].next_sibling) {
    if (value_.nodes_[i].name == name) any = value_.links_[i].dropped = true;
  }
  if (any) unlink_dropped(parent, false);
}

void ValueBuilder::unlink_dropped(std::uint32_t parent, bool nulls) noexcept {
  std::uint32_t child = value_.nodes_[parent].first_child;
  value_.nodes_[parent].first_child = Value::kNone;
  value_.nodes_[parent].child_count = 0;
  value_.links_[parent].last_child = Value::kNone;
  while (child != Value::kNone) {
    const std::uint32_t next = value_.nodes_[child].next_sibling;
    value_.nodes_[child].next_sibling = Value::kNone;
    const bool dropped =
        value_.links_[child].dropped || (nulls && value_.nodes_[child].kind == ValueKind::kNull);
    if (!dropped) append(parent, child);
    child = next;
  }
}

std::string_view ValueBuilder::decode(std::string_view raw) noexcept {
  if (raw.size() > value_.max_unescaped_bytes_ - value_.unescaped_size_) {
    full_ = true;
    return {};
  }
  char* const out = value_.unescaped_.get() + value_.unescaped_size_;
  const std::size_t size = decode_string(raw, out);
  value_.unescaped_size_ += size;
  return {out, size};
}

std::string_view ValueBuilder::copy(std::string_view text) noexcept {
  if (text.size() > value_.max_unescaped_bytes_ - value_.unescaped_size_) {
    full_ = true;
    return {};
  }
  char* const out = value_.unescaped_.get() + value_.unescaped_size_;
  std::copy_n(text.data(), text.size(), out);
  value_.unescaped_size_ += text.size();
  return {out, text.size()};
}

}  // namespace assay
