#include "spec/smithy_flatten.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace assay {
namespace {

constexpr int kMaxMixinDepth = 64;
constexpr std::size_t kMaxMixedIn = 20'000;  // members copied, all shapes together

JsonValue* find(JsonValue& object, std::string_view name) noexcept {
  const auto found = std::find_if(object.members.begin(), object.members.end(),
                                  [&](const JsonValue::Member& each) { return each.name == name; });
  return found == object.members.end() ? nullptr : &found->value;
}

// The member of that name, an empty object where there is none.
JsonValue& object_in(JsonValue& holder, std::string_view name) {
  if (JsonValue* value = find(holder, name)) return *value;
  JsonValue empty;
  empty.kind = JsonValue::Kind::kObject;
  empty.begin = holder.begin;
  empty.end = holder.end;
  return holder.members.emplace_back(std::string(name), std::move(empty)).value;
}

bool same(const JsonValue& a, const JsonValue& b) noexcept {
  return a.kind == b.kind && a.boolean == b.boolean && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                    [](const JsonValue::Member& x, const JsonValue::Member& y) {
                      return x.name == y.name && same(x.value, y.value);
                    });
}

class Flattener {
 public:
  explicit Flattener(JsonValue& shapes) : shapes_(shapes) {}

  SmithyExpected<void> run() {
    take_applies();
    for (JsonValue::Member& shape : shapes_.members) by_id_.emplace(shape.name, &shape.value);
    // Mixins hand their traits on, so those are applied first; members that come from a mixin are
    // there only afterwards.
    if (auto done = apply(false); !done) return done;
    for (JsonValue::Member& shape : shapes_.members) {
      if (auto done = mix_into(shape.name, shape.value, 0); !done) return done;
    }
    return apply(true);
  }

 private:
  void take_applies() {
    std::vector<JsonValue::Member> kept;
    for (JsonValue::Member& shape : shapes_.members) {
      const bool is_apply = shape.value.string_or("type", "") == "apply";
      (is_apply ? applies_ : kept).push_back(std::move(shape));
    }
    shapes_.members = std::move(kept);
  }

  SmithyExpected<void> apply(bool last) {
    for (JsonValue::Member& statement : applies_) {
      const std::string_view id = statement.name;
      const std::size_t dollar = id.find('$');
      const auto found = by_id_.find(id.substr(0, dollar));
      JsonValue* target = found == by_id_.end() ? nullptr : found->second;
      if (target != nullptr && dollar != id.npos)
        target = member_of(*target, id.substr(dollar + 1));
      if (target == nullptr) {
        if (!last) continue;
        // Traits of the prelude's shapes are the language's own matter.
        if (id.starts_with("smithy.api#")) continue;
        return smithy_error(ErrorCode::kUnknownShape, fmt::format("no shape {} to apply to", id),
                            statement.value);
      }
      JsonValue* traits = find(statement.value, "traits");
      if (traits == nullptr) continue;
      JsonValue& into = object_in(*target, "traits");
      if (!into.is_object()) continue;  // refused where it is read
      for (const JsonValue::Member& trait : traits->members) {
        const JsonValue* before = find(into, trait.name);
        if (before == nullptr) {
          into.members.push_back(trait);
        } else if (!same(*before, trait.value)) {
          return smithy_error(
              ErrorCode::kModelStructure,
              fmt::format("{} is applied to {}, which has it with another value", trait.name, id),
              trait.value);
        }
      }
    }
    return {};
  }

  static JsonValue* member_of(JsonValue& shape, std::string_view name) noexcept {
    if (JsonValue* members = find(shape, "members")) return find(*members, name);
    return name == "member" || name == "key" || name == "value" ? find(shape, name) : nullptr;
  }

