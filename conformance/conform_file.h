// Result files of earlier runs (spec/schemas/conform-result.json), read again.
#ifndef ASSAY_CONFORMANCE_CONFORM_FILE_H_
#define ASSAY_CONFORMANCE_CONFORM_FILE_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/suite.h"
#include "conformance/verdict.h"

namespace assay {

using NameAndText = std::vector<std::pair<std::string, std::string>>;

// How a case ended in that run.
struct FileResult {
  std::string id;
  Level level = Level::kMay;
  Edition since = {};
  Edition changed = {};  // 0.0: never
  CaseVerdict verdict = CaseVerdict::kSkipped;
  std::string reason = {};
};

struct FileSubject {
  std::string name;     // of the row: "boto3 (tree)"
  std::string sdk;      // as the driver calls it: "boto3"
  std::string version;  // "1.44.5"
  std::string runtime = {};
  NameAndText versions = {};             // of its libraries
  std::string failure = {};              // why its run ended early; empty: it did not
  std::vector<FileResult> results = {};  // sorted by id

  const FileResult* find(std::string_view id) const noexcept;  // nullptr when absent
};

struct ConformFile {
  std::string name;  // of the file
  std::string tool_version;
  Edition edition;   // asked for
  std::string hash;  // of the suite's content
  bool narrowed = false;
  NameAndText models = {};       // service -> hash
  NameAndText environment = {};  // of the machine
  std::string started = {};
  std::vector<FileSubject> subjects;
};

// Errors: kJsonSyntax, kInputFormat with file, line and column: no result of assay conform, or of a
// newer format.
Expected<ConformFile> read_conform_file(const SourceFile& file);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_CONFORM_FILE_H_
