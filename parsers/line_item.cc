#include "parsers/line_item.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "parsers/service_match.h"

namespace assay {
namespace {

using std::string_view;

constexpr string_view kByteOrderMark = "\xef\xbb\xbf";

}  // namespace

std::size_t most_record_bytes(const InputOptions& options) noexcept {
  constexpr std::size_t kRoom = 1u << 20;  // beside the bodies
  return options.max_body_bytes * 4 + kRoom;
}

bool is_blank_line(string_view line) noexcept {
  return line.find_first_not_of(" \t\r") == string_view::npos;
}

Expected<const InputItem*> LineItems::read(const LineOfFile& line) {
  string_view text = line.text;
  item_ = InputItem();
  item_.number = line.number;
  item_.place.line = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(line.number, std::numeric_limits<std::uint32_t>::max()));
  if (line.cut) {
    text = text.substr(0, options_.max_body_bytes + 1);
  } else if (line.number == 1 && text.starts_with(kByteOrderMark) &&
             is_exchange_record(text.substr(kByteOrderMark.size()))) {
    // A byte order mark before the first line is the file's, unless the line is a bare body.
    text.remove_prefix(kByteOrderMark.size());
  }
  if (line.cut || !is_exchange_record(text)) {
    item_.kind = InputItem::Kind::kBody;
    item_.body = text;
    item_.body_kind = options_.body_kind;
    for (const HttpPart part : {HttpPart::kRequestBody, HttpPart::kResponseBody}) {
      item_.segments.push_back({part, 0, 0, text, item_.place});
    }
    return &item_;
  }
  Expected<ExchangeRecord> read = read_exchange_record(text, file_);
  if (!read) {
    Error error = read.error();
    error.line = item_.place.line;
    error.offset = line.end_offset;
    return std::unexpected(std::move(error));
  }
  record_ = std::move(*read);
  item_.kind = InputItem::Kind::kExchange;
  item_.start_time = record_.info.start;
  view_.assign(record_.request ? &*record_.request : nullptr,
               record_.response ? &*record_.response : nullptr);
  item_.exchange = view_.exchange();
  if (item_.exchange.request != nullptr) {
    ServiceMatch match = match_service(*item_.exchange.request, {}, false, options_.contracts);
    item_.contract = match.contract;
    item_.other_service = std::move(match.other_service);
  }
  return &item_;
}

}  // namespace assay
