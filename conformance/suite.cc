#include "conformance/suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <unordered_set>

#include "conformance/json_members.h"
#include "conformance/suite_reader.h"
#include "conformance/text_codec.h"
#include "corpus/sha256.h"
#include "embedded_suite_files.h"

namespace assay {
namespace {

// In the order of reports.
constexpr std::string_view kFiles[] = {
    "values.json",    "timestamps.json",  "bodies.json",         "errors.json",
    "retries.json",   "requests.json",    "wire-chunked.json",   "wire-length.json",
    "wire-head.json", "wire-status.json", "wire-body.json",      "wire-cut.json",
    "wire-time.json", "wire-reuse.json",  "retry-profiles.json", "service.json"};

// {"editions": [{"edition": "1.0", "cases": ["id", ...]}]}; an edition adds to those before it.
Expected<std::optional<Error>> read_editions(const SourceFile& file, Suite& suite) {
  const auto root = parse_json(file.text, file.name);
  if (!root) return std::unexpected(root.error());
  const JsonSource source{file.text, file.name};
  JsonMembers members(*root, source, "editions");
  if (const JsonValue* list = members.array("editions")) {
    for (const JsonValue& value : list->items) {
      JsonMembers inner(value, source, "edition");
      const auto edition = parse_edition(inner.text("edition"));
      if (!edition || *edition <= suite.edition) {
        inner.fail("editions rise, and are written as 1.0", value);
      }
      suite.edition = edition.value_or(Edition{});
      for (std::string& id : inner.texts_or_none("cases")) {
        suite.canonical.push_back(std::move(id));
      }
      if (auto error = inner.finish()) return error;
    }
  }
  return members.finish();
}

}  // namespace

std::optional<Edition> parse_edition(std::string_view text) noexcept {
  Edition edition;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, edition.major);
  if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, edition.minor);
  if (minor.ec != std::errc() || minor.ptr != end || edition.major < 0 || edition.minor < 0) {
    return std::nullopt;
  }
  return edition;
}

std::string to_string(Edition edition) {
  return fmt::format("{}.{}", edition.major, edition.minor);
}

const Case* Suite::find(std::string_view id) const noexcept {
  for (const Case& item : cases) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

std::vector<std::string> Suite::missing() const {
  std::vector<std::string> result;
  for (const std::string& id : canonical) {
    if (!find(id)) result.push_back(id);
  }
  return result;
}

Expected<Suite> load_suite(std::span<const SourceFile> files, const SourceFile& editions) {
  Suite suite;
  const auto problem = read_editions(editions, suite);
  if (!problem) return std::unexpected(problem.error());
  if (*problem) return std::unexpected(**problem);
  std::unordered_set<std::string> ids, retired;
  std::string all;
  for (const SourceFile& file : files) {
    auto part = read_suite_file(file);
    if (!part) return std::unexpected(part.error());
    all += sha256_hex(file.text);
    if (!suite.canary.empty() && suite.canary != part->canary) {
      return std::unexpected(error_at(ErrorCode::kInputFormat, "every file has the same canary",
                                      file.text, file.name, 0));
    }
    suite.canary = part->canary;
    for (Case& item : part->cases) {
      if (!ids.insert(item.id).second) {
        return std::unexpected(Error{.code = ErrorCode::kInputFormat,
                                     .message = fmt::format("id {} is used twice", item.id),
                                     .file = file.name,
                                     .line = item.line,
                                     .column = 1});
      }
      if (item.retired && *item.retired <= suite.edition) {
        retired.insert(item.id);
      } else {
        suite.cases.push_back(std::move(item));
      }
    }
  }
  std::erase_if(suite.canonical, [&](const std::string& id) { return retired.contains(id); });
  suite.content_hash = sha256_hex(all + sha256_hex(editions.text));
  return suite;
}

const Suite& embedded_suite() {
  static const Suite suite = [] {
    std::vector<SourceFile> files;
    for (const std::string_view name : kFiles) {
      files.push_back({std::string(name), std::string(embedded::suite_files(name))});
    }
    const SourceFile editions{"editions.json", std::string(embedded::suite_files("editions.json"))};
    auto loaded = load_suite(files, editions);
    if (!loaded) {
      // The suites are part of the program: this is a broken build, and a test says so first.
      std::fputs((loaded.error().to_string() + "\n").c_str(), stderr);
      std::abort();
    }
    return *std::move(loaded);
  }();
  return suite;
}

}  // namespace assay
