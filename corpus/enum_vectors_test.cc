// What the vectors of enums guarantee: verdicts, and how many wrong comparisons they tell.
#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/string_vectors.h"

namespace assay {
namespace {

using Values = std::vector<std::string>;

Values values_of(const ContractTables& tables, const ShapeTable& shape) {
  return Values(tables.enum_values.begin() + shape.first_enum,
                tables.enum_values.begin() + shape.first_enum + shape.enum_count);
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  return text;
}
std::string without(std::string text, std::string_view characters) {
  std::erase_if(text, [characters](char c) { return characters.find(c) != characters.npos; });
  return text;
}
std::string trimmed(std::string text, std::string_view characters) {
  const std::size_t first = text.find_first_not_of(characters);
  if (first == text.npos) return "";
  return text.substr(first, text.find_last_not_of(characters) - first + 1);
}
std::string until(const std::string& text, char end) { return text.substr(0, text.find(end)); }
std::string sorted(std::string text) {
  std::sort(text.begin(), text.end());
  return text;
}
std::string masked(std::string text, unsigned char bits) {
  for (char& c : text) c = static_cast<char>(static_cast<unsigned char>(c) & bits);
  return text;
}

struct EnumFault {
  std::string name;
  std::function<bool(const Values&, const std::string&)> accepts;
};

// Compares something else than the values themselves.
EnumFault by_key(std::string name, std::function<std::string(const std::string&)> key) {
  return {std::move(name), [key = std::move(key)](const Values& values, const std::string& text) {
            return std::any_of(values.begin(), values.end(),
                               [&](const std::string& value) { return key(value) == key(text); });
          }};
}
EnumFault by_pair(std::string name,
                  std::function<bool(const std::string& value, const std::string& text)> same) {
  return {std::move(name), [same = std::move(same)](const Values& values, const std::string& text) {
            return std::any_of(values.begin(), values.end(),
                               [&](const std::string& value) { return same(value, text); });
          }};
}

std::vector<EnumFault> faults_for(const Values& values) {
  std::vector<EnumFault> faults = {
      by_key("without case", lower),
      by_key("trimmed blanks", [](const std::string& t) { return trimmed(t, " "); }),
      by_key("trimmed white space", [](const std::string& t) { return trimmed(t, " \t\r\n"); }),
      by_key("without separators", [](const std::string& t) { return without(t, "_"); }),
      by_key("without separators and case",
             [](const std::string& t) { return lower(without(t, "_- ")); }),
      by_key("until NUL", [](const std::string& t) { return until(t, '\0'); }),
      by_key("until line feed", [](const std::string& t) { return until(t, '\n'); }),
      by_key("until blank", [](const std::string& t) { return until(t, ' '); }),
      by_key("until comma", [](const std::string& t) { return until(t, ','); }),
      by_key("letters in any order", sorted),
      by_key("bit 5 ignored", [](const std::string& t) { return masked(t, 0xDF); }),
      by_key("bit 0 ignored", [](const std::string& t) { return masked(t, 0xFE); }),
      by_key("without quotes", [](const std::string& t) { return trimmed(t, "\""); }),
      by_key("doubled letters once",
             [](std::string t) {
               t.erase(std::unique(t.begin(), t.end()), t.end());
               return t;
             }),
      by_key("length alone", [](const std::string& t) { return std::to_string(t.size()); }),
      by_key("ends alone",
             [](const std::string& t) {
               return t.size() < 2 ? t
                                   : std::string{t.front(), t.back()} + std::to_string(t.size());
             }),
      by_key("sum of bytes",
             [](const std::string& t) {
               unsigned sum = 0;
               for (const char c : t) sum += static_cast<unsigned char>(c);
               return std::to_string(sum);
             }),
      by_pair("text begins with a value",
              [](const std::string& v, const std::string& t) { return t.starts_with(v); }),
      by_pair("text ends with a value",
              [](const std::string& v, const std::string& t) { return t.ends_with(v); }),
      by_pair("text contains a value",
              [](const std::string& v, const std::string& t) { return t.find(v) != t.npos; }),
      by_pair("value begins with the text",
              [](const std::string& v, const std::string& t) { return v.starts_with(t); }),
      by_pair("value contains the text",
              [](const std::string& v, const std::string& t) { return v.find(t) != v.npos; }),
      {"anything", [](const Values&, const std::string&) { return true; }},
      {"nothing", [](const Values&, const std::string&) { return false; }},
      {"empty too",
       [](const Values& all, const std::string& t) {
         return t.empty() || std::find(all.begin(), all.end(), t) != all.end();
       }},
  };
  const bool low_line = std::any_of(values.begin(), values.end(), [](const std::string& value) {
    return value.find('_') != value.npos;
  });
  if (low_line) {
    faults.push_back(by_pair("hyphen for low line", [](const std::string& v, std::string t) {
      std::replace(t.begin(), t.end(), '-', '_');
      return v == t;
    }));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    faults.push_back({"without " + values[i], [i](const Values& all, const std::string& t) {
                        return t != all[i] && std::find(all.begin(), all.end(), t) != all.end();
                      }});
    for (std::size_t at = 0; at < values[i].size(); ++at) {
      const std::string place = values[i] + " at " + std::to_string(at);
      const auto here = [i, at](auto same) {
        return [i, at, same](const Values& all, const std::string& t) {
          if (std::find(all.begin(), all.end(), t) != all.end()) return true;
          const std::string& v = all[i];
          return same(v, t, at);
        };
      };
      faults.push_back({"any character in " + place, here([](const auto& v, const auto& t, auto p) {
                          return t.size() == v.size() && t.substr(0, p) == v.substr(0, p) &&
                                 t.substr(p + 1) == v.substr(p + 1);
                        })});
      faults.push_back({"case ignored in " + place, here([](const auto& v, const auto& t, auto p) {
                          return t.size() == v.size() && t.substr(0, p) == v.substr(0, p) &&
                                 (t[p] | 0x20) == (v[p] | 0x20) &&
                                 t.substr(p + 1) == v.substr(p + 1);
                        })});
      faults.push_back(
          {"optional character in " + place, here([](const auto& v, const auto& t, auto p) {
             return t == v.substr(0, p) + v.substr(p + 1);
           })});
      faults.push_back(
          {"repeated character in " + place, here([](const auto& v, const auto& t, auto p) {
             return t == v.substr(0, p + 1) + v.substr(p);
           })});
      if (at + 1 < values[i].size() && values[i][at] == values[i][at + 1]) continue;
      faults.push_back(
          {"swapped character in " + place, here([](const auto& v, std::string t, auto p) {
             if (p + 1 >= v.size()) return t == v.substr(0, p);
             if (t.size() != v.size()) return false;
             std::swap(t[p], t[p + 1]);
             return t == v;
           })});
    }
  }
  return faults;
}

TEST(EnumVectors, TellEveryWrongComparison) {
  const ContractTables& tables = Contract::embedded().tables();
  std::size_t enums = 0;
  for (const ShapeTable& shape : tables.shapes) {
    if (shape.kind != ShapeKind::kEnum) continue;
    ++enums;
    const Values values = values_of(tables, shape);
    for (const VectorTier tier : {VectorTier::kSmall, VectorTier::kMedium}) {
      const auto derived = derive_enum_vectors(tables, shape, tier);
      ASSERT_TRUE(derived) << derived.error().to_string();
      EXPECT_LE(derived->vectors.size(), max_vectors(tier));
      std::size_t valid = 0;
      for (const StringVector& vector : derived->vectors) {
        const bool known = std::find(values.begin(), values.end(), vector.text) != values.end();
        ASSERT_EQ(vector.verdict == VectorVerdict::kValid, known) << vector.text;
        valid += known ? 1 : 0;
      }
      EXPECT_EQ(valid, values.size());
      const std::vector<EnumFault> faults = faults_for(values);
      std::size_t killed = 0;
      std::string survivors;
      for (const EnumFault& fault : faults) {
        const bool kills = std::any_of(derived->vectors.begin(), derived->vectors.end(),
                                       [&](const StringVector& vector) {
                                         return fault.accepts(values, vector.text) !=
                                                (vector.verdict == VectorVerdict::kValid);
                                       });
        killed += kills ? 1 : 0;
        if (!kills) survivors += "\n  " + fault.name;
      }
      std::cout << shape.name << ": " << derived->vectors.size() << " vectors kill " << killed
                << " of " << faults.size() << " faults; lost \"" << derived->theorem.lost << "\"\n";
      EXPECT_EQ(killed, faults.size()) << shape.name << survivors;
    }
  }
  EXPECT_GE(enums, 3u);
}

}  // namespace
}  // namespace assay
