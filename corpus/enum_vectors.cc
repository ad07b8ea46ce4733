// Vectors of enums: every position of every value, and the vocabulary around them.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "corpus/refined_alphabet.h"
#include "corpus/string_vectors.h"
#include "corpus/usual_words.h"
#include "corpus/vector_set.h"

namespace assay {
namespace {

using Text = std::u32string;
constexpr std::size_t kCrossed = 24;  // values that each position is crossed with

bool is_upper(char32_t c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char32_t c) { return c >= 'a' && c <= 'z'; }
char32_t upper(char32_t c) { return is_lower(c) ? c - 0x20 : c; }
char32_t lower(char32_t c) { return is_upper(c) ? c + 0x20 : c; }
char32_t other_case(char32_t c) { return is_lower(c) ? upper(c) : lower(c); }
bool is_separator(char32_t c) { return c == '_' || c == '-' || c == ' ' || c == '.' || c == '/'; }

template <typename F>
Text mapped(Text text, F&& change) {
  for (char32_t& c : text) c = change(c);
  return text;
}

// The words of a value, split at separators and before capitals.
std::vector<Text> words_of(const Text& value) {
  std::vector<Text> words(1);
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char32_t c = value[i];
    if (is_separator(c)) {
      words.emplace_back();
    } else {
      if (i > 0 && is_upper(c) && is_lower(value[i - 1])) words.emplace_back();
      words.back() += lower(c);
    }
  }
  std::erase(words, Text());
  return words;
}

Text joined(const std::vector<Text>& words, const Text& separator, bool capital_first,
            bool capital_others) {
  Text text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += separator;
    Text word = words[i];
    if (i == 0 ? capital_first : capital_others) word[0] = upper(word[0]);
    text += word;
  }
  return text;
}

// What the vectors of one enum are made of.
class EnumTexts {
 public:
  explicit EnumTexts(std::vector<Text> values) : values_(std::move(values)) {
    std::set<char32_t> alphabet;
    for (const Text& value : values_) {
      for (const char32_t c : value) {
        alphabet.insert({c, other_case(c)});
        if (c > 0) alphabet.insert(c - 1 == 0xDFFF ? 0xD7FF : c - 1);
        alphabet.insert(c == 0xD7FF ? 0xE000 : std::min<char32_t>(c + 1, 0x10FFFF));
      }
    }
    for (const char32_t c : U"_- .*0\n\u00E9\u017F\u212A\u0131\u0301") alphabet.insert(c);
    alphabet_.assign(alphabet.begin(), alphabet.end());
  }

  const std::vector<char32_t>& alphabet() const noexcept { return alphabet_; }

