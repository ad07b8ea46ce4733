// http-date and epoch-seconds.
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "corpus/string_vectors.h"
#include "corpus/timestamp_texts.h"

namespace assay {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kWeekdays{"Mon", "Tue", "Wed", "Thu",
                                                    "Fri", "Sat", "Sun"};

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

// With the right day of the week where there is one.
std::string http_date(int year, int month, int day, std::string_view time) {
  const bool real = year >= 1 && day >= 1 && day <= days_in(year, month);
  return fmt::format("{}, {:02} {} {:04} {} GMT", real ? weekday_name(year, month, day) : "Mon",
                     day, kMonths[static_cast<std::size_t>(month - 1)], year, time);
}

// Behind the time, with a blank before and without. Written by mail programs and date libraries.
constexpr std::string_view kZones[] = {"UTC",
                                       "UT",
                                       "Z",
                                       "z",
                                       "A",
                                       "EST",
                                       "EDT",
                                       "CST",
                                       "CDT",
                                       "MST",
                                       "MDT",
                                       "PST",
                                       "PDT",
                                       "CET",
                                       "CEST",
                                       "BST",
                                       "WET",
                                       "JST",
                                       "IST",
                                       "G",
                                       "GM",
                                       "GMTT",
                                       "GMT0",
                                       "GMT+0",
                                       "GMT+1",
                                       "GMT+0000",
                                       "GMT-0000",
                                       "GMT+0100",
                                       "GMT-0800",
                                       "GMT+00:00",
                                       "GMT+01:00",
                                       "GMT-08:00",
                                       "GMT +0000",
                                       "GMT (UTC)",
                                       "GMT (GMT)",
                                       "GMT (Coordinated Universal Time)",
                                       "GMT;",
                                       "GMT 2014",
                                       "(GMT)",
                                       "[GMT]",
                                       "+0",
                                       "+00",
                                       "+0000",
                                       "-0000",
                                       "+00:00",
                                       "-00:00",
                                       "+0100",
                                       "+01:00",
                                       "-0800",
                                       "-08:00",
                                       "+0000 (UTC)",
                                       "Etc/GMT",
                                       "Europe/London",
                                       "AM",
                                       "PM GMT"};

// In other languages, longer, shorter, and no name at all.
constexpr std::string_view kOtherWeekdays[] = {
    "Mo",  "Die", "Mit", "Don", "Fre", "Sam",  "Son",  "Lun",         "Mar",
    "Mer", "Jeu", "Ven", "Dim", "Gio", "Tues", "Weds", "Thur",        "Thurs",
    "Tu",  "T",   "",    "Xxx", "Abc", "2",    "---",  "\xE7\x81\xAB"};
constexpr std::string_view kOtherMonths[] = {
    "M\xC3\xA4r",    "Mai", "Okt",  "Dez",  "F\xC3\xA9v", "Avr", "Juin", "Juil", "Ao\xC3\xBB",
    "D\xC3\xA9\x63", "Ene", "Abr",  "Ago",  "Dic",        "Gen", "Mag",  "Giu",  "Lug",
    "Set",           "Ott", "Sept", "June", "July",       "Ap",  "A",    "",     "Xxx",
    "Abc",           "4",   "04",   "IV",   "00",         "13"};

// A number; whole ones also with exponents that change nothing.
void add_token(std::vector<EpochToken>& tokens, std::string_view integer, std::string_view fraction,
               std::uint32_t flags) {
  for (const bool negative : {false, true}) {
    EpochToken token;
    token.negative = negative;
    token.digits = std::string(integer) + std::string(fraction);
    token.scale = -static_cast<std::int64_t>(fraction.size());
    token.flags = flags;
    const std::string sign = negative ? "-" : "";
    token.token = sign + std::string(integer);
    if (!fraction.empty()) token.token += "." + std::string(fraction);
    tokens.push_back(token);
    if (!fraction.empty()) continue;
    EpochToken scientific = token;
    for (const std::string_view exponent : {"e0", "E+0", "e-0"}) {
      scientific.token = token.token + std::string(exponent);
      tokens.push_back(scientific);
    }
  }
}

}  // namespace

