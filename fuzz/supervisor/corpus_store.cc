#include "fuzz/supervisor/corpus_store.h"

#include <system_error>

namespace assay::fuzz {

namespace fs = std::filesystem;

namespace {

fs::path previous_folder(const fs::path& corpus) { return corpus.string() + ".previous"; }

std::uint64_t take(const fs::path& from, const fs::path& to, bool link) {
  std::uint64_t fresh = 0;
  std::error_code status;
  for (fs::directory_iterator at(from, status), end; !status && at != end; at.increment(status)) {
    if (!at->is_regular_file()) continue;
    const fs::path name = to / at->path().filename();
    std::error_code failed;
    if (fs::exists(name, failed)) continue;
    // A link needs no time in which half a file is there; folders on two file systems need a copy.
    if (link) fs::create_hard_link(at->path(), name, failed);
    if (!link || failed) {
      // A name that a kill leaves behind is that of an input too: at worst one more.
      const fs::path partial = name.string() + ".partial";
      fs::copy_file(at->path(), partial, fs::copy_options::overwrite_existing, failed);
      if (!failed) fs::rename(partial, name, failed);
    }
    if (!failed) ++fresh;
  }
  return fresh;
}

}  // namespace

fs::path merging_folder(const fs::path& corpus) { return corpus.string() + ".merging"; }

std::uint64_t count_files(const fs::path& folder) {
  std::uint64_t count = 0;
  std::error_code status;
  for (fs::directory_iterator at(folder, status), end; !status && at != end; at.increment(status)) {
    count += at->is_regular_file() ? 1 : 0;
  }
  return count;
}

std::uint64_t publish(const fs::path& from, const fs::path& to) { return take(from, to, true); }

std::uint64_t copy_inputs(const fs::path& from, const fs::path& to) {
  return take(from, to, false);
}

bool replace_corpus(const fs::path& fresh, const fs::path& corpus) {
  std::error_code status;
  const fs::path previous = previous_folder(corpus);
  fs::remove_all(previous, status);
  fs::rename(corpus, previous, status);
  if (status) return false;
  fs::rename(fresh, corpus, status);
  if (status) {
    fs::rename(previous, corpus, status);
    return false;
  }
  fs::remove_all(previous, status);
  return true;
}

void recover_corpus(const fs::path& corpus) {
  std::error_code status;
  const fs::path previous = previous_folder(corpus);
  if (!fs::exists(corpus) && fs::exists(previous)) fs::rename(previous, corpus, status);
  fs::remove_all(previous, status);
  fs::remove_all(merging_folder(corpus), status);
  fs::create_directories(corpus, status);
}

}  // namespace assay::fuzz
