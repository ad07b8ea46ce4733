#include "parsers/line_reader.h"

#include <algorithm>

namespace assay {
namespace {

void drop_line(ByteSource& source) {
  for (std::string_view bytes = source.peek(); !bytes.empty(); bytes = source.peek()) {
    const std::size_t newline = bytes.find('\n');
    source.consume(newline == std::string_view::npos ? bytes.size() : newline + 1);
    if (newline != std::string_view::npos) return;
  }
}

void drop_carriage_return(std::string& line) {
  if (!line.empty() && line.back() == '\r') line.pop_back();
}

}  // namespace

LineEnd read_line(ByteSource& source, std::size_t limit, std::string& line, bool drop_rest) {
  line.clear();
  for (std::string_view bytes = source.peek(); !bytes.empty(); bytes = source.peek()) {
    const std::size_t newline = std::min(bytes.find('\n'), bytes.size());
    const std::size_t room = limit - line.size();
    if (newline > room) {
      line.append(bytes.substr(0, room));
      source.consume(room);
      if (drop_rest) drop_line(source);
      return LineEnd::kTooLong;
    }
    line.append(bytes.substr(0, newline));
    if (newline < bytes.size()) {
      source.consume(newline + 1);
      drop_carriage_return(line);
      return LineEnd::kNewline;
    }
    source.consume(newline);
  }
  return LineEnd::kEnd;
}

}  // namespace assay
