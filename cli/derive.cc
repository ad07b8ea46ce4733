// assay derive: from a contract to files of test vectors.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <ostream>
#include <sstream>

#include "cli/exit_code.h"
#include "cli/model_options.h"
#include "cli/progress.h"
#include "cli/validators.h"
#include "cli/verb.h"
#include "corpus/vector_file.h"
#include "corpus/vectors.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

struct DeriveVerbOptions {
  ModelOptions models;
  std::string tier;  // empty: both
  std::string out = "corpus/vectors";
  std::string one;  // GROUP#CASE or GROUP#ORIGIN: print it, write no files
  bool check = false;
  bool constraints = false;
  bool quiet = false;
};

constexpr std::array kTiers = {VectorTier::kSmall, VectorTier::kMedium};

// What one tier of one contract came to, by kind of file and by verdict.
struct Counts {
  std::size_t files = 0, bytes = 0, cases = 0;
  std::array<std::size_t, 3> verdicts{};
};

struct TierText {
  std::vector<VectorText> texts;
  std::map<std::string, Counts> by_part;          // "values/IdString"
  std::map<ConstraintIndex, std::size_t> broken;  // cases that break each
};

void count(const VectorFile& file, const std::vector<VectorText>& texts, TierText& tier) {
  Counts& counts = tier.by_part[file.name];
  for (const VectorText& text : texts) {
    ++counts.files;
    counts.bytes += text.text.size();
    counts.cases += text.cases;
  }
  for (const VectorGroup& group : file.groups) {
    for (const VerdictSet& set : group.sets) {
      counts.verdicts[static_cast<std::size_t>(set.verdict)] += set.cases.size();
      for (const ConstraintIndex index : set.broken) tier.broken[index] += set.cases.size();
    }
  }
}

std::string kilobytes(std::size_t bytes) { return fmt::format("{}", (bytes + 1023) / 1024); }

class DeriveRun {
 public:
  DeriveRun(const DeriveVerbOptions& options, Console& console)
      : options_(options), console_(console), progress_(console, !options.quiet) {}

  int run() {
    const auto contracts = load_contracts(options_.models);
    if (!contracts) return fail(contracts.error());
    std::optional<OperationChoice> operation;
    if (!options_.models.operation.empty()) {
      auto chosen = choose_operation(options_.models.operation, *contracts);
      if (!chosen) return fail(chosen.error());
      operation = *chosen;
    }
    int code = kExitOk;
    for (std::size_t i = 0; i < contracts->size(); ++i) {
      if (operation && operation->contract != i) continue;
      DeriveOptions derive;
      if (operation) derive.operations = {operation->operation};
      for (const VectorTier tier : kTiers) {
        if (!options_.tier.empty() && options_.tier != name_of(tier)) continue;
        derive.tier = tier;
        if (!options_.one.empty()) {
          const auto found = print_cases((*contracts)[i], derive);
          if (!found) return fail(found.error());
          if (*found) return kExitOk;
          continue;
        }
        code = std::max(code, one_tier((*contracts)[i], derive));
        if (code == kExitUsage || code == kExitIncomplete) return code;
      }
    }
    if (!options_.one.empty()) {
      return usage_error(
          console_, "derive",
          fmt::format("--case: nothing that is derived is \"{}\"; it is GROUP#CASE as "
                      "assay vectors run prints it, or GROUP#ORIGIN",
                      options_.one));
    }
    return code;
  }

 private:
  int fail(const Error& error) {
    progress_.clear();
    if (error.code == ErrorCode::kUsage) return usage_error(console_, "derive", error.message);
    console_.err << fmt::format("assay derive: {}\n", error.to_string());
    return kExitUsage;
  }

  bool is_asked_for(const VectorGroup& group, const VerdictSet& set, const VectorCase& one) const {
    std::string_view rest = options_.one;
    if (!rest.starts_with(group.id) || !rest.substr(group.id.size()).starts_with('#')) return false;
    rest.remove_prefix(group.id.size() + 1);
    if (rest == case_id(group.kind, one)) return true;
    return rest == (one.origin.empty() ? set.origin : set.origin + "/" + one.origin);
  }

