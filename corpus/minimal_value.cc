#include "corpus/minimal_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "corpus/string_sampler.h"
#include "spec/utf8.h"

namespace assay {
namespace {

std::span<const MemberTable> members_of(const ContractTables& tables, const ShapeTable& shape) {
  return {tables.members.data() + shape.first_member, shape.member_count};
}

bool is_container(ShapeKind kind) noexcept {
  return kind == ShapeKind::kStructure || kind == ShapeKind::kUnion || kind == ShapeKind::kList ||
         kind == ShapeKind::kMap;
}

// The shortest word of an automaton with at least `least` characters, at most `most`.
std::optional<std::string> shortest_word(const Automaton& automaton, std::uint32_t least,
                                         std::uint32_t most) {
  struct Visit {
    std::uint32_t parent = kNoIndex;  // into the visits
    char32_t scalar = 0;
    Automaton::State state = 0;
    std::uint32_t length = 0;  // counted up to `least` only
  };
  std::vector<Visit> visits = {{.state = automaton.start()}};
  std::set<std::pair<Automaton::State, std::uint32_t>> seen = {{automaton.start(), 0}};
  const auto word = [&](std::size_t index) {
    std::vector<char32_t> scalars;
    for (; visits[index].parent != kNoIndex; index = visits[index].parent) {
      scalars.push_back(visits[index].scalar);
    }
    std::string text;
    for (auto scalar = scalars.rbegin(); scalar != scalars.rend(); ++scalar) {
      append_utf8(text, *scalar);
    }
    return std::pair(text, scalars.size());
  };
  // Printable characters first: a minimal message should be readable.
  std::vector<char32_t> letters;
  for (std::uint32_t index = 0; index < automaton.class_count(); ++index) {
    const auto& ranges = automaton.class_ranges(static_cast<Automaton::Class>(index));
    if (ranges.empty()) continue;
    char32_t letter = ranges.front().first;
    for (const ScalarRange& range : ranges) {
      const char32_t first = std::max(range.first, U'!');
      if (first <= std::min(range.last, U'~')) {
        letter = first;
        break;
      }
    }
    for (const ScalarRange& range : ranges) {
      for (const char32_t liked : {U'0', U'a', U'A'}) {
        if (range.first <= liked && liked <= range.last) letter = liked;
      }
    }
    letters.push_back(letter);
  }
  std::sort(letters.begin(), letters.end());
  for (std::size_t index = 0; index < visits.size(); ++index) {
    const Visit visit = visits[index];
    if (visit.length >= least && automaton.accepting(visit.state)) {
      auto [text, length] = word(index);
      if (length > most) return std::nullopt;
      return text;
    }
    for (const char32_t letter : letters) {
      const Automaton::State next = automaton.step(visit.state, letter);
      if (automaton.dead(next)) continue;
      const std::uint32_t length = std::min(visit.length + 1, least);
      if (!seen.insert({next, length}).second) continue;
      visits.push_back({static_cast<std::uint32_t>(index), letter, next, length});
    }
  }
  return std::nullopt;
}

class Smallest {
 public:
  explicit Smallest(const ContractTables& tables) : tables_(tables) {}

  std::optional<std::string> value(ShapeIndex index) {
    const ShapeTable& shape = tables_.shapes[index];
    if (!is_container(shape.kind)) return scalar(shape);
    if (!open_.insert(index).second) return std::nullopt;  // requires itself
    std::optional<std::string> result;
    switch (shape.kind) {
      case ShapeKind::kStructure:
        if (auto members = required(shape)) result = json_object(*members);
        break;
      case ShapeKind::kUnion:
        for (const MemberTable& member : members_of(tables_, shape)) {
          if (auto text = value(member.target)) {
            result = json_object({{std::string(member.name), *text}});
            break;
          }
        }
        break;
      case ShapeKind::kList:
        result = list(shape);
        break;
      default:
        result = map(shape);
        break;
    }
    open_.erase(index);
    return result;
  }

  std::optional<ObjectText> required(const ShapeTable& structure) {
    ObjectText result;
    for (const MemberTable& member : members_of(tables_, structure)) {
      if (member.required == kNoIndex) continue;
      auto text = value(member.target);
      if (!text) return std::nullopt;
      result.emplace_back(member.name, std::move(*text));
    }
    return result;
  }

