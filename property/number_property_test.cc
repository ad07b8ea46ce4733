// A number is what it amounts to, however it is spelt; only the spelling of integers is remarked.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "property/check_property.h"
#include "property/coverage.h"
#include "property/failure.h"
#include "property/fixture.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;

PropertyFixture& the() { return PropertyFixture::instance(); }

// Another spelling of the same number; numbers with an exponent stay as they are.
std::string respelt(const std::string& number, Randomness& random) {
  if (number.find_first_not_of("-.0123456789") != std::string::npos) return number;
  const std::string sign = number.starts_with('-') ? "-" : "";
  const std::string digits = number.substr(sign.size());
  const std::size_t dot = std::min(digits.find('.'), digits.size());
  const std::string whole = digits.substr(0, dot);
  const std::string fraction = dot < digits.size() ? digits.substr(dot + 1) : "";
  std::string all = whole + fraction;
  const std::size_t first = std::min(all.find_first_not_of('0'), all.size() - 1);
  all.erase(0, first);
  const char* const e = random.chance(1, 2) ? "E" : "e";
  switch (random.below(5)) {
    case 0:
      return number;
    case 1:
      return sign + whole + '.' + fraction + "0";
    case 2:
      return fmt::format("{}{}{}{}{}", sign, all, e, fraction.empty() ? "+" : "-", fraction.size());
    case 3:
      if (all == "0") return fmt::format("{}0{}-{}", sign, e, fraction.size() + 2);
      return fmt::format("{}{}00{}-{}", sign, all, e, fraction.size() + 2);
    default:
      return fmt::format("{}0.{}{}{}{}", sign, whole + fraction, e, random.chance(1, 2) ? "+" : "",
                         whole.size());
  }
}

// Returns how many numbers of a shape, or of a document, have another spelling now.
std::size_t respell(MessageNode& node, Randomness& random) {
  std::size_t count = 0;
  if (node.kind == MessageNode::Kind::kNumber) {
    std::string text = respelt(node.text, random);
    count += text != node.text ? 1 : 0;
    node.text = std::move(text);
  }
  for (MessageNode& item : node.items) count += respell(item, random);
  for (MessageNode::Member& member : node.members) count += respell(member.value, random);
  return count;
}

TEST(NumberProperty, SpellingOfNumbersChangesNothingElse) {
  Coverage coverage;
  std::set<ConstraintIndex> spelling;
  for (const ShapeTable& shape : the().tables.shapes) {
    if (shape.spelling != kNoIndex) spelling.insert(shape.spelling);
  }
  const auto ids_of = [&](const Checked& checked) {
    std::vector<ConstraintIndex> ids;
    for (const Violation& found : checked.findings) {
      if (!spelling.contains(found.constraint)) ids.push_back(found.constraint);
    }
    std::ranges::sort(ids);
    return ids;
  };
  check_property(
      [&](Randomness& random) -> Outcome {
        Body body = the().body(random);
        if (random.chance(1, 2)) {
          auto broken = the().breaker.break_one(body.tree, body.role, body.operation, random);
          if (broken) body.tree = std::move(broken->message);
        }
        const std::string text = write_message(body.tree);
        const Checked before = the().check(body, text);
        Body other = body;
        const std::size_t changed = respell(other.tree, random);
        coverage.message();
        if (changed == 0) return std::nullopt;
        coverage.count("respelt");
        coverage.count(to_string(body.role));
        const std::string other_text = write_message(other.tree);
        const Checked after = the().check(other, other_text);
        const auto remarked = [&](const Violation& found) {
          return spelling.contains(found.constraint);
        };
        if (std::ranges::any_of(after.findings, remarked)) coverage.count("remarked");
        if (!ids_of(before).empty()) coverage.count("broken");
        if (before.verdict == after.verdict && ids_of(before) == ids_of(after)) {
          return std::nullopt;
        }
        return failure("another spelling is judged differently", body, text, before) +
               failure("\nthe other spelling", other, other_text, after,
                       before.ids(Severity::kNote));
      },
      4000);
  coverage.expect("respelt", 3);
  coverage.expect("remarked", 0.2);
  coverage.expect("broken", 1);
}

}  // namespace
}  // namespace assay
