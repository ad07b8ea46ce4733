// Where models lie: files, packed or not, and the botocore of a Python environment.
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "spec/model_reader.h"

extern char** environ;

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostUnpacked = std::size_t{256} << 20;
constexpr std::string_view kBotocore = "botocore:";

std::unexpected<Error> unreadable(std::string message, std::string_view file) {
  return std::unexpected(Error{
      .code = ErrorCode::kUnreadable, .message = std::move(message), .file = std::string(file)});
}

Expected<SourceFile> read_file(const std::string& path) {
  std::error_code status;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!fs::is_regular_file(path, status) || !file || !(text << file.rdbuf())) {
    return unreadable("cannot be read", path);
  }
  SourceFile result{.name = path, .text = std::move(text).str()};
  if (result.text.starts_with("\x1f\x8b")) {
    auto unpacked = unpack_gzip(result.text, path, kMostUnpacked);
    if (!unpacked) return std::unexpected(std::move(unpacked.error()));
    result.text = std::move(*unpacked);
  }
  return result;
}

// What a program writes to its standard output; empty when it fails.
std::string output_of(std::array<const char*, 4> arguments) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1 /* O_WRONLY */, 0);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr,
                                  const_cast<char* const*>(arguments.data()), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::string output;
  std::array<char, 4096> chunk{};
  while (failed == 0) {
    const ssize_t size = read(ends[0], chunk.data(), chunk.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    output.append(chunk.data(), static_cast<std::size_t>(size));
  }
  close(ends[0]);
  int status = 0;
  while (failed == 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return failed == 0 && status == 0 ? output : std::string();
}

Expected<std::string> find_in_botocore(std::string_view service, std::string_view where,
                                       const std::string& python) {
  const bool is_name = !service.empty() && std::all_of(service.begin(), service.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!is_name) {
    return unreadable("a service of botocore is named as in botocore:secretsmanager", where);
  }
  const std::string data =
      output_of({python.c_str(), "-c",
                 "import botocore, os, sys\n"
                 "sys.stdout.write(os.path.join(os.path.dirname(botocore.__file__), 'data'))",
                 nullptr});
  std::error_code status;
  if (data.empty() || !fs::is_directory(data, status)) {
    return unreadable(fmt::format("{} imports no botocore: install it there, or give the path of "
                                  "a model",
                                  python),
                      where);
  }
  const fs::path folder = fs::path(data) / service;
  if (!fs::is_directory(folder, status)) {
    return unreadable(fmt::format("no such service in {}", data), where);
  }
  // Versions are dates: the last in order is the newest.
  std::string newest, found;
  for (const auto& version : fs::directory_iterator(folder, status)) {
    for (const std::string_view name : {"service-2.json", "service-2.json.gz"}) {
      const fs::path file = version.path() / name;
      if (version.path().filename().string() < newest || !fs::is_regular_file(file, status)) {
        continue;
      }
      newest = version.path().filename().string();
      found = file.string();
    }
  }
  if (found.empty())
    return unreadable(fmt::format("no service-2.json in {}", folder.string()), where);
  return found;
}

}  // namespace

Expected<std::string> unpack_gzip(std::string_view packed, std::string_view file,
                                  std::size_t most) {
  z_stream stream{};
  constexpr int kGzip = 16;
  if (inflateInit2(&stream, MAX_WBITS + kGzip) != Z_OK) return unreadable("out of memory", file);
  std::string text;
  std::array<unsigned char, 65536> chunk{};
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<unsigned>(std::min<std::size_t>(packed.size(), UINT32_MAX));
  int status = Z_OK;
  while (status == Z_OK && text.size() <= most) {
    stream.next_out = chunk.data();
    stream.avail_out = static_cast<unsigned>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(reinterpret_cast<const char*>(chunk.data()), chunk.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (text.size() > most)
    return unreadable(fmt::format("unpacks to more than {} bytes", most), file);
  if (status == Z_BUF_ERROR) return unreadable("the gzip file is cut short", file);
  if (status != Z_STREAM_END) return unreadable("the gzip file is broken", file);
  return text;
}

Expected<SourceFile> read_model_file(std::string_view where, std::string_view python) {
  if (!where.starts_with(kBotocore)) return read_file(std::string(where));
  const auto path = find_in_botocore(where.substr(kBotocore.size()), where, std::string(python));
  if (!path) return std::unexpected(path.error());
  return read_file(*path);
}

Expected<Contract> Contract::load(std::string_view model) {
  ContractSources sources;
  auto file = read_model_file(model);
  if (!file) return std::unexpected(std::move(file.error()));
  sources.model = std::move(*file);
  return compile(sources);
}

}  // namespace assay
