// nlohmann's JSON: with the checks by hand, and with valijson's JSON Schema validator.
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "bench/contract_schema.h"
#include "bench/hand_checks.h"
#include "spec/contract_tables.h"

namespace assay::bench {
namespace {

using Json = nlohmann::json;

// It passes over a byte order mark, which JSON between programs must not have.
bool parse_text(const PaddedText& text, Json& root, bool& number_lost) {
  number_lost = false;
  if (text.view().starts_with("\xEF\xBB\xBF")) return false;
  try {
    root = Json::parse(text.view());
    return true;
  } catch (const Json::out_of_range&) {  // 1e400
    number_lost = true;
  } catch (const Json::exception&) {
  }
  return false;
}

class Nlohmann : public WholeDocument<const Json*> {
 public:
  bool parse(const PaddedText& text, Value& root) {
    root = &root_;
    return parse_text(text, root_, number_lost_);
  }
  bool number_refused() const { return number_lost_; }
  Kind kind(Value value) const {
    switch (value->type()) {
      case Json::value_t::null:
        return Kind::kNull;
      case Json::value_t::boolean:
        return Kind::kBoolean;
      case Json::value_t::string:
        return Kind::kString;
      case Json::value_t::array:
        return Kind::kArray;
      case Json::value_t::object:
        return Kind::kObject;
      default:
        return Kind::kNumber;
    }
  }
  bool string(Value value, std::string_view& out) const {
    out = *value->get_ptr<const std::string*>();
    return true;
  }
  HandNumber number(Value value) const {
    if (const auto* whole = value->get_ptr<const Json::number_unsigned_t*>()) {
      return hand_whole(*whole);
    }
    if (const auto* whole = value->get_ptr<const Json::number_integer_t*>()) {
      return {true, false, *whole, 0};
    }
    return hand_real(*value->get_ptr<const Json::number_float_t*>());
  }
  template <typename Visit>
  void members(Value value, Visit visit) const {
    for (const auto& [name, member] : *value->get_ptr<const Json::object_t*>()) {
      Value child = &member;
      visit(std::string_view(name), child);
    }
  }
  template <typename Visit>
  void items(Value value, Visit visit) const {
    for (const Json& item : *value->get_ptr<const Json::array_t*>()) {
      Value each = &item;
      visit(each);
    }
  }

 private:
  Json root_;
  bool number_lost_ = false;
};

class Valijson final : public BodyChecker {
 public:
  Valijson() {
    const OperationTable& operation = Contract::embedded().tables().operations[0];
    read(operation.output, output_);
    read(operation.input, input_);
  }

  Tally check(Body body, const PaddedText& text) noexcept override {
    Tally tally;
    if (text.size() == 0) {
      ++(body == Body::kOutput ? tally.warnings : tally.errors);
      return tally;
    }
    Json root;
    if (!parse_text(text, root, tally.number_lost)) {
      tally.errors = 1;
      return tally;
    }
    const valijson::adapters::NlohmannJsonAdapter target(root);
    tally.errors =
        validator_.validate(body == Body::kOutput ? output_ : input_, target, nullptr) ? 0 : 1;
    return tally;
  }

 private:
  static void read(ShapeIndex shape, valijson::Schema& schema) {
    const Json text = Json::parse(contract_schema(Contract::embedded(), shape, Dot::kKeep));
    const valijson::adapters::NlohmannJsonAdapter document(text);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(document, schema);
  }

  valijson::Schema output_, input_;
  valijson::Validator validator_{valijson::Validator::kStrongTypes};
};

}  // namespace

void add_nlohmann(std::vector<Contender>& contenders) {
  // Its objects keep the last of members with one name.
  contenders.push_back({"nlohmann, checks by hand",
                        true,
                        {"awsJson1_0/body@duplicate-member"},
                        {Body::kOutput, Body::kError, Body::kInput},
                        [] { return std::make_unique<HandChecker<Nlohmann>>(); }});
  std::vector<std::string> cannot = beyond_schema();
  cannot.push_back("awsJson1_0/body@duplicate-member");
  cannot.push_back("mwaa-serverless/Duration@spelling");
  // std::regex reads bytes: U+2028 and U+2029 are no line ends to it.
  cannot.push_back("mwaa-serverless/VersionId@pattern");
  cannot.push_back("mwaa-serverless/GenericString@pattern");
  contenders.push_back({"nlohmann + valijson, verdict only",
                        false,
                        cannot,
                        {Body::kOutput, Body::kInput},
                        [] { return std::make_unique<Valijson>(); },
                        true});
}

}  // namespace assay::bench
