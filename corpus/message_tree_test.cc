#include "corpus/message_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace assay {
namespace {

using Kind = MessageNode::Kind;

MessageNode sample() {
  MessageNode root = MessageNode::of(Kind::kObject);
  root.members.push_back(
      {"a\"\n", MessageNode::of(Kind::kString, "\xC3\xA9\xF0\x9F\x98\x80/\x01")});
  root.members.push_back({"list", MessageNode::of(Kind::kArray)});
  root.members.back().value.items = {MessageNode::of(Kind::kNumber, "-1e40"),
                                     MessageNode::of(Kind::kTrue), MessageNode::of(Kind::kNull)};
  root.members.push_back({"o", MessageNode::of(Kind::kObject)});
  return root;
}

TEST(MessageTree, PlainTextHasOnlyTheEscapesThatJsonDemands) {
  MessageNode root = sample();
  EXPECT_EQ(write_message(root),
            "{\"a\\\"\\n\":\"\xC3\xA9\xF0\x9F\x98\x80/\\u0001\",\"list\":[-1e40,true,null],"
            "\"o\":{}}");
}

TEST(MessageTree, RangesAreThoseOfTheText) {
  SeededRandomness random(7);
  for (int i = 0; i < 200; ++i) {
    MessageNode root = sample();
    const std::string text = write_message(root, {&random});
    const auto slice = [&](const MessageNode& node) {
      return text.substr(node.begin, node.end - node.begin);
    };
    EXPECT_EQ(slice(node_at(root, {1, 0})), "-1e40");
    EXPECT_EQ(slice(node_at(root, {1, 1})), "true");
    EXPECT_EQ(slice(root).front(), '{');
    EXPECT_EQ(slice(root).back(), '}');
    EXPECT_EQ(text[root.members[2].name_begin], '"');
  }
}

TEST(MessageTree, EveryPresentationSaysTheSame) {
  MessageNode plain = sample();
  const auto expected = parse_json(write_message(plain), "");
  ASSERT_TRUE(expected);
  std::set<std::string> texts;
  SeededRandomness random(8);
  for (int i = 0; i < 300; ++i) {
    MessageNode root = sample();
    const std::string text = write_message(root, {&random});
    texts.insert(text);
    const auto json = parse_json(text, "");
    ASSERT_TRUE(json) << json.error().to_string() << '\n' << text;
    ASSERT_EQ(json->members.size(), 3u);
    EXPECT_EQ(json->find("a\"\n")->text, expected->find("a\"\n")->text) << text;
    EXPECT_EQ(json->find("list")->items.size(), 3u);
  }
  EXPECT_GT(texts.size(), 250u);
  EXPECT_TRUE(std::ranges::any_of(texts, [](const std::string& text) {
    return text.find("\\ud83d\\ude00") != std::string::npos ||
           text.find("\\uD83D\\uDE00") != std::string::npos;
  }));
}

TEST(MessageTree, SimplestChoicesGiveThePlainText) {
  MessageNode first = sample(), second = sample();
  ByteRandomness nothing({});
  EXPECT_EQ(write_message(first, {&nothing}), write_message(second));
}

}  // namespace
}  // namespace assay
