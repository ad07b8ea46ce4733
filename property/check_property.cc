#include "property/check_property.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <cstdlib>
#include <ostream>
#include <sstream>
#include <string_view>
#include <vector>

namespace assay {
namespace {

constexpr int kBytesPerSize = 15;  // a stream has up to 1,500 choices

std::string hex_of(const std::vector<std::uint8_t>& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::optional<std::vector<std::uint8_t>> bytes_of(std::string_view hex) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    if (digit(hex[i]) < 0 || digit(hex[i + 1]) < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(digit(hex[i]) << 4 | digit(hex[i + 1])));
  }
  if (hex.size() % 2 != 0) return std::nullopt;
  return bytes;
}

// Shown as the line that replays them.
struct Choices {
  std::vector<std::uint8_t> bytes;
};

std::string replay_line(const Choices& choices) {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  return "ASSAY_REPLAY=" + hex_of(choices.bytes) +
         " property_tests --gtest_filter=" + test->test_suite_name() + "." + test->name();
}

// Found by RapidCheck through the type.
void showValue(const Choices& choices, std::ostream& out) { out << replay_line(choices); }

std::optional<std::string> run(const Property& property, const Choices& choices) {
  ByteRandomness random(choices.bytes);
  return property(random);
}

rc::Gen<Choices> choices_gen() {
  const auto byte = rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint8_t>());
  const auto bytes = rc::gen::container<std::vector<std::uint8_t>>(byte);
  return rc::gen::map(rc::gen::scale(kBytesPerSize, bytes),
                      [](std::vector<std::uint8_t> drawn) { return Choices{std::move(drawn)}; });
}

}  // namespace

void check_property(const Property& property, int runs) {
  if (const char* replay = std::getenv("ASSAY_REPLAY")) {
    const auto bytes = bytes_of(replay);
    ASSERT_TRUE(bytes) << "ASSAY_REPLAY must be an even number of hex digits";
    const auto broken = run(property, Choices{*bytes});
    EXPECT_FALSE(broken) << *broken;
    return;
  }
  rc::detail::TestParams defaults;
  defaults.seed = 20'261'122;
  defaults.maxSuccess = runs;
  rc::detail::Configuration configuration;
  configuration.testParams = defaults;
  if (const char* given = std::getenv("RC_PARAMS")) {
    configuration = rc::detail::configFromString(given, configuration);
  }
  rc::detail::TestMetadata metadata;
  metadata.id = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  metadata.description = metadata.id;
  const auto result = rc::detail::checkTestable(
      [&property] {
        const Choices choices = *choices_gen();
        if (const auto broken = run(property, choices)) {
          RC_FAIL(*broken + "\nreplay: " + replay_line(choices));
        }
      },
      metadata, configuration.testParams);
  if (result.is<rc::detail::SuccessResult>()) return;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  FAIL() << text.str();
}

}  // namespace assay
