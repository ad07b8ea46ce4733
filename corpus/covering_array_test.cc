#include "corpus/covering_array.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>
#include <utility>

namespace assay {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

bool stands(const std::vector<CoveringParameter>& parameters, const CoveringRow& row,
            std::uint32_t at) {
  if (row[at] == kNoLevel) return false;
  return parameters[at].parent == kNone ||
         (row[parameters[at].parent] == parameters[at].parent_level &&
          stands(parameters, row, parameters[at].parent));
}

using Pair = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;

std::set<Pair> pairs_in(const std::vector<CoveringParameter>& parameters,
                        const std::vector<CoveringRow>& rows) {
  std::set<Pair> pairs;
  for (const CoveringRow& row : rows) {
    for (std::uint32_t p = 0; p < row.size(); ++p) {
      for (std::uint32_t q = p + 1; q < row.size(); ++q) {
        if (stands(parameters, row, p) && stands(parameters, row, q)) {
          pairs.insert({p, row[p], q, row[q]});
        }
      }
    }
  }
  return pairs;
}

// All rows that the parents allow.
std::vector<CoveringRow> all_rows(const std::vector<CoveringParameter>& parameters) {
  std::vector<CoveringRow> rows = {{}};
  for (const CoveringParameter& parameter : parameters) {
    std::vector<CoveringRow> longer;
    for (const CoveringRow& row : rows) {
      const bool active =
          parameter.parent == kNone || row[parameter.parent] == parameter.parent_level;
      for (std::uint32_t level = 0; level < (active ? parameter.levels : 1); ++level) {
        longer.push_back(row);
        longer.back().push_back(active ? level : kNoLevel);
      }
    }
    rows = std::move(longer);
  }
  return rows;
}

TEST(CoveringArrayTest, EveryPairOccurs) {
  const std::vector<CoveringParameter> parameters = {{3}, {4}, {2}, {3}, {5}, {2}};
  const CoveringResult result = covering_array(parameters, 2);
  EXPECT_EQ(pairs_in(parameters, result.rows), pairs_in(parameters, all_rows(parameters)));
  EXPECT_EQ(result.combinations, pairs_in(parameters, result.rows).size());
  EXPECT_EQ(result.refused, 0u);
  EXPECT_GE(result.rows.size(), 20u);  // 4 * 5: no array is smaller
  EXPECT_LE(result.rows.size(), 26u);
}

TEST(CoveringArrayTest, ChildrenCountOnlyBelowTheirParent) {
  const std::vector<CoveringParameter> parameters = {{3},       {4, 0, 2}, {2},
                                                     {3, 1, 3}, {2, 0, 2}, {2, 0, 1}};
  const CoveringResult result = covering_array(parameters, 2);
  EXPECT_EQ(pairs_in(parameters, result.rows), pairs_in(parameters, all_rows(parameters)));
  EXPECT_EQ(result.combinations, pairs_in(parameters, result.rows).size());
}

TEST(CoveringArrayTest, EveryTripleOccurs) {
  const std::vector<CoveringParameter> parameters = {{3}, {2}, {2, 0, 1}, {3}, {2}};
  const auto triples = [&](const std::vector<CoveringRow>& rows) {
    std::set<std::vector<std::uint32_t>> found;
    for (const CoveringRow& row : rows) {
      for (std::uint32_t p = 0; p < 5; ++p) {
        for (std::uint32_t q = p + 1; q < 5; ++q) {
          for (std::uint32_t r = q + 1; r < 5; ++r) {
            if (!stands(parameters, row, p) || !stands(parameters, row, q) ||
                !stands(parameters, row, r)) {
              continue;
            }
            found.insert({p, row[p], q, row[q], r, row[r]});
          }
        }
      }
    }
    return found;
  };
  const CoveringResult result = covering_array(parameters, 3);
  EXPECT_EQ(triples(result.rows), triples(all_rows(parameters)));
  EXPECT_LT(result.rows.size(), all_rows(parameters).size() * 2 / 3);
}

TEST(CoveringArrayTest, SettlingIsRespected) {
  // The second parameter always follows the first.
  const std::vector<CoveringParameter> parameters = {{3}, {3}, {2}};
  const CoveringResult result = covering_array(parameters, 2, [](const CoveringRow& row) {
    CoveringRow settled = row;
    settled[1] = settled[0];
    return settled;
  });
  for (const CoveringRow& row : result.rows) EXPECT_EQ(row[0], row[1]);
  EXPECT_EQ(result.combinations, 9u + 6u + 6u);
  EXPECT_EQ(result.refused, 6u);
}

TEST(CoveringArrayTest, FewParameters) {
  EXPECT_EQ(covering_array({}, 2).rows.size(), 1u);
  EXPECT_EQ(covering_array({{4}}, 2).rows.size(), 4u);
  EXPECT_EQ(covering_array({{4}, {3}}, 3).rows.size(), 12u);
}

}  // namespace
}  // namespace assay
