// Something given to assay that cannot be used: a model, a pattern, a file.
#ifndef ASSAY_ERROR_H_
#define ASSAY_ERROR_H_

#include <cstdint>
#include <expected>
#include <string>

namespace assay {

// Why something given cannot be used. One example follows each enumerator.
enum class ErrorCode : std::uint8_t {
  kUnreadable,       // the path is a directory, missing, or a symbolic link loop
  kJsonSyntax,       // model.json: `{"smithy": 2.0,}`
  kModelStructure,   // a member without a target: `"members": {"RunId": {}}`
  kUnknownShape,     // `"target": "example#Missing"` and no such shape
  kUnsupported,      // a wire-changing trait or protocol that is not awsJson
  kPatternSyntax,    // `[a-`
  kPatternRefused,   // `(?=a)`: look-around, `(a)\1`: back-reference
  kStateBudget,      // `(a|b)*a(a|b){30}` needs more states than allowed
  kRuleStructure,    // rules.json: an unknown kind, a path that names no member
  kLedgerStructure,  // ledger.jsonl: an id that no constraint has
  kInputFormat,      // a HAR without `log.entries`, a record without `request`
  kUsage,            // a command line that cannot be understood
};

// Shapes: line and column count from 1; 0 means "no place". Columns count bytes.
struct Error {
  ErrorCode code = ErrorCode::kUsage;
  std::string message;  // one plain sentence, ends without a full stop
  std::string file;     // as the caller named it; empty when there is none
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint64_t offset = 0;  // bytes from the start of the text

  // "model.json:3:14: error: message", leaving out the parts that are not known.
  std::string to_string() const;
};

template <typename T>
using Expected = std::expected<T, Error>;

}  // namespace assay

#endif  // ASSAY_ERROR_H_
