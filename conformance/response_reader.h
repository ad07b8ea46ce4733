// Reads what a mock sends: responses of a case, of a template or of a script.
#ifndef ASSAY_CONFORMANCE_RESPONSE_READER_H_
#define ASSAY_CONFORMANCE_RESPONSE_READER_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "conformance/json_members.h"
#include "conformance/suite.h"

namespace assay {

// What readers of one file share. The first error is kept; reading goes on, to no effect.
class ResponseReader {
 public:
  explicit ResponseReader(const SourceFile& file) : file_(file), source_{file.text, file.name} {}

 protected:
  void keep(std::optional<Error> error) {
    if (error && !error_) error_ = std::move(error);
  }
  void done(JsonMembers& members) { keep(members.finish()); }

  HeaderList read_headers(const JsonValue& list);

  // One of: status, headers and a body; raw bytes; a script of steps; as_service.
  WireResponse read_response(const JsonValue& value);

  const SourceFile& file_;
  JsonSource source_;
  HeaderList default_headers_;  // of responses that give none
  std::optional<Error> error_;

 private:
  std::string read_parts(const JsonValue& list, JsonMembers& owner);
  std::string read_base64(JsonMembers& members, std::string_view name, const JsonValue& at);

  // {"text"|"base64", "repeat", "write", "every_ms"}, {"wait_ms"} or {"end", "after_ms"}.
  WireStep read_step(const JsonValue& value, bool last);

  // A scripted response: what is sent, when, and how it ends.
  WireResponse read_script(const JsonValue& value);
};

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_RESPONSE_READER_H_
