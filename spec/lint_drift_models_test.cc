// That drift names every difference of two models, and no other, against a plain walk of both.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "spec/embedded_contract.h"
#include "spec/lint.h"
#include "spec/lint_drift.h"
#include "spec/model_reader.h"

namespace assay {
namespace {

// A rule and what it is about: a shape, or a member as "Shape/Member".
using Differences = std::set<std::pair<std::string, std::string>>;

// A plain walk of two models side by side that compares what is written in them, not languages.
class PlainComparison {
 public:
  PlainComparison(const Model& ours, const Model& theirs) : ours_(ours), theirs_(theirs) {
    operations();
  }

  const Differences& differences() const { return differences_; }

  // What a finding is about, told the way the walk tells it.
  std::string subject(const LintFinding& finding) const {
    const bool of_member = finding.id == "lint/drift.member" || finding.id == "lint/drift.required";
    const std::size_t slash = finding.shape.rfind('/');
    const auto at = shape_at_.find(
        of_member && slash != std::string::npos ? finding.shape.substr(0, slash) : finding.shape);
    if (at == shape_at_.end()) return finding.shape;
    return of_member ? at->second + finding.shape.substr(slash) : at->second;
  }

 private:
  void operations() {
    std::map<std::string, const ModelOperation*> our_operations, their_operations;
    for (const ModelOperation& each : ours_.operations) our_operations[each.name] = &each;
    for (const ModelOperation& each : theirs_.operations) their_operations[each.name] = &each;
    for (const auto& [name, operation] : their_operations) {
      if (!our_operations.contains(name)) differ("operation", name);
    }
    for (const auto& [name, operation] : our_operations) {
      const auto other = their_operations.find(name);
      if (other == their_operations.end()) {
        differ("operation", name);
        continue;
      }
      if (operation->input != kNoIndex && other->second->input != kNoIndex) {
        visit(name + " input", operation->input, nullptr, other->second->input, nullptr);
      }
      if (operation->output != kNoIndex && other->second->output != kNoIndex) {
        visit(name + " output", operation->output, nullptr, other->second->output, nullptr);
      }
      errors(*operation, *other->second);
    }
  }

  void differ(const std::string& rule, const std::string& what) {
    differences_.insert({"lint/drift." + rule, what});
  }

  void errors(const ModelOperation& our_operation, const ModelOperation& their_operation) {
    std::map<std::string, std::uint32_t> our_errors, their_errors;
    for (const auto each : our_operation.errors) our_errors[ours_.shapes[each].name] = each;
    for (const auto each : their_operation.errors) their_errors[theirs_.shapes[each].name] = each;
    for (const auto& [name, index] : our_errors) {
      const auto other = their_errors.find(name);
      if (other == their_errors.end()) {
        differ("error", our_operation.name);
        continue;
      }
      if (ours_.shapes[index].error->status != theirs_.shapes[other->second].error->status) {
        differ("status", name);
      }
      visit(name, index, nullptr, other->second, nullptr);
    }
    for (const auto& [name, index] : their_errors) {
      if (!our_errors.contains(name)) differ("error", our_operation.name);
    }
  }

  // The trait of the member, or else of its target.
  template <typename T>
  static std::optional<T> trait(const ModelShape& shape, const ModelMember* member,
                                std::optional<T> ModelTraits::* which) {
    return member != nullptr && member->traits.*which ? member->traits.*which : shape.traits.*which;
  }

  // botocore's form leaves the anchors out that Smithy's has.
  static std::string pattern(const ModelShape& shape, const ModelMember* member) {
    const auto found = trait(shape, member, &ModelTraits::pattern);
    std::string text = found ? found->text : "";
    if (text.starts_with('^')) text.erase(0, 1);
    if (text.ends_with('$')) text.pop_back();
    return text;
  }

  // A word for each type that JSON and a reader tell apart.
  static int type(ShapeKind kind) {
    if (kind == ShapeKind::kEnum) return static_cast<int>(ShapeKind::kString);
    if (kind == ShapeKind::kIntEnum) return static_cast<int>(ShapeKind::kInteger);
    if (kind == ShapeKind::kFloat) return static_cast<int>(ShapeKind::kDouble);
    return static_cast<int>(kind);
  }

