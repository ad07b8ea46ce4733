// Faults in heads, errors and their statuses.
#ifndef ASSAY_SPEC_FAULT_TABLE_HTTP_H_
#define ASSAY_SPEC_FAULT_TABLE_HTTP_H_

#include "spec/fault_table_entry.h"

namespace assay {

inline constexpr Fault kHttpFaults[] = {
    {"error-type-hash-first", "error name",
     "what precedes the last # is stripped before what follows the :"},
    {"status-of-model-documented", "status table",
     "a status that only the model allows is as good as the documented one"},
    {"content-type-with-case", "content type", "media types differ by case"},
    {"error-hash-kept", "error name", "what precedes # is not stripped"},
    {"error-colon-kept", "error name", "what follows : is not stripped"},
    {"error-hash-first-found", "error name", "the name follows the first #"},
    {"error-body-first", "error order", "__type decides before the header"},
    {"error-code-before-type", "error order", "code decides before __type"},
    {"error-header-ignored", "error order", "the header names no error"},
    {"error-code-ignored", "error order", "code names no error"},
    {"error-empty-name-decides", "error order", "a name that is empty once stripped decides"},
    {"error-conflict-silent", "error name", "names that differ are not noticed"},
    {"error-unknown-silent", "error name", "types that nobody declares are not noticed"},
    {"error-name-case-ignored", "error name",
     "names of modelled errors differ from others by case only"},
    {"error-name-prefix", "error name", "what begins with the name of a modelled error names it"},
    {"error-common-last-lost", "error name", "the last of the common errors is unknown"},
    {"error-untyped-silent", "error name", "an error that names no type is not noticed"},
    {"error-under-200-silent", "error name", "an error under status 200 is not noticed"},
    {"status-by-class", "status table", "any status of the documented hundred will do"},
    {"status-common-unchecked", "status table", "common errors may have any status"},
    {"status-faults-swapped", "status table",
     "without any status in the model, client errors are 5xx and server errors 4xx"},
    {"status-600-usable", "status table", "600 is the status of an error"},
    {"status-201-success", "status table", "201 is a success"},
    {"content-type-by-prefix", "content type", "what begins with the media type is one"},
    {"content-type-of-1-1", "content type", "the media type of awsJson1_1 is expected"},
    {"content-type-absent-silent", "content type", "a message without content type is not noticed"},
    {"content-type-parameters-silent", "content type",
     "parameters of the content type are not noticed"},
    {"length-conflict-silent", "content length", "lengths that differ are not noticed"},
    {"length-with-plus", "content length", "+5 is a content length"},
    {"length-beside-chunked", "content length", "a length beside chunks is not noticed"},
    {"chunk-size-decimal", "content length", "sizes of chunks are decimal"},
    {"length-short-silent", "content length",
     "a body that is shorter than declared is not noticed"},
    {"method-case-ignored", "method", "post is as good as POST"},
    {"path-below-root", "path", "any path is as good as /"},
    {"path-with-query", "path", "any query may follow the path"},
    {"authorization-malformed-silent", "Authorization", "any text is a signature"},
    {"authorization-missing-silent", "Authorization", "a request without signature is not noticed"},
    {"target-case-ignored", "target", "targets differ by more than case"},
    {"target-service-ignored", "target", "a target may name any service"},
    {"target-missing-silent", "target", "a request without target is not noticed"},
    {"target-second-ignored", "target", "a second target is not noticed"},
    {"header-name-with-case", "header", "names of headers differ by case"},
    {"header-index-shifted", "position", "findings name the header after theirs"},
    {"request-id-silent", "header", "a response without request id is not noticed"},
    {"empty-body-silent", "truncation", "an empty body under 200 is not noticed"},
    {"signature-of-any-length", "Authorization", "signatures may have any length"},
    {"signed-headers-without-host", "Authorization", "the host need not be signed"},
    {"signature-upper-case", "Authorization", "signatures may be in upper case"},
};

}  // namespace assay

#endif  // ASSAY_SPEC_FAULT_TABLE_HTTP_H_
