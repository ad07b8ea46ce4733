// assay ledger: every constraint with its sources and evidence, and what would miss it.
#include <assay/diagnostic.h>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include "cli/evidence_matrix.h"
#include "cli/exit_code.h"
#include "cli/explain_evidence.h"
#include "cli/help.h"
#include "cli/model_options.h"
#include "cli/progress.h"
#include "cli/validators.h"
#include "cli/verb.h"
#include "cli/version.h"
#include "conformance/suite.h"
#include "parsers/report_envelope.h"
#include "spec/contract_tables.h"

namespace assay::cli {
namespace {

namespace json = boost::json;

struct LedgerOptions {
  ModelOptions models;
  bool matrix = false;
  std::string format = "text";
};

// What the last line of a matrix says.
struct MatrixCounts {
  std::array<std::size_t, kMatrixColumns.size()> empty{};
  std::size_t without_evidence = 0;
};

MatrixCounts count(const std::vector<MatrixRow>& rows) {
  MatrixCounts counts;
  for (const MatrixRow& row : rows) {
    if (lacks_evidence(row)) ++counts.without_evidence;
    for (std::size_t i = 0; i < kMatrixColumns.size(); ++i) {
      if (is_empty(row, i)) ++counts.empty[i];
    }
  }
  return counts;
}

// "mwaa-serverless/" of "mwaa-serverless/IdString@length.max".
std::string_view group_of(std::string_view id) { return id.substr(0, id.find('/') + 1); }

class TextLedger {
 public:
  explicit TextLedger(Console& console)
      : out_(console.out), width_(std::clamp<std::size_t>(console.columns, 60, 100)) {}

  void list(const Contract& contract) {
    for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
      const ConstraintInfo info = contract.constraint(i);
      out_ << fmt::format("{}  {}, {}\n", info.id, to_string(info.severity), to_string(info.basis));
      for (const SourceNote& source : info.sources) {
        line("source", fmt::format("{}, {} ({})", source.source, source.section,
                                   source.reading ? "reading" : "text"));
      }
      bool evidence = false;
      for (const LedgerTable& ledger : contract.tables().ledger) {
        if (ledger.constraint != i) continue;
        line("holds", evidence_text(ledger.in, ledger.holds));
        line("breaks", evidence_text(ledger.in, ledger.breaks));
        evidence = true;
      }
      if (!evidence) line("-", "no evidence");
    }
    out_ << fmt::format("{}: {} constraints\n", contract.service(), contract.constraint_count());
  }

  void matrix(const Contract& contract, const std::vector<MatrixRow>& rows) {
    out_ << fmt::format("{}\n {:>8} {:>15} {:>5} {:>5} {:>5}\n", contract.service(), "evidence",
                        "vectors", "prop.", "fuzz", "SDK");
    out_ << fmt::format("  {:>3} {:>3} {:>7} {:>7} {:>5} {:>5} {:>5}\n", "+", "-", "keep", "break",
                        "kinds", "seeds", "cases");
    std::string_view group;
    for (ConstraintIndex i = 0; i < rows.size(); ++i) {
      const std::string_view id = contract.constraint(i).id;
      if (group_of(id) != group) {
        group = group_of(id);
        out_ << group << '\n';
      }
      const MatrixRow& row = rows[i];
      out_ << fmt::format("  {:>3} {:>3} {:>7} {:>7} {:>5} {:>5} {:>5}  {}\n", cell(row.holds),
                          cell(row.breaks), cell(row.vectors_keep), cell(row.vectors_break),
                          cell(row.properties), row.counter ? cell(row.seeds) : ".",
                          cell(row.sdk_cases), id.substr(group.size()));
    }
    const MatrixCounts counts = count(rows);
    std::string empty;
    for (std::size_t i = 0; i < kMatrixColumns.size(); ++i) {
      empty += fmt::format("{}{} {}", i == 0 ? "" : ", ", counts.empty[i], kMatrixTitles[i]);
    }
    out_ << fmt::format("{} constraints, {} without evidence; empty: {}\n", rows.size(),
                        counts.without_evidence, empty);
  }

 private:
  static constexpr std::array<std::string_view, kMatrixColumns.size()> kMatrixTitles = {
      "evidence", "vectors", "properties", "fuzz", "SDK"};

  static std::string cell(std::size_t number) { return number == 0 ? "-" : fmt::to_string(number); }
  void line(std::string_view label, std::string_view text) {
    out_ << fmt::format("  {:<8}{}\n", label, wrapped(text, 10, width_));
  }

