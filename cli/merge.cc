// assay merge: results of several checks as one.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "cli/exit_code.h"
#include "cli/report_options.h"
#include "cli/validators.h"
#include "cli/verb.h"
#include "parsers/byte_source.h"
#include "parsers/diagnostic_excerpt.h"
#include "parsers/report_formats.h"
#include "parsers/report_json.h"
#include "parsers/result_reader.h"
#include "parsers/result_totals.h"

namespace assay::cli {
namespace {

namespace json = boost::json;
using Kind = ResultEvent::Kind;

struct MergeOptions {
  std::vector<std::string> inputs;
  std::string format = "text";
  std::string fail_on = "error";
  bool mixed = false;
  bool quiet = false;
};

// Standard input as a file: results are read twice, once for the totals that a report begins with.
class Spool {
 public:
  Spool() = default;
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool() {
    if (!path_.empty()) unlink(path_.c_str());
  }

  std::optional<Error> fill() {
    std::string path = (std::filesystem::temp_directory_path() / "assay-merge-XXXXXX").string();
    const int descriptor = mkstemp(path.data());
    if (descriptor < 0) return failure();
    close(descriptor);
    path_ = path;
    std::ofstream file(path_, std::ios::binary);
    ByteSource input = ByteSource::standard_input();
    input.stop_when(interrupted);
    while (file) {
      const std::string_view bytes = input.peek();
      if (bytes.empty()) break;
      file << bytes;
      input.consume(bytes.size());
    }
    if (input.error()) return input.error();
    return file.flush() ? std::nullopt : std::optional(failure());
  }
  const std::string& path() const noexcept { return path_; }

 private:
  static Error failure() {
    return {.code = ErrorCode::kUnreadable,
            .message = "standard input cannot be kept in the directory of temporary files",
            .file = "<stdin>"};
  }
  std::string path_;
};

// Calls `use(reader, event)` for every event of every input until it returns an error.
template <typename Use>
std::optional<Error> read_all(const MergeOptions& options, const Spool& spool, Use use) {
  for (const std::string& input : options.inputs) {
    auto source = ByteSource::open_file(input == "-" ? spool.path() : input);
    if (!source) return source.error();
    ResultReader reader(std::move(*source), input == "-" ? "<stdin>" : input);
    while (!interrupted()) {
      const Expected<ResultEvent> event = reader.next();
      if (!event) return event.error();
      if (auto error = use(reader, *event)) return error;
      if (event->kind == Kind::kEnd) break;
    }
  }
  return std::nullopt;
}

// The merged result in the form of that of one check.
class Writer {
 public:
  Writer(std::ostream& out, bool lines) : out_(out), lines_(lines) {}

  void begin(const ReportEnvelope& envelope) {
    const std::string members = inside(envelope_json(envelope));
    if (lines_) {
      line("start", members);
    } else {
      out_ << '{' << members << ",\n\"items\":[";
    }
  }
  void event(const ResultReader& reader, const ResultEvent& event) {
    if (event.kind != Kind::kFinding && event.kind != Kind::kItem) return;
    const bool finding = event.kind == Kind::kFinding;
    std::string members = reader.members(*event.value, {"type", "findings"});
    if (lines_) {
      line(finding ? "finding" : "item", members);
      return;
    }
    if (!std::exchange(open_, true)) {
      out_ << (items_++ > 0 ? ",\n" : "\n") << "{\"findings\":[";
      findings_ = 0;
    }
    if (finding) {
      out_ << (findings_++ > 0 ? ",\n  {" : "{") << members << '}';
    } else {
      out_ << "]," << members << '}';
      open_ = false;
    }
  }
  void end(const ReportSummary& summary, std::uint64_t results) {
    json::object object = summary_json(summary);
    object["results"] = results;
    const std::string members = inside(object);
    if (lines_) {
      line("summary", members);
    } else {
      out_ << "\n],\n\"summary\":{" << members << "}}\n";
    }
  }

 private:
  static std::string inside(const json::object& object) {
    const std::string text = json::serialize(object);
    return text.substr(1, text.size() - 2);
  }
  void line(std::string_view type, std::string_view members) {
    out_ << "{\"type\":\"" << type << "\"," << members << "}\n";
  }

