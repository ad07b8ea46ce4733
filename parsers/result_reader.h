// Reads back what a check has written: one JSON document, or a stream of events, or several streams
// one after the other.
#ifndef ASSAY_PARSERS_RESULT_READER_H_
#define ASSAY_PARSERS_RESULT_READER_H_

#include <assay/error.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "parsers/byte_source.h"
#include "spec/json_tree.h"

namespace assay {

// A part of a result. Lives until the next one is read.
struct ResultEvent {
  enum class Kind : std::uint8_t {
    kStart,    // the members of report_envelope.h
    kFinding,  // of the item that follows
    kItem,
    kSummary,
    kEnd,  // of the input
  };
  Kind kind = Kind::kEnd;
  const JsonValue* value = nullptr;
};

class ResultReader {
 public:
  // `name` in errors.
  ResultReader(ByteSource source, std::string name)
      : source_(std::move(source)), name_(std::move(name)) {}

  // Blank lines are passed over.
  // Errors: kJsonSyntax, kInputFormat (something else than a result), kUnreadable; with file, line
  // and column.
  Expected<ResultEvent> next();

  // Members of an object of the event that was read last as they stand in the text, on one line;
  // those in `but` are left out. Shapes: without the braces; empty when there is no member.
  std::string members(const JsonValue& object, std::initializer_list<std::string_view> but) const;

  // An error at a value of the event that was read last.
  Error error(std::string message, const JsonValue& at) const;
  Error error_at_start(std::string message) const;  // of the line, or of the document

  const std::string& name() const noexcept { return name_; }
  std::uint32_t line() const noexcept { return line_; }  // of the event; 1 in a document

 private:
  Expected<ResultEvent> next_of_document();
  Expected<ResultEvent> next_line();

  ByteSource source_;
  std::string name_;
  bool begun_ = false;
  bool document_ = false;
  std::string text_;  // the line, or the document
  JsonValue root_;
  std::uint32_t line_ = 1;
  // In a document.
  bool started_ = false, summed_ = false;
  std::size_t item_ = 0, finding_ = 0;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_RESULT_READER_H_