  std::ostream& out_;
  std::size_t width_;
};

json::object constraint_json(const Contract& contract, ConstraintIndex index) {
  const ConstraintInfo info = contract.constraint(index);
  json::array sources, evidence;
  for (const SourceNote& source : info.sources) {
    sources.push_back(json::object{{"source", source.source},
                                   {"section", source.section},
                                   {"says", source.says},
                                   {"reading", source.reading}});
  }
  for (const LedgerTable& line : contract.tables().ledger) {
    if (line.constraint != index) continue;
    evidence.push_back(json::object{{"in", line.in},
                                    {"holds", evidence_text(line.in, line.holds)},
                                    {"breaks", evidence_text(line.in, line.breaks)}});
  }
  return {{"id", info.id},
          {"severity", to_string(info.severity)},
          {"basis", to_string(info.basis)},
          {"requirement", info.requirement},
          {"sources", std::move(sources)},
          {"evidence", std::move(evidence)}};
}

json::object row_json(const MatrixRow& row) {
  return {{"evidence", {{"holds", row.holds}, {"breaks", row.breaks}}},
          {"vectors", {{"keep", row.vectors_keep}, {"break", row.vectors_break}}},
          {"properties", row.properties},
          {"fuzz", {{"counter", row.counter}, {"seeds", row.seeds}}},
          {"sdk_cases", row.sdk_cases}};
}

json::object contract_json(const Contract& contract, const std::vector<MatrixRow>* rows) {
  json::array constraints;
  for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
    json::object one = constraint_json(contract, i);
    if (rows) one["matrix"] = row_json((*rows)[i]);
    constraints.push_back(std::move(one));
  }
  json::object out{{"service", contract.service()}, {"constraints", std::move(constraints)}};
  if (rows) {
    const MatrixCounts counts = count(*rows);
    json::object empty;
    for (std::size_t i = 0; i < kMatrixColumns.size(); ++i) {
      empty[kMatrixColumns[i]] = counts.empty[i];
    }
    out["summary"] = {{"without_evidence", counts.without_evidence}, {"empty", std::move(empty)}};
  }
  return out;
}

int run_ledger(const LedgerOptions& options, Console& console) {
  const auto contracts = load_contracts(options.models);
  if (!contracts) return model_error(console, "ledger", contracts.error());
  ReportEnvelope envelope = make_envelope("ledger", tool_version());
  if (options.matrix) envelope.suite = to_string(embedded_suite().edition);
  json::array results;
  int code = kExitOk;
  TextLedger text(console);
  Progress progress(console, true);
  for (const Contract& contract : *contracts) {
    std::vector<MatrixRow> rows;
    if (options.matrix) {
      auto made = evidence_matrix(contract, [&](std::string_view counting) {
        progress.update([&] { return fmt::format("{}: {}", contract.service(), counting); });
        return !interrupted();
      });
      progress.clear();
      if (!made) return model_error(console, "ledger", made.error());
      if (interrupted()) {
        console.err << "assay ledger: interrupted, the table is not complete\n";
        return kExitIncomplete;
      }
      rows = std::move(*made);
      if (std::ranges::any_of(rows, lacks_evidence)) code = kExitShrank;
    }
    if (options.format == "json") {
      envelope.models.push_back(model_of(contract));
      results.push_back(contract_json(contract, options.matrix ? &rows : nullptr));
    } else if (options.matrix) {
      text.matrix(contract, rows);
    } else {
      text.list(contract);
    }
  }
  if (options.format == "json") {
    json::object out = envelope_json(envelope);
    out["contracts"] = std::move(results);
    out["exit_code"] = code;
    console.out << json::serialize(out) << '\n';
  }
  console.out << std::flush;
  return code;
}

Run add_ledger(CLI::App& app) {
  auto options = std::make_shared<LedgerOptions>();
  app.add_flag("--matrix", options->matrix,
               "count for each constraint what would notice that nothing checks it any more");
  app.add_option("--format", options->format, "text (default) or json")
      ->check(one_of({"text", "json"}))
      ->type_name("FORMAT");
  add_model_options(app, options->models, "Contract");
  return [options](Console& console) { return run_ledger(*options, console); };
}

}  // namespace

Verb ledger_verb() {
  return {
      .name = "ledger",
      .job = Job::kCi,
      .summary = "list every constraint with its sources and evidence, and what tests it",
      .footer =
          "Examples\n"
          "  assay ledger\n"
          "  assay ledger --matrix\n"
          "  assay ledger --model service.json --ledger service.jsonl --matrix --format json\n\n"
          "Columns of --matrix\n"
          "  evidence   messages that just hold (+) and just break (-) it\n"
          "  vectors    of the small tier: cases that break it, and those beside them that do not\n"
          "  properties kinds of message (request, response, error) that they break it in\n"
          "  fuzz       seeds whose check reports it; a dot: no counter of its own\n"
          "  SDK cases  conformance cases whose messages break it\n"
          "  A dash is an empty cell.\n\n"
          "Exit codes: 0 printed; 2 unusable model; 3 interrupted; 4 --matrix found a constraint\n"
          "without any evidence.",
      .add = add_ledger};
}

}  // namespace assay::cli
