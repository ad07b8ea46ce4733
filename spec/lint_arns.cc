// Patterns of ARNs against the partitions and regions that there are.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cassert>
#include <optional>
#include <string>
#include <vector>

#include "spec/automaton_algebra.h"
#include "spec/automaton_product.h"
#include "spec/aws_partitions.h"
#include "spec/lint_context.h"
#include "spec/lint_lengths.h"

namespace assay {
namespace {

Automaton compiled(const std::string& pattern) {
  auto automaton = compile_pattern(pattern);
  assert(automaton);
  return std::move(*automaton);
}

// What an ARN of one partition looks like: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.
struct PartitionArns {
  const AwsPartition* partition = nullptr;
  Automaton any;             // whatever follows the partition
  Automaton in_region;       // with one of its regions
  Automaton without_region;  // with an empty region
};

const std::vector<PartitionArns>& partition_arns() {
  static const std::vector<PartitionArns> kArns = [] {
    std::vector<PartitionArns> out;
    for (const AwsPartition& partition : aws_partitions()) {
      out.push_back({&partition, compiled(fmt::format("arn:{}:[\\s\\S]*", partition.name)),
                     compiled(fmt::format("arn:{}:[^:]*:(?:{}):[\\s\\S]*", partition.name,
                                          fmt::join(partition.regions, "|"))),
                     compiled(fmt::format("arn:{}:[^:]*::[\\s\\S]*", partition.name))});
    }
    return out;
  }();
  return kArns;
}

const Automaton& real_regions() {
  static const Automaton kArns = [] {
    std::vector<std::string> partitions;
    for (const AwsPartition& partition : aws_partitions()) {
      partitions.push_back(
          fmt::format("{}:[^:]*:(?:{})", partition.name, fmt::join(partition.regions, "|")));
    }
    return compiled(fmt::format("arn:(?:{}):[\\s\\S]*", fmt::join(partitions, "|")));
  }();
  return kArns;
}

bool meet(const Automaton& left, const Automaton& right) {
  const auto witness = intersection_witness(left, right);
  return witness && *witness;
}

// Whether every string is an ARN with a partition of its own. `arn:` alone would take in
// patterns that say nothing of partitions.
bool only_arns(const Automaton& language) {
  static const Automaton kArns = compiled("arn:[^:]*:[\\s\\S]*");
  if (is_empty(language)) return false;
  const auto other = difference_witness(language, kArns);
  return other && !*other;
}

class Arns {
 public:
  Arns(LintContext& context, const LintShape& shape, const Automaton& language)
      : context_(context), shape_(shape), language_(language) {}

  void check_partitions() {
    std::vector<std::string_view> unfit, missing;
    std::vector<LintWitness> witnesses;
    bool any_fits = false;
    for (const PartitionArns& arns : partition_arns()) {
      const std::string_view name = arns.partition->name;
      if (!meet(language_, arns.any)) {
        missing.push_back(name);
      } else if (meet(language_, arns.in_region) || meet(language_, arns.without_region)) {
        any_fits = true;
      } else {
        unfit.push_back(name);
        witnesses.push_back({fmt::format("region of {} that does not fit", name),
                             std::string(arns.partition->regions.front())});
      }
    }
    if (!unfit.empty()) {
      const auto accepted =
          intersection_witness(language_, compiled(fmt::format("arn:{}:[\\s\\S]*", unfit.front())));
      if (accepted && *accepted) witnesses.push_back({"what it accepts instead", **accepted});
      context_
          .add("lint/arn.region", shape_.name, offset(),
               fmt::format("the pattern names {} {}, but none of {} regions fits its region part",
                           unfit.size() == 1 ? "the partition" : "the partitions",
                           fmt::join(unfit, ", "), unfit.size() == 1 ? "its" : "their"))
          .witnesses = std::move(witnesses);
    }
    // A pattern for one partition means it; one that names several meant them all.
    const bool lists = partition_arns().size() - missing.size() > 1;
    if (any_fits && lists && !missing.empty()) {
      LintFinding& finding = context_.add(
          "lint/arn.partition-missing", shape_.name, offset(),
          fmt::format("the pattern names partitions, but not {}", fmt::join(missing, ", ")));
      for (const PartitionArns& arns : partition_arns()) {
        for (const std::string_view name : missing) {
          if (arns.partition->name != name) continue;
          finding.witnesses.push_back(
              {fmt::format("region of {}", name), std::string(arns.partition->regions.front())});
        }
      }
    }
  }

  void check_longest() {
    const auto& length = shape_.traits.length;
    if (!length || length->max == UINT64_MAX) return;
    const auto layers = LengthLayers::walk(language_, length->max);
    if (!layers || !layers->accepts(length->max)) return;  // unreachable anyhow
    const auto real = intersection(language_, real_regions());
    if (!real || is_empty(*real)) return;
    const auto real_layers = LengthLayers::walk(*real, length->max);
    if (!real_layers || real_layers->accepts(length->max)) return;
    const auto longest = real_layers->last();
    if (!longest) return;
    context_
        .add("lint/arn.max-region", shape_.name, length->offset,
             fmt::format("maximum length {} is reachable only with a region that does not exist: "
                         "with a real region the longest match has {}",
                         length->max, characters(*longest)))
        .witnesses.push_back({"longest with a real region", real_layers->example(*longest)});
  }

 private:
  std::uint64_t offset() const { return shape_.traits.pattern->offset; }

  LintContext& context_;
  const LintShape& shape_;
  const Automaton& language_;
};

}  // namespace

void lint_arns(LintContext& context) {
  for_each_pattern(context, [&](const LintShape& shape, const LintPattern& pattern) {
    if (!pattern.language || pattern.text.find("arn") == std::string_view::npos) return;
    // Without anchors, too, such a pattern means the whole string.
    const auto whole = compile_pattern(pattern.text);
    if (!whole || !only_arns(*whole)) return;
    Arns arns(context, shape, *whole);
    arns.check_partitions();
    arns.check_longest();
  });
}

}  // namespace assay
