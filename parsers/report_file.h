// Files that reports are written to.
#ifndef ASSAY_PARSERS_REPORT_FILE_H_
#define ASSAY_PARSERS_REPORT_FILE_H_

#include <assay/error.h>

#include <fstream>
#include <optional>
#include <string>

namespace assay {

// How a file comes to be.
enum class Writing : std::uint8_t {
  kAtomic,  // under another name beside it, renamed when complete: never half a file
  kStream,  // in place, as it goes
};

// A file that is being written. What is not committed leaves nothing behind (kStream leaves what
// was written). Pipes and devices are written in place whatever was asked.
class ReportFile {
 public:
  // Errors: kUnreadable with the path and the reason.
  static Expected<ReportFile> create(std::string path, Writing writing);

  ReportFile(ReportFile&& other) noexcept;
  ReportFile& operator=(ReportFile&&) = delete;
  ~ReportFile();

  std::ostream& stream() noexcept { return out_; }
  const std::string& path() const noexcept { return path_; }

  // Flushes, closes, gives the file its name. Errors: kUnreadable with the path and the reason.
  std::optional<Error> commit();

 private:
  ReportFile(std::string path, std::string target, std::string temporary);
  Error failure(std::string_view what) const;

  std::string path_;
  std::string target_;     // what is replaced: the path, or what it links to
  std::string temporary_;  // empty: written in place
  std::ofstream out_;
  bool open_ = true;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_REPORT_FILE_H_
