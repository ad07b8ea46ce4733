// Chunks of whole lines of a source: what line_scan.h looks at together.
#ifndef ASSAY_PARSERS_LINE_CHUNKS_H_
#define ASSAY_PARSERS_LINE_CHUNKS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "parsers/byte_source.h"

namespace assay {

// Shapes: `text` is whole lines; the last line of the input may lack its end. A chunk is reused:
// its text lives until it is read into again.
struct LineChunk {
  std::string_view text;
  bool first = false;            // it begins the input
  bool cut = false;              // `text` is the beginning of one line that is too long
  bool stalled = false;          // nothing more was ready when it was read
  std::uint64_t end_offset = 0;  // in the source, past the bytes that it stands for

  std::unique_ptr<char[]> buffer;  // where `text` lies, but for sources in memory
  std::size_t capacity = 0;
};

// Reads a source to its end. Bounded memory: a chunk is no larger than `chunk_bytes`, or than its
// only line; of a line of more than `line_limit` bytes `kept_bytes` are kept.
// A stream is never waited for while whole lines are there to be looked at.
class LineChunks {
 public:
  // REQUIRES: kept_bytes > 0.
  LineChunks(ByteSource& source, std::size_t chunk_bytes, std::size_t line_limit,
             std::size_t kept_bytes);

  // False at the end, and after an error of the source: what follows the last whole line is
  // dropped then.
  bool next(LineChunk& chunk);

 private:
  bool next_of_text(LineChunk& chunk);
  void give(LineChunk& chunk, std::size_t size, std::size_t taken);
  bool cut_line(LineChunk& chunk);

  ByteSource& source_;
  std::size_t chunk_bytes_;
  std::size_t line_limit_;
  std::size_t kept_bytes_;
  std::string rest_;  // read, not yet given
  bool first_ = true;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_LINE_CHUNKS_H_
