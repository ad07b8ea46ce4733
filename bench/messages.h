// The responses that are timed, and those on which every contender must agree first.
#ifndef ASSAY_BENCH_MESSAGES_H_
#define ASSAY_BENCH_MESSAGES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assay::bench {

struct SizedMessage {
  std::string_view size;  // "tiny", "typical", "large"
  std::string text;
};

// tiny: what a run that has just been queued gives, 283 bytes. typical: every member, 10 task ids,
// 1.4 KB. large: 2,000 task ids, 107 KB. All keep the contract.
std::vector<SizedMessage> sized_messages();

// Valid, broken and mutated responses, the same ones in every run.
std::vector<std::string> agreement_messages(std::size_t count);

}  // namespace assay::bench

#endif  // ASSAY_BENCH_MESSAGES_H_
