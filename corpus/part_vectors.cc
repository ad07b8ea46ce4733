// Words as people and programs take them apart: parts between separators, and what is put around.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "corpus/string_task.h"
#include "corpus/string_vectors.h"
#include "corpus/usual_words.h"
#include "spec/aws_partitions.h"

namespace assay {
namespace {

using Text = std::u32string;
constexpr std::size_t kManyDigits = 6;  // that people write in groups
constexpr std::size_t kCompounds = 12;  // of one part with words of the contract
constexpr std::u32string_view kSeparators = U"-_.:/ ,;|@+";

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_upper(char32_t c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char32_t c) { return c >= 'a' && c <= 'z'; }
bool is_word(char32_t c) { return is_digit(c) || is_upper(c) || is_lower(c); }

Text text_of(std::string_view ascii) { return Text(ascii.begin(), ascii.end()); }

// "WorkflowRun.RunId": workflow, run, run, id.
std::vector<Text> words_of(std::string_view name) {
  std::vector<Text> words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<char32_t>(static_cast<unsigned char>(name[i]));
    if (!is_word(c)) continue;
    const bool begins = i == 0 || !is_word(static_cast<unsigned char>(name[i - 1])) ||
                        (is_upper(c) && is_lower(static_cast<unsigned char>(name[i - 1])));
    if (begins) words.emplace_back();
    words.back() += is_upper(c) ? c + 0x20 : c;
  }
  return words;
}

// Where a part of a word stands.
struct Part {
  std::size_t begin = 0, end = 0;
};

std::vector<Part> parts_of(const Text& word) {
  std::vector<Part> parts;
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && is_word(word[end])) ++end;
    if (end > at) parts.push_back({at, end});
    at = end + 1;
  }
  return parts;
}

// The pieces between one separator, empty ones included.
std::vector<Part> fields_of(const Text& word, char32_t separator) {
  std::vector<Part> fields;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= word.size(); ++at) {
    if (at < word.size() && word[at] != separator) continue;
    fields.push_back({begin, at});
    begin = at + 1;
  }
  return fields;
}

class PartTexts {
 public:
  PartTexts(const ContractTables* tables, const Text& word, std::string name)
      : tables_(tables), word_(word), name_(std::move(name)) {}

  std::vector<VectorCandidate> make() {
    whole();
    invisible();
    separators();
    fields();
    const std::vector<Part> parts = parts_of(word_);
    std::set<Text> others;  // what other parts say in letters, and the contract about itself
    for (const Part& part : parts) {
      const Text text = word_.substr(part.begin, part.end - part.begin);
      if (text.size() > 1 && std::ranges::none_of(text, is_digit)) others.insert(text);
    }
    if (tables_ != nullptr) {
      for (const std::string_view name : {tables_->service, tables_->signing_name}) {
        for (Text& text : words_of(name)) others.insert(std::move(text));
      }
    }
    // Of a word without separators other parts say nothing.
    for (const Part& part : parts) this->part(part, parts.size() > 1 ? others : std::set<Text>());
    if (word_.starts_with(U"arn:")) regions();
    return std::move(made_);
  }

 private:
  void add(Text text, std::string_view what, std::uint32_t flags = kFlagPart) {
    made_.push_back({std::move(text), flags, fmt::format("part/{}/{}", name_, what)});
  }
  Text with(const Part& part, const Text& text) const {
    return word_.substr(0, part.begin) + text + word_.substr(part.end);
  }

  // Around and behind the word, and words that mean something somewhere.
  void whole() {
    constexpr std::pair<std::u32string_view, std::u32string_view> kAround[] = {
        {U"\"", U"\""}, {U"'", U"'"}, {U"`", U"`"}, {U"<", U">"},
        {U"[", U"]"},   {U"(", U")"}, {U"{", U"}"}, {U"${", U"}"},
        {U"%", U"%"},   {U"/", U"/"}, {U"^", U"$"}, {U"\\\"", U"\\\""}};
    for (const auto& [before, behind] : kAround) {
      add(Text(before) + word_ + Text(behind), "in quotes or brackets");
      add(Text(before) + word_, "quote or bracket opened");
      add(word_ + Text(behind), "quote or bracket closed");
    }
    for (const std::u32string_view tail :
         {U"?",   U"?x",  U"?x=y",  U"#",    U"#x", U"/",    U"/x",      U"/*",
          U":",   U":1",  U":x",    U":*",   U"::", U"@1",   U".",       U"..",
          U"/..", U"-",   U"_",     U",",    U";",  U"*",    U"$",       U"=",
          U"%20", U"%00", U".json", U" (1)", U"//", U";x=y", U":$LATEST"}) {
      add(word_ + Text(tail), "tail");
    }
    for (const std::u32string_view head :
         {U"/", U"./", U"../", U"//", U":", U"-", U"--", U"_", U".", U"urn:", U"http://",
          U"https://", U"#", U"?", U"=", U"+", U"@", U"~", U"x:"}) {
      add(Text(head) + word_, "head");
    }
    for (const std::string_view word : words_with_meaning()) add(text_of(word), "word");
  }

