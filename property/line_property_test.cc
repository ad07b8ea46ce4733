// A file of lines is judged as its lines are one by one, whatever the chunks and the threads.
#include <assay/line_checker.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "corpus/mutator.h"
#include "parsers/line_run.h"
#include "property/check_property.h"
#include "property/coverage.h"
#include "property/fixture.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;
using std::string_view;

PropertyFixture& the() { return PropertyFixture::instance(); }

// What there is to say of a file, a text for each line with findings.
struct Said {
  std::vector<std::string> lines;
  std::uint64_t clean = 0;
  friend bool operator==(const Said&, const Said&) = default;
};

constexpr Limits kLimits{.max_depth = 64, .max_body_bytes = 1u << 16};

// A file of bodies of one operation and kind. Some lines are broken, some damaged, some bytes too.
struct File {
  OperationIndex operation = 0;
  BodyKind kind = BodyKind::kOutput;
  std::string text;
};

File file_of(Randomness& random, Coverage& coverage) {
  static MessageMutator mutator(the().generator);
  File file;
  Body body = the().body(random);
  file.operation = body.operation;
  file.kind = body.role == MessageRole::kInput    ? BodyKind::kInput
              : body.role == MessageRole::kOutput ? BodyKind::kOutput
                                                  : BodyKind::kError;
  for (std::uint64_t left = 1 + random.below(8); left > 0; --left) {
    std::string line = write_message(body.tree, {&random});
    if (random.chance(1, 3)) {
      if (auto broken = the().breaker.break_one(body.tree, body.role, body.operation, random)) {
        line = write_message(broken->message, {&random});
      }
    }
    // Line feeds between tokens would make several lines of it; now and then they stay.
    if (!random.chance(1, 16)) std::ranges::replace(line, '\n', ' ');
    if (random.chance(1, 8)) line = mutator.mutate_bytes(line, random);
    file.text += line;
    if (left > 1 || random.chance(1, 2)) file.text += random.chance(1, 4) ? "\r\n" : "\n";
    if (random.chance(1, 8)) file.text += "\n";
  }
  coverage.message();
  return file;
}

Verdict check_line(Checker& checker, const File& file, string_view line, Findings& findings) {
  if (file.kind == BodyKind::kInput) return checker.check_input(file.operation, line, findings);
  if (file.kind == BodyKind::kError) {
    return checker.check_error_body(file.operation, line, findings);
  }
  return checker.check_output(file.operation, line, findings);
}

std::string text_of(std::uint64_t number, string_view line, Verdict verdict,
                    const Findings& findings) {
  std::string text = fmt::format("{}: {} {}", number, line, static_cast<int>(verdict));
  for (const Violation& v : findings.stored()) {
    text += fmt::format(" {} {}-{} {}", v.constraint, v.begin, v.end, v.measured);
  }
  return text;
}

std::vector<Violation>& storage() {
  static std::vector<Violation> storage(512);
  return storage;
}

