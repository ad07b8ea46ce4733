#include "corpus/message_generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "corpus/exchange_generator.h"
#include "corpus/utf8.h"

namespace assay {
namespace {

const Contract& contract() { return Contract::embedded(); }
const ContractTables& tables() { return contract().tables(); }

// What the messages of a sample showed of each member and each string shape.
struct Sample {
  std::map<std::uint32_t, int> present, null;
  std::map<ShapeIndex, std::set<std::string>> values;
  std::map<ShapeIndex, std::set<std::uint32_t>> lengths;
  std::set<ShapeIndex> shapes;

  void add(const MessageNode& node) {
    if (node.shape != kNoIndex) {
      shapes.insert(node.shape);
      if (node.kind == MessageNode::Kind::kString) {
        lengths[node.shape].insert(scalar_count(node.text));
        if (tables().shapes[node.shape].kind == ShapeKind::kEnum) {
          values[node.shape].insert(node.text);
        }
      }
    }
    for (const MessageNode::Member& member : node.members) {
      if (member.index != kNoIndex) ++(member.value.is_null() ? null : present)[member.index];
      add(member.value);
    }
    for (const MessageNode& item : node.items) add(item);
  }
};

void expect_strings_conform(const MessageNode& node) {
  if (node.shape != kNoIndex && node.kind == MessageNode::Kind::kString) {
    const ShapeTable& shape = tables().shapes[node.shape];
    if (shape.kind == ShapeKind::kString || shape.kind == ShapeKind::kEnum) {
      EXPECT_TRUE(broken_string_constraints(tables(), shape, node.text).empty())
          << shape.name << ": " << node.text;
    }
  }
  for (const MessageNode& item : node.items) expect_strings_conform(item);
  for (const MessageNode::Member& member : node.members) expect_strings_conform(member.value);
}

TEST(MessageGenerator, TheSameSeedGivesTheSameMessages) {
  MessageGenerator first(contract()), second(contract());
  SeededRandomness one(11), two(11);
  for (int i = 0; i < 50; ++i) {
    MessageNode a = first.output(0, one), b = second.output(0, two);
    EXPECT_EQ(write_message(a), write_message(b));
  }
}

TEST(MessageGenerator, SimplestChoicesGiveTheSmallestMessage) {
  MessageGenerator generator(contract());
  ByteRandomness nothing({});
  MessageNode output = generator.output(0, nothing);
  EXPECT_EQ(write_message(output), "{}");
}

TEST(MessageGenerator, EveryMessageIsJsonThatKeepsItsShapesAndRules) {
  MessageGenerator generator(contract());
  const RuleRepair& rules = generator.rules(0);
  SeededRandomness random(12);
  int readable = 0;
  for (int i = 0; i < 400; ++i) {
    MessageNode input = generator.input(0, random);
    MessageNode output = generator.output(0, random, &input);
    expect_strings_conform(input);
    expect_strings_conform(output);
    const RuleSubjects subjects{&output, &input};
    EXPECT_TRUE(rules.broken(subjects).empty()) << write_message(output);
    for (MessageNode* message : {&input, &output}) {
      const std::string text = write_message(*message, {&random});
      const auto json = parse_json(text, "");
      // The reader of files takes no 1e400, which is JSON all the same.
      EXPECT_TRUE(json || json.error().message.find("range of a 64-bit float") != std::string::npos)
          << json.error().to_string() << '\n'
          << text;
      readable += json ? 1 : 0;
    }
  }
  EXPECT_GT(readable, 650);
}

TEST(MessageGenerator, ASampleShowsEveryMemberValueAndBound) {
  MessageGenerator generator(contract());
  SeededRandomness random(13);
  Sample sample;
  std::map<ShapeIndex, std::uint32_t> errors;  // each shape once
  for (std::uint32_t e = 0; e < tables().errors.size(); ++e) errors[tables().errors[e].shape] = e;
  constexpr int kMessages = 600;
  for (int i = 0; i < kMessages; ++i) {
    for (OperationIndex operation = 0; operation < contract().operation_count(); ++operation) {
      sample.add(generator.input(operation, random));
      sample.add(generator.output(operation, random));
    }
    for (const auto& [shape, e] : errors) {
      const MessageNode error = generator.error(e, random);
      sample.add(error);
      EXPECT_TRUE(error.find("__type") || error.find("code"));
    }
  }
  for (std::uint32_t i = 0; i < tables().members.size(); ++i) {
    const MemberTable& member = tables().members[i];
    const bool of_structure = std::ranges::any_of(tables().shapes, [i](const ShapeTable& shape) {
      return shape.kind == ShapeKind::kStructure && i >= shape.first_member &&
             i < shape.first_member + shape.member_count;
    });
    if (!of_structure) continue;
    EXPECT_GT(sample.present[i], 50) << member.name;
    if (member.required == kNoIndex) {
      EXPECT_GT(sample.null[i], 2) << member.name;
    } else {
      EXPECT_EQ(sample.null[i], 0) << member.name;
    }
  }
  for (const auto& [shape, values] : sample.values) {
    EXPECT_EQ(values.size(), tables().shapes[shape].enum_count) << tables().shapes[shape].name;
  }
  for (const auto& [index, lengths] : sample.lengths) {
    const ShapeTable& shape = tables().shapes[index];
    if (shape.kind != ShapeKind::kString || shape.length_max == kNoIndex) continue;
    StringSampler& sampler = generator.sampler(index);
    EXPECT_EQ(*lengths.begin(), sampler.shortest()) << shape.name;
    EXPECT_EQ(*lengths.rbegin(), sampler.longest()) << shape.name;
  }
}

TEST(ExchangeGenerator, EchoesTheRequestAndNamesEveryError) {
  MessageGenerator generator(contract());
  SeededRandomness random(14);
  bool by_header_only = false, by_body_only = false, by_both = false;
  for (int i = 0; i < 200; ++i) {
    const auto operation = static_cast<OperationIndex>(i) % contract().operation_count();
    GeneratedExchange exchange = generate_exchange(generator, operation, std::nullopt, {}, random);
    const RuleSubjects subjects{&exchange.response.tree, &exchange.request.tree};
    EXPECT_TRUE(generator.rules(operation).broken(subjects).empty());
    EXPECT_EQ(*exchange.request.header("X-Amz-Target"), tables().operations[operation].target);
    const auto error = static_cast<std::uint32_t>(i % tables().errors.size());
    GeneratedMessage response = generate_error(generator, error, {}, random);
    EXPECT_EQ(response.status, due_status(tables().errors[error]));
    const bool header = response.header("X-Amzn-Errortype") != nullptr;
    const bool body = response.tree.find("__type") || response.tree.find("code");
    EXPECT_TRUE(header || body);
    by_header_only |= header && !body;
    by_body_only |= body && !header;
    by_both |= header && body;
    const GeneratedView view(response);
    EXPECT_EQ(view.response().headers.size(), response.headers.size());
  }
  EXPECT_TRUE(by_header_only && by_body_only && by_both);
}

}  // namespace
}  // namespace assay