  // Characters that people do not see, and some libraries drop.
  void invisible() {
    for (const char32_t scalar : {0xADu,   0x34Fu,   0x61Cu,  0x180Eu, 0x200Bu, 0x200Cu, 0x200Du,
                                  0x200Eu, 0x202Eu,  0x2060u, 0x2066u, 0x3164u, 0xFE0Fu, 0xFEFFu,
                                  0xFFF9u, 0xE0020u, 0x301u,  8u,      0x7Fu,   0x1Bu}) {
      const Text one(1, scalar);
      const std::uint32_t flags = kFlagPart | kFlagRefinedAlphabet;
      const Text half = word_.substr(0, word_.size() / 2);
      add(half + one + word_.substr(half.size()), scalar_name(scalar) + " inside", flags);
      add(word_ + one + word_, scalar_name(scalar) + " between two", flags);
      add(one + word_, scalar_name(scalar) + " before", flags);
      add(word_ + one, scalar_name(scalar) + " behind", flags);
    }
  }

  void separators() {
    for (std::size_t at = 0; at < word_.size(); ++at) {
      if (is_word(word_[at])) continue;
      const Part here{at, at + 1};
      for (const char32_t other : kSeparators) {
        if (other != word_[at]) add(with(here, Text(1, other)), "separator " + scalar_name(other));
      }
      add(with(here, Text()), "separator dropped");
      add(with(here, Text(2, word_[at])), "separator doubled");
      add(with(here, Text{' ', word_[at]}), "blank before separator");
      add(with(here, Text{word_[at], ' '}), "blank behind separator");
    }
  }

