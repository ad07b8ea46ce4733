#include "conformance/reference_driver.h"

#include <boost/version.hpp>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "conformance/protocol.h"
#include "conformance/reference_client.h"

namespace assay {
namespace {

Hello make_hello(std::string_view tool_version) {
  std::string boost = BOOST_LIB_VERSION;
  for (char& c : boost) c = c == '_' ? '.' : c;
  return {.sdk = "reference",
          .version = std::string(tool_version),
          .runtime = "C++",
          .versions = {{"boost", boost}},
          .capabilities = {"call", "retry", "timeout"}};
}

}  // namespace

bool run_reference_driver(std::span<const Contract> contracts, std::string_view tool_version,
                          std::istream& in, std::ostream& out, std::ostream& errors) {
  std::vector<ReferenceClient> clients;
  for (const Contract& contract : contracts) clients.emplace_back(contract);
  // A service that no contract is of gets the answer of the first: that it does not know it.
  const auto client_of = [&](std::string_view service) -> ReferenceClient& {
    for (ReferenceClient& client : clients) {
      if (client.service() == service) return client;
    }
    return clients.front();
  };
  std::string line;
  while (std::getline(in, line)) {
    const auto request = read_request(line);
    if (!request) {
      errors << request.error().to_string() << '\n';
      return false;
    }
    switch (request->kind) {
      case Request::Kind::kHello:
        out << write_hello(make_hello(tool_version)) << std::endl;
        break;
      case Request::Kind::kCall:
        out << write_outcome(request->call.id, client_of(request->call.service).call(request->call))
            << std::endl;
        break;
      case Request::Kind::kBye:
        out << write_bye() << std::endl;
        return true;
    }
  }
  return true;
}

}  // namespace assay
