#include "spec/json_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

using ::testing::HasSubstr;
using namespace std::string_literals;

struct BadText {
  std::string text;
  std::string caret;  // '^' below the first wrong byte
  std::string says;   // part of the message
};

TEST(JsonTree, ShowsWhatIsWrongAndWhere) {
  const BadText cases[] = {
      {R"()",  //
       R"(^)", "the text is empty"},
      {R"(  )",  //
       R"(  ^)", "the text is empty"},
      {R"({"smithy": 2.0,})",  //
       R"(               ^)", "no comma stands before '}': remove it"},
      {R"([1, 2,])",  //
       R"(      ^)", "no comma stands before ']': remove it"},
      {R"([1 2])",  //
       R"(   ^)", "',' or ']' is due"},
      {R"({"a": 1 "b": 2})",  //
       R"(        ^)", "',' or '}' is due"},
      {R"({"a" 1})",  //
       R"(     ^)", "':' is due"},
      {R"({a: 1})",  //
       R"( ^)", "a member name in double quotes is due"},
      {R"({'a': 1})",  //
       R"( ^)", "a member name in double quotes is due"},
      {R"({,})",  //
       R"( ^)", "a member name in double quotes is due"},
      {R"({"a": 'x'})",  //
       R"(      ^)", "strings stand in double quotes"},
      {R"({"a": })",  //
       R"(      ^)", "a value is due before '}'"},
      {R"([,1])",  //
       R"( ^)", "a value is due before ','"},
      {R"({"a":)",  //
       R"(     ^)", "the text ends where a value is due"},
      {R"({"a": 1)",  //
       R"(       ^)", "'}' is missing"},
      {R"({"a")",  //
       R"(    ^)", "'}' is missing"},
      {R"([1)",  //
       R"(  ^)", "']' is missing"},
      {R"([1,)",  //
       R"(   ^)", "the text ends where a value is due"},
      {R"("abc)",  //
       R"(    ^)", "the text ends inside a string"},
      {R"({} {})",  //
       R"(   ^)", "text after the end of the JSON value"},
      {R"({"a": 1} // note)",  //
       R"(         ^)", "text after the end"},
      {R"({ // note)",  //
       R"(  ^)", "JSON has no comments"},
      {R"([1, # note)",  //
       R"(    ^)", "JSON has no comments"},
      {R"([1 /* note */])",  //
       R"(   ^)", "JSON has no comments"},
      {R"([NaN])",  //
       R"( ^)", "not a JSON value"},
      {R"([True])",  //
       R"( ^)", "not a JSON value"},
      {R"([nul])",  //
       R"(    ^)", "a value is due before ']'"},
      {R"([+1])",  //
       R"( ^)", "a number has no plus sign"},
      {R"([.5])",  //
       R"( ^)", "a number begins with a digit"},
      {R"([01])",  //
       R"(  ^)", "a number has no leading zero"},
      {R"(01)",  //
       R"( ^)", "a number has no leading zero"},
      {R"([1.])",  //
       R"(   ^)", "a digit is due after the decimal point"},
      {R"([1e])",  //
       R"(   ^)", "a digit is due in the exponent"},
      {R"([1e999])",  //
       R"( ^)", "beyond the range"},
      {R"(["\x"])",  //
       R"(  ^)", "an unknown escape"},
      {R"(["\u12G4"])",  //
       R"(  ^)", "four hexadecimal digits"},
      {R"(["\ud800"])",  //
       R"(  ^)", "half of a surrogate pair"},
      {R"(["\ud800A"])",  //
       R"(  ^)", "half of a surrogate pair"},
      {R"(["a\\\udc00"])",  //
       R"(     ^)", "half of a surrogate pair"},
      {R"(["\ud83d\ude00\uDe00"])",  //
       R"(              ^)", "half of a surrogate pair"},
      {R"({"\udc00": 1})",  //
       R"(  ^)", "half of a surrogate pair"},
      {R"({"a": 1, "b": {"a": 2}, "a": 3})",  //
       R"(                        ^)", "the name \"a\" occurs twice in one object; first at 1:2"},
      {R"({"ab": 1, "a\u0062": 2})",  //
       R"(          ^)", "the name \"ab\" occurs twice"},
      {R"([{}, {"a": {"x": 1}, "x": 1, "b": 1, "x": 2}])",  //
       R"(                                     ^)", "the name \"x\" occurs twice"},
      {"[\"a\tb\"]",  //
       R"(   ^)", "a tab inside a string"},
      {"[\"a\nb\"]",  //
       R"(   ^)", "the line ends inside a string"},
      {"[\"a\x01\"]",  //
       R"(   ^)", "write it as \\u0001"},
      {"[\"a\0b\"]"s,  //
       R"(   ^)", "write it as \\u0000"},
      {"[\0]"s,  //
       R"( ^)", "a NUL byte where a value is due"},
      {"{} \0"s,  //
       R"(   ^)", "a NUL byte after the JSON value"},
      {"\xEF\xBB\xBF{}",  //
       R"(^)", "a byte order mark"},
      {"\xFF\xFE{\0"s,  //
       R"(^)", "UTF-16"},
      {"{\0\"\0"s,  //
       R"(^)", "UTF-16"},
      {"[\"\xED\xA0\x80\"]",  //
       R"(  ^)", "not UTF-8"},
      {"[\"\xC0\x80\"]",  //
       R"(  ^)", "not UTF-8"},
      {"[\"a\xE2\x82\"]",  //
       R"(   ^)", "not UTF-8"},
      {"[\"\xF4\x90\x80\x80\"]",  //
       R"(  ^)", "not UTF-8"},
      {"[\"\xF8\x88\x80\x80\x80\"]",  //
       R"(  ^)", "not UTF-8"},
      {"[\"\x80\"]",  //
       R"(  ^)", "not UTF-8"},
      {"[\x80]",  //
       R"( ^)", "not a JSON value"},
  };
  for (const BadText& c : cases) {
    const auto tree = parse_json(c.text, "x.json");
    ASSERT_FALSE(tree.has_value()) << c.text;
    EXPECT_EQ(tree.error().code, ErrorCode::kJsonSyntax) << c.text;
    EXPECT_EQ(tree.error().file, "x.json");
    EXPECT_EQ(tree.error().line, 1U) << c.text;
    EXPECT_EQ(tree.error().column, c.caret.size()) << c.text << "\n" << c.caret;
    EXPECT_EQ(tree.error().offset, c.caret.size() - 1) << c.text << "\n" << c.caret;
    EXPECT_THAT(tree.error().message, HasSubstr(c.says)) << c.text;
  }
}

