// What a client gets from a response: a tree of typed values over the payload.
#ifndef ASSAY_VALUE_H_
#define ASSAY_VALUE_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace assay {

enum class ValueKind : std::uint8_t {
  kStructure,  // also a union: the members that are present
  kList,
  kMap,
  kString,   // also an enum: whatever value was sent
  kInteger,  // every width up to 64 bits
  kDouble,
  kDecimal,  // bigInteger, bigDecimal: the digits as sent
  kBoolean,
  kTimestamp,
  kBlob,      // still in base64
  kDocument,  // the JSON text as sent
  kNull,      // an element of a sparse list or map
};

// An instant. Units: seconds since 1970-01-01T00:00:00Z; nanoseconds 0..999,999,999 after them.
struct Timestamp {
  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

// The values of one message in order of the text (preorder), reused from message to message.
// Shapes: node 0 is the root structure; the children of a node are linked by next_sibling.
class Value {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Node {
    ValueKind kind = ValueKind::kStructure;
    bool boolean = false;
    std::string_view name;  // member name or map key, unescaped; empty in lists and at the root
    std::string_view text;  // string, blob, decimal, document
    std::int64_t integer = 0;
    double number = 0;
    Timestamp timestamp;
    std::uint32_t first_child = kNone;
    std::uint32_t next_sibling = kNone;
    std::uint32_t child_count = 0;
  };

  // Room for that many values and bytes of unescaped text; bind gives kLimit beyond it.
  explicit Value(std::size_t max_nodes = 4096, std::size_t max_unescaped_bytes = 1u << 20);
  // Nodes hold views into the value itself: it moves, and is not copied.
  Value(Value&&) noexcept = default;
  Value& operator=(Value&&) noexcept = default;

  bool empty() const noexcept { return nodes_.empty(); }
  const Node& root() const noexcept { return nodes_.front(); }  // REQUIRES: !empty()
  const Node& node(std::uint32_t index) const noexcept { return nodes_[index]; }

  // The member or map entry of that name; nullptr when absent. The last one of duplicates.
  const Node* find(const Node& parent, std::string_view name) const noexcept;
  const Node* first_child(const Node& parent) const noexcept {
    return parent.first_child == kNone ? nullptr : &nodes_[parent.first_child];
  }
  const Node* next(const Node& node) const noexcept {
    return node.next_sibling == kNone ? nullptr : &nodes_[node.next_sibling];
  }

 private:
  friend class ValueBuilder;  // parsers/value_builder.h
  // What only building needs of a node.
  struct Link {
    std::uint32_t last_child = kNone;
    bool dropped = false;
  };
  std::vector<Node> nodes_;
  std::vector<Link> links_;
  std::unique_ptr<char[]> unescaped_;
  std::size_t unescaped_size_ = 0;
  std::size_t max_unescaped_bytes_ = 0;
};

// What a client makes of a response.
enum class BindStatus : std::uint8_t {
  kOk,
  kBadJson,       // not JSON, or JSON with anything after it
  kBadType,       // a member of the wrong JSON type
  kBadInteger,    // fractional or out of its range
  kBadTimestamp,  // unreadable
  kLimit,
};

// Views point into the response or into the Value that was bound.
struct BoundError {
  // Short name: "ThrottlingException"; empty when nothing names it. Of a service that kept the
  // codes of its query protocol (awsQueryCompatible), the code in the header x-amzn-query-error, if
  // there.
  std::string_view code;
  std::string_view message;     // member `message` or `Message`; empty when absent
  std::string_view request_id;  // header x-amzn-requestid; empty when absent
  bool modeled = false;         // the operation declares it, and Value holds its members
  BindStatus body_status = BindStatus::kOk;  // what reading the body gave
};

}  // namespace assay

#endif  // ASSAY_VALUE_H_
