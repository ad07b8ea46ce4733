// HTTP Archives (HAR 1.2), read one entry at a time.
#ifndef ASSAY_PARSERS_HAR_READER_H_
#define ASSAY_PARSERS_HAR_READER_H_

#include <assay/error.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "parsers/byte_source.h"
#include "parsers/exchange_record.h"

namespace assay {

struct HarLimits {
  std::size_t max_entry_bytes = 64u << 20;    // a longer entry is passed over and named
  std::size_t max_outside_bytes = 16u << 20;  // everything that is not in log.entries
};

struct HarEntry {
  ExchangeRecord record;
  std::string host;          // of the request's URL
  std::uint64_t number = 0;  // from 1
  TextPlace place;           // of its brace in the file
  bool too_long = false;     // longer than the limit, or of too many JSON values: not read
};

// Whatever its size, an archive is never held as a whole: entries are cut out of the text by
// their brackets, and each is read as JSON by itself; so is all the rest, without the entries,
// when the end is reached. Entries before a damaged place are given out.
class HarReader {
 public:
  HarReader(ByteSource& source, HarLimits limits) : source_(source), limits_(limits) {}

  // The next entry into `entry`; false at the end. Nothing can be read after an error.
  // Errors: kJsonSyntax, kInputFormat, kUnreadable.
  Expected<bool> next(HarEntry& entry);

 private:
  // Where the scanner is. Depth 1 is inside the root, 2 inside `log`, 3 inside `entries`.
  enum class State : std::uint8_t {
    kOutside,       // of log.entries
    kFirstElement,  // after the bracket of log.entries
    kAfterElement,  // a comma or the bracket comes
    kNextElement,   // after a comma
    kEnded,
  };

  Expected<bool> scan_outside();
  bool outside_byte(char c);
  bool string_byte(char c);
  bool open_bracket(char c);
  Expected<bool> scan_array(HarEntry& entry);
  Expected<bool> cut_entry(HarEntry& entry);
  Expected<bool> read_entry(HarEntry& entry);
  Expected<bool> finish();
  char skip_blanks();
  std::unexpected<Error> fail(ErrorCode code, std::string message, TextPlace place,
                              std::uint64_t offset);

  ByteSource& source_;
  HarLimits limits_;
  State state_ = State::kOutside;
  bool started_ = false;
  std::string outside_;         // the text without the content of log.entries
  TextPlace outside_start_;     // of the root's brace
  std::size_t resumed_at_ = 0;  // in outside_, where the text goes on after log.entries
  std::uint64_t start_offset_ = 0, resumed_offset_ = 0;
  TextPlace resumed_place_;
  std::size_t depth_ = 0;
  bool in_string_ = false, escaped_ = false, in_log_ = false, seen_entries_ = false;
  std::string token_;  // the string that was read last, as far as a name of interest is long
  std::string key_;    // the name of the member that is being read
  std::string entry_text_;
  std::uint64_t count_ = 0;
};

// Reads the text of one entry. Errors as HarReader::next; places count in `text`.
Expected<HarEntry> read_har_entry(std::string_view text, std::string_view file);

}  // namespace assay

#endif  // ASSAY_PARSERS_HAR_READER_H_
