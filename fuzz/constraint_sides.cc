#include "fuzz/constraint_sides.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "corpus/message_tree.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay::fuzz {
namespace {

const char* file() noexcept {
  static const char* const name = std::getenv("ASSAY_FUZZ_CONSTRAINTS");
  return name;
}

struct Sides {
  const Contract* contract = nullptr;
  std::vector<char> broken, held, kept_by_some;
};

Sides& sides() {
  static Sides& instance = *new Sides;  // outlives every other object: it is read at the end
  return instance;
}

void write() {
  std::FILE* out = std::fopen(file(), "w");
  if (out == nullptr) return;
  const Sides& all = sides();
  std::fprintf(out, "total %zu\n", all.broken.size());
  for (ConstraintIndex i = 0; i < all.broken.size(); ++i) {
    const std::string id(all.contract->constraint(i).id);
    const bool of_shape = all.contract->tables().constraints[i].shape != kNoIndex;
    if (all.broken[i]) std::fprintf(out, "broken %s\n", id.c_str());
    if (of_shape ? all.held[i] : all.broken[i] && all.kept_by_some[i]) {
      std::fprintf(out, "held %s\n", id.c_str());
    }
  }
  std::fclose(out);
}

void visit(const MessageNode& node, std::vector<char>& shapes) {
  if (node.shape != kNoIndex) shapes[node.shape] = 1;
  for (const MessageNode& item : node.items) visit(item, shapes);
  for (const MessageNode::Member& member : node.members) visit(member.value, shapes);
}

}  // namespace

bool ConstraintSides::wanted() noexcept { return file() != nullptr; }

void ConstraintSides::note(const Contract& contract, std::span<const Violation> findings,
                           std::span<const CheckedText> texts) {
  if (!wanted()) return;
  const ContractTables& tables = contract.tables();
  Sides& all = sides();
  if (all.contract == nullptr) {
    all.contract = &contract;
    all.broken.resize(contract.constraint_count());
    all.held.resize(contract.constraint_count());
    all.kept_by_some.resize(contract.constraint_count());
    std::atexit(write);
  }
  std::vector<char> broken(contract.constraint_count()), shapes(tables.shapes.size());
  for (const Violation& found : findings) {
    if (found.constraint < broken.size()) broken[found.constraint] = 1;
  }
  for (const CheckedText& checked : texts) {
    if (checked.shape == kNoIndex) continue;
    if (const auto json = parse_json(checked.text, "")) {
      visit(message_from(tables, checked.shape, *json), shapes);
    }
  }
  for (ConstraintIndex i = 0; i < broken.size(); ++i) {
    if (broken[i]) {
      all.broken[i] = 1;
      continue;
    }
    all.kept_by_some[i] = 1;
    const ShapeIndex shape = tables.constraints[i].shape;
    if (shape != kNoIndex && shapes[shape]) all.held[i] = 1;
  }
}

}  // namespace assay::fuzz
