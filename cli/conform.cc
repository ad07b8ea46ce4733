// assay conform: how SDKs behave against the contract.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <ostream>
#include <span>

#include "cli/conform_options.h"
#include "cli/exit_code.h"
#include "cli/last_run.h"
#include "cli/model_options.h"
#include "cli/progress.h"
#include "cli/subjects.h"
#include "cli/text_file.h"
#include "cli/verb.h"
#include "cli/version.h"
#include "conformance/conform_report.h"
#include "conformance/conform_run.h"
#include "conformance/request_check.h"
#include "conformance/service_answer.h"
#include "conformance/side_by_side.h"
#include "conformance/templates.h"
#include "conformance/text_codec.h"

namespace assay::cli {
namespace {

std::vector<const Case*> chosen_cases(const Suite& suite, const ModelChoice& models,
                                      const std::vector<std::string>& globs) {
  std::vector<const Case*> chosen;
  for (const Case& item : suite.cases) {
    if (!models.covers(item.service, item.operation)) continue;
    bool match = globs.empty();
    for (const std::string& glob : globs) match = match || glob_match(glob, item.id);
    if (match) chosen.push_back(&item);
  }
  return chosen;
}

Expected<KnownFailures> read_known(const std::string& path, bool may_be_absent) {
  std::error_code error;
  if (path.empty() || (may_be_absent && !std::filesystem::exists(path, error))) {
    return KnownFailures{.file = path, .lines = {}, .entries = {}};
  }
  auto file = read_text_file(path);
  if (!file) {
    return std::unexpected(Error{.code = ErrorCode::kUnreadable,
                                 .message = "--known-failing: cannot be read",
                                 .file = path});
  }
  return parse_known_failing(*file);
}

class Conform {
 public:
  Conform(const ConformOptions& options, Console& console) : options_(options), console_(console) {}

  int run() {
    run_.edition = embedded_suite().edition;
    run_.narrowed = !options_.run.empty();
    run_.gate = options_.gate == "must" ? Level::kMust : Level::kShould;
    if (!options_.suite.empty()) {
      const auto edition = parse_edition(options_.suite);
      if (!edition || *edition > embedded_suite().edition) {
        return usage_error(console_, "conform",
                           fmt::format("--suite: {} is no edition up to {}", options_.suite,
                                       to_string(embedded_suite().edition)));
      }
      run_.edition = *edition;
    }
    auto models = choose_models(options_.models);
    if (!models) return model_error(console_, "conform", models.error());
    models_ = *std::move(models);
    const Suite* chosen_suite = &embedded_suite();
    if (models_.operation && chosen_cases(*chosen_suite, models_, {}).empty()) {
      // Another operation: its cases are made from the templates.
      made_ = template_suite(models_.contracts[models_.operation->contract],
                             models_.operation->operation);
      chosen_suite = &*made_;
    }
    const Suite& suite = *chosen_suite;
    run_.suite = &suite;
    const std::size_t covered = chosen_cases(suite, models_, {}).size();
    run_.narrowed = run_.narrowed || covered < suite.cases.size();
    if (covered == 0) {
      console_.err << "assay conform: nothing was run: the suite has no case of what --model and "
                      "--operation name\n";
      return kExitIncomplete;
    }
    std::vector<const Case*> cases = chosen_cases(suite, models_, options_.run);
    if (cases.empty()) {
      return usage_error(console_, "conform", "--run: no case matches; --list prints all");
    }
    if (options_.list) return list(cases);
    const auto files = output_files(options_);
    if (!files) return usage_error(console_, "conform", files.error().message);
    const ScratchDirectory home;
    SubjectOptions subject_options = options_.subjects;
    auto arguments = model_arguments(options_.models);
    if (!arguments) return model_error(console_, "conform", arguments.error());
    subject_options.model_arguments = *std::move(arguments);
    subject_options.model_words = model_words(options_.models);
    const auto subjects = find_subjects(subject_options, home.path(), true);
    if (!subjects) return give_up(subjects.error());
    if (!options_.last_failed.empty()) {
      auto last = read_last_misses(options_.last_failed, *subjects);
      if (!last) return usage_error(console_, "conform", last.error().to_string());
      last_ = *std::move(last);
      std::erase_if(cases, [this](const Case* item) { return !missed_last(*item); });
      run_.narrowed = true;
      if (cases.empty()) {
        console_.err << "nothing missed in the last run\n";
        return kExitOk;
      }
    }
    envelope_ = make_envelope("conform", tool_version());
    console_.err << fmt::format("suite {} ({} cases{})\n", to_string(run_.edition),
                                suite.cases.size(),
                                run_.narrowed ? fmt::format(", {} chosen", cases.size()) : "");
    if (auto error = run_subjects(*subjects, cases)) return give_up(*error);
    const bool single = subjects->size() == 1;
    for (SubjectRun& subject : run_.subjects) {
      if (auto error = compare_known(subject, single || subject.name != "reference")) {
        return usage_error(console_, "conform", error->to_string());
      }
    }
    const int code = exit_code(cases.size(), subjects->size());
    if (auto error = report(*files, code)) return give_up(*error);
    console_.err << describe_progress(last_, run_);
    return code;
  }

