#include "spec/model_names.h"

#include <algorithm>
#include <iterator>

namespace assay {
namespace {

struct KindName {
  std::string_view name;
  ShapeKind kind;
};

// Source: Smithy 2.0, prelude model.
constexpr KindName kPrelude[] = {
    {"String", ShapeKind::kString},
    {"Blob", ShapeKind::kBlob},
    {"BigInteger", ShapeKind::kBigInteger},
    {"BigDecimal", ShapeKind::kBigDecimal},
    {"Timestamp", ShapeKind::kTimestamp},
    {"Document", ShapeKind::kDocument},
    {"Boolean", ShapeKind::kBoolean},
    {"PrimitiveBoolean", ShapeKind::kBoolean},
    {"Byte", ShapeKind::kByte},
    {"PrimitiveByte", ShapeKind::kByte},
    {"Short", ShapeKind::kShort},
    {"PrimitiveShort", ShapeKind::kShort},
    {"Integer", ShapeKind::kInteger},
    {"PrimitiveInteger", ShapeKind::kInteger},
    {"Long", ShapeKind::kLong},
    {"PrimitiveLong", ShapeKind::kLong},
    {"Float", ShapeKind::kFloat},
    {"PrimitiveFloat", ShapeKind::kFloat},
    {"Double", ShapeKind::kDouble},
    {"PrimitiveDouble", ShapeKind::kDouble},
    {"Unit", ShapeKind::kStructure},
};

}  // namespace

// "MWAA Serverless" -> "mwaa-serverless": lower case, all else a hyphen.
std::string kebab(std::string_view name) {
  std::string id;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept) {
      id += lower;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

bool is_identifier(std::string_view name) noexcept {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9');
  });
}

std::optional<ShapeKind> prelude_kind(std::string_view name) noexcept {
  const auto found = std::find_if(std::begin(kPrelude), std::end(kPrelude),
                                  [&](const KindName& kind) { return kind.name == name; });
  if (found == std::end(kPrelude)) return std::nullopt;
  return found->kind;
}

}  // namespace assay