  // Makes the cases asked for again and prints them as a file of their own. False: there are none.
  Expected<bool> print_cases(const Contract& contract, const DeriveOptions& derive) {
    bool found = false;
    const auto done = derive_vectors(contract, derive, [&](VectorFile&& file) {
      for (VectorGroup& group : file.groups) {
        for (VerdictSet& set : group.sets) {
          std::erase_if(set.cases,
                        [&](const VectorCase& one) { return !is_asked_for(group, set, one); });
        }
        std::erase_if(group.sets, [](const VerdictSet& set) { return set.cases.empty(); });
      }
      std::erase_if(file.groups, [](const VectorGroup& group) { return group.sets.empty(); });
      if (file.groups.empty()) return true;
      found = true;
      for (const VectorText& text : write_vector_file(contract, derive.tier, file)) {
        console_.out << text.text;
      }
      return false;
    });
    if (!done) return std::unexpected(done.error());
    return found;
  }

  int one_tier(const Contract& contract, const DeriveOptions& derive) {
    TierText tier;
    bool stopped = false;
    const auto done = derive_vectors(contract, derive, [&](VectorFile&& file) {
      auto texts = write_vector_file(contract, derive.tier, file);
      count(file, texts, tier);
      for (VectorText& text : texts) tier.texts.push_back(std::move(text));
      progress_.update([&] {
        return fmt::format("{} {}: {} files, {}", contract.service(), name_of(derive.tier),
                           tier.texts.size(), file.name);
      });
      stopped = interrupted();
      return !stopped;
    });
    progress_.clear();
    if (!done) return fail(done.error());
    if (stopped) {
      console_.err << "assay derive: interrupted, nothing written for this tier\n";
      return kExitIncomplete;
    }
    std::erase_if(tier.texts, [](const VectorText& text) { return text.cases == 0; });
    const fs::path folder = fs::path(options_.out) / std::string(contract.service()) /
                            std::string(name_of(derive.tier));
    if (!options_.quiet) table(contract, derive.tier, tier);
    return options_.check ? compare(folder, tier) : write(folder, tier);
  }

  void table(const Contract& contract, VectorTier name, const TierText& tier) {
    console_.out << fmt::format("{}, {} tier\n", contract.service(), name_of(name));
    console_.out << fmt::format("  {:<44} {:>8} {:>8} {:>9} {:>8} {:>7}\n", "", "cases", "valid",
                                "tolerated", "invalid", "kB");
    Counts all;
    for (const auto& [part, counts] : tier.by_part) {
      if (counts.cases == 0) continue;
      row(part, counts);
      all.files += counts.files;
      all.bytes += counts.bytes;
      all.cases += counts.cases;
      for (std::size_t i = 0; i < 3; ++i) all.verdicts[i] += counts.verdicts[i];
    }
    row("all", all);
    console_.out << fmt::format("  {} of {} constraints are broken by a case\n", tier.broken.size(),
                                contract.constraint_count());
    if (options_.constraints) by_constraint(contract, tier);
  }

