// Small files of people and of earlier runs, read and written whole.
#ifndef ASSAY_CLI_TEXT_FILE_H_
#define ASSAY_CLI_TEXT_FILE_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <optional>
#include <string>
#include <string_view>

namespace assay::cli {

// Errors: kUnreadable: no such file, a directory, not allowed.
Expected<SourceFile> read_text_file(const std::string& path);

// Never half a file. Errors: kUnreadable with the path and the reason.
std::optional<Error> write_text_file(const std::string& path, std::string_view text);

}  // namespace assay::cli

#endif  // ASSAY_CLI_TEXT_FILE_H_
