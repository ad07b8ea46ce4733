#include "cli/version.h"

#include <assay/contract.h>
#include <fmt/format.h>

#include "parsers/report_envelope.h"

namespace assay::cli {

std::string_view tool_version() noexcept { return ASSAY_VERSION; }

std::string version_text() {
  const Contract& contract = Contract::embedded();
  std::string out = fmt::format("assay {}\ncontract {} ({}), sha256 {}\n", ASSAY_VERSION,
                                contract.service(), contract.protocol(), contract.model_hash());
  for (const auto& [name, version] : make_envelope("version", ASSAY_VERSION).environment) {
    out += fmt::format("{} {}\n", name, version);
  }
  return out;
}

}  // namespace assay::cli
