#include "spec/pattern.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace assay {
namespace {

using namespace std::string_view_literals;

Automaton compile(std::string_view pattern, const PatternOptions& options = {}) {
  Expected<Automaton> automaton = compile_pattern(pattern, options);
  EXPECT_TRUE(automaton.has_value()) << pattern << ": " << automaton.error().message;
  return automaton ? *automaton : Automaton();
}

struct Case {
  std::string_view pattern;
  std::vector<std::string_view> accepted, rejected;
};

void check(const std::vector<Case>& cases, const PatternOptions& options = {}) {
  for (const Case& c : cases) {
    const Automaton automaton = compile(c.pattern, options);
    for (const std::string_view text : c.accepted) {
      EXPECT_TRUE(automaton.matches(text)) << '/' << c.pattern << "/ on \"" << text << '"';
    }
    for (const std::string_view text : c.rejected) {
      EXPECT_FALSE(automaton.matches(text)) << '/' << c.pattern << "/ on \"" << text << '"';
    }
  }
}

TEST(Pattern, ModelPatternsHaveTheirKnownSizes) {
  // Sizes include the dead state.
  EXPECT_EQ(compile(R"([a-zA-Z0-9]+[a-zA-Z0-9\.\-_]*)").state_count(), 3u);
  EXPECT_EQ(compile(".+").state_count(), 3u);
  const Automaton arn = compile(
      "arn:aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?:airflow-serverless:([a-z]{2}-[a-z]+-[0-9]{1"
      "}):([0-9]{12}):workflow/([a-zA-Z0-9][a-zA-Z0-9\\.\\-_]{0,254}-[a-zA-Z0-9]{10})");
  EXPECT_EQ(arn.state_count(), 3075u);
  const std::string head = "arn:aws:airflow-serverless:eu-west-1:123456789012:workflow/";
  EXPECT_TRUE(arn.matches(head + "a-0123456789"));
  EXPECT_FALSE(arn.matches(head + "a-012345678"));
  EXPECT_TRUE(arn.matches(head + "a" + std::string(254, '.') + "-0123456789"));
  EXPECT_FALSE(arn.matches(head + "a" + std::string(255, '.') + "-0123456789"));
}

TEST(Pattern, Literals) {
  check({{"", {""}, {"a"}},
         {"abc", {"abc"}, {"", "ab", "abcd", "Abc"}},
         {"-_/,:;!@#%&=<>~\"' `", {"-_/,:;!@#%&=<>~\"' `"}, {""}},
         {"é€😀", {"é€😀"}, {"e", "é€", "\xF0\x9F\x98\x81"}},
         {"\n"sv, {"\n"}, {"n", "\r"}},
         {"\0"sv, {"\0"sv}, {"", "0"}},
         {"a\0b"sv, {"a\0b"sv}, {"a", "ab"}}});
}

TEST(Pattern, Escapes) {
  check({{R"(\t\n\v\f\r)", {"\t\n\v\f\r"}, {"tnvfr"}},
         {R"(\0)", {"\0"sv}, {"", "0"}},
         {R"(\x41\x7e)", {"A~"}, {"x41x7e"}},
         {R"(\u0041\u00e9\u20AC)", {"Aé€"}, {""}},
         {R"(\u{41}\u{1F600}\u{00000041})", {"A😀A"}, {""}},
         {R"(\uD83D\uDE00)", {"😀"}, {"", "\xED\xA0\xBD"}},
         {R"(\cJ\cj\cA)", {"\n\n\x01"}, {"cJcjcA"}},
         {R"(\^\$\\\.\*\+\?\(\)\[\]\{\}\|\/)", {R"(^$\.*+?()[]{}|/)"}, {""}},
         // Beyond the u flag: any ASCII punctuation, and the blank.
         {R"(\-\_\!\@\#\%\&\=\~\`\'\"\,\;\:\<\>\ )", {R"(-_!@#%&=~`'",;:<> )"}, {""}},
         // Lone surrogates are no scalars: nothing matches them.
         {R"(\uD83D)", {}, {"", "\xEF\xBF\xBD"}},
         {R"(\uD83D\u0041)", {}, {"A"}},
         {R"(\u{D83D}\u{DE00})", {}, {"😀"}},
         {R"(a|\uDE00)", {"a"}, {""}}});
}

TEST(Pattern, ClassEscapesAtTheirEdges) {
  check({{R"(\d)", {"0", "9"}, {"/", ":", "a", "٠", ""}},
         {R"(\D)", {"/", ":", "a", "٠", "\n", "😀"}, {"0", "9"}},
         {R"(\w)",
          {"0", "9", "A", "Z", "_", "a", "z"},
          {"/", ":", "@", "[", "^", "`", "{", "é", "ſ", "\u212A"}},
         {R"(\W)", {"/", ":", "@", "[", "^", "`", "{", "é", "\u212A", "\n"}, {"0", "Z", "_", "a"}},
         {R"(\s)",
          {"\t", "\n", "\v", "\f", "\r", " ", "\u00A0", "\u1680", "\u2000", "\u200A", "\u2028",
           "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF"},
          {"\b", "\x0E", "\x1F", "!", "\u0085", "\u180E", "\u1FFF", "\u200B", "\u2027", "\u202A",
           "\u2060", "\uFEFE"}},
         {R"(\S)", {"a", "\u0085", "\u200B"}, {" ", "\n", "\u00A0", "\uFEFF"}}});
}

TEST(Pattern, Classes) {
  check({{"[abc]", {"a", "b", "c"}, {"", "d", "ab", "`"}},
         {"[a-f]", {"a", "f"}, {"`", "g"}},
         {"[^a-f]", {"`", "g", "\n", "😀"}, {"a", "f", ""}},
         {"[]", {}, {"", "a", "]"}},
         {"[^]", {"a", "\n", "\0"sv, "😀"}, {"", "ab"}},
         {"[-a]", {"-", "a"}, {",", "b"}},
         {"[a-]", {"-", "a"}, {",", "b"}},
         {"[a^]", {"a", "^"}, {"b"}},
         {"[.*+?(){}|$^/]", {".", "*", "+", "?", "(", ")", "{", "}", "|", "$", "^", "/"}, {"a"}},
         {"[[a]", {"[", "a"}, {"]"}},
         {R"([\]\\\-\^])", {"]", "\\", "-", "^"}, {"["}},
         {R"([\b\t\0])", {"\b", "\t", "\0"sv}, {"b"}},
         {R"([\d\s_])", {"5", " ", "_"}, {"a"}},
         {R"([^\d\s_])", {"a"}, {"5", " ", "_"}},
         {R"([^\W_])", {"a", "9"}, {"_", "-"}},
         {R"([\w-])", {"a", "-"}, {"."}},
         // Beyond the u flag: the hyphen beside a class escape is itself (annex B).
         {R"([\w-.])", {"a", "-", "."}, {","}},
         {R"([+-\d])", {"+", "-", "1"}, {","}},
         {R"([\d-\s-z])", {"1", "-", " ", "z"}, {"y", "."}},
         {"[0-9-_=]", {"0", "9", "-", "_", "="}, {":", "."}},
         {"[!--]", {"!", "-"}, {".", " "}},
         {"[é-ü]", {"é", "ü"}, {"è", "ý", "e"}},
         {"[😀-😂]", {"😀", "😁", "😂"}, {"😃", "\uF600"}},
         {R"([\x41-\u{43}])", {"A", "C"}, {"@", "D"}},
         {R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t])",
          {" ", "\uD7FF", "\uE000", "\uFFFD", "\U00010000", "\U0010FFFF", "\n"},
          {"\x1F", "\uFFFE", "\uFFFF", "\v"}},
         {R"([\uD800-\uDFFF])", {}, {"\uD7FF", "\uE000", ""}},
         {R"([\uD000-\uE000])", {"\uD000", "\uD7FF", "\uE000"}, {"\uCFFF", "\uE001"}},
         {R"([^\uD800])", {"a", "😀"}, {""}}});
}

