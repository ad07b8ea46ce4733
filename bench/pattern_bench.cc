// Task "pattern": one string against one pattern of the contract, lengths aside.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <re2/re2.h>

#include <cstdlib>
#include <regex>

#include "bench/hand_validators.h"
#include "bench/registry.h"
#include "corpus/message_generator.h"
#include "parsers/reference/pattern.h"
#include "parsers/walk_pattern.h"
#include "spec/contract_tables.h"

namespace assay::bench {
namespace {

constexpr std::size_t kCompared = 400;

class Matcher {
 public:
  virtual ~Matcher() = default;
  virtual bool matches(std::string_view text) = 0;
};

class AssayMatcher final : public Matcher {
 public:
  explicit AssayMatcher(const PatternTable& table) : pattern_(table.automaton, table.source) {}
  bool matches(std::string_view text) override { return pattern_.matches(text); }

 private:
  WalkPattern pattern_;
};

class HandMatcher final : public Matcher {
 public:
  explicit HandMatcher(bool (*match)(std::string_view) noexcept) : match_(match) {}
  bool matches(std::string_view text) override { return match_(text); }

 private:
  bool (*match_)(std::string_view) noexcept;
};

class Re2Matcher final : public Matcher {
 public:
  explicit Re2Matcher(const std::string& pattern) : pattern_(pattern) {
    if (!pattern_.ok()) std::abort();
  }
  bool matches(std::string_view text) override {
    return re2::RE2::FullMatch({text.data(), text.size()}, pattern_);
  }

 private:
  re2::RE2 pattern_;
};

class Pcre2Matcher final : public Matcher {
 public:
  explicit Pcre2Matcher(const std::string& pattern) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    code_ = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                          PCRE2_UTF | PCRE2_DOLLAR_ENDONLY, &error, &offset, nullptr);
    if (code_ == nullptr || pcre2_jit_compile(code_, PCRE2_JIT_COMPLETE) != 0) std::abort();
    match_ = pcre2_match_data_create_from_pattern(code_, nullptr);
  }
  ~Pcre2Matcher() override {
    pcre2_match_data_free(match_);
    pcre2_code_free(code_);
  }
  Pcre2Matcher(const Pcre2Matcher&) = delete;
  Pcre2Matcher& operator=(const Pcre2Matcher&) = delete;
  bool matches(std::string_view text) override {
    return pcre2_jit_match(code_, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0,
                           match_, nullptr) >= 0;
  }

 private:
  pcre2_code* code_ = nullptr;
  pcre2_match_data* match_ = nullptr;
};

class StdMatcher final : public Matcher {
 public:
  explicit StdMatcher(const std::string& pattern) : pattern_(pattern, std::regex::optimize) {}
  bool matches(std::string_view text) override {
    return std::regex_match(text.begin(), text.end(), pattern_);
  }

 private:
  std::regex pattern_;
};

struct Subject {
  std::string_view size;   // the row's
  std::string_view shape;  // whose pattern it is
  std::string_view text;   // that is timed
  bool (*hand)(std::string_view) noexcept;
};
constexpr Subject kSubjects[] = {
    {"RunId", "IdString", "task-instance.000007_0000009e3779b97f4a7c15", id_matches},
    {"ARN", "WorkflowArn",
     "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/nightly-load-AbCdEf0123",
     arn_matches},
    {".+", "VersionId", "3f6c1a2b9d8e4f70a1b2c3d4e5f60718", version_matches},
};

// Their `.` is not the contract's: spell it out, in their way.
std::string spelt(std::string_view source, std::string_view dot_class) {
  std::string pattern(source);
  if (const std::size_t at = pattern.find("^.+$"); at == 0) pattern.replace(1, 1, dot_class);
  return pattern;
}

