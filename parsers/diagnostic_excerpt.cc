#include "parsers/diagnostic_excerpt.h"

#include <fmt/format.h>

#include <algorithm>

#include "parsers/diagnostic_width.h"

namespace assay {
namespace {

constexpr std::string_view kMask = "***";
constexpr std::string_view kCut = "...";

// Something that is printed as a whole.
struct Cell {
  std::string text;
  std::size_t columns = 0;
  std::size_t begin = 0, end = 0;  // bytes in the text
};

Cell cell_at(std::string_view text, std::size_t at) {
  const DecodedScalar decoded = decode_scalar(text.substr(at));
  Cell cell{.text = {}, .columns = 0, .begin = at, .end = at + decoded.size};
  const int width = decoded.valid ? column_width(decoded.scalar) : -1;
  if (width >= 0) {
    cell.text = text.substr(at, decoded.size);
    cell.columns = static_cast<std::size_t>(width);
    return cell;
  }
  const auto number = static_cast<std::uint32_t>(decoded.scalar);
  cell.text = !decoded.valid || number < 0x80 ? fmt::format("<{:02X}>", number)
                                              : fmt::format("<U+{:04X}>", number);
  cell.columns = cell.text.size();
  return cell;
}

// Where the line begins that holds the byte, or `reach` bytes before it.
std::size_t line_begin(std::string_view text, std::size_t at, std::size_t reach) noexcept {
  const std::size_t from = at > reach ? at - reach : 0;
  const std::size_t feed = text.substr(from, at - from).rfind('\n');
  return feed == std::string_view::npos ? from : from + feed + 1;
}

// The cells of text[from, to); `lead` while only white space came before.
std::vector<Cell> cells_of(std::string_view text, std::size_t from, std::size_t to, bool lead,
                           const std::vector<ByteRange>& masks) {
  std::vector<Cell> cells;
  auto mask = std::partition_point(masks.begin(), masks.end(),
                                   [&](const ByteRange& range) { return range.end <= from; });
  for (std::size_t at = from; at < to;) {
    while (mask != masks.end() && mask->end <= at) ++mask;
    if (mask != masks.end() && mask->begin <= at) {
      const std::size_t end = std::min<std::size_t>(mask->end, to);
      cells.push_back({std::string(kMask), kMask.size(), at, end});
      at = end;
      lead = false;
      continue;
    }
    const std::size_t limit = mask == masks.end() ? to : std::min<std::size_t>(mask->begin, to);
    Cell cell = cell_at(text.substr(0, limit), at);
    if (lead && text[at] == '\t') cell = {" ", 1, at, at + 1};
    lead = lead && (text[at] == ' ' || text[at] == '\t');
    at = cell.end;
    cells.push_back(std::move(cell));
  }
  return cells;
}

}  // namespace

Excerpt make_excerpt(std::string_view text, std::uint32_t begin, std::uint32_t end,
                     const std::vector<ByteRange>& masks, std::size_t columns) {
  // A column takes at most four bytes, so more of the line than this cannot be shown.
  const std::size_t reach = 4 * columns;
  std::size_t from = line_begin(text, begin, reach);
  const std::size_t line_end = std::min(
      text.substr(0, begin + std::min(reach, text.size() - begin)).find('\n', begin), text.size());
  std::size_t to = std::min(line_end, begin + std::min(reach, text.size() - begin));
  const bool more_left = from > 0 && text[from - 1] != '\n';
  const bool more_right = to < text.size() && text[to] != '\n';
  if (!more_right && to > begin + 1 && text[to - 1] == '\r') --to;
  for (int i = 0;
       i < 3 && more_left && from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80;
       ++i) {
    --from;
  }
  const std::vector<Cell> cells = cells_of(text, from, to, !more_left, masks);

  std::size_t total = 0, caret = 0, caret_end = 0;
  bool found = false;
  for (const Cell& cell : cells) {
    if (!found && cell.end > begin) {
      caret = total;
      found = true;
    }
    total += cell.columns;
    if (cell.begin < std::max(end, begin + 1)) caret_end = total;
  }
  if (!found) caret = total;

  // Which columns are shown: a third of them before the caret when not all fit.
  std::size_t shown_from = 0, shown_to = total;
  if (total > columns || more_left || more_right) {
    const std::size_t room = columns - 2 * kCut.size();
    shown_from = caret > columns / 3 ? caret - columns / 3 : 0;
    if (total < shown_from + room) shown_from = total > room ? total - room : 0;
    shown_to = std::min(total, shown_from + room);
  }
  Excerpt out;
  std::size_t column = 0, printed = 0, dropped_before = 0;
  bool cut_right = more_right;
  const bool cut_left = more_left || shown_from > 0;
  if (cut_left) {
    out.text = kCut;
    printed = kCut.size();
  }
  for (const Cell& cell : cells) {
    const std::size_t at = column;
    column += cell.columns;
    if (at < shown_from) {
      dropped_before = column;
      continue;
    }
    if (column > shown_to) {
      cut_right = true;
      break;
    }
    out.text += cell.text;
    printed += cell.columns;
  }
  const std::size_t shift = cut_left ? kCut.size() : 0;
  const std::size_t at = caret - std::min(caret, dropped_before) + shift;
  out.caret_begin = static_cast<std::uint32_t>(std::min(at, printed));
  const std::size_t wanted = std::max<std::size_t>(1, caret_end > caret ? caret_end - caret : 1);
  const std::size_t room = printed > out.caret_begin ? printed - out.caret_begin : 1;
  out.caret_length = static_cast<std::uint32_t>(std::min(wanted, room));
  if (cut_right) out.text += kCut;
  return out;
}

std::string visible_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    Cell cell = cell_at(text, at);
    out += cell.text;
    at = cell.end;
  }
  return out;
}

std::size_t printed_columns(std::string_view text) noexcept {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedScalar decoded = decode_scalar(text.substr(at));
    columns += static_cast<std::size_t>(std::max(0, column_width(decoded.scalar)));
    at += decoded.size;
  }
  return columns;
}

}  // namespace assay
