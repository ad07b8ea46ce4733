// glaze reading into structures, strictly, with the checks by hand over those; built where CMake
// finds it. Structures keep neither members twice nor the spelling of numbers, so that it only says
// whether something is wrong.
#include <cstdint>
#include <glaze/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bench/contender.h"
#include "bench/hand_members.h"
#include "bench/hand_validators.h"

namespace assay::bench {

// Of the service, by their names on the wire; glaze reads these off the structures.
struct GlazeDetail {
  std::optional<std::string> WorkflowArn, WorkflowVersion, RunId, RunType, StartedOn, CreatedAt,
      CompletedOn, ModifiedAt;
  std::optional<std::int32_t> Duration;
  std::optional<std::string> ErrorMessage;
  std::optional<std::vector<std::string>> TaskInstances;
  std::optional<std::string> RunState;
};
struct GlazeOutput {
  std::optional<std::string> WorkflowArn, WorkflowVersion, RunId, RunType;
  std::optional<glz::raw_json_view> OverrideParameters;
  std::optional<GlazeDetail> RunDetail;
};
struct GlazeInput {
  std::optional<std::string> WorkflowArn, RunId;
};

namespace {

struct Options : glz::opts {
  bool validate_skipped = true;
  bool validate_trailing_whitespace = true;
};
constexpr Options kOptions{{.error_on_unknown_keys = false}};

class Glaze final : public BodyChecker {
 public:
  Tally check(Body body, const PaddedText& text) noexcept override {
    Tally tally;
    if (text.size() == 0) {
      ++(body == Body::kOutput ? tally.warnings : tally.errors);
      return tally;
    }
    const bool ok = body == Body::kInput ? read(text, input_) && holds(input_)
                                         : read(text, output_) && holds(output_);
    tally.errors = ok ? 0 : 1;
    // It compares names as they are spelt: with escapes somewhere it cannot judge.
    tally.number_lost = text.view().find('\\') != std::string_view::npos;
    return tally;
  }

 private:
  template <typename Value>
  static bool read(const PaddedText& text, Value& value) {
    value = {};
    return !glz::read<kOptions>(value, text.view());
  }
  template <typename Broken>
  static bool holds(const std::optional<std::string>& text, Broken broken) {
    return !text || broken(*text) == 0;
  }
  static bool holds_type(const std::optional<std::string>& type) {
    return !type || *type == "ON_DEMAND" || *type == "SCHEDULED";
  }
  static bool holds_time(const std::optional<std::string>& time) {
    return !time || read_date_time(*time).readable;
  }
  static bool holds(const GlazeDetail& detail) {
    if (detail.TaskInstances) {
      for (const std::string& id : *detail.TaskInstances) {
        if (broken_by_id(id) != 0) return false;
      }
    }
    return holds(detail.WorkflowArn, broken_by_arn) &&
           holds(detail.WorkflowVersion, broken_by_version) && holds(detail.RunId, broken_by_id) &&
           holds_type(detail.RunType) && holds_time(detail.StartedOn) &&
           holds_time(detail.CreatedAt) && holds_time(detail.CompletedOn) &&
           holds_time(detail.ModifiedAt) && holds(detail.ErrorMessage, broken_by_message) &&
           (!detail.RunState || run_state_of(*detail.RunState) != RunState::kUnknown);
  }
  static bool holds(const GlazeOutput& output) {
    return holds(output.WorkflowArn, broken_by_arn) &&
           holds(output.WorkflowVersion, broken_by_version) && holds(output.RunId, broken_by_id) &&
           holds_type(output.RunType) &&
           (!output.OverrideParameters || output.OverrideParameters->str.starts_with('{') ||
            output.OverrideParameters->str == "null") &&
           (!output.RunDetail || holds(*output.RunDetail));
  }
  static bool holds(const GlazeInput& input) {
    return input.WorkflowArn && input.RunId && holds(input.WorkflowArn, broken_by_arn) &&
           holds(input.RunId, broken_by_id);
  }

  GlazeOutput output_;
  GlazeInput input_;
};

}  // namespace

void add_glaze(std::vector<Contender>& contenders) {
  // Bytes are text to it, and it refuses some of what stands below unknown names.
  contenders.push_back(
      {"glaze into structures, checks by hand",
       false,
       {"awsJson1_0/body@duplicate-member", "awsJson1_0/body@utf8", "awsJson1_0/body@control",
        "awsJson1_0/error@under-200", "awsJson1_0/request@unknown-member",
        "awsJson1_0/response@unknown-member", "mwaa-serverless/Duration@spelling"},
       {Body::kOutput, Body::kInput},
       [] { return std::make_unique<Glaze>(); }});
}

}  // namespace assay::bench
