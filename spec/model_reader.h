// Models in any form that is read.
#ifndef ASSAY_SPEC_MODEL_READER_H_
#define ASSAY_SPEC_MODEL_READER_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <string>
#include <string_view>

#include "spec/model.h"

namespace assay {

// A Smithy JSON AST or botocore's service-2.json, told apart by content. `text` outlives the Model.
// Errors: kJsonSyntax, kModelStructure, kUnknownShape, kUnsupported; each with its place.
Expected<Model> read_model(std::string_view text, std::string_view file);

// The text of a file, unpacked when it is gzip (at most 256 MiB), or of the newest service model of
// the botocore that `python` imports when `where` is "botocore:SERVICE".
// Errors: kUnreadable with what to do.
Expected<SourceFile> read_model_file(std::string_view where, std::string_view python = "python3");

// SHA-256 over all sources, in hexadecimal: Contract::model_hash() without compiling anything.
std::string model_hash(const ContractSources& sources);

// Errors: kUnreadable for what is cut, broken or beyond `most` bytes unpacked.
Expected<std::string> unpack_gzip(std::string_view packed, std::string_view file, std::size_t most);

}  // namespace assay

#endif  // ASSAY_SPEC_MODEL_READER_H_
