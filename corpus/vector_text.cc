#include "corpus/vector_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "corpus/value_classes.h"
#include "corpus/vector_parts.h"
#include "corpus/vectors.h"

namespace assay {
namespace {

// A place for text that no constraint of the contract looks at.
struct FreePlace {
  BodyRoot root;
  VectorFrame frame;
  bool unknown = false;  // only an unknown member is so free
};

bool takes_any_string(const ShapeTable& shape) {
  return shape.kind == ShapeKind::kString && shape.enum_count == 0 && shape.length_min == 0 &&
         shape.length_max == kNoIndex && shape.pattern == kNoIndex &&
         shape.pattern_unchecked == kNoIndex;
}

std::optional<FreePlace> in_unknown_member(const Contract& contract, const BodyRoot& root) {
  constexpr std::string_view kMark = "\"@the value@\"";
  auto members = minimal_members(contract.tables(), root.shape);
  if (!members) return std::nullopt;
  members->emplace_back("member that no shape has", kMark);
  const std::string text = json_object(*members);
  const std::size_t at = text.find(kMark);
  return FreePlace{root,
                   {.kind = root.kind,
                    .operation = root.operation,
                    .pointer = "/member that no shape has",
                    .before = text.substr(0, at),
                    .after = text.substr(at + kMark.size())},
                   true};
}

// A place for any value (`strings_only`: any string) in a body of that kind, of the first operation
// that has one.
std::optional<FreePlace> free_place(const Contract& contract,
                                    const std::vector<OperationIndex>& operations, VectorKind kind,
                                    bool strings_only) {
  const ContractTables& tables = contract.tables();
  std::optional<FreePlace> fallback;
  for (const OperationIndex operation : operations) {
    for (const BodyRoot& root : bodies_of(contract, operation)) {
      if (root.kind != kind) continue;
      for (const ShapePlace& place : places_below(tables, root.shape)) {
        const ShapeTable& shape = tables.shapes[place.shape];
        const bool free =
            shape.kind == ShapeKind::kDocument || (strings_only && takes_any_string(shape));
        if (!free || place.depth() > 4) continue;
        if (auto frame = frame_at(contract, root, place)) {
          return FreePlace{root, std::move(*frame), false};
        }
      }
      if (!fallback) fallback = in_unknown_member(contract, root);
    }
  }
  return fallback;
}

class TextVectors {
 public:
  TextVectors(const Contract& contract, const std::vector<OperationIndex>& operations,
              VectorFile& file)
      : contract_(contract), operations_(operations), file_(file) {}

  void add(VectorKind kind) {
    if (const auto place = free_place(contract_, operations_, kind, true)) {
      for (const TextCase& each : string_texts()) add_case(*place, "\"" + each.text + "\"", each);
      names(*place);
    }
    if (const auto place = free_place(contract_, operations_, kind, false)) {
      for (const TextCase& each : value_texts()) add_case(*place, each.text, each);
      bodies(*place);
    }
    finish();
  }

 private:
  VectorGroupBuilder& builder(const FreePlace& place, std::string_view what) {
    const std::string id =
        fmt::format("{}/{}/json/{}", contract_.service(), name_of(contract_, place.root), what);
    const auto found = groups_.find(id);
    if (found != groups_.end()) return builders_.at(id);
    VectorGroup& group = groups_[id];
    order_.push_back(id);
    group.id = id;
    group.title = fmt::format("JSON text: {}", what);
    group.kind = place.root.kind;
    group.operation = place.root.operation;
    group.theorem.machine = "table";
    group.theorem.statement =
        "Each rule of RFC 8259 and RFC 3629 named by the cases, at the ends of every range";
    group.theorem.lost = "Faults that depend on where in a longer text a defect stands";
    return builders_.try_emplace(id, contract_, group).first->second;
  }

  static std::string_view family(std::string_view name) { return name.substr(0, name.find('/')); }

  void add_body(const FreePlace& place, std::string body, const TextCase& says, bool framed) {
    std::vector<ConstraintIndex> broken;
    if (says.broken != ProtocolRule::kCount) broken.push_back(index_of(says.broken));
    if (framed && place.unknown) {
      broken.push_back(index_of(place.root.kind == VectorKind::kRequest
                                    ? ProtocolRule::kRequestUnknownMember
                                    : ProtocolRule::kResponseUnknownMember));
    }
    VectorCase one;
    one.bytes = std::move(body);
    one.note = says.name.substr(says.name.find('/') + 1);
    builder(place, family(says.name))
        .add(std::move(one), std::move(broken), {std::string(says.flag)}, "table of JSON text");
  }

  void add_case(const FreePlace& place, const std::string& value, const TextCase& says) {
    add_body(place, place.frame.before + value + place.frame.after, says, true);
  }