  std::ostream& out_;
  bool lines_;
  bool open_ = false;
  std::uint64_t items_ = 0, findings_ = 0;
};

// Ids with their numbers, most severe and most frequent first.
void write_text(std::ostream& out, const ResultTotals& totals, const ReportSummary& summary) {
  std::vector<std::pair<ResultTotals::Ids::key_type, std::uint64_t>> ids(totals.ids().begin(),
                                                                         totals.ids().end());
  std::ranges::sort(ids, [](const auto& a, const auto& b) {
    return std::tuple(b.first.first, b.second, std::string_view(a.first.second)) <
           std::tuple(a.first.first, a.second, std::string_view(b.first.second));
  });
  for (const auto& [key, count] : ids) {
    out << fmt::format("{:>12}  {:<7}  {}\n", grouped(count), to_string(key.first), key.second);
  }
  out << fmt::format("{}     {}   exit {}\n", summary_line(summary),
                     plural(totals.results(), "result"), summary.exit_code);
}

int run_merge(const MergeOptions& options, Console& console) {
  const std::set<std::string> names(options.inputs.begin(), options.inputs.end());
  if (names.size() != options.inputs.size()) {
    return usage_error(console, "merge", "a file is named twice, and would be counted twice");
  }
  const auto fail = [&](const Error& error) {
    console.err << fmt::format("assay merge: {}\n", error.to_string());
    return kExitUsage;
  };
  Spool spool;
  if (names.contains("-")) {
    if (const auto error = spool.fill()) return fail(*error);
  }
  ResultTotals totals(options.mixed);
  const auto add = [&](const ResultReader& reader, const ResultEvent& event) {
    return totals.add(reader, event);
  };
  if (const auto error = read_all(options, spool, add)) return fail(*error);
  if (interrupted()) {
    console.err << "assay merge: interrupted; nothing is merged\n";
    return kExitIncomplete;
  }
  const ReportSummary summary = totals.summary(*parse_gate(options.fail_on));
  if (!options.quiet && options.format == "text") {
    write_text(console.out, totals, summary);
  } else if (!options.quiet && totals.results() > 0) {
    Writer writer(console.out, options.format == "ndjson");
    writer.begin(totals.envelope());
    const auto copy = [&](const ResultReader& reader,
                          const ResultEvent& event) -> std::optional<Error> {
      writer.event(reader, event);
      return std::nullopt;
    };
    if (const auto error = read_all(options, spool, copy)) return fail(*error);
    writer.end(summary, totals.results());
  }
  constexpr std::size_t kMost = 10;
  const auto& unfinished = totals.unfinished();
  for (std::size_t i = 0; i < std::min(unfinished.size(), kMost); ++i) {
    console.err << fmt::format(
        "assay merge: {}:{}: the result that begins here has no summary: its check ended early\n",
        visible_text(unfinished[i].file), unfinished[i].line);
  }
  if (unfinished.size() > kMost) {
    console.err << fmt::format("assay merge: {} more without a summary\n",
                               unfinished.size() - kMost);
  }
  if (totals.results() == 0) {
    console.err << "assay merge: the inputs hold no result: nothing was merged\n";
  }
  return summary.exit_code;
}

Run add_merge(CLI::App& app) {
  auto options = std::make_shared<MergeOptions>();
  app.add_option("FILE", options->inputs,
                 "what assay check --format ndjson or json wrote; streams may follow one another "
                 "in a file; -: standard input")
      ->required()
      ->type_name("FILE...")
      ->expected(1 << 24)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  app.add_option("--format", options->format,
                 "text (default): the totals and how often each id was found; json or ndjson: one "
                 "result with every finding and item, as of one check")
      ->type_name("FORMAT")
      ->check(one_of({"text", "json", "ndjson"}));
  app.add_option("--fail-on", options->fail_on,
                 "exit 1 from this severity on: error (default), warning, note or never")
      ->type_name("SEVERITY")
      ->check(one_of({"error", "warning", "note", "never"}));
  app.add_flag("--mixed", options->mixed,
               "take results of different models or versions of assay together");
  app.add_flag("--quiet,-q", options->quiet, "nothing on standard output: the exit code alone");
  return [options](Console& console) { return run_merge(*options, console); };
}

}  // namespace

Verb merge_verb() {
  return {.name = "merge",
          .job = Job::kCi,
          .summary = "put the results of several checks together: one summary, one exit code",
          .footer =
              "Examples\n"
              "  assay check --format ndjson part-0.ndjson > 0.result\n"
              "  assay check --format ndjson part-1.ndjson > 1.result\n"
              "  assay merge 0.result 1.result\n"
              "  assay merge --format ndjson results/part-* > all.result\n\n"
              "Exit codes: as of assay check over everything; 2 also for a file that is no\n"
              "result or of another model; 3 also where a result ends without its summary.",
          .add = add_merge};
}

}  // namespace assay::cli
