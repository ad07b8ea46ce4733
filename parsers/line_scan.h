// Lines of bodies by the chunk: one structural index for many lines, and the fast tier says which
// of them have nothing to find.
//
// A raw newline inside a string makes stage 1 refuse the whole chunk, as does a byte that is not
// UTF-8; so where it does not, no string and no character reaches over the end of a line, and the
// part of the index between two ends is the index of that line. Where it refuses, every line of
// the chunk is left to whoever looks closer.
#ifndef ASSAY_PARSERS_LINE_SCAN_H_
#define ASSAY_PARSERS_LINE_SCAN_H_

#include <assay/checker.h>
#include <assay/diagnostic.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "parsers/structural_index.h"

namespace assay {

inline constexpr std::size_t kDefaultChunkBytes = 256u << 10;

// A line of a text, without its end (LF or CR LF).
struct LineSpan {
  std::size_t begin = 0, end = 0;
  std::uint64_t number = 0;  // from 0, blank lines counted
  bool settled = false;      // a body with nothing to find
};

struct LineTotals {
  std::uint64_t lines = 0;         // blank ones counted
  std::uint64_t blank = 0;         // nothing but spaces, tabs and carriage returns
  std::uint64_t settled = 0;       // bodies with nothing to find
  std::uint64_t last_settled = 0;  // the number of the last of them, from 1; 0: none
};

// Which bodies lines are.
struct LineBodies {
  OperationIndex operation = 0;
  BodyKind kind = BodyKind::kOutput;
};

// Buffers for one text at a time; one scan a thread.
class LineScan {
 public:
  explicit LineScan(std::size_t chunk_bytes = kDefaultChunkBytes,
                    IndexEngine engine = IndexEngine::kStage1);

  // Calls `on_line(LineSpan)` in order for every line that is neither blank nor settled, or, if
  // `every`, for every one that is not blank. `checker` may be null: no line is settled then.
  template <typename OnLine>
  LineTotals scan(Checker* checker, LineBodies bodies, std::string_view text, bool every,
                  OnLine&& on_line) {
    using Callable = std::remove_reference_t<OnLine>;
    return scan(
        checker, bodies, text, every, const_cast<void*>(static_cast<const void*>(&on_line)),
        [](void* context, const LineSpan& line) { (*static_cast<Callable*>(context))(line); });
  }

 private:
  using Call = void (*)(void* context, const LineSpan& line);
  LineTotals scan(Checker* checker, LineBodies bodies, std::string_view text, bool every,
                  void* context, Call call);

  std::size_t chunk_bytes_;
  StructuralIndex index_;
  std::vector<std::size_t> ends_;  // of the lines of a chunk
};

// How many bytes at the beginning of `text` are whole lines within `most` bytes; the text itself
// where it is no longer than that, 0 where its first line is.
std::size_t whole_lines(std::string_view text, std::size_t most) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_LINE_SCAN_H_
