#include "corpus/exchange_generator.h"

#include <fmt/format.h>

#include <utility>

namespace assay {
namespace {

// "awsJson1_0" -> "application/x-amz-json-1.0"
std::string content_type(const ContractTables& tables) {
  return tables.protocol == "awsJson1_1" ? "application/x-amz-json-1.1"
                                         : "application/x-amz-json-1.0";
}

std::string hex_digits(std::size_t count, Randomness& random) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += kDigits[random.below(16)];
  return out;
}

std::string authorization(const ContractTables& tables, Randomness& random) {
  return fmt::format(
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/{}/aws4_request, "
      "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature={}",
      tables.signing_name, hex_digits(64, random));
}

GeneratedMessage response_head(const ContractTables& tables, int status, Randomness& random) {
  GeneratedMessage response;
  response.status = status;
  // One draw a statement: compilers order the arguments of a call as they like.
  std::string id = hex_digits(8, random);
  for (const std::size_t count : {4, 4, 4, 12}) id += "-" + hex_digits(count, random);
  response.headers = {{"Content-Type", content_type(tables)}, {"x-amzn-RequestId", std::move(id)}};
  return response;
}

void fill_headers(const GeneratedMessage& message, std::vector<Header>& headers) {
  for (const auto& [name, value] : message.headers) headers.push_back({name, value});
}

void append_headers(const GeneratedMessage& message, std::string& out) {
  for (const auto& [name, value] : message.headers) {
    out += fmt::format("{}: {}\r\n", name, value);
  }
  out += fmt::format("Content-Length: {}\r\n\r\n", message.body.size());
  out += message.body;
}

}  // namespace

std::string* GeneratedMessage::header(std::string_view name) noexcept {
  for (auto& [header_name, value] : headers) {
    if (header_name == name) return &value;
  }
  return nullptr;
}

int due_status(const ErrorTable& error) noexcept {
  return error.documented_status != 0 ? error.documented_status : error.model_status;
}

GeneratedMessage generate_error(MessageGenerator& generator, std::uint32_t error,
                                const Presentation& presentation, Randomness& random) {
  const ErrorTable& table = generator.tables().errors[error];
  GeneratedMessage response = response_head(generator.tables(), due_status(table), random);
  // The type stands in the body, in the header, or in both.
  const std::uint64_t naming = random.below(3);
  response.tree = generator.error(error, random, naming != 1);
  const bool in_body = response.tree.find("__type") || response.tree.find("code");
  if (naming != 0 || !in_body) {
    response.headers.emplace_back("X-Amzn-Errortype", generator.error_type(error, random));
  }
  response.body = write_message(response.tree, presentation);
  return response;
}

GeneratedExchange generate_exchange(MessageGenerator& generator, OperationIndex operation,
                                    std::optional<std::uint32_t> error,
                                    const Presentation& presentation, Randomness& random) {
  const ContractTables& tables = generator.tables();
  GeneratedExchange out;
  out.operation = operation;
  out.error = error;
  out.request.method = "POST";
  out.request.path = "/";
  out.request.headers = {{"Host", "127.0.0.1"},
                         {"Content-Type", content_type(tables)},
                         {"X-Amz-Target", std::string(tables.operations[operation].target)},
                         {"X-Amz-Date", "20261122T093700Z"},
                         {"Authorization", authorization(tables, random)}};
  out.request.tree = generator.input(operation, random);
  out.request.body = write_message(out.request.tree, presentation);
  if (error) {
    out.response = generate_error(generator, *error, presentation, random);
    return out;
  }
  out.response = response_head(tables, 200, random);
  out.response.tree = generator.output(operation, random, &out.request.tree);
  out.response.body = write_message(out.response.tree, presentation);
  return out;
}

GeneratedView::GeneratedView(const GeneratedExchange& exchange) {
  fill_headers(exchange.request, request_headers_);
  request_.method = exchange.request.method;
  request_.path = exchange.request.path;
  request_.version = "HTTP/1.1";
  request_.headers = request_headers_;
  request_.body = exchange.request.body;
  request_.declared_length = exchange.request.body.size();
  exchange_.request = &request_;
  fill_response(exchange.response);
}

GeneratedView::GeneratedView(const GeneratedMessage& response) { fill_response(response); }

void GeneratedView::fill_response(const GeneratedMessage& response) {
  fill_headers(response, response_headers_);
  response_.status = response.status;
  response_.version = "HTTP/1.1";
  response_.headers = response_headers_;
  response_.body = response.body;
  response_.declared_length = response.body.size();
  exchange_.response = &response_;
}

std::string write_http_response(const GeneratedMessage& response) {
  std::string out =
      fmt::format("HTTP/1.1 {} {}\r\n", response.status, response.status == 200 ? "OK" : "Error");
  append_headers(response, out);
  return out;
}

std::string write_http(const GeneratedExchange& exchange) {
  std::string out =
      fmt::format("{} {} HTTP/1.1\r\n", exchange.request.method, exchange.request.path);
  append_headers(exchange.request, out);
  return out + write_http_response(exchange.response);
}

}  // namespace assay
