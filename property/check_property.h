// Runs a property on choices that RapidCheck draws and shrinks.
#ifndef ASSAY_PROPERTY_CHECK_PROPERTY_H_
#define ASSAY_PROPERTY_CHECK_PROPERTY_H_

#include <functional>
#include <optional>
#include <string>

#include "corpus/randomness.h"

namespace assay {

// A property of whatever is built from the choices: nullopt when it holds, otherwise what is
// wrong, the message included.
using Property = std::function<std::optional<std::string>(Randomness&)>;

// Fails the running test when a property does not hold, and prints the smallest message found
// with the line that replays it. Shrinking makes the stream of choices shorter and its bytes
// smaller, and every generator takes 0 for its simplest choice.
// The seed is fixed, so that a run repeats; RC_PARAMS="seed=N max_success=N" draws others, and
// ASSAY_REPLAY=<hex> runs one stream of choices alone.
void check_property(const Property& property, int runs = 400);

}  // namespace assay

#endif  // ASSAY_PROPERTY_CHECK_PROPERTY_H_
