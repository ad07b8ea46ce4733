// Vectors as the tests of other frameworks, as far as these can say them.
#ifndef ASSAY_CORPUS_VECTOR_EXPORT_H_
#define ASSAY_CORPUS_VECTOR_EXPORT_H_

#include <assay/contract.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "corpus/vector.h"

namespace assay {

enum class ExportForm : std::uint8_t {
  kSmithy,    // a Smithy JSON AST that applies traits of smithy.test to operations and errors
  kBotocore,  // a file for botocore's tests/unit/protocols
};

class VectorExport {
 public:
  // `name_space`: of the shapes; empty: "com.amazonaws." and the name of the service without
  // hyphens.
  VectorExport(const Contract& contract, ExportForm form, std::string_view name_space);
  ~VectorExport();

  void add(const VectorGroup& group);

  // The JSON text. Source: Smithy 2.0, HTTP protocol compliance tests; botocore, tests/unit/
  // test_protocols.py.
  std::string text() const;
  std::size_t seen() const noexcept;
  std::size_t expressed() const noexcept;
  // Why the others are not there, with their number.
  const std::map<std::string, std::size_t>& left_out() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_VECTOR_EXPORT_H_