std::vector<TimestampText> http_date_texts() {
  std::vector<TimestampText> texts;
  const auto add = [&texts](std::string text, std::uint32_t flags, std::string_view origin) {
    texts.push_back({std::move(text), flags, std::string(origin)});
  };
  constexpr std::string_view kTime = "18:30:38";
  for (const int year :
       {0,    1,    4,    100,  400,  1582, 1600, 1700, 1800, 1900, 1904, 1969, 1970, 1999, 2000,
        2001, 2004, 2014, 2023, 2024, 2026, 2037, 2038, 2100, 2104, 2200, 2400, 9996, 9999}) {
    for (int month = 1; month <= 12; ++month) {
      const int days = days_in(year, month);
      for (const int day : {0, 1, 28, 29, 30, 31, 32}) {
        const bool chosen = month == 2 || year == 2014 || year == 2024;
        if (chosen || day == days || day == days + 1) {
          add(http_date(year, month, day, kTime), kFlagCalendar, "calendar");
        }
      }
    }
  }
  for (int day = 1; day <= 14; ++day) {
    for (const std::string_view weekday : kWeekdays) {
      add(fmt::format("{}, {:02} Apr 2014 18:30:38 GMT", weekday, day),
          kFlagCalendar | kFlagTolerantForm, "weekday");
    }
  }
  for (int part = 0; part < 30; ++part) {
    add(http_date(2014, 4, 29, fmt::format("{:02}:30:38", part)), kFlagClock, "clock/hour");
  }
  for (const int part : {0, 1, 9, 10, 19, 29, 30, 39, 49, 50, 59, 60, 61, 62, 69, 99}) {
    add(http_date(2014, 4, 29, fmt::format("18:{:02}:38", part)), kFlagClock, "clock/minute");
    add(http_date(2014, 4, 29, fmt::format("18:30:{:02}", part)), kFlagClock, "clock/second");
    add(http_date(2014, 12, 31, fmt::format("23:59:{:02}", part)), kFlagClock, "clock/second");
  }
  for (const std::string_view form :
       {"",
        "Tue, 29 Apr 2014 18:30:38.5 GMT",
        "Tue, 29 Apr 2014 18:30:38.123 GMT",
        "Tue, 29 Apr 2014 18:30:38 UTC",
        "Tue, 29 Apr 2014 18:30:38 Z",
        "Tue, 29 Apr 2014 18:30:38 gmt",
        "Tue, 29 Apr 2014 18:30:38 +0000",
        "Tue, 29 Apr 2014 18:30:38 GMT+1",
        "Tue, 29 Apr 2014 18:30:38",
        "29 Apr 2014 18:30:38 GMT",
        "tue, 29 Apr 2014 18:30:38 GMT",
        "TUE, 29 APR 2014 18:30:38 GMT",
        "Tue, 29 apr 2014 18:30:38 GMT",
        "Tue, 29 April 2014 18:30:38 GMT",
        "Tuesday, 29 Apr 2014 18:30:38 GMT",
        "Tuesday, 29-Apr-14 18:30:38 GMT",
        "Tue, 29-Apr-2014 18:30:38 GMT",
        "Tue Apr 29 18:30:38 2014",
        "Tue, 9 Apr 2014 18:30:38 GMT",
        "Tue, 29 Apr 14 18:30:38 GMT",
        "Tue, 29 Apr 02014 18:30:38 GMT",
        "Tue, 29 Apr 12014 18:30:38 GMT",
        "Tue,29 Apr 2014 18:30:38 GMT",
        "Tue 29 Apr 2014 18:30:38 GMT",
        "Tue,  29 Apr 2014 18:30:38 GMT",
        "Tue, 29  Apr 2014 18:30:38 GMT",
        "Tue, 29 Apr 2014 8:30:38 GMT",
        "Tue, 29 Apr 2014 18:30 GMT",
        "Tue, 29 04 2014 18:30:38 GMT",
        "Apr, 29 Tue 2014 18:30:38 GMT",
        "Die, 29 Apr 2014 18:30:38 GMT",
        "Tue, 29 Avr 2014 18:30:38 GMT",
        "2014-04-29T18:30:38Z",
        "2014-04-29 18:30:38 GMT",
        "2014-04-29",
        "Tue Apr 29 18:30:38 GMT 2014",
        "Tue Apr 29 2014 18:30:38 GMT",
        "Tue Apr 29 2014 18:30:38 GMT+0000",
        "Tue Apr 29 2014 18:30:38 GMT+0000 (Coordinated Universal Time)",
        "Tue Apr 29 2014",
        "Apr 29, 2014",
        "April 29, 2014 18:30:38 GMT",
        "29 Apr 2014",
        "29 Apr 14 18:30 GMT",
        "4/29/2014 18:30:38 GMT",
        "29.04.2014 18:30:38 GMT",
        "1398796238",
        "Tue, 29 Apr -014 18:30:38 GMT",
        "Tue, 29 Apr +014 18:30:38 GMT",
        "Tue, +9 Apr 2014 18:30:38 GMT",
        "Tue,\t29 Apr 2014 18:30:38 GMT",
        "Tue, 29 Apr 2014\t18:30:38 GMT"}) {
    add(std::string(form), kFlagOtherForm, "form");
  }
  const std::string good = "Tue, 29 Apr 2014 18:30:38 GMT";
  for (const std::string_view added : {"\n", "\r", "\r\n", " ", "\t", "x", "0", "\xC2\x85",
                                       "\xE2\x80\xA8", "\xEF\xBB\xBF", ",", "."}) {
    add(good + std::string(added), kFlagTrailingNewline, "behind");
    add(std::string(added) + good, kFlagLineBreak, "before");
  }
  add(good + std::string(1, '\0'), kFlagControl, "behind");
  for (std::size_t at = 0; at < good.size(); ++at) {
    add(good.substr(0, at), kFlagOtherForm, fmt::format("cut at {}", at));
    add(good.substr(0, at) + good.substr(at + 1), kFlagOtherForm, fmt::format("drop {}", at));
    for (const std::string_view other :
         {" ", "-", ":", "0", "9", "a", "A", "_", "\n", "\xEF\xBC\x90", "\xD9\xA0"}) {
      add(good.substr(0, at) + std::string(other) + good.substr(at + 1), kFlagRefinedAlphabet,
          fmt::format("at {}", at));
    }
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    add(changed, kFlagCaseFold, fmt::format("bit 5 at {}", at));
  }
  const std::string bare = good.substr(0, good.size() - 4);
  for (const std::string_view zone : kZones) {
    add(bare + " " + std::string(zone), kFlagOffset, "zone");
    add(bare + std::string(zone), kFlagOffset, "zone");
  }
  for (const std::string_view fraction : {".", ".0", ".5", ".00", ".12", ".000", ".001", ".999",
                                          ".1234", ".123456", ".123456789", ",5", ":00", ":5"}) {
    add(bare + std::string(fraction) + " GMT", kFlagFraction, "fraction");
  }
  const auto name = [&](std::size_t at, std::string_view other, std::string_view origin) {
    std::string text = good;
    add(text.replace(at, 3, other), kFlagOtherForm, origin);
  };
  for (const std::string_view other : kOtherWeekdays) name(0, other, "name of a day");
  for (const std::string_view other : kOtherMonths) name(8, other, "name of a month");
  // A name that is looked up in one text of all names.
  for (const auto& [all, at] :
       {std::pair(std::string_view("MonTueWedThuFriSatSunMon"), 0u),
        std::pair(std::string_view("SunMon"), 0u),
        std::pair(std::string_view("JanFebMarAprMayJunJulAugSepOctNovDecJan"), 8u)}) {
    for (std::size_t i = 1; i + 3 < all.size(); ++i) {
      if (i % 3 != 0) name(at, all.substr(i, 3), "between two names");
    }
  }
  return texts;
}

