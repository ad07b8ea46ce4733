// A line of NDJSON as something to check: a body or an exchange record; the line says which.
#ifndef ASSAY_PARSERS_LINE_ITEM_H_
#define ASSAY_PARSERS_LINE_ITEM_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/exchange_record.h"
#include "parsers/input.h"

namespace assay {

// The longest line that is read as a record; of a longer one the beginning is taken as a body.
std::size_t most_record_bytes(const InputOptions& options) noexcept;

// Whether a line is nothing but spaces, tabs and carriage returns.
bool is_blank_line(std::string_view line) noexcept;

// A line without its end. Units: `number` from 1; `end_offset` in the file, past the line.
struct LineOfFile {
  std::string_view text;
  std::uint64_t number = 0;
  std::uint64_t end_offset = 0;
  bool cut = false;  // only the beginning of a line that is too long
};

class LineItems {
 public:
  // `options` must outlive it.
  LineItems(const InputOptions& options, std::string file)
      : options_(options), file_(std::move(file)) {}

  // The item lives until the next call, and points into the line.
  // Errors: kJsonSyntax, kInputFormat for a record that is none.
  Expected<const InputItem*> read(const LineOfFile& line);

 private:
  const InputOptions& options_;
  std::string file_;
  InputItem item_;
  ExchangeRecord record_;
  ExchangeView view_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_LINE_ITEM_H_
