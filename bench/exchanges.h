// The exchange that is timed: a request and its response with their heads.
#ifndef ASSAY_BENCH_EXCHANGES_H_
#define ASSAY_BENCH_EXCHANGES_H_

#include <assay/message.h>

#include <string>
#include <vector>

#include "bench/contender.h"

namespace assay::bench {

// Heads as SDKs and the service write them. Keeps the contract when the body does.
class SizedExchange {
 public:
  explicit SizedExchange(std::string_view response_body);
  SizedExchange(const SizedExchange&) = delete;
  SizedExchange& operator=(const SizedExchange&) = delete;

  const Exchange& view() const noexcept { return exchange_; }
  const PaddedText& request_body() const noexcept { return request_body_; }
  const PaddedText& response_body() const noexcept { return response_body_; }
  const std::string& heads() const noexcept { return heads_; }  // every header as text
  std::size_t size() const noexcept;                            // heads and bodies

 private:
  PaddedText request_body_, response_body_;
  std::string request_length_, response_length_, heads_;
  std::vector<Header> request_headers_, response_headers_;
  HttpRequest request_;
  HttpResponse response_;
  Exchange exchange_;
};

}  // namespace assay::bench

#endif  // ASSAY_BENCH_EXCHANGES_H_
