// Findings of the lint as findings of a report.
#ifndef ASSAY_PARSERS_LINT_REPORT_H_
#define ASSAY_PARSERS_LINT_REPORT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/report.h"
#include "spec/lint.h"

namespace assay {

// `file` names the model, `text` is what the finding's place counts in, `number` is that of the
// model among those of the run, from 1.
ReportFinding lint_report(const LintFinding& finding, std::string_view text, std::string file,
                          std::uint64_t number);

}  // namespace assay

#endif  // ASSAY_PARSERS_LINT_REPORT_H_
