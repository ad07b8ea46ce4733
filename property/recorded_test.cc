// The recorded requests of published SDKs: each gives exactly the findings that its name says.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "parsers/input.h"
#include "property/fixture.h"

namespace assay {
namespace {

// Ids by the name of the file; files that are not here give none.
const std::map<std::string, std::set<std::string>> kExpected = {
    {"run-id-too-long.http", {"mwaa-serverless/IdString@length.max"}},
    {"run-id-off-pattern.http", {"mwaa-serverless/IdString@pattern"}},
    {"run-id-beyond-ascii.http", {"mwaa-serverless/IdString@pattern"}},
};

TEST(Recorded, RequestsOfBoto3GiveWhatTheirNamesSay) {
  PropertyFixture& the = PropertyFixture::instance();
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR) / "corpus/recorded/boto3";
  std::size_t files = 0, broken = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    auto input = Input::open(entry.path().string(), {});
    ASSERT_TRUE(input) << input.error().to_string();
    const auto item = input->next();
    ASSERT_TRUE(item && *item) << name;
    ASSERT_EQ((*item)->kind, InputItem::Kind::kExchange) << name;
    ASSERT_TRUE((*item)->exchange.request) << name;
    const Checked checked = the.check((*item)->exchange);
    std::set<std::string> ids;
    for (const Violation& found : checked.findings) {
      ids.emplace(the.tables.constraints[found.constraint].id);
    }
    const auto expected = kExpected.find(name);
    EXPECT_EQ(ids, expected == kExpected.end() ? std::set<std::string>() : expected->second)
        << name << '\n'
        << the.describe(checked);
    ++files;
    broken += ids.empty() ? 0 : 1;
    const auto after = input->next();
    EXPECT_TRUE(after && *after == nullptr) << name << " holds more than one request";
  }
  EXPECT_EQ(files, 7u);
  EXPECT_EQ(broken, kExpected.size());
}

}  // namespace
}  // namespace assay
