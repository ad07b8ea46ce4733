#include "spec/embedded_contract.h"

#include <assay/contract.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "embedded_contract_files.h"

namespace assay {

ContractSources embedded_sources() {
  const auto source = [](std::string_view name) {
    return SourceFile{"spec/mwaa-serverless/" + std::string(name),
                      std::string(embedded::contract_files(name))};
  };
  return {source("model.json"), source("rules.json"), source("ledger.jsonl")};
}

const Contract& Contract::embedded() {
  static const Contract* const kContract = [] {
    auto contract = compile(embedded_sources());
    if (!contract) {  // a bug of ours, whatever the build
      std::fprintf(stderr, "%s\n", contract.error().to_string().c_str());
      std::abort();
    }
    return new Contract(std::move(*contract));
  }();
  return *kContract;
}

}  // namespace assay