 private:
  int give_up(const Error& error) {
    console_.err << "assay conform: " << error.to_string() << '\n';
    return kExitIncomplete;
  }

  bool missed_last(const Case& item) const {
    return std::ranges::any_of(last_, [&](const LastMisses& misses) {
      return std::ranges::binary_search(misses.ids, item.id);
    });
  }

  int list(const std::vector<const Case*>& cases) {
    for (const Case* item : cases) {
      console_.out << fmt::format("{:<44} {:<6} {}  {}\n", item->id, to_string(item->level),
                                  to_string(item->since), item->title);
    }
    return kExitOk;
  }

  // Errors: a driver did not start. One that fails later is noted in the run.
  std::optional<Error> run_subjects(const std::vector<NamedSubject>& subjects,
                                    const std::vector<const Case*>& cases) {
    SideBySideOptions side_by_side;
    side_by_side.limits.canary = run_.suite->canary;
    side_by_side.request_check = [this] { return make_request_check(models_.contracts); };
    side_by_side.service = [this] { return make_case_service(models_.contracts); };
    side_by_side.processes = options_.processes;
    side_by_side.stop = [] { return interrupted(); };
    std::vector<DriverCommand> commands;
    for (const NamedSubject& subject : subjects) commands.push_back(subject.command);
    Progress progress(console_, true);
    run_.runs = options_.repeat;
    const auto begin = std::chrono::steady_clock::now();
    const auto elapsed = [begin] {
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    for (std::size_t round = 0; round < run_.runs; ++round) {
      side_by_side.tick = [&](std::span<const std::size_t> done,
                              std::span<const std::size_t> misses) {
        progress.update(
            [&] { return progress_line(subjects, cases.size(), round, elapsed(), done, misses); });
      };
      auto results = run_side_by_side(commands, cases, side_by_side);
      progress.clear();
      for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i].not_started) return results[i].not_started;
        if (round == 0) {
          add_subject(subjects[i], std::move(results[i]));
          continue;
        }
        SubjectRun& subject = run_.subjects[i];
        compare_repeated(subject, results[i].results);
        if (subject.failure.empty()) subject.failure = results[i].failure;
      }
    }
    console_.err << fmt::format("{} subject{} in {:.1f} s\n", subjects.size(),
                                subjects.size() == 1 ? "" : "s", elapsed());
    return std::nullopt;
  }

  // "[=====               ] 88/352  0:07  boto3 12 misses  reference 0 misses"
  std::string progress_line(const std::vector<NamedSubject>& subjects, std::size_t cases,
                            std::size_t round, double seconds, std::span<const std::size_t> done,
                            std::span<const std::size_t> misses) const {
    constexpr std::size_t kBar = 20;
    std::size_t sum = round * cases * subjects.size();
    for (const std::size_t count : done) sum += count;
    const std::size_t all = run_.runs * cases * subjects.size();
    const auto whole = static_cast<std::size_t>(seconds);
    std::string line = fmt::format("[{:<{}}] {}/{}  {}:{:02}", std::string(sum * kBar / all, '='),
                                   kBar, sum, all, whole / 60, whole % 60);
    for (std::size_t i = 0; i < done.size(); ++i) {
      line += fmt::format("  {} {} misses", subjects[i].name, misses[i]);
    }
    return line;
  }

  void add_subject(const NamedSubject& named, SideBySideResult result) {
    const Hello& hello = result.hello;
    envelope_.subjects.push_back({hello.sdk, hello.version, hello.runtime, hello.versions});
    run_.subjects.push_back({.name = named.name.empty() ? printable(hello.sdk, 60) : named.name,
                             .replay = named.replay,
                             .hello = hello,
                             .results = std::move(result.results),
                             .seconds = result.seconds,
                             .failure = std::move(result.failure)});
  }

