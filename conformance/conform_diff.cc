#include "conformance/conform_diff.h"

#include <algorithm>
#include <array>
#include <optional>

#include "conformance/known_failing.h"

namespace assay {
namespace {

// "boto3@1.42.0" and "boto3 (tree)" are boto3.
std::string_view base_name(std::string_view name) {
  return name.substr(0, name.find_first_of("@ "));
}

void compare_text(std::string what, const std::string& before, const std::string& after,
                  std::vector<Difference>& out) {
  if (before != after) out.push_back({std::move(what), before, after});
}

std::string text_of(const NameAndText& names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &NameAndText::value_type::first);
  return found == names.end() ? std::string() : found->second;
}

void compare_names(const std::string& prefix, const NameAndText& before, const NameAndText& after,
                   std::vector<Difference>& out) {
  for (const auto& [name, text] : before) {
    compare_text(prefix + name, text, text_of(after, name), out);
  }
  for (const auto& [name, text] : after) {
    if (text_of(before, name).empty()) compare_text(prefix + name, {}, text, out);
  }
}

// What the machine is, and what assay was made of.
bool is_machine(std::string_view name) { return name == "system" || name == "machine"; }

void compare_heads(const ConformFile& before, const ConformFile& after, ConformDiff& diff) {
  compare_text("edition", to_string(before.edition), to_string(after.edition), diff.suite);
  compare_text("content", before.hash, after.hash, diff.suite);
  compare_names("model ", before.models, after.models, diff.suite);
  compare_text("cases", before.narrowed ? "some" : "all", after.narrowed ? "some" : "all",
               diff.suite);
  compare_text("assay", before.tool_version, after.tool_version, diff.tool);
  std::vector<Difference> environment;
  compare_names("", before.environment, after.environment, environment);
  for (Difference& item : environment) {
    (is_machine(item.what) ? diff.environment : diff.tool).push_back(std::move(item));
  }
}

void compare_subjects(const FileSubject& before, const FileSubject& after, ConformDiff& diff) {
  const std::string& name = after.name;
  compare_text(name + " runtime", before.runtime, after.runtime, diff.environment);
  compare_text(name, before.sdk + ' ' + before.version, after.sdk + ' ' + after.version, diff.sdks);
  compare_names(name + ' ', before.versions, after.versions, diff.sdks);
}

bool ran(const FileResult* result) {
  return result != nullptr && result->verdict != CaseVerdict::kSkipped;
}

std::optional<CaseChange> change_of(const FileResult* before, const FileResult* after,
                                    Edition old_edition) {
  if (!ran(before) && !ran(after)) return std::nullopt;
  if (!ran(before)) return CaseChange::kNew;
  if (!ran(after)) return CaseChange::kGone;
  if (before->verdict == after->verdict) return std::nullopt;
  if (after->changed > before->changed || after->changed > old_edition) return CaseChange::kEdited;
  if (!is_miss(after->verdict)) return CaseChange::kFixed;
  return is_miss(before->verdict) ? CaseChange::kDiffers : CaseChange::kBroken;
}

SubjectDiff compare_results(const FileSubject& before, const FileSubject& after,
                            Edition old_edition, Edition edition) {
  SubjectDiff diff{.before = &before, .after = &after, .entries = {}};
  const auto add = [&](const FileResult* old_result, const FileResult* new_result) {
    diff.compared += ran(old_result) && ran(new_result);
    const auto change = change_of(old_result, new_result, old_edition);
    if (!change) return;
    const DiffEntry entry{.change = *change, .before = old_result, .after = new_result};
    if (entry.either().since <= edition) diff.entries.push_back(entry);
  };
  for (const FileResult& result : after.results) add(before.find(result.id), &result);
  for (const FileResult& result : before.results) {
    if (!after.find(result.id)) add(&result, nullptr);
  }
  std::ranges::sort(diff.entries, [](const DiffEntry& a, const DiffEntry& b) {
    return a.change != b.change ? a.change < b.change : a.either().id < b.either().id;
  });
  return diff;
}

// The pairs of subjects that belong together, in the order of the second file.
using Pairs = std::vector<std::pair<const FileSubject*, const FileSubject*>>;
Pairs pair_subjects(const ConformFile& before, const ConformFile& after) {
  std::vector<const FileSubject*> partner(after.subjects.size(), nullptr);
  const auto is_free = [&](const FileSubject& subject) {
    return std::ranges::find(partner, &subject) == partner.end();
  };
  for (std::size_t i = 0; i < partner.size(); ++i) {
    const auto found =
        std::ranges::find(before.subjects, after.subjects[i].name, &FileSubject::name);
    if (found != before.subjects.end()) partner[i] = &*found;
  }
  for (std::size_t i = 0; i < partner.size(); ++i) {
    const std::string_view base = base_name(after.subjects[i].name);
    for (const FileSubject& subject : before.subjects) {
      if (partner[i] == nullptr && base_name(subject.name) == base && is_free(subject)) {
        partner[i] = &subject;
      }
    }
  }
  if (before.subjects.size() == 1 && partner.size() == 1) partner[0] = &before.subjects[0];
  Pairs pairs;
  for (std::size_t i = 0; i < partner.size(); ++i)
    pairs.emplace_back(partner[i], &after.subjects[i]);
  return pairs;
}

}  // namespace

std::string_view to_string(CaseChange change) noexcept {
  static constexpr std::array<std::string_view, kCaseChangeCount> kWords = {
      "fixed", "broken", "differs", "edited", "new", "gone"};
  return kWords[static_cast<std::size_t>(change)];
}

bool DiffEntry::is_worse() const noexcept {
  return change == CaseChange::kBroken && after->level != Level::kMay;
}

std::size_t SubjectDiff::count(CaseChange change) const noexcept {
  return static_cast<std::size_t>(std::ranges::count(entries, change, &DiffEntry::change));
}

std::size_t SubjectDiff::worse() const noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(entries, &DiffEntry::is_worse));
}

std::size_t ConformDiff::worse() const noexcept {
  std::size_t count = 0;
  for (const SubjectDiff& subject : subjects) count += subject.worse();
  return count;
}

bool ConformDiff::complete() const noexcept {
  return std::ranges::any_of(subjects,
                             [](const SubjectDiff& subject) { return subject.compared > 0; }) &&
         std::ranges::all_of(
             subjects, [](const SubjectDiff& subject) { return subject.after->failure.empty(); });
}

ConformDiff compare_runs(const ConformFile& before, const ConformFile& after) {
  ConformDiff diff;
  diff.before = &before;
  diff.after = &after;
  compare_heads(before, after, diff);
  const Pairs pairs = pair_subjects(before, after);
  for (const auto& [old_subject, new_subject] : pairs) {
    if (old_subject == nullptr) {
      diff.only_after.push_back(new_subject->name);
      continue;
    }
    compare_subjects(*old_subject, *new_subject, diff);
    diff.subjects.push_back(
        compare_results(*old_subject, *new_subject, before.edition, after.edition));
  }
  for (const FileSubject& subject : before.subjects) {
    const bool paired =
        std::ranges::any_of(pairs, [&](const auto& pair) { return pair.first == &subject; });
    if (!paired) diff.only_before.push_back(subject.name);
  }
  return diff;
}

}  // namespace assay
