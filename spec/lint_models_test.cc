// What the lint finds by itself in published models, where they lie beside the project; and that
// drift names every difference of two models, against a plain walk of both.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "spec/embedded_contract.h"
#include "spec/lint.h"
#include "spec/lint_drift.h"
#include "spec/lint_test_util.h"
#include "spec/model_reader.h"

namespace assay {
namespace {

using test::find_finding;

std::optional<SourceFile> public_model(const std::string& name) {
  const auto path =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models" / name;
  if (!std::filesystem::exists(path)) return std::nullopt;
  auto file = read_model_file(path.string());
  if (!file) {
    ADD_FAILURE() << file.error().to_string();
    return std::nullopt;
  }
  return std::move(*file);
}

std::vector<LintFinding> lint_of(const SourceFile& file) {
  const auto model = read_model(file.text, file.name);
  const auto contract = Contract::compile({file, {}, {}});
  if (!model || !contract) {
    ADD_FAILURE() << (model ? contract.error() : model.error()).to_string();
    return {};
  }
  return lint_model(*model, &*contract);
}

bool has(const std::vector<LintFinding>& findings, std::string_view id, std::string_view shape,
         std::string_view words) {
  return std::any_of(findings.begin(), findings.end(), [&](const LintFinding& finding) {
    return finding.id == id && finding.shape == shape &&
           finding.message.find(words) != std::string::npos;
  });
}

TEST(LintModels, NamesTheShapeThatNoStringSatisfies) {
  const auto file = public_model("apprunner-2020-05-15.json");
  if (!file) GTEST_SKIP() << "skipped: no shared data";
  const auto findings = lint_of(*file);
  const LintFinding* empty = find_finding(findings, "shape.empty");
  ASSERT_NE(empty, nullptr);
  EXPECT_EQ(empty->shape, "ServiceId");
  EXPECT_EQ(empty->witnesses.at(0).text.size(), 36U);
  // What follows from it: no Service, and no answer that must hold one.
  EXPECT_TRUE(has(findings, "lint/member.never", "Service.ServiceId", "nothing satisfies"));
  EXPECT_TRUE(has(findings, "lint/member.never", "CreateServiceResponse.Service", ""));
}

TEST(LintModels, FindsWhatIsWrongWithTheArnsOfMwaaServerless) {
  std::vector<SourceFile> files = {embedded_sources().model};
  if (auto file = public_model("mwaa-serverless-2024-07-26.service-2.json")) {
    files.push_back(std::move(*file));
  } else {
    std::cout << "skipped: no shared data\n";
  }
  for (const SourceFile& file : files) {
    const auto findings = lint_of(file);
    // The operation's own ARN, and no partition but the commercial ones fits its region part.
    EXPECT_TRUE(has(findings, "lint/arn.region", "WorkflowArn",
                    "aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, aws-us-gov"))
        << file.name;
    EXPECT_TRUE(has(findings, "lint/arn.partition-missing", "WorkflowArn", "aws-eusc"));
    EXPECT_TRUE(has(findings, "lint/length.min-unreachable", "WorkflowArn", "68 characters"));
    EXPECT_TRUE(has(findings, "lint/arn.max-region", "WorkflowArn", "333 characters"));
    EXPECT_TRUE(has(findings, "lint/pattern.repeat-once", "WorkflowArn", ""));
    EXPECT_TRUE(has(findings, "lint/pattern.ambiguous", "IdString", "[a-zA-Z0-9]+"));
    EXPECT_TRUE(has(findings, "lint/length.implied", "VersionId", "twice"));
  }
}

// Every place below a shape by its names on the wire, with what stands there.
struct Walk {
  const Model& model;
  std::map<std::string, std::pair<const ModelShape*, const ModelMember*>> places;
  std::set<std::uint32_t> within;

