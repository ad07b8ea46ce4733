// Task "ndjson": a file of responses in memory, one a line, every line checked.
#include <assay/line_checker.h>

#include <array>

#include "bench/messages.h"
#include "bench/peer_simdjson.h"
#include "bench/registry.h"

namespace assay::bench {
namespace {

constexpr std::size_t kBytes = 8u << 20;
constexpr std::size_t kBatch = 1u << 20;

// Lines with findings, and lines altogether.
struct Counts {
  std::size_t lines = 0, invalid = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};

using CheckFile = Counts (*)(const PaddedText& text);

Counts check_with_assay(const PaddedText& text) {
  LineChecker checker(Contract::embedded());
  std::array<Violation, 64> storage;
  Findings findings(storage);
  const LineCounts counts =
      checker.check(0, BodyKind::kOutput, text.view(), findings, [](const CheckedLine&) {});
  return {counts.lines, counts.invalid};
}

Counts check_lines_with_dom(const PaddedText& text) {
  HandChecks<SimdjsonDom> checks;
  Counts counts;
  for (std::string_view rest = text.view(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    counts.invalid += checks.check_unpadded(Body::kOutput, line).errors > 0;
    ++counts.lines;
  }
  return counts;
}

Counts check_with_parse_many(const PaddedText& text) {
  HandChecks<SimdjsonDom> checks;
  simdjson::dom::parser parser;
  simdjson::dom::document_stream stream;
  Counts counts;
  if (parser.parse_many(text.data(), text.size(), kBatch).get(stream)) return counts;
  for (const auto document : stream) {
    simdjson::dom::element root;
    const bool readable = !document.get(root);
    counts.invalid += !readable || checks.check_root(Body::kOutput, root).errors > 0;
    ++counts.lines;
  }
  return counts;
}

struct FileContender {
  std::string_view name;
  CheckFile check;
  bool survives_damage;  // finds its way back after a line that is not JSON
};
constexpr FileContender kContenders[] = {
    {"assay", check_with_assay, true},
    {"simdjson DOM, line by line", check_lines_with_dom, true},
    {"simdjson DOM parse_many", check_with_parse_many, false},
};

std::string lines_of(std::size_t bytes, bool damaged) {
  const std::vector<SizedMessage> messages = sized_messages();
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) {
    if (damaged && i % 7 == 3)
      text += R"({"RunId":"-","RunDetail":{"TaskInstances":[null]}})"
              "\n";
    if (damaged && i % 11 == 5) text += "{\"RunId\":\"a\"\n";
    text += messages[i % 2].text + '\n';
  }
  return text;
}

}  // namespace

bool register_ndjson() {
  const auto text = std::make_shared<PaddedText>(lines_of(kBytes, false));
  const PaddedText mixed(lines_of(1u << 16, true));
  std::string without_damage;  // lines that are JSON, some of them broken
  for (std::string_view rest = mixed.view(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    if (line != "{\"RunId\":\"a\"\n") without_damage += line;
    rest.remove_prefix(line.size());
  }
  const PaddedText readable(without_damage);
  add_stage1("ndjson", "8 MB", text->view());
  add_memcpy("ndjson", "8 MB", text->view());
  bool own = false;
  for (const FileContender& contender : kContenders) {
    const PaddedText& compared = contender.survives_damage ? mixed : readable;
    const Counts wanted = check_lines_with_dom(compared), given = contender.check(compared);
    Admission admission{"ndjson", std::string(contender.name), given.lines, given.invalid, {}, ""};
    if (given != wanted || given.invalid == 0) admission.refused = "counts other lines";
    if (!contender.survives_damage) admission.cannot.push_back("anything after a damaged line");
    add_admission(std::move(admission));
    if (given != wanted) continue;
    own = own || contender.name == "assay";
    add_row("ndjson", "8 MB", contender.name, text->size(),
            [check = contender.check, text](benchmark::State& state) {
              Counts counts;
              for (auto _ : state) benchmark::DoNotOptimize(counts = check(*text));
              if (counts.invalid != 0) state.SkipWithError("a line has findings");
            });
  }
  return own;
}

}  // namespace assay::bench
