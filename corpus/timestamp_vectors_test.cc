#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <string>

#include "corpus/string_vectors.h"

namespace assay {
namespace {

std::map<std::string, StringVector> by_text(TimestampFormat format, VectorTier tier) {
  const auto derived = derive_timestamp_vectors(format, tier);
  EXPECT_TRUE(derived) << derived.error().to_string();
  EXPECT_LE(derived->vectors.size(), max_vectors(tier));
  std::map<std::string, StringVector> vectors;
  std::size_t counts[3] = {};
  for (const StringVector& vector : derived->vectors) {
    EXPECT_TRUE(vectors.emplace(vector.text, vector).second) << vector.text;
    EXPECT_NE(vector.flags, 0u);
    EXPECT_EQ(vector.instant.has_value(), vector.verdict != VectorVerdict::kInvalid) << vector.text;
    ++counts[static_cast<std::size_t>(vector.verdict)];
  }
  std::cout << vectors.size() << " vectors: " << counts[0] << " valid, " << counts[1]
            << " tolerated, " << counts[2] << " invalid; " << derived->theorem.states << " states, "
            << derived->theorem.alphabet.size() << " classes, lost \"" << derived->theorem.lost
            << "\"\n";
  return vectors;
}

TEST(TimestampVectors, DateTime) {
  for (const VectorTier tier : {VectorTier::kSmall, VectorTier::kMedium}) {
    const auto vectors = by_text(TimestampFormat::kDateTime, tier);
    const auto expect = [&](const char* text, VectorVerdict verdict, std::int64_t seconds = 0,
                            std::uint32_t nanoseconds = 0) {
      ASSERT_TRUE(vectors.contains(text)) << text;
      const StringVector& vector = vectors.at(text);
      EXPECT_EQ(vector.verdict, verdict) << text;
      if (vector.instant) {
        EXPECT_EQ(*vector.instant, (VectorInstant{seconds, nanoseconds})) << text;
      }
    };
    expect("2026-11-22T09:37:21Z", VectorVerdict::kValid, 1795340241);
    expect("1969-12-31T23:59:59.5Z", VectorVerdict::kValid, -1, 500'000'000);
    expect("0001-01-01T00:00:00Z", VectorVerdict::kValid, -62135596800);
    expect("9999-12-31T23:59:59.999Z", VectorVerdict::kValid, 253402300799, 999'000'000);
    expect("2026-11-22T09:37:21.123456789123Z", VectorVerdict::kTolerated, 1795340241, 123456789);
    expect("2026-11-22T09:37:21+05:45", VectorVerdict::kTolerated, 1795340241 - 5 * 3600 - 45 * 60);
    expect("2026-11-22T09:37:21-05:45", VectorVerdict::kTolerated, 1795340241 + 5 * 3600 + 45 * 60);
    expect("2026-11-22t09:37:21z", VectorVerdict::kTolerated, 1795340241);
    expect("2026-11-22T23:59:60Z", VectorVerdict::kTolerated, 1795392000);
    for (const char* text :
         {"1900-02-29T09:37:21Z", "2100-02-29T09:37:21Z", "0000-01-01T00:00:00Z",
          "10000-01-01T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22 09:37:21Z",
          "2026-11-22T09:37:21Z\n", "2026-11-22T09:37:21+24:00", "1795340241", "20261122T093721Z",
          "2026-W47-7T09:37:21Z", "2026-326T09:37:21Z", ""}) {
      expect(text, VectorVerdict::kInvalid);
    }
    expect("2000-02-29T09:37:21Z", VectorVerdict::kValid, 951817041);
  }
}

TEST(TimestampVectors, HttpDate) {
  for (const VectorTier tier : {VectorTier::kSmall, VectorTier::kMedium}) {
    const auto vectors = by_text(TimestampFormat::kHttpDate, tier);
    EXPECT_EQ(vectors.at("Tue, 29 Apr 2014 18:30:38 GMT").verdict, VectorVerdict::kValid);
    EXPECT_EQ(vectors.at("Tue, 29 Apr 2014 18:30:38 GMT").instant->seconds, 1398796238);
    EXPECT_EQ(vectors.at("Tue, 29 Apr 2014 18:30:60 GMT").verdict, VectorVerdict::kTolerated);
    EXPECT_EQ(vectors.at("Mon, 01 Apr 2014 18:30:38 GMT").verdict, VectorVerdict::kTolerated);
    EXPECT_EQ(vectors.at("Tue, 29 Apr 2014 24:30:38 GMT").verdict, VectorVerdict::kInvalid);
    EXPECT_EQ(vectors.at("Tuesday, 29-Apr-14 18:30:38 GMT").verdict, VectorVerdict::kInvalid);
  }
}

TEST(TimestampVectors, EpochSeconds) {
  const auto vectors = by_text(TimestampFormat::kEpochSeconds, VectorTier::kSmall);
  const auto expect = [&](const char* text, VectorVerdict verdict, std::int64_t seconds = 0,
                          std::uint32_t nanoseconds = 0) {
    ASSERT_TRUE(vectors.contains(text)) << text;
    const StringVector& vector = vectors.at(text);
    EXPECT_EQ(vector.verdict, verdict) << text;
    if (vector.instant) {
      EXPECT_EQ(*vector.instant, (VectorInstant{seconds, nanoseconds})) << text;
    }
  };
  expect("0", VectorVerdict::kValid);
  expect("-0", VectorVerdict::kValid);
  expect("1795340241.123", VectorVerdict::kValid, 1795340241, 123'000'000);
  expect("1795340241.1234", VectorVerdict::kTolerated, 1795340241, 123'400'000);
  expect("1795340241.500000000000", VectorVerdict::kValid, 1795340241, 500'000'000);
  expect("-1.5", VectorVerdict::kValid, -2, 500'000'000);
  expect("253402300799", VectorVerdict::kValid, 253402300799);
  expect("253402300800", VectorVerdict::kTolerated, 253402300800);
  expect("-62135596801", VectorVerdict::kTolerated, -62135596801);
  expect("1795340241125", VectorVerdict::kTolerated, 1795340241125);
  expect("1795340241e-3", VectorVerdict::kValid, 1795340, 241'000'000);
  expect("1e-400", VectorVerdict::kTolerated);
  expect("999999999999999999", VectorVerdict::kTolerated, 999999999999999999);
  expect("1000000000000000000", VectorVerdict::kInvalid);
  expect("1e400", VectorVerdict::kInvalid);
}

}  // namespace
}  // namespace assay
