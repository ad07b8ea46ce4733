#include "spec/automaton.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "spec/automaton_builder.h"
#include "spec/pattern.h"
#include "spec/utf8.h"

namespace assay {
namespace {

using State = Automaton::State;
using Class = Automaton::Class;

const std::vector<std::string_view>& patterns() {
  static const std::vector<std::string_view> all = {
      "",
      "[]",
      "[^]*",
      "a",
      ".*",
      ".+",
      "a|b|c|dd",
      "(?:a|b)*abb",
      "(?:a|b)*a(?:a|b){6}",
      "[a-zA-Z0-9]+[a-zA-Z0-9\\.\\-_]*",
      "(?:ab|cd|ef){2,5}x?",
      "\\w+@\\w+\\.[a-z]{2,3}",
      "^arn:[^:]*:[^:]*:[^:]*:[^:]*:.*$",
      "^256|512|1024|2048|4096|(0.25|0.5|1|2|4) vCPU$",
      "\\bfoo\\b|\\Bbar\\B",
      "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*",
      "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
      "(?:a{2}|a{3}|a{5})+",
      "[\\u0009\\u000A\\u000D\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF]*",
      "arn:aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?:airflow-serverless:([a-z]{2}-[a-z]+-[0-9]{"
      "1}):([0-9]{12}):workflow/([a-zA-Z0-9][a-zA-Z0-9\\.\\-_]{0,254}-[a-zA-Z0-9]{10})",
  };
  return all;
}

template <typename Check>
void for_each_automaton(Check&& check) {
  for (const Anchoring anchoring : {Anchoring::kFull, Anchoring::kSearch}) {
    for (const std::string_view pattern : patterns()) {
      PatternOptions options;
      options.anchoring = anchoring;
      const Expected<Automaton> automaton = compile_pattern(pattern, options);
      ASSERT_TRUE(automaton.has_value()) << pattern;
      SCOPED_TRACE(std::string(pattern) + (anchoring == Anchoring::kFull ? " full" : " search"));
      check(*automaton);
    }
  }
}

// Moore's refinement, round by round, on the public face of the automaton.
std::size_t count_inequivalent_states(const Automaton& automaton) {
  const std::uint32_t states = automaton.state_count();
  std::vector<std::uint32_t> block(states);
  for (State s = 0; s < states; ++s) block[s] = automaton.accepting(s) ? 1 : 0;
  for (std::size_t count = 0;;) {
    std::map<std::vector<std::uint32_t>, std::uint32_t> blocks;
    std::vector<std::uint32_t> refined(states);
    for (State s = 0; s < states; ++s) {
      std::vector<std::uint32_t> signature = {block[s]};
      for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
        signature.push_back(block[automaton.step_class(s, static_cast<Class>(c))]);
      }
      refined[s] = blocks.try_emplace(signature, blocks.size()).first->second;
    }
    block = std::move(refined);
    if (blocks.size() == count) return count;
    count = blocks.size();
  }
}

TEST(Automaton, NoTwoStatesAreEquivalent) {
  for_each_automaton([](const Automaton& automaton) {
    EXPECT_EQ(count_inequivalent_states(automaton), automaton.state_count());
  });
}

TEST(Automaton, StatesAreNumberedBreadthFirstAndOneIsDeadAtMost) {
  for_each_automaton([](const Automaton& automaton) {
    State next = 1;
    std::uint32_t dead = 0;
    for (State s = 0; s < automaton.state_count(); ++s) {
      ASSERT_LT(s, next);  // reached before it is left
      bool stays = true;
      for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
        const State target = automaton.step_class(s, static_cast<Class>(c));
        ASSERT_LE(target, next);
        if (target == next) ++next;
        stays = stays && target == s;
      }
      EXPECT_EQ(automaton.dead(s), stays && !automaton.accepting(s));
      dead += automaton.dead(s) ? 1 : 0;
    }
    EXPECT_EQ(next, automaton.state_count());
    EXPECT_LE(dead, 1u);
  });
}

TEST(Automaton, ClassesPartitionTheScalarsAndDiffer) {
  for_each_automaton([](const Automaton& automaton) {
    std::map<char32_t, std::pair<char32_t, Class>> ranges;
    char32_t previous_first = 0;
    for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
      const auto name = static_cast<Class>(c);
      ASSERT_FALSE(automaton.class_ranges(name).empty());
      const char32_t first = automaton.class_ranges(name).front().first;
      if (c != 0) {
        EXPECT_LT(previous_first, first);
      }
      previous_first = first;
      for (const ScalarRange& range : automaton.class_ranges(name)) {
        EXPECT_TRUE(ranges.emplace(range.first, std::pair(range.last, name)).second);
      }
    }
    char32_t next = 0;
    for (const auto& [first, rest] : ranges) {
      const auto& [last, name] = rest;
      ASSERT_EQ(first, next);
      ASSERT_LE(first, last);
      EXPECT_EQ(automaton.class_of(first), name);
      EXPECT_EQ(automaton.class_of(last), name);
      EXPECT_EQ(automaton.class_of(first + (last - first) / 2), name);
      next = last == 0xD7FF ? 0xE000 : last + 1;
    }
    EXPECT_EQ(next, kMaxScalar + 1);
    std::map<std::vector<State>, std::uint32_t> columns;
    for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
      std::vector<State> column;
      for (State s = 0; s < automaton.state_count(); ++s) {
        column.push_back(automaton.step_class(s, static_cast<Class>(c)));
      }
      EXPECT_TRUE(columns.emplace(column, c).second) << "classes alike: " << c;
    }
  });
}

TEST(Automaton, EveryScalarStepsByItsClass) {
  const Automaton automaton = *compile_pattern("[\\p{L}\\p{N}é😀-]+");
  for (char32_t scalar = 0; scalar <= kMaxScalar; ++scalar) {
    if (is_surrogate(scalar)) continue;
    std::string text;
    append_utf8(text, scalar);
    const State state = automaton.step(automaton.start(), scalar);
    ASSERT_EQ(state, automaton.step_class(automaton.start(), automaton.class_of(scalar)));
    ASSERT_EQ(automaton.matches(text), automaton.accepting(state)) << std::uint32_t{scalar};
  }
}

TEST(AutomatonBuilder, MergesStatesAndClassesAndDropsWhatIsNotReached) {
  // Classes 0 and 2 are alike but for state 3, which nothing reaches; 1 and 2 are equivalent.
  AutomatonTables tables;
  tables.ranges = {{0, 'a' - 1}, {'a', 'a'}, {'b', 0xD7FF}, {0xE000, kMaxScalar}};
  tables.class_by_range = {0, 1, 2, 0};
  tables.class_count = 3;
  tables.transitions = {1, 2, 1, 1, 1, 1, 2, 2, 2, 0, 1, 3};
  tables.accepting = {0, 1, 1, 0};
  const Automaton automaton = AutomatonBuilder::build(tables);
  EXPECT_EQ(automaton.state_count(), 2u);
  EXPECT_EQ(automaton.class_count(), 1u);
  EXPECT_EQ(automaton, *compile_pattern("[^]+"));
}

TEST(Automaton, TextThatIsNotUtf8IsNotMatched) {
  const Automaton automaton = *compile_pattern("[^]*");
  for (const std::string_view text : {"\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xED\xA0\x80",
                                      "\xC0\x80", "\xF4\x90\x80\x80", "a\xFF"}) {
    EXPECT_FALSE(automaton.matches(text));
  }
  EXPECT_TRUE(automaton.matches("a\xC3\xA9\xF4\x8F\xBF\xBF"));
}

}  // namespace
}  // namespace assay
