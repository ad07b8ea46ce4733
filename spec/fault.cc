// Which fault is on. In the library with ASSAY_FAULTS only.
#include "spec/fault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "spec/fault_table.h"

namespace assay {
namespace {

// Letters to insert, delete or replace between two names.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, diagonal + 1, row[j] + 1});
    }
  }
  return row[b.size()];
}

#ifdef ASSAY_FAULTS
// A misspelt name must not pass for a program without faults.
std::uint64_t choose(const char* name) {
  if (name == nullptr || *name == '\0') return 0;
  if (find_fault(name) != nullptr) return hash_of_fault(name);
  fmt::print(stderr, "ASSAY_FAULT: there is no fault \"{}\"; the nearest are {}\n", name,
             fmt::join(nearest_faults(name), ", "));
  std::_Exit(2);
}
#endif

}  // namespace

std::vector<std::string_view> nearest_faults(std::string_view name) {
  constexpr std::size_t kMost = 3;
  std::vector<std::pair<std::size_t, std::string_view>> ranked;
  for (const std::span<const Fault> table : kFaultTables) {
    for (const Fault& fault : table) ranked.emplace_back(distance(name, fault.name), fault.name);
  }
  std::ranges::sort(ranked);
  std::vector<std::string_view> nearest;
  for (std::size_t i = 0; i < std::min(kMost, ranked.size()); ++i) {
    nearest.push_back(ranked[i].second);
  }
  return nearest;
}

#ifdef ASSAY_FAULTS
const std::uint64_t chosen_fault = choose(std::getenv("ASSAY_FAULT"));

bool planted_of(std::string_view family, std::string_view id) noexcept {
  if (chosen_fault == 0) return false;
  const std::string_view member = id.substr(id.rfind('.') + 1);
  const std::string_view name = std::getenv("ASSAY_FAULT");
  return name.starts_with(family) && name.substr(family.size()) == member;
}
#endif

}  // namespace assay
