// How two editions of vector files differ, case by case.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "corpus/vector_file.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using Cases = std::map<std::string, std::string>;  // what a case says, by id

Error not_vectors(const VectorText& file, const JsonValue& at, std::string_view what) {
  return error_at(ErrorCode::kInputFormat,
                  fmt::format("this is no file of vectors: {}; write it with assay derive", what),
                  file.text, file.name, at.begin);
}

const JsonValue* array_in(const JsonValue& object, std::string_view name) {
  const JsonValue* found = object.find(name);
  return found != nullptr && found->is_array() ? found : nullptr;
}

Expected<bool> add_cases(const VectorText& file, Cases& cases) {
  auto parsed = parse_json(file.text, file.name);
  if (!parsed) return std::unexpected(std::move(parsed.error()));
  const JsonValue* groups = array_in(*parsed, "groups");
  if (groups == nullptr) return std::unexpected(not_vectors(file, *parsed, "it has no groups"));
  for (const JsonValue& group : groups->items) {
    const std::string id(group.string_or("id", ""));
    const JsonValue* sets = array_in(group, "sets");
    if (id.empty() || sets == nullptr) {
      return std::unexpected(not_vectors(file, group, "a group without id or sets"));
    }
    for (const JsonValue& set : sets->items) {
      const JsonValue* list = array_in(set, "cases");
      if (list == nullptr) return std::unexpected(not_vectors(file, set, "a set without cases"));
      // What all its cases share: the text of the set before its cases.
      const std::string shared = file.text.substr(set.begin, list->begin - set.begin);
      for (const JsonValue& one : list->items) {
        const std::string name(one.string_or("id", ""));
        if (name.empty()) return std::unexpected(not_vectors(file, one, "a case without id"));
        cases[id + "#" + name] = shared + file.text.substr(one.begin, one.end - one.begin);
      }
    }
  }
  return true;
}

Expected<Cases> cases_of(const std::vector<VectorText>& files) {
  Cases cases;
  for (const VectorText& file : files) {
    auto added = add_cases(file, cases);
    if (!added) return std::unexpected(std::move(added.error()));
  }
  return cases;
}

}  // namespace

Expected<VectorDifference> compare_vectors(const std::vector<VectorText>& before,
                                           const std::vector<VectorText>& after) {
  auto old_cases = cases_of(before);
  if (!old_cases) return std::unexpected(std::move(old_cases.error()));
  auto new_cases = cases_of(after);
  if (!new_cases) return std::unexpected(std::move(new_cases.error()));
  VectorDifference difference;
  for (const auto& [id, says] : *old_cases) {
    const auto found = new_cases->find(id);
    if (found == new_cases->end()) {
      difference.gone.push_back(id);
    } else if (found->second != says) {
      difference.changed.push_back(id);
    }
  }
  for (const auto& [id, says] : *new_cases) {
    if (!old_cases->contains(id)) difference.added.push_back(id);
  }
  return difference;
}

}  // namespace assay
