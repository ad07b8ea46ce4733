// Exchange records: one recorded exchange in one line of JSON, see
// spec/schemas/exchange-record.json.
#ifndef ASSAY_PARSERS_EXCHANGE_RECORD_H_
#define ASSAY_PARSERS_EXCHANGE_RECORD_H_

#include <assay/error.h>
#include <assay/message.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay {

// A message that owns its bytes. Method and path are of requests, status of responses.
struct RecordedMessage {
  std::string method, path;
  int status = 0;
  std::string version;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  BodyEnd body_end = BodyEnd::kComplete;
  std::optional<std::uint64_t> declared_length;
};

// What a record says beside the two messages.
// Units: duration in microseconds, from the first byte of the request to the last of the response.
struct RecordInfo {
  std::string start;  // RFC 3339; empty when unknown
  std::optional<std::uint64_t> duration_us;
  std::string client, server;  // names of the connection's peers: "127.0.0.1:51234"
};

struct ExchangeRecord {
  RecordInfo info;
  std::optional<RecordedMessage> request;
  std::optional<RecordedMessage> response;
};

// Views over recorded messages. Not copied or moved once filled: the exchange points into it.
class ExchangeView {
 public:
  ExchangeView() = default;
  ExchangeView(const ExchangeView&) = delete;
  ExchangeView& operator=(const ExchangeView&) = delete;

  // Either may be null. The messages must outlive their use.
  void assign(const RecordedMessage* request, const RecordedMessage* response);
  const Exchange& exchange() const noexcept { return exchange_; }

 private:
  std::vector<Header> request_headers_, response_headers_;
  HttpRequest request_;
  HttpResponse response_;
  Exchange exchange_;
};

// The member that makes a line a record.
inline constexpr std::string_view kRecordMarker = "assayExchange";

// One line, without its line feed. Body bytes in base64; a byte of a header or path is written as
// the character with its number, so that every byte survives.
std::string write_exchange_record(const Exchange& exchange, const RecordInfo& info);

// Whether a line is meant as a record: its top-level object has a member `assayExchange` with a
// number. Says so of broken records too when that member comes first.
bool is_exchange_record(std::string_view line);

// Errors: kJsonSyntax, kInputFormat, with `file`; line and column count in `line`.
Expected<ExchangeRecord> read_exchange_record(std::string_view line, std::string_view file);

std::string encode_base64(std::string_view bytes);
// RFC 4648 section 4, strict: padding required, no line breaks. nullopt for anything else.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace assay

#endif  // ASSAY_PARSERS_EXCHANGE_RECORD_H_