  // Each field of each separator empty, missing, twice, or in the place of the next one.
  void fields() {
    std::set<char32_t> separators;
    for (const char32_t c : word_) {
      if (!is_word(c)) separators.insert(c);
    }
    for (const char32_t separator : separators) {
      for (const char32_t other : kSeparators) {
        Text changed = word_;
        std::ranges::replace(changed, separator, other);
        if (other != separator) add(changed, "every separator " + scalar_name(other));
      }
      const std::vector<Part> fields = fields_of(word_, separator);
      for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& [begin, end] = fields[i];
        const Text text = word_.substr(begin, end - begin);
        add(with(fields[i], Text()), "field empty");
        add(with(fields[i], text + separator + text), "field twice");
        add(with(fields[i], U"*"), "field is an asterisk");
        if (i > 0) add(with({begin - 1, end}, Text()), "field missing");
        if (i + 1 == fields.size()) continue;
        if (i == 0) add(with({begin, end + 1}, Text()), "field missing");
        const Part& next = fields[i + 1];
        const Text behind = word_.substr(next.begin, next.end - next.begin);
        add(with({begin, next.end}, behind + separator + text), "fields swapped");
        add(with(fields[i], behind), "field of the next one");
        add(with(next, text), "field of the one before");
      }
    }
  }

  void part(const Part& part, const std::set<Text>& others) {
    const Text text = word_.substr(part.begin, part.end - part.begin);
    const bool digits = std::ranges::all_of(text, is_digit);
    add(with(part, Text()), "empty");
    if (part.begin > 0) add(with({part.begin - 1, part.end}, Text()), "missing");
    if (part.end < word_.size()) add(with({part.begin, part.end + 1}, Text()), "missing");
    add(with(part, text + text), "twice");
    for (const char32_t c : std::u32string_view(U"aA0-_.: *")) {
      add(with(part, text + c), "one more " + scalar_name(c));
      add(with(part, c + text), "one before " + scalar_name(c));
    }
    add(with(part, text + U"s"), "plural");
    add(with(part, text + U"es"), "plural");
    if (text.ends_with(U's')) add(with(part, text.substr(0, text.size() - 1)), "singular");
    for (const bool upper : {false, true}) {
      Text cased = text, first = text;
      for (char32_t& c : cased)
        c = upper ? (is_lower(c) ? c - 0x20 : c) : is_upper(c) ? c + 0x20 : c;
      first[0] = cased[0];
      add(with(part, cased), "case", kFlagPart | kFlagCaseFold);
      add(with(part, first), "case of the first", kFlagPart | kFlagCaseFold);
    }
    for (const Text& other : others) {
      if (other == text) continue;
      add(with(part, other), "another part");
      if (digits) continue;
      add(with(part, text + U"-" + other), "with another part");
      add(with(part, other + U"-" + text), "behind another part");
    }
    for (const Text& second : compounds(text)) {
      for (const std::u32string_view separator : {U"-", U"_", U""}) {
        add(with(part, text + Text(separator) + second), "compound of the contract");
      }
    }
    if (digits && text.size() >= kManyDigits) many_digits(part, text);
  }

  // As people write long numbers, and as other readers of numbers take them.
  void many_digits(const Part& part, const Text& text) {
    for (const std::size_t size : {3u, 4u}) {
      for (const char32_t separator : std::u32string_view(U"-_., '")) {
        Text grouped;
        for (std::size_t i = 0; i < text.size(); ++i) {
          if (i > 0 && (text.size() - i) % size == 0) grouped += separator;
          grouped += text[i];
        }
        add(with(part, grouped), "digits in groups");
        // As long as it was.
        const Text cut = grouped.substr(grouped.size() - text.size());
        if (cut != text && is_digit(cut[0])) add(with(part, cut), "digits in groups");
      }
    }
    for (const std::u32string_view head : {U"+", U"-", U" ", U"0x", U"0"}) {
      add(with(part, Text(head) + text), "number");
      add(with(part, Text(head) + text.substr(head.size())), "number");
    }
    for (const std::u32string_view tail : {U".0", U"e0", U"L", U"n", U" ", U"%"}) {
      add(with(part, text + Text(tail)), "number");
      add(with(part, text.substr(tail.size()) + Text(tail)), "number");
    }
    add(with(part, U"1e" + Text(text.size() - 2, '1')), "number");
    add(with(part, U"1e3" + Text(text.size() - 3, ' ')), "number");
    add(with(part, text.substr(1, 1) + U"." + text.substr(2)), "number");
    Text changed = text;
    for (std::size_t i = 0; i < changed.size(); ++i)
      changed[i] = static_cast<char32_t>('1' + i % 9);
    add(with(part, changed), "other digits");
  }

  // Words that follow this one in the names of the contract's shapes: WorkflowRun, workflow: run.
  std::vector<Text> compounds(const Text& text) const {
    std::set<Text> found;
    if (tables_ == nullptr) return {};
    for (const ShapeTable& shape : tables_->shapes) {
      const std::vector<Text> words = words_of(shape.name.substr(0, shape.name.find('.')));
      for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == text) found.insert(words[i + 1]);
      }
    }
    std::vector<Text> all(found.begin(), found.end());
    if (all.size() > kCompounds) all.resize(kCompounds);
    return all;
  }

  // Real partitions with real regions of theirs.
  void regions() {
    const std::vector<Part> fields = fields_of(word_, U':');
    if (fields.size() < 6) return;
    for (const AwsPartition& partition : aws_partitions()) {
      const Text name = text_of(partition.name);
      add(with(fields[1], name), "partition");
      std::set<std::string_view> chosen = {partition.regions.front(), partition.regions.back()};
      for (const std::string_view region : chosen) {
        Text both = with(fields[3], text_of(region));
        add(both, "region");
        both.replace(fields[1].begin, fields[1].end - fields[1].begin, name);
        add(std::move(both), "partition and region");
      }
    }
    for (const std::string_view other :
         {"us-east-1a", "aws-global", "global", "*", "us-east", "us"}) {
      add(with(fields[3], text_of(other)), "region");
    }
    for (const std::string_view other : {"aws", "self", "root", "*", "Amazon"}) {
      add(with(fields[4], text_of(other)), "account");
    }
  }

  const ContractTables* tables_;
  const Text& word_;
  std::string name_;
  std::vector<VectorCandidate> made_;
};

}  // namespace

std::vector<VectorCandidate> part_texts(const ContractTables* tables, const std::u32string& word,
                                        std::string name) {
  return PartTexts(tables, word, std::move(name)).make();
}

std::vector<VectorCandidate> part_candidates(StringTask& task) {
  std::vector<Text> words;
  if (auto shortest = task.finished(Text(), task.automaton().start())) {
    words.push_back(std::move(*shortest));
  }
  // Words through one alternative or repetition have parts that the shortest has not.
  if (task.tier == VectorTier::kMedium) {
    for (const BranchWord& branch : branch_words(task)) {
      if (words.size() == 4) break;
      if (!task.fits(branch.text.size()) || branch.text.size() > 200) continue;
      const bool accepted = task.automaton().matches(encode_utf8(branch.text));
      if (accepted && std::ranges::find(words, branch.text) == words.end()) {
        words.push_back(branch.text);
      }
    }
  }
  std::vector<VectorCandidate> candidates;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (VectorCandidate& made : part_texts(task.tables, words[i], fmt::format("word {}", i))) {
      made.flags = task.with_dialects(made.flags, made.text);
      candidates.push_back(std::move(made));
    }
  }
  return candidates;
}

}  // namespace assay