  void by_constraint(const Contract& contract, const TierText& tier) {
    for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
      const auto found = tier.broken.find(i);
      console_.out << fmt::format("  {:>8}  {}\n", found == tier.broken.end() ? 0 : found->second,
                                  contract.constraint(i).id);
    }
  }

  void row(std::string_view name, const Counts& counts) {
    console_.out << fmt::format("  {:<44} {:>8} {:>8} {:>9} {:>8} {:>7}\n", name, counts.cases,
                                counts.verdicts[0], counts.verdicts[1], counts.verdicts[2],
                                kilobytes(counts.bytes));
  }

  // The files of a folder that are there, names relative to it.
  static Expected<std::vector<VectorText>> present(const fs::path& folder) {
    std::vector<VectorText> texts;
    std::error_code status;
    for (fs::recursive_directory_iterator at(folder, status), end; !status && at != end;
         at.increment(status)) {
      if (!at->is_regular_file()) continue;
      VectorText text;
      text.name = fs::relative(at->path(), folder).generic_string();
      std::ifstream file(at->path(), std::ios::binary);
      std::ostringstream all;
      if (!file || !(all << file.rdbuf())) {
        return std::unexpected(Error{.code = ErrorCode::kUnreadable,
                                     .message = "cannot be read",
                                     .file = at->path().string()});
      }
      text.text = std::move(all).str();
      texts.push_back(std::move(text));
    }
    if (status) {
      return std::unexpected(
          Error{.code = ErrorCode::kUnreadable,
                .message =
                    fmt::format("cannot be read: {}; write it with assay derive", status.message()),
                .file = folder.string()});
    }
    std::ranges::sort(texts, {}, &VectorText::name);
    return texts;
  }

  int write(const fs::path& folder, const TierText& tier) {
    const auto cannot = [&](const fs::path& path, std::string_view why) {
      return fail(Error{.code = ErrorCode::kUnreadable,
                        .message = fmt::format("cannot be written: {}", why),
                        .file = path.string()});
    };
    std::error_code status;
    // A file that this derivation no longer makes would stay as if it were of this contract.
    if (fs::exists(folder, status) && options_.models.operation.empty()) {
      auto old = present(folder);
      if (!old) return fail(old.error());
      for (const VectorText& text : *old) {
        const bool kept = std::ranges::any_of(
            tier.texts, [&](const VectorText& now) { return now.name == text.name; });
        if (!kept && text.text.find("\"groups\": [") != std::string::npos) {
          fs::remove(folder / text.name, status);
        }
      }
    }
    for (const VectorText& text : tier.texts) {
      const fs::path path = folder / text.name;
      fs::create_directories(path.parent_path(), status);
      if (status) return cannot(path.parent_path(), status.message());
      std::ofstream file(path, std::ios::binary);
      if (!(file << text.text) || !file.flush()) return cannot(path, "is the folder writable?");
    }
    if (!options_.quiet) {
      console_.out << fmt::format("  {} files in {}\n", tier.texts.size(), folder.generic_string());
    }
    return kExitOk;
  }

  int compare(const fs::path& folder, TierText& tier) {
    const auto old = present(folder);
    if (!old) return fail(old.error());
    std::ranges::sort(tier.texts, {}, &VectorText::name);
    const auto same = [](const VectorText& a, const VectorText& b) {
      return a.name == b.name && a.text == b.text;
    };
    if (std::ranges::equal(*old, tier.texts, same)) {
      if (!options_.quiet) {
        console_.out << fmt::format("  {} is up to date\n", folder.generic_string());
      }
      return kExitOk;
    }
    const auto difference = compare_vectors(*old, tier.texts);
    if (!difference) return fail(difference.error());
    name_all("gone", difference->gone);
    name_all("changed", difference->changed);
    name_all("new", difference->added);
    if (difference->empty()) {
      console_.out << "  no case differs; heads, titles or theorems do\n";
    }
    console_.out << fmt::format("  {} differs from what the contract gives: run assay derive\n",
                                folder.generic_string());
    return kExitShrank;
  }

  void name_all(std::string_view what, const std::vector<std::string>& ids) {
    constexpr std::size_t kMost = 50;
    for (std::size_t i = 0; i < ids.size() && i < kMost; ++i) {
      console_.out << fmt::format("  {}: {}\n", what, ids[i]);
    }
    if (ids.size() > kMost) {
      console_.out << fmt::format("  {}: {} more\n", what, ids.size() - kMost);
    }
  }

  const DeriveVerbOptions& options_;
  Console& console_;
  Progress progress_;
};

Run add_derive(CLI::App& app) {
  auto options = std::make_shared<DeriveVerbOptions>();
  add_model_options(app, options->models, "Contract");
  add_operation_option(app, options->models, "only the vectors of this one", "Contract");
  app.add_option("--tier", options->tier,
                 "small (at most 3,000 texts a constraint) or medium (30,000); default: both")
      ->type_name("TIER")
      ->check(one_of({"small", "medium"}));
  app.add_option("--out", options->out, "the folder of the files (default: corpus/vectors)")
      ->type_name("DIR");
  app.add_flag("--check", options->check,
               "write nothing: exit 4 when the files in --out are not what the contract gives, and "
               "name the cases");
  app.add_option("--case", options->one,
                 "make one case again from its id (GROUP#CASE), or all of an origin "
                 "(GROUP#ORIGIN), and print it; write no files")
      ->type_name("ID")
      ->excludes("--check");
  app.add_flag("--constraints", options->constraints,
               "also print how many cases break each constraint");
  app.add_flag("--quiet,-q", options->quiet, "print nothing but differences and errors");
  return [options](Console& console) { return DeriveRun(*options, console).run(); };
}

}  // namespace

Verb derive_verb() {
  return {
      .name = "derive",
      .job = Job::kCi,
      .summary = "write test vectors: inputs with the verdict that the contract gives them",
      .footer =
          "Examples\n"
          "  assay derive --out vectors\n"
          "  assay derive --model service.json --tier small --out vectors\n"
          "  assay derive --check\n"
          "  assay derive --case SERVICE/SHAPE#length/256\n\n"
          "Files: DIR/SERVICE/TIER/*.json, spec/schemas/vectors.json. The same contract always\n"
          "gives the same bytes; docs/vectors.md says what the files promise.\n\n"
          "Exit codes: 0 written, or up to date; 2 unusable model or folder; 3 interrupted;\n"
          "4 --check found a difference.",
      .add = add_derive};
}

}  // namespace assay::cli
