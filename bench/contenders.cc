// The list of contenders, with assay itself first.
#include <assay/checker.h>

#include <array>

#include "bench/contender.h"

namespace assay::bench {
namespace {

class Assay final : public BodyChecker {
 public:
  Tally check(Body body, const PaddedText& text) noexcept override {
    findings_.clear();
    switch (body) {
      case Body::kInput:
        checker_.check_input(0, text.view(), findings_);
        break;
      case Body::kError:
        checker_.check_error_body(0, text.view(), findings_);
        break;
      default:
        checker_.check_output(0, text.view(), findings_);
    }
    return {false, false, count(Severity::kError), count(Severity::kWarning),
            count(Severity::kNote)};
  }

 private:
  std::uint32_t count(Severity severity) const noexcept {
    return static_cast<std::uint32_t>(findings_.count(severity));
  }

  Checker checker_{Contract::embedded()};
  std::array<Violation, 64> storage_;
  Findings findings_{storage_};
};

}  // namespace

void add_assay(std::vector<Contender>& contenders) {
  contenders.push_back({"assay", true, {}, {Body::kOutput, Body::kError, Body::kInput}, [] {
                          return std::make_unique<Assay>();
                        }});
}

std::vector<Contender> all_contenders() {
  std::vector<Contender> contenders;
  add_assay(contenders);
  add_simdjson(contenders);
#ifdef ASSAY_BENCH_YYJSON
  add_yyjson(contenders);
#endif
#ifdef ASSAY_BENCH_GLAZE
  add_glaze(contenders);
#endif
  add_boost_json(contenders);
  add_rapidjson(contenders);
  add_cjson(contenders);
  add_nlohmann(contenders);
  return contenders;
}

}  // namespace assay::bench
