#include <assay/error.h>
#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Error, NamesThePlaceItKnows) {
  Error error{ErrorCode::kJsonSyntax, "a comma is missing", "model.json", 3, 14, 40};
  EXPECT_EQ(error.to_string(), "model.json:3:14: error: a comma is missing");
  error.line = 0;
  EXPECT_EQ(error.to_string(), "model.json: error: a comma is missing");
  error.file.clear();
  EXPECT_EQ(error.to_string(), "error: a comma is missing");
}

}  // namespace
}  // namespace assay
