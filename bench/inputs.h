// The same task for contenders in other processes.
#ifndef ASSAY_BENCH_INPUTS_H_
#define ASSAY_BENCH_INPUTS_H_

#include <string>

namespace assay::bench {

// Writes as one JSON object: `schemas` (of output and input), `beyond_schema` (ids), `bodies` of
// the comparison with what the reference finds in them, and `timed` bodies by size.
bool write_inputs(const std::string& path);

}  // namespace assay::bench

#endif  // ASSAY_BENCH_INPUTS_H_
