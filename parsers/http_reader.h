// HTTP/1.1 messages back to back, read from a source one at a time.
#ifndef ASSAY_PARSERS_HTTP_READER_H_
#define ASSAY_PARSERS_HTTP_READER_H_

#include <assay/message.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/byte_source.h"
#include "spec/protocol_rules.h"

namespace assay {

struct HttpLimits {
  std::size_t max_body_bytes = 16u << 20;  // a longer body is cut one byte past it
  std::size_t max_head_bytes = 1u << 20;   // start line and headers, and a chunked body's trailers
  std::size_t max_headers = 4096;
  std::size_t max_chunk_line_bytes = 16'384;
};

// A message that owns its bytes. Reused from message to message; not copied.
class HttpMessage {
 public:
  HttpMessage() = default;
  HttpMessage(const HttpMessage&) = delete;
  HttpMessage& operator=(const HttpMessage&) = delete;

  bool is_request() const noexcept { return is_request_; }
  const HttpRequest& request() const noexcept { return request_; }
  const HttpResponse& response() const noexcept { return response_; }
  TextPlace place() const noexcept { return start_place_; }

  // Where pieces of the message stand in the file, in order; texts are those of the message.
  struct Piece {
    enum class Kind : std::uint8_t {
      kStartLine,
      kHeaderValue,  // several when a value is folded over lines
      kBody,         // several when it came in chunks; at most kMaxBodyPieces
    };
    Kind kind = Kind::kStartLine;
    std::uint16_t header = 0;
    std::uint32_t begin = 0;  // offset in the start line, value or body
    std::uint32_t size = 0;
    TextPlace place;
  };
  static constexpr std::size_t kMaxBodyPieces = 65'536;
  const std::vector<Piece>& pieces() const noexcept { return pieces_; }
  std::string_view text(const Piece& piece) const noexcept;

 private:
  friend class HttpReader;
  struct HeaderRange {
    std::size_t name_begin = 0, name_size = 0, value_begin = 0, value_size = 0;
  };
  void clear();
  void finish();  // fills the views once the storage stands

  std::string start_line_;  // "METHOD PATH VERSION" or "VERSION STATUS"
  std::size_t method_size_ = 0, path_size_ = 0;
  std::string head_;  // names and values
  std::vector<HeaderRange> ranges_;
  std::vector<Header> headers_;
  std::string body_;
  bool is_request_ = false;
  int status_ = 0;
  std::size_t version_size_ = 0;
  BodyEnd body_end_ = BodyEnd::kComplete;
  std::optional<std::uint64_t> declared_length_;
  TextPlace start_place_;
  std::vector<Piece> pieces_;
  std::size_t body_pieces_ = 0;
  HttpRequest request_;
  HttpResponse response_;
};

// Why no message could be read.
struct HttpDefect {
  ProtocolRule rule = ProtocolRule::kMessageMalformed;  // or kLimitSize
  std::string detail;  // "header line without a colon"; holds nothing of the message
  TextPlace place;
};

// Source: RFC 9112. Tolerated: bare LF, empty lines before a message, obsolete line folding.
// Interim responses (1xx but 101) are skipped.
class HttpReader {
 public:
  HttpReader(ByteSource& source, HttpLimits limits) : source_(source), limits_(limits) {}

  enum class Next : std::uint8_t {
    kEnd,
    kRequest,  // or nothing that can be read
    kResponse,
  };
  // What begins next, without taking it (but for empty lines).
  Next look();

  // Reads the next message; true when there was one (there is none after the last interim
  // response). Nothing more can be read after a defect,
  // and after a message whose length is unclear. `to_head`: the response answers a HEAD request
  // and has no body.
  bool read(HttpMessage& message, bool to_head = false);

  const std::optional<HttpDefect>& defect() const noexcept { return defect_; }

 private:
  bool read_start_line(HttpMessage& message);
  bool parse_request_line(std::string_view line, HttpMessage& message);
  bool parse_status_line(std::string_view line, HttpMessage& message);
  bool read_headers(HttpMessage& message);
  bool add_header(std::string_view line, TextPlace place, HttpMessage& message);
  bool fold_header(std::string_view line, TextPlace place, HttpMessage& message);
  void read_body(HttpMessage& message, bool to_head);
  void read_chunks(HttpMessage& message);
  BodyEnd read_trailers();
  // Appends to the body what the limit leaves room for; returns whether all of it was there.
  bool take_body(HttpMessage& message, std::uint64_t size);
  void take_rest(HttpMessage& message);
  bool read_head_line(std::string& line);
  bool fail_start_line(TextPlace place);
  bool fail(std::string detail, TextPlace place,
            ProtocolRule rule = ProtocolRule::kMessageMalformed);

  ByteSource& source_;
  HttpLimits limits_;
  std::size_t head_left_ = 0;
  bool ended_ = false;
  bool no_length_ = false;  // the message before was a request that declares no body
  std::string line_;
  std::optional<HttpDefect> defect_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_HTTP_READER_H_
