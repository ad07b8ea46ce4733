// Patterns whose end has a fixed length, taken apart: the front alone needs far fewer states.
#ifndef ASSAY_PARSERS_SEGMENT_SPLIT_H_
#define ASSAY_PARSERS_SEGMENT_SPLIT_H_

#include <optional>
#include <string_view>

#include "parsers/segment_program.h"
#include "spec/automaton.h"

namespace assay {

// The language of `whole` as that of a front followed by a tail of ASCII bytes of fixed length.
// `source` is the pattern that `whole` may have been compiled from: whether it was, anchored at
// both ends, is proved by compiling it again, since equal languages have equal automata. None when
// it was not, or has no such tail. Cost: that of compiling the pattern twice.
std::optional<SegmentProgram> lower_split(std::string_view source, const Automaton& whole);

}  // namespace assay

#endif  // ASSAY_PARSERS_SEGMENT_SPLIT_H_
