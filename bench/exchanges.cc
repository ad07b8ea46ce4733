#include "bench/exchanges.h"

#include <algorithm>

#include "bench/messages.h"

namespace assay::bench {
namespace {

// The request that the timed responses answer.
std::string request_text() {
  for (SizedMessage& message : sized_messages()) {
    if (message.body == Body::kInput) return std::move(message.text);
  }
  return {};
}

}  // namespace

SizedExchange::SizedExchange(std::string_view response_body)
    : request_body_(request_text()),
      response_body_(response_body),
      request_length_(std::to_string(request_body_.size())),
      response_length_(std::to_string(response_body_.size())) {
  request_headers_ = {
      {"Host", "airflow-serverless.us-east-1.api.aws"},
      {"Accept-Encoding", "identity"},
      {"User-Agent", "Boto3/1.44.5 md/Botocore#1.44.5 ua/2.1 os/linux#6.1.0 lang/python#3.11.2"},
      {"X-Amz-Target", "AmazonMWAAServerless.GetWorkflowRun"},
      {"Content-Type", "application/x-amz-json-1.0"},
      {"X-Amz-Date", "20261122T093700Z"},
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/airflow-serverless/"
       "aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature="
       "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
      {"amz-sdk-invocation-id", "6c5a6f0e-8f5f-4b34-9f0e-0d7c6a1b2c3d"},
      {"amz-sdk-request", "attempt=1"},
      {"Content-Length", request_length_},
  };
  response_headers_ = {
      {"x-amzn-RequestId", "8f14e45f-ceea-467f-9a0e-0d7c6a1b2c3d"},
      {"Content-Type", "application/x-amz-json-1.0"},
      {"Content-Length", response_length_},
      {"Date", "Sun, 22 Nov 2026 09:37:00 GMT"},
      {"Connection", "keep-alive"},
  };
  for (const auto* headers : {&request_headers_, &response_headers_}) {
    for (const Header& header : *headers) {
      heads_.append(header.name).append(": ").append(header.value).append("\r\n");
    }
  }
  request_.method = "POST";
  request_.path = "/";
  request_.version = "HTTP/1.1";
  request_.headers = request_headers_;
  request_.body = request_body_.view();
  request_.declared_length = request_body_.size();
  response_.status = 200;
  response_.version = "HTTP/1.1";
  response_.headers = response_headers_;
  response_.body = response_body_.view();
  response_.declared_length = response_body_.size();
  exchange_ = {&request_, &response_};
}

std::size_t SizedExchange::size() const noexcept {
  return heads_.size() + request_body_.size() + response_body_.size();
}

}  // namespace assay::bench
