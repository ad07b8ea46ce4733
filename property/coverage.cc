#include "property/coverage.h"

#include <gtest/gtest.h>

namespace assay {

void Coverage::count(std::string_view name) {
  const auto found = classes_.find(name);
  if (found == classes_.end()) {
    classes_.emplace(name, 1);
  } else {
    ++found->second;
  }
}

void Coverage::expect(std::string_view name, double percent) const {
  if (messages_ < kFewest) return;
  const auto found = classes_.find(name);
  const std::size_t count = found == classes_.end() ? 0 : found->second;
  EXPECT_GE(100.0 * static_cast<double>(count) / static_cast<double>(messages_), percent)
      << "poorly covered: " << name << ", " << count << " of " << messages_ << " messages";
}

void Coverage::expect_classes(std::string_view prefix, std::size_t least) const {
  if (messages_ < kFewest) return;
  std::size_t count = 0;
  for (const auto& [name, messages] : classes_) count += name.starts_with(prefix) ? 1 : 0;
  EXPECT_GE(count, least) << "poorly covered: " << prefix << "..., " << messages_ << " messages";
}

}  // namespace assay
