// How many wrong validators of a RunId its vectors tell: at least 98 %.
#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/string_vectors.h"
#include "corpus/vector_set.h"

namespace assay {
namespace {

using Text = std::u32string;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_upper(char32_t c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char32_t c) { return c >= 'a' && c <= 'z'; }
bool is_first(char32_t c) { return is_digit(c) || is_upper(c) || is_lower(c); }
bool is_rest(char32_t c) { return is_first(c) || c == '.' || c == '-' || c == '_'; }

// A validator of RunId in parts that a fault replaces.
struct Validator {
  std::function<bool(char32_t)> first = is_first, rest = is_rest;
  std::function<Text(Text)> before = [](Text text) { return text; };  // what is done to the text
  std::function<std::size_t(const Text&)> length = [](const Text& text) { return text.size(); };
  std::size_t min = 1, max = 255;
  std::function<bool(const Text&, const Validator&)> match = [](const Text& text,
                                                                const Validator& self) {
    return !text.empty() && self.first(text[0]) &&
           std::all_of(text.begin() + 1, text.end(), self.rest);
  };
  bool accepts(const std::string& utf8) const {
    const Text text = before(decode_utf8(utf8));
    const std::size_t units = length(text);
    return units >= min && units <= max && match(text, *this);
  }
};

struct Mutant {
  std::string name;
  Validator validator;
};

bool is_blank(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_line_end(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}
Text cut_behind(Text text, const std::function<bool(char32_t)>& cut, std::size_t most) {
  for (; most > 0 && !text.empty() && cut(text.back()); --most) text.pop_back();
  return text;
}

class Mutants {
 public:
  std::vector<Mutant> all() {
    ranges();
    admitted();
    dropped();
    unicode();
    anchors();
    lengths();
    structure();
    places();
    return std::move(mutants_);
  }

 private:
  template <typename F>
  void add(std::string name, F&& change) {
    Mutant mutant{std::move(name), {}};
    change(mutant.validator);
    mutants_.push_back(std::move(mutant));
  }
  // The character is of another class than it should be, as first, as later one, or as both.
  void character(const std::string& name, const std::function<bool(char32_t)>& which,
                 bool allowed) {
    const auto changed = [which, allowed](bool (*good)(char32_t)) {
      return [which, allowed, good](char32_t c) { return which(c) ? allowed : good(c); };
    };
    add(name + ", first", [&](Validator& v) { v.first = changed(is_first); });
    add(name + ", later", [&](Validator& v) { v.rest = changed(is_rest); });
    add(name + ", both", [&](Validator& v) {
      v.first = changed(is_first);
      v.rest = changed(is_rest);
    });
  }
  void one(const std::string& name, char32_t which, bool allowed) {
    character(name, [which](char32_t c) { return c == which; }, allowed);
  }

  void ranges() {
    for (const char32_t end : U"09AZaz") {
      if (end == 0) continue;
      one("without " + encode_utf8(Text(1, end)), end, false);
    }
    for (const char32_t beside : U"/:@[`{") {
      if (beside == 0) continue;
      one("with " + encode_utf8(Text(1, beside)), beside, true);
    }
    character("A-z", [](char32_t c) { return c > 'Z' && c < 'a'; }, true);
    character("0-z", [](char32_t c) { return c >= '0' && c <= 'z' && !is_first(c); }, true);
    character(
        ".-_ as a range", [](char32_t c) { return c >= '.' && c <= '_' && !is_rest(c); }, true);
    character(
        "+-. as a range", [](char32_t c) { return c >= '+' && c <= '.' && !is_rest(c); }, true);
  }
  void admitted() {
    for (const char32_t c : U" \t\n\r\v\f!\"#$%&'()*+,;<=>?\\]^|}~\x7F") {
      one("with " + scalar_name(c), c, true);
    }
    for (const char32_t c : U".-_") {
      if (c == 0) continue;
      add("begins with " + encode_utf8(Text(1, c)),
          [c](Validator& v) { v.first = [c](char32_t x) { return x == c || is_first(x); }; });
    }
  }
  void dropped() {
    for (const char32_t c : U"5MqKk") {
      if (c != 0) one("lacks " + encode_utf8(Text(1, c)), c, false);
    }
    for (const char32_t c : U".-_") {
      if (c == 0) continue;
      add("lacks " + encode_utf8(Text(1, c)),
          [c](Validator& v) { v.rest = [c](char32_t x) { return x != c && is_rest(x); }; });
    }
    character("no capitals", is_upper, false);
    character("no small letters", is_lower, false);
    character("no digits", is_digit, false);
    add("no digit first",
        [](Validator& v) { v.first = [](char32_t c) { return is_first(c) && !is_digit(c); }; });
  }
  void unicode() {
    const auto in = [](char32_t first, char32_t last) {
      return [first, last](char32_t c) { return c >= first && c <= last; };
    };
    character("digits of Arabic", in(0x660, 0x669), true);
    character("full-width digits", in(0xFF10, 0xFF19), true);
    character("full-width letters", in(0xFF21, 0xFF3A), true);
    character("letters of Latin-1", in(0xC0, 0xFF), true);
    character("bytes from 0x80 to 0xFF", in(0x80, 0xFF), true);
    character("everything beyond ASCII", in(0x80, 0x10FFFF), true);
    character("everything beyond the first plane", in(0x10000, 0x10FFFF), true);
    character("superscript digits", in(0xB2, 0xB3), true);
    character("Kelvin sign", in(0x212A, 0x212A), true);
    character("long s", in(0x17F, 0x17F), true);
    character("dotless i", in(0x131, 0x131), true);
    character("dotted I", in(0x130, 0x130), true);
    character("letters of Greek and Cyrillic", in(0x370, 0x4FF), true);
    character("combining marks", in(0x300, 0x36F), true);
    character("joiners", in(0x200B, 0x200F), true);
    character("controls", in(0, 0x1F), true);
    character("C1 controls", in(0x80, 0x9F), true);
    character("NUL", in(0, 0), true);
    character("DEL", in(0x7F, 0x7F), true);
    character("byte order mark", in(0xFEFF, 0xFEFF), true);
    character("hyphens of Unicode", in(0x2010, 0x2015), true);
    for (const char32_t bits : {0xFFu, 0x7Fu, 0xFFFFu}) {
      add("low bits " + scalar_name(bits), [bits](Validator& v) {
        v.first = [bits](char32_t c) { return is_first(c & bits); };
        v.rest = [bits](char32_t c) { return is_rest(c & bits); };
      });
    }
  }
  void anchors() {
    const auto lines = [](bool (*ends)(char32_t)) {
      return [ends](const Text& text, const Validator& v) {
        for (std::size_t at = 0; at <= text.size();) {
          std::size_t end = at;
          while (end < text.size() && !ends(text[end])) ++end;
          if (end > at && v.first(text[at]) &&
              std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                          text.begin() + static_cast<std::ptrdiff_t>(end), v.rest)) {
            return true;
          }
          at = end + 1;
        }
        return false;
      };
    };
    add("matches a line",
        [&](Validator& v) { v.match = lines([](char32_t c) { return c == '\n'; }); });
    add("matches a line of any kind", [&](Validator& v) { v.match = lines(is_line_end); });
    add("matches a prefix", [](Validator& v) {
      v.match = [](const Text& t, const Validator& s) { return !t.empty() && s.first(t[0]); };
    });
    add("matches anywhere", [](Validator& v) {
      v.match = [](const Text& t, const Validator& s) {
        return std::any_of(t.begin(), t.end(), s.first);
      };
    });
    add("matches a suffix", [](Validator& v) {
      v.match = [](const Text& t, const Validator& s) {
        std::size_t at = t.size();
        bool found = false;
        while (at > 0 && s.rest(t[at - 1])) found |= s.first(t[--at]);
        return found;
      };
    });
    const auto decodes = [&](const std::string& name, const Text& escape) {
      add(name, [&](Validator& v) {
        v.before = [escape](Text t) {
          for (std::size_t at = t.find(escape); at != t.npos; at = t.find(escape)) {
            t.replace(at, escape.size(), 1, U'a');
          }
          return t;
        };
      });
    };
    decodes("decodes per cent", U"%61");
    decodes("decodes JSON again", U"\\u0061");
    decodes("decodes XML", U"&#97;");
    add("until NUL",
        [](Validator& v) { v.before = [](Text t) { return t.substr(0, t.find(U'\0')); }; });
    add("skips NUL", [](Validator& v) {
      v.before = [](Text t) {
        std::erase(t, U'\0');
        return t;
      };
    });
    const auto behind = [&](const std::string& name, std::function<bool(char32_t)> cut,
                            std::size_t most) {
      add(name, [&](Validator& v) {
        v.before = [cut, most](Text t) { return cut_behind(std::move(t), cut, most); };
      });
    };
    behind("a trailing line feed", [](char32_t c) { return c == '\n'; }, 1);
    behind("a trailing carriage return", [](char32_t c) { return c == '\r'; }, 1);
    behind("a trailing CRLF", [](char32_t c) { return c == '\n' || c == '\r'; }, 2);
    behind("a trailing line end of Java", is_line_end, 1);
    behind("trailing white space", is_blank, 1'000'000);
    behind("trailing NUL", [](char32_t c) { return c == 0; }, 1);
    add("leading white space", [](Validator& v) {
      v.before = [](Text t) {
        t.erase(t.begin(), std::find_if_not(t.begin(), t.end(), is_blank));
        return t;
      };
    });
    add("skips a byte order mark", [](Validator& v) {
      v.before = [](Text t) { return !t.empty() && t[0] == 0xFEFF ? t.substr(1) : t; };
    });
    add("removes combining marks", [](Validator& v) {
      v.before = [](Text t) {
        std::erase_if(t, [](char32_t c) { return c >= 0x300 && c < 0x370; });
        return t;
      };
    });
  }
  void lengths() {
    for (const std::size_t max : {0u, 1u, 63u, 64u, 127u, 128u, 253u, 254u, 256u, 257u, 300u, 512u,
                                  1'024u, 2'048u, 4'096u, 32'767u, 65'535u}) {
      add("maximum " + std::to_string(max), [max](Validator& v) { v.max = max; });
    }
    add("no maximum", [](Validator& v) { v.max = SIZE_MAX; });
    add("minimum 2", [](Validator& v) { v.min = 2; });
    add("empty too", [](Validator& v) {
      v.min = 0;
      v.match = [](const Text& t, const Validator& s) {
        return t.empty() || (s.first(t[0]) && std::all_of(t.begin() + 1, t.end(), s.rest));
      };
    });
    for (const std::size_t bits : {0xFFu, 0xFFFu, 0x7FFFu, 0xFFFFu}) {
      add("length modulo " + std::to_string(bits + 1),
          [bits](Validator& v) { v.length = [bits](const Text& t) { return t.size() & bits; }; });
    }
    for (const std::size_t hole : {2u, 3u, 7u, 8u, 15u, 16u, 31u, 32u, 33u, 63u, 64u, 65u, 100u,
                                   127u, 128u, 129u, 200u, 254u}) {
      add("refuses length " + std::to_string(hole), [hole](Validator& v) {
        v.length = [hole](const Text& t) { return t.size() == hole ? 0 : t.size(); };
      });
    }
  }
  void structure() {
    add("first class for all", [](Validator& v) { v.rest = is_first; });
    add("later class for all", [](Validator& v) { v.first = is_rest; });
    const auto also = [&](const std::string& name, std::function<bool(const Text&)> refused) {
      add(name, [&](Validator& v) {
        v.match = [refused](const Text& t, const Validator& s) {
          return !t.empty() && s.first(t[0]) && std::all_of(t.begin() + 1, t.end(), s.rest) &&
                 !refused(t);
        };
      });
    };
    also("ends in a letter or digit", [](const Text& t) { return !is_first(t.back()); });
    also("no two separators", [](const Text& t) {
      return std::adjacent_find(t.begin(), t.end(), [](char32_t a, char32_t b) {
               return !is_first(a) && !is_first(b);
             }) != t.end();
    });
    also("no two dots", [](const Text& t) { return t.find(U"..") != Text::npos; });
    also("no two hyphens", [](const Text& t) { return t.find(U"--") != Text::npos; });
    also("digits alone are refused",
         [](const Text& t) { return std::all_of(t.begin(), t.end(), is_digit); });
    also("no letter behind a dot", [](const Text& t) {
      return std::adjacent_find(t.begin(), t.end(), [](char32_t a, char32_t b) {
               return a == '.' && is_first(b);
             }) != t.end();
    });
    also("at most one hyphen",
         [](const Text& t) { return std::count(t.begin(), t.end(), '-') > 1; });
    also("one separator at most", [](const Text& t) {
      return std::count_if(t.begin(), t.end(), [](char32_t c) { return !is_first(c); }) > 1;
    });
    also("a separator is due",
         [](const Text& t) { return std::all_of(t.begin(), t.end(), is_first); });
    add("nothing behind the first class again", [](Validator& v) {
      v.match = [](const Text& t, const Validator&) {
        std::size_t at = 0;
        while (at < t.size() && is_first(t[at])) ++at;
        const bool led = at > 0;
        while (at < t.size() && !is_first(t[at]) && is_rest(t[at])) ++at;
        return led && at == t.size();
      };
    });
    also("refuses zz", [](const Text& t) { return t.find(U"zz") != Text::npos; });
    also("refuses a capital behind a digit", [](const Text& t) {
      return std::adjacent_find(t.begin(), t.end(), [](char32_t a, char32_t b) {
               return is_digit(a) && is_upper(b);
             }) != t.end();
    });
    also("refuses q_", [](const Text& t) { return t.find(U"q_") != Text::npos; });
  }
  // A character that is not looked at.
  void places() {
    const auto blind = [&](const std::string& name,
                           std::function<bool(std::size_t, std::size_t)> at) {
      add(name, [&](Validator& v) {
        v.match = [at](const Text& t, const Validator& s) {
          if (t.empty()) return false;
          for (std::size_t i = 0; i < t.size(); ++i) {
            if (!at(i, t.size()) && !(i == 0 ? s.first(t[0]) : s.rest(t[i]))) return false;
          }
          return true;
        };
      });
    };
    for (const std::size_t place :
         {0u, 1u, 7u, 8u, 15u, 16u, 31u, 32u, 63u, 64u, 127u, 128u, 254u}) {
      blind("not looked at: " + std::to_string(place),
            [place](std::size_t i, std::size_t) { return i == place; });
    }
    blind("the last is not looked at",
          [](std::size_t i, std::size_t n) { return i > 0 && i + 1 == n; });
    for (const std::size_t block : {8u, 16u, 32u, 64u}) {
      const std::string name = std::to_string(block);
      blind("no tail of blocks of " + name,
            [block](std::size_t i, std::size_t n) { return n > block && i >= n - n % block; });
      blind("first block of " + name + " alone",
            [block](std::size_t i, std::size_t) { return i >= block; });
      blind("last of each block of " + name,
            [block](std::size_t i, std::size_t) { return i % block == block - 1; });
    }
  }

  std::vector<Mutant> mutants_;
};

TEST(StringKillRate, RunId) {
  const ContractTables& tables = Contract::embedded().tables();
  const ShapeTable& shape = tables.shapes[tables.shape_by_name.at("IdString")];
  for (const VectorTier tier : {VectorTier::kSmall, VectorTier::kMedium}) {
    const auto derived = derive_string_vectors(tables, shape, tier);
    ASSERT_TRUE(derived) << derived.error().to_string();
    const Validator right;
    for (const StringVector& vector : derived->vectors) {
      ASSERT_EQ(right.accepts(vector.text), vector.verdict == VectorVerdict::kValid)
          << vector.origin;
    }
    const std::vector<Mutant> mutants = Mutants().all();
    std::string survivors;
    std::size_t killed = 0;
    for (const Mutant& mutant : mutants) {
      const bool kills = std::any_of(derived->vectors.begin(), derived->vectors.end(),
                                     [&](const StringVector& vector) {
                                       return mutant.validator.accepts(vector.text) !=
                                              (vector.verdict == VectorVerdict::kValid);
                                     });
      killed += kills ? 1 : 0;
      if (!kills) survivors += "\n  " + mutant.name;
    }
    std::cout << derived->vectors.size() << " vectors kill " << killed << " of " << mutants.size()
              << " validators; survivors:" << survivors << "\n";
    EXPECT_GE(mutants.size(), 200u);
    EXPECT_GE(killed * 100, mutants.size() * 98) << survivors;
  }
}

}  // namespace
}  // namespace assay