  // The values themselves, in other case, with other separators, around and behind each other.
  std::vector<VectorCandidate> forms() {
    begin(kFlagEnumVocabulary);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Text& value = values_[i];
      name_ = fmt::format("value {}", i);
      add(value, "itself");
      add(mapped(value, upper), "upper case");
      add(mapped(value, lower), "lower case");
      add(mapped(value, other_case), "other case");
      const std::vector<Text> words = words_of(value);
      for (const Text& separator : {Text(), Text(U"_"), Text(U"-"), Text(U" "), Text(U".")}) {
        add(joined(words, separator, false, false), "joined");
        add(joined(words, separator, false, true), "camel");
        add(joined(words, separator, true, true), "pascal");
        add(joined(words, separator, true, false), "sentence");
        add(mapped(joined(words, separator, false, false), upper), "upper joined");
      }
      for (const Text& added :
           {Text(U"\n"), Text(U"\r\n"), Text(U"\r"), Text(U" "), Text(U"\t"), Text(1, U'\0'),
            Text(U"\u0085"), Text(U"\u2028"), Text(U"\u00A0"), Text(U"\uFEFF"), Text(U"\u200B"),
            Text(U"_"), Text(U"S"), Text(U"s"), Text(U"."), Text(U","), Text(U"\""), Text(U"*"),
            Text(U"1")}) {
        const bool line = added.find_first_of(U"\n\r\u0085\u2028") != Text::npos;
        const std::uint32_t flags = line ? kFlagTrailingNewline | kFlagLineBreak : 0;
        add(value + added, "behind", flags);
        add(added + value, "before", line ? flags & ~kFlagTrailingNewline : 0);
        add(added + value + added, "around", flags);
      }
      add(value + value, "twice");
      add(Text(value.rbegin(), value.rend()), "backwards");
      add(mapped(value, [](char32_t c) { return c > ' ' && c < 0x7F ? c + 0xFEE0 : c; }),
          "full width", kFlagUnicodeLetter);
      add(mapped(value, [](char32_t c) { return c < 0x80 ? c + 0x100 : c; }), "low bits",
          kFlagLowBits);
      for (std::size_t other = 0; other < values_.size(); ++other) {
        if (values_.size() > 24 && other != (i + 1) % values_.size()) continue;
        for (const Text& separator : {Text(), Text(U","), Text(U"|"), Text(U" "), Text(U"\n")}) {
          add(value + separator + values_[other], fmt::format("and value {}", other));
        }
      }
    }
    name_ = "word";
    for (const Text& word :
         {Text(), Text(U" "), Text(U"null"), Text(U"NULL"), Text(U"None"), Text(U"none"),
          Text(U"undefined"), Text(U"true"), Text(U"false"), Text(U"0"), Text(U"1"), Text(U"-1"),
          Text(U"UNKNOWN"), Text(U"UNKNOWN_TO_SDK_VERSION"), Text(U"unknown"), Text(U"OTHER"),
          Text(U"*"), Text(U"ALL"), Text(U"DEFAULT")}) {
      add(word, encode_utf8(word));
    }
    for (const std::string_view word : words_with_meaning()) add(decode_utf8(word), word);
    return take();
  }

  std::vector<VectorCandidate> words_of_others(const std::vector<Text>& words) {
    begin(kFlagEnumVocabulary);
    name_ = "other enum";
    for (const Text& word : words) add(word, encode_utf8(word));
    return take();
  }

  // One character dropped, doubled, swapped; the value cut; its case changed there.
  std::vector<VectorCandidate> edits() {
    begin(kFlagEnumPosition);
    each_position([this](const Text& value, std::size_t at) {
      add(value.substr(0, at), "prefix");
      add(value.substr(at), "suffix");
      add(value.substr(0, at) + value.substr(at + 1), "dropped");
      add(value.substr(0, at + 1) + value.substr(at), "doubled");
      // Of letters that is the other case; of others what is taken for it.
      if (value[at] < 0x80) add(changed(value, at, value[at] ^ 0x20), "bit 5", kFlagCaseFold);
      if (value[at] < 0x80) add(changed(value, at, value[at] + 0x100), "low bits", kFlagLowBits);
      if (at + 1 < value.size()) {
        Text swapped = value;
        std::swap(swapped[at], swapped[at + 1]);
        add(swapped, "swapped");
      }
      if (is_separator(value[at])) {
        for (const char32_t c : U"_- ./:") add(changed(value, at, c), "separator");
      }
      const char32_t folded = lower(value[at]);
      if (folded == 's') add(changed(value, at, 0x17F), "long s", kFlagCaseFold);
      if (folded == 'k') add(changed(value, at, 0x212A), "Kelvin sign", kFlagCaseFold);
      if (folded == 'i') add(changed(value, at, 0x131), "dotless i", kFlagCaseFold);
      if (folded == 'i') add(changed(value, at, 0x130), "dotted I", kFlagCaseFold);
    });
    return take();
  }

  // The beginning of one value with the end of another.
  std::vector<VectorCandidate> crossings() {
    begin(kFlagEnumPosition);
    each_position([this](const Text& value, std::size_t at) {
      const std::size_t count = std::min(values_.size(), kCrossed);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t other = (at + i) % values_.size();
        for (const std::size_t from : {at, at + 1, at == 0 ? at : at - 1}) {
          if (from >= values_[other].size()) continue;
          add(value.substr(0, at) + values_[other].substr(from),
              fmt::format("then value {} from {}", other, from));
        }
      }
    });
    return take();
  }

  // Every character of the alphabet in place of each character, and before it.
  std::vector<VectorCandidate> replaced() {
    begin(kFlagEnumPosition | kFlagRefinedAlphabet);
    each_position([this](const Text& value, std::size_t at) {
      for (const char32_t c : alphabet_) add(changed(value, at, c), scalar_name(c));
    });
    return take();
  }
  std::vector<VectorCandidate> inserted() {
    begin(kFlagEnumPosition | kFlagRefinedAlphabet);
    each_position([this](const Text& value, std::size_t at) {
      for (const char32_t c : alphabet_) {
        add(value.substr(0, at) + c + value.substr(at), "with " + scalar_name(c));
      }
    });
    for (std::size_t i = 0; i < values_.size(); ++i) {
      name_ = fmt::format("value {}/end", i);
      for (const char32_t c : alphabet_) add(values_[i] + c, "with " + scalar_name(c));
    }
    return take();
  }

 private:
  static Text changed(Text value, std::size_t at, char32_t c) {
    value[at] = c;
    return value;
  }
  template <typename F>
  void each_position(F&& visit) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      for (std::size_t at = 0; at < values_[i].size(); ++at) {
        name_ = fmt::format("value {}/at {}", i, at);
        visit(values_[i], at);
      }
    }
  }
  void begin(std::uint32_t flags) {
    flags_ = flags;
    made_.clear();
  }
  void add(Text text, std::string_view what, std::uint32_t flags = 0) {
    made_.push_back({std::move(text), flags_ | flags, fmt::format("enum/{}/{}", name_, what)});
  }
  std::vector<VectorCandidate> take() { return std::move(made_); }

  std::vector<Text> values_;
  std::vector<char32_t> alphabet_;
  std::vector<VectorCandidate> made_;
  std::string name_;
  std::uint32_t flags_ = 0;
};

}  // namespace

