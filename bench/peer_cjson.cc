// cJSON with the checks by hand.
#include <cjson/cJSON.h>

#include "bench/hand_checks.h"

namespace assay::bench {
namespace {

class CJson : public WholeDocument<const cJSON*> {
 public:
  ~CJson() { cJSON_Delete(root_); }

  bool parse(const PaddedText& text, Value& root) {
    cJSON_Delete(root_);
    root_ = nullptr;
    // It passes over a byte order mark, and takes a zero byte for the end.
    if (text.view().starts_with("\xEF\xBB\xBF")) return false;
    const char* end = nullptr;
    root_ = cJSON_ParseWithLengthOpts(text.data(), text.size() + 1, &end, 1);
    root = root_;
    return root_ != nullptr && end == text.data() + text.size();
  }
  bool number_refused() const { return false; }
  Kind kind(Value value) const {
    if (cJSON_IsObject(value)) return Kind::kObject;
    if (cJSON_IsArray(value)) return Kind::kArray;
    if (cJSON_IsString(value)) return Kind::kString;
    if (cJSON_IsNumber(value)) return Kind::kNumber;
    return cJSON_IsNull(value) ? Kind::kNull : Kind::kBoolean;
  }
  bool string(Value value, std::string_view& out) const {
    out = value->valuestring;
    return true;
  }
  // Every number is a double to it, however it was spelt.
  HandNumber number(Value value) const {
    const double real = value->valuedouble;
    const bool whole = real >= -0x1p53 && real <= 0x1p53 &&
                       static_cast<double>(static_cast<std::int64_t>(real)) == real;
    return {whole, false, whole ? static_cast<std::int64_t>(real) : 0, real};
  }
  template <typename Visit>
  void members(Value value, Visit visit) const {
    for (Value child = value->child; child != nullptr; child = child->next) {
      visit(std::string_view(child->string), child);
    }
  }
  template <typename Visit>
  void items(Value value, Visit visit) const {
    for (Value item = value->child; item != nullptr; item = item->next) visit(item);
  }

 private:
  cJSON* root_ = nullptr;
};

}  // namespace

void add_cjson(std::vector<Contender>& contenders) {
  // Bytes are text to it, numbers are what strtod reads, control characters pass.
  contenders.push_back({"cJSON, checks by hand",
                        true,
                        {"awsJson1_0/body@utf8", "awsJson1_0/body@syntax",
                         "awsJson1_0/body@control", "mwaa-serverless/Duration@spelling",
                         "mwaa-serverless/InternalServerException.RetryAfterSeconds@spelling",
                         "mwaa-serverless/ThrottlingException.RetryAfterSeconds@spelling"},
                        {Body::kOutput, Body::kError, Body::kInput},
                        [] { return std::make_unique<HandChecker<CJson>>(); },
                        true});
}

}  // namespace assay::bench
