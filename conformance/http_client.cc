#include "conformance/http_client.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <charconv>

namespace assay {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

constexpr std::uint64_t kMostBody = 64u << 20;  // bytes
constexpr std::uint32_t kMostHead = 256u << 10;
constexpr int kMostInterim = 100;

Error failed(std::string_view what, const beast::error_code& error) {
  return {.code = ErrorCode::kUnreadable,
          .message = fmt::format("{}: {}", what, error.message()),
          .file = {}};
}

// Runs one asynchronous step to its end.
template <typename Start>
beast::error_code run_step(asio::io_context& context, Start start) {
  beast::error_code result = asio::error::operation_aborted;
  start([&result](const beast::error_code& error, auto&&...) { result = error; });
  context.restart();
  context.run();
  return result;
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::string Endpoint::host_header() const {
  return port == 80 ? host : fmt::format("{}:{}", host, port);
}

Expected<Endpoint> parse_endpoint(std::string_view url) {
  const Error bad{.code = ErrorCode::kInputFormat,
                  .message = "an endpoint is written as http://127.0.0.1:8000",
                  .file = {}};
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return std::unexpected(bad);
  url.remove_prefix(kScheme.size());
  if (url.ends_with('/')) url.remove_suffix(1);
  Endpoint endpoint;
  const std::size_t colon = url.rfind(':');
  endpoint.host = std::string(url.substr(0, colon));
  if (colon != std::string_view::npos) {
    const std::string_view port = url.substr(colon + 1);
    const auto [end, error] =
        std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
    if (error != std::errc() || end != port.data() + port.size()) return std::unexpected(bad);
  }
  if (endpoint.host.empty() || endpoint.host.find_first_of("/ ?#@") != std::string::npos) {
    return std::unexpected(bad);
  }
  return endpoint;
}

Expected<ClientResponse> post(const Endpoint& endpoint, std::string_view path,
                              std::span<const Header> headers, std::string_view body,
                              std::chrono::milliseconds limit) {
  asio::io_context context(1);
  beast::error_code error;
  const auto address = asio::ip::make_address(endpoint.host, error);
  if (error) return std::unexpected(failed("the host is no address", error));
  beast::tcp_stream stream(context);
  stream.expires_after(limit);
  error = run_step(context, [&](auto done) {
    stream.async_connect(asio::ip::tcp::endpoint(address, endpoint.port), done);
  });
  if (error) return std::unexpected(failed("cannot connect", error));

  http::request<http::string_body> request;
  request.method(http::verb::post);
  request.target(beast::string_view(path.data(), path.size()));
  request.version(11);
  for (const Header& header : headers) {
    request.insert(beast::string_view(header.name.data(), header.name.size()),
                   beast::string_view(header.value.data(), header.value.size()));
  }
  request.body() = body;
  request.prepare_payload();
  stream.expires_after(limit);
  error = run_step(context, [&](auto done) { http::async_write(stream, request, done); });
  if (error) return std::unexpected(failed("cannot send the request", error));

  beast::flat_buffer buffer;
  http::response<http::string_body> message;
  for (int interim = 0;; ++interim) {
    http::response_parser<http::string_body> parser;
    parser.body_limit(kMostBody);
    parser.header_limit(kMostHead);
    stream.expires_after(limit);
    error = run_step(context, [&](auto done) { http::async_read(stream, buffer, parser, done); });
    if (error) return std::unexpected(failed("cannot read the answer", error));
    message = parser.release();
    // RFC 9110, 15.2: interim responses come before the final one, also unasked. 101 ends HTTP.
    const unsigned status = message.result_int();
    if (status / 100 != 1 || status == 101) break;
    if (interim == kMostInterim) {
      return std::unexpected(failed("interim responses without end", {}));
    }
  }
  ClientResponse response{.status = static_cast<int>(message.result_int())};
  for (const auto& field : message) {
    response.headers.emplace_back(view(field.name_string()), view(field.value()));
  }
  response.body = std::move(message.body());
  return response;
}

}  // namespace assay
