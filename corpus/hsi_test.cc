// The guarantee of the suites: every wrong machine of at most n + k states fails.
#include "corpus/hsi.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <queue>
#include <random>
#include <set>
#include <vector>

namespace assay {
namespace {

constexpr std::uint32_t kLetters = 3;

MooreMachine random_machine(std::mt19937& random, std::uint32_t states, std::uint32_t outputs) {
  MooreMachine machine;
  machine.class_count = kLetters;
  for (std::uint32_t i = 0; i < states * kLetters; ++i) {
    machine.transitions.push_back(static_cast<std::uint32_t>(random() % states));
  }
  for (std::uint32_t i = 0; i < states; ++i) {
    machine.outputs.push_back(static_cast<std::uint8_t>(random() % outputs));
  }
  return machine;
}

// A minimal machine of exactly that many states.
MooreMachine random_minimal(std::mt19937& random, std::uint32_t states, std::uint32_t outputs) {
  for (;;) {
    const MooreMachine machine = minimal(random_machine(random, states, outputs));
    if (machine.state_count() == states) return machine;
  }
}

bool same_language(const MooreMachine& left, const MooreMachine& right) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen = {{0, 0}};
  std::queue<std::pair<std::uint32_t, std::uint32_t>> queue;
  for (queue.push({0, 0}); !queue.empty(); queue.pop()) {
    const auto [l, r] = queue.front();
    if (left.outputs[l] != right.outputs[r]) return false;
    for (std::uint32_t letter = 0; letter < kLetters; ++letter) {
      const std::pair next(left.step(l, letter), right.step(r, letter));
      if (seen.insert(next).second) queue.push(next);
    }
  }
  return true;
}

// The words of the suite with cover . letters^(<= k + 1) . identifiers.
std::vector<ClassWord> suite_of(const MooreMachine& machine, std::uint32_t extra_states) {
  const Refinement refinement = refine(machine, UINT32_MAX, 0);
  EXPECT_TRUE(refinement.stable);
  EXPECT_EQ(refinement.block_count, machine.state_count());
  std::vector<std::uint32_t> states;
  std::vector<ClassWord> access(machine.state_count());
  std::vector<bool> reached(machine.state_count(), false);
  reached[0] = true;
  states.push_back(0);
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::uint32_t letter = 0; letter < kLetters; ++letter) {
      const std::uint32_t to = machine.step(states[i], letter);
      if (reached[to]) continue;
      reached[to] = true;
      access[to] = access[states[i]];
      access[to].push_back(letter);
      states.push_back(to);
    }
  }
  const StateIdentifiers identifiers(machine, refinement, states);
  // Harmonised: two states share a word behind which their outputs differ.
  for (const std::uint32_t left : states) {
    for (const std::uint32_t right : states) {
      if (left == right) continue;
      const auto& words = identifiers.of(left);
      EXPECT_TRUE(std::any_of(words.begin(), words.end(), [&](const ClassWord& word) {
        const auto& others = identifiers.of(right);
        return std::find(others.begin(), others.end(), word) != others.end() &&
               machine.outputs[machine.run(left, word)] !=
                   machine.outputs[machine.run(right, word)];
      }));
    }
  }
  std::vector<ClassWord> suite;
  for_each_hsi_test(machine, states, extra_states, identifiers, [&](const HsiTest& test) {
    ClassWord word = access[test.state];
    word.insert(word.end(), test.middle.begin(), test.middle.end());
    EXPECT_EQ(machine.run(0, word), test.reached);
    const ClassWord& identifier = identifiers.of(test.reached)[test.identifier];
    word.insert(word.end(), identifier.begin(), identifier.end());
    suite.push_back(word);
  });
  EXPECT_EQ(suite.size(), count_hsi_tests(machine, states, extra_states, identifiers));
  return suite;
}

bool fails(const MooreMachine& wrong, const MooreMachine& right,
           const std::vector<ClassWord>& suite) {
  return std::any_of(suite.begin(), suite.end(), [&](const ClassWord& word) {
    return wrong.outputs[wrong.run(0, word)] != right.outputs[right.run(0, word)];
  });
}

TEST(Hsi, EveryWrongMachineOfTwoStatesMoreOrLessFails) {
  std::mt19937 random(1);
  std::uint64_t wrong_machines = 0;
  // All machines of at most three states and two outputs, against suites for n + k = 3.
  for (const auto& [states, extra] : {std::pair(1u, 2u), std::pair(2u, 1u), std::pair(3u, 0u)}) {
    for (int round = 0; round < 3; ++round) {
      const MooreMachine right = random_minimal(random, states, 2);
      const std::vector<ClassWord> suite = suite_of(right, extra);
      MooreMachine wrong;
      wrong.class_count = kLetters;
      wrong.transitions.assign(9, 0);
      for (std::uint32_t outputs = 0; outputs < 8; ++outputs) {
        wrong.outputs = {static_cast<std::uint8_t>(outputs & 1),
                         static_cast<std::uint8_t>(outputs >> 1 & 1),
                         static_cast<std::uint8_t>(outputs >> 2)};
        for (std::uint32_t code = 0; code < 19'683; ++code) {
          std::uint32_t rest = code;
          for (std::uint32_t& to : wrong.transitions) {
            to = rest % 3;
            rest /= 3;
          }
          if (fails(wrong, right, suite)) {
            ++wrong_machines;
          } else {
            ASSERT_TRUE(same_language(wrong, right)) << states << "+" << extra << " code " << code;
          }
        }
      }
    }
  }
  std::cout << wrong_machines << " wrong machines fail\n";
  EXPECT_GT(wrong_machines, 1'000'000u);
}

