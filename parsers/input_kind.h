// What kind of input a file or a stream is.
#ifndef ASSAY_PARSERS_INPUT_KIND_H_
#define ASSAY_PARSERS_INPUT_KIND_H_

#include <assay/error.h>

#include <string>

#include "parsers/byte_source.h"
#include "parsers/input.h"

namespace assay {

// By the extension, without regard to case. Errors: kUsage for any other.
Expected<InputKind> kind_of_path(const std::string& path);

// By the first bytes, of which it takes none off: a start line of HTTP, an object that begins
// with `log`, a first line that is a JSON value or a record by itself (.ndjson); all else is one
// body. Waits for no more than the first line.
InputKind sniff_kind(ByteSource& source);

}  // namespace assay

#endif  // ASSAY_PARSERS_INPUT_KIND_H_
