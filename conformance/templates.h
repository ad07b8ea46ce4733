// Cases for any operation: templates over the kinds of its output's members.
#ifndef ASSAY_CONFORMANCE_TEMPLATES_H_
#define ASSAY_CONFORMANCE_TEMPLATES_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/suite.h"

namespace assay {

// What one file of suites/templates/ holds: a case whose response body is what stands in the place
// of a member, and whose values are what is due there.
struct CaseTemplate {
  // "string", "integer", "long", "float", "boolean", "timestamp", "blob", "list", "map",
  // "structure", "union", "enum", "document"; "output": the whole body.
  std::string kind;
  std::string format = {};  // of timestamps: "epoch-seconds", "date-time"; empty: any
  Case item = {};
};

// Errors: those of a suite; a kind that is none, a response that is no single body.
Expected<std::vector<CaseTemplate>> read_templates(const SourceFile& file);

// Those that are part of the library.
std::span<const CaseTemplate> embedded_templates();

// The templates for an operation: each for the first member of its kind, nearest to the root of the
// output, everything else as small as the contract allows. Kinds that the output does not have are
// left out. Ids: SERVICE/OPERATION/ID of the template. Empty when no input can be made.
std::vector<Case> instantiate(std::span<const CaseTemplate> templates, const Contract& contract,
                              OperationIndex operation);

// The same as a suite of its own.
Suite template_suite(const Contract& contract, OperationIndex operation);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_TEMPLATES_H_