// The definition: split at line feeds, one check a line.
Said one_by_one(Checker& checker, const File& file) {
  Said said;
  std::uint64_t number = 0;
  for (string_view rest = file.text; !rest.empty();) {
    const std::size_t newline = std::min(rest.find('\n'), rest.size());
    string_view line = rest.substr(0, newline);
    rest.remove_prefix(std::min(newline + 1, rest.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t\r") == string_view::npos) continue;
    Findings findings(storage());
    const Verdict verdict = check_line(checker, file, line, findings);
    if (findings.total() == 0) {
      ++said.clean;
    } else {
      said.lines.push_back(text_of(number, line, verdict, findings));
    }
  }
  return said;
}

Said by_chunk(LineChecker& checker, const File& file) {
  Said said;
  Findings findings(storage());
  const LineCounts counts =
      checker.check(file.operation, file.kind, file.text, findings, [&](const CheckedLine& line) {
        said.lines.push_back(text_of(line.line, line.body, line.verdict, findings));
      });
  said.clean = counts.lines - counts.blank - said.lines.size();
  return said;
}

class Teller final : public LineHandler {
 public:
  Teller(Checker& checker, const File& file) : checker_(checker), file_(file) {}
  Said said;
  void line(const LineOfFile& line, bool settled) override {
    Findings findings(storage());
    const Verdict verdict = check_line(checker_, file_, line.text, findings);
    if (findings.total() > 0) {
      said.lines.push_back(text_of(line.number, line.text, verdict, findings));
    } else if (settled) {
      ++said.clean;
    } else {
      said.lines.push_back("told of for nothing");
    }
  }
  void quiet(const Quiet& lines) override { said.clean += lines.bodies; }
  bool stopped() const override { return false; }

 private:
  Checker& checker_;
  const File& file_;
};

Said by_run(Checker& checker, const File& file, std::size_t chunk_bytes, unsigned threads,
            bool every) {
  static CheckerPool pool({&the().contract}, kLimits);
  LineSettings settings;
  settings.input.contracts = {&the().contract};
  settings.input.body_kind = file.kind;
  settings.input.max_body_bytes = kLimits.max_body_bytes;
  settings.limits = kLimits;
  settings.bare = BareBodies{0, file.operation};
  settings.fallbacks = {file.operation};
  settings.every = every;
  settings.chunk_bytes = chunk_bytes;
  settings.threads = threads;
  Teller teller(checker, file);
  ByteSource source = ByteSource::of_text("lines", file.text);
  run_lines(source, settings, pool, teller);
  return std::move(teller.said);
}

std::string difference(string_view way, const File& file, const Said& wanted, const Said& given) {
  std::string text = fmt::format("{} differs: {} clean lines, not {}\nfile:\n{}\nwanted:\n", way,
                                 given.clean, wanted.clean, file.text);
  for (const std::string& line : wanted.lines) text += line + '\n';
  text += "given:\n";
  for (const std::string& line : given.lines) text += line + '\n';
  return text;
}

TEST(LineProperty, ChunksAndThreadsChangeNothing) {
  Coverage coverage;
  Checker checker(the().contract, kLimits);
  std::deque<LineChecker> checkers;
  for (const std::size_t size : {1u, 64u, 1000u, 1u << 18}) {
    checkers.emplace_back(the().contract, kLimits, size);
  }
  check_property(
      [&](Randomness& random) -> Outcome {
        const File file = file_of(random, coverage);
        const Said wanted = one_by_one(checker, file);
        if (wanted.clean > 1) coverage.count("clean lines");
        if (!wanted.lines.empty()) coverage.count("findings");
        if (wanted.clean > 0 && !wanted.lines.empty()) coverage.count("both");
        for (LineChecker& each : checkers) {
          const Said given = by_chunk(each, file);
          if (given != wanted) return difference("by the chunk it", file, wanted, given);
        }
        const std::size_t size =
            random.chance(1, 4) ? 1 + random.below(1u << 16) : 1 + random.below(64);
        for (const unsigned threads : {1u, 3u}) {
          const Said given = by_run(checker, file, size, threads, random.chance(1, 2));
          if (given != wanted) {
            return difference(fmt::format("on {} threads, by {} bytes, it", threads, size), file,
                              wanted, given);
          }
        }
        return std::nullopt;
      },
      400);
  coverage.expect("clean lines", 20);
  coverage.expect("findings", 25);
  coverage.expect("both", 15);
}

// Every size, on files that have everything.
TEST(LineProperty, EverySmallChunk) {
  Coverage coverage;
  Checker checker(the().contract, kLimits);
  SeededRandomness random(11);
  for (int i = 0; i < 3; ++i) {
    const File file = file_of(random, coverage);
    const Said wanted = one_by_one(checker, file);
    for (std::size_t size = 1; size <= 64; ++size) {
      for (const unsigned threads : {1u, 2u}) {
        const Said given = by_run(checker, file, size, threads, false);
        ASSERT_EQ(given, wanted) << difference(fmt::format("by {} bytes it", size), file, wanted,
                                               given);
      }
    }
  }
}

}  // namespace
}  // namespace assay
