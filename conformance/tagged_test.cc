#include "conformance/tagged.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

Expected<Tagged> read(std::string_view text) {
  const auto json = parse_json(text, "test");
  if (!json) return std::unexpected(json.error());
  return read_tagged(*json, {text, "test"});
}

TEST(Tagged, EveryTagReadsBack) {
  for (const std::string_view text :
       {"null", "true", "\"a\"", "{}", "[]", "9007199254740",
        R"({"$integer":"9223372036854775808"})", R"({"$double":"NaN"})",
        R"({"$double":"-Infinity"})", R"({"$double":"1.5"})", R"({"$decimal":"1.10"})",
        R"({"$bytes":"/w=="})", R"({"$lone":"0061 d800"})",
        R"({"$timestamp":"2024-01-01T00:00:00.5Z"})", R"({"$naive":"2024-01-01T00:00:00"})",
        R"({"$other":"set"})", R"({"$map":[["$a",1],["b",[null,{"c":false}]]]})",
        R"({"$map":[[{"$lone":"dc00"},1]]})"}) {
    const auto value = read(text);
    ASSERT_TRUE(value) << text << value.error().to_string();
    EXPECT_EQ(to_json(*value), text);
    EXPECT_TRUE(same_value(*value, *read(to_json(*value)))) << text;
  }
}

TEST(Tagged, RefusesWhatHidesADifference) {
  for (const std::string_view text :
       {"1.5", "1e2", "9007199254740993", R"({"$integer":"1.0"})", R"({"$integer":"01"})",
        R"({"$integer":1})", R"({"$double":"1,5"})",
        R"({"$timestamp":"2024-01-01T00:00:00+01:00"})", R"({"$timestamp":"2024-01-01T00:00:00"})",
        R"({"$bytes":"/w"})", R"({"$lone":"xyz"})", R"({"$double":"1","a":2})", R"({"$x":"1"})",
        R"({"$map":{}})", R"({"$map":[["a"]]})", R"({"$map":[["a",1],["a",2]]})"}) {
    EXPECT_FALSE(read(text)) << text;
  }
}

struct Row {
  std::string_view wanted, got;
  bool same, lost;
};

TEST(Tagged, Compares) {
  for (const Row& row : {
           Row{"1", "1", true, false},
           Row{"1", R"({"$double":"1.0"})", false, false},
           Row{"1", "\"1\"", false, false},
           Row{"1", "true", false, false},
           Row{R"({"$number":"1.0"})", "1", true, false},
           Row{R"({"$number":"1.5"})", R"({"$double":"1.5"})", true, false},
           Row{R"({"$number":"0.1"})", R"({"$decimal":"0.10"})", true, false},
           Row{R"({"$number":"100000000000000000001"})", R"({"$integer":"100000000000000000001"})",
               true, false},
           Row{R"({"$number":"100000000000000000001"})", R"({"$integer":"100000000000000000002"})",
               false, false},
           Row{R"({"$number":"1"})", "\"1\"", false, false},
           Row{R"({"$double":"NaN"})", R"({"$double":"NaN"})", true, false},
           Row{"null", "false", false, false},
           Row{R"({"a":1,"b":2})", R"({"b":2,"a":1})", true, false},
           Row{R"({"a":1,"b":2})", R"({"b":2})", false, true},
           Row{R"({"a":1})", R"({"a":1,"b":2})", false, false},
           Row{R"({"a":{"b":1}})", R"({"a":{}})", false, true},
           Row{R"({"a":{"b":1},"c":1})", R"({"a":{"b":2}})", false, false},
           Row{"[1,2]", "[1]", false, true},
           Row{"[1,2]", "[2]", false, false},
           Row{R"({"$timestamp":"2024-01-01T00:00:00Z"})", R"({"$naive":"2024-01-01T00:00:00"})",
               false, false},
           Row{R"({"$timestamp":"2024-01-01T00:00:00.100Z"})",
               R"({"$timestamp":"2024-01-01T00:00:00.1Z"})", true, false},
       }) {
    const auto wanted = read(row.wanted), got = read(row.got);
    ASSERT_TRUE(wanted && got) << row.wanted << row.got;
    EXPECT_EQ(same_value(*wanted, *got), row.same) << row.wanted << " " << row.got;
    EXPECT_EQ(lost_something(*wanted, *got), row.lost) << row.wanted << " " << row.got;
    EXPECT_EQ(describe_difference(*wanted, *got).empty(), row.same);
  }
}

TEST(Tagged, TheFirstDifferenceHasAPlace) {
  EXPECT_EQ(describe_difference(*read(R"({"a":[{"b/c":1}]})"), *read(R"({"a":[{"b/c":2}]})")),
            "/a/0/b~1c: wanted 1, got 2");
  EXPECT_EQ(describe_difference(*read(R"({"a":1})"), *read("{}")), "/a: absent, wanted 1");
  EXPECT_EQ(describe_difference(*read("{}"), *read(R"({"a":1})")), "/a: got 1, wanted nothing");
}

}  // namespace
}  // namespace assay
