#include <assay/contract.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spec/contract_tables.h"

namespace assay {
namespace {

TEST(Contract, EmbeddedCompiles) {
  const Contract& contract = Contract::embedded();
  EXPECT_EQ(contract.service(), "mwaa-serverless");
  EXPECT_EQ(contract.target_prefix(), "AmazonMWAAServerless");
  EXPECT_EQ(contract.protocol(), "awsJson1_0");
  EXPECT_EQ(contract.tables().signing_name, "airflow-serverless");
  ASSERT_EQ(contract.operation_count(), 1U);
  EXPECT_EQ(contract.find_operation("GetWorkflowRun"), 0U);
}

}  // namespace
}  // namespace assay
