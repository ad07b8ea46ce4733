#include "parsers/line_chunks.h"

#include <algorithm>
#include <cstring>

#include "parsers/line_scan.h"

namespace assay {
namespace {

using std::string_view;

// Room for `capacity` bytes, of which the first `used` stay.
void make_room(LineChunk& chunk, std::size_t capacity, std::size_t used) {
  std::unique_ptr<char[]> larger = std::make_unique_for_overwrite<char[]>(capacity);
  if (used > 0) std::memcpy(larger.get(), chunk.buffer.get(), used);
  chunk.buffer = std::move(larger);
  chunk.capacity = capacity;
}

}  // namespace

LineChunks::LineChunks(ByteSource& source, std::size_t chunk_bytes, std::size_t line_limit,
                       std::size_t kept_bytes)
    : source_(source),
      chunk_bytes_(std::clamp<std::size_t>(chunk_bytes, 1, std::max(line_limit, kept_bytes))),
      line_limit_(std::max(line_limit, kept_bytes)),
      kept_bytes_(kept_bytes) {}

bool LineChunks::next(LineChunk& chunk) {
  chunk.text = {};
  chunk.cut = chunk.stalled = false;
  chunk.first = first_;
  first_ = false;
  if (source_.in_memory()) return next_of_text(chunk);

  std::size_t size = rest_.size();
  const std::size_t wanted = std::max(chunk_bytes_, size);
  // What a long line took is given back.
  if (chunk.capacity < wanted || chunk.capacity > 4 * wanted) make_room(chunk, wanted, 0);
  std::copy(rest_.begin(), rest_.end(), chunk.buffer.get());
  rest_.clear();
  std::size_t whole = string_view(chunk.buffer.get(), size).rfind('\n') + 1;  // npos + 1 is 0
  while (true) {
    if (whole > 0 && (size == chunk.capacity || !source_.ready())) break;
    if (size == chunk.capacity) {
      if (size > line_limit_) return cut_line(chunk);
      make_room(chunk, std::min(2 * size, line_limit_ + 1), size);
    }
    const std::size_t got = source_.read_into(chunk.buffer.get() + size, chunk.capacity - size);
    if (got == 0) {
      if (source_.error()) {
        size = whole;
      } else if (whole == 0 && size > line_limit_) {
        return cut_line(chunk);
      } else {
        whole = size;
      }
      break;
    }
    const std::size_t newline = string_view(chunk.buffer.get() + size, got).rfind('\n');
    if (newline != string_view::npos) whole = size + newline + 1;
    size += got;
  }
  rest_.assign(chunk.buffer.get() + whole, size - whole);
  chunk.text = {chunk.buffer.get(), whole};
  chunk.end_offset = source_.offset() - rest_.size();
  chunk.stalled = !source_.ready();
  return whole > 0;
}

// The buffer holds more of one line than may be.
bool LineChunks::cut_line(LineChunk& chunk) {
  std::string block(std::min<std::size_t>(64u << 10, line_limit_), '\0');
  while (true) {
    const std::size_t got = source_.read_into(block.data(), block.size());
    if (source_.error()) return false;
    const std::size_t newline = string_view(block).substr(0, got).find('\n');
    if (got > 0 && newline == string_view::npos) continue;
    if (got > 0) rest_ = block.substr(newline + 1, got - newline - 1);
    break;
  }
  chunk.text = {chunk.buffer.get(), kept_bytes_};
  chunk.cut = true;
  chunk.end_offset = source_.offset() - rest_.size();
  chunk.stalled = rest_.find('\n') == std::string::npos && !source_.ready();
  return true;
}

bool LineChunks::next_of_text(LineChunk& chunk) {
  const string_view text = source_.text_left();
  if (text.empty()) return false;
  std::size_t size = whole_lines(text, chunk_bytes_);
  if (size == 0) size = std::min(text.find('\n'), text.size() - 1) + 1;
  chunk.text = source_.take_text(size);
  chunk.end_offset = source_.offset();
  const std::size_t line = size - (chunk.text.back() == '\n' ? 1 : 0);
  if (line > line_limit_ && chunk.text.find('\n') >= line) {
    chunk.text = chunk.text.substr(0, kept_bytes_);
    chunk.cut = true;
  }
  return true;
}

}  // namespace assay
