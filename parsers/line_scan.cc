#include "parsers/line_scan.h"

#include <algorithm>
#include <span>

#include "parsers/checker_access.h"
#include "parsers/line_item.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

using std::string_view;

// The parts of an index that lie in one line after the other.
class IndexSlices {
 public:
  IndexSlices(string_view text, std::span<std::uint32_t> tokens) noexcept
      : text_(text), at_(tokens.data()), end_(tokens.data() + tokens.size()) {}

  // The index of text[begin, end), its offsets counted from `begin`.
  // REQUIRES: begin is not before the end that was asked for last.
  IndexedText take(std::size_t begin, std::size_t end) noexcept {
    constexpr std::ptrdiff_t kBlock = 16;
    const auto from = static_cast<std::uint32_t>(begin);
    const auto to = static_cast<std::uint32_t>(end);
    while (at_ != end_ && *at_ < from) ++at_;
    std::uint32_t* const first = at_;
    std::uint32_t* at = first;
    while (end_ - at >= kBlock && at[kBlock - 1] < to) {
      for (std::ptrdiff_t i = 0; i < kBlock; ++i) at[i] -= from;
      at += kBlock;
    }
    for (; at != end_ && *at < to; ++at) *at -= from;
    at_ = at;
    IndexedText result;
    result.data = text_.data() + begin;
    result.tokens = first;
    result.token_count = static_cast<std::uint32_t>(at - first);
    result.size = result.end = to - from;
    return result;
  }

 private:
  string_view text_;
  std::uint32_t* at_;
  std::uint32_t* end_;
};

// A line that is settled has no member but the model's, so it is no exchange record, unless the
// model has a member of that very name.
bool names_the_marker(const Contract& contract, LineBodies bodies) {
  const ContractTables& tables = contract.tables();
  const OperationTable& operation = tables.operations[bodies.operation];
  const ShapeIndex shape = bodies.kind == BodyKind::kInput ? operation.input : operation.output;
  if (shape == kNoIndex) return true;
  const ShapeTable& table = tables.shapes[shape];
  for (std::uint32_t i = 0; i < table.member_count; ++i) {
    if (tables.members[table.first_member + i].name == kRecordMarker) return true;
  }
  return false;
}

}  // namespace

std::size_t whole_lines(string_view text, std::size_t most) noexcept {
  if (text.size() <= most) return text.size();
  const std::size_t newline = text.substr(0, most).rfind('\n');
  return newline == string_view::npos ? 0 : newline + 1;
}

LineScan::LineScan(std::size_t chunk_bytes, IndexEngine engine)
    : chunk_bytes_(std::clamp<std::size_t>(chunk_bytes, 1, 1u << 30)),
      index_(chunk_bytes_, engine) {}

LineTotals LineScan::scan(Checker* checker, LineBodies bodies, string_view text, bool every,
                          void* context, Call call) {
  LineTotals totals;
  if (checker != nullptr && names_the_marker(checker->contract(), bodies)) checker = nullptr;
  for (std::size_t chunk_begin = 0; chunk_begin < text.size();) {
    const string_view rest = text.substr(chunk_begin);
    std::size_t size = whole_lines(rest, chunk_bytes_);
    const bool fits = size != 0;
    if (!fits) size = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const string_view chunk = rest.substr(0, size);
    // First, for it brings the bytes nearer at a higher rate than stage 1 does.
    ends_.clear();
    for (std::size_t at = 0; at < size; at = ends_.back() + 1) {
      ends_.push_back(std::min(chunk.find('\n', at), size));
    }
    const bool indexed = fits && checker != nullptr;
    const std::span<std::uint32_t> tokens =
        indexed ? index_.tokens(chunk) : std::span<std::uint32_t>();
    IndexSlices slices(chunk, tokens);
    std::size_t begin = 0;
    for (const std::size_t newline : ends_) {
      LineSpan line;
      line.begin = chunk_begin + begin;
      line.number = totals.lines++;
      std::size_t end = newline;
      if (end > begin && chunk[end - 1] == '\r') --end;
      line.end = chunk_begin + end;
      if (chunk[begin] != '{' && is_blank_line(chunk.substr(begin, end - begin))) {
        ++totals.blank;
      } else {
        line.settled =
            !tokens.empty() && CheckerAccess::settles(*checker, bodies.operation, bodies.kind,
                                                      slices.take(begin, end));
        if (line.settled) {
          ++totals.settled;
          totals.last_settled = totals.lines;
        }
        if (every || !line.settled) call(context, line);
      }
      begin = newline + 1;
    }
    chunk_begin += size;
  }
  return totals;
}

}  // namespace assay