  // Names of members; the tables of strings are not repeated, a name is the same production.
  void names(const FreePlace& place) {
    const std::string& before = place.frame.before;
    const auto members = minimal_members(contract_.tables(), place.root.shape);
    const ShapeTable& shape = contract_.tables().shapes[place.root.shape];
    if (!members || shape.member_count == 0) return;
    const MemberTable& member = contract_.tables().members[shape.first_member];
    const auto value = minimal_json(contract_.tables(), member.target);
    if (!value || before.empty()) return;
    const std::string name(member.name);
    ObjectText rest = *members;
    std::erase_if(rest, [&](const auto& entry) { return entry.first == name; });
    std::string tail;
    for (const auto& [other, text] : rest) tail += "," + json_string(other) + ":" + text;
    const std::string plain = json_string(name) + ":" + *value;
    const std::string escaped =
        fmt::format("\"\\u{:04x}{}\":{}", static_cast<unsigned>(name[0]), name.substr(1), *value);
    std::string whole = "\"";
    for (const char c : name) whole += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    whole += "\":" + *value;
    const auto says = [](std::string_view what, ProtocolRule rule, std::string_view flag) {
      return TextCase{what, {}, rule, flag};
    };
    constexpr ProtocolRule kFine = ProtocolRule::kCount;
    constexpr ProtocolRule kTwice = ProtocolRule::kDuplicateMember;
    const auto body = [&](std::string text, const TextCase& of) {
      add_body(place, "{" + std::move(text) + tail + "}", of, false);
    };
    body(escaped, says("names/first-letter-escaped", kFine, "Escape"));
    body(whole, says("names/every-letter-escaped", kFine, "Escape"));
    body(plain + "," + plain, says("names/twice", kTwice, "Duplicate"));
    body(plain + "," + escaped, says("names/twice-second-escaped", kTwice, "Duplicate"));
    body(escaped + "," + plain, says("names/twice-first-escaped", kTwice, "Duplicate"));
    body(plain + "," + plain + "," + plain, says("names/three-times", kTwice, "Duplicate"));
    if (member.required == kNoIndex) {
      body(plain + "," + json_string(name) + ":null",
           says("names/twice-then-null", kTwice, "Duplicate"));
    }
  }

  // A body of about 200 bytes with values of several types, and all of its beginnings.
  void bodies(const FreePlace& place) {
    const ContractTables& tables = contract_.tables();
    auto full = full_value(tables, place.root.shape, 2);
    if (!full) return;
    const ShapeTable& shape = tables.shapes[place.root.shape];
    MessageNode small = *full;
    for (std::size_t i = small.members.size(); i-- > 0 && write_message(small).size() > 240;) {
      const std::uint32_t index = small.members[i].index;
      const bool required = index != kNoIndex && tables.members[index].required != kNoIndex;
      if (!required && small.members.size() > 1) {
        small.members.erase(small.members.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    if (shape.member_count == 0 || small.members.empty()) return;
    std::string body = write_message(small);
    if (!rules_hold(place.root, small)) return;
    std::vector<ConstraintIndex> notes;
    add_unread_patterns(tables, small, notes);
    if (!notes.empty()) return;
    for (const TextCase& each : body_texts(body)) add_body(place, each.text, each, false);
    for (std::size_t size = 1; size < body.size(); ++size) {
      add_body(place, body.substr(0, size),
               {"truncated/at", {}, ProtocolRule::kBodyTruncated, "Truncated"}, false);
    }
    empty_body(place);
  }

  bool rules_hold(const BodyRoot& root, MessageNode& body) const {
    if (root.kind != VectorKind::kResponse) return true;
    const RuleSubjects subjects{&body, nullptr};
    return RuleRepair(contract_.tables(), root.operation).broken(subjects).empty();
  }

  void empty_body(const FreePlace& place) {
    const ProtocolRule rule = place.root.kind == VectorKind::kRequest
                                  ? ProtocolRule::kRequestBodyEmpty
                                  : ProtocolRule::kBodyEmpty;
    add_body(place, "", {"empty/no-bytes", {}, rule, "TopLevel"}, false);
  }

  void finish() {
    for (const std::string& id : order_) file_.groups.push_back(std::move(groups_.at(id)));
    order_.clear();
    builders_.clear();
    groups_.clear();
  }

  const Contract& contract_;
  const std::vector<OperationIndex>& operations_;
  VectorFile& file_;
  std::map<std::string, VectorGroup> groups_;
  std::map<std::string, VectorGroupBuilder> builders_;
  std::vector<std::string> order_;
};

}  // namespace

VectorFile text_vectors(const Contract& contract, const DeriveOptions& options) {
  VectorFile file;
  file.name = "json-text";
  file.title = "JSON text: escapes, numbers, UTF-8, truncation, duplicates";
  const std::vector<OperationIndex> operations = operations_of(contract, options);
  TextVectors vectors(contract, operations, file);
  vectors.add(VectorKind::kResponse);
  vectors.add(VectorKind::kRequest);
  return file;
}

}  // namespace assay
