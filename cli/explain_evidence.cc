#include "cli/explain_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/exchange_record.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

constexpr std::size_t kLongest = 120;  // bytes of one value

std::string clipped(std::string text) {
  if (text.size() <= kLongest) return text;
  // Not within a character.
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return fmt::format("{}... ({} bytes)", text.substr(0, end), text.size());
}

// A value as the ledger writes it, compact forms in words.
class Renderer {
 public:
  explicit Renderer(std::string_view text) : text_(text) {}

  std::string value(const JsonValue& value) const {
    if (value.is_string()) return fmt::format("\"{}\"", visible_text(clipped(value.text)));
    if (value.is_object() && !value.members.empty()) {
      const JsonValue* first = &value.members.front().value;
      const std::string& name = value.members.front().name;
      const JsonValue* times = value.find("times");
      if (name == "$repeat" && times != nullptr) {
        return fmt::format("{} {} times", this->value(*first), times->text);
      }
      if (name == "$concat") return joined(first->items);
      if (name == "$base64") return bytes(first->text);
      if (name == "$append") return fmt::format("what it is and {}", this->value(*first));
      if (name == "$nest") return beyond(first->text, "levels");
      if (name == "$keys") return beyond(first->text, "members");
    }
    return visible_text(clipped(std::string(text_.substr(value.begin, value.end - value.begin))));
  }

  // A change to a message: "response.status = 418, request.headers.X-Amz-Target taken away".
  void changes(const JsonValue& edit, const std::string& path, std::string& out) const {
    for (const JsonValue::Member& member : edit.members) {
      const std::string name = path.empty() ? member.name : path + '.' + member.name;
      const bool compact = member.value.is_object() && !member.value.members.empty() &&
                           member.value.members.front().name.starts_with('$');
      const bool nested = member.value.is_object() && !compact && member.name != "members";
      if (nested) {
        changes(member.value, name, out);
        continue;
      }
      if (!out.empty()) out += ", ";
      if (member.value.kind == JsonValue::Kind::kNull) {
        out += name + " taken away";
      } else if (member.name == "size") {
        out += fmt::format("{} as long as the limit and {} more", path, member.value.text);
      } else if (member.name == "cut") {
        out += fmt::format("{} bytes cut off the end", member.value.text);
      } else {
        out += fmt::format("{} = {}", visible_text(name), value(member.value));
      }
    }
  }

