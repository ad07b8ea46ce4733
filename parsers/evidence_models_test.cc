// The protocol's ledger on other contracts: public models of services that were not at hand when
// it was written.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "corpus/evidence.h"
#include "parsers/evidence_check_test_util.h"

namespace assay {
namespace {

TEST(EvidenceModelsTest, ProtocolLedgerHoldsForPublicModels) {
  const std::filesystem::path models =
      std::filesystem::path(ASSAY_SOURCE_DIR) / ".." / "shared" / "models";
  if (!std::filesystem::is_directory(models)) {
    std::cout << "skipped: no shared data\n";
    GTEST_SKIP();
  }
  std::size_t contracts = 0, cases_seen = 0;
  for (const char* name :
       {"cloud9-2017-09-23.json", "secrets-manager-2017-10-17.json",
        "verifiedpermissions-2021-12-01.json", "sqs-2012-11-05.json", "b2bi-2022-06-23.json"}) {
    std::ifstream file(models / name, std::ios::binary);
    if (!file) continue;
    std::ostringstream text;
    text << file.rdbuf();
    ContractSources sources;
    sources.model = {name, text.str()};
    const auto contract = Contract::compile(sources);
    ASSERT_TRUE(contract) << contract.error().to_string();
    ++contracts;
    Checker checker = evidence_checker(*contract);
    for (const LedgerTable& line : contract->tables().ledger) {
      const auto cases = evidence_cases(*contract, line, kEvidenceLimits);
      ASSERT_TRUE(cases) << cases.error().to_string();
      EXPECT_FALSE(cases->empty()) << contract->constraint(line.constraint).id;
      for (const EvidenceCase& evidence : *cases) {
        ASSERT_EQ(evidence_difference(checker, evidence), "") << name;
        ++cases_seen;
      }
    }
  }
  EXPECT_GT(contracts, 0u);
  EXPECT_GT(cases_seen, contracts * 1000);
}

}  // namespace
}  // namespace assay
