// The patterns of public service models beside the project, when they are there.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "spec/automaton_algebra.h"
#include "spec/json_tree.h"
#include "spec/pattern.h"

namespace assay {
namespace {

void collect_patterns(const JsonValue& value, std::set<std::string>& patterns) {
  for (const JsonValue& item : value.items) collect_patterns(item, patterns);
  for (const JsonValue::Member& member : value.members) {
    const bool is_pattern = member.name == "pattern" || member.name == "smithy.api#pattern";
    if (is_pattern && member.value.is_string()) patterns.insert(member.value.text);
    collect_patterns(member.value, patterns);
  }
}

TEST(PatternModels, PublicPatternsCompile) {
  const std::filesystem::path folder = std::filesystem::path(ASSAY_SOURCE_DIR) / "../shared/models";
  if (!std::filesystem::exists(folder)) {
    std::cout << "skipped: no shared data\n";
    return;
  }
  std::set<std::string> patterns;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const Expected<JsonValue> model = parse_json(text, entry.path().filename().string());
    ASSERT_TRUE(model.has_value()) << model.error().to_string();
    collect_patterns(*model, patterns);
  }
  ASSERT_FALSE(patterns.empty());
  std::uint64_t compiled = 0, states = 0, refused = 0, empty = 0;
  for (const std::string& pattern : patterns) {
    for (const Anchoring anchoring : {Anchoring::kFull, Anchoring::kSearch}) {
      PatternOptions options;
      options.anchoring = anchoring;
      const Expected<Automaton> automaton = compile_pattern(pattern, options);
      if (automaton) {
        ++compiled;
        states += automaton->state_count();
        const std::optional<std::string> shortest = shortest_accepted(*automaton);
        EXPECT_EQ(shortest.has_value(), !is_empty(*automaton)) << pattern;
        empty += shortest ? 0 : 1;
        if (shortest) {
          EXPECT_TRUE(automaton->matches(*shortest)) << pattern;
        }
      } else {
        // Of what public models write, only look-around is not regular enough to be supported.
        ++refused;
        EXPECT_EQ(automaton.error().code, ErrorCode::kPatternRefused) << pattern;
        EXPECT_NE(pattern.find("(?"), std::string::npos) << pattern;
      }
    }
  }
  std::cout << patterns.size() << " patterns of public models, two anchorings: " << compiled
            << " compiled (" << states << " states), " << refused << " refused, " << empty
            << " accept nothing\n";
  EXPECT_GT(compiled, refused * 9);
}

}  // namespace
}  // namespace assay
