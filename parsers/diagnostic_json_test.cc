#include "parsers/diagnostic_json.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

class Recorder final : public JsonEvents {
 public:
  explicit Recorder(std::string_view text) : text_(text) {}
  void key(std::size_t begin, std::size_t end) override {
    seen += fmt::format("k{} ", text_.substr(begin, end - begin));
  }
  void scalar(std::size_t begin, std::size_t end) override {
    seen += fmt::format("s{} ", text_.substr(begin, end - begin));
  }
  void open(std::size_t, bool object) override { seen += object ? "{ " : "[ "; }
  void close(std::size_t end) override { seen += fmt::format("{} ", text_[end - 1]); }
  std::string seen;

 private:
  std::string_view text_;
};

struct Case {
  std::string_view text;
  std::string_view events;
  long damage;  // -1: none
};

TEST(WalkJson, TellsEveryTokenUpToTheDamage) {
  const Case cases[] = {
      {R"({"a":[1,"x",null],"b":{}})", R"({ k"a" [ s1 s"x" snull ] k"b" { } } )", -1},
      {"[]", "[ ] ", -1},
      {" 1.5e3 ", "s1.5e3 ", -1},
      {R"("a\"b")", R"(s"a\"b" )", -1},
      {"", "", 0},
      {"{", "{ ", 1},
      {R"({"a")", R"({ k"a" )", 4},
      {R"({"a":)", R"({ k"a" )", 5},
      {R"({"a":"x)", R"({ k"a" )", 5},
      {R"({"a":01})", R"({ k"a" )", 5},
      {R"({"a":NaN})", R"({ k"a" )", 5},
      {R"({"a" 1})", R"({ k"a" )", 5},
      {R"({"a":1 "b":2})", R"({ k"a" s1 )", 7},
      {R"({"a":1,})", R"({ k"a" s1 )", 7},
      {"[1,]", "[ s1 ", 3},
      {"[1}", "[ s1 ", 2},
      {"{]", "{ ", 1},
      {"{} x", "{ } ", 3},
      {"]", "", 0},
      {"\xEF\xBB\xBF{}", "", 0},
      {"{1:2}", "{ ", 1},
  };
  for (const Case& each : cases) {
    Recorder recorder(each.text);
    const JsonDamage damage = walk_json(each.text, recorder);
    EXPECT_EQ(recorder.seen, each.events) << each.text;
    EXPECT_EQ(damage.damaged ? static_cast<long>(damage.begin) : -1, each.damage) << each.text;
  }
}

TEST(WalkJson, DeepNestingIsNoMatter) {
  const std::string text(1'000'000, '[');
  Recorder recorder(text);
  EXPECT_EQ(walk_json(text, recorder).begin, text.size());
}

TEST(UnescapeJson, Escapes) {
  EXPECT_EQ(unescape_json(R"("a\"\\\/\b\f\n\r\t")"), "a\"\\/\b\f\n\r\t");
  EXPECT_EQ(unescape_json(R"("\u0041\u00e9\u20ac\ud83d\ude00")"), "Aé€\U0001F600");
  EXPECT_EQ(unescape_json(R"("\ud83d")"), R"(\ud83d)");
  EXPECT_EQ(unescape_json(R"("\x41\u12")"), R"(\x41\u12)");
}

TEST(DescribeJson, SaysKindAndSize) {
  EXPECT_EQ(describe_json(R"("")", false), "string of 0 characters");
  EXPECT_EQ(describe_json(R"("\u00e9")", false), "string of 1 character");
  EXPECT_EQ(describe_json(R"("日本")", false), "string of 2 characters");
  EXPECT_EQ(describe_json("60.5", false), "number 60.5");
  EXPECT_EQ(describe_json("true", false), "true");
  EXPECT_EQ(describe_json("null", false), "null");
  EXPECT_EQ(describe_json("[1]", false), "array");
  EXPECT_EQ(describe_json("{}", false), "object");
  EXPECT_EQ(describe_json("NaN", false), "");
  EXPECT_EQ(describe_json("", false), "");
  EXPECT_EQ(describe_json(R"("secret")", true), "string");
  EXPECT_EQ(describe_json("17", true), "number");
  EXPECT_EQ(describe_json("true", true), "boolean");
  EXPECT_EQ(describe_json(std::string(1000, '1'), false), "number");
}

}  // namespace
}  // namespace assay
