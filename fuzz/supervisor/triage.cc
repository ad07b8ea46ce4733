#include "fuzz/supervisor/triage.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "parsers/report_envelope.h"

namespace assay::fuzz {
namespace {

namespace fs = std::filesystem;

// A name for a file: letters, digits and dashes.
std::string file_name(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out.substr(0, 60);
}

// Seconds that one input may take: the engine's own limit, and the start of the program.
double time_limit(const TargetProgram& target) {
  double seconds = 5;
  if (const auto found = target.options.find("timeout"); found != target.options.end()) {
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), seconds);
  }
  return 2 * seconds + 60;
}

}  // namespace

Triage::Triage(const StateFolder& folder, TriageOptions options, Pump pump)
    : folder_(folder), options_(options), pump_([this, pump = std::move(pump)] {
        if (!pump()) stopped_ = true;
        return !stopped_;
      }) {}

Expected<Reproduction> Triage::reproduce(const TargetProgram& target, const fs::path& input,
                                         bool with_sanitizers) {
  const fs::path scratch = folder_.work() / "triage";
  std::error_code status;
  fs::create_directories(scratch, status);
  ProcessCommand command = target.command(with_sanitizers, (scratch / "log").string());
  // The engine writes an artifact here too; it is the input.
  command.argv.push_back("-artifact_prefix=" + (scratch / "again-").string());
  command.argv.push_back(input.string());
  auto run = run_child(command, time_limit(target), pump_);
  if (!run) return std::unexpected(run.error());
  Reproduction out;
  out.output = std::move(run->output);
  if (run->end.ok()) return out;
  out.key = crash_key(out.output);
  if (!out.key && run->stopped && !stopped_) {
    out.key =
        CrashKey{.kind = "timeout", .rule = {}, .detail = "stopped", .frames = {}, .place = {}};
  }
  if (!out.key && !stopped_) {
    out.key = CrashKey{.kind = fmt::format("exit-{}", run->end.code),
                       .rule = {},
                       .detail = "the program ended without saying why",
                       .frames = {},
                       .place = {}};
  }
  return out;
}

Expected<bool> Triage::improve(const TargetProgram& target, const std::string& mode,
                               const CrashKey& key, fs::path& input) {
  const fs::path scratch = folder_.work() / "triage";
  const fs::path better = scratch / (mode + "d-" + input.filename().string());
  std::error_code status;
  fs::remove(better, status);
  ProcessCommand command = target.command(with_sanitizers_, (scratch / "log").string());
  for (std::string argument :
       {fmt::format("-{}_crash=1", mode),
        fmt::format("-max_total_time={}", static_cast<int>(options_.minimize_seconds) + 1),
        "-exact_artifact_path=" + better.string(), input.string()}) {
    command.argv.push_back(std::move(argument));
  }
  const auto run = run_child(command, options_.minimize_seconds + 10, pump_);
  if (!run) return std::unexpected(run.error());
  if (stopped_ || !fs::exists(better)) return false;
  if (read_whole(better.string()) == read_whole(input.string())) return false;
  const auto again = reproduce(target, better, with_sanitizers_);
  if (!again) return std::unexpected(again.error());
  if (!again->key || again->key->text() != key.text()) return false;
  input = better;
  return true;
}

std::optional<Error> Triage::store(Finding& finding, const fs::path& artifact,
                                   const fs::path& input, const std::string& log) {
  const fs::path due = folder_.finding(finding.id);
  const fs::path making = folder_.finding(".making-" + finding.id);
  const auto failure = [&](const std::error_code& status) {
    return Error{.code = ErrorCode::kUnreadable,
                 .message = fmt::format("cannot be written: {}", status.message()),
                 .file = due.string()};
  };
  std::error_code status;
  fs::remove_all(making, status);
  fs::create_directories(making, status);
  if (status) return failure(status);
  const auto copy = fs::copy_options::overwrite_existing;
  if (!fs::copy_file(artifact, making / "original", copy, status)) return failure(status);
  if (!fs::copy_file(input, making / "input", copy, status)) return failure(status);
  constexpr std::size_t kMostLog = 64 << 10;
  if (auto error = write_atomically(making / "log", log.substr(0, kMostLog))) return error;
  fs::remove_all(due, status);
  fs::rename(making, due, status);
  if (status) return failure(status);
  const fs::path regression = folder_.regression(finding);
  if (finding.reproduced > 0) {
    fs::create_directories(regression.parent_path(), status);
    if (auto error = write_atomically(regression, read_whole(input.string()))) return error;
  }
  return folder_.save(finding);  // the last: without it there is no finding, and the artifact stays
}

