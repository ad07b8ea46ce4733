// One text, or two that byte 0x1E parts, as files of vectors.
//
//   compare(x, x) is empty, or an error with a message that lies in x
//   compare(x, y) is an error  <=>  compare(y, x) is
//   gone(x, y) = added(y, x);  changed(x, y) = changed(y, x)
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_read_vectors &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_read_vectors /tmp/corpus
//          corpus/seeds/fuzz_read_vectors -dict=build/fuzz/fuzz/fuzz_read_vectors.dict
//          -max_total_time=60
#include <algorithm>

#include "corpus/vector_file.h"
#include "fuzz/target.h"

using namespace assay;

namespace {

[[gnu::noinline, noreturn]] void oracle_vectors_error(std::string_view detail) {
  fuzz::stop("vectors-error", detail);
}
[[gnu::noinline, noreturn]] void oracle_vectors_same(std::string_view detail) {
  fuzz::stop("vectors-same", detail);
}
[[gnu::noinline, noreturn]] void oracle_vectors_mirror(std::string_view detail) {
  fuzz::stop("vectors-mirror", detail);
}

std::vector<VectorText> files(std::string_view text) {
  return {{.name = "file.json", .text = std::string(text)}};
}

void compare_with_itself(std::string_view text) {
  const auto same = compare_vectors(files(text), files(text));
  if (same && !same->empty()) oracle_vectors_same("a file differs from itself");
  if (same) return;
  const Error& error = same.error();
  if (error.message.empty()) oracle_vectors_error("no message");
  if (error.offset > text.size() ||
      error.line > 1 + static_cast<std::size_t>(std::ranges::count(text, '\n'))) {
    oracle_vectors_error(error.message);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t end = std::min(text.find('\x1E'), text.size());
  const std::string_view before = text.substr(0, end);
  const std::string_view after = text.substr(std::min(end + 1, text.size()));
  compare_with_itself(before);
  if (end == text.size()) return 0;
  compare_with_itself(after);
  const auto there = compare_vectors(files(before), files(after));
  const auto back = compare_vectors(files(after), files(before));
  if (there.has_value() != back.has_value()) oracle_vectors_mirror("an error in one direction");
  if (!there) return 0;
  if (there->gone != back->added || there->added != back->gone || there->changed != back->changed) {
    oracle_vectors_mirror("other differences in the other direction");
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  return fuzz::mutate(kNoIndex, data, size, max_size, seed);  // JSON, of no contract
}
