#include "fuzz/supervisor/fuzz_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "fuzz/supervisor/engine_log.h"

namespace assay::fuzz {
namespace {

std::string duration(double seconds) {
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7'200) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

std::string large(std::uint64_t number) {
  return number < 10'000'000 ? grouped(number) : fmt::format("{:.2g}", static_cast<double>(number));
}

std::string percent(double chance) {
  if (chance < 0.01) return "below 1 %";
  if (chance > 0.99) return "above 99 %";
  return fmt::format("~{:.0f} %", 100 * chance);
}

std::string reproduced(const Finding& finding) {
  return fmt::format("{}/{} reproduced", finding.reproduced, finding.retries);
}

// What a table of Markdown takes as text.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '<' || c == '\\' || c == '`' || c == '*' || c == '_') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

void findings_table(const FuzzReport& report, FindingState state, std::string_view title,
                    std::string& out) {
  const Campaign& campaign = *report.campaign;
  out += fmt::format("\n## {} ({})\n\n", title, campaign.count(state));
  if (campaign.count(state) == 0) {
    out += "None.\n";
    return;
  }
  out +=
      "| id | target | what | place | bytes | reproduced | seen | after | note |\n"
      "|---|---|---|---|---|---|---|---|---|\n";
  for (const Finding& finding : campaign.findings) {
    if (finding.state != state) continue;
    std::string note = finding.known_reason;
    if (!finding.note.empty()) note += (note.empty() ? "" : "; ") + finding.note;
    out += fmt::format("| {} | {} | {} | {} | {} | {}/{} | {} | {} | {} |\n", finding.id,
                       cell(finding.target), cell(finding.key), cell(finding.place), finding.bytes,
                       finding.reproduced, finding.retries, finding.seen,
                       clock_text(finding.at_seconds), cell(note));
  }
  if (!report.payloads) return;
  for (const Finding& finding : campaign.findings) {
    if (finding.state != state) continue;
    out += fmt::format("\n{}:\n\n    {}\n", finding.id, shown_input(*report.folder, finding, 400));
  }
}

}  // namespace

std::string clock_text(double seconds) {
  const auto total = static_cast<std::uint64_t>(std::max(seconds, 0.0));
  if (total < 3600) return fmt::format("{:02}:{:02}", total / 60, total % 60);
  return fmt::format("{}:{:02}:{:02}", total / 3600, total / 60 % 60, total % 60);
}

std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string shown_input(const StateFolder& folder, const Finding& finding, std::size_t most) {
  const std::string bytes = read_whole((folder.finding(finding.id) / "input").string());
  std::string out;
  for (std::size_t i = 0; i < std::min(bytes.size(), most); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte >= 0x20 && byte < 0x7F && byte != '\\') {
      out += bytes[i];
    } else {
      out += fmt::format("\\x{:02X}", byte);
    }
  }
  if (bytes.size() > most) out += fmt::format("... ({} bytes)", bytes.size());
  return out;
}

std::string stop_line(const Campaign& campaign) {
  const StopEstimate estimate = estimate_stop(campaign.curve);
  return fmt::format(
      "{}, {} runs, {} edges, last new edge {} ago, chance of one in the next hour {}",
      duration(campaign.seconds), large(campaign.executions()), grouped(campaign.edges()),
      clock_text(estimate.since_new_edge), percent(estimate.chance_in_next_hour));
}

int campaign_exit_code(const Campaign& campaign) {
  if (campaign.count(FindingState::kNew) > 0) return 1;
  return campaign.shrank.empty() ? 0 : 4;
}

std::string fuzz_text(const FuzzReport& report) {
  const Campaign& campaign = *report.campaign;
  std::string out;
  for (const Finding& finding : campaign.findings) {
    if (finding.state != FindingState::kNew) continue;
    out += fmt::format("NEW    {}  {}  {}{}\n", finding.id, finding.target, finding.key,
                       finding.place.empty() ? "" : "  " + finding.place);
    out += fmt::format("       {} bytes, {}, seen {} times, after {}\n", finding.bytes,
                       reproduced(finding), finding.seen, clock_text(finding.at_seconds));
    if (report.payloads) {
      out += fmt::format("       input {}\n", shown_input(*report.folder, finding, 200));
    }
  }
  out += fmt::format("NEW {}        KNOWN {}        UNREPRODUCIBLE {} (listed apart)\n",
                     campaign.count(FindingState::kNew), campaign.count(FindingState::kKnown),
                     campaign.count(FindingState::kUnreproducible));
  for (const std::string& loss : campaign.shrank) out += fmt::format("SHRANK {}\n", loss);
  out += stop_line(campaign) + "\n";
  const std::uint64_t sides = campaign.constraint_sides_total();
  out += fmt::format("{} targets, {} inputs kept", campaign.targets.size(),
                     grouped(campaign.corpus()));
  if (sides > 0) {
    out +=
        fmt::format(", {} of {} sides of constraints reached", campaign.constraint_sides(), sides);
  }
  return out + "\n";
}

std::string fuzz_markdown(const FuzzReport& report) {
  const Campaign& campaign = *report.campaign;
  std::string out = "# Fuzzing\n\n" + stop_line(campaign) + ".\n";
  if (!campaign.shrank.empty()) {
    out += "\n**Shrank:**\n\n";
    for (const std::string& loss : campaign.shrank) out += fmt::format("- {}\n", cell(loss));
  }
  findings_table(report, FindingState::kNew, "New findings", out);
  findings_table(report, FindingState::kKnown, "Known findings", out);
  findings_table(report, FindingState::kUnreproducible, "Artifacts that could not be reproduced",
                 out);
  out +=
      "\n## Targets\n\n"
      "| target | runs | CPU | edges | features | corpus | slices | ended by an artifact | "
      "constraints broken | held | of |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const auto& [name, target] : campaign.targets) {
    out +=
        fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", cell(name),
                    grouped(target.executions), duration(target.cpu_seconds), grouped(target.edges),
                    grouped(target.features), grouped(target.corpus), target.slices, target.stopped,
                    target.broken.size(), target.held.size(), target.constraints);
  }
  const NamedVersions& environment = report.envelope.environment;
  out += fmt::format("\nassay {}", report.envelope.tool_version);
  for (const auto& [name, value] : environment) out += fmt::format(", {} {}", name, cell(value));
  return out + fmt::format("; begun {}, written {}.\n", campaign.started, report.envelope.started);
}

std::optional<Error> write_reports(const FuzzReport& report) {
  const auto& root = report.folder->root();
  const std::pair<const char*, std::string> files[] = {{"report.md", fuzz_markdown(report)},
                                                       {"report.json", fuzz_json(report)},
                                                       {"report.html", fuzz_html(report)},
                                                       {"junit.xml", fuzz_junit(report)},
                                                       {"findings.sarif", fuzz_sarif(report)}};
  for (const auto& [name, text] : files) {
    if (auto error = write_atomically(root / name, text)) return error;
  }
  return std::nullopt;
}

}  // namespace assay::fuzz
