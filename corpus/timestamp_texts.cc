#include "corpus/timestamp_texts.h"

#include <fmt/format.h>

#include <chrono>
#include <string_view>

#include "corpus/string_vectors.h"

namespace assay {
namespace {

constexpr int kYears[] = {0,    1,    4,    99,   100,  200,  400,  999,  1000, 1582, 1600,
                          1700, 1752, 1800, 1899, 1900, 1904, 1969, 1970, 1972, 1999, 2000,
                          2001, 2004, 2008, 2010, 2012, 2016, 2020, 2023, 2024, 2026, 2037,
                          2038, 2039, 2096, 2100, 2104, 2200, 2262, 2300, 2400, 9996, 9999};

// Behind, before and inside any form.
constexpr std::string_view kAdded[] = {"\n",
                                       "\r",
                                       "\r\n",
                                       "\n\n",
                                       " ",
                                       "\t",
                                       "Z",
                                       "0",
                                       "\xC2\x85",
                                       "\xC2\xA0",
                                       "\xE2\x80\xA8",
                                       "\xEF\xBB\xBF",
                                       "\xE2\x80\xA9",
                                       "x",
                                       "\"",
                                       "/",
                                       "z",
                                       ".",
                                       "+",
                                       "-",
                                       "[UTC]",
                                       "GMT",
                                       ",",
                                       "\x7F"};

class Texts {
 public:
  void add(std::string text, std::uint32_t flags, std::string_view origin) {
    texts_.push_back({std::move(text), flags, std::string(origin)});
  }
  // What stands around a good text, and each of its characters dropped, doubled and swapped.
  void add_around(const std::string& good, std::string_view name) {
    for (const std::string_view added : kAdded) {
      const bool line = added.find_first_of("\r\n") != added.npos || added.size() == 3;
      const std::uint32_t flags = line ? kFlagLineBreak : kFlagRefinedAlphabet;
      add(good + std::string(added), line ? flags | kFlagTrailingNewline : flags,
          fmt::format("{}/behind", name));
      add(std::string(added) + good, flags, fmt::format("{}/before", name));
    }
    add(good + std::string(1, '\0'), kFlagControl, fmt::format("{}/behind", name));
    add(good + good, kFlagOtherForm, fmt::format("{}/twice", name));
    for (std::size_t at = 0; at < good.size(); ++at) {
      add(good.substr(0, at), kFlagOtherForm, fmt::format("{}/cut at {}", name, at));
      add(good.substr(0, at) + good.substr(at + 1), kFlagOtherForm,
          fmt::format("{}/drop {}", name, at));
      add(good.substr(0, at + 1) + good.substr(at), kFlagOtherForm,
          fmt::format("{}/double {}", name, at));
      for (const std::string_view other :
           {" ", "_", "/", ".", ":", "-", "O", "l", "\n", "+", "A", "\xEF\xBC\x90", "\xD9\xA0"}) {
        add(good.substr(0, at) + std::string(other) + good.substr(at + 1), kFlagRefinedAlphabet,
            fmt::format("{}/at {}", name, at));
      }
      std::string changed = good;
      changed[at] = static_cast<char>(changed[at] ^ 0x20);
      add(changed, kFlagCaseFold, fmt::format("{}/bit 5 at {}", name, at));
    }
  }
  std::vector<TimestampText> take() { return std::move(texts_); }

