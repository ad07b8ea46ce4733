#include "bench/hand_validators.h"

#include <array>
#include <cstring>

namespace assay::bench {
namespace {

constexpr std::array<bool, 256> kIdHead = [] {
  std::array<bool, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  return table;
}();
constexpr std::array<bool, 256> kIdTail = [] {
  std::array<bool, 256> table = kIdHead;
  table['.'] = table['-'] = table['_'] = true;
  return table;
}();

bool in(const std::array<bool, 256>& table, char c) noexcept {
  return table[static_cast<unsigned char>(c)];
}

bool digit(char c) noexcept { return static_cast<unsigned char>(c - '0') < 10; }

bool longer_than(std::string_view text, std::size_t most) noexcept {
  if (text.size() <= most) return false;  // bytes bound the characters
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count > most;
}

// No LF, CR, U+2028, U+2029.
bool one_line(std::string_view text) noexcept {
  if (std::memchr(text.data(), '\n', text.size()) || std::memchr(text.data(), '\r', text.size())) {
    return false;
  }
  for (std::size_t at = text.find("\xE2\x80"); at != std::string_view::npos;
       at = text.find("\xE2\x80", at + 2)) {
    if (at + 2 < text.size() && (text[at + 2] == '\xA8' || text[at + 2] == '\xA9')) return false;
  }
  return true;
}

bool take(std::string_view& text, std::string_view prefix) noexcept {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// [a-z]{2}-[a-z]+-[0-9]
bool take_region(std::string_view& text) noexcept {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  if (text.size() < 6 || !lower(text[0]) || !lower(text[1]) || text[2] != '-') return false;
  std::size_t at = 3;
  while (at < text.size() && lower(text[at])) ++at;
  if (at == 3 || at + 1 >= text.size() || text[at] != '-' || !digit(text[at + 1])) return false;
  text.remove_prefix(at + 2);
  return true;
}

// [a-zA-Z0-9][a-zA-Z0-9.\-_]{0,254}-[a-zA-Z0-9]{10}
bool name_matches(std::string_view text) noexcept {
  if (text.size() < 12 || text.size() > 266 || !in(kIdHead, text[0])) return false;
  const std::string_view suffix = text.substr(text.size() - 11);
  if (suffix[0] != '-') return false;
  bool all = true;
  for (const char c : suffix.substr(1)) all &= in(kIdHead, c);
  for (const char c : text.substr(1, text.size() - 12)) all &= in(kIdTail, c);
  return all;
}

bool number_at(std::string_view text, std::size_t at, int count, int& value) noexcept {
  value = 0;
  for (int i = 0; i < count; ++i) {
    const char c = text[at + static_cast<std::size_t>(i)];
    if (!digit(c)) return false;
    value = value * 10 + (c - '0');
  }
  return true;
}

int days_in_month(int year, int month) noexcept {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

std::int64_t days_from_epoch(int year, int month, int day) noexcept {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

}  // namespace

bool id_matches(std::string_view text) noexcept {
  if (text.empty() || !in(kIdHead, text[0])) return false;
  bool all = true;
  for (const char c : text) all &= in(kIdTail, c);
  return all;
}

bool arn_matches(std::string_view text) noexcept {
  if (!take(text, "arn:aws")) return false;
  if (!take(text, ":")) {
    constexpr std::string_view kPartitions[] = {
        "-cn:", "-us-gov:", "-iso:", "-iso-b:", "-iso-e:", "-iso-f:"};
    bool known = false;
    for (const std::string_view partition : kPartitions) known = known || take(text, partition);
    if (!known) return false;
  }
  if (!take(text, "airflow-serverless:") || !take_region(text) || !take(text, ":")) return false;
  if (text.size() < 12) return false;
  for (int i = 0; i < 12; ++i) {
    if (!digit(text[static_cast<std::size_t>(i)])) return false;
  }
  text.remove_prefix(12);
  return take(text, ":workflow/") && name_matches(text);
}

bool version_matches(std::string_view text) noexcept { return !text.empty() && one_line(text); }

std::uint32_t broken_by_arn(std::string_view text) noexcept {
  return (text.empty() ? 1u : 0u) + (longer_than(text, 2048) ? 1u : 0u) +
         (arn_matches(text) ? 0u : 1u);
}

std::uint32_t broken_by_id(std::string_view text) noexcept {
  return (text.empty() ? 1u : 0u) + (longer_than(text, 255) ? 1u : 0u) +
         (id_matches(text) ? 0u : 1u);
}

std::uint32_t broken_by_version(std::string_view text) noexcept {
  return (text.empty() ? 2u : 0u) + (longer_than(text, 2048) ? 1u : 0u) +
         (one_line(text) ? 0u : 1u);
}

std::uint32_t broken_by_message(std::string_view text) noexcept {
  return (text.empty() ? 1u : 0u) + (longer_than(text, 255) ? 1u : 0u) + (one_line(text) ? 0u : 1u);
}

std::uint32_t broken_by_error_message(std::string_view text) noexcept {
  return (text.empty() ? 1u : 0u) + (longer_than(text, 2048) ? 1u : 0u) +
         (one_line(text) ? 0u : 1u);
}

std::uint32_t broken_by_reason(std::string_view text) noexcept {
  return text == "fieldValidationFailed" || text == "unknownOperation" || text == "cannotParse" ||
                 text == "other"
             ? 0
             : 1;
}

std::uint32_t broken_by_nothing(std::string_view) noexcept { return 0; }

HandInstant read_date_time(std::string_view text) noexcept {
  HandInstant out;
  int year, month, day, hour, minute, second;
  if (text.size() < 20 || !number_at(text, 0, 4, year) || text[4] != '-' ||
      !number_at(text, 5, 2, month) || text[7] != '-' || !number_at(text, 8, 2, day) ||
      (text[10] | 0x20) != 't' || !number_at(text, 11, 2, hour) || text[13] != ':' ||
      !number_at(text, 14, 2, minute) || text[16] != ':' || !number_at(text, 17, 2, second)) {
    return out;
  }
  if (year == 0 || month == 0 || month > 12 || day == 0 || day > days_in_month(year, month) ||
      hour > 23 || minute > 59 || second > 60) {
    return out;
  }
  out.tolerated = text[10] == 't' || second == 60;
  std::size_t at = 19;
  if (text[at] == '.') {
    std::size_t digits = 0;
    std::int64_t scale = 100'000'000;
    for (++at; at < text.size() && digit(text[at]); ++at, ++digits, scale /= 10) {
      out.nanoseconds += (text[at] - '0') * scale;
    }
    if (digits == 0) return out;
    out.tolerated |= digits > 3;
  }
  if (at >= text.size()) return out;
  std::int64_t offset = 0;
  if (text[at] == '+' || text[at] == '-') {
    int hours, minutes;
    if (text.size() != at + 6 || !number_at(text, at + 1, 2, hours) || text[at + 3] != ':' ||
        !number_at(text, at + 4, 2, minutes) || hours > 23 || minutes > 59) {
      return out;
    }
    offset = (text[at] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    out.tolerated = true;
  } else {
    if (text.size() != at + 1 || (text[at] | 0x20) != 'z') return out;
    out.tolerated |= text[at] == 'z';
  }
  out.seconds =
      days_from_epoch(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset;
  out.readable = true;
  return out;
}

}  // namespace assay::bench
