#include "spec/rule_places.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay {

std::expected<RulePlaces::Place, std::string> RulePlaces::find(std::string_view path,
                                                               bool in_input) {
  const std::string_view root = in_input ? "/input/" : "/output/";
  if (!path.starts_with(root)) {
    return std::unexpected(fmt::format("this place must begin with {}", root));
  }
  std::string_view rest = path.substr(root.size());
  std::uint32_t state = in_input ? 1 : 0;
  ShapeIndex shape = in_input ? operation_.input : operation_.output;
  while (true) {
    const std::string_view name = rest.substr(0, rest.find('/'));
    const ShapeTable& table = tables_.shapes[shape];
    const bool has_members = table.kind == ShapeKind::kStructure || table.kind == ShapeKind::kUnion;
    std::uint32_t member = table.first_member;
    const std::uint32_t end = has_members ? member + table.member_count : member;
    while (member < end && tables_.members[member].name != name) ++member;
    if (member >= end) {
      return std::unexpected(fmt::format("{} has no member \"{}\"", table.name, name));
    }
    auto place = std::find_if(places_.begin(), places_.end(), [&](const PlaceTable& known) {
      return known.state == state && known.member == member;
    });
    if (place == places_.end()) {
      places_.push_back({state, member, kNoIndex, kNoIndex});
      place = places_.end() - 1;
    }
    shape = tables_.members[member].target;
    if (name.size() == rest.size()) {
      if (place->slot == kNoIndex) place->slot = operation_.slot_count++;
      return Place{place->slot, shape};
    }
    if (place->next_state == kNoIndex) place->next_state = next_state_++;
    state = place->next_state;
    rest.remove_prefix(name.size() + 1);
  }
}

void RulePlaces::finish() {
  operation_.first_place = static_cast<std::uint32_t>(tables_.places.size());
  operation_.place_count = static_cast<std::uint32_t>(places_.size());
  tables_.places.insert(tables_.places.end(), places_.begin(), places_.end());
}

}  // namespace assay
