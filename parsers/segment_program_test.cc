// Segment programs answer as the automata they were lowered from, on every level of SIMD.
#include "parsers/segment_program.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/segment_split.h"
#include "parsers/simd_functions.h"
#include "parsers/walk_pattern.h"
#include "spec/contract_tables.h"
#include "spec/pattern.h"
#include "spec/utf8.h"

namespace assay {
namespace {

constexpr std::string_view kArn =
    R"(^arn:aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?:airflow-serverless:([a-z]{2}-[a-z]+-[0-9]{1}):([0-9]{12}):workflow/([a-zA-Z0-9][a-zA-Z0-9\.\-_]{0,254}-[a-zA-Z0-9]{10})$)";

std::vector<SimdLevel> levels() {
  std::vector<SimdLevel> result;
  for (const SimdLevel level : kSimdLevels) {
    if (level <= best_simd_level()) result.push_back(level);
  }
  return result;
}

// Texts in a language, or nearly: a random way through the automaton, then a few changes.
class Texts {
 public:
  Texts(const Automaton& automaton, std::uint32_t seed) : automaton_(automaton), random_(seed) {}

  std::string walk() {
    std::string text;
    Automaton::State state = automaton_.start();
    const std::size_t most = random_() % 3 == 0 ? 600 : 1 + random_() % 90;
    const bool stay = random_() % 2 == 0;  // long runs of what stays alike
    std::uint32_t favourite = below(automaton_.class_count());
    for (std::size_t i = 0; i < most; ++i) {
      if (automaton_.accepting(state) && random_() % 64 == 0) break;
      std::uint32_t c = stay ? favourite : below(automaton_.class_count());
      std::uint32_t tries = 0;
      while (automaton_.dead(automaton_.step_class(state, static_cast<Automaton::Class>(c))) &&
             tries++ < automaton_.class_count()) {
        c = (c + 1) % automaton_.class_count();
      }
      if (tries > automaton_.class_count()) break;
      favourite = c;
      append_utf8(text, scalar(c));
      state = automaton_.step_class(state, static_cast<Automaton::Class>(c));
    }
    return text;
  }

  // Keeps the text valid UTF-8.
  std::string mutate(std::string text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i == text.size() || (text[i] & 0xc0) != 0x80) starts.push_back(i);
    }
    const std::size_t at = starts[random_() % starts.size()];
    std::size_t next = at;
    if (at < text.size()) decode_utf8(text, next);
    std::string put;
    append_utf8(put, scalar(below(automaton_.class_count())));
    switch (random_() % 4) {
      case 0:
        return text.substr(0, at);
      case 1:
        return text.erase(at, next - at);
      case 2:
        return text.insert(at, put);
      default:
        return text.replace(at, next - at, put);
    }
  }

 private:
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(random_() % count); }

  char32_t scalar(std::uint32_t c) {
    const auto& ranges = automaton_.class_ranges(static_cast<Automaton::Class>(c));
    const ScalarRange& range = ranges[random_() % ranges.size()];
    switch (random_() % 3) {
      case 0:
        return range.first;
      case 1:
        return range.last;
      default:
        return range.first + below(range.last - range.first + 1);
    }
  }

  const Automaton& automaton_;
  std::mt19937 random_;
};

// On every level; the text lies at the end of its buffer, where reading on would be seen.
void expect_same(const SegmentProgram& program, const Automaton& automaton, const std::string& text,
                 std::string_view source) {
  const std::vector<char> exact(text.begin(), text.end());
  const bool expected = automaton.matches(text);
  for (const SimdLevel level : levels()) {
    ASSERT_EQ(simd_functions(level).match(program, {exact.data(), exact.size()}), expected)
        << source << " on " << simd_level_name(level) << ": " << text;
  }
}

void expect_same_everywhere(const SegmentProgram& program, const Automaton& automaton,
                            std::string_view source, int rounds) {
  Texts texts(automaton, 7);
  expect_same(program, automaton, "", source);
  for (int i = 0; i < rounds; ++i) {
    std::string text = texts.walk();
    ASSERT_NO_FATAL_FAILURE(expect_same(program, automaton, text, source));
    for (int k = 0; k < 4; ++k) {
      text = texts.mutate(std::move(text));
      ASSERT_NO_FATAL_FAILURE(expect_same(program, automaton, text, source));
    }
  }
}