TEST(JsonTree, CountsLinesAndColumns) {
  const auto tree = parse_json("{\r\n  \"a\": 1,\n  \"b\" 2\n}", "m.json");
  ASSERT_FALSE(tree.has_value());
  EXPECT_EQ(tree.error().to_string(), "m.json:3:7: error: ':' is due after the member name");
  EXPECT_EQ(place_of("ab\ncd", 3).line, 2U);
  EXPECT_EQ(place_of("ab\ncd", 3).column, 1U);
  EXPECT_EQ(place_of("ab\ncd", 2).column, 3U);
  EXPECT_EQ(place_of("ab", 99).column, 3U);
}

TEST(JsonTree, KeepsOrderPlacesAndNumbersAsWritten) {
  const std::string text =
      R"( { "b" : [ -1.50E+2 , "x\n\u00e9\ud83d\ude00", { } ] , "a":null,"":true, "\u0063":[] } )";
  const auto tree = parse_json(text, "");
  ASSERT_TRUE(tree.has_value()) << tree.error().to_string();
  ASSERT_EQ(tree->members.size(), 4U);
  EXPECT_EQ(tree->begin, 1U);
  EXPECT_EQ(tree->end, text.size() - 1);
  const auto slice = [&](const JsonValue& value) {
    return text.substr(value.begin, value.end - value.begin);
  };
  const JsonValue& list = tree->members[0].value;
  EXPECT_EQ(tree->members[0].name, "b");
  EXPECT_EQ(slice(list), R"([ -1.50E+2 , "x\n\u00e9\ud83d\ude00", { } ])");
  EXPECT_EQ(list.items[0].text, "-1.50E+2");
  EXPECT_EQ(slice(list.items[0]), "-1.50E+2");
  EXPECT_EQ(list.items[1].text, "x\n\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(slice(list.items[1]), R"("x\n\u00e9\ud83d\ude00")");
  EXPECT_EQ(slice(list.items[2]), "{ }");
  EXPECT_EQ(tree->members[1].value.kind, JsonValue::Kind::kNull);
  EXPECT_EQ(slice(tree->members[1].value), "null");
  EXPECT_TRUE(tree->find("")->boolean);
  EXPECT_TRUE(tree->find("c")->is_array());
  EXPECT_EQ(tree->find("d"), nullptr);
}

TEST(JsonTree, TakesScalarsAtTheRootAndNulEscapes) {
  EXPECT_EQ(parse_json(" false ", "")->kind, JsonValue::Kind::kBoolean);
  EXPECT_EQ(parse_json("0", "")->text, "0");
  EXPECT_EQ(parse_json("\"a\\u0000b\"", "")->text, "a\0b"s);
}

TEST(JsonTree, LimitsDepth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_json(nested(512), "").has_value());
  const auto deep = parse_json(nested(513), "");
  ASSERT_FALSE(deep.has_value());
  EXPECT_EQ(deep.error().column, 513U);
  EXPECT_EQ(deep.error().message, "nested deeper than 512 levels");
  EXPECT_FALSE(parse_json(std::string(1 << 20, '['), "").has_value());
}

