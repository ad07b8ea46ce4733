#include "parsers/diagnostic_mask.h"

#include <algorithm>
#include <array>
#include <string>

#include "parsers/diagnostic_json.h"
#include "spec/fault.h"

namespace assay {
namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted,
                               std::size_t from) noexcept {
  const auto at = std::search(
      text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
      wanted.begin(), wanted.end(), [](char x, char y) { return lower(x) == lower(y); });
  return at == text.end() ? kNowhere : static_cast<std::size_t>(at - text.begin());
}

bool container(ShapeKind kind) noexcept {
  return kind == ShapeKind::kStructure || kind == ShapeKind::kUnion || kind == ShapeKind::kList ||
         kind == ShapeKind::kMap;
}

// A shape whose value, or whose elements' values, must not be shown.
bool holds_secrets(const ContractTables& tables, ShapeIndex shape) noexcept {
  // Lists of lists of ...: as deep as models go; a recursive list ends the loop.
  for (int depth = 0; shape != kNoIndex && depth < 16; ++depth) {
    const ShapeTable& table = tables.shapes[shape];
    if (table.sensitive) return true;
    if (table.kind == ShapeKind::kList) {
      shape = tables.members[table.first_member].target;
    } else if (table.kind == ShapeKind::kMap) {
      if (tables.shapes[tables.members[table.first_member].target].sensitive) return true;
      shape = tables.members[table.first_member + 1].target;
    } else {
      return false;
    }
  }
  return false;
}