  void visit(const std::string& at, std::uint32_t our_index, const ModelMember* our_member,
             std::uint32_t their_index, const ModelMember* their_member) {
    const ModelShape& here = ours_.shapes[our_index];
    const ModelShape& there = theirs_.shapes[their_index];
    shape_at_.emplace(at, here.name);
    if (type(here.kind) != type(there.kind)) return differ("type", here.name);
    const bool our_secret = here.traits.sensitive || (our_member && our_member->traits.sensitive);
    const bool their_secret =
        there.traits.sensitive || (their_member && their_member->traits.sensitive);
    if (our_secret != their_secret) differ("sensitive", here.name);
    const auto lengths = [](const std::optional<ModelLength>& length) {
      return length ? std::pair{length->min, length->max} : std::pair{0UL, UINT64_MAX};
    };
    if (lengths(trait(here, our_member, &ModelTraits::length)) !=
        lengths(trait(there, their_member, &ModelTraits::length))) {
      differ("length", here.name);
    }
    const auto ranges = [](const std::optional<ModelRange>& range) {
      return range ? std::pair{range->min, range->max} : std::pair<std::string, std::string>{};
    };
    if (ranges(trait(here, our_member, &ModelTraits::range)) !=
        ranges(trait(there, their_member, &ModelTraits::range))) {
      differ("range", here.name);
    }
    if (pattern(here, our_member) != pattern(there, their_member)) differ("pattern", here.name);
    const auto sorted = [](auto values) {
      std::sort(values.begin(), values.end());
      return values;
    };
    if (sorted(here.enum_values) != sorted(there.enum_values) ||
        sorted(here.int_enum_values) != sorted(there.int_enum_values)) {
      differ("enum", here.name);
    }
    if (here.kind == ShapeKind::kTimestamp &&
        trait(here, our_member, &ModelTraits::timestamp_format)
                .value_or(TimestampFormat::kEpochSeconds) !=
            trait(there, their_member, &ModelTraits::timestamp_format)
                .value_or(TimestampFormat::kEpochSeconds)) {
      differ("type", here.name);
    }
    if (here.traits.sparse != there.traits.sparse ||
        trait(here, our_member, &ModelTraits::unique_items).has_value() !=
            trait(there, their_member, &ModelTraits::unique_items).has_value()) {
      differ("type", here.name);
    }
    if (within_.insert({our_index, their_index}).second) {
      members(at, here, there);
      within_.erase({our_index, their_index});
    }
  }

  void members(const std::string& at, const ModelShape& here, const ModelShape& there) {
    const bool named = here.kind == ShapeKind::kStructure || here.kind == ShapeKind::kUnion;
    std::map<std::string, const ModelMember*> others;
    for (const ModelMember& each : there.members) others[each.name] = &each;
    for (const ModelMember& each : here.members) {
      const auto other = others.find(each.name);
      if (other == others.end()) {
        differ("member", here.name + "/" + each.name);
        continue;
      }
      if (each.traits.required.has_value() != other->second->traits.required.has_value()) {
        differ("required", here.name + "/" + each.name);
      }
      const std::string place = named ? each.name : each.name == "key" ? "{key}" : "*";
      visit(at + "/" + place, each.target, &each, other->second->target, other->second);
      others.erase(other);
    }
    for (const auto& [name, member] : others) differ("member", here.name + "/" + name);
  }

  const Model& ours_;
  const Model& theirs_;
  Differences differences_;
  std::map<std::string, std::string> shape_at_;  // by place, as findings name it
  std::set<std::pair<std::uint32_t, std::uint32_t>> within_;
};

// Every finding of drift is a difference that stands in the models, and the other way round.
// `statuses`: those of errors too, which the models alone do not tell where a page documents
// others.
void expect_every_difference(const Model& ours, const Model& theirs,
                             const std::vector<LintFinding>& findings, bool statuses,
                             const std::string& context) {
  const PlainComparison plain(ours, theirs);
  Differences found, expected = plain.differences();
  for (const LintFinding& finding : findings) {
    found.insert({std::string(finding.id), plain.subject(finding)});
  }
  if (!statuses) {
    for (Differences* each : {&found, &expected}) {
      std::erase_if(*each, [](const auto& item) { return item.first == "lint/drift.status"; });
    }
  }
  EXPECT_EQ(found, expected) << context;
}

// Counts of findings by rule.
std::map<std::string, std::size_t> counts(const std::vector<LintFinding>& findings) {
  std::map<std::string, std::size_t> out;
  for (const LintFinding& finding : findings) ++out[std::string(finding.id)];
  return out;
}

TEST(LintDriftModels, DriftOfTheEmbeddedModelIsEveryDifference) {
  const auto path = std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() /
                    "shared/models/mwaa-serverless-2024-07-26.service-2.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no shared data";
  const auto file = read_model_file(path.string());
  ASSERT_TRUE(file) << file.error().to_string();
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

  // All else is in the models as it is written: members, kinds, requirements and constraints.
  expect_every_difference(*ours, *theirs, findings, false, "embedded and botocore");
}

// A difference of each kind, planted in a copy of one operation of the embedded model: it is found,
// in both directions, and nothing else is.
TEST(LintDriftModels, EveryPlantedDifferenceIsFound) {
  const ContractSources sources = embedded_sources();
  auto model = read_model(sources.model.text, sources.model.name);
  ASSERT_TRUE(model);
  std::erase_if(model->operations,
                [](const ModelOperation& each) { return each.name != "GetWorkflowRun"; });
  ASSERT_EQ(model->operations.size(), 1U);
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
      expect_every_difference(turned ? planted : *model, turned ? *model : planted, findings, true,
                              std::to_string(number) + " " + rule);
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
