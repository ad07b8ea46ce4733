#include "parsers/locate.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "parsers/check_test_util.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

BodyMap map_of(std::string_view body) {
  const Contract& contract = Contract::embedded();
  return BodyMap(contract, contract.tables().operations[0].output, body);
}

std::uint32_t find(std::string_view body, std::string_view text) {
  const std::size_t at = body.find(text);
  EXPECT_NE(at, std::string_view::npos) << text;
  return static_cast<std::uint32_t>(at);
}

TEST(Locate, Pointers) {
  const std::string_view body =
      R"( {"RunId" : "A","x/y~z":{"\u006b":[10,{"m":20}]},"RunDetail":{"TaskInstances":)"
      R"(["b", 30],"Duration":40}, "OverrideParameters":{"secret":{"n":50}},"last":null} )";
  const BodyMap map = map_of(body);
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"\"RunId\"", "/RunId"},
      {"\"A\"", "/RunId"},
      {"10", "/x~1y~0z/k/0"},
      {"20", "/x~1y~0z/k/1/m"},
      {"{\"m\"", "/x~1y~0z/k/1"},
      {"\\u006b", "/x~1y~0z/k"},
      {"\"b\"", "/RunDetail/TaskInstances/0"},
      {"30", "/RunDetail/TaskInstances/1"},
      {"40", "/RunDetail/Duration"},
      // Nothing below a sensitive member has a pointer of its own.
      {"\"secret\"", "/OverrideParameters"},
      {"50", "/OverrideParameters"},
      {"\"last\"", "/last"},
      {"null", "/last"},
  };
  for (const auto& [text, pointer] : cases) {
    EXPECT_EQ(map.pointer_at(find(body, text)), pointer) << text;
  }
  EXPECT_EQ(map.pointer_at(0), "");
  EXPECT_EQ(map.pointer_at(static_cast<std::uint32_t>(body.size())), "");
}

std::string masked(std::string_view body) {
  std::string text(body);
  const BodyMap map = map_of(body);  // g++-12 would end a temporary before the loop
  for (const ByteRange& range : map.masked()) {
    EXPECT_LE(range.end, body.size());
    for (std::uint32_t i = range.begin; i < range.end; ++i) text[i] = '#';
  }
  return text;
}

TEST(Locate, Masks) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {R"({"RunId":"a"})", R"({"RunId":"a"})"},
      {R"({"OverrideParameters":{"k":1},"RunId":"a"})",
       R"({"OverrideParameters":#######,"RunId":"a"})"},
      {R"({"OverrideParameters" : "no map" ,"RunId":"a"})",
       R"({"OverrideParameters" : ######## ,"RunId":"a"})"},
      {R"({"Override\u0050arameters":[1]})", R"({"Override\u0050arameters":###})"},
      {R"({"OverrideParameters":{},"OverrideParameters":{"k":2}})",
       R"({"OverrideParameters":##,"OverrideParameters":#######})"},
      // Damage inside: nobody can tell where it ends.
      {R"({"OverrideParameters":{"k":x},"RunId":"a"})",
       R"({"OverrideParameters":####################)"},
      {R"({"OverrideParameters":{"k":"v)", R"({"OverrideParameters":#######)"},
      {R"({"OverrideParameters":)", R"({"OverrideParameters":)"},
      // Damage before: what may be the member is masked all the same.
      {R"({"a":x,"OverrideParameters":{"k":1}})", R"({"a":x,"############################)"},
      {R"({"a":x,"Override\u0050arameters":{"k":1}})",
       R"({"a":x,"Override#########################)"},
      {R"({"RunId":"abc,"OverrideParameters":{"k":1}})",
       R"({"RunId":"abc,"############################)"},
      {R"({"RunId":"a"} {"OverrideParameters":{"k":1}})",
       R"({"RunId":"a"} {"############################)"},
  };
  for (const auto& [body, expected] : cases) EXPECT_EQ(masked(body), expected);
}

// A canary below the sensitive member must be masked whatever single byte of the body is lost.
TEST(Locate, CanaryIsMaskedWhateverIsLost) {
  const std::string body =
      R"({"RunId":"a","OverrideParameters":{"k":{"deep":"CANARY"}},"RunType":"x"})";
  for (std::size_t at = 0; at < body.size(); ++at) {
    for (const char c : {'\0', '"', '{', '}', 'x', '\\', '\xff', ','}) {
      std::string mutant = body;
      if (c == '\0') {
        mutant.erase(at, 1);
      } else {
        mutant[at] = c;
      }
      if (mutant.find("OverrideParameters") == std::string::npos) continue;  // another member
      EXPECT_EQ(masked(mutant).find("CANARY"), std::string::npos) << mutant << '\n'
                                                                  << masked(mutant);
    }
  }
}

TEST(Locate, BrokenAndHostileTexts) {
  EXPECT_EQ(map_of("").pointer_at(0), "");
  EXPECT_EQ(map_of("\xef\xbb\xbf{\"RunId\":5}").pointer_at(12), "/RunId");
  const std::string_view cut = R"({"RunDetail":{"TaskInstances":["a",)";
  EXPECT_EQ(map_of(cut).pointer_at(static_cast<std::uint32_t>(cut.size() - 1)),
            "/RunDetail/TaskInstances");
  std::string deep = R"({"OverrideParameters":{"k":)";
  deep += std::string(300'000, '[') + "CANARY";
  EXPECT_EQ(masked(deep).find("CANARY"), std::string::npos);
  deep = R"({"x":)" + std::string(300'000, '[');
  EXPECT_TRUE(map_of(deep).pointer_at(100'000).starts_with("/x/0/0"));
}

TEST(Locate, NoShape) {
  const BodyMap map(Contract::embedded(), kNoIndex, R"({"a":[1,{"b":2}]})");
  EXPECT_EQ(map.pointer_at(13), "/a/1/b");
  EXPECT_TRUE(map.masked().empty());
}

}  // namespace
}  // namespace assay