TEST(Pattern, Properties) {
  check({{R"(\p{ASCII})", {"\0"sv, "\x7F"}, {"\u0080", "é"}},
         {R"(\P{ASCII})", {"\u0080", "😀"}, {"\x7F"}},
         {R"(\p{Any})", {"a", "\n", "😀"}, {""}},
         {R"(\p{ASCII_Hex_Digit})", {"0", "9", "A", "F", "a", "f"}, {"/", ":", "@", "G", "`", "g"}},
         {R"(\p{AHex}{2})", {"fF"}, {"f"}},
         {R"(\p{Print})", {" ", "~"}, {"\x1F", "\x7F"}},
         {R"(\p{Graph})", {"!", "~"}, {" ", "\x7F"}},
         {R"(\p{Alnum})", {"0", "A", "z"}, {"_", "é"}},
         {R"(\p{Punct})", {"!", "/", ":", "@", "[", "`", "{", "~"}, {"0", "A", "a", " "}},
         {R"(\p{Digit}\p{XDigit}\p{Blank}\p{Space}\p{Cntrl})", {"0f\t\n\x7F"}, {""}},
         {R"([\p{L}\p{N}_-])", {"é", "٣", "中", "_", "-"}, {" ", "€"}},
         {R"([\p{L}\p{Z}-_])", {"a", " ", "-", "_"}, {"1", "."}},
         {R"(\p{gc=Lu}\p{General_Category=Uppercase_Letter}\p{Lu})", {"AÉÀ"}, {"aéà"}},
         {R"(\P{L})", {"1", "😀"}, {"a", "中"}},
         {R"([^\p{C}])", {"a", " "}, {"\n", "\u200B", "\uE000"}}});
}