  SmithyExpected<void> mix_into(std::string_view id, JsonValue& shape, int depth) {
    const JsonValue* const listed = find(shape, "mixins");
    if (listed == nullptr) return {};
    if (!listed->is_array()) {
      return smithy_error(ErrorCode::kModelStructure, "mixins must be an array", *listed);
    }
    if (depth == kMaxMixinDepth || !open_.insert(id).second) {
      return smithy_error(ErrorCode::kModelStructure,
                          fmt::format("the mixins of {} go in a circle or are nested more than {} "
                                      "deep",
                                      id, kMaxMixinDepth),
                          *listed);
    }
    const std::vector<JsonValue> mixins = listed->items;
    JsonValue mixed;
    mixed.kind = JsonValue::Kind::kObject;
    for (const JsonValue& reference : mixins) {
      const std::string_view name = reference.string_or("target", "");
      const auto found = by_id_.find(name);
      if (found == by_id_.end()) {
        return smithy_error(ErrorCode::kUnknownShape, fmt::format("no shape {}", name), reference);
      }
      if (auto done = mix_into(found->first, *found->second, depth + 1); !done) return done;
      if (!take(mixed, *found->second, true)) return too_many(reference);
    }
    std::erase_if(shape.members,
                  [](const JsonValue::Member& each) { return each.name == "mixins"; });
    if (!take(mixed, shape, false)) return too_many(shape);
    shape.members = std::move(mixed.members);
    open_.erase(id);
    return {};
  }

  static std::unexpected<SmithyError> too_many(const JsonValue& at) {
    return smithy_error(ErrorCode::kModelStructure,
                        fmt::format("mixins bring more than {} members", kMaxMixedIn), at);
  }

  // Lays `from` over `into`: members and traits of both, arrays one after the other.
  bool take(JsonValue& into, const JsonValue& from, bool is_mixin) {
    for (const JsonValue::Member& property : from.members) {
      if (property.name == "traits") {
        take_traits(object_in(into, "traits"), property.value, is_mixin);
      } else if (property.name == "members") {
        if (!take_members(object_in(into, "members"), property.value)) return false;
      } else if (JsonValue* before = find(into, property.name);
                 before != nullptr && before->is_array() && property.value.is_array()) {
        before->items.insert(before->items.end(), property.value.items.begin(),
                             property.value.items.end());
      } else if (before != nullptr) {
        *before = property.value;
      } else {
        into.members.push_back(property);
      }
    }
    return true;
  }

  static void take_traits(JsonValue& into, const JsonValue& from, bool is_mixin) {
    const JsonValue* const mixin = is_mixin ? from.find("smithy.api#mixin") : nullptr;
    const JsonValue* const local = mixin == nullptr ? nullptr : mixin->find("localTraits");
    const auto stays = [&](std::string_view name) {
      if (!is_mixin) return false;
      return name == "smithy.api#mixin" ||
             (local != nullptr &&
              std::any_of(local->items.begin(), local->items.end(),
                          [&](const JsonValue& each) { return each.text == name; }));
    };
    into.begin = from.begin;
    for (const JsonValue::Member& trait : from.members) {
      if (stays(trait.name)) continue;
      if (JsonValue* before = find(into, trait.name)) {
        *before = trait.value;
      } else {
        into.members.push_back(trait);
      }
    }
  }

  bool take_members(JsonValue& into, const JsonValue& from) {
    mixed_in_ += from.members.size();
    if (mixed_in_ > kMaxMixedIn) return false;
    for (const JsonValue::Member& member : from.members) {
      if (JsonValue* before = find(into, member.name)) {
        // Defined again: the target is the same, the traits come on top.
        if (const JsonValue* traits = member.value.find("traits")) {
          take_traits(object_in(*before, "traits"), *traits, false);
        }
        if (const JsonValue* target = member.value.find("target")) {
          object_in(*before, "target") = *target;
        }
      } else {
        into.members.push_back(member);
      }
    }
    return true;
  }

  JsonValue& shapes_;
  std::vector<JsonValue::Member> applies_;
  std::unordered_map<std::string_view, JsonValue*> by_id_;
  std::set<std::string_view> open_;  // whose mixins are being worked in
  std::size_t mixed_in_ = 0;
};

}  // namespace

SmithyExpected<void> flatten_shapes(JsonValue& shapes) { return Flattener(shapes).run(); }

}  // namespace assay
