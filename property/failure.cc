#include "property/failure.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "corpus/vector.h"
#include "corpus/vector_file.h"

namespace assay {
namespace {

VectorKind kind_of(MessageRole role) {
  switch (role) {
    case MessageRole::kInput:
      return VectorKind::kRequest;
    case MessageRole::kOutput:
      return VectorKind::kResponse;
    case MessageRole::kError:
      return VectorKind::kError;
  }
  return VectorKind::kResponse;
}

std::string test_name() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  return test ? fmt::format("{}.{}", test->test_suite_name(), test->name()) : "property";
}

}  // namespace

std::string vector_text(const Body& body, std::string_view text,
                        const std::set<ConstraintIndex>& broken) {
  const Contract& contract = PropertyFixture::instance().contract;
  VectorFile file;
  file.name = "property";
  file.title = "A message that a property failed on";
  VectorGroup& group = file.groups.emplace_back();
  group.id = fmt::format("{}/property/{}", contract.service(), test_name());
  group.title = test_name();
  group.kind = kind_of(body.role);
  group.operation = body.operation;
  group.theorem.machine = "property";
  group.theorem.statement = "None: one message";
  VectorGroupBuilder builder(contract, group);
  VectorCase one;
  one.bytes = text;
  builder.add(std::move(one), {broken.begin(), broken.end()}, {}, "shrunk");
  std::string all;
  for (const VectorText& part : write_vector_file(contract, VectorTier::kSmall, file)) {
    all += part.text;
  }
  return all;
}

std::string failure(std::string_view what, const Body& body, std::string_view text,
                    const Checked& checked, const std::set<ConstraintIndex>& expected) {
  const PropertyFixture& the = PropertyFixture::instance();
  const std::string path = fmt::format("{}{}.json", ::testing::TempDir(), test_name());
  std::ofstream(path, std::ios::binary) << text;
  return fmt::format(
      "{}\n{} {} body, {} bytes:\n{}\n{}\nas a vector file:\n{}\n"
      "assay check --as {} --operation {} '{}'\n",
      what, the.contract.operation_name(body.operation), to_string(body.role), text.size(), text,
      the.describe(checked), vector_text(body, text, expected), to_string(body.role),
      the.contract.operation_name(body.operation), path);
}

std::string failure(std::string_view what, const Body& body, std::string_view text,
                    const Checked& checked) {
  return failure(what, body, text, checked, checked.ids(Severity::kNote));
}

}  // namespace assay
