// The partitions of AWS with their regions, for what ARNs may name.
#ifndef ASSAY_SPEC_AWS_PARTITIONS_H_
#define ASSAY_SPEC_AWS_PARTITIONS_H_

#include <span>
#include <string_view>

namespace assay {

struct AwsPartition {
  std::string_view name;                      // as the second part of an ARN
  std::span<const std::string_view> regions;  // without the pseudo regions (aws-global)
};

// Source: partitions.json of the AWS SDKs (botocore 1.43.11, format 1.1).
std::span<const AwsPartition> aws_partitions() noexcept;

}  // namespace assay

#endif  // ASSAY_SPEC_AWS_PARTITIONS_H_