TEST(JsonTree, LimitsValues) {
  std::string text = "[0";
  for (int i = 0; i < 2'000'000; ++i) text += ",0";
  const auto full = parse_json(text + "]", "");
  ASSERT_FALSE(full.has_value());
  EXPECT_EQ(full.error().message, "more than 2000000 values in one JSON text");
  EXPECT_EQ(full.error().offset, 2U * 1'999'999 + 1);
  EXPECT_EQ(text[full.error().offset], '0');
}

TEST(JsonTree, FindsBytesOfAnUnescapedStringInItsText) {
  const std::string token = R"("a\n\u00e9\ud83d\ude00z")";
  const std::pair<std::uint64_t, std::uint64_t> cases[] = {
      {0, 1}, {1, 2}, {2, 4}, {4, 10}, {8, 22}};
  for (const auto& [unescaped, offset] : cases) {
    EXPECT_EQ(offset_in_string(token, unescaped), offset) << unescaped;
  }
  EXPECT_EQ(offset_in_string("\"\\u", 9), 3U) << "a text that ends early";
}

TEST(JsonTree, ReadsMembersByKind) {
  const auto tree = parse_json(R"({"s": "x", "n": 7, "big": 9223372036854775808, "f": 7.0})", "");
  ASSERT_TRUE(tree.has_value());
  EXPECT_EQ(tree->string_or("s", "none"), "x");
  EXPECT_EQ(tree->string_or("n", "none"), "none");
  EXPECT_EQ(tree->string_or("gone", "none"), "none");
  EXPECT_EQ(tree->find("n")->integer(), 7);
  EXPECT_EQ(tree->find("big")->integer(), std::nullopt);
  EXPECT_EQ(tree->find("f")->integer(), std::nullopt);
  EXPECT_EQ(tree->find("s")->integer(), std::nullopt);
}

}  // namespace
}  // namespace assay
