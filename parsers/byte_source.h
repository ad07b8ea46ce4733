// Bytes of a file, of standard input or of memory, read in order through a small buffer.
#ifndef ASSAY_PARSERS_BYTE_SOURCE_H_
#define ASSAY_PARSERS_BYTE_SOURCE_H_

#include <assay/error.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "spec/json_tree.h"

namespace assay {

class ByteSource {
 public:
  // A regular file. Errors: kUnreadable for anything else, with what to do.
  static Expected<ByteSource> open_file(const std::string& path);
  static ByteSource standard_input();
  // Over a text that outlives the source.
  static ByteSource of_text(std::string name, std::string_view text);

  ByteSource(ByteSource&& other) noexcept;
  ByteSource& operator=(ByteSource&& other) noexcept;
  ~ByteSource();

  // Asked while waiting for bytes, and when a signal ends the wait: true ends the source, without
  // an error.
  using StopAsked = std::function<bool()>;
  void stop_when(StopAsked asked) noexcept { stop_asked_ = std::move(asked); }

  // At least `count` unread bytes, fewer only at the end or after an error. The view lives until
  // the next call of peek. Waits for a stream only as long as fewer than `count` are there.
  std::string_view peek(std::size_t count = 1);

  // Takes bytes off. REQUIRES: count is not more than the last peek gave.
  void consume(std::size_t count);

  // Drops up to `count` bytes; returns how many there were.
  std::uint64_t skip(std::uint64_t count);

  bool at_end() { return peek(1).empty(); }

  // For readers of much at once, who count lines themselves: place() stays where it was.
  // Takes up to `room` bytes off and puts them at `out`; 0 only at the end or after an error. Waits
  // for a stream only while there is none.
  std::size_t read_into(char* out, std::size_t room);
  // The next `count` bytes of a text in memory, taken off; fewer at its end.
  std::string_view take_text(std::size_t count);
  // Whether it is over a text in memory; the unread bytes of it.
  bool in_memory() const noexcept { return descriptor_ < 0; }
  std::string_view text_left() const noexcept { return text_.substr(begin_); }
  // Whether bytes or the end are there without waiting.
  bool ready() const noexcept;

  // Set when reading failed half-way; the source has ended then.
  const std::optional<Error>& error() const noexcept { return error_; }

  const std::string& name() const noexcept { return name_; }
  std::uint64_t offset() const noexcept { return offset_; }  // bytes consumed
  TextPlace place() const noexcept { return place_; }        // of the next byte
  std::optional<std::uint64_t> total() const noexcept { return total_; }

 private:
  ByteSource() = default;
  void fill(std::size_t count);
  std::size_t read_some(char* out, std::size_t room);
  bool stopped_waiting() const;

  std::string name_;
  int descriptor_ = -1;
  bool owned_ = false;
  bool ended_ = false;
  StopAsked stop_asked_;
  std::string buffer_;     // of a descriptor
  std::size_t begin_ = 0;  // of the unread bytes in buffer_ (or in text_)
  std::size_t end_ = 0;    // of the bytes in buffer_
  std::string_view text_;  // when there is no descriptor
  std::uint64_t offset_ = 0;
  TextPlace place_;
  std::optional<std::uint64_t> total_;
  std::optional<Error> error_;
};

// The place of a byte that follows `text`, when `text` begins at `start`.
TextPlace advance(TextPlace start, std::string_view text) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_BYTE_SOURCE_H_
