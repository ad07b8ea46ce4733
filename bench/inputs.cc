#include "bench/inputs.h"

#include <boost/json.hpp>
#include <fstream>

#include "bench/agreement.h"
#include "bench/contract_schema.h"
#include "bench/messages.h"
#include "corpus/message_generator.h"
#include "spec/contract_tables.h"

namespace assay::bench {
namespace {

namespace json = boost::json;

std::string_view name_of(Body body) {
  return body == Body::kOutput ? "output" : body == Body::kInput ? "input" : "error";
}

}  // namespace

bool write_inputs(const std::string& path) {
  const Contract& contract = Contract::embedded();
  const OperationTable& operation = contract.tables().operations[0];
  json::array bodies, timed;
  for (const JudgedBody& body : judged_bodies()) {
    json::array ids;
    for (const ConstraintIndex id : body.ids) {
      ids.emplace_back(json::string(contract.constraint(id).id));
    }
    bodies.push_back(json::object{{"body", name_of(body.body)},
                                  {"base64", base64_of(body.text.view())},
                                  {"valid", body.expected.errors == 0},
                                  {"ids", std::move(ids)}});
  }
  for (const SizedMessage& message : sized_messages()) {
    timed.push_back(json::object{{"size", json::string(message.size)},
                                 {"body", name_of(message.body)},
                                 {"text", message.text}});
  }
  const json::object inputs{
      {"schemas",
       json::object{
           {"output", json::parse(contract_schema(contract, operation.output, Dot::kSpellOut))},
           {"input", json::parse(contract_schema(contract, operation.input, Dot::kSpellOut))}}},
      {"beyond_schema", json::value_from(beyond_schema())},
      {"bodies", std::move(bodies)},
      {"timed", std::move(timed)}};
  std::ofstream file(path);
  file << json::serialize(inputs) << '\n';
  return file.flush().good();
}

}  // namespace assay::bench
