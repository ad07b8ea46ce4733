// RapidJSON: its DOM with the checks by hand, and its JSON Schema validator while it parses.
#define RAPIDJSON_HAS_STDSTRING 1
#define RAPIDJSON_SSE2
#include <rapidjson/document.h>
#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>
#include <rapidjson/schema.h>

#include "bench/contract_schema.h"
#include "bench/hand_checks.h"
#include "spec/contract_tables.h"

namespace assay::bench {
namespace {

constexpr unsigned kFlags = rapidjson::kParseValidateEncodingFlag;

class RapidJsonDom : public WholeDocument<rapidjson::Value*> {
 public:
  bool parse(const PaddedText& text, Value& root) {
    pool_.Clear();
    document_ = std::make_unique<rapidjson::Document>(&pool_);
    rapidjson::StringStream stream(text.data());
    document_->ParseStream<kFlags>(stream);
    root = document_.get();
    return !document_->HasParseError() && stream.Tell() == text.size();
  }
  bool number_refused() const {
    return document_->GetParseError() == rapidjson::kParseErrorNumberTooBig;
  }
  Kind kind(Value value) const {
    switch (value->GetType()) {
      case rapidjson::kNullType:
        return Kind::kNull;
      case rapidjson::kFalseType:
      case rapidjson::kTrueType:
        return Kind::kBoolean;
      case rapidjson::kObjectType:
        return Kind::kObject;
      case rapidjson::kArrayType:
        return Kind::kArray;
      case rapidjson::kStringType:
        return Kind::kString;
      default:
        return Kind::kNumber;
    }
  }
  bool string(Value value, std::string_view& out) const {
    out = {value->GetString(), value->GetStringLength()};
    return true;
  }
  HandNumber number(Value value) const {
    if (value->IsInt64()) return {true, false, value->GetInt64(), 0};
    if (value->IsUint64()) return {true, false, INT64_MAX, 0};
    const double real = value->GetDouble();
    return hand_real(real);  // an integer, or spelt otherwise
  }
  template <typename Visit>
  void members(Value value, Visit visit) const {
    for (auto& member : value->GetObject()) {
      Value child = &member.value;
      visit(std::string_view(member.name.GetString(), member.name.GetStringLength()), child);
    }
  }
  template <typename Visit>
  void items(Value value, Visit visit) const {
    for (auto& item : value->GetArray()) {
      Value each = &item;
      visit(each);
    }
  }

 private:
  rapidjson::MemoryPoolAllocator<> pool_{1u << 16};
  std::unique_ptr<rapidjson::Document> document_;
};

class RapidJsonSchema final : public BodyChecker {
 public:
  explicit RapidJsonSchema(bool loose)
      : output_(schema_of(Contract::embedded().tables().operations[0].output, loose)),
        input_(schema_of(Contract::embedded().tables().operations[0].input, loose)) {}

  Tally check(Body body, const PaddedText& text) noexcept override {
    Tally tally;
    if (text.size() == 0) {
      ++(body == Body::kOutput ? tally.warnings : tally.errors);
      return tally;
    }
    rapidjson::SchemaValidator& validator =
        body == Body::kOutput ? output_.validator : input_.validator;
    validator.Reset();
    rapidjson::StringStream stream(text.data());
    const auto result = reader_.Parse<kFlags>(stream, validator);
    const bool valid = !result.IsError() && stream.Tell() == text.size() && validator.IsValid();
    tally.errors = valid ? 0 : 1;
    tally.number_lost = result.Code() == rapidjson::kParseErrorNumberTooBig;
    return tally;
  }

 private:
  struct Schema {
    explicit Schema(const rapidjson::Document& text) : document(text), validator(document) {}
    rapidjson::SchemaDocument document;
    rapidjson::SchemaValidator validator;
  };
  static rapidjson::Document schema_of(ShapeIndex shape, bool loose) {
    rapidjson::Document schema;
    schema.Parse(contract_schema(Contract::embedded(), shape, Dot::kSpellOut, loose));
    return schema;
  }

  Schema output_, input_;
  rapidjson::Reader reader_;
};

}  // namespace

void add_rapidjson(std::vector<Contender>& contenders) {
  contenders.push_back(
      {"RapidJSON, checks by hand", true, {}, {Body::kOutput, Body::kError, Body::kInput}, [] {
         return std::make_unique<HandChecker<RapidJsonDom>>();
       }});
  std::vector<std::string> cannot = beyond_schema();
  cannot.push_back("mwaa-serverless/Duration@spelling");
  contenders.push_back({"RapidJSON schema, verdict only",
                        false,
                        cannot,
                        {Body::kOutput, Body::kInput},
                        [] { return std::make_unique<RapidJsonSchema>(false); },
                        true});
  cannot.push_back("mwaa-serverless/WorkflowArn@pattern");
  contenders.push_back({"RapidJSON schema, {0,254} as *",
                        false,
                        cannot,
                        {Body::kOutput, Body::kInput},
                        [] { return std::make_unique<RapidJsonSchema>(true); },
                        true});
}

}  // namespace assay::bench
