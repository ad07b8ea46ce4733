// Which error a response is: header X-Amzn-Errortype, body members `__type` and `code`.
#ifndef ASSAY_PARSERS_ERROR_IDENTITY_H_
#define ASSAY_PARSERS_ERROR_IDENTITY_H_

#include <assay/contract.h>
#include <assay/finding.h>
#include <assay/message.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "spec/contract_tables.h"

namespace assay {

// A text that may name the error, with its place. Absent: part is kNone (also for a member that
// is not a string, which cannot name anything).
// Shapes: text is decoded from JSON escapes; begin and end are the bytes of the value in `part`.
struct ErrorName {
  std::string_view text;
  HttpPart part = HttpPart::kNone;
  std::uint16_t header = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool present() const noexcept { return part != HttpPart::kNone; }
};

// Everything in a response that may name the error.
struct ErrorNames {
  ErrorName header;       // X-Amzn-Errortype; see error_type_header
  ErrorName type_member;  // top-level body member `__type`
  ErrorName code_member;  // top-level body member `code`
};

// The first header X-Amzn-Errortype with a value; absent when there is none.
ErrorName error_type_header(std::span<const Header> headers) noexcept;

// The value of a header as a text that may name the error.
ErrorName error_name_of_header(std::span<const Header> headers, std::uint32_t index) noexcept;

// The name alone: what follows the first `:` is dropped first, then what precedes the last `#`.
// "aws.example#Fault:http://x/#y" -> "Fault". May be empty.
std::string_view short_error_name(std::string_view text) noexcept;

// Shapes: error is an index into ContractTables::errors and among those of the operation; common
// an index into common_errors(), looked up only when the operation does not model the error.
struct ErrorIdentity {
  std::string_view name;  // short; empty when nothing names the error
  std::uint32_t error = kNoIndex;
  std::uint32_t common = kNoIndex;
  ErrorName source;  // the text that decided

  bool named() const noexcept { return !name.empty(); }
  bool modeled() const noexcept { return error != kNoIndex; }
};

// The first of header, `__type`, `code` that holds a name decides. Allocates nothing.
ErrorIdentity identify_error(const Contract& contract, OperationIndex operation,
                             const ErrorNames& names) noexcept;

// The error of an operation that has this short name; kNoIndex where it models none.
std::uint32_t find_modeled_error(const ContractTables& tables, OperationIndex operation,
                                 std::string_view name) noexcept;

// Whether a response may have this status with this error. REQUIRES: status != 0.
bool status_fits(const ErrorTable& error, int status) noexcept;

// As above, and adds findings: nothing names the error, the name is neither modelled nor common,
// two texts name different errors, the status is not one of this error's.
// Shapes: `headers` (may be empty) is searched for a repeated X-Amzn-Errortype that names another
// error; `status` 0 is not checked (a bare body, or ResponseHead::status_usable is false). A
// finding about the status stands in `version`'s status line, see http_check.h.
// `code` is not taken for a name when another text names an error that has a member `code`.
ErrorIdentity check_error_identity(const Contract& contract, OperationIndex operation,
                                   const ErrorNames& names, std::span<const Header> headers,
                                   int status, std::string_view version,
                                   Findings& findings) noexcept;

// Adds awsJson1_0/error@under-200 where a response with status 200 names an error: by the header,
// by a `__type` that is not the output's own name, or by a `code` that is a known error while the
// output has no such member. Returns whether it did.
bool check_error_under_200(const Contract& contract, OperationIndex operation,
                           const ErrorNames& names, Findings& findings) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_ERROR_IDENTITY_H_
