#include "conformance/request_check.h"

#include <assay/checker.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "conformance/sigv4.h"
#include "conformance/subject.h"
#include "conformance/text_codec.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

constexpr std::size_t kMostFindings = 32;

void compare_headers(const RequestExpectation& wanted, const WireRequest& request,
                     std::vector<std::string>& faults) {
  for (const auto& [name, value] : wanted.headers) {
    const std::string_view* got = request.header(name);
    if (!got) {
      faults.push_back(fmt::format("no header {}, wanted {}", name, value));
    } else if (*got != value) {
      faults.push_back(
          fmt::format("header {} is \"{}\", wanted \"{}\"", name, printable(*got, 80), value));
    }
  }
}

void compare_body(const Tagged& wanted, std::string_view body, std::vector<std::string>& faults) {
  const auto json = parse_json(body, "request body");
  if (!json) {
    faults.push_back(fmt::format("the body is not JSON: {}", json.error().to_string()));
    return;
  }
  const std::string difference = describe_difference(wanted, tagged_from_json(*json));
  if (!difference.empty()) faults.push_back(fmt::format("body: {}", difference));
}

void check_contract(Checker& checker, const Case& item, const HttpRequest& request,
                    std::vector<std::string>& faults) {
  const auto operation = checker.contract().find_operation(item.operation);
  if (!operation) {
    faults.push_back(fmt::format("the contract has no operation {}", item.operation));
    return;
  }
  std::array<Violation, kMostFindings> storage;
  Findings findings(storage);
  checker.check_exchange({.request = &request, .response = nullptr}, *operation, findings);
  for (const Violation& violation : findings.stored()) {
    if (violation.severity != Severity::kError) continue;
    const ConstraintInfo info = checker.contract().constraint(violation.constraint);
    faults.push_back(fmt::format("{} [{}]", info.requirement, info.id));
  }
}

}  // namespace

RequestCheck make_request_check(std::span<const Contract> contracts) {
  const auto checkers = std::make_shared<std::vector<Checker>>();
  for (const Contract& contract : contracts) checkers->emplace_back(contract);
  return [checkers](const Case& item, const ReceivedRequest& received) {
    std::vector<std::string> faults;
    if (!item.request) return faults;
    if (!received.complete) faults.emplace_back("the request is not complete");
    const auto checker = std::ranges::find(
        *checkers, item.service, [](const Checker& each) { return each.contract().service(); });
    if (checker == checkers->end()) {
      faults.push_back(fmt::format("no model of {} is loaded", item.service));
      return faults;
    }
    const RequestExpectation& wanted = *item.request;
    const WireRequest request = split_request(received.bytes);
    const HttpRequest view = request.view();
    if (!wanted.method.empty() && request.method != wanted.method) {
      faults.push_back(
          fmt::format("method {}, wanted {}", printable(request.method, 40), wanted.method));
    }
    if (!wanted.path.empty() && request.path != wanted.path) {
      faults.push_back(fmt::format("path {}, wanted {}", printable(request.path, 80), wanted.path));
    }
    compare_headers(wanted, request, faults);
    if (wanted.body) compare_body(*wanted.body, view.body, faults);
    if (wanted.signature) {
      const SigningKey key{.access_key_id = kTestAccessKeyId,
                           .secret_access_key = kTestSecretAccessKey,
                           .region = kTestRegion,
                           .service = checker->contract().tables().signing_name};
      std::string problem = verify_signature(key, view);
      if (!problem.empty()) faults.push_back(std::move(problem));
    }
    if (wanted.contract) check_contract(*checker, item, view, faults);
    return faults;
  };
}

}  // namespace assay
