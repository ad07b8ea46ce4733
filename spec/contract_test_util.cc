#include "spec/contract_test_util.h"

namespace assay::test {

std::string model_of(std::string_view shapes) {
  return R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "version": "1", "operations": [{"target": "x#Run"}], "traits": {
  "aws.api#service": {"sdkId": "Demo"}, "aws.auth#sigv4": {"name": "demo"},
  "aws.protocols#awsJson1_1": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}},
)" + std::string(shapes) +
         "}}";
}

Expected<Contract> compile_model(std::string_view shapes) {
  return Contract::compile({{"model.json", model_of(shapes)}, {}, {}});
}

MarkedText::MarkedText(std::string_view marked) : text(marked) {
  const std::string_view kMark = "\xC2\xA7";  // a section sign
  offset = text.find(kMark);
  if (offset == std::string::npos) {
    offset = 0;
  } else {
    text.erase(offset, kMark.size());
  }
}

}  // namespace assay::test
