// assay explain: what an id, a flag or a word means, why, and what follows from it.
#include <assay/diagnostic.h>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <span>
#include <utility>

#include "cli/exit_code.h"
#include "cli/explain_evidence.h"
#include "cli/help.h"
#include "cli/model_options.h"
#include "cli/suggest.h"
#include "cli/verb.h"
#include "cli/words.h"
#include "spec/contract_tables.h"
#include "spec/lint.h"

namespace assay::cli {
namespace {

struct ExplainOptions {
  std::vector<std::string> ids;
  ModelOptions models;
  bool list = false;
  CLI::App* app = nullptr;
};

// An option of a verb, as its help has it.
struct Flag {
  std::string name;  // "--fail-on"
  std::string verb;
  std::string says;
};

std::vector<Flag> all_flags() {
  std::vector<Flag> out;
  for (const Verb& verb : verbs()) {
    CLI::App app;
    const Run run = verb.add(app);  // owns what the options are bound to
    std::vector<const CLI::App*> open{&app};
    for (const CLI::App* sub :
         static_cast<const CLI::App&>(app).get_subcommands([](const CLI::App*) { return true; })) {
      open.push_back(sub);
    }
    for (const CLI::App* each : open) {
      for (const CLI::Option* option : each->get_options()) {
        for (const std::string& name : option->get_lnames()) {
          if (name == "help") continue;
          std::string path = std::string(verb.name);
          if (each != &app) path += ' ' + each->get_name();
          out.push_back({"--" + name, std::move(path), option->get_description()});
        }
      }
    }
  }
  return out;
}

class Explainer {
 public:
  // Of one operation alone where one is given.
  Explainer(std::span<const Contract> contracts, std::optional<OperationChoice> operation,
            Console& console)
      : contracts_(contracts),
        operation_(operation),
        out_(console.out),
        width_(std::clamp<std::size_t>(console.columns, 60, 100)) {}

  bool explain(std::string_view wanted) {
    bool found = explain_constraint(wanted);
    found = explain_lint(wanted) || found;
    found = explain_words(wanted) || found;
    return explain_flags(wanted) || found;
  }

  void list() {
    const auto heading = [&](std::string_view title) { out_ << '\n' << title << '\n'; };
    out_ << "Ids (assay explain ID says more)\n";
    std::set<std::string_view> listed;  // the protocol's are in every contract
    for (std::size_t c = 0; c < contracts_.size(); ++c) {
      if (operation_ && operation_->contract != c) continue;
      const Contract& contract = contracts_[c];
      std::vector<bool> reached;
      if (operation_) reached = shapes_of_operation(contract, operation_->operation);
      for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
        const ShapeIndex shape = contract.tables().constraints[i].shape;
        if (operation_ && shape != kNoIndex && !reached[shape]) continue;
        const ConstraintInfo info = contract.constraint(i);
        if (!listed.insert(info.id).second) continue;
        entry(info.id, fmt::format("{}: {}", to_string(info.severity), info.requirement));
      }
    }
    for (const LintRule& rule : lint_rules()) {
      entry(rule.id, fmt::format("{}: {}", to_string(rule.severity), rule.says));
    }
    bool noted = false;
    for (const Contract& contract : contracts_) {
      for (const ContractNote& note : contract.notes()) {
        if (!std::exchange(noted, true)) heading("What is checked in another way, or not at all");
        entry(note.id, note_text(note));
      }
    }
    heading("Words");
    for (const Word& word : words()) entry(word.name, word.says);
    heading("Options");
    std::set<std::string> seen;
    for (const Flag& flag : all_flags()) {
      if (seen.insert(flag.name + flag.says).second) {
        entry(flag.name, fmt::format("({}) {}", flag.verb, flag.says));
      }
    }
  }

