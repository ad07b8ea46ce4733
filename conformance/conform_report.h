// Reports of a conformance run.
#ifndef ASSAY_CONFORMANCE_CONFORM_REPORT_H_
#define ASSAY_CONFORMANCE_CONFORM_REPORT_H_

#include <string>
#include <string_view>

#include "conformance/conform_run.h"
#include "parsers/report_envelope.h"

namespace assay {

// Text for people. `verbose`: every miss in full, also the known ones.
std::string conform_text(const ConformRun& run, bool verbose);

// The matrix alone, at most 100 columns.
std::string conform_matrix(const ConformRun& run);

// One JSON document (spec/schemas/conform-result.json), and the same as lines: the head, a line a
// result, the summary.
std::string conform_json(const ConformRun& run, const ReportEnvelope& envelope, int exit_code);
std::string conform_ndjson(const ConformRun& run, const ReportEnvelope& envelope, int exit_code);

// JUnit XML: a suite a subject; known misses and those below the gate are skipped, not failed.
std::string conform_junit(const ConformRun& run, const ReportEnvelope& envelope);

// The matrix as a table, and what is new.
std::string conform_markdown(const ConformRun& run);

// A page in Markdown for people who compare SDKs: versions, matrix, families, each case that one of
// them misses, and what was observed where the public texts are silent.
std::string conform_page(const ConformRun& run, const ReportEnvelope& envelope);

// One HTML file that needs nothing else: matrix, filters, a page a case with the bytes both ways.
// Values of Authorization and of security tokens are overwritten.
// Shapes: `history` is empty or a URL in which {case} and {subject} stand for theirs.
std::string conform_html(const ConformRun& run, const ReportEnvelope& envelope,
                         std::string_view history);

// A case with what was sent, got and wanted, and its sources; lines begin with `indent`.
std::string miss_text(const SubjectRun& subject, const CaseResult& result, std::string_view indent);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_CONFORM_REPORT_H_