TEST(Pattern, GroupsAndAlternatives) {
  check({{"(a)(?:b)(?<n>c)", {"abc"}, {"ab"}},
         {"(?<$_a1>x)(?<été>y)", {"xy"}, {""}},
         {"a|b|", {"a", "b", ""}, {"c", "ab"}},
         {"()", {""}, {"a"}},
         {"(|a)b", {"b", "ab"}, {"a", ""}},
         {"ab|cd", {"ab", "cd"}, {"abd", "acd"}},
         {"a(b|c(d|e))f", {"abf", "acdf", "acef"}, {"acf", "af"}},
         {"((((a))))*", {"", "aaa"}, {"b"}}});
}

TEST(Pattern, Quantifiers) {
  check({{"ab*", {"a", "ab", "abbb"}, {"", "b", "aba"}},
         {"ab+", {"ab", "abb"}, {"a"}},
         {"ab?", {"a", "ab"}, {"abb"}},
         {"a{2}", {"aa"}, {"", "a", "aaa"}},
         {"a{2,}", {"aa", "aaaaa"}, {"a"}},
         {"a{2,4}", {"aa", "aaa", "aaaa"}, {"a", "aaaaa"}},
         {"a{0}", {""}, {"a"}},
         {"a{0,}", {"", "aa"}, {"b"}},
         {"a{1}b{001}", {"ab"}, {"a"}},
         {"a*?b+?c??d{2}?e{1,}?f{0,2}?", {"bdde", "aabbcddeeff"}, {"add", "bddefff"}},
         {"(?:ab){2,3}", {"abab", "ababab"}, {"ab", "abababab"}},
         {"(?:a|b){3}", {"aba", "bbb"}, {"ab"}},
         {"(a*)*", {"", "aa"}, {"b"}},
         {"(a*){3}b", {"b", "aaaab"}, {""}},
         {"(a|){2}", {"", "a", "aa"}, {"aaa"}},
         {"(?:^|a){3}b", {"b", "ab", "aab", "aaab"}, {"aaaab"}},
         {"(?:a{2,3}){2}", {"aaaa", "aaaaa", "aaaaaa"}, {"aaa", "aaaaaaa"}},
         {"(){1000000000}a", {"a"}, {""}},
         {"(?:^){99999999999999999999}a", {"a"}, {""}},
         {"(a{0}){1000000000}", {""}, {"a"}}});
}

TEST(Pattern, AssertionsWhenTheWholeMatches) {
  check({{"^a$", {"a"}, {"", "a\n", "\na"}},
         {"^$", {""}, {"\n", "a"}},
         {"a|^b$|c", {"a", "b", "c"}, {"ab"}},
         {"(^a|b)c($|d)", {"ac", "acd", "bc", "bcd"}, {"c", "aac"}},
         {"a^b", {}, {"ab", "a", "b", "a\nb"}},
         {"a$b", {}, {"ab", "a\nb"}},
         {"(a|^)b", {"ab", "b"}, {"aab"}},
         {"^^a$$", {"a"}, {""}},
         {"$^", {""}, {"a"}},
         {"(?:$|a)*", {"", "aa"}, {"b"}},
         {R"(\ba\b)", {"a"}, {""}},
         {R"(a\b.)", {"a-", "a "}, {"ab", "a_", "a"}},
         {R"(a\B.)", {"ab", "a_"}, {"a-", "a"}},
         {R"(\B)", {""}, {"a"}},
         {R"(\b)", {}, {"", "a"}},
         {R"(\w+\b\W+\b\w+)", {"ab, cd"}, {"ab", "ab, "}},
         {R"(é\bé|é\Bé)", {"éé"}, {"é"}}});
}

