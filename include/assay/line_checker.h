// Many bodies in one text, a body a line (NDJSON): the checks of checker.h, made by the chunk.
#ifndef ASSAY_LINE_CHECKER_H_
#define ASSAY_LINE_CHECKER_H_

#include <assay/checker.h>
#include <assay/diagnostic.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>

namespace assay {

// `line` counts from 1, blank lines too; `body` is without the end of the line.
struct CheckedLine {
  std::uint64_t line = 0;
  std::string_view body;
  Verdict verdict = Verdict::kValid;
};

struct LineCounts {
  std::uint64_t lines = 0;  // the sum of those that follow
  std::uint64_t blank = 0;  // nothing but spaces, tabs and carriage returns: no body
  std::uint64_t valid = 0, invalid = 0, unchecked = 0;
};

// One LineChecker a thread; any number share a Contract. Everything is allocated in the
// constructor. Findings and verdicts are those of a Checker that is given one line after the other,
// whatever the size of the chunks.
class LineChecker {
 public:
  // `chunk_bytes`: whole lines that are looked at together; a longer line is looked at alone.
  explicit LineChecker(Contract contract, Limits limits = {}, std::size_t chunk_bytes = 256u << 10);
  ~LineChecker();
  LineChecker(LineChecker&&) noexcept;
  LineChecker& operator=(LineChecker&&) noexcept;

  const Contract& contract() const noexcept;
  const Limits& limits() const noexcept;

  // Checks each line of a text: an end is LF or CR LF, the last line needs none. Lines with at
  // least one finding are told in order by `on_line(const CheckedLine&)`, called with `findings`
  // holding that line's alone; lines without are counted as valid. Offsets count in the line.
  // Shapes: kind is kInput, kOutput or kError (as check_error_body).
  template <typename OnLine>
  LineCounts check(OperationIndex operation, BodyKind kind, std::string_view text,
                   Findings& findings, OnLine&& on_line) {
    using Callable = std::remove_reference_t<OnLine>;
    return check(
        operation, kind, text, findings, const_cast<void*>(static_cast<const void*>(&on_line)),
        [](void* context, const CheckedLine& line) { (*static_cast<Callable*>(context))(line); });
  }

 private:
  using Call = void (*)(void* context, const CheckedLine& line);
  LineCounts check(OperationIndex operation, BodyKind kind, std::string_view text,
                   Findings& findings, void* context, Call call);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay

#endif  // ASSAY_LINE_CHECKER_H_
