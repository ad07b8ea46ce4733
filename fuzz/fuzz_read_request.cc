// Bytes as what a client sends to the mock service, arriving in pieces.
//
//   progress(x) = complete, n bytes  =>  0 < n <= size(x);  progress(first n of x) = progress(x);
//                                        no shorter part is complete; more bytes change nothing
//   progress(part of x) = broken     =>  progress(x) = broken
//   progress(x) = complete  =>  split(first n of x) has a whole body, and every view of it lies in
//   x
//                               or in its own storage
//   split(x) reads whatever it is given
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_read_request &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_read_request /tmp/corpus
//          corpus/seeds/fuzz_read_request -dict=build/fuzz/fuzz/fuzz_read_request.dict
//          -max_total_time=60
#include <algorithm>

#include "conformance/wire.h"
#include "fuzz/target.h"

using namespace assay;

namespace {

using State = WireProgress::State;

[[gnu::noinline, noreturn]] void oracle_request_progress(std::string_view detail) {
  fuzz::stop("request-progress", detail);
}
[[gnu::noinline, noreturn]] void oracle_request_broken(std::string_view detail) {
  fuzz::stop("request-broken", detail);
}
[[gnu::noinline, noreturn]] void oracle_request_split(std::string_view detail) {
  fuzz::stop("request-split", detail);
}

bool lies_in(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void expect_views(std::string_view bytes) {
  const WireRequest request = split_request(bytes);
  for (const std::string_view part : {request.method, request.path, request.version}) {
    if (!lies_in(part, bytes)) oracle_request_split("the start line is elsewhere");
  }
  for (const Header& header : request.headers) {
    if (!lies_in(header.name, bytes) || !lies_in(header.value, bytes)) {
      oracle_request_split("a header is elsewhere");
    }
  }
  if (!lies_in(request.body, bytes) && !lies_in(request.body, request.body_storage)) {
    oracle_request_split("the body is elsewhere");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view bytes = fuzz::text_of(data, size);
  const WireProgress whole = request_progress(bytes);
  expect_views(bytes);
  if (whole.state == State::kComplete) {
    if (whole.size == 0 || whole.size > size) oracle_request_progress("a size beyond the bytes");
    const std::string_view request = bytes.substr(0, whole.size);
    const WireProgress alone = request_progress(request);
    if (alone.state != State::kComplete || alone.size != whole.size) {
      oracle_request_progress("what follows a request changes it");
    }
    if (split_request(request).body_end != BodyEnd::kComplete) {
      oracle_request_split("a complete request without its whole body");
    }
    expect_views(request);
  }
  // Some forty parts of it, as they may arrive.
  const std::size_t step = std::max<std::size_t>(1, size / 40);
  for (std::size_t part = 0; part < size; part += step) {
    const WireProgress before = request_progress(bytes.substr(0, part));
    if (before.state == State::kBroken && whole.state != State::kBroken) {
      oracle_request_broken("a broken beginning of a request that is not");
    }
    if (before.state == State::kComplete &&
        (whole.state != State::kComplete || whole.size != before.size)) {
      oracle_request_progress("more bytes change a complete request");
    }
    if (whole.state == State::kComplete && part < whole.size && before.state == State::kComplete) {
      oracle_request_progress("a part is complete");
    }
  }
  return 0;
}
