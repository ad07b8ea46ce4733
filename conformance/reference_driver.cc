#include "conformance/reference_driver.h"

#include <boost/version.hpp>
#include <istream>
#include <ostream>
#include <string>

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

bool run_reference_driver(const Contract& contract, std::string_view tool_version, std::istream& in,
                          std::ostream& out, std::ostream& errors) {
  ReferenceClient client(contract);
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
        out << write_outcome(request->call.id, client.call(request->call)) << std::endl;
        break;
      case Request::Kind::kBye:
        out << write_bye() << std::endl;
        return true;
    }
  }
  return true;
}

}  // namespace assay
