#include "parsers/unique_items.h"

#include <string_view>

#include "parsers/scalars.h"
#include "spec/fault.h"

namespace assay {
namespace {

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) noexcept {
  hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93u;
  return hash ^ (hash >> 29);
}

std::uint64_t hash_string(std::string_view text) noexcept {
  std::uint64_t hash = mix(1, text.size());
  while (text.size() >= 8) {
    hash = mix(hash, load_8(text.data()));
    text.remove_prefix(8);
  }
  return mix(hash, load_short(text.data(), text.size()));
}

bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Past the closing quote of the string at `begin`.
std::uint32_t end_of_string(const char* data, std::uint32_t begin) noexcept {
  std::uint32_t at = begin + 1;
  while (data[at] != '"') at += data[at] == '\\' ? 2 : 1;
  return at + 1;
}

std::string_view inside(const char* data, std::uint32_t begin, std::uint32_t end) noexcept {
  return {data + begin + 1, end - begin - 2};
}

bool in_number(char c) noexcept {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || (c | 0x20) == 'e';
}

}  // namespace

ValueHash hash_value(const char* data, std::uint32_t begin, WalkScratch& scratch) noexcept {
  // Open lists and objects: what their items give so far. Members are summed, so that their order
  // makes no difference.
  struct Scalar {
    std::uint64_t hash;
    std::uint32_t end;
  };
  const auto scalar = [&](std::uint32_t at) -> Scalar {
    switch (data[at]) {
      case '"': {
        const std::uint32_t end = end_of_string(data, at);
        return {hash_string(scratch.decode(inside(data, at, end))), end};
      }
      case 't':
        return {mix(2, 't'), at + 4};
      case 'f':
        return {mix(2, 'f'), at + 5};
      case 'n':
        return {mix(2, 'n'), at + 4};
      default: {
        std::uint32_t end = at;
        while (in_number(data[end])) ++end;
        return {mix(3, hash_number({data + at, end - at})), end};
      }
    }
  };
  std::uint32_t depth = 0;
  std::uint32_t at = begin;
  for (;;) {
    while (is_space(data[at]) || data[at] == ',') ++at;
    const char c = data[at];
    std::uint64_t hash = 0;
    if (c == '}' || c == ']') {
      const PartialHash& open = scratch.partial(--depth);
      hash = mix(c == '}' ? 4 : 5, open.sum);
      ++at;
    } else {
      if (depth != 0 && scratch.partial(depth - 1).object) {  // a name comes first
        const Scalar name = scalar(at);
        scratch.partial(depth - 1).name = name.hash;
        at = name.end;
        while (is_space(data[at]) || data[at] == ':') ++at;
      }
      if (data[at] == '{' || data[at] == '[') {
        scratch.partial(depth++) = {0, 0, data[at] == '{'};
        ++at;
        continue;
      }
      const Scalar value = scalar(at);
      hash = value.hash;
      at = value.end;
    }
    if (depth == 0) return {hash, at};
    PartialHash& parent = scratch.partial(depth - 1);
    const bool any_order = parent.object && !planted("unique-members-in-order");
    parent.sum = any_order ? parent.sum + mix(parent.name, hash) : mix(parent.sum + 1, hash);
  }
}

bool same_value(const char* data, const KeyRecord& a, const KeyRecord& b,
                WalkScratch& scratch) noexcept {
  if (a.hash != b.hash || a.tag != b.tag || (data[a.begin] == '"') != (data[b.begin] == '"')) {
    return false;
  }
  switch (data[a.begin]) {
    case '"':
      return scratch.same_text(inside(data, a.begin, a.end), inside(data, b.begin, b.end));
    case '{':
    case '[':
    case 't':
    case 'f':
    case 'n':
      return data[a.begin] == data[b.begin];
    default: {
      const auto is_number = [](char c) { return c == '-' || (c >= '0' && c <= '9'); };
      if (!is_number(data[b.begin])) return false;
      return same_number({data + a.begin, a.end - a.begin}, {data + b.begin, b.end - b.begin});
    }
  }
}

}  // namespace assay
