#include "fuzz/check_exchange.h"

#include <algorithm>
#include <string>
#include <utility>

#include "fuzz/oracle.h"
#include "spec/contract_tables.h"

namespace assay::fuzz {
namespace {

[[gnu::noinline, noreturn]] void oracle_reader_ends(std::string_view detail) {
  stop("reader-ends", detail);
}
[[gnu::noinline, noreturn]] void oracle_reader_place(std::string_view detail) {
  stop("reader-place", detail);
}

// The shapes of both bodies, by the target that the request names.
OperationIndex operation_of(const Exchange& exchange) {
  if (exchange.request == nullptr) return 0;
  for (const Header& header : exchange.request->headers) {
    const std::size_t dot = header.value.rfind('.');
    if (dot == header.value.npos) continue;
    if (const auto found = contract().find_operation(header.value.substr(dot + 1))) return *found;
  }
  return 0;
}

void check_exchange(const Exchange& exchange) {
  Subject subject;
  subject.contract = &contract();
  subject.exchange = exchange;
  const bool error = exchange.response && exchange.response->status != 200;
  if (error) subject.response_kind = BodyKind::kError;
  const OperationTable& operation = contract().tables().operations[operation_of(exchange)];
  const auto body = [](const auto* message) {
    return message ? message->body : std::string_view();
  };
  expect_check(
      [&exchange](Checker& checker) {
        return run(
            [&](Findings& findings) { return checker.check_exchange(exchange, 0, findings); });
      },
      subject,
      {{operation.input, body(exchange.request)},
       {error ? kNoIndex : operation.output, body(exchange.response)}});
}

void expect_place(std::uint32_t line, std::uint32_t column, std::string_view text) {
  const auto lines = 1 + static_cast<std::size_t>(std::ranges::count(text, '\n'));
  if (line > lines) oracle_reader_place("a line beyond the text");
  if (column > text.size() + 1) oracle_reader_place("a column beyond the text");
}

}  // namespace

std::size_t check_exchanges(std::string_view name, std::string_view text, InputKind kind) {
  InputOptions options;
  options.kind = kind;
  options.max_body_bytes = 1u << 20;
  Input input = Input::of_text(std::string(name), text, std::move(options));
  std::size_t checked = 0;
  // Every item and every error takes at least a byte.
  for (std::size_t steps = 0;; ++steps) {
    if (steps > text.size() + 2) oracle_reader_ends("more items than bytes");
    const auto item = input.next();
    if (!item) {
      if (item.error().message.empty()) oracle_reader_place("an error without a message");
      expect_place(item.error().line, item.error().column, text);
      if (kind != InputKind::kNdjson) break;
      continue;
    }
    if (!*item) break;
    expect_place((*item)->place.line, (*item)->place.column, text);
    if ((*item)->kind != InputItem::Kind::kExchange) continue;
    check_exchange((*item)->exchange);
    ++checked;
  }
  return checked;
}

}  // namespace assay::fuzz
