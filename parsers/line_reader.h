// Lines of a source, with a limit on what is kept of one.
#ifndef ASSAY_PARSERS_LINE_READER_H_
#define ASSAY_PARSERS_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "parsers/byte_source.h"

namespace assay {

enum class LineEnd : std::uint8_t {
  kNewline,  // LF or CR LF
  kEnd,      // the input ended first; the line may be empty: there was none
  kTooLong,  // more than the limit: what was kept is the beginning
};

// Reads the next line without its end. Past `limit` bytes (the carriage return of CR LF counts)
// nothing more is kept; the rest of the
// line is dropped when `drop_rest`, else left unread.
LineEnd read_line(ByteSource& source, std::size_t limit, std::string& line, bool drop_rest);

}  // namespace assay

#endif  // ASSAY_PARSERS_LINE_READER_H_