// Every text of up to `most` characters of an alphabet.
void expect_same_on_all(const SegmentProgram& program, const Automaton& automaton,
                        std::string_view source, std::string_view alphabet, std::size_t most) {
  std::vector<std::string> texts{""};
  for (std::size_t from = 0, size = 0; size <= most; ++size) {
    const std::size_t to = texts.size();
    for (std::size_t i = from; i < to; ++i) {
      ASSERT_NO_FATAL_FAILURE(expect_same(program, automaton, texts[i], source));
      if (size == most) continue;
      for (const char c : alphabet) texts.push_back(texts[i] + c);
    }
    from = to;
  }
}

struct LoweringCase {
  std::string_view pattern;
  bool lowered;
};
constexpr LoweringCase kCases[] = {
    {R"([a-zA-Z0-9]+[a-zA-Z0-9\.\-_]*)", true},
    {kArn, true},
    {".+", true},
    {".*", true},
    {"[a-z]*", true},
    {"[a-d]{3,70}", true},
    {"[a-d]{0,5}b{2}", true},
    {"[a-d]{1,9}:[a-d]{2,6}", true},
    {".{1,300}", true},
    {"[^a]{2,40}a[^b]{0,8}", true},
    {"[\\s\\S]{1,64}", true},
    {"[\\u0080-\\u07ff]{2,70}x?", false},
    {"[a-c\\u2019]{2,70}", true},
    {"[a-z\\u00e9\\u2013]+!", true},
    {"(ab|cd)+[a-e]{4,}", true},
    {"abcd", true},
    {"aaaabbbbccccddddaaaabbbbccccddddaaaabbbbccccddddaaaabbbbccccddddaaaab", true},
    {"[a-d]{70}x", true},
    {"(a|b)", false},
    {"a", false},
    {"", false},
    {"x[a-d-]{0,40}-[abc]{3}", true},
    {"(?:[a-d]{2}-){3}[a-d]*", true},
};

TEST(SegmentProgram, AgreesWithTheAutomaton) {
  for (const auto& [pattern, lowered] : kCases) {
    const Expected<Automaton> automaton = compile_pattern(pattern);
    ASSERT_TRUE(automaton) << pattern;
    const WalkPattern walk(*automaton, pattern);
    ASSERT_EQ(walk.program() != nullptr, lowered) << pattern;
    if (!lowered) continue;
    ASSERT_NO_FATAL_FAILURE(expect_same_everywhere(*walk.program(), *automaton, pattern, 400));
    ASSERT_NO_FATAL_FAILURE(expect_same_on_all(*walk.program(), *automaton, pattern, "ad-b:x", 5));
  }
}

TEST(SegmentProgram, EveryLengthAndPlaceOfARun) {
  constexpr std::string_view kPattern = R"([a-zA-Z0-9]+[a-zA-Z0-9\.\-_]*)";
  const Expected<Automaton> automaton = compile_pattern(kPattern);
  ASSERT_TRUE(automaton);
  const WalkPattern walk(*automaton);
  ASSERT_NE(walk.program(), nullptr);
  EXPECT_NE(walk.program()->simple(), nullptr);
  for (std::size_t size = 0; size < 140; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const char other : {'!', '\\', '\x7f', '.', '\0'}) {
        std::string text(size, 'a');
        text[at] = other;
        ASSERT_NO_FATAL_FAILURE(expect_same(*walk.program(), *automaton, text, kPattern));
      }
    }
  }
}