  // Everything that can be asked for.
  std::vector<std::string> known() const {
    std::vector<std::string> out;
    for (const Contract& contract : contracts_) {
      for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
        out.emplace_back(contract.constraint(i).id);
      }
    }
    for (const LintRule& rule : lint_rules()) out.emplace_back(rule.id);
    for (const Word& word : words()) out.emplace_back(word.name);
    for (Flag& flag : all_flags()) out.push_back(std::move(flag.name));
    return out;
  }

 private:
  void entry(std::string_view left, std::string_view right) {
    out_ << "  " << left << "\n      " << wrapped(right, 6, width_) << '\n';
  }
  void line(std::string_view label, std::string_view text) {
    out_ << fmt::format("  {:<12}{}\n", label, wrapped(text, 14, width_));
  }

  bool explain_constraint(std::string_view id) {
    for (std::size_t i = 0; i < contracts_.size(); ++i) {
      const auto constraint = contracts_[i].find_constraint(id);
      if (!constraint) continue;
      std::optional<OperationIndex> operation;
      if (operation_ && operation_->contract == i) operation = operation_->operation;
      explain_constraint(contracts_[i], *constraint, operation);
      return true;
    }
    return false;
  }

  void explain_constraint(const Contract& contract, ConstraintIndex constraint,
                          std::optional<OperationIndex> operation) {
    const ConstraintInfo info = contract.constraint(constraint);
    out_ << fmt::format("{}: {}\n", info.id, wrapped(info.requirement, 2, width_));
    line("severity", to_string(info.severity));
    line("basis", basis_text(info.basis));
    for (const SourceNote& source : info.sources) {
      line("source", fmt::format("{}, {}: {} ({})", source.source, source.section, source.says,
                                 source.reading ? "reading" : "text"));
    }
    const ContractTables& tables = contract.tables();
    for (const LedgerTable& ledger : tables.ledger) {
      if (ledger.constraint != constraint) continue;
      line("holds", evidence_text(ledger.in, ledger.holds));
      line("breaks", evidence_text(ledger.in, ledger.breaks));
      for (const ConstraintIndex implied : ledger.implies) {
        line("", fmt::format("which also breaks {}", contract.constraint(implied).id));
      }
    }
    constexpr std::size_t kMostPlaces = 12;
    const ShapeIndex shape = tables.constraints[constraint].shape;
    if (shape != kNoIndex) {
      bool first = true;
      for (const std::string& place : places_of(contract, constraint, kMostPlaces, operation)) {
        line(std::exchange(first, false) ? "checked in" : "", place);
      }
    } else {
      line("checked in", protocol_places(info.id));
    }
    if (const std::string_view text = for_a_client(info.id); !text.empty()) {
      line("a client", text);
    }
    for (const ContractNote& note : contract.notes()) {
      if (note.id == info.id) line("note", note_text(note));
    }
  }

  bool explain_lint(std::string_view id) {
    const LintRule* rule = find_lint_rule(id);
    if (rule == nullptr) return false;
    out_ << fmt::format("{}: {}\n", rule->id, wrapped(rule->says, 2, width_));
    line("severity", to_string(rule->severity));
    if (!rule->why.empty()) line("why", rule->why);
    line("found by", "assay lint");
    return true;
  }

  static std::string_view basis_text(Basis basis) noexcept {
    switch (basis) {
      case Basis::kDocumented:
        return "documented: the service's own page states it";
      case Basis::kModel:
        return "model: the service's Smithy model states it";
      case Basis::kProtocol:
        return "protocol: awsJson, HTTP or JSON states it";
      case Basis::kInferred:
        break;
    }
    return "inferred: no source states it (--no-inferred leaves it out)";
  }

