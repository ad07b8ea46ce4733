// A byte that chooses the operation, two that choose kind of body and size of chunks, then bodies,
// a line each.
//
//   lines(check_by_chunks(x, n)) = { l in split(x) : findings(check(l)) not empty }, whatever n is,
//                                  with the same verdicts and the same findings
//   lines(x) = blank + valid + invalid + unchecked
//   as exchange records: read(x) ends, and every exchange obeys the rules of fuzz_check_exchange
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_check_ndjson &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_check_ndjson /tmp/corpus
//          corpus/seeds/fuzz_check_ndjson -dict=build/fuzz/fuzz/fuzz_check_ndjson.dict
//          -max_total_time=60
#include <assay/line_checker.h>

#include <array>
#include <map>
#include <memory>
#include <vector>

#include "fuzz/check_exchange.h"
#include "fuzz/target.h"

using namespace assay;

namespace {

[[gnu::noinline, noreturn]] void oracle_line_findings(const char* detail) {
  fuzz::stop("line-findings", detail);
}
[[gnu::noinline, noreturn]] void oracle_line_counts(const char* detail) {
  fuzz::stop("line-counts", detail);
}

// Beyond some hundred bytes the sizes grow quickly: most lines are short.
constexpr std::array<std::size_t, 4> kLargeChunks = {512, 2'048, 16'384, 256u << 10};

LineChecker& checker_of(std::uint8_t byte) {
  static std::map<std::size_t, std::unique_ptr<LineChecker>> all;
  const std::size_t chunk = byte < 128 ? std::size_t{1} + byte / 4 : kLargeChunks[byte % 4];
  auto& one = all[chunk];
  if (!one) one = std::make_unique<LineChecker>(fuzz::contract(), Limits{}, chunk);
  return *one;
}

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

Verdict check_line(BodyKind kind, OperationIndex operation, std::string_view line,
                   Findings& findings) {
  switch (kind) {
    case BodyKind::kInput:
      return fuzz::checker().check_input(operation, line, findings);
    case BodyKind::kError:
      return fuzz::checker().check_error_body(operation, line, findings);
    default:
      return fuzz::checker().check_output(operation, line, findings);
  }
}

struct Told {
  std::uint64_t line;
  fuzz::Outcome outcome;
  friend bool operator==(const Told&, const Told&) = default;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const BodySeed seed(fuzz::contract(), fuzz::text_of(data, size));
  const std::string_view text = fuzz::text_of(data + 3, size - 3);
  constexpr std::array kKinds = {BodyKind::kOutput, BodyKind::kInput, BodyKind::kError};
  const BodyKind kind = kKinds[data[1] % kKinds.size()];
  std::vector<Told> due;
  LineCounts counts;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++counts.lines;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (blank(line)) {
      ++counts.blank;
      continue;
    }
    fuzz::Outcome outcome = fuzz::run(
        [&](Findings& findings) { return check_line(kind, seed.operation, line, findings); });
    fuzz::cover(outcome);
    ++(outcome.verdict == Verdict::kValid     ? counts.valid
       : outcome.verdict == Verdict::kInvalid ? counts.invalid
                                              : counts.unchecked);
    if (outcome.total > 0) due.push_back({counts.lines, std::move(outcome)});
  }
  std::vector<Told> told;
  static std::vector<Violation> storage(1024);
  Findings findings(storage);
  const LineCounts found =
      checker_of(data[2]).check(seed.operation, kind, text, findings, [&](const CheckedLine& line) {
        fuzz::Outcome outcome;
        outcome.verdict = line.verdict;
        outcome.findings.assign(findings.stored().begin(), findings.stored().end());
        outcome.total = findings.total();
        told.push_back({line.line, std::move(outcome)});
      });
  if (told != due) oracle_line_findings("a chunk of lines leads to other findings than each line");
  if (found.lines != counts.lines || found.blank != counts.blank || found.valid != counts.valid ||
      found.invalid != counts.invalid || found.unchecked != counts.unchecked) {
    oracle_line_counts("lines are counted in another way");
  }
  fuzz::check_exchanges("input.ndjson", text, InputKind::kNdjson);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  if (size < 4 || seed % 8 == 0) return fuzz::mutate(kNoIndex, data, size, max_size, seed);
  // One line by the contract; those after it are kept where there is room.
  const std::string_view text = fuzz::text_of(data, size);
  std::size_t begin = 3 + seed / 8 % (size - 3);
  begin = text.rfind('\n', begin) == text.npos
              ? 3
              : std::max<std::size_t>(3, text.rfind('\n', begin) + 1);
  const std::size_t end = std::min(text.find('\n', begin), size);
  const std::string rest(text.substr(end));
  const BodySeed chosen(fuzz::contract(), text);
  const OperationTable& operation = fuzz::contract().tables().operations[chosen.operation];
  const ShapeIndex root = data[1] % 3 == 1 ? operation.input : operation.output;
  if (begin >= max_size || rest.size() >= max_size - begin) {
    return fuzz::mutate(kNoIndex, data, size, max_size, seed);
  }
  const std::size_t now = fuzz::mutate_from(begin, root, data, end, max_size - rest.size(), seed);
  std::copy(rest.begin(), rest.end(), data + now);
  return now + rest.size();
}