// Larger ones, and three outputs: random machines, and the right one with one thing changed in a
// copy that has k states more.
TEST(Hsi, SampledWrongMachinesFail) {
  std::mt19937 random(2);
  std::uint64_t wrong_machines = 0;
  for (int round = 0; round < 200; ++round) {
    const std::uint32_t states = 2 + static_cast<std::uint32_t>(random() % 3);
    const std::uint32_t extra = static_cast<std::uint32_t>(random() % 3);
    const std::uint32_t outputs = 2 + static_cast<std::uint32_t>(random() % 2);
    const MooreMachine right = random_minimal(random, states, outputs);
    const std::vector<ClassWord> suite = suite_of(right, extra);
    for (int i = 0; i < 400; ++i) {
      MooreMachine wrong = random_machine(random, states + extra, outputs);
      if (i % 4 != 0) {  // k copies of states, each reached by some of the ways to the original
        std::vector<std::uint32_t> original(states + extra);
        for (std::uint32_t s = 0; s < original.size(); ++s) {
          original[s] = s < states ? s : static_cast<std::uint32_t>(random() % states);
          wrong.outputs[s] = right.outputs[original[s]];
        }
        for (std::uint32_t s = 0; s < original.size(); ++s) {
          for (std::uint32_t letter = 0; letter < kLetters; ++letter) {
            const std::uint32_t to = right.step(original[s], letter);
            std::uint32_t chosen = to;
            for (std::uint32_t copy = states; copy < original.size(); ++copy) {
              if (original[copy] == to && random() % 2 == 0) chosen = copy;
            }
            wrong.transitions[s * kLetters + letter] = chosen;
          }
        }
        const auto at = static_cast<std::uint32_t>(random() % original.size());
        if (i % 4 == 1) {
          wrong.outputs[at] = static_cast<std::uint8_t>((wrong.outputs[at] + 1) % outputs);
        } else {
          wrong.transitions[at * kLetters + random() % kLetters] =
              static_cast<std::uint32_t>(random() % original.size());
        }
      }
      if (same_language(wrong, right)) continue;
      ++wrong_machines;
      ASSERT_TRUE(fails(wrong, right, suite)) << "round " << round << ", machine " << i;
    }
  }
  std::cout << wrong_machines << " wrong machines fail\n";
  EXPECT_GT(wrong_machines, 30'000u);
}

// The suite of k states fewer misses some of them, so the check above can fail.
TEST(Hsi, TooFewExtraStatesMissSome) {
  std::mt19937 random(3);
  std::uint64_t missed = 0;
  for (int round = 0; round < 60; ++round) {
    const MooreMachine right = random_minimal(random, 2, 2);
    const std::vector<ClassWord> suite = suite_of(right, 0);
    for (int i = 0; i < 2'000; ++i) {
      const MooreMachine wrong = random_machine(random, 4, 2);
      if (!same_language(wrong, right) && !fails(wrong, right, suite)) ++missed;
    }
  }
  EXPECT_GT(missed, 0u);
}

TEST(Refinement, MergesTheStatesOfACounter) {
  // 0 -a-> 1 -a-> ... -a-> 99 accepts; anything else is dead.
  MooreMachine machine;
  machine.class_count = 2;
  for (std::uint32_t s = 0; s < 100; ++s) {
    machine.transitions.insert(machine.transitions.end(), {s + 1 < 100 ? s + 1 : 100, 100});
    machine.outputs.push_back(s == 99 ? 1 : 0);
  }
  machine.transitions.insert(machine.transitions.end(), {100, 100});
  machine.outputs.push_back(0);
  EXPECT_EQ(refine(machine, UINT32_MAX, 0).block_count, 101u);
  const Refinement few = refine(machine, 5, 1);
  EXPECT_FALSE(few.stable);
  EXPECT_LE(few.block_count, 5u);
  EXPECT_EQ(few.rounds.back()[10], few.rounds.back()[50]);
  EXPECT_NE(few.rounds.back()[98], few.rounds.back()[50]);
  EXPECT_EQ(minimal(machine).state_count(), 101u);
}

}  // namespace
}  // namespace assay
