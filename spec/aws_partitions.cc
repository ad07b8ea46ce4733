#include "spec/aws_partitions.h"

namespace assay {
namespace {

constexpr std::string_view kAws[] = {
    "af-south-1",     "ap-east-1",      "ap-east-2",      "ap-northeast-1", "ap-northeast-2",
    "ap-northeast-3", "ap-south-1",     "ap-south-2",     "ap-southeast-1", "ap-southeast-2",
    "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
    "ca-central-1",   "ca-west-1",      "eu-central-1",   "eu-central-2",   "eu-north-1",
    "eu-south-1",     "eu-south-2",     "eu-west-1",      "eu-west-2",      "eu-west-3",
    "il-central-1",   "me-central-1",   "me-south-1",     "mx-central-1",   "sa-east-1",
    "us-east-1",      "us-east-2",      "us-west-1",      "us-west-2"};
constexpr std::string_view kCn[] = {"cn-north-1", "cn-northwest-1"};
constexpr std::string_view kEusc[] = {"eusc-de-east-1"};
constexpr std::string_view kIso[] = {"us-iso-east-1", "us-iso-west-1"};
constexpr std::string_view kIsoB[] = {"us-isob-east-1", "us-isob-west-1"};
constexpr std::string_view kIsoE[] = {"eu-isoe-west-1"};
constexpr std::string_view kIsoF[] = {"us-isof-east-1", "us-isof-south-1"};
constexpr std::string_view kUsGov[] = {"us-gov-east-1", "us-gov-west-1"};

constexpr AwsPartition kPartitions[] = {
    {"aws", kAws},        {"aws-cn", kCn},      {"aws-eusc", kEusc},  {"aws-iso", kIso},
    {"aws-iso-b", kIsoB}, {"aws-iso-e", kIsoE}, {"aws-iso-f", kIsoF}, {"aws-us-gov", kUsGov},
};

}  // namespace

std::span<const AwsPartition> aws_partitions() noexcept { return kPartitions; }

}  // namespace assay
