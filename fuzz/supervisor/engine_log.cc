#include "fuzz/supervisor/engine_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <vector>

namespace assay::fuzz {
namespace {

constexpr std::size_t kFrames = 3;  // of a key: as many as the engine's own tokens have

// The number after `label`; 0 when there is none.
std::uint64_t number_after(std::string_view line, std::string_view label) {
  const std::size_t at = line.find(label);
  if (at == line.npos) return 0;
  std::uint64_t out = 0;
  std::from_chars(line.data() + at + label.size(), line.data() + line.size(), out);
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// "    #1 0x55 in assay::Checker::check(int) /src/checker.cc:212:3": the function without its
// arguments; empty for a frame without one.
std::string_view function_of(std::string_view frame) {
  const std::size_t in = frame.find(" in ");
  if (in == frame.npos) return {};
  std::string_view rest = frame.substr(in + 4);
  int depth = 0;  // blanks within template arguments do not end a name
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '<') ++depth;
    if (rest[i] == '>') --depth;
    if (depth <= 0 && (rest[i] == '(' || rest[i] == ' ')) {
      if (rest.substr(i).starts_with("(anonymous namespace)")) {
        i += 20;
        continue;
      }
      return rest.substr(0, i);
    }
  }
  return rest;
}

// "checker.cc:212" of a frame's "/src/checker.cc:212:3".
std::string place_of(std::string_view frame) {
  const std::size_t slash = frame.rfind('/');
  if (slash == frame.npos) return {};
  const std::string_view rest = frame.substr(slash + 1);
  const std::size_t colon = rest.find(':');
  if (colon == rest.npos) return {};
  return std::string(rest.substr(0, std::min(rest.find(':', colon + 1), rest.size())));
}

// Functions of the runtime, of the engine and of the libraries, which say nothing of the defect.
bool foreign(std::string_view function) {
  for (const std::string_view prefix : {"__interceptor",
                                        "__asan",
                                        "__ubsan",
                                        "__sanitizer",
                                        "__libc",
                                        "_start",
                                        "fuzzer::",
                                        "std::",
                                        "__gnu_cxx::",
                                        "operator new",
                                        "operator delete",
                                        "abort",
                                        "raise",
                                        "gsignal",
                                        "pthread_kill",
                                        "__pthread",
                                        "assay::fuzz::stop",
                                        "main",
                                        "memcpy",
                                        "memmove",
                                        "memcmp",
                                        "strlen",
                                        "assay::fuzz::stop"}) {
    if (function.starts_with(prefix)) return true;
  }
  return false;
}

void add_frames(const std::vector<std::string_view>& lines, CrashKey& key) {
  std::size_t count = 0;
  bool begun = false;
  for (std::string_view line : lines) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (!line.starts_with("#") || line.find(" 0x") == line.npos) {
      if (begun) return;  // the first stack only: the others are of allocations
      continue;
    }
    begun = true;
    const std::string_view function = function_of(line);
    if (function.empty() || foreign(function)) continue;
    if (count == 0) key.place = place_of(line);
    if (count++ > 0) key.frames += " > ";
    key.frames += function;
    if (count == kFrames) return;
  }
}

// What precedes the first blank or colon.
std::string word(std::string_view text) {
  text = text.substr(0, std::min(text.find_first_of(" :"), text.size()));
  return std::string(text);
}

}  // namespace

std::optional<EngineProgress> parse_progress(std::string_view line) {
  if (!line.starts_with('#')) return std::nullopt;
  EngineProgress out;
  const auto [end, error] =
      std::from_chars(line.data() + 1, line.data() + line.size(), out.executions);
  if (error != std::errc() || end == line.data() + line.size() || *end != '\t') {
    return std::nullopt;
  }
  out.edges = number_after(line, " cov: ");
  out.features = number_after(line, " ft: ");
  out.corpus = number_after(line, " corp: ");
  out.rate = number_after(line, " exec/s: ");
  out.initial = std::string_view(end, line.data() + line.size()).starts_with("\tINITED");
  return out;
}

void EngineLog::line(std::string_view text) {
  constexpr std::string_view kFinal = "stat::number_of_executed_units:";
  if (text.starts_with(kFinal)) {
    text.remove_prefix(kFinal.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    std::from_chars(text.data(), text.data() + text.size(), now_.executions);
    return;
  }
  const auto progress = parse_progress(text);
  if (!progress) return;
  const EngineProgress before = now_;
  now_ = *progress;
  // Lines about a crash have no figures of coverage.
  now_.edges = std::max(now_.edges, before.edges);
  now_.features = std::max(now_.features, before.features);
  if (progress->initial && !initial_) initial_ = now_;
}

void EngineLog::poll() {
  std::ifstream in(path_, std::ios::binary);
  if (!in) return;
  in.seekg(static_cast<std::streamoff>(offset_));
  std::string fresh(std::istreambuf_iterator<char>(in), {});
  offset_ += fresh.size();
  partial_ += fresh;
  std::size_t begin = 0;
  for (std::size_t end; (end = partial_.find('\n', begin)) != partial_.npos; begin = end + 1) {
    line(std::string_view(partial_).substr(begin, end - begin));
  }
  partial_.erase(0, begin);
}

std::string CrashKey::text() const {
  if (!rule.empty()) return fmt::format("{} {}", kind, rule);
  return frames.empty() ? kind : fmt::format("{} {}", kind, frames);
}

std::optional<CrashKey> crash_key(std::string_view output) {
  const std::vector<std::string_view> lines = lines_of(output);
  CrashKey key;
  for (const std::string_view line : lines) {
    const auto after = [line](std::string_view label) -> std::optional<std::string_view> {
      const std::size_t at = line.find(label);
      if (at == line.npos) return std::nullopt;
      return line.substr(at + label.size());
    };
    if (const auto rule = after("ORACLE:")) {
      key.kind = "oracle";
      key.rule = word(*rule);
      key.detail = line.substr(line.find("ORACLE:"));
      add_frames(lines, key);
      key.frames.clear();  // the rule is the key; frames of the oracle say nothing more
      return key;
    }
    if (const auto error = after("runtime error: ")) {
      key.kind = "undefined";
      key.detail = *error;
      const std::string_view location = line.substr(0, line.find(": runtime error"));
      add_frames(lines, key);
      if (key.frames.empty()) key.frames = place_of(location);
      if (key.place.empty()) key.place = place_of(location);
      return key;
    }
    if (const auto error = after("ERROR: AddressSanitizer: ")) {
      key.kind = word(*error);
      key.detail = *error;
    } else if (after("ERROR: libFuzzer: timeout")) {
      key.kind = "timeout";  // where it is interrupted differs every time
      key.detail = line.substr(line.find("libFuzzer: "));
      return key;
    } else if (after("ERROR: libFuzzer: out-of-memory")) {
      key.kind = "out-of-memory";
      key.detail = line.substr(line.find("libFuzzer: "));
      return key;
    } else if (const auto other = after("ERROR: libFuzzer: ")) {
      key.kind = "signal";
      key.detail = *other;
    } else if (const auto leak = after("ERROR: LeakSanitizer: ")) {
      key.kind = "leak";
      key.detail = *leak;
    } else {
      continue;
    }
    add_frames(lines, key);
    return key;
  }
  return std::nullopt;
}

std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace assay::fuzz