 private:
  std::optional<std::string> list(const ShapeTable& shape) {
    if (shape.length_min == 0) return "[]";
    if (shape.unique_items && shape.length_min > 1) return std::nullopt;
    const auto item = value(members_of(tables_, shape)[0].target);
    if (!item) return std::nullopt;
    std::string text = "[" + *item;
    for (std::uint32_t count = 1; count < shape.length_min; ++count) text += "," + *item;
    return text + "]";
  }

  std::optional<std::string> map(const ShapeTable& shape) {
    if (shape.length_min == 0) return "{}";
    if (shape.length_min > 1) return std::nullopt;
    const auto members = members_of(tables_, shape);
    const auto key = value(members[0].target);
    const auto item = value(members[1].target);
    if (!key || !item) return std::nullopt;
    return "{" + *key + ":" + *item + "}";
  }

  std::optional<std::string> scalar(const ShapeTable& shape) const {
    switch (shape.kind) {
      case ShapeKind::kString:
      case ShapeKind::kEnum: {
        const auto text = minimal_string(tables_, shape);
        return text ? std::optional(json_string(*text)) : std::nullopt;
      }
      case ShapeKind::kBlob: {
        std::string bytes;  // base64 of zeros
        for (std::uint32_t count = 0; count < shape.length_min / 3; ++count) bytes += "AAAA";
        if (shape.length_min % 3 == 1) bytes += "AA==";
        if (shape.length_min % 3 == 2) bytes += "AAA=";
        return json_string(bytes);
      }
      case ShapeKind::kIntEnum:
        return shape.enum_count == 0 ? "0"
                                     : fmt::format("{}", tables_.int_enum_values[shape.first_enum]);
      case ShapeKind::kByte:
      case ShapeKind::kShort:
      case ShapeKind::kInteger:
      case ShapeKind::kLong:
      case ShapeKind::kBigInteger:
        return fmt::format("{}", std::clamp<std::int64_t>(0, shape.range_min, shape.range_max));
      case ShapeKind::kFloat:
      case ShapeKind::kDouble:
      case ShapeKind::kBigDecimal:
        if (shape.range_min_id != kNoIndex && shape.range_min_double > 0) {
          return fmt::format("{}", shape.range_min_double);
        }
        if (shape.range_max_id != kNoIndex && shape.range_max_double < 0) {
          return fmt::format("{}", shape.range_max_double);
        }
        return "0";
      case ShapeKind::kBoolean:
        return "false";
      case ShapeKind::kTimestamp:
        switch (shape.timestamp_format) {
          case TimestampFormat::kDateTime:
            return "\"1970-01-01T00:00:00Z\"";
          case TimestampFormat::kHttpDate:
            return "\"Thu, 01 Jan 1970 00:00:00 GMT\"";
          default:
            return "0";
        }
      default:
        return "{}";  // a document
    }
  }

