#include "parsers/json_budget.h"

#include <gtest/gtest.h>

#include <string>

#include "parsers/exchange_record.h"
#include "parsers/har_reader.h"

namespace assay {
namespace {

TEST(JsonBudget, Table) {
  EXPECT_TRUE(within_value_budget("", 1));
  EXPECT_TRUE(within_value_budget("[1,2]", 3));
  EXPECT_FALSE(within_value_budget("[1,2]", 2));
  EXPECT_TRUE(within_value_budget(R"({"a":"[,,\",[{"})", 2));
  EXPECT_FALSE(within_value_budget(R"({"a":"\\","b":[]})", 3));
  EXPECT_TRUE(within_value_budget("\"\\", 1));
}

std::string many_values() {
  std::string text = "[1";
  for (int i = 0; i < 1'000'000; ++i) text += ",1";
  return text + "]";
}

TEST(JsonBudget, RecordsWithTooManyValuesAreRefused) {
  const Expected<ExchangeRecord> read =
      read_exchange_record("{\"assayExchange\":1,\"x\":" + many_values() + "}", "f");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().to_string(),
            "f:1:1: error: an exchange record of more than 1000000 JSON values");
  EXPECT_FALSE(is_exchange_record("{\"x\":" + many_values() + ",\"assayExchange\":1}"));
}

TEST(JsonBudget, ArchivesWithTooManyValuesArePassedOver) {
  const std::string text = "{\"log\":{\"entries\":[{\"a\":" + many_values() + "}]}}";
  ByteSource source = ByteSource::of_text("f", text);
  HarReader reader(source, {});
  HarEntry entry;
  ASSERT_TRUE(reader.next(entry).value());
  EXPECT_TRUE(entry.too_long);
  EXPECT_FALSE(reader.next(entry).value());

  const std::string outside = "{\"a\":" + many_values() + ",\"log\":{\"entries\":[]}}";
  ByteSource other = ByteSource::of_text("f", outside);
  HarReader refusing(other, {});
  const Expected<bool> found = refusing.next(entry);
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().message.find("1000000 JSON values outside"), std::string::npos);
}

}  // namespace
}  // namespace assay
