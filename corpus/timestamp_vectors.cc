// Vectors of the three timestamp formats.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <queue>

#include "corpus/hsi.h"
#include "corpus/refined_alphabet.h"
#include "corpus/string_task.h"
#include "corpus/string_vectors.h"
#include "corpus/timestamp_machine.h"
#include "corpus/timestamp_texts.h"
#include "corpus/vector_set.h"

namespace assay {
namespace {

// A shortest word of classes to each state.
std::vector<ClassWord> state_cover(const MooreMachine& machine) {
  std::vector<ClassWord> cover(machine.state_count());
  std::vector<bool> reached(machine.state_count(), false);
  std::queue<std::uint32_t> queue;
  queue.push(0);
  reached[0] = true;
  for (; !queue.empty(); queue.pop()) {
    const std::uint32_t state = queue.front();
    for (std::uint32_t letter = 0; letter < machine.class_count; ++letter) {
      const std::uint32_t to = machine.step(state, letter);
      if (reached[to]) continue;
      reached[to] = true;
      cover[to] = cover[state];
      cover[to].push_back(letter);
      queue.push(to);
    }
  }
  return cover;
}

void append(std::u32string& text, const TimestampMachine& timestamps, const ClassWord& word) {
  for (const std::uint32_t letter : word) {
    text += timestamps.scalars_by_class[letter].front();
  }
}

// Each state, each character behind it, each word that identifies the state behind that.
std::vector<VectorCandidate> state_tests(const TimestampMachine& timestamps) {
  const MooreMachine& machine = timestamps.machine;
  const Refinement refinement = refine(machine, UINT32_MAX, 0);
  const std::vector<ClassWord> cover = state_cover(machine);
  std::vector<std::uint32_t> states(machine.state_count());
  for (std::uint32_t state = 0; state < states.size(); ++state) states[state] = state;
  const StateIdentifiers identifiers(machine, refinement, states);
  std::vector<VectorCandidate> candidates;
  for_each_hsi_test(machine, states, 0, identifiers, [&](const HsiTest& test) {
    VectorCandidate candidate;
    append(candidate.text, timestamps, cover[test.state]);
    append(candidate.text, timestamps, test.middle);
    append(candidate.text, timestamps, identifiers.of(test.reached)[test.identifier]);
    candidate.flags = kFlagHsi;
    candidate.origin =
        fmt::format("hsi/state {}/{}/id {}", test.state,
                    test.middle.empty() ? "here" : fmt::format("class {}", test.middle.front()),
                    test.identifier);
    candidates.push_back(std::move(candidate));
  });
  return candidates;
}

// A shortest word to the nearest accepting state.
ClassWord completion(const MooreMachine& machine, const std::vector<std::uint32_t>& distance,
                     std::uint32_t state) {
  ClassWord word;
  while (distance[state] != 0) {
    std::uint32_t letter = 0;
    while (distance[machine.step(state, letter)] != distance[state] - 1) ++letter;
    word.push_back(letter);
    state = machine.step(state, letter);
  }
  return word;
}

// Each state, each character behind it - those that are taken for others as well - and on as if a
// right character had stood there, or none.
std::vector<VectorCandidate> character_tests(const TimestampMachine& timestamps) {
  constexpr std::size_t kTargets = 2;
  const MooreMachine& machine = timestamps.machine;
  const std::vector<ClassWord> cover = state_cover(machine);
  const std::vector<std::uint32_t> distance = distances_to_output(machine);
  std::vector<VectorCandidate> candidates;
  for (std::uint32_t state = 0; state < machine.state_count(); ++state) {
    if (distance[state] == UINT32_MAX) continue;
    std::vector<std::uint32_t> targets;
    for (std::uint32_t letter = 0; letter < machine.class_count; ++letter) {
      const std::uint32_t to = machine.step(state, letter);
      const bool known = std::find(targets.begin(), targets.end(), to) != targets.end();
      if (distance[to] != UINT32_MAX && !known && targets.size() < kTargets) targets.push_back(to);
    }
    targets.push_back(state);
    for (std::uint32_t letter = 0; letter < machine.class_count; ++letter) {
      const std::uint32_t reached = machine.step(state, letter);
      const bool live = distance[reached] != UINT32_MAX;
      for (const char32_t scalar : timestamps.scalars_by_class[letter]) {
        for (const std::uint32_t to : live ? std::vector<std::uint32_t>{reached} : targets) {
          VectorCandidate candidate;
          append(candidate.text, timestamps, cover[state]);
          candidate.text += scalar;
          append(candidate.text, timestamps, completion(machine, distance, to));
          candidate.flags = kFlagRefinedAlphabet;
          candidate.origin =
              fmt::format("refined/state {}/{}/as state {}", state, scalar_name(scalar), to);
          candidates.push_back(std::move(candidate));
        }
      }
    }
  }
  return candidates;
}

// Accepted texts of http-date again with the day of the week that the date falls on.
std::optional<std::string> with_right_weekday(std::string_view text,
                                              const VectorJudgement& judgement) {
  if (!judgement.instant) return std::nullopt;
  constexpr std::string_view kDays = "ThuFriSatSunMonTueWed";  // day 0 was a Thursday
  const int second = text[23] == '6' ? 60 : 0;
  std::int64_t days = (judgement.instant->seconds - second) / 86'400;
  if (days * 86'400 > judgement.instant->seconds - second) --days;
  const std::int64_t day = ((days % 7) + 7) % 7;
  return std::string(kDays.substr(static_cast<std::size_t>(day) * 3, 3)) +
         std::string(text.substr(3));
}

Theorem timestamp_theorem(const TimestampMachine& timestamps, TimestampFormat format,
                          std::size_t left_out) {
  Theorem theorem;
  theorem.machine = format == TimestampFormat::kHttpDate
                        ? "minimal machine of two verdicts; the day of the week is arithmetic"
                        : "minimal machine of three verdicts: must, may and must not accept";
  theorem.states = timestamps.machine.state_count();
  for (const auto& ranges : timestamps.ranges_by_class) {
    theorem.alphabet.push_back(printed_ranges(ranges));
  }
  for (const auto& scalars : timestamps.scalars_by_class) {
    for (const char32_t scalar : scalars) theorem.representatives.push_back(scalar_name(scalar));
  }
  theorem.statement = fmt::format(
      "Complete for {}+0 states over the printed alphabet, each class in every one of its "
      "representatives; beside it every rule of calendar, clock, offset and fraction at its "
      "bounds{}.",
      theorem.states, left_out > 0 ? "; all but for what is lost" : "");
  if (left_out > 0) theorem.lost = fmt::format("{} tests of states", left_out);
  return theorem;
}

// A number of seconds with more digits before the point does not fit 64 bits.
constexpr std::int64_t kMaxIntegerDigits = 18;
constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

VectorJudgement judge_epoch(const EpochToken& token) {
  std::string digits = token.digits;
  std::int64_t scale = token.scale;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++scale;
  }
  VectorJudgement judgement{VectorVerdict::kValid, VectorInstant{}};
  if (digits.empty()) return judgement;
  // Digits before the point; fewer than none where zeros follow it.
  const std::int64_t before = static_cast<std::int64_t>(digits.size()) + scale;
  if (before > kMaxIntegerDigits) return {VectorVerdict::kInvalid, {}};
  std::string whole, fraction;
  for (std::int64_t place = before; place > 0; --place) {
    const std::int64_t at = before - place;
    whole +=
        at < static_cast<std::int64_t>(digits.size()) ? digits[static_cast<std::size_t>(at)] : '0';
  }
  for (std::int64_t place = 0; place < 9; ++place) {
    const std::int64_t at = before + place;
    const bool inside = at >= 0 && at < static_cast<std::int64_t>(digits.size());
    fraction += inside ? digits[static_cast<std::size_t>(at)] : '0';
  }
  VectorInstant& instant = *judgement.instant;
  std::from_chars(whole.data(), whole.data() + whole.size(), instant.seconds);
  std::from_chars(fraction.data(), fraction.data() + fraction.size(), instant.nanoseconds);
  if (token.negative) {
    instant.seconds = -instant.seconds;
    if (instant.nanoseconds != 0) {
      --instant.seconds;
      instant.nanoseconds = 1'000'000'000 - instant.nanoseconds;
    }
  }
  const bool in_years = instant.seconds >= kFirstSecond && instant.seconds <= kLastSecond;
  if (scale < -3 || !in_years) judgement.verdict = VectorVerdict::kTolerated;
  return judgement;
}

// What some readers take for a number, or for a date all the same.
constexpr std::string_view kNoNumbers[] = {"\"\"",
                                           "\"0\"",
                                           "\"1795340241\"",
                                           "\"1795340241.125\"",
                                           "\"-1\"",
                                           "\"1e3\"",
                                           "\" 1795340241\"",
                                           "\"NaN\"",
                                           "\"Infinity\"",
                                           "\"-Infinity\"",
                                           "\"2026-11-22T09:37:21Z\"",
                                           "\"2026-11-22T09:37:21.125Z\"",
                                           "\"2026-11-22\"",
                                           "\"Sun, 22 Nov 2026 09:37:21 GMT\"",
                                           "true",
                                           "false",
                                           "[]",
                                           "[0]",
                                           "[1795340241]",
                                           "{}",
                                           "{\"seconds\":1795340241}"};

StringVectors epoch_vectors(VectorTier tier) {
  const EpochToken* current = nullptr;
  VectorSet set(
      [&current](std::string_view) {
        return current != nullptr ? judge_epoch(*current) : VectorJudgement{};
      },
      max_vectors(tier));
  for (const std::string_view other : kNoNumbers) {
    set.add(std::string(other), kFlagOtherForm, "epoch/another type");
  }
  const std::vector<EpochToken> tokens = epoch_tokens();
  for (const EpochToken& token : tokens) {
    current = &token;
    std::uint32_t flags = token.flags;
    const VectorJudgement judgement = judge_epoch(token);
    if (judgement.verdict == VectorVerdict::kTolerated) flags |= kFlagTolerantForm;
    set.add(token.token, flags, fmt::format("epoch/{}e{}", token.digits, token.scale));
  }
  StringVectors result;
  result.theorem.machine = "none";
  result.theorem.statement =
      "None: numbers are judged by their value. Bounds of years and of 16, 32, 53 and 64 bits, 0 "
      "to "
      "12 digits of fraction and exponents from -400 to 400 occur.";
  result.theorem.lost = "numbers in between";
  result.vectors = set.take();
  return result;
}

}  // namespace

Expected<StringVectors> derive_timestamp_vectors(TimestampFormat format, VectorTier tier) {
  if (format == TimestampFormat::kEpochSeconds) return epoch_vectors(tier);
  const Expected<TimestampMachine> timestamps = timestamp_machine(format);
  if (!timestamps) return std::unexpected(timestamps.error());
  const Expected<TimestampJudge> judge = TimestampJudge::make(format);
  if (!judge) return std::unexpected(judge.error());
  VectorSet set([&judge](std::string_view utf8) { return (*judge)(utf8); }, max_vectors(tier));
  const bool http = format == TimestampFormat::kHttpDate;
  for (TimestampText& text :
       http ? http_date_texts() : date_time_texts(tier == VectorTier::kMedium)) {
    set.add(std::move(text.text), text.flags, std::move(text.origin));
  }
  if (http) {
    for (const VectorCandidate& text :
         part_texts(nullptr, U"Tue, 29 Apr 2014 18:30:38 GMT", "date")) {
      set.add(text);
    }
  }
  if (tier == VectorTier::kMedium) {
    set.add_evenly(character_tests(*timestamps), max_vectors(tier) / 4);
  }
  const std::vector<VectorCandidate> tests = state_tests(*timestamps);
  // Half of the room of http-date is for the same dates on their right day of the week.
  const std::size_t left_out = set.add_evenly(tests, http ? set.room() / 2 : set.room());
  if (http) {
    for (const VectorCandidate& test : tests) {
      const std::string utf8 = encode_utf8(test.text);
      if (auto right = with_right_weekday(utf8, (*judge)(utf8))) {
        set.add(std::move(*right), test.flags, test.origin + "/right weekday");
      }
    }
  }
  StringVectors result{timestamp_theorem(*timestamps, format, left_out), set.take()};
  return result;
}

}  // namespace assay