std::vector<EpochToken> epoch_tokens() {
  std::vector<EpochToken> tokens;
  constexpr std::string_view kIntegers[] = {"0",
                                            "1",
                                            "9",
                                            "59",
                                            "60",
                                            "86399",
                                            "86400",
                                            "951782400",
                                            "1709208000",
                                            "1795340241",
                                            "2147483646",
                                            "2147483647",
                                            "2147483648",
                                            "2147483649",
                                            "4294967295",
                                            "4294967296",
                                            "4294967297",
                                            "9007199254",
                                            "62135596799",
                                            "62135596800",
                                            "62135596801",
                                            "62167219200",
                                            "253402300799",
                                            "253402300800",
                                            "253402300801",
                                            "1795340241125",
                                            "9223372036",
                                            "9223372037",
                                            "9223372036854775",
                                            "9223372036854776",
                                            "9007199254740991",
                                            "9007199254740992",
                                            "9007199254740993",
                                            "99999999999999999",
                                            "100000000000000000",
                                            "999999999999999999",
                                            "1000000000000000000",
                                            "9223372036854775807",
                                            "9223372036854775808",
                                            "18446744073709551615",
                                            "18446744073709551616",
                                            "100000000000000000000000000000000000000"};
  for (const std::string_view integer : kIntegers) add_token(tokens, integer, "", kFlagCalendar);
  for (const std::string_view integer :
       {"0", "1", "1795340241", "253402300799", "62135596800", "62135596799"}) {
    for (std::size_t count = 1; count <= 12; ++count) {
      for (const std::string_view digits :
           {"123456789123", "000000000000", "999999999999", "500000000000"}) {
        add_token(tokens, integer, digits.substr(0, count), kFlagFraction);
      }
      add_token(tokens, integer, std::string(count - 1, '0') + "1", kFlagFraction);
      add_token(tokens, integer, "5" + std::string(count - 1, '0'), kFlagFraction);
    }
  }
  add_token(tokens, "1795340241", std::string(40, '1'), kFlagFraction);
  // The value of one text moved by its exponent.
  for (const std::int64_t exponent : {-400, -20, -13, -12, -10, -9, -8, -4, -3, -2,  -1,  1,  2, 3,
                                      8,    9,   10,  11,  12,  17, 18, 19, 20, 308, 309, 400}) {
    for (const std::string_view digits : {"1", "5", "25", "1795340241", "1795340241125"}) {
      for (const bool negative : {false, true}) {
        EpochToken token;
        token.digits = digits;
        token.negative = negative;
        token.scale = exponent;
        token.flags = kFlagOtherForm;
        token.token = fmt::format("{}{}e{}", negative ? "-" : "", digits, exponent);
        tokens.push_back(token);
        token.token = fmt::format("{}{}.0E{:+}", negative ? "-" : "", digits, exponent);
        tokens.push_back(token);
        token.scale -= static_cast<std::int64_t>(digits.size()) - 1;
        if (digits.size() > 1) {
          token.token = fmt::format("{}{}.{}E{}", negative ? "-" : "", digits.substr(0, 1),
                                    digits.substr(1), exponent);
          tokens.push_back(token);
        }
      }
    }
  }
  return tokens;
}

}  // namespace assay
