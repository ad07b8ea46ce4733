#include "cli/text_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "parsers/report_file.h"

namespace assay::cli {

Expected<SourceFile> read_text_file(const std::string& path) {
  std::error_code error;
  // Asked first: a stream over a directory opens, and throws when it is read.
  if (!std::filesystem::is_directory(path, error)) {
    std::ifstream in(path, std::ios::binary);
    if (in) return SourceFile{path, std::string(std::istreambuf_iterator<char>(in), {})};
  }
  return std::unexpected(
      Error{.code = ErrorCode::kUnreadable, .message = "cannot be read", .file = path});
}

std::optional<Error> write_text_file(const std::string& path, std::string_view text) {
  auto file = ReportFile::create(path, Writing::kAtomic);
  if (!file) return file.error();
  file->stream() << text;
  return file->commit();
}

}  // namespace assay::cli
