#include "corpus/timestamp_machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <utility>

#include "corpus/word_planner.h"
#include "spec/pattern.h"
#include "spec/utf8.h"

namespace assay {
namespace {

// Years 0001 to 9999, and those of them that are leap years.
constexpr std::string_view kYear = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
constexpr std::string_view kLeapYear =
    "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)";
constexpr std::string_view kHour = "(?:[01][0-9]|2[0-3])";
constexpr std::string_view kSixty = "[0-5][0-9]";  // minutes, and seconds without a leap second

struct Languages {
  std::string must, may;  // must is within may
};

Languages date_time_languages() {
  const std::string date = fmt::format(
      "(?:{0}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|"
      "30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|{1}-02-29)",
      kYear, kLeapYear);
  return {fmt::format("{0}T{1}:{2}:{2}(?:\\.[0-9]{{1,3}})?Z", date, kHour, kSixty),
          fmt::format("{0}[Tt]{1}:{2}:(?:{2}|60)(?:\\.[0-9]+)?(?:[Zz]|[+\\-]{1}:{2})", date, kHour,
                      kSixty)};
}

Languages http_date_languages() {
  const std::string date = fmt::format(
      "(?:(?:(?:0[1-9]|[12][0-9]|3[01]) (?:Jan|Mar|May|Jul|Aug|Oct|Dec)|(?:0[1-9]|[12][0-9]|30) "
      "(?:Apr|Jun|Sep|Nov)|(?:0[1-9]|1[0-9]|2[0-8]) Feb) {0}|29 Feb {1})",
      kYear, kLeapYear);
  const std::string text = fmt::format(
      "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), {0} {1}:{2}:(?:{2}|60) GMT", date, kHour, kSixty);
  return {"[]", text};
}

Languages languages_of(TimestampFormat format) {
  return format == TimestampFormat::kHttpDate ? http_date_languages() : date_time_languages();
}

// Characters that are taken for one of a timestamp's.
constexpr char32_t kConfusable[] = {
    ' ', '_',  ',',   '/',    '.',    ';',    'O',    'o',    'l',     'I', 'W', 'E', 'e', '\n',
    0,   0xB2, 0x660, 0x2010, 0x2212, 0xFF10, 0xFF1A, 0xFF34, 0x1D7CE, '*', '@', '[', '`', '{'};

int number(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + count, value);
  return value;
}

std::int64_t days_of(int year, int month, int day) {
  using namespace std::chrono;
  return sys_days(std::chrono::year(year) / month / day).time_since_epoch().count();
}

// REQUIRES of both: may be accepted.
VectorInstant date_time_instant(std::string_view text) {
  VectorInstant instant;
  instant.seconds = days_of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)) * 86'400 +
                    number(text, 11, 2) * 3'600 + number(text, 14, 2) * 60 + number(text, 17, 2);
  std::size_t at = 19;
  if (text[at] == '.') {
    std::string digits;
    for (++at; text[at] >= '0' && text[at] <= '9'; ++at) digits += text[at];
    digits.resize(9, '0');
    instant.nanoseconds = static_cast<std::uint32_t>(number(digits, 0, 9));
  }
  if (text[at] == '+' || text[at] == '-') {
    const int offset = number(text, at + 1, 2) * 3'600 + number(text, at + 4, 2) * 60;
    instant.seconds += text[at] == '+' ? -offset : offset;
  }
  return instant;
}

VectorInstant http_date_instant(std::string_view text, bool& right_weekday) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  constexpr std::string_view kWeekdays = "SunMonTueWedThuFriSat";
  const int month = static_cast<int>(kMonths.find(text.substr(8, 3)) / 3) + 1;
  const std::int64_t days = days_of(number(text, 12, 4), month, number(text, 5, 2));
  const std::chrono::weekday weekday(
      std::chrono::sys_days(std::chrono::days(static_cast<int>(days))));
  right_weekday = kWeekdays.substr(weekday.c_encoding() * 3, 3) == text.substr(0, 3);
  return {
      days * 86'400 + number(text, 17, 2) * 3'600 + number(text, 20, 2) * 60 + number(text, 23, 2),
      0};
}

}  // namespace

