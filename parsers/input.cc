#include "parsers/input.h"

#include <algorithm>
#include <utility>

#include "parsers/byte_source.h"
#include "parsers/har_reader.h"
#include "parsers/http_reader.h"
#include "parsers/input_kind.h"
#include "parsers/json_budget.h"
#include "parsers/line_item.h"
#include "parsers/line_reader.h"
#include "parsers/service_match.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

using std::string_view;

InputFinding finding(ProtocolRule rule, std::string detail, TextPlace place) {
  return {index_of(rule), std::move(detail), place};
}

// Where a piece of a message stands, as the findings name it.
InputItem::Segment segment_of(const HttpMessage& message, const HttpMessage::Piece& piece) {
  using Kind = HttpMessage::Piece::Kind;
  const bool request = message.is_request();
  InputItem::Segment segment;
  switch (piece.kind) {
    case Kind::kStartLine:
      segment.part = request ? HttpPart::kRequestLine : HttpPart::kStatusLine;
      break;
    case Kind::kHeaderValue:
      segment.part = request ? HttpPart::kRequestHeader : HttpPart::kResponseHeader;
      break;
    case Kind::kBody:
      segment.part = request ? HttpPart::kRequestBody : HttpPart::kResponseBody;
      break;
  }
  segment.header = piece.header;
  segment.begin = piece.begin;
  segment.text = message.text(piece);
  segment.place = piece.place;
  return segment;
}

}  // namespace

TextPlace InputItem::locate(HttpPart part, std::uint16_t header, std::uint32_t offset) const {
  // Something that is absent from the headers: the start line stands for the section.
  if (part == HttpPart::kRequestHeaders || part == HttpPart::kResponseHeaders) {
    part = part == HttpPart::kRequestHeaders ? HttpPart::kRequestLine : HttpPart::kStatusLine;
    offset = 0;
  }
  const bool in_header = part == HttpPart::kRequestHeader || part == HttpPart::kResponseHeader;
  const Segment* found = nullptr;
  for (const Segment& segment : segments) {
    if (segment.part == part && (!in_header || segment.header == header) &&
        segment.begin <= offset && offset - segment.begin <= segment.text.size()) {
      found = &segment;
      // The end of one piece may be the beginning of the next, where the byte really stands.
      if (offset - segment.begin < segment.text.size()) break;
    }
  }
  if (found == nullptr) return place;
  const std::uint32_t within = offset - found->begin;
  if (found != last_segment_ || within < last_offset_) {
    last_segment_ = found;
    last_offset_ = 0;
    last_place_ = found->place;
  }
  last_place_ = advance(last_place_, found->text.substr(last_offset_, within - last_offset_));
  last_offset_ = within;
  return last_place_;
}

struct Input::State {
  State(ByteSource from, InputKind input_kind, InputOptions input_options)
      : source(std::move(from)),
        kind(input_kind),
        options(std::move(input_options)),
        record_limit(most_record_bytes(options)),
        http(source, HttpLimits{.max_body_bytes = options.max_body_bytes}),
        har(source, HarLimits{.max_entry_bytes = record_limit}),
        lines(options, source.name()) {}

  Expected<const InputItem*> next_json();
  Expected<const InputItem*> next_line();
  Expected<const InputItem*> next_entry();
  Expected<const InputItem*> next_message();
  void begin_item(TextPlace place);
  const InputItem* give_body(string_view body);
  const InputItem* give_exchange(const Exchange& exchange, string_view host, bool mixed);
  Expected<const InputItem*> end_of_source() const;

  ByteSource source;
  InputKind kind;
  InputOptions options;
  std::size_t record_limit;
  HttpReader http;
  HarReader har;
  bool ended = false;
  std::uint64_t number = 0;
  std::uint64_t empty_lines = 0;
  InputItem item;
  std::string text;  // the body or the line
  LineItems lines;
  HarEntry entry;
  ExchangeView view;
  HttpMessage request, response;
};

void Input::State::begin_item(TextPlace place) {
  item = InputItem();
  item.number = ++number;
  item.place = place;
}

const InputItem* Input::State::give_body(string_view body) {
  item.kind = InputItem::Kind::kBody;
  item.body = body;
  item.body_kind = options.body_kind;
  for (const HttpPart part : {HttpPart::kRequestBody, HttpPart::kResponseBody}) {
    item.segments.push_back({part, 0, 0, body, item.place});
  }
  return &item;
}

const InputItem* Input::State::give_exchange(const Exchange& exchange, string_view host,
                                             bool mixed) {
  item.kind = InputItem::Kind::kExchange;
  item.exchange = exchange;
  if (exchange.request != nullptr) {
    ServiceMatch match = match_service(*exchange.request, host, mixed, options.contracts);
    item.contract = match.contract;
    item.other_service = std::move(match.other_service);
  }
  return &item;
}

Expected<const InputItem*> Input::State::end_of_source() const {
  if (source.error()) return std::unexpected(*source.error());
  return nullptr;
}

Expected<const InputItem*> Input::State::next_json() {
  ended = true;
  begin_item(source.place());
  while (text.size() <= options.max_body_bytes) {
    const string_view bytes = source.peek();
    if (bytes.empty()) break;
    const std::size_t room = options.max_body_bytes + 1 - text.size();
    text += bytes.substr(0, room);
    source.consume(std::min(bytes.size(), room));
  }
  if (source.error()) return std::unexpected(*source.error());
  return give_body(text);
}

