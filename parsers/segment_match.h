// Texts against segment programs, for one level of SIMD. Included where functions are compiled for
// that level: see simd_functions.h.
#ifndef ASSAY_PARSERS_SEGMENT_MATCH_H_
#define ASSAY_PARSERS_SEGMENT_MATCH_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parsers/scalars_string.h"
#include "parsers/segment_program.h"
#include "spec/fault.h"
#include "spec/utf8.h"

namespace assay {

// What Simd has to have:
//   static const char* span(const ByteClass&, const char* at, const char* end);
//       past the bytes of the class from `at` on; reads [at, end) alone
//   static bool all(const ByteClass&, const char* at, std::size_t size, const char* limit);
//       whether the text is of the class; reads [at, limit)
//   static bool chain(const ByteChain&, const char* at, const char* limit);  reads [at, limit)
template <typename Simd>
struct SegmentMatch {
  static bool simple(const SegmentProgram& program, const SimpleSegments& simple, const char* at,
                     std::size_t size, const char* limit) noexcept {
    if (size < simple.min || size > simple.max + planted("segment-one-too-long")) return false;
    if (size == 0) return true;
    if (program.byte_class(simple.head).member[static_cast<unsigned char>(*at)] == 0 &&
        !planted("segment-head-unchecked")) {
      return false;
    }
    return Simd::all(program.byte_class(simple.rest), at + 1, size - 1, limit);
  }

  // Whether the whole text is in the language. REQUIRES: valid UTF-8. `limit`: nothing at or after
  // it may be read; beyond the text's own end that saves steps.
  static bool match(const SegmentProgram& program, std::string_view text) noexcept {
    return match(program, text, text.data() + text.size());
  }
  static bool match(const SegmentProgram& program, std::string_view text,
                    const char* limit) noexcept {
    if (const SimpleSegments* const all = program.simple()) {
      return simple(program, *all, text.data(), text.size(), limit);
    }
    if (const ByteChain* const tail = program.tail()) {
      if (text.size() < tail->size) return false;
      text.remove_suffix(tail->size);
      if (!Simd::chain(*tail, text.data() + text.size(), limit) &&
          !planted("segment-tail-unchecked")) {
        return false;
      }
    }
    return walk(program, text, limit);
  }

  static bool walk(const SegmentProgram& program, std::string_view text,
                   const char* readable) noexcept {
    const char* at = text.data();
    const char* const end = at + text.size();
    const Segment* segment = &program.segment(0);
    for (;;) {
      switch (segment->kind) {
        case SegmentKind::kEnd:
          return at == end && segment->accepting;
        case SegmentKind::kChain:
          if (static_cast<std::size_t>(end - at) < segment->count ||
              (!Simd::chain(program.chain(segment->data), at, readable) &&
               !planted("segment-chain-unchecked"))) {
            return false;
          }
          at += segment->count;
          segment = &program.segment(segment->next);
          continue;
        case SegmentKind::kRun: {
          const ByteClass& bytes = program.byte_class(segment->data);
          const auto left = static_cast<std::size_t>(end - at);
          if (bytes.wide) {
            // Characters are counted, not bytes, and some lead bytes start members and others.
            const char* const stop = Simd::span(bytes, at, end);
            const std::size_t size = static_cast<std::size_t>(stop - at);
            const std::size_t count = size == 0                       ? 0
                                      : planted("segment-wide-bytes") ? size
                                                                      : count_scalars({at, size});
            if (count > segment->count || (stop != end && (*stop & 0x80) != 0)) {
              return program.automaton().matches(text);
            }
            at = stop;
            if (at == end) return count >= segment->accept_min && count <= segment->accept_max;
            if (count == segment->count) {
              segment = &program.segment(segment->next);
              continue;
            }
          } else if (left <= segment->count && left != 0 && !bytes.wide &&
                     Simd::all(bytes, at, left, readable)) {
            at = end;
            if (left >= segment->accept_min && left <= segment->accept_max) return true;
            if (left < segment->count) return false;
            segment = &program.segment(segment->next);
            continue;
          } else {
            const char* const limit = left < segment->count ? end : at + segment->count;
            const char* const stop = Simd::span(bytes, at, limit);
            const auto count = static_cast<std::size_t>(stop - at);
            at = stop;
            if (at == end) return count >= segment->accept_min && count <= segment->accept_max;
            if (count == segment->count) {
              segment = &program.segment(segment->next);
              continue;
            }
            if ((*at & 0x80) != 0) return program.automaton().matches(text);
          }
          break;
        }
        case SegmentKind::kLoop:
          at = Simd::span(program.byte_class(segment->data), at, end);
          [[fallthrough]];
        case SegmentKind::kStep:
          if (at == end) return segment->accepting;
          break;
      }
      std::uint16_t next = Segment::kDead;
      if ((*at & 0x80) == 0) {
        next = segment->steps[static_cast<unsigned char>(*at)];
        ++at;
      } else {
        auto offset = static_cast<std::size_t>(at - text.data());
        const char32_t scalar = decode_utf8(text, offset);
        if (scalar == kBadScalar) return false;
        at = text.data() + offset;
        next = program.segment_of(program.automaton().step(segment->state, scalar));
      }
      if (next == Segment::kDead) return false;
      segment = &program.segment(next);
    }
  }
};

}  // namespace assay

#endif  // ASSAY_PARSERS_SEGMENT_MATCH_H_