// A tail of fixed length is taken off where the pattern means the whole text, and only there.
TEST(SegmentSplit, TakesTailsOff) {
  struct Case {
    std::string_view pattern;
    Anchoring anchoring;
    std::uint32_t tail;
  };
  for (const Case& c :
       {Case{kArn, Anchoring::kFull, 11}, Case{kArn, Anchoring::kSearch, 11},
        Case{"^[a-d-]*-[a-c]{4}", Anchoring::kFull, 5},
        Case{"^[a-d-]*-[a-c]{4}", Anchoring::kSearch, 0},
        Case{"[a-d-]*(?:-[a-c]){2}(x)", Anchoring::kFull, 5},
        Case{"[a-d-]*-[a-c]{70}", Anchoring::kFull, 0},
        Case{"(?:[a-d-]*|^a)-[a-c]{4}", Anchoring::kFull, 0},
        Case{"[a-d]*\\b-[a-c]{4}", Anchoring::kFull, 0}, Case{"[a-d]+", Anchoring::kFull, 0},
        Case{"abcd", Anchoring::kFull, 0}, Case{"[a-d\\u00e9]*[c\\u00e9]", Anchoring::kFull, 0}}) {
    const Expected<Automaton> automaton = compile_pattern(c.pattern, {c.anchoring});
    ASSERT_TRUE(automaton) << c.pattern;
    const std::optional<SegmentProgram> program = lower_split(c.pattern, *automaton);
    ASSERT_EQ(program.has_value(), c.tail != 0) << c.pattern;
    if (!program) continue;
    ASSERT_NE(program->tail(), nullptr);
    EXPECT_EQ(program->tail()->size, c.tail);
    ASSERT_NO_FATAL_FAILURE(expect_same_everywhere(*program, *automaton, c.pattern, 300));
    ASSERT_NO_FATAL_FAILURE(expect_same_on_all(*program, *automaton, c.pattern, "a-xd", 7));
  }
  const Expected<Automaton> other = compile_pattern("[a-d]*b{4}");
  ASSERT_TRUE(other);
  EXPECT_FALSE(lower_split("[a-d]*a{4}", *other).has_value()) << "not the automaton's pattern";
}

// Every pattern of a contract; how many of them have a program.
void expect_same_in(const Contract& contract, std::string_view name, int rounds) {
  std::size_t lowered = 0, count = 0;
  for (const PatternTable& pattern : contract.tables().patterns) {
    if (pattern.automaton.state_count() == 0) continue;
    ++count;
    const WalkPattern walk(pattern.automaton, pattern.source);
    if (walk.program() == nullptr) continue;
    ++lowered;
    ASSERT_NO_FATAL_FAILURE(
        expect_same_everywhere(*walk.program(), pattern.automaton, pattern.source, rounds));
  }
  std::cout << name << ": " << lowered << " of " << count << " patterns have segment programs\n";
  EXPECT_GE(lowered * 10, count * 7) << name;
}

TEST(SegmentProgram, AgreesOnTheEmbeddedContract) {
  const ContractTables& tables = Contract::embedded().tables();
  expect_same_in(Contract::embedded(), "embedded", 1000);
  for (const PatternTable& pattern : tables.patterns) {
    const WalkPattern walk(pattern.automaton, pattern.source);
    EXPECT_NE(walk.program(), nullptr) << pattern.source;
  }
}

TEST(SegmentProgram, AgreesOnPublicModels) {
  const std::filesystem::path models =
      std::filesystem::path(ASSAY_SOURCE_DIR) / ".." / "shared" / "models";
  if (!std::filesystem::is_directory(models)) {
    std::cout << "skipped: no shared data\n";
    GTEST_SKIP();
  }
  for (const auto& entry : std::filesystem::directory_iterator(models)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    ContractSources sources;
    sources.model = {entry.path().filename().string(), text.str()};
    const auto contract = Contract::compile(sources);
    if (!contract) continue;
    ASSERT_NO_FATAL_FAILURE(expect_same_in(*contract, entry.path().filename().string(), 40));
  }
}

TEST(SimdLevel, Names) {
  for (const SimdLevel level : kSimdLevels) {
    EXPECT_EQ(simd_level_of_name(simd_level_name(level)), level);
  }
  EXPECT_EQ(simd_level_of_name("mmx"), std::nullopt);
}

}  // namespace
}  // namespace assay
