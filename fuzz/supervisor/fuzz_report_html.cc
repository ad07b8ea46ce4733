// The page of a campaign: one file with its curves, for any browser, without a network.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "fuzz/supervisor/fuzz_report.h"

namespace assay::fuzz {
namespace {

constexpr std::string_view kStyle = R"(:root { color-scheme: light dark;
  --ink: #1c2530; --dim: #65717f; --line: #d5dce3; --paper: #fff; --accent: #1f6fb2; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root {
  --ink: #e4e9ee; --dim: #98a4b0; --line: #38424c; --paper: #14191e; --accent: #6cb2ee; --bad: #ff8a80; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; }
.curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.5rem; }
figure { margin: 0; } figcaption { color: var(--dim); }
svg { width: 100%; height: auto; } polyline { fill: none; stroke: var(--accent); stroke-width: 2; }
svg line { stroke: var(--line); } svg text { fill: var(--dim); font-size: 12px; }
.new { color: var(--bad); font-weight: 600; } code { overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c >= 0x20 && c < 0x7F ? c : '?';
    }
  }
  return out;
}

struct Curve {
  std::string_view title;
  std::uint64_t CurvePoint::* value;
};

constexpr std::array<Curve, 4> kCurves = {
    {{"executions", &CurvePoint::executions},
     {"edges", &CurvePoint::edges},
     {"constraints hit, both sides", &CurvePoint::constraints},
     {"corpus, inputs", &CurvePoint::corpus}}};

std::string curve_svg(const Campaign& campaign, const Curve& curve) {
  constexpr double kWidth = 480, kHeight = 200, kLeft = 8, kTop = 16, kBottom = 22;
  std::uint64_t most = 1;
  for (const CurvePoint& point : campaign.curve) most = std::max(most, point.*curve.value);
  const double span = campaign.curve.empty() ? 1 : std::max(campaign.curve.back().seconds, 1.0);
  std::string points;
  for (const CurvePoint& point : campaign.curve) {
    const double x = kLeft + (kWidth - 2 * kLeft) * point.seconds / span;
    const double share = static_cast<double>(point.*curve.value) / static_cast<double>(most);
    points +=
        fmt::format("{:.1f},{:.1f} ", x, kHeight - kBottom - (kHeight - kTop - kBottom) * share);
  }
  const std::uint64_t last = campaign.curve.empty() ? 0 : campaign.curve.back().*curve.value;
  return fmt::format(
      "<figure><figcaption>{0}: {1}</figcaption>\n"
      "<svg viewBox=\"0 0 {2} {3}\" role=\"img\" aria-label=\"{0} over time, now {1}\">"
      "<line x1=\"{4}\" y1=\"{5}\" x2=\"{6}\" y2=\"{5}\"/>"
      "<line x1=\"{4}\" y1=\"{7}\" x2=\"{6}\" y2=\"{7}\"/>"
      "<text x=\"{4}\" y=\"12\">{8}</text><text x=\"{4}\" y=\"{9}\">0</text>"
      "<text x=\"{6}\" y=\"{9}\" text-anchor=\"end\">{10}</text>"
      "<polyline points=\"{11}\"/></svg></figure>\n",
      curve.title, grouped(last), kWidth, kHeight, kLeft, kHeight - kBottom, kWidth - kLeft, kTop,
      grouped(most), kHeight - 6, clock_text(span), points);
}

std::string findings_rows(const FuzzReport& report) {
  std::string out;
  for (const FindingState state :
       {FindingState::kNew, FindingState::kKnown, FindingState::kUnreproducible}) {
    for (const Finding& finding : report.campaign->findings) {
      if (finding.state != state) continue;
      std::string what = escaped(finding.key);
      if (!finding.place.empty()) what += fmt::format(" <code>{}</code>", escaped(finding.place));
      what += fmt::format("<br><small>{}</small>", escaped(finding.detail));
      if (!finding.note.empty())
        what += fmt::format("<br><small>{}</small>", escaped(finding.note));
      if (!finding.known_reason.empty()) {
        what += fmt::format("<br><small>known: {}</small>", escaped(finding.known_reason));
      }
      if (report.payloads) {
        what +=
            fmt::format("<br><code>{}</code>", escaped(shown_input(*report.folder, finding, 400)));
      }
      out += fmt::format(
          "<tr><td class=\"{}\">{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td>"
          "<td class=\"n\">{}/{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
          state == FindingState::kNew ? "new" : "", to_string(state), finding.id,
          escaped(finding.target), what, finding.bytes, finding.reproduced, finding.retries,
          finding.seen, clock_text(finding.at_seconds));
    }
  }
  return out;
}

}  // namespace

std::string fuzz_html(const FuzzReport& report) {
  const Campaign& campaign = *report.campaign;
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>Fuzzing: {} "
      "new</title>\n<style>{}</style></head><body>\n<h1>Fuzzing</h1>\n<p>{}.</p>\n",
      campaign.count(FindingState::kNew), kStyle, escaped(stop_line(campaign)));
  for (const std::string& loss : campaign.shrank) {
    out += fmt::format("<p class=\"new\">Shrank: {}</p>\n", escaped(loss));
  }
  out += "<div class=\"curves\">\n";
  for (const Curve& curve : kCurves) out += curve_svg(campaign, curve);
  out += "</div>\n<h2>Findings</h2>\n";
  if (campaign.findings.empty()) {
    out += "<p>None.</p>\n";
  } else {
    out +=
        "<div class=\"wide\"><table><thead><tr><th>state</th><th>id</th><th>target</th>"
        "<th>what</th><th class=\"n\">bytes</th><th class=\"n\">reproduced</th>"
        "<th class=\"n\">seen</th><th class=\"n\">after</th></tr></thead><tbody>\n" +
        findings_rows(report) + "</tbody></table></div>\n";
  }
  out +=
      "<h2>Targets</h2>\n<div class=\"wide\"><table><thead><tr><th>target</th>"
      "<th class=\"n\">runs</th><th class=\"n\">CPU</th><th class=\"n\">edges</th>"
      "<th class=\"n\">features</th><th class=\"n\">corpus</th>"
      "<th class=\"n\">constraints broken</th><th class=\"n\">held</th></tr></thead><tbody>\n";
  for (const auto& [name, target] : campaign.targets) {
    out += fmt::format(
        "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td></tr>\n",
        escaped(name), grouped(target.executions), clock_text(target.cpu_seconds),
        grouped(target.edges), grouped(target.features), grouped(target.corpus),
        target.broken.size(), target.held.size());
  }
  out += "</tbody></table></div>\n";
  return out + fmt::format("<p><small>assay {}, begun {}, written {}</small></p>\n</body></html>\n",
                           escaped(report.envelope.tool_version), escaped(campaign.started),
                           escaped(report.envelope.started));
}

}  // namespace assay::fuzz
