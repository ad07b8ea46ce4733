#include "parsers/locate.h"

#include <algorithm>

#include "parsers/structural_index.h"
#include "parsers/walk.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_trace.h"
#include "spec/fault.h"

namespace assay {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
// What lies deeper has the pointer of the container around it.
constexpr std::uint32_t kMaxDepth = 4096;

std::string pointer_segment(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '~' && !planted("pointer-tilde-kept")) {
      result += "~0";
    } else if (c == '/' && !planted("pointer-slash-kept")) {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

// Shapes whose values are sensitive, or are lists or maps of such.
std::vector<bool> sensitive_shapes(const ContractTables& tables) {
  std::vector<bool> result(tables.shapes.size());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = tables.shapes[i].sensitive;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < result.size(); ++i) {
      const ShapeTable& shape = tables.shapes[i];
      if (result[i] || (shape.kind != ShapeKind::kList && shape.kind != ShapeKind::kMap)) continue;
      for (std::uint32_t k = 0; k < shape.member_count; ++k) {
        const ShapeIndex target = tables.members[shape.first_member + k].target;
        if (target != kNoIndex && result[target]) result[i] = changed = true;
      }
    }
  }
  return result;
}

}  // namespace

void WalkTrace::open(std::uint32_t begin, std::string segment, std::uint32_t value, bool sensitive,
                     bool nameless) {
  Open open{kNoIndex, offset_ + value, sensitive};
  understood_ = offset_ + value;
  if (hidden_ == 0 && !nameless) {
    open.entry = static_cast<std::uint32_t>(map_.entries_.size());
    BodyMap::Entry entry;
    entry.range = {offset_ + begin, size_};
    entry.segment = std::move(segment);
    for (std::size_t i = open_.size(); i-- > 0 && entry.parent == UINT32_MAX;) {
      entry.parent = open_[i].entry;
    }
    map_.entries_.push_back(std::move(entry));
  }
  if (sensitive) ++hidden_;
  open_.push_back(open);
}

// Where the value of a member begins: past the colon.
std::uint32_t WalkTrace::value_after(std::uint32_t name_end) const noexcept {
  std::uint32_t at = name_end;
  const auto is_between = [](char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ':';
  };
  while (at < text_.end && is_between(text_.data[at])) ++at;
  return at;
}

void WalkTrace::open_member(const StringToken& name, bool sensitive) {
  std::string segment;
  if (hidden_ == 0) {
    const std::string_view raw = name.raw(text_.data);
    const bool escaped =
        has_backslash(raw.data(), raw.size()) && !planted("pointer-name-as-written");
    segment = pointer_segment(escaped ? scratch_.decode(raw) : raw);
  }
  open(name.begin, std::move(segment), value_after(name.end), sensitive, false);
}

void WalkTrace::key(Frame& frame, const StringToken& key) {
  const bool secret_key = plan_.shape(frame.entries[0].shape).sensitive;
  if (secret_key) {  // the whole entry, name included
    open(key.begin, {}, key.begin, true, true);
    return;
  }
  open_member(key, plan_.shape(frame.entries[1].shape).sensitive);
}

void WalkTrace::item(Frame& frame, std::uint32_t begin) {
  const bool sensitive =
      frame.kind == FrameKind::kList && plan_.shape(frame.entries[0].shape).sensitive;
  open(begin,
       hidden_ == 0 ? std::to_string(frame.count - (planted("pointer-index-from-one") ? 0 : 1))
                    : std::string(),
       begin, sensitive, false);
}

void WalkTrace::close(std::uint32_t end) {
  const Open open = open_.back();
  open_.pop_back();
  if (open.entry != kNoIndex) map_.entries_[open.entry].range.end = end;
  if (!open.sensitive) return;
  if (--hidden_ != 0 || open.masked_from >= end) return;
  map_.masked_.push_back({open.masked_from, end});
  if (!doubt_confirmed_) doubtful_from_ = end;
}

void WalkTrace::finish() {
  while (!open_.empty()) close(size_);
}

// Where a text is damaged nobody can tell where a member begins, so all is masked from the first
// thing on that may be the name of a sensitive one; names can be spelt with \u escapes.
void BodyMap::mask_rest(const Contract& contract, std::string_view body, std::uint32_t from,
                        bool all) {
  const ContractTables& tables = contract.tables();
  const std::vector<bool> sensitive = sensitive_shapes(tables);
  const std::size_t none = std::string_view::npos;
  std::size_t first = none;
  bool any = false;
  for (const MemberTable& member : tables.members) {
    if (member.target == kNoIndex || !sensitive[member.target]) continue;
    any = true;
    first = std::min(first, body.find(member.name, from));
  }
  if (any) first = std::min(first, body.find("\\u", from));
  if (all) first = from;
  if (first == none) return;
  // What is masked beyond that place is a part of the rest.
  while (!masked_.empty() && masked_.back().begin >= first) masked_.pop_back();
  const ByteRange rest{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(body.size())};
  if (!masked_.empty() && masked_.back().end >= rest.begin) {
    masked_.back().end = std::max(masked_.back().end, rest.end);
  } else {
    masked_.push_back(rest);
  }
}

BodyMap::BodyMap(const Contract& contract, ShapeIndex root, std::string_view body) {
  if (body.empty()) return;
  if (body.size() > UINT32_MAX - 64) {
    masked_.push_back({0, UINT32_MAX});
    return;
  }
  const std::uint32_t offset = body.starts_with(kByteOrderMark) ? 3 : 0;
  const auto size = static_cast<std::uint32_t>(body.size());
  const WalkPlan plan(contract.tables(), false);
  StructuralIndex index(body.size());
  WalkScratch scratch(plan, std::min(kMaxDepth, size), body.size(), 1);
  const IndexedText text = index.index(body.substr(offset));
  WalkTrace sink(plan, scratch, text, offset, size, *this);
  Walk walk(plan, scratch, text, sink);
  const bool complete = walk.run(root == kNoIndex ? nullptr : &plan.shape(root));
  sink.finish();
  if (!complete) mask_rest(contract, body, sink.understood(), sink.doubtful());
}

std::string BodyMap::pointer_at(std::uint32_t offset) const {
  // Entries that begin at or before the offset; the last of them that reaches it is the innermost.
  const auto after = std::ranges::upper_bound(entries_, offset, {},
                                              [](const Entry& entry) { return entry.range.begin; });
  auto index = static_cast<std::uint32_t>(after - entries_.begin());
  if (index == 0) return {};
  --index;
  while (index != UINT32_MAX &&
         offset >= entries_[index].range.end + (planted("pointer-of-next") ? 1 : 0)) {
    index = entries_[index].parent;
  }
  std::string pointer;
  for (; index != UINT32_MAX; index = entries_[index].parent) {
    pointer.insert(0, "/" + entries_[index].segment);
  }
  return pointer;
}

}  // namespace assay
