#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "spec/contract_test_util.h"
#include "spec/model_reader.h"

namespace assay {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string packed(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<unsigned>(text.size());
  stream.next_out = reinterpret_cast<unsigned char*>(out.data());
  stream.avail_out = static_cast<unsigned>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class ModelFile : public ::testing::Test {
 protected:
  void SetUp() override { fs::remove_all(folder_); }
  std::string write(const std::string& name, std::string_view text) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  // A program that prints where botocore's data is, as the interpreter would.
  std::string python_that_prints(const std::string& text) {
    const std::string path = write("python", "#!/bin/sh\nprintf '%s' '" + text + "'\n");
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }
  const fs::path folder_ = fs::path(::testing::TempDir()) / "assay_model_file";
  const std::string model_ = test::model_of(R"("x#In": {"type": "structure"})");
};

TEST_F(ModelFile, IsReadPlainAndPacked) {
  for (const std::string& path : {write("a.json", model_), write("a.json.gz", packed(model_))}) {
    const auto file = read_model_file(path);
    ASSERT_TRUE(file.has_value()) << file.error().to_string();
    EXPECT_EQ(file->name, path);
    EXPECT_EQ(file->text, model_);
    const auto contract = Contract::load(path);
    ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
    EXPECT_EQ(contract->service(), "demo");
  }
}

TEST_F(ModelFile, SaysWhatCannotBeRead) {
  const auto missing = Contract::load((folder_ / "gone.json").string());
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, ErrorCode::kUnreadable);
  const std::string whole = packed(model_);
  const auto cut = unpack_gzip(std::string_view(whole).substr(0, whole.size() / 2), "a.gz", 9999);
  ASSERT_FALSE(cut.has_value());
  EXPECT_THAT(cut.error().message, HasSubstr("cut short"));
  std::string broken = whole;
  broken[whole.size() - 6] ^= 1;
  const auto bad = unpack_gzip(broken, "a.gz", 9999);
  ASSERT_FALSE(bad.has_value());
  EXPECT_THAT(bad.error().message, HasSubstr("broken"));
  const auto large = unpack_gzip(packed(std::string(100'000, 'a')), "a.gz", 5000);
  ASSERT_FALSE(large.has_value());
  EXPECT_THAT(large.error().message, HasSubstr("more than 5000 bytes"));
  EXPECT_EQ(large.error().file, "a.gz");
}

TEST_F(ModelFile, FindsTheNewestModelOfBotocore) {
  write("data/demo/2012-01-01/service-2.json", "old");
  const std::string newest = write("data/demo/2020-05-05/service-2.json.gz", packed("new"));
  write("data/demo/2021-01-01/paginators-1.json", "{}");
  const std::string python = python_that_prints((folder_ / "data").string());
  const auto file = read_model_file("botocore:demo", python);
  ASSERT_TRUE(file.has_value()) << file.error().to_string();
  EXPECT_EQ(file->name, newest);
  EXPECT_EQ(file->text, "new");
  for (const std::string_view where : {"botocore:other", "botocore:", "botocore:../demo"}) {
    const auto none = read_model_file(where, python);
    ASSERT_FALSE(none.has_value()) << where;
    EXPECT_EQ(none.error().code, ErrorCode::kUnreadable);
    EXPECT_EQ(none.error().file, where);
  }
}

TEST_F(ModelFile, SaysThatThereIsNoBotocore) {
  for (const std::string& python :
       {(folder_ / "no-python").string(), std::string("/bin/false"), python_that_prints("")}) {
    const auto none = read_model_file("botocore:demo", python);
    ASSERT_FALSE(none.has_value());
    EXPECT_THAT(none.error().message, HasSubstr("imports no botocore"));
  }
}

}  // namespace
}  // namespace assay