  std::optional<Error> compare_known(SubjectRun& subject, bool single) {
    subject.known_file = known_file(options_, subject.name, single, made_.has_value());
    auto known = read_known(subject.known_file, options_.update_known);
    if (!known) return known.error();
    if (options_.update_known && subject.known_file.empty()) {
      return Error{.code = ErrorCode::kUsage,
                   .message = fmt::format(
                       "--update-known: no folder conformance here; give --known-failing {}=FILE",
                       subject.name),
                   .file = {}};
    }
    if (options_.update_known && subject.failure.empty()) {
      const std::string text = update_known_failing(*known, subject.results, run_.narrowed);
      if (known->entries.empty() && text.empty()) return std::nullopt;
      if (auto error = write_text_file(subject.known_file, text)) return error;
      known = parse_known_failing({subject.known_file, text});
      if (!known) return known.error();
      console_.err << fmt::format("{} entries in {}\n", known->entries.size(), subject.known_file);
    }
    subject.known =
        apply_known_failing(*known, subject.results, utc_now().substr(0, 10), run_.narrowed);
    return std::nullopt;
  }

  int exit_code(std::size_t case_count, std::size_t subject_count) const {
    bool findings = false;
    bool incomplete = run_.subjects.size() < subject_count;
    std::size_t canonical = 0;
    for (const Case& item : run_.suite->cases) canonical += run_.counts_case(item);
    for (const SubjectRun& subject : run_.subjects) {
      findings = findings || run_.findings(subject) > 0 || !subject.known.stale.empty() ||
                 !subject.unstable.empty() ||
                 (options_.enforce_expiry && !subject.known.expired.empty());
      incomplete = incomplete || subject.results.size() < case_count ||
                   (run_.runs > 1 && !subject.failure.empty());
    }
    if (!run_.narrowed && (!run_.suite->missing().empty() || case_count < canonical)) {
      return kExitShrank;
    }
    if (incomplete) return kExitIncomplete;
    return findings ? kExitFindings : kExitOk;
  }

  std::string format_run(std::string_view format, int code) const {
    if (format == "json") return conform_json(run_, envelope_, code);
    if (format == "ndjson") return conform_ndjson(run_, envelope_, code);
    if (format == "junit") return conform_junit(run_, envelope_);
    if (format == "markdown") return conform_markdown(run_);
    if (format == "matrix") return conform_page(run_, envelope_);
    if (format == "html") return conform_html(run_, envelope_, options_.history);
    return conform_text(run_, options_.verbose);
  }

  std::optional<Error> report(const std::vector<OutputFile>& files, int code) {
    envelope_.suite = to_string(run_.edition);
    for (const Contract& contract : models_.contracts) {
      envelope_.models.push_back(model_of(contract));
    }
    for (const OutputFile& file : files) {
      if (auto error = write_text_file(file.path, format_run(file.format, code))) return error;
    }
    console_.out << format_run(options_.format, code) << std::flush;
    for (const OutputFile& file : files) {
      if (file.format == "html") console_.err << "report " << file.path << '\n';
    }
    return std::nullopt;
  }

  const ConformOptions& options_;
  Console& console_;
  ModelChoice models_;
  std::vector<LastMisses> last_;  // --last-failed
  std::optional<Suite> made_;     // from templates
  ConformRun run_;
  ReportEnvelope envelope_;
};

Run add_conform(CLI::App& app) {
  auto options = std::make_shared<ConformOptions>();
  add_conform_options(app, *options);
  return [options](Console& console) {
    options->models = with_named_service(std::move(options->models));
    return Conform(*options, console).run();
  };
}

}  // namespace

Verb conform_verb() {
  return {
      .name = "conform",
      .job = Job::kSdkAuthor,
      .summary = "how SDKs behave against the contract: a matrix, and each miss with its source",
      .footer =
          "Without --sdk and --driver: the embedded reference and every installed driver.\n"
          "Examples\n"
          "  assay conform --sdk boto3\n"
          "  assay conform --sdk all --report matrix=matrix.md\n"
          "  assay conform --sdk go=../aws-sdk-go-v2 --sdk boto3@1.42.0\n"
          "  assay conform --driver './my-driver' --run 'awsJson1_0/error/*'\n"
          "  assay conform --sdk boto3 --update-known\n"
          "  assay conform --sdk boto3 --last-failed --report html=page.html\n"
          "Exit codes: 0 no new miss at or above the gate, 1 misses, 2 usage, 3 a driver did\n"
          "not start or the run was interrupted, 4 fewer cases than the canonical set.",
      .add = add_conform};
}

}  // namespace assay::cli
