// assay check on lines: by the chunk and on several threads, reported as if one by one.
#include <algorithm>
#include <thread>

#include "cli/check_run.h"
#include "parsers/line_run.h"

namespace assay::cli {

// Reports what a run over lines tells.
class CheckRun::Lines final : public LineHandler {
 public:
  Lines(CheckRun& run, const LineSettings& settings, Input& input)
      : run_(run), input_(input), items_(settings.input, input.name()) {
    clean_.file = input.name();
    if (!settings.bare) return;
    const Contract& contract = run.contracts_[settings.bare->contract];
    InputItem body;
    body.body_kind = settings.input.body_kind;
    clean_.service = contract.service();
    clean_.operation = contract.operation_name(settings.bare->operation);
    clean_.name = name_of(clean_.operation, body);
  }

  void line(const LineOfFile& line, bool settled) override {
    last_ = line.number;
    if (settled) {
      run_.summary_.noun = "message";
      clean_.number = line.number;
      clean_.line = static_cast<std::uint32_t>(std::min<std::uint64_t>(line.number, UINT32_MAX));
      run_.count(clean_);
      return;
    }
    const Expected<const InputItem*> item = items_.read(line);
    if (!item) {
      run_.report_unusable(input_.name(), line.number, item.error());
    } else if (run_.report_ownerless(input_.name(), **item)) {
      given_up_ = true;  // the others would not be told apart either
    } else {
      run_.check_item(input_.name(), **item);
    }
  }

  void quiet(const Quiet& lines) override {
    run_.summary_.items += lines.bodies + lines.exchanges;
    run_.summary_.valid += lines.bodies + lines.exchanges;
    if (lines.last < last_) return;
    last_ = lines.last;
    run_.summary_.noun = lines.last_is_exchange ? "exchange" : "message";
  }

  void stalled() override { run_.reporter_.flush(); }
  void progress(std::uint64_t bytes) override {
    run_.show_progress(input_.name(), bytes, input_.bytes_total());
  }
  bool stopped() const override { return given_up_ || run_.stopped(); }

  std::uint64_t last() const noexcept { return last_; }

 private:
  CheckRun& run_;
  Input& input_;
  LineItems items_;
  ReportItem clean_;
  std::uint64_t last_ = 0;  // number of the line that was told of last
  bool given_up_ = false;
};

void CheckRun::check_lines(Input& input) {
  LineSettings settings;
  settings.input = input_options();
  settings.limits = settings_.limits;
  if (settings_.bare) settings.bare = {settings_.bare->contract, settings_.bare->operation};
  for (std::size_t i = 0; i < contracts_.size(); ++i) settings.fallbacks.push_back(fallback_of(i));
  settings.every = reporter_.wants_every_item();
  settings.threads = settings_.threads;
  if (settings.threads == 0) {
    settings.threads = input.bytes_total() ? std::max(1u, std::thread::hardware_concurrency()) : 1;
  }
  Lines lines(*this, settings, input);
  ByteSource& source = input.source();
  run_lines(source, settings, checkers_, lines);
  if (source.error() && !lines.stopped()) {
    report_unusable(input.name(), lines.last() + 1, *source.error());
  }
}

}  // namespace assay::cli