Expected<const InputItem*> Input::State::next_line() {
  while (true) {
    const TextPlace place = source.place();
    const LineEnd end = read_line(source, record_limit, text, true);
    if (source.error() || (end == LineEnd::kEnd && text.empty())) {
      ended = true;
      return end_of_source();
    }
    if (end == LineEnd::kEnd && !text.empty() && text.back() == '\r') text.pop_back();
    if (end != LineEnd::kTooLong && is_blank_line(text)) {
      ++empty_lines;
      continue;
    }
    if (end == LineEnd::kTooLong) {
      text.resize(std::min(text.size(), options.max_body_bytes + 1));
      text.shrink_to_fit();
    }
    number = place.line;
    return lines.read({text, place.line, source.offset(), end == LineEnd::kTooLong});
  }
}

Expected<const InputItem*> Input::State::next_entry() {
  const Expected<bool> found = har.next(entry);
  if (!found || !*found) {
    ended = true;
    if (!found) return std::unexpected(found.error());
    return end_of_source();
  }
  begin_item(entry.place);
  if (entry.too_long) {
    item.kind = InputItem::Kind::kNothing;
    item.findings.push_back(finding(ProtocolRule::kLimitSize,
                                    "an entry of more than " + std::to_string(record_limit) +
                                        " bytes or " + std::to_string(kMostJsonValues) +
                                        " JSON values was passed over",
                                    entry.place));
    return &item;
  }
  item.start_time = entry.record.info.start;
  view.assign(entry.record.request ? &*entry.record.request : nullptr,
              entry.record.response ? &*entry.record.response : nullptr);
  return give_exchange(view.exchange(), entry.host, true);
}

Expected<const InputItem*> Input::State::next_message() {
  Exchange exchange;
  while (http.look() != HttpReader::Next::kEnd) {
    begin_item(source.place());
    const bool is_response = http.look() == HttpReader::Next::kResponse;
    HttpMessage& first = is_response ? response : request;
    if (!http.read(first)) {
      if (http.defect()) break;
      --number;  // nothing but interim responses
      continue;
    }
    if (is_response) {
      exchange.response = &response.response();
    } else {
      exchange.request = &request.request();
      const bool to_head = request.request().method == "HEAD";
      if (http.look() == HttpReader::Next::kResponse && http.read(response, to_head)) {
        exchange.response = &response.response();
      }
    }
    break;
  }
  if (source.error()) {
    ended = true;
    return std::unexpected(*source.error());
  }
  const bool any = exchange.request != nullptr || exchange.response != nullptr;
  if (!any && !http.defect()) {
    ended = true;
    return nullptr;
  }
  item.kind = InputItem::Kind::kNothing;
  if (http.defect()) {
    ended = true;
    item.findings.push_back(
        finding(http.defect()->rule, http.defect()->detail, http.defect()->place));
  }
  if (!any) return &item;
  for (const HttpMessage* message :
       {exchange.request ? &request : nullptr, exchange.response ? &response : nullptr}) {
    if (message == nullptr) continue;
    for (const HttpMessage::Piece& piece : message->pieces()) {
      item.segments.push_back(segment_of(*message, piece));
    }
  }
  return give_exchange(exchange, {}, false);
}

Input::Input(std::unique_ptr<State> state) : state_(std::move(state)) {}
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;
Input::~Input() = default;

Expected<Input> Input::open(std::string path, InputOptions options) {
  InputKind kind = options.kind;
  if (path == "-") {
    ByteSource source = ByteSource::standard_input();
    source.stop_when(options.stop_asked);
    if (kind == InputKind::kAuto) kind = sniff_kind(source);
    return Input(std::make_unique<State>(std::move(source), kind, std::move(options)));
  }
  Expected<ByteSource> source = ByteSource::open_file(path);
  if (!source) return std::unexpected(source.error());
  if (kind == InputKind::kAuto) {
    const Expected<InputKind> told = kind_of_path(path);
    if (!told) return std::unexpected(told.error());
    kind = *told;
  }
  return Input(std::make_unique<State>(std::move(*source), kind, std::move(options)));
}

Input Input::of_text(std::string name, string_view text, InputOptions options) {
  const InputKind kind = options.kind;
  return Input(std::make_unique<State>(ByteSource::of_text(std::move(name), text), kind,
                                       std::move(options)));
}

Expected<const InputItem*> Input::next() {
  State& state = *state_;
  if (state.ended) return nullptr;
  switch (state.kind) {
    case InputKind::kAuto:
    case InputKind::kJson:
      return state.next_json();
    case InputKind::kNdjson:
      return state.next_line();
    case InputKind::kHar:
      return state.next_entry();
    case InputKind::kHttp:
      return state.next_message();
  }
  return nullptr;
}

const std::string& Input::name() const noexcept { return state_->source.name(); }
InputKind Input::kind() const noexcept { return state_->kind; }
std::uint64_t Input::bytes_read() const noexcept { return state_->source.offset(); }
std::optional<std::uint64_t> Input::bytes_total() const noexcept { return state_->source.total(); }
std::uint64_t Input::empty_lines() const noexcept { return state_->empty_lines; }
ByteSource& Input::source() noexcept { return state_->source; }

}  // namespace assay
