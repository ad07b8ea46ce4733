// Defects and liberties of JSON text, whatever the contract says.
#ifndef ASSAY_CORPUS_VECTOR_TEXT_H_
#define ASSAY_CORPUS_VECTOR_TEXT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "spec/protocol_rules.h"

namespace assay {

// What a text breaks: kCount where it is valid.
struct TextCase {
  std::string_view name;  // "escape/tab"
  std::string text;
  ProtocolRule broken = ProtocolRule::kCount;
  std::string_view flag;
};

// The inside of a JSON string, between its quotes.
std::vector<TextCase> string_texts();
// A JSON value.
std::vector<TextCase> value_texts();
// A whole body, made from one that is valid and not `{}`.
std::vector<TextCase> body_texts(std::string_view valid);

}  // namespace assay

#endif  // ASSAY_CORPUS_VECTOR_TEXT_H_