 private:
  std::string joined(const std::vector<JsonValue>& items) const {
    std::string out;
    for (const JsonValue& item : items) out += (out.empty() ? "" : " + ") + value(item);
    return out;
  }
  static std::string beyond(std::string_view count, std::string_view what) {
    return count == "0" ? fmt::format("as many {} as the limit", what)
                        : fmt::format("{} beyond the limit, by {}", what, count);
  }
  static std::string bytes(std::string_view base64) {
    std::string out = "bytes";
    const auto decoded = decode_base64(base64);
    for (const char c : decoded.value_or(std::string())) {
      out += fmt::format(" {:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return out;
  }

  std::string_view text_;
};

struct Kind {
  std::string_view in;
  std::string_view words;
};
constexpr Kind kKinds[] = {
    {"body", "any body"},
    {"request-body", "the body of a request"},
    {"response-body", "the body of a response"},
    {"output-body", "the body of a response with status 200"},
    {"error-body", "the body of an error"},
    {"exchange", "an exchange"},
    {"error-exchange", "an exchange that ends in an error"},
    {"http", "the text of an HTTP message"},
};

}  // namespace

std::string evidence_text(std::string_view in, std::string_view evidence) {
  const auto parsed = parse_json(evidence, "evidence");
  if (!parsed) return visible_text(clipped(std::string(evidence)));
  const Renderer renderer(evidence);
  for (const Kind& kind : kKinds) {
    if (kind.in != in) continue;
    std::string changes;
    renderer.changes(*parsed, "", changes);
    return changes.empty() ? fmt::format("{}, unchanged", kind.words)
                           : fmt::format("{} with {}", kind.words, changes);
  }
  const std::string value = renderer.value(*parsed);
  return in == "string" ? "a JSON string that holds " + value : value;
}

std::vector<std::string> places_of(const Contract& contract, ConstraintIndex constraint,
                                   std::size_t most, std::optional<OperationIndex> only) {
  const ContractTables& tables = contract.tables();
  const ShapeIndex shape = tables.constraints[constraint].shape;
  std::vector<std::string> out;
  std::size_t more = 0;
  const auto add = [&](std::string place) {
    if (out.size() < most) {
      out.push_back(std::move(place));
    } else {
      ++more;
    }
  };
  const auto has_status = [&](const ErrorTable& error) {
    return error.status == constraint || error.status_model == constraint;
  };
  const bool is_status = std::ranges::any_of(tables.errors, has_status);
  struct Open {
    ShapeIndex shape;
    std::string path;
    std::vector<ShapeIndex> above;  // a recursive shape is followed once
  };
  const auto walk = [&](const std::string& name, ShapeIndex root) {
    std::deque<Open> open{{root, "", {}}};
    while (!open.empty()) {
      Open at = std::move(open.front());
      open.pop_front();
      if (at.shape == kNoIndex) continue;
      if (at.shape == shape) {
        add(at.path.empty() ? name : name + ' ' + at.path);
      }
      bool recursive = false;
      for (const ShapeIndex above : at.above) recursive = recursive || above == at.shape;
      const ShapeTable& table = tables.shapes[at.shape];
      constexpr std::size_t kDeepest = 16;
      if (recursive || at.above.size() == kDeepest) continue;
      at.above.push_back(at.shape);
      const auto push = [&](const MemberTable& member, std::string_view segment) {
        open.push_back({member.target, fmt::format("{}/{}", at.path, segment), at.above});
      };
      if (table.kind == ShapeKind::kList) push(tables.members[table.first_member], "*");
      if (table.kind == ShapeKind::kMap) {
        push(tables.members[table.first_member], "{key}");
        push(tables.members[table.first_member + 1], "*");
      }
      if (table.kind != ShapeKind::kStructure && table.kind != ShapeKind::kUnion) continue;
      for (std::uint32_t i = 0; i < table.member_count; ++i) {
        const MemberTable& member = tables.members[table.first_member + i];
        push(member, member.name);
      }
    }
  };
  for (OperationIndex index = 0; index < tables.operations.size(); ++index) {
    if (only && *only != index) continue;
    const OperationTable& operation = tables.operations[index];
    if (!is_status) {
      walk(fmt::format("{} request", operation.name), operation.input);
      walk(fmt::format("{} response", operation.name), operation.output);
    }
    for (std::uint32_t i = 0; i < operation.error_count; ++i) {
      const ErrorTable& error = tables.errors[operation.first_error + i];
      const std::string name = fmt::format("{} error {}", operation.name, error.name);
      if (!is_status) {
        walk(name, error.shape);
      } else if (has_status(error)) {
        add(name);  // the status of the answer, wherever the error has members
      }
    }
  }
  if (more > 0) out.push_back(fmt::format("and {} more", more));
  return out;
}

std::vector<bool> shapes_of_operation(const Contract& contract, OperationIndex index) {
  const ContractTables& tables = contract.tables();
  const OperationTable& operation = tables.operations[index];
  std::vector<bool> reached(tables.shapes.size());
  std::vector<ShapeIndex> open{operation.input, operation.output};
  for (std::uint32_t i = 0; i < operation.error_count; ++i) {
    open.push_back(tables.errors[operation.first_error + i].shape);
  }
  while (!open.empty()) {
    const ShapeIndex shape = open.back();
    open.pop_back();
    if (shape == kNoIndex || reached[shape]) continue;
    reached[shape] = true;
    const ShapeTable& table = tables.shapes[shape];
    for (std::uint32_t i = 0; i < table.member_count; ++i) {
      open.push_back(tables.members[table.first_member + i].target);
    }
  }
  return reached;
}

}  // namespace assay::cli
