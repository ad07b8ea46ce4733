#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "conformance/tagged.h"
#include "conformance/tagged_number.h"

namespace assay {
namespace {

using Kind = Tagged::Kind;

bool is_number(Kind kind) noexcept {
  return kind == Kind::kInteger || kind == Kind::kDouble || kind == Kind::kDecimal ||
         kind == Kind::kNumber;
}

// A double may stand for any decimal that reads as that double.
bool same_number(const Tagged& wanted, const Tagged& got) {
  if (wanted.kind == Kind::kDouble || got.kind == Kind::kDouble) {
    const auto a = parse_double(wanted.text), b = parse_double(got.text);
    if (!a || !b) return false;
    if (std::isnan(*a) || std::isnan(*b)) return std::isnan(*a) && std::isnan(*b);
    if (got.kind == Kind::kInteger || wanted.kind == Kind::kInteger) {
      return parse_decimal(wanted.text) == parse_decimal(got.text);
    }
    return *a == *b;
  }
  const auto a = parse_decimal(wanted.text), b = parse_decimal(got.text);
  return a && b && *a == *b;
}

std::string step(std::string_view pointer, std::string_view segment) {
  std::string out(pointer);
  out += '/';
  for (const char c : segment) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

std::string short_json(const Tagged& value) {
  const std::string text = to_json(value);
  return text.size() > 120 ? text.substr(0, 117) + "..." : text;
}

std::string difference_at(const Tagged& wanted, const Tagged& got, const std::string& pointer) {
  if (same_value(wanted, got)) return {};
  if (wanted.kind == Kind::kMap && got.kind == Kind::kMap) {
    for (const auto& [name, child] : wanted.members) {
      const Tagged* other = got.find(name);
      if (!other)
        return fmt::format("{}: absent, wanted {}", step(pointer, name), short_json(child));
      if (auto text = difference_at(child, *other, step(pointer, name)); !text.empty()) return text;
    }
    for (const auto& [name, child] : got.members) {
      if (!wanted.find(name)) {
        return fmt::format("{}: got {}, wanted nothing", step(pointer, name), short_json(child));
      }
    }
  }
  if (wanted.kind == Kind::kList && got.kind == Kind::kList &&
      wanted.items.size() == got.items.size()) {
    for (std::size_t i = 0; i < wanted.items.size(); ++i) {
      auto text = difference_at(wanted.items[i], got.items[i], step(pointer, std::to_string(i)));
      if (!text.empty()) return text;
    }
  }
  return fmt::format("{}: wanted {}, got {}", pointer.empty() ? "value" : pointer,
                     short_json(wanted), short_json(got));
}

}  // namespace

bool same_value(const Tagged& wanted, const Tagged& got) {
  if (wanted.kind == Kind::kNumber && is_number(got.kind)) return same_number(wanted, got);
  if (wanted.kind != got.kind) return false;
  switch (wanted.kind) {
    case Kind::kNull:
      return true;
    case Kind::kBoolean:
      return wanted.boolean == got.boolean;
    case Kind::kTimestamp:
      return wanted.timestamp == got.timestamp;
    case Kind::kInteger:
    case Kind::kDouble:
    case Kind::kDecimal:
    case Kind::kNumber:
      return same_number(wanted, got);
    case Kind::kString:
    case Kind::kBytes:
    case Kind::kNaive:
    case Kind::kOther:
      return wanted.text == got.text;
    case Kind::kList:
      return std::ranges::equal(wanted.items, got.items, same_value);
    case Kind::kMap:
      break;
  }
  return wanted.members.size() == got.members.size() &&
         std::ranges::all_of(wanted.members, [&](const auto& member) {
           const Tagged* other = got.find(member.first);
           return other && same_value(member.second, *other);
         });
}

bool lost_something(const Tagged& wanted, const Tagged& got) {
  if (same_value(wanted, got)) return false;
  if (wanted.kind == Kind::kMap && got.kind == Kind::kMap) {
    return std::ranges::all_of(got.members, [&](const auto& member) {
      const Tagged* other = wanted.find(member.first);
      return other && (same_value(*other, member.second) || lost_something(*other, member.second));
    });
  }
  if (wanted.kind == Kind::kList && got.kind == Kind::kList) {
    return got.items.size() <= wanted.items.size() &&
           std::equal(got.items.begin(), got.items.end(), wanted.items.begin(),
                      [](const Tagged& a, const Tagged& b) {
                        return same_value(b, a) || lost_something(b, a);
                      });
  }
  return false;
}

std::string describe_difference(const Tagged& wanted, const Tagged& got) {
  return difference_at(wanted, got, "");
}

}  // namespace assay
