// Where the findings of a walk stand: pointers followed through the tree, by name alone.
#include <algorithm>

#include "parsers/reference/checker.h"

namespace assay::reference {
namespace {

std::string unescaped(std::string_view token) {
  std::string name;
  for (std::size_t at = 0; at < token.size(); ++at) {
    if (token[at] != '~' || at + 1 == token.size()) {
      name += token[at];
    } else {
      name += token[++at] == '0' ? '~' : '/';
    }
  }
  return name;
}

// Every value and name that the pointer may mean; several where a member stands twice.
void follow(const Node& node, std::string_view pointer, std::vector<Place>& places) {
  if (pointer.empty()) {
    if (node.complete) places.push_back({node.begin, node.end});
    return;
  }
  const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
  const std::string name = unescaped(pointer.substr(1, end - 1));
  const std::string_view rest = pointer.substr(end);
  for (std::size_t index = 0; index < node.entries.size(); ++index) {
    const Node::Entry& entry = node.entries[index];
    const bool object = node.kind == Node::Kind::kObject;
    if ((object ? entry.name : std::to_string(index)) != name) continue;
    if (object && rest.empty()) places.push_back({entry.name_begin, entry.name_end});
    if (entry.value) follow(*entry.value, rest, places);
  }
}

}  // namespace

void find_places(const Node& root, Result& result) {
  for (Finding& finding : result.findings) follow(root, finding.pointer, finding.places);
}

}  // namespace assay::reference