  const ContractTables& tables_;
  std::set<ShapeIndex> open_;
};

std::string pointer_segment(std::string_view name) {
  std::string text = "/";
  for (const char c : name) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

void add_places(const ContractTables& tables, ShapeIndex container, ShapePlace& at,
                std::set<std::pair<ShapeIndex, std::uint32_t>>& entered,
                std::vector<ShapePlace>& places) {
  const ShapeTable& shape = tables.shapes[container];
  for (std::uint32_t index = 0; index < shape.member_count; ++index) {
    const MemberTable& member = tables.members[shape.first_member + index];
    const std::size_t size = at.pointer.size();
    const bool named = shape.kind == ShapeKind::kStructure || shape.kind == ShapeKind::kUnion;
    at.pointer += pointer_segment(named ? member.name : shape.kind == ShapeKind::kList ? "0" : "k");
    at.path.push_back(index);
    at.shape = member.target;
    places.push_back(at);
    if (is_container(tables.shapes[member.target].kind) &&
        entered.insert({container, index}).second) {
      add_places(tables, member.target, at, entered, places);
    }
    at.path.pop_back();
    at.pointer.resize(size);
  }
}

// The value of `container` with `json` at the end of the path.
std::optional<std::string> nested(const ContractTables& tables, ShapeIndex container,
                                  std::span<const std::uint32_t> path, std::string_view json);

std::optional<ObjectText> nested_members(const ContractTables& tables, const ShapeTable& shape,
                                         std::span<const std::uint32_t> path,
                                         std::string_view json) {
  const MemberTable& member = tables.members[shape.first_member + path[0]];
  ObjectText members;
  if (shape.kind == ShapeKind::kStructure) {
    auto required = Smallest(tables).required(shape);
    if (!required) return std::nullopt;
    members = std::move(*required);
    std::erase_if(members, [&](const auto& entry) { return entry.first == member.name; });
  }
  auto text = nested(tables, member.target, path.subspan(1), json);
  if (!text) return std::nullopt;
  members.emplace_back(member.name, std::move(*text));
  return members;
}

std::optional<std::string> nested(const ContractTables& tables, ShapeIndex container,
                                  std::span<const std::uint32_t> path, std::string_view json) {
  if (path.empty()) return std::string(json);
  const ShapeTable& shape = tables.shapes[container];
  if (shape.kind == ShapeKind::kStructure || shape.kind == ShapeKind::kUnion) {
    const auto members = nested_members(tables, shape, path, json);
    return members ? std::optional(json_object(*members)) : std::nullopt;
  }
  const auto below = members_of(tables, shape);
  const auto inner = nested(tables, below[path[0]].target, path.subspan(1), json);
  if (!inner || shape.length_min > 1) return std::nullopt;
  if (shape.kind == ShapeKind::kList) return "[" + *inner + "]";
  const auto other = minimal_json(tables, below[1 - path[0]].target);
  if (!other) return std::nullopt;
  return path[0] == 0 ? "{" + *inner + ":" + *other + "}" : "{" + *other + ":" + *inner + "}";
}

// One word a length is tried, then words at random: whatever the look-around of a pattern rules
// out, it is rarely most words.
std::optional<std::string> short_match(const PatternTable& pattern, std::uint32_t least,
                                       std::uint32_t most) {
  constexpr std::uint32_t kLengths = 32;
  if (const Automaton* const candidates = pattern.candidates()) {
    for (std::uint32_t i = 0; i < kLengths && i <= most - least; ++i) {
      auto word = shortest_word(*candidates, least + i, least + i);
      if (word && pattern.matches(*word)) return word;
    }
  }
  SeededRandomness random(0);
  return StringSampler(pattern, least, most).sample(random);
}

}  // namespace

std::string json_string(std::string_view bytes) {
  std::string text = "\"";
  for (const char c : bytes) {
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      text += c;
    }
  }
  return text + '"';
}

std::string json_object(const ObjectText& members) {
  std::string text = "{";
  for (const auto& [name, value] : members) {
    if (text.size() > 1) text += ',';
    text += json_string(name) + ':' + value;
  }
  return text + '}';
}

std::optional<std::string> minimal_string(const ContractTables& tables, const ShapeTable& shape) {
  if (shape.kind == ShapeKind::kEnum || shape.enum_count != 0) {
    for (std::uint32_t index = 0; index < shape.enum_count; ++index) {
      const std::string_view value = tables.enum_values[shape.first_enum + index];
      if (shape.pattern == kNoIndex || tables.patterns[shape.pattern].matches(value)) {
        return std::string(value);
      }
    }
    return std::nullopt;
  }
  if (shape.pattern == kNoIndex) return std::string(shape.length_min, 'a');
  const PatternTable& pattern = tables.patterns[shape.pattern];
  if (pattern.fallback == nullptr) {
    return shortest_word(pattern.automaton, shape.length_min, shape.length_max);
  }
  return short_match(pattern, shape.length_min, shape.length_max);
}

std::optional<std::string> minimal_json(const ContractTables& tables, ShapeIndex shape) {
  return Smallest(tables).value(shape);
}

std::optional<ObjectText> minimal_members(const ContractTables& tables, ShapeIndex structure) {
  return Smallest(tables).required(tables.shapes[structure]);
}

std::vector<ShapePlace> places_below(const ContractTables& tables, ShapeIndex root) {
  std::vector<ShapePlace> places;
  std::set<std::pair<ShapeIndex, std::uint32_t>> entered;
  ShapePlace at;
  add_places(tables, root, at, entered, places);
  return places;
}

bool is_map_key(const ContractTables& tables, ShapeIndex root, const ShapePlace& place) {
  ShapeIndex container = root;
  for (std::size_t step = 0; step + 1 < place.path.size(); ++step) {
    container = tables.members[tables.shapes[container].first_member + place.path[step]].target;
  }
  return !place.path.empty() && tables.shapes[container].kind == ShapeKind::kMap &&
         place.path.back() == 0;
}

std::optional<ObjectText> members_with(const ContractTables& tables, ShapeIndex root,
                                       const ShapePlace& place, std::string_view json) {
  return nested_members(tables, tables.shapes[root], place.path, json);
}

}  // namespace assay