Expected<StringVectors> derive_enum_vectors(const ContractTables& tables, const ShapeTable& shape,
                                            VectorTier tier) {
  const auto first = tables.enum_values.begin() + shape.first_enum;
  const std::set<std::string_view> values(first, first + shape.enum_count);
  std::vector<Text> own, others;
  std::size_t positions = 0;
  for (const std::string_view value : values) {
    own.push_back(decode_utf8(value));
    positions += own.back().size();
  }
  std::set<std::string_view> all(tables.enum_values.begin(), tables.enum_values.end());
  all.insert(usual_enum_values().begin(), usual_enum_values().end());
  for (const std::string_view value : all) {
    if (!values.contains(value)) others.push_back(decode_utf8(value));
  }
  VectorSet set(
      [&values](std::string_view utf8) {
        VectorJudgement judgement;
        if (values.contains(utf8)) judgement.verdict = VectorVerdict::kValid;
        return judgement;
      },
      max_vectors(tier));
  for (std::size_t i = 0; i < own.size(); ++i) {  // whatever room there is
    set.add({own[i], kFlagEnumVocabulary, fmt::format("enum/value {}/itself", i)});
  }
  EnumTexts texts(own);
  std::string lost;
  const auto take = [&](const std::vector<VectorCandidate>& candidates, std::size_t quota,
                        std::string_view what) {
    const std::size_t left_out = set.add_evenly(candidates, quota);
    if (left_out == 0) return;
    if (!lost.empty()) lost += "; ";
    lost += fmt::format("{} of {} {}", left_out, candidates.size(), what);
  };
  const std::size_t room = set.room();
  take(texts.words_of_others(others), room / 10, "values of other and of usual enums");
  take(texts.edits(), room / 2, "edits of one character");
  take(texts.forms(), room / 4, "forms of values");
  take(texts.crossings(), room / 8, "crossings of two values");
  take(texts.inserted(), set.room() / 3, "inserted characters");
  take(texts.replaced(), set.room(), "replaced characters");

  StringVectors result;
  Theorem& theorem = result.theorem;
  theorem.machine = "position automaton of the values";
  theorem.states = static_cast<std::uint32_t>(positions) + 2;  // a start, and a dead state
  for (const char32_t c : texts.alphabet()) {
    theorem.alphabet.push_back(printed_ranges(std::vector<ScalarRange>{{c, c}}));
    theorem.representatives.push_back(scalar_name(c));
  }
  theorem.statement = fmt::format(
      "Every list that takes a text one edit away from a value fails: one character of the printed "
      "alphabet replaced or inserted, dropped, doubled, swapped or in other case at each of {} "
      "positions, and each beginning of one value with the end of another{}.",
      positions, lost.empty() ? "" : "; all but for what is lost");
  theorem.lost = std::move(lost);
  result.vectors = set.take();
  return result;
}

}  // namespace assay
