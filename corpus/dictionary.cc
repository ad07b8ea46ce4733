#include "corpus/dictionary.h"

#include <fmt/format.h>

#include <set>
#include <string_view>

#include "spec/contract_tables.h"

namespace assay {
namespace {

struct Words {
  std::set<std::string> names;   // of members
  std::set<std::string> values;  // strings
  std::set<std::string> tokens;  // anything else, as it stands in a text
};

Words words_of(const Contract& contract) {
  const ContractTables& tables = contract.tables();
  Words words;
  words.names = {"__type", "code", "message"};
  words.tokens = {"null",
                  "true",
                  "false",
                  "{}",
                  "[]",
                  "\\u0000",
                  "\\ud83d\\ude00",
                  "\\ud800",
                  "2147483647",
                  "2147483648",
                  "-2147483649",
                  "60.0",
                  "6e1",
                  "1e400",
                  "\"",
                  "\\",
                  "\xEF\xBB\xBF",
                  "2026-11-22T09:37:00Z",
                  "2026-11-22T09:37:00.123+01:00"};
  for (const MemberTable& member : tables.members) words.names.emplace(member.name);
  for (const std::string_view value : tables.enum_values) words.values.emplace(value);
  for (const ErrorTable& error : tables.errors) words.values.emplace(error.name);
  for (const CommonError& error : common_errors()) words.values.emplace(error.name);
  for (const OperationTable& operation : tables.operations) words.tokens.emplace(operation.target);
  return words;
}

// Bytes that the dictionary format cannot hold as they are: quote, backslash, anything unprintable.
std::string escaped(std::string_view word) {
  std::string out;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      out += fmt::format("\\x{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> dictionary_words(const Contract& contract) {
  const Words words = words_of(contract);
  std::set<std::string> all = words.tokens;
  all.insert(words.names.begin(), words.names.end());
  all.insert(words.values.begin(), words.values.end());
  return {all.begin(), all.end()};
}

std::string write_dictionary(const Contract& contract) {
  const Words words = words_of(contract);
  std::string out = "# Generated from the contract; a test says how to write it anew.\n";
  for (const std::string& name : words.names) {
    out += fmt::format("\"\\\"{}\\\":\"\n", escaped(name));
  }
  for (const std::string& value : words.values) {
    out += fmt::format("\"\\\"{}\\\"\"\n", escaped(value));
  }
  for (const std::string& token : words.tokens) out += fmt::format("\"{}\"\n", escaped(token));
  return out;
}

}  // namespace assay
