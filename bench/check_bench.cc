// Task "check": a body -> every documented constraint checked.
#include <algorithm>
#include <utility>

#include "bench/agreement.h"
#include "bench/messages.h"
#include "bench/registry.h"

namespace assay::bench {
namespace {

void add_contender(const Contender& contender, const SizedMessage& message) {
  const auto text = std::make_shared<PaddedText>(message.text);
  add_row("check", message.size, contender.name, text->size(),
          [make = contender.make, text, body = message.body](benchmark::State& state) {
            const auto checker = make();
            Tally tally;
            for (auto _ : state) benchmark::DoNotOptimize(tally = checker->check(body, *text));
            if (tally.errors + tally.warnings + tally.notes != 0) {
              state.SkipWithError("the message has findings");
            }
          });
}

// Whether the contender takes part.
bool admit(const Contender& contender, const std::vector<JudgedBody>& bodies) {
  Agreement agreement = compare(contender, bodies);
  Admission admission{"check",          contender.name,   agreement.compared,
                      agreement.broken, contender.cannot, std::move(agreement.disagreement)};
  if (contender.zero_ends_text) admission.cannot.push_back("texts with U+0000");
  add_admission(std::move(admission));
  return admissions().back().refused.empty();
}

}  // namespace

bool register_check() {
  const std::vector<JudgedBody> bodies = judged_bodies();
  const std::vector<SizedMessage> messages = sized_messages();
  for (const SizedMessage& message : messages) {
    add_stage1("check", message.size, message.text);
    add_memcpy("check", message.size, message.text);
  }
  bool own = false;
  for (const Contender& contender : all_contenders()) {
    if (!admit(contender, bodies)) continue;
    own = own || contender.name == "assay";
    for (const SizedMessage& message : messages) {
      const auto& can = contender.bodies;
      if (std::find(can.begin(), can.end(), message.body) != can.end()) {
        add_contender(contender, message);
      }
    }
  }
  return own;
}

}  // namespace assay::bench
