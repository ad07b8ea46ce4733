#include "conformance/conform_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "parsers/report_envelope.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

// Reads members; the first thing that is wrong is kept, what comes after it is read as empty.
class Reader {
 public:
  explicit Reader(const SourceFile& file) : file_(file) {}

  const std::optional<Error>& error() const noexcept { return error_; }

  void fail(std::string message, const JsonValue& at) {
    if (!error_) {
      error_ =
          error_at(ErrorCode::kInputFormat, std::move(message), file_.text, file_.name, at.begin);
    }
  }

  const JsonValue& member(const JsonValue& object, std::string_view name, JsonValue::Kind kind) {
    static const JsonValue kNone;
    const JsonValue* value = object.is_object() ? object.find(name) : nullptr;
    if (value && value->kind == kind) return *value;
    fail(fmt::format("no result of assay conform: \"{}\" is {}", name,
                     value ? "of another type" : "missing"),
         value ? *value : object);
    return kNone;
  }

  std::string text(const JsonValue& object, std::string_view name) {
    return member(object, name, JsonValue::Kind::kString).text;
  }

  Edition edition(const JsonValue& object, std::string_view name) {
    const JsonValue& value = member(object, name, JsonValue::Kind::kString);
    const auto edition = parse_edition(value.text);
    if (!edition) fail(fmt::format("\"{}\" is no edition of the suite", name), value);
    return edition.value_or(Edition{});
  }

  NameAndText names(const JsonValue& object, std::string_view name) {
    NameAndText out;
    for (const auto& [key, value] : member(object, name, JsonValue::Kind::kObject).members) {
      out.emplace_back(key, value.text);
    }
    return out;
  }

 private:
  const SourceFile& file_;
  std::optional<Error> error_;
};

void read_head(const JsonValue& root, Reader& reader, ConformFile& out) {
  const JsonValue& kind = reader.member(root, "kind", JsonValue::Kind::kString);
  if (kind.text != "conform") {
    reader.fail("no result of assay conform: write one with assay conform --out FILE", kind);
  }
  const JsonValue& format = reader.member(root, "format", JsonValue::Kind::kObject);
  const JsonValue& version = reader.member(format, "version", JsonValue::Kind::kNumber);
  if (version.integer() != kReportFormatVersion) {
    reader.fail(fmt::format("format version {} is not {}: use the assay that wrote it",
                            version.text, kReportFormatVersion),
                version);
  }
  out.tool_version = reader.text(reader.member(root, "tool", JsonValue::Kind::kObject), "version");
  out.environment = reader.names(root, "environment");
  out.started = reader.text(root, "started");
  for (const JsonValue& model : reader.member(root, "models", JsonValue::Kind::kArray).items) {
    out.models.emplace_back(reader.text(model, "service"), reader.text(model, "sha256"));
  }
  const JsonValue& suite = reader.member(root, "conformance", JsonValue::Kind::kObject);
  out.edition = reader.edition(suite, "edition");
  out.hash = reader.text(suite, "hash");
  out.narrowed = reader.member(suite, "narrowed", JsonValue::Kind::kBoolean).boolean;
}

// The rows of the summary and the subjects of the head stand in one order.
void read_subjects(const JsonValue& root, Reader& reader, ConformFile& out) {
  const JsonValue& heads = reader.member(root, "subjects", JsonValue::Kind::kArray);
  const JsonValue& summary = reader.member(root, "summary", JsonValue::Kind::kObject);
  const JsonValue& rows = reader.member(summary, "subjects", JsonValue::Kind::kArray);
  if (heads.items.size() != rows.items.size()) {
    reader.fail("\"subjects\" and the summary name different numbers of subjects", heads);
    return;
  }
  for (std::size_t i = 0; i < rows.items.size(); ++i) {
    const JsonValue& head = heads.items[i];
    FileSubject subject{.name = reader.text(rows.items[i], "subject"),
                        .sdk = reader.text(head, "name"),
                        .version = reader.text(head, "version")};
    subject.runtime = head.string_or("runtime", "");
    subject.failure = rows.items[i].string_or("failure", "");
    subject.versions = reader.names(head, "versions");
    out.subjects.push_back(std::move(subject));
  }
}

void read_result(const JsonValue& value, Reader& reader, ConformFile& out) {
  FileResult result{.id = reader.text(value, "case")};
  const auto level = parse_level(reader.text(value, "level"));
  const auto verdict = parse_case_verdict(reader.text(value, "verdict"));
  if (!level || !verdict)
    reader.fail("a level or a verdict that this version does not know", value);
  result.level = level.value_or(Level::kMay);
  result.verdict = verdict.value_or(CaseVerdict::kSkipped);
  result.since = reader.edition(value, "since");
  if (value.is_object() && value.find("changed")) result.changed = reader.edition(value, "changed");
  if (value.is_object()) result.reason = value.string_or("reason", "");
  const std::string subject = reader.text(value, "subject");
  const auto found = std::ranges::find(out.subjects, subject, &FileSubject::name);
  if (found == out.subjects.end()) {
    reader.fail("a result of a subject that the summary does not name", value);
    return;
  }
  found->results.push_back(std::move(result));
}

}  // namespace

const FileResult* FileSubject::find(std::string_view id) const noexcept {
  const auto found = std::ranges::lower_bound(results, id, {}, &FileResult::id);
  return found == results.end() || found->id != id ? nullptr : &*found;
}

Expected<ConformFile> read_conform_file(const SourceFile& file) {
  auto root = parse_json(file.text, file.name);
  if (!root) return std::unexpected(std::move(root.error()));
  Reader reader(file);
  ConformFile out{.name = file.name, .tool_version = {}, .edition = {}, .hash = {}, .subjects = {}};
  read_head(*root, reader, out);
  if (!reader.error()) read_subjects(*root, reader, out);
  if (!reader.error()) {
    for (const JsonValue& value : reader.member(*root, "results", JsonValue::Kind::kArray).items) {
      read_result(value, reader, out);
      if (reader.error()) break;
    }
  }
  if (reader.error()) return std::unexpected(*reader.error());
  for (FileSubject& subject : out.subjects) {
    std::ranges::sort(subject.results, {}, &FileResult::id);
    const auto twice = std::ranges::adjacent_find(subject.results, {}, &FileResult::id);
    if (twice != subject.results.end()) {
      return std::unexpected(
          Error{.code = ErrorCode::kInputFormat,
                .message = fmt::format("two results of {} for {}", subject.name, twice->id),
                .file = file.name});
    }
  }
  return out;
}

}  // namespace assay
