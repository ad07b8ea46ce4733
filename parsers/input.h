// Inputs of a check: files of bodies, records, archives and messages, read one item at a time.
#ifndef ASSAY_PARSERS_INPUT_H_
#define ASSAY_PARSERS_INPUT_H_

#include <assay/contract.h>
#include <assay/diagnostic.h>
#include <assay/error.h>
#include <assay/finding.h>
#include <assay/message.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spec/json_tree.h"

namespace assay {

class ByteSource;

enum class InputKind : std::uint8_t {
  kAuto,    // by the extension of a file; standard input is looked at
  kJson,    // one body, whatever its bytes
  kNdjson,  // a line is one body, or one exchange record (exchange_record.h); the line says which
  kHar,     // HTTP Archive 1.2
  kHttp,    // HTTP/1.1 messages back to back
};

std::string_view to_string(InputKind kind) noexcept;                        // "ndjson"
std::optional<InputKind> parse_input_kind(std::string_view word) noexcept;  // also "jsonl"

struct InputOptions {
  InputKind kind = InputKind::kAuto;
  BodyKind body_kind = BodyKind::kOutput;  // of bare bodies
  // Of one body, as in Limits. A longer body is cut one byte past it, so that the checker says
  // limit/size and nothing larger is ever held.
  std::size_t max_body_bytes = 16u << 20;
  // Asked while waiting for bytes of standard input: true ends the input as if nothing followed.
  // An item that it cut short is still returned; whoever asked to stop drops it.
  bool (*stop_asked)() noexcept = nullptr;
  // The loaded contracts: an exchange that names none of them is one of another service. Empty:
  // every exchange is taken.
  std::vector<const Contract*> contracts;
};

// Something that the reader itself found, before any checker: http/message@syntax or a limit.
struct InputFinding {
  ConstraintIndex constraint = 0;  // a protocol rule
  std::string detail;              // "header line without a colon"; never holds a header's value
  TextPlace place;                 // in the file
};

// One thing to check. Views live until the next call of Input::next.
class InputItem {
 public:
  enum class Kind : std::uint8_t {
    kBody,      // `body`, of the kind that was asked for
    kExchange,  // `exchange`
    kNothing,   // only `findings`: nothing that could be checked was readable
  };

  Kind kind = Kind::kBody;
  std::uint64_t number = 0;  // of the line, entry or exchange, from 1
  TextPlace place;           // where it begins in the file
  std::string_view body;
  BodyKind body_kind = BodyKind::kOutput;
  Exchange exchange;
  std::string start_time;    // of the recording, RFC 3339; empty when unknown
  std::size_t contract = 0;  // index in InputOptions::contracts
  std::string
      other_service;  // not empty: of a service without a loaded contract; not to be checked
  std::vector<InputFinding> findings;

  // The line and column in the file of an offset in a part (as in Violation) where the file shows
  // the part as it is: bodies and header lines of .http, bare bodies. Otherwise `place`.
  // Cost: linear in the offset, or in the distance from the last call when that was before it.
  TextPlace locate(HttpPart part, std::uint16_t header, std::uint32_t offset) const;

  // Where the bytes of a part lie in the file. Filled by the readers.
  struct Segment {
    HttpPart part = HttpPart::kNone;
    std::uint16_t header = 0;
    std::uint32_t begin = 0;  // offset in the part
    std::string_view text;    // the bytes as they stand in the file
    TextPlace place;          // of the first of them
  };
  std::vector<Segment> segments;  // of one part: in order of begin

 private:
  mutable const Segment* last_segment_ = nullptr;
  mutable std::uint32_t last_offset_ = 0;
  mutable TextPlace last_place_;
};

// An open input. Bounded memory: one item at a time, whatever the size of the file.
class Input {
 public:
  // `path` as the user wrote it; "-" is standard input, read as a stream.
  // Errors: kUnreadable (missing, directory, no permission, loop of links, pipe or device),
  // kUsage (the kind cannot be told).
  static Expected<Input> open(std::string path, InputOptions options);

  // As open, over a text in memory. REQUIRES: options.kind is not kAuto.
  static Input of_text(std::string name, std::string_view text, InputOptions options);

  Input(Input&&) noexcept;
  Input& operator=(Input&&) noexcept;
  ~Input();

  // The next item; nullptr at the end. After an Error in one line of .ndjson the next call goes
  // on with the next line; after any other the input has ended.
  // Errors: kJsonSyntax, kInputFormat (an archive or a record that is none), kUnreadable.
  Expected<const InputItem*> next();

  const std::string& name() const noexcept;  // of the file; "<stdin>"
  InputKind kind() const noexcept;           // never kAuto
  std::uint64_t bytes_read() const noexcept;
  std::optional<std::uint64_t> bytes_total() const noexcept;  // unknown for streams
  std::uint64_t empty_lines() const noexcept;                 // skipped, .ndjson only

  // For readers of .ndjson by the chunk (line_run.h), in place of next().
  ByteSource& source() noexcept;

 private:
  struct State;
  explicit Input(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_INPUT_H_
