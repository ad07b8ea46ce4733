// Reads the cases of one suite file.
#ifndef ASSAY_CONFORMANCE_SUITE_READER_H_
#define ASSAY_CONFORMANCE_SUITE_READER_H_

#include <string>
#include <vector>

#include "conformance/suite.h"

namespace assay {

struct SuiteFile {
  std::string canary;
  std::vector<Case> cases;  // the retired ones too
};
Expected<SuiteFile> read_suite_file(const SourceFile& file);

// Templates of cases: {"templates": [...]} in the place of cases, each with its kind of member.
// Errors: those of a suite; a kind that is none, a response that is not one body.
struct CaseTemplate;
Expected<std::vector<CaseTemplate>> read_template_file(const SourceFile& file);

// A script for the mock: {"responses": [...]}, as a case has them. Errors: those of a suite.
Expected<std::vector<WireResponse>> read_script_file(const SourceFile& file);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SUITE_READER_H_