  void enter(const std::string& at, std::uint32_t shape, const ModelMember* member) {
    places.emplace(at, std::pair{&model.shapes[shape], member});
    if (!within.insert(shape).second) return;
    for (const ModelMember& each : model.shapes[shape].members) {
      enter(at + "/" + each.name, each.target, &each);
    }
    within.erase(shape);
  }
};

std::map<std::string, std::pair<const ModelShape*, const ModelMember*>> places(const Model& model,
                                                                               bool errors) {
  Walk walk{model, {}, {}};
  for (const ModelOperation& operation : model.operations) {
    if (errors) {
      for (const std::uint32_t error : operation.errors) {
        walk.enter(operation.name + "!" + model.shapes[error].name, error, nullptr);
      }
      continue;
    }
    if (operation.input != kNoIndex)
      walk.enter(operation.name + " input", operation.input, nullptr);
    if (operation.output != kNoIndex) {
      walk.enter(operation.name + " output", operation.output, nullptr);
    }
  }
  return walk.places;
}

// Counts of findings by rule.
std::map<std::string, std::size_t> counts(const std::vector<LintFinding>& findings) {
  std::map<std::string, std::size_t> out;
  for (const LintFinding& finding : findings) ++out[std::string(finding.id)];
  return out;
}

TEST(LintModels, DriftOfTheEmbeddedModelIsEveryDifference) {
  const auto file = public_model("mwaa-serverless-2024-07-26.service-2.json");
  if (!file) GTEST_SKIP() << "skipped: no shared data";
  const ContractSources sources = embedded_sources();
  const auto ours = read_model(sources.model.text, sources.model.name);
  const auto theirs = read_model(file->text, file->name);
  const auto their_contract = Contract::compile({*file, {}, {}});
  ASSERT_TRUE(ours && theirs && their_contract);
  const auto findings = lint_drift({*ours, &Contract::embedded()}, {*theirs, &*their_contract});
  const auto found = counts(findings);
  const auto count = [&](const char* id) {
    const auto at = found.find(id);
    return at == found.end() ? std::size_t{0} : at->second;
  };

  // Operations that one of the two has alone.
  std::set<std::string> our_names, their_names, both;
  for (const ModelOperation& each : ours->operations) our_names.insert(each.name);
  for (const ModelOperation& each : theirs->operations) their_names.insert(each.name);
  std::set_intersection(our_names.begin(), our_names.end(), their_names.begin(), their_names.end(),
                        std::inserter(both, both.end()));
  EXPECT_EQ(count("lint/drift.operation"), our_names.size() + their_names.size() - 2 * both.size());
  ASSERT_TRUE(both.contains("GetWorkflowRun"));

  // The statuses that the page documents and the models do not have; where the page's own status
  // is the model's, nothing differs.
  std::set<std::string> statuses;
  for (const LintFinding& finding : findings) {
    if (finding.id != "lint/drift.status") continue;
    statuses.insert(finding.shape);
    EXPECT_FALSE(finding.witnesses.empty()) << finding.shape;
  }
  std::map<std::string, std::set<int>> our_statuses, their_statuses;
  for (const ErrorTable& each : Contract::embedded().tables().errors) {
    auto& out = our_statuses[std::string(each.name)];
    out.insert(each.model_status);
    if (each.documented_status != 0) out.insert(each.documented_status);
  }
  for (const ErrorTable& each : their_contract->tables().errors) {
    their_statuses[std::string(each.name)].insert(each.model_status);
  }
  std::set<std::string> wanted;
  for (const auto& [name, values] : our_statuses) {
    const auto other = their_statuses.find(name);
    if (other != their_statuses.end() && other->second != values) wanted.insert(name);
  }
  EXPECT_EQ(statuses, wanted);

  // Members, kinds and requirements, by a walk of the names alone.
  for (const bool errors : {false, true}) {
    const auto our_places = places(*ours, errors), their_places = places(*theirs, errors);
    for (const auto& [at, here] : our_places) {
      const std::string operation = at.substr(0, at.find_first_of(" !"));
      if (!both.contains(operation)) continue;
      const auto other = their_places.find(at);
      if (other == their_places.end()) {
        EXPECT_GT(count("lint/drift.member") + count("lint/drift.error"), 0U) << at;
        continue;
      }
      const auto& [shape, member] = other->second;
      const bool required = here.second != nullptr && here.second->traits.required.has_value();
      const bool their_required = member != nullptr && member->traits.required.has_value();
      if (required != their_required) {
        EXPECT_GT(count("lint/drift.required"), 0U) << at;
      }
      if (here.first->kind == shape->kind && here.first->enum_values != shape->enum_values) {
        EXPECT_GT(count("lint/drift.enum"), 0U) << at;
      }
    }
  }
  // As things stand the two allow the same bodies.
  for (const char* id : {"lint/drift.member", "lint/drift.error", "lint/drift.required",
                         "lint/drift.type", "lint/drift.enum", "lint/drift.pattern",
                         "lint/drift.length", "lint/drift.range", "lint/drift.sensitive"}) {
    EXPECT_EQ(count(id), 0U) << id;
  }
}

// A difference of each kind, planted in a copy of the embedded model: it is found, in both
// directions, and nothing else is.
TEST(LintModels, EveryPlantedDifferenceIsFound) {
  const ContractSources sources = embedded_sources();
  const auto model = read_model(sources.model.text, sources.model.name);
  ASSERT_TRUE(model);
  const auto shape = [](Model& in, std::string_view name) -> ModelShape& {
    return *std::find_if(in.shapes.begin(), in.shapes.end(),
                         [&](const ModelShape& each) { return each.name == name; });
  };
  const auto member = [&](Model& in, std::string_view holder, std::string_view name) {
    auto& members = shape(in, holder).members;
    return std::find_if(members.begin(), members.end(),
                        [&](const ModelMember& each) { return each.name == name; });
  };
  const auto with_duration = [&](Model& in, auto&& change) {
    const auto at = member(in, "WorkflowRunDetail", "Duration");
    change(at->traits);
  };
  using Plant = std::function<void(Model&)>;
  const struct {
    const char* rule;
    Plant plant;
  } cases[] = {
      {"operation", [&](Model& in) { in.operations.erase(in.operations.begin()); }},
      {"error", [&](Model& in) { in.operations[0].errors.pop_back(); }},
      {"status", [&](Model& in) { shape(in, "ThrottlingException").error->status = 418; }},
      {"member",
       [&](Model& in) {
         shape(in, "WorkflowRunDetail").members.erase(member(in, "WorkflowRunDetail", "Duration"));
       }},
      {"required",
       [&](Model& in) { member(in, "WorkflowRunDetail", "Duration")->traits.required = 1; }},
      {"required",
       [&](Model& in) { member(in, "ThrottlingException", "QuotaCode")->traits.required.reset(); }},
      {"type",
       [&](Model& in) {
         member(in, "WorkflowRunDetail", "Duration")->target =
             member(in, "WorkflowRunDetail", "RunType")->target;
       }},
      {"range",
       [&](Model& in) {
         with_duration(in, [](ModelTraits& traits) { traits.range = ModelRange{"0", "", 1}; });
       }},
      {"pattern",
       [&](Model& in) { shape(in, "IdString").traits.pattern->text = "^[a-z0-9.A-Z_-]+$"; }},
      {"pattern", [&](Model& in) { shape(in, "IdString").traits.pattern->text = "^[a-z]+$"; }},
      {"pattern", [&](Model& in) { shape(in, "IdString").traits.pattern.reset(); }},
      {"length", [&](Model& in) { shape(in, "IdString").traits.length->max = 256; }},
      {"length", [&](Model& in) { shape(in, "IdString").traits.length->max = 254; }},
      {"length", [&](Model& in) { shape(in, "IdString").traits.length->min = 2; }},
      {"length",
       [&](Model& in) { shape(in, "TaskInstanceIds").traits.length = ModelLength{0, 9, 1}; }},
      {"enum", [&](Model& in) { shape(in, "RunType").enum_values.push_back("NOW"); }},
      {"enum", [&](Model& in) { shape(in, "RunType").enum_values.pop_back(); }},
      {"type",
       [&](Model& in) {
         shape(in, "TimestampValue").traits.timestamp_format = TimestampFormat::kEpochSeconds;
       }},
      {"sensitive", [&](Model& in) { shape(in, "ObjectMap").traits.sensitive = false; }},
      {"type", [&](Model& in) { shape(in, "TaskInstanceIds").traits.sparse = true; }},
      {"type", [&](Model& in) { shape(in, "TaskInstanceIds").traits.unique_items = 1; }},
  };
  EXPECT_TRUE(lint_drift({*model}, {*model}).empty());
  int number = 0;
  for (const auto& each : cases) {
    Model planted = *model;
    each.plant(planted);
    const std::string rule = std::string("lint/drift.") + each.rule;
    std::map<std::string, std::string> witnesses[2];
    for (const bool turned : {false, true}) {
      const auto findings =
          turned ? lint_drift({planted}, {*model}) : lint_drift({*model}, {planted});
      EXPECT_FALSE(findings.empty()) << number << " " << rule;
      for (const LintFinding& finding : findings) {
        EXPECT_EQ(finding.id, rule) << number << " " << finding.message;
        for (const LintWitness& witness : finding.witnesses) {
          witnesses[turned][(witness.label.starts_with("this") != turned ? "first " : "second ") +
                            finding.shape] = witness.text;
        }
      }
    }
    // Seen from the other side, the same strings show it.
    EXPECT_EQ(witnesses[0], witnesses[1]) << number << " " << rule;
    ++number;
  }
}

}  // namespace
}  // namespace assay
