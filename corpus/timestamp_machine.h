// The texts of a timestamp format as a machine with three verdicts.
#ifndef ASSAY_CORPUS_TIMESTAMP_MACHINE_H_
#define ASSAY_CORPUS_TIMESTAMP_MACHINE_H_

#include <assay/error.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/moore_machine.h"
#include "corpus/vector_set.h"
#include "spec/automaton.h"
#include "spec/contract_tables.h"

namespace assay {

// Outputs are 0: must reject, 1: may accept, 2: must accept. Letters are classes of characters that
// no state tells apart; scalars_by_class holds those that stand for each in tests: the plainest one
// first, then those that are taken for one of another class.
struct TimestampMachine {
  MooreMachine machine;  // minimal
  std::vector<std::vector<ScalarRange>> ranges_by_class;
  std::vector<std::vector<char32_t>> scalars_by_class;
};

// Of http-date every text that may be accepted has output 1: which day of the week a date falls on
// is arithmetic, left to judge_timestamp(). REQUIRES: not kEpochSeconds, which has numbers.
Expected<TimestampMachine> timestamp_machine(TimestampFormat format);

// The verdict of a date-time or http-date text and the instant it stands for: by the machine and by
// the calendar of the standard library. Instants are cut after nanoseconds; second 60 is the
// instant after.
class TimestampJudge {
 public:
  // Errors: as timestamp_machine().
  static Expected<TimestampJudge> make(TimestampFormat format);
  VectorJudgement operator()(std::string_view utf8) const;

 private:
  TimestampJudge(TimestampFormat format, Automaton must, Automaton may)
      : format_(format), must_(std::move(must)), may_(std::move(may)) {}
  TimestampFormat format_;
  Automaton must_, may_;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_TIMESTAMP_MACHINE_H_