struct Engine {
  std::string_view name;
  bool bytes;  // U+2028 and U+2029 are no line ends to it
  std::unique_ptr<Matcher> (*make)(const PatternTable& table, const Subject& subject);
};
constexpr std::string_view kDot = R"([^\n\r\x{2028}\x{2029}])";
constexpr Engine kEngines[] = {
    {"assay", false,
     [](const PatternTable& table, const Subject&) -> std::unique_ptr<Matcher> {
       return std::make_unique<AssayMatcher>(table);
     }},
    {"written out by hand", false,
     [](const PatternTable&, const Subject& subject) -> std::unique_ptr<Matcher> {
       return std::make_unique<HandMatcher>(subject.hand);
     }},
    {"PCRE2 JIT", false,
     [](const PatternTable& table, const Subject&) -> std::unique_ptr<Matcher> {
       return std::make_unique<Pcre2Matcher>(spelt(table.source, kDot));
     }},
    {"RE2", false,
     [](const PatternTable& table, const Subject&) -> std::unique_ptr<Matcher> {
       return std::make_unique<Re2Matcher>(spelt(table.source, kDot));
     }},
    {"std::regex", true,
     [](const PatternTable& table, const Subject&) -> std::unique_ptr<Matcher> {
       return std::make_unique<StdMatcher>(std::string(table.source));
     }},
};

// Words of the language and others near it, the same ones in every run.
std::vector<std::string> words(const Subject& subject, ShapeIndex shape) {
  MessageGenerator generator(Contract::embedded());
  SeededRandomness random(1);
  constexpr std::string_view kBits[] = {"a",
                                        "-",
                                        ".",
                                        "_",
                                        "0",
                                        "Z",
                                        "\n",
                                        "\r",
                                        "\xE2\x80\xA8",
                                        "\xE2\x80\xA9",
                                        "\xC3\xA9",
                                        "\xF0\x9F\x98\x80",
                                        ":",
                                        "/"};
  std::vector<std::string> texts = {"", "\n", "\xE2\x80\xA8", std::string(subject.text)};
  while (texts.size() < kCompared) {
    StringSampler& sampler = generator.sampler(shape);
    std::string text = sampler.sample(random).value_or("");
    texts.push_back(text);
    if (auto off = sampler.off_pattern(random)) texts.push_back(*off);
    text = subject.text;  // ASCII: any place is a place between characters
    const std::size_t at = random.below(text.size() + 1);
    text.replace(at, random.below(3), random.pick(kBits));
    texts.push_back(text);
  }
  return texts;
}

std::string disagreement(const Engine& engine, Matcher& matcher, const PatternTable& table,
                         const std::vector<std::string>& texts, Admission& admission) {
  const reference::Pattern reference(table.source);
  for (const std::string& text : texts) {
    if (engine.bytes && text.find("\xE2\x80") != std::string::npos) continue;
    const bool expected = reference.matches(text);
    if (matcher.matches(text) != expected) return "decides otherwise on " + text.substr(0, 200);
    ++admission.compared;
    admission.broken += expected ? 0 : 1;
  }
  return "";
}

}  // namespace

bool register_pattern() {
  const Contract& contract = Contract::embedded();
  bool own = true;
  for (const Subject& subject : kSubjects) {
    const ShapeIndex shape = *contract.find_shape(subject.shape);
    const PatternTable& table = contract.tables().patterns[contract.tables().shapes[shape].pattern];
    const std::vector<std::string> texts = words(subject, shape);
    for (const Engine& engine : kEngines) {
      const std::shared_ptr<Matcher> matcher = engine.make(table, subject);
      Admission admission{
          "pattern", std::string(engine.name) + ", " + std::string(subject.size), 0, 0, {}, ""};
      if (engine.bytes) admission.cannot.push_back("U+2028 and U+2029");
      admission.refused = disagreement(engine, *matcher, table, texts, admission);
      const bool agrees = admission.refused.empty();
      add_admission(std::move(admission));
      if (!agrees) {
        own = own && engine.name != "assay";
        continue;
      }
      add_row("pattern", subject.size, engine.name, subject.text.size(),
              [matcher, text = std::string(subject.text)](benchmark::State& state) {
                bool match = true;
                for (auto _ : state) {
                  std::string_view view = text;
                  benchmark::DoNotOptimize(view);
                  benchmark::DoNotOptimize(match = matcher->matches(view));
                }
                if (!match) state.SkipWithError("no match");
              });
    }
  }
  return own;
}

}  // namespace assay::bench