Expected<TimestampMachine> timestamp_machine(TimestampFormat format) {
  const Languages languages = languages_of(format);
  const Expected<Automaton> must = compile_pattern(languages.must);
  if (!must) return std::unexpected(must.error());
  const Expected<Automaton> may = compile_pattern(languages.may);
  if (!may) return std::unexpected(may.error());

  // Classes that neither automaton tells apart.
  TimestampMachine result;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> class_by_pair;
  std::vector<std::pair<Automaton::Class, Automaton::Class>> pairs;
  std::vector<char32_t> starts = {0, 0xE000};
  for (const Automaton* automaton : {&*must, &*may}) {
    for (std::uint32_t c = 0; c < automaton->class_count(); ++c) {
      for (const ScalarRange& range : automaton->class_ranges(static_cast<Automaton::Class>(c))) {
        starts.push_back(range.first);
      }
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    char32_t last = i + 1 < starts.size() ? starts[i + 1] - 1 : kMaxScalar;
    if (last == 0xDFFF) last = 0xD7FF;
    const std::pair pair(must->class_of(starts[i]), may->class_of(starts[i]));
    const auto [known, fresh] =
        class_by_pair.emplace(pair, static_cast<std::uint32_t>(class_by_pair.size()));
    if (fresh) {
      pairs.push_back(pair);
      result.ranges_by_class.emplace_back();
    }
    result.ranges_by_class[known->second].push_back({starts[i], last});
  }
  for (std::size_t c = 0; c < pairs.size(); ++c) {
    result.scalars_by_class.push_back({plain_scalar(result.ranges_by_class[c])});
  }
  for (const char32_t scalar : kConfusable) {
    auto& scalars = result.scalars_by_class[class_by_pair.at(
        std::pair<std::uint32_t, std::uint32_t>(must->class_of(scalar), may->class_of(scalar)))];
    if (std::find(scalars.begin(), scalars.end(), scalar) == scalars.end()) {
      scalars.push_back(scalar);
    }
  }

  // The two side by side.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> numbers = {{{0, 0}, 0}};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order = {{0, 0}};
  MooreMachine both;
  both.class_count = static_cast<std::uint32_t>(pairs.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto [m, t] = order[i];
    both.outputs.push_back(must->accepting(m) ? 2 : may->accepting(t) ? 1 : 0);
    for (const auto& [must_class, may_class] : pairs) {
      const std::pair to(must->step_class(m, must_class), may->step_class(t, may_class));
      const auto [known, fresh] = numbers.emplace(to, static_cast<std::uint32_t>(numbers.size()));
      if (fresh) order.push_back(to);
      both.transitions.push_back(known->second);
    }
  }
  result.machine = minimal(both);
  return result;
}

Expected<TimestampJudge> TimestampJudge::make(TimestampFormat format) {
  const Languages languages = languages_of(format);
  Expected<Automaton> must = compile_pattern(languages.must);
  if (!must) return std::unexpected(must.error());
  Expected<Automaton> may = compile_pattern(languages.may);
  if (!may) return std::unexpected(may.error());
  return TimestampJudge(format, std::move(*must), std::move(*may));
}

VectorJudgement TimestampJudge::operator()(std::string_view utf8) const {
  VectorJudgement judgement;
  if (!may_.matches(utf8)) return judgement;
  bool must = must_.matches(utf8);
  if (format_ == TimestampFormat::kHttpDate) {
    judgement.instant = http_date_instant(utf8, must);
    if (utf8.substr(23, 2) == "60") must = false;
  } else {
    judgement.instant = date_time_instant(utf8);
  }
  judgement.verdict = must ? VectorVerdict::kValid : VectorVerdict::kTolerated;
  return judgement;
}

}  // namespace assay