std::vector<std::string_view> secret_names(const ContractTables& tables) {
  std::vector<std::string_view> names;
  for (const ShapeTable& shape : tables.shapes) {
    if (shape.kind != ShapeKind::kStructure && shape.kind != ShapeKind::kUnion) continue;
    for (std::uint32_t i = 0; i < shape.member_count; ++i) {
      const MemberTable& member = tables.members[shape.first_member + i];
      if (holds_secrets(tables, member.target)) names.push_back(member.name);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool reaches_secrets(const ContractTables& tables, ShapeIndex root) {
  std::vector<bool> seen(tables.shapes.size(), false);
  std::vector<ShapeIndex> open{root};
  while (!open.empty()) {
    const ShapeIndex at = open.back();
    open.pop_back();
    if (at == kNoIndex || seen[at]) continue;
    seen[at] = true;
    const ShapeTable& shape = tables.shapes[at];
    if (shape.sensitive) return true;
    if (!container(shape.kind)) continue;
    const std::uint32_t members = shape.kind == ShapeKind::kList  ? 1
                                  : shape.kind == ShapeKind::kMap ? 2
                                                                  : shape.member_count;
    for (std::uint32_t i = 0; i < members; ++i) {
      open.push_back(tables.members[shape.first_member + i].target);
    }
  }
  return false;
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view secret) { return same(secret, name); });
}

// What stands under a name or index in a container; nullptr when nothing is known of it.
const MemberTable* member_at(const ContractTables& tables, ShapeIndex parent,
                             std::string_view name) noexcept {
  const ShapeTable& shape = tables.shapes[parent];
  if (shape.kind == ShapeKind::kList) return &tables.members[shape.first_member];
  if (shape.kind == ShapeKind::kMap) return &tables.members[shape.first_member + 1];
  if (shape.kind != ShapeKind::kStructure && shape.kind != ShapeKind::kUnion) return nullptr;
  for (std::uint32_t i = 0; i < shape.member_count; ++i) {
    const MemberTable& member = tables.members[shape.first_member + i];
    if (member.name == name) return &member;
  }
  return nullptr;
}

// Follows the text with its contract.
class Masker final : public JsonEvents {
 public:
  Masker(const ContractTables& tables, ShapeIndex root, std::string_view body)
      : tables_(tables), body_(body), names_(secret_names(tables)) {
    guarded_ = root != kNoIndex && reaches_secrets(tables, root);
    next_ = {root, root != kNoIndex && tables.shapes[root].sensitive};
  }

  void key(std::size_t begin, std::size_t end) override {
    const std::string name = unescape_json(body_.substr(begin, end - begin));
    next_ = resolve(name);
    if (next_.unknown) unknown_names_.push_back({narrow(begin), narrow(end)});
    // The value follows; a secret begins behind the name.
    if (next_.secret && secret_begin_ == kNowhere) name_end_ = end;
  }
  void scalar(std::size_t begin, std::size_t end) override {
    if (next_.secret) mask(begin, end);
    finish_value(end);
  }
  void open(std::size_t begin, bool object) override {
    bool secret = next_.secret;
    ShapeIndex shape = next_.shape;
    if (shape != kNoIndex) {
      const ShapeKind kind = tables_.shapes[shape].kind;
      const bool fits = object ? kind == ShapeKind::kStructure || kind == ShapeKind::kUnion ||
                                     kind == ShapeKind::kMap
                               : kind == ShapeKind::kList;
      if (!fits && kind != ShapeKind::kDocument) {
        // Not what belongs here: a member that bears another one's name.
        secret = secret || guarded_;
        shape = kNoIndex;
      }
    }
    if (secret && secret_begin_ == kNowhere) {
      secret_begin_ = begin;
      secret_level_ = frames_.size();
    }
    frames_.push_back({shape, object});
    element();
    safe_ = begin + 1;
  }
  void close(std::size_t end) override {
    frames_.pop_back();
    if (secret_begin_ != kNowhere && secret_level_ == frames_.size()) {
      mask(secret_begin_, end);
      secret_begin_ = kNowhere;
    }
    finish_value(end);
  }

  bool guarded() const noexcept { return guarded_; }

  std::vector<ByteRange> finish(const JsonDamage& damage) {
    if (damage.damaged && !planted("mask-without-damage-alone")) {
      std::size_t from = kNowhere;
      if (secret_begin_ != kNowhere) from = std::min(from, secret_begin_);
      if (name_end_ != kNowhere) from = std::min(from, name_end_);
      if (guarded_) from = std::min(from, shown_end(damage));
      // Damage may have moved a key out of a sensitive map.
      for (const ByteRange& name : unknown_names_) ranges_.push_back(name);
      // A name that lost its place in the structure.
      for (const std::string_view name : names_) {
        const std::size_t at = find_ignoring_case(body_, name, safe_);
        if (at == kNowhere) continue;
        const std::size_t end = at + name.size();
        from = std::min(from, end < body_.size() && body_[end] == '"' ? end + 1 : end);
      }
      if (from < body_.size()) mask(from, body_.size());
    }
    return merge_ranges(ranges_, {});
  }

 private:
  struct Target {
    ShapeIndex shape = kNoIndex;
    bool secret = false;
    bool unknown = false;  // a name that the guarded structure does not have
  };
  struct Frame {
    ShapeIndex shape = kNoIndex;
    bool object = false;
  };

  Target resolve(std::string_view name) const {
    const bool named = contains(names_, name);
    const ShapeIndex parent = frames_.empty() ? kNoIndex : frames_.back().shape;
    if (parent == kNoIndex) return {kNoIndex, named};
    if (tables_.shapes[parent].kind == ShapeKind::kDocument) return {parent, named};
    if (const MemberTable* member = member_at(tables_, parent, name)) return target(*member);
    constexpr std::array<std::string_view, 4> kOfErrors{"__type", "code", "message", "Message"};
    const bool plain = std::find(kOfErrors.begin(), kOfErrors.end(), name) != kOfErrors.end();
    return {kNoIndex, named || (guarded_ && !plain), guarded_ && !plain};
  }
  Target target(const MemberTable& member) const {
    return {member.target,
            tables_.shapes[member.target].sensitive && !planted("mask-member-shown")};
  }

  // What an element of the innermost list is.
  void element() {
    const Frame& frame = frames_.back();
    next_ = {};
    if (frame.object || frame.shape == kNoIndex) return;
    const ShapeTable& shape = tables_.shapes[frame.shape];
    if (shape.kind == ShapeKind::kList) next_ = target(tables_.members[shape.first_member]);
    if (shape.kind == ShapeKind::kDocument) next_.shape = frame.shape;
  }
  void finish_value(std::size_t end) {
    name_end_ = kNowhere;
    safe_ = end;
    if (!frames_.empty()) element();
  }

  // The damaged bytes themselves may be shown: one character, or a misspelt literal.
  std::size_t shown_end(const JsonDamage& damage) const {
    constexpr std::size_t kLongestLiteral = 8;
    if (damage.begin >= body_.size()) return body_.size();  // cut where a value was due
    std::size_t end = damage.begin + 1;
    if (!damage.at_value || body_[damage.begin] == '"') return end;
    while (end < body_.size() && end - damage.begin < kLongestLiteral) {
      const char c = lower(body_[end]);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-')) break;
      ++end;
    }
    return end;
  }

  static std::uint32_t narrow(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

  void mask(std::size_t begin, std::size_t end) {
    if (planted("mask-ends-early")) --end;
    if (!ranges_.empty() && begin <= ranges_.back().end) {
      ranges_.back().begin = std::min(ranges_.back().begin, static_cast<std::uint32_t>(begin));
      ranges_.back().end = std::max(ranges_.back().end, static_cast<std::uint32_t>(end));
    } else {
      ranges_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
  }

  const ContractTables& tables_;
  std::string_view body_;
  std::vector<std::string_view> names_;
  bool guarded_ = false;
  Target next_;  // what the value that comes next is
  std::vector<Frame> frames_;
  std::size_t secret_begin_ = kNowhere;  // of the outermost secret container that is open
  std::size_t secret_level_ = 0;
  std::size_t name_end_ = kNowhere;  // of a secret member whose value has not come yet
  std::size_t safe_ = 0;             // everything before it is understood
  std::vector<ByteRange> unknown_names_;
  std::vector<ByteRange> ranges_;
};

class ErrorNameReader final : public JsonEvents {
 public:
  explicit ErrorNameReader(std::string_view body) : body_(body) {}
  void key(std::size_t begin, std::size_t end) override {
    if (depth_ == 1) name_ = unescape_json(body_.substr(begin, end - begin));
  }
  void scalar(std::size_t begin, std::size_t end) override {
    if (depth_ != 1 || body_[begin] != '"') return;
    if (name_ == "__type") names.type_member = unescape_json(body_.substr(begin, end - begin));
    if (name_ == "code") names.code_member = unescape_json(body_.substr(begin, end - begin));
  }
  void open(std::size_t, bool) override { ++depth_; }
  void close(std::size_t) override { --depth_; }

  BodyErrorNames names;

 private:
  std::string_view body_;
  std::string name_;
  std::size_t depth_ = 0;
};

}  // namespace

BodyMasks mask_body(const ContractTables& tables, ShapeIndex root, std::string_view body) {
  // A byte order mark is a finding of its own; what follows it can be read all the same.
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  const std::uint32_t shift = body.starts_with(kByteOrderMark) ? 3 : 0;
  const std::string_view text = body.substr(shift);
  Masker masker(tables, root, text);
  const JsonDamage damage = walk_json(text, masker);
  BodyMasks out{masker.finish(damage), masker.guarded(), damage.damaged};
  for (ByteRange& range : out.ranges) {
    range.begin += shift;
    range.end += shift;
  }
  return out;
}

std::string shown_pointer(const ContractTables& tables, ShapeIndex root, const BodyMasks& masks,
                          std::string_view pointer) {
  const std::vector<std::string_view> names = secret_names(tables);
  std::string out;
  ShapeIndex at = root;
  while (!pointer.empty()) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view segment = pointer.substr(0, end);
    const std::string_view name = segment.substr(1);
    pointer.remove_prefix(end);
    const ShapeKind kind = at == kNoIndex ? ShapeKind::kStructure : tables.shapes[at].kind;
    if (!container(kind) && kind != ShapeKind::kDocument) break;  // inside what is no container
    const MemberTable* member = at == kNoIndex ? nullptr : member_at(tables, at, name);
    if (member == nullptr && at != kNoIndex && kind != ShapeKind::kDocument && masks.guarded) {
      return out + (masks.damaged ? "/***" : std::string(segment));
    }
    out += segment;
    const bool secret =
        member != nullptr ? tables.shapes[member->target].sensitive : contains(names, name);
    if (secret) break;
    if (kind != ShapeKind::kDocument || at == kNoIndex) {
      at = member != nullptr ? member->target : kNoIndex;
    }
  }
  return out;
}

std::vector<ByteRange> merge_ranges(const std::vector<ByteRange>& a,
                                    const std::vector<ByteRange>& b) {
  std::vector<ByteRange> all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end(),
            [](const ByteRange& x, const ByteRange& y) { return x.begin < y.begin; });
  std::vector<ByteRange> out;
  for (const ByteRange& range : all) {
    if (!out.empty() && range.begin <= out.back().end) {
      out.back().end = std::max(out.back().end, range.end);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

bool is_secret_header(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 5> kSecret{"authorization", "proxy-authorization",
                                                    "x-amz-security-token", "cookie", "set-cookie"};
  return std::any_of(kSecret.begin(), kSecret.end(), [&](std::string_view secret) {
    return planted("mask-header-with-case") ? secret == name : same(secret, name);
  });
}

std::vector<ByteRange> masked_request_line(std::string_view line) {
  const std::size_t query = line.find('?');
  if (query == std::string_view::npos || planted("mask-query-shown")) return {};
  if (find_ignoring_case(line, "x-amz-", query) == kNowhere) return {};
  const std::size_t blank = line.rfind(' ');
  const std::size_t end = blank == std::string_view::npos || blank < query ? line.size() : blank;
  return {{static_cast<std::uint32_t>(query + 1), static_cast<std::uint32_t>(end)}};
}

BodyErrorNames body_error_names(std::string_view body) {
  ErrorNameReader reader(body);
  walk_json(body, reader);
  return std::move(reader.names);
}

}  // namespace assay
