#include "corpus/vector.h"

#include <algorithm>
#include <array>

#include "corpus/sha256.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

// First match wins. A pattern that begins with "@" may stand anywhere in the id, any other one
// begins it.
struct Consequence {
  std::string_view pattern;
  ClientRule rule;
};
constexpr Consequence kConsequences[] = {
    {"awsJson1_0/body@duplicate-member", ClientRule::kObserve},
    {"awsJson1_0/body@empty", ClientRule::kMustAccept},
    {"awsJson1_0/body@bom", ClientRule::kObserve},
    {"awsJson1_0/body@", ClientRule::kShouldReject},
    {"awsJson1_0/response@unknown-member", ClientRule::kMustAccept},
    {"awsJson1_0/response@", ClientRule::kObserve},
    {"awsJson1_0/error@under-200", ClientRule::kObserve},
    {"limit/", ClientRule::kObserve},
    {"http/", ClientRule::kShouldReject},
    {"@rule.", ClientRule::kShouldAccept},
    {"@type", ClientRule::kShouldReject},
    {"@range.int", ClientRule::kExactOrReject},
    {"@integral", ClientRule::kExactOrReject},
    {"@spelling", ClientRule::kMayAccept},
    {"@format", ClientRule::kShouldReject},
    {"@tolerated", ClientRule::kShouldAccept},
    {"@enum", ClientRule::kMustAccept},
    {"@dense", ClientRule::kObserve},
    {"@", ClientRule::kShouldAccept},
};

ClientRule rule_of(std::string_view id) noexcept {
  for (const Consequence& each : kConsequences) {
    const bool matches = each.pattern.front() == '@'
                             ? id.find(each.pattern) != std::string_view::npos
                             : id.starts_with(each.pattern);
    if (matches) return each.rule;
  }
  return ClientRule::kObserve;
}

// Every part ends with its own length, so that no two inputs give one text.
void add_part(std::string& text, std::string_view part) {
  text += part;
  text += '\0';
  text += std::to_string(part.size());
  text += '\0';
}

void add_message(std::string& text, const std::optional<EvidenceMessage>& message) {
  if (!message) return add_part(text, "none");
  add_part(text, message->method);
  add_part(text, message->path);
  add_part(text, std::to_string(message->status));
  for (const auto& [name, value] : message->headers) {
    add_part(text, name);
    add_part(text, value);
  }
  add_part(text, message->body);
}

}  // namespace

std::string_view name_of(VectorKind kind) noexcept {
  constexpr std::array<std::string_view, 7> kNames{"text",  "json",     "request", "response",
                                                   "error", "exchange", "http"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(VectorVerdict verdict) noexcept {
  constexpr std::array<std::string_view, 3> kNames{"valid", "tolerated", "invalid"};
  return kNames[static_cast<std::size_t>(verdict)];
}

std::string_view name_of(ClientRule rule) noexcept {
  constexpr std::array<std::string_view, 9> kNames{
      "none",          "must-accept",     "should-accept", "may-accept",  "observe",
      "should-reject", "exact-or-reject", "must-raise",    "should-raise"};
  return kNames[static_cast<std::size_t>(rule)];
}

std::string_view name_of(VectorTier tier) noexcept {
  return tier == VectorTier::kSmall ? "small" : "medium";
}

VectorVerdict verdict_of(const Contract& contract, const std::vector<ConstraintIndex>& broken) {
  const bool error = std::ranges::any_of(broken, [&](ConstraintIndex index) {
    return contract.tables().constraints[index].severity == Severity::kError;
  });
  if (error) return VectorVerdict::kInvalid;
  return broken.empty() ? VectorVerdict::kValid : VectorVerdict::kTolerated;
}

ClientRule client_rule(const Contract& contract, VectorKind kind,
                       const std::vector<ConstraintIndex>& broken) {
  if (kind == VectorKind::kRequest) return ClientRule::kNone;
  ClientRule rule = ClientRule::kMustAccept;
  for (const ConstraintIndex index : broken) {
    const std::string_view id = contract.tables().constraints[index].id;
    // What a request breaks is nothing that its sender reads.
    if (id.starts_with("awsJson1_0/request@") || id.starts_with("aws/sigv4@")) {
      return ClientRule::kNone;
    }
    rule = std::max(rule, rule_of(id));
  }
  if (kind != VectorKind::kError) return rule;
  return rule == ClientRule::kMustAccept ? ClientRule::kMustRaise : ClientRule::kShouldRaise;
}

std::string case_id(VectorKind kind, const VectorCase& one) {
  std::string text;
  add_part(text, name_of(kind));
  if (kind == VectorKind::kExchange) {
    add_message(text, one.request);
    add_message(text, one.response);
  } else {
    add_part(text, one.bytes);
  }
  return sha256_hex(text).substr(0, 12);
}

void VectorGroupBuilder::add(VectorCase one, std::vector<ConstraintIndex> broken,
                             std::vector<std::string> flags, std::string origin) {
  const ClientRule client = client_rule(contract_, group_.kind, broken);
  add(std::move(one), std::move(broken), std::move(flags), std::move(origin), client);
}

void VectorGroupBuilder::add(VectorCase one, std::vector<ConstraintIndex> broken,
                             std::vector<std::string> flags, std::string origin,
                             ClientRule client) {
  if (!seen_.insert(case_id(group_.kind, one)).second) return;
  std::ranges::sort(broken);
  const auto repeated = std::ranges::unique(broken);
  broken.erase(repeated.begin(), repeated.end());
  std::ranges::sort(flags);
  const auto same = [&](const VerdictSet& set) {
    return set.broken == broken && set.flags == flags && set.origin == origin &&
           set.client == client;
  };
  auto set = std::ranges::find_if(group_.sets, same);
  if (set == group_.sets.end()) {
    group_.sets.push_back({.verdict = verdict_of(contract_, broken),
                           .client = client,
                           .broken = std::move(broken),
                           .flags = std::move(flags),
                           .origin = std::move(origin),
                           .cases = {}});
    set = group_.sets.end() - 1;
  }
  set->cases.push_back(std::move(one));
}

}  // namespace assay
