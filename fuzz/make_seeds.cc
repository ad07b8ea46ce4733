// Writes the seeds of every fuzz target. Usage: make_seeds OUT_DIR, normally corpus/seeds.
// The same contract gives the same files.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "corpus/fuzz_seeds.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_seeds OUT_DIR\n");
    return 2;
  }
  std::size_t count = 0;
  for (const auto& [target, texts] : assay::fuzz_seeds(assay::Contract::embedded())) {
    const std::filesystem::path folder = std::filesystem::path(argv[1]) / target;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto& [name, text] : texts) {
      std::ofstream(folder / name, std::ios::binary) << text;
      ++count;
    }
  }
  std::printf("%zu seeds\n", count);
  return count == 0 ? 1 : 0;
}