TEST(Pattern, SearchFindsAMatchAnywhere) {
  PatternOptions options;
  options.anchoring = Anchoring::kSearch;
  check({{"", {"", "a", "😀"}, {}},
         {"ab", {"ab", "xab", "abx", "aab", "\nab\n"}, {"", "a", "ba"}},
         {"^ab", {"ab", "abx"}, {"xab", "\nab", ""}},
         {"ab$", {"ab", "xab"}, {"abx", "ab\n"}},
         {"^ab$", {"ab"}, {"xab", "abx", "ab\n"}},
         {"^a|b$", {"a", "ax", "xb", "b"}, {"xa", "bx", ""}},
         {"^a|b|c$", {"ax", "xbx", "xc"}, {"xa", "cx"}},
         {"[a-z]{3}", {"1abc2", "abc"}, {"ab1c"}},
         {R"(\bab\b)", {"ab", "x ab", "ab-", "éabé"}, {"xab", "abx", "_ab"}},
         {R"(a\B)", {"ab"}, {"a", "a-"}},
         {"a$b", {}, {"ab"}},
         {"a*", {"", "b"}, {}},
         {".", {"\na", "a"}, {"", "\n", "\n\r"}}},
        options);
}

TEST(Pattern, TheDotInEachDialect) {
  struct DotCase {
    std::string_view text;
    bool ecma, java, python;
  };
  const DotCase cases[] = {{"\n", false, false, false},    {"\r", false, false, true},
                           {"\u0085", true, false, true},  {"\u2028", false, false, true},
                           {"\u2029", false, false, true}, {"\u2027", true, true, true},
                           {"\u202A", true, true, true},   {"\v", true, true, true},
                           {"\f", true, true, true},       {"\0"sv, true, true, true},
                           {"\x7F", true, true, true},     {"a", true, true, true},
                           {"é", true, true, true},        {"€", true, true, true},
                           {"😀", true, true, true},       {"\U0010FFFF", true, true, true},
                           {"", false, false, false},      {"ab", false, false, false}};
  for (const DotCase& c : cases) {
    EXPECT_EQ(compile(".", {Anchoring::kFull, DotDialect::kEcma}).matches(c.text), c.ecma)
        << c.text;
    EXPECT_EQ(compile(".", {Anchoring::kFull, DotDialect::kJava}).matches(c.text), c.java)
        << c.text;
    EXPECT_EQ(compile(".", {Anchoring::kFull, DotDialect::kPython}).matches(c.text), c.python)
        << c.text;
  }
}

TEST(Pattern, Utf8OfEveryLength) {
  check({{".{4}", {"aé€😀", "\x7F\u0080\u07FF\u0800"}, {"aé€", "aé€😀a"}},
         {R"([\x7F-\u0080])", {"\x7F", "\u0080"}, {"\x7E", "\u0081"}},
         {R"([\u07FF-\u0800])", {"\u07FF", "\u0800"}, {"\u07FE", "\u0801"}},
         {R"([\uFFFF-\u{10000}])", {"\uFFFF", "\U00010000"}, {"\uFFFE", "\U00010001"}},
         {R"(\u{10FFFF})", {"\U0010FFFF"}, {"\U0010FFFE"}}});
}

TEST(Pattern, EqualLanguagesGiveEqualAutomata) {
  const std::pair<std::string_view, std::string_view> pairs[] = {
      {"a|b", "[ab]"},
      {"aa*", "a+"},
      {"(?:a|b)*", "(?:a*b*)*"},
      {"a{2,3}", "aaa?"},
      {"^a$", "a"},
      {R"(\d)", "[0-9]"},
      {R"([\s\S]*)", "[^]*"},
      {"[]|a$b", R"(\uD800)"},
      {"abc|abd|x", "ab[cd]|x"},
      {R"(\ba+\b)", "a+"},
      {".", R"([^\n\r\u2028\u2029])"},
      {"[a-zA-Z0-9_]", "[a-z]|[0-9]|_|[A-Z]"},
      {R"([\0-\uD7FF\uE000-\u{10FFFF}])", "[^]"}};
  for (const auto& [left, right] : pairs) {
    EXPECT_EQ(compile(left), compile(right)) << left << " and " << right;
  }
  EXPECT_NE(compile("a"), compile("b"));
  EXPECT_NE(compile("a*"), compile("a+"));
  PatternOptions search;
  search.anchoring = Anchoring::kSearch;
  EXPECT_EQ(compile("a", search), compile("[^]*a[^]*"));
  EXPECT_EQ(compile("^ab$", search), compile("ab"));
  EXPECT_EQ(compile("^ab|cd$", search), compile("ab[^]*|[^]*cd"));
}

}  // namespace
}  // namespace assay