Expected<std::optional<Finding>> Triage::take(const TargetProgram& target, const fs::path& artifact,
                                              Campaign& campaign) {
  stopped_ = false;
  with_sanitizers_ = true;
  const std::string log_beside = artifact.string() + ".log";
  std::optional<CrashKey> key;
  std::string log;
  for (std::uint32_t i = 0; i < 2 * options_.retries && !key && !stopped_; ++i) {
    with_sanitizers_ = i % 2 == 0;
    auto once = reproduce(target, artifact, with_sanitizers_);
    if (!once) return std::unexpected(once.error());
    key = once->key;
    log = std::move(once->output);
  }
  if (stopped_) return std::nullopt;
  const bool reproduces = key.has_value();
  if (!reproduces) {
    log = read_whole(log_beside);
    key = crash_key(log);
    if (!key) {
      const std::string name = artifact.filename().string();
      key = CrashKey{.kind = name.substr(0, name.find('-')),
                     .rule = {},
                     .detail = "no output tells",
                     .frames = {},
                     .place = {}};
    }
  }
  std::error_code status;
  const auto done = [&] {
    fs::remove(log_beside, status);
    fs::remove(artifact, status);
  };
  const auto known = std::ranges::find_if(campaign.findings, [&](const Finding& finding) {
    return finding.target == target.name && finding.key == key->text() &&
           (finding.reproduced > 0 || !reproduces);
  });
  if (known != campaign.findings.end()) {
    ++known->seen;
    if (auto error = folder_.save(*known)) return std::unexpected(std::move(*error));
    done();
    return std::nullopt;
  }
  Finding finding;
  finding.target = target.name;
  finding.key = key->text();
  // One that reproduces now takes the place of one that did not.
  std::erase_if(campaign.findings, [&](const Finding& other) {
    const bool same = other.target == finding.target && other.key == finding.key;
    if (same) fs::remove_all(folder_.finding(other.id), status);
    return same;
  });
  finding.id = finding_id(finding.target, finding.key, campaign.findings);
  finding.kind = key->kind;
  finding.rule = key->rule;
  finding.detail = key->detail.substr(0, 500);
  finding.place = key->place;
  finding.name = fmt::format("{}-{}", file_name(key->rule.empty() ? key->kind : key->rule),
                             finding.id.substr(2));
  finding.first_seen = utc_now();
  finding.at_seconds = campaign.seconds;
  finding.original_bytes = fs::file_size(artifact, status);
  fs::path input = artifact;
  const bool slow = key->kind == "timeout" || key->kind == "out-of-memory";
  if (reproduces && slow) finding.note = "not minimised: each step would take the limit";
  if (reproduces && !slow) {
    for (const char* mode : {"minimize", "cleanse"}) {
      const bool cleanse = mode == std::string_view("cleanse");
      if (cleanse && fs::file_size(input, status) > options_.cleanse_bytes) continue;
      const auto better = improve(target, mode, *key, input);
      if (!better) return std::unexpected(better.error());
      if (stopped_) return std::nullopt;
    }
  }
  finding.bytes = fs::file_size(input, status);
  finding.retries = options_.retries;
  for (std::uint32_t i = 0; reproduces && i < options_.retries; ++i) {
    const auto once = reproduce(target, input, with_sanitizers_);
    if (!once) return std::unexpected(once.error());
    if (stopped_) return std::nullopt;
    if (once->key && once->key->text() == finding.key) {
      ++finding.reproduced;
      log = once->output;
    }
  }
  finding.state = finding.reproduced > 0 ? FindingState::kNew : FindingState::kUnreproducible;
  if (auto error = store(finding, artifact, input, log)) return std::unexpected(std::move(*error));
  campaign.findings.push_back(finding);
  done();
  return finding;
}

}  // namespace assay::fuzz
