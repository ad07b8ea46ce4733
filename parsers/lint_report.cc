#include "parsers/lint_report.h"

#include <algorithm>
#include <utility>

#include "parsers/diagnostic_excerpt.h"

namespace assay {

ReportFinding lint_report(const LintFinding& finding, std::string_view text, std::string file,
                          std::uint64_t number) {
  ReportFinding out;
  out.file = std::move(file);
  out.number = number;
  out.line = finding.line;
  out.column = finding.column;
  out.exact = true;
  Diagnostic& diagnostic = out.diagnostic;
  diagnostic.id = finding.id;
  diagnostic.severity = finding.severity;
  diagnostic.basis = Basis::kModel;
  diagnostic.message = visible_text(finding.message);
  diagnostic.place.part_name = visible_text(finding.shape);
  diagnostic.place.line = finding.line;
  diagnostic.place.column = finding.column;
  const std::size_t offset = std::min<std::size_t>(finding.offset, text.size());
  const std::string_view before =
      text.substr(offset - std::min<std::size_t>(finding.column - 1, offset), finding.column - 1);
  diagnostic.place.character_column =
      1 + static_cast<std::uint32_t>(std::count_if(before.begin(), before.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      }));
  for (const LintSource& source : finding.sources) {
    diagnostic.sources.push_back({source.source, source.section, source.says, false});
  }
  if (const LintRule* rule = find_lint_rule(finding.id)) out.rule = rule->says;
  for (const LintWitness& witness : finding.witnesses) {
    out.witnesses.push_back({witness.label, witness.text});
  }
  return out;
}

}  // namespace assay
