// Findings that somebody has accepted for now, so that only new ones fail.
#ifndef ASSAY_PARSERS_BASELINE_H_
#define ASSAY_PARSERS_BASELINE_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "parsers/report.h"

namespace assay {

// What makes two findings the same one. `place` is the JSON Pointer with `*` for list indexes: it
// stops at a sensitive member, as everywhere.
struct BaselineKey {
  std::string id, operation, part, place;
  friend auto operator<=>(const BaselineKey&, const BaselineKey&) = default;

  std::string describe() const;  // "ID OPERATION response body /SecretList/*/CreatedDate"
};
BaselineKey baseline_key(const ReportFinding& finding);

using BaselineCounts = std::map<BaselineKey, std::uint64_t>;

// spec/schemas/baseline.json. The counts are for people: more of the same is not new.
// Errors: kJsonSyntax, kInputFormat with file, line and column.
Expected<BaselineCounts> read_baseline(const SourceFile& file);
std::string write_baseline(const BaselineCounts& findings);

// Passes a report on without the findings that a baseline knows; whether messages are valid is not
// touched by it. Limits are never known: they are what was not checked.
class BaselineFilter final : public Reporter {
 public:
  BaselineFilter(BaselineCounts known, std::optional<Severity> gate, Reporter& next);

  void begin(const ReportEnvelope& envelope) override;
  void finding(const ReportFinding& finding) override;
  void item(const ReportItem& item) override;
  void end(const ReportSummary& summary) override;
  bool wants_every_item() const override { return next_.wants_every_item(); }
  void flush() override { next_.flush(); }

  const BaselineCounts& seen() const noexcept { return seen_; }
  std::uint64_t known() const noexcept { return known_count_; }  // findings that were left out
  std::vector<BaselineKey> stale() const;                        // entries without a finding
  // The exit code of a check, when what is known does not count.
  int exit_code(int code) const noexcept { return code == 1 && !new_at_gate_ ? 0 : code; }

 private:
  BaselineCounts known_;
  std::optional<Severity> gate_;
  Reporter& next_;
  BaselineCounts seen_;
  std::uint64_t known_count_ = 0;
  std::array<std::uint64_t, 3> in_item_{}, in_all_{};  // left out, by severity
  bool new_at_gate_ = false;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_BASELINE_H_
