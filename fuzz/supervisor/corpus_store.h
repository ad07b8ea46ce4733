// Corpora as folders of files: moved, merged, counted, never half there.
#ifndef ASSAY_FUZZ_SUPERVISOR_CORPUS_STORE_H_
#define ASSAY_FUZZ_SUPERVISOR_CORPUS_STORE_H_

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace assay::fuzz {

// Regular files in a folder; 0 when there is none.
std::uint64_t count_files(const std::filesystem::path& folder);

// Gives every file of `from` a second name in `to`, unless there is one of that name: engines name
// inputs by their hash. Returns how many were new.
std::uint64_t publish(const std::filesystem::path& from, const std::filesystem::path& to);
// The same with copies: files that are not of this state are never shared with it.
std::uint64_t copy_inputs(const std::filesystem::path& from, const std::filesystem::path& to);

// Puts `fresh` in the place of `corpus`. Killed in between, recover_corpus() has the one or the
// other.
bool replace_corpus(const std::filesystem::path& fresh, const std::filesystem::path& corpus);

// Undoes what a kill left half done: the corpus is there, nothing else is.
void recover_corpus(const std::filesystem::path& corpus);

// Where a merge collects what it keeps.
std::filesystem::path merging_folder(const std::filesystem::path& corpus);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_CORPUS_STORE_H_