  static std::string_view protocol_places(std::string_view id) noexcept {
    if (id.find("-echoes") != std::string_view::npos)
      return "exchanges: a response with its request";
    if (id.find("@rule.") != std::string_view::npos) return "responses with status 200";
    if (id.find("/request@") != std::string_view::npos || id.starts_with("aws/sigv4")) {
      return "every request with its HTTP message; bodies alone for what concerns the body";
    }
    if (id.find("/response@") != std::string_view::npos) return "every response";
    if (id.find("/error@") != std::string_view::npos) return "every response that names an error";
    if (id.starts_with("http/")) return "HTTP messages, in every input kind that holds them";
    return "every body: requests, responses, errors";
  }

  bool explain_words(std::string_view wanted) {
    bool found = false;
    for (const Word& word : words()) {
      if (edit_distance(word.name, wanted) != 0) continue;  // case does not matter
      out_ << fmt::format("{} ({})\n", word.name, cli::to_string(word.kind));
      out_ << "  " << wrapped(word.says, 2, width_) << '\n';
      if (!word.why.empty()) out_ << "  " << wrapped(word.why, 2, width_) << '\n';
      found = true;
    }
    return found;
  }

  bool explain_flags(std::string_view wanted) {
    if (!wanted.starts_with("-")) return false;
    bool found = false;
    for (const Flag& flag : all_flags()) {
      if (flag.name != wanted) continue;
      out_ << fmt::format("{} (option of assay {})\n  {}\n", flag.name, flag.verb,
                          wrapped(flag.says, 2, width_));
      found = true;
    }
    return found;
  }

  std::span<const Contract> contracts_;
  std::optional<OperationChoice> operation_;
  std::ostream& out_;
  std::size_t width_;
};

int run_explain(const ExplainOptions& options, const std::vector<std::string>& asked,
                Console& console) {
  const auto chosen = choose_models(options.models);
  if (!chosen) return model_error(console, "explain", chosen.error());
  Explainer explainer(chosen->contracts, chosen->operation, console);
  if (options.list) {
    explainer.list();
    return kExitOk;
  }
  if (asked.empty()) {
    return usage_error(console, "explain", "ID: name an id, an option or a word, or give --list");
  }
  int code = kExitOk;
  bool first = true;
  for (const std::string& id : asked) {
    if (!std::exchange(first, false)) console.out << '\n';
    if (explainer.explain(id)) continue;
    const std::vector<std::string> known = explainer.known();
    std::string message = fmt::format("{}: nothing has this name", id);
    const auto near = nearest(id, {known.begin(), known.end()}, 5);
    for (std::size_t i = 0; i < near.size(); ++i) {
      message += fmt::format("{}\n  {}", i == 0 ? "; did you mean" : "", near[i]);
    }
    if (near.empty()) message += "; --list prints every name";
    code = usage_error(console, "explain", message);
  }
  return code;
}

Run add_explain(CLI::App& app) {
  auto options = std::make_shared<ExplainOptions>();
  app.add_option("ID", options->ids,
                 "an id from a finding ([...] at its end), an option, a verdict, a level, a word")
      ->type_name("ID...");
  app.add_flag("--list", options->list, "every name that can be explained");
  const std::string group = "Whose ids";
  add_model_options(app, options->models, group);
  add_operation_option(app, options->models, "only where this operation is concerned", group);
  // Options of other verbs are words here.
  app.allow_extras();
  options->app = &app;
  return [options](Console& console) {
    std::vector<std::string> asked = options->ids;
    for (std::string& extra : options->app->remaining()) {
      if (extra != "--") asked.push_back(std::move(extra));
    }
    return run_explain(*options, asked, console);
  };
}

}  // namespace

Verb explain_verb() {
  return {.name = "explain",
          .job = Job::kCi,
          .summary = "what an id, an option or a word that assay prints means, and why",
          .footer =
              "Examples\n"
              "  assay explain awsJson1_0/body@utf8\n"
              "  assay explain 'silent loss' --fail-on limit/depth\n"
              "  assay explain --model botocore:sfn --list\n"
              "  assay explain -- --model        what an option of explain itself means",
          .add = add_explain};
}

}  // namespace assay::cli