 private:
  std::vector<TimestampText> texts_;
};

void add_calendar(Texts& texts) {
  for (const int year : kYears) {
    for (const std::string_view day : {"01-01", "02-28", "02-29", "02-30", "03-01", "12-31"}) {
      texts.add(fmt::format("{:04}-{}T09:37:21Z", year, day), kFlagCalendar, "calendar/year");
    }
  }
  for (const int year : {2026, 2024, 2000, 1900, 9999}) {
    for (const int month : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 19, 20, 21, 31, 99}) {
      for (const int day : {0, 1, 9, 10, 19, 20, 28, 29, 30, 31, 32, 39, 40, 99}) {
        if (year != 2026 && (day < 28 || day > 32)) continue;
        texts.add(fmt::format("{}-{:02}-{:02}T00:00:00Z", year, month, day), kFlagCalendar,
                  "calendar/month");
      }
    }
  }
  for (const std::string_view date : {"0001-01-01", "1969-12-31", "1970-01-01", "2038-01-19",
                                      "9999-12-31", "2024-02-29", "2000-02-29"}) {
    for (const std::string_view time :
         {"00:00:00Z", "00:00:00.000Z", "00:00:00.001Z", "23:59:59Z", "23:59:59.999Z", "03:14:07Z",
          "03:14:08Z", "00:00:00+00:01", "23:59:59-00:01", "00:00:00+23:59", "23:59:59-23:59",
          "23:59:60Z"}) {
      texts.add(fmt::format("{}T{}", date, time), kFlagCalendar, "calendar/end");
    }
  }
}

void add_clock(Texts& texts) {
  const std::string day = "2026-11-22T";
  for (int hour = 0; hour < 30; ++hour) {
    texts.add(fmt::format("{}{:02}:37:21Z", day, hour), kFlagClock, "clock/hour");
    texts.add(fmt::format("{}{:02}:00:00Z", day, hour), kFlagClock, "clock/hour");
  }
  for (const int part : {0, 1, 9, 10, 19, 29, 30, 39, 40, 49, 50, 58, 59, 60, 61, 62, 69, 70, 99}) {
    texts.add(fmt::format("{}09:{:02}:21Z", day, part), kFlagClock, "clock/minute");
    const std::uint32_t leap = part == 60 ? kFlagClock | kFlagTolerantForm : kFlagClock;
    texts.add(fmt::format("{}09:37:{:02}Z", day, part), leap, "clock/second");
    texts.add(fmt::format("{}23:59:{:02}Z", day, part), leap, "clock/second");
    texts.add(fmt::format("{}09:37:{:02}.5Z", day, part), leap, "clock/second");
    texts.add(fmt::format("{}09:37:{:02}+01:00", day, part), leap, "clock/second");
  }
  for (const std::string_view time :
       {"24:00:00Z",  "24:00:00.000Z", "24:00:01Z", "24:59:59Z", "23:60:00Z",    "23:59:60.999Z",
        "00:00:60Z",  "00:59:60Z",     "12:00:60Z", "23:58:60Z", "9:37:21Z",     "09:7:21Z",
        "09:37:1Z",   "09:37Z",        "09Z",       "093721Z",   "09:37:21:00Z", "09.37.21Z",
        "09:37:-1Z",  "09:37:+1Z",     "09:37: 1Z", "-9:37:21Z", "+9:37:21Z",    " 9:37:21Z",
        "09:37:21 Z", "09:37:21 PM",   "09:37:21"}) {
    texts.add(day + std::string(time), kFlagClock, "clock/form");
  }
}

void add_fractions(Texts& texts) {
  const std::string until = "2026-11-22T09:37:21";
  for (std::size_t count = 0; count <= 12; ++count) {
    for (const std::string_view digits :
         {"123456789123", "000000000000", "999999999999", "500000000000", "000000000001"}) {
      std::string fraction(digits.substr(0, count));
      if (count > 0 && digits.back() == '1') fraction.back() = '1';
      const std::uint32_t flags = count > 3 ? kFlagFraction | kFlagTolerantForm : kFlagFraction;
      for (const std::string_view zone : {"Z", "z", "+01:00", ""}) {
        texts.add(fmt::format("{}.{}{}", until, fraction, zone), flags, "fraction/digits");
      }
    }
  }
  for (const std::size_t count : {13, 15, 16, 18, 19, 20, 21, 31, 32, 40, 64, 100, 255, 256}) {
    // Nines: who reads the fraction as a binary number rounds it up to the next second.
    for (const char digit : {'1', '9'}) {
      texts.add(fmt::format("{}.{}Z", until, std::string(count, digit)),
                kFlagFraction | kFlagTolerantForm, "fraction/many");
    }
  }
  for (const std::string_view end :
       {",5Z", ",123Z", ".5.5Z", "..5Z", ". 5Z", ".-5Z", ".+5Z", ".5 Z", ".5e3Z", ".1_0Z", ".Z",
        ".12aZ", ":5Z", ";5Z", ".\xD9\xA5Z", ".5"}) {
    texts.add(until + std::string(end), kFlagFraction, "fraction/form");
  }
  texts.add("1969-12-31T23:59:59.5Z", kFlagFraction, "fraction/before 1970");
  texts.add("1969-12-31T23:59:59.999999999Z", kFlagFraction | kFlagTolerantForm,
            "fraction/before 1970");
}

void add_offsets(Texts& texts) {
  constexpr std::string_view kOffsets[] = {
      "00:00", "00:01", "00:30", "00:59", "00:60", "00:99", "01:00", "05:30", "05:45", "09:00",
      "09:30", "10:00", "12:00", "13:00", "14:00", "14:01", "15:59", "18:00", "18:01", "19:00",
      "20:00", "23:00", "23:59", "23:60", "24:00", "25:00", "29:59", "99:99"};
  for (const std::string_view until :
       {"2026-11-22T09:37:21", "2026-11-22T09:37:21.125", "2024-02-29T23:30:00",
        "2024-03-01T00:15:00", "1970-01-01T00:00:00"}) {
    for (const std::string_view offset : kOffsets) {
      for (const char sign : {'+', '-'}) {
        texts.add(fmt::format("{}{}{}", until, sign, offset), kFlagOffset | kFlagTolerantForm,
                  "offset/value");
      }
    }
  }
  for (const std::string_view form : {" 01:00",  // "+" as URLs spell a blank
                                      "+01",
                                      "+0100",
                                      "+1:00",
                                      "+01:0",
                                      "+01:00:00",
                                      "+01:00Z",
                                      "Z+00:00",
                                      "+00:00Z",
                                      "Z+01:00",
                                      "+01.00",
                                      "+01-00",
                                      "+001:00",
                                      "+01:000",
                                      " +01:00",
                                      "+ 01:00",
                                      "01:00",
                                      "\xE2\x88\x92"
                                      "01:00",
                                      "+-01:00",
                                      "++01:00",
                                      "+01:",
                                      "+:00",
                                      "+",
                                      "-",
                                      "UTC",
                                      "GMT",
                                      "EST",
                                      "Z[UTC]",
                                      "+01:00[Europe/Paris]",
                                      "A",
                                      "J",
                                      "zulu",
                                      "ZZ",
                                      "zZ",
                                      "\xEF\xBC\x8B"
                                      "01:00",
                                      "+01:00 ",
                                      "+01 00",
                                      "+\xD9\xA0"
                                      "1:00"}) {
    texts.add("2026-11-22T09:37:21" + std::string(form), kFlagOffset | kFlagOtherForm,
              "offset/form");
  }
}

void add_forms(Texts& texts) {
  for (const std::string_view form :
       {"",
        "2026-11-22t09:37:21Z",
        "2026-11-22T09:37:21z",
        "2026-11-22t09:37:21z",
        "2026-11-22t09:37:21.125z",
        "2026-11-22t09:37:21+01:00",
        "2026-11-22t09:37:60z",
        "2026-11-22 09:37:21Z",
        "2026-11-22_09:37:21Z",
        "2026-11-22  09:37:21Z",
        "2026-11-22\n09:37:21Z",
        "2026-11-22\xE2\x80\xAF"
        "09:37:21Z",
        "20261122T093721Z",
        "20261122T09:37:21Z",
        "2026-11-22T093721Z",
        "20261122",
        "2026-W47-7T09:37:21Z",
        "2026W477T093721Z",
        "2026-W47-7",
        "2026-W47",
        "2026-326T09:37:21Z",
        "2026326T093721Z",
        "2026-326",
        "2026-11-22",
        "2026-11",
        "2026",
        "09:37:21Z",
        "T09:37:21Z",
        "2026-11-22T",
        "2026-11-22Z",
        "26-11-22T09:37:21Z",
        "026-11-22T09:37:21Z",
        "02026-11-22T09:37:21Z",
        "10000-01-01T00:00:00Z",
        "+2026-11-22T09:37:21Z",
        "-2026-11-22T09:37:21Z",
        "+002026-11-22T09:37:21Z",
        "-0001-01-01T00:00:00Z",
        "-000001-01-01T00:00:00Z",
        "+010000-01-01T00:00:00Z",
        "12026-11-22T09:37:21Z",
        "2026-1-22T09:37:21Z",
        "2026-11-2T09:37:21Z",
        "2026-011-22T09:37:21Z",
        "2026/11/22T09:37:21Z",
        "2026.11.22T09:37:21Z",
        "22-11-2026T09:37:21Z",
        "11/22/2026 09:37:21",
        "22.11.2026 09:37:21",
        "Nov 22, 2026, 9:37:21 AM",
        "Sun, 22 Nov 2026 09:37:21 GMT",
        "Sun, 22 Nov 2026 09:37:21 +0000",
        "Sunday, 22-Nov-26 09:37:21 GMT",
        "Sun Nov 22 09:37:21 2026",
        "2026-Nov-22T09:37:21Z",
        "2026-NOV-22T09:37:21Z",
        "1795340241",
        "1795340241.125",
        "1795340241125",
        "1.795340241E9",
        "0",
        "-1",
        "@1795340241",
        "0x6B02D911",
        "now",
        "today",
        "null",
        "NaN",
        "true",
        "P1D",
        "PT1S",
        "2026-11-22T09:37:21Z/2026-11-22T09:37:22Z",
        "2026-11-22T09:37:21Z--",
        "R/2026-11-22T09:37:21Z",
        "\"2026-11-22T09:37:21Z\"",
        "'2026-11-22T09:37:21Z'",
        "2026-11-22T09:37:21Zulu",
        "2026-11-22T09:37:21 UTC",
        "2026-11-22 09:37:21.125 UTC",
        "2026-11-22 09:37:21+00",
        "2026-11-22T09:37:21.125000Z",
        "2026-11-22T09:37:21.125000000Z",
        "\xEF\xBC\x92\xEF\xBC\x90\xEF\xBC\x92\xEF\xBC\x96-11-22T09:37:21Z",
        "\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA6-11-22T09:37:21Z",
        "2026\xE2\x80\x90"
        "11\xE2\x80\x90"
        "22T09:37:21Z",
        "2026\xE2\x88\x92"
        "11-22T09:37:21Z",
        "2026-11-22T09\xEF\xBC\x9A"
        "37:21Z",
        "2026-11-22\xD0\xA2"
        "09:37:21Z",
        "2O26-11-22T09:37:21Z",
        "2026-ll-22T09:37:21Z",
        "0000-00-00T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "0000-12-31T23:59:59Z",
        "2026-11-22T09:37:21.0000000000000000000000001Z"}) {
    texts.add(std::string(form), kFlagOtherForm, "form");
  }
}

}  // namespace

std::vector<TimestampText> date_time_texts(bool thorough) {
  Texts texts;
  add_calendar(texts);
  add_clock(texts);
  add_fractions(texts);
  add_offsets(texts);
  add_forms(texts);
  texts.add_around("2026-11-22T09:37:21Z", "plain");
  if (!thorough) return texts.take();
  texts.add_around("2026-11-22T09:37:21.125Z", "milliseconds");
  texts.add_around("2026-11-22T09:37:21+01:00", "offset");
  return texts.take();
}

std::string weekday_name(int year, int month, int day) {
  using namespace std::chrono;
  constexpr std::string_view kNames = "SunMonTueWedThuFriSat";
  const weekday of_date(sys_days(std::chrono::year(year) / month / day));
  return std::string(kNames.substr(of_date.c_encoding() * 3, 3));
}

}  // namespace assay
