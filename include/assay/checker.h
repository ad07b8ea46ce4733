// The checker: bytes -> findings (check), bytes -> value (bind).
#ifndef ASSAY_CHECKER_H_
#define ASSAY_CHECKER_H_

#include <assay/contract.h>
#include <assay/finding.h>
#include <assay/message.h>
#include <assay/value.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace assay {

// Past a limit the verdict is kUnchecked and a finding `limit/...` names it.
struct Limits {
  std::uint32_t max_depth = 512;               // nested objects and arrays
  std::size_t max_body_bytes = 16u << 20;      // bytes of one body; the most is 2^32 - 64
  std::uint32_t max_keys_per_object = 65'536;  // members of an object checked for duplicates
  bool inferred_rules = true;                  // false: the rules of basis inferred are not checked
};

// One Checker a thread; any number share a Contract. Everything is allocated in the constructor:
// check_* and bind_* are noexcept and allocate nothing.
class Checker {
 public:
  explicit Checker(Contract contract, Limits limits = {});
  ~Checker();
  Checker(Checker&&) noexcept;
  Checker& operator=(Checker&&) noexcept;

  const Contract& contract() const noexcept;
  const Limits& limits() const noexcept;

  // Body alone, of a request. Findings come in order of their place.
  Verdict check_input(OperationIndex operation, std::string_view body, Findings& findings) noexcept;

  // Body alone, of a response with status 200.
  Verdict check_output(OperationIndex operation, std::string_view body,
                       Findings& findings) noexcept;

  // A response with any other status: identification of the error, its status, its members.
  Verdict check_error(OperationIndex operation, const HttpResponse& response,
                      Findings& findings) noexcept;

  // Body of an error alone, status and headers unknown: identified by `__type` or `code`.
  Verdict check_error_body(OperationIndex operation, std::string_view body,
                           Findings& findings) noexcept;

  // Both messages with the HTTP level, or the one that is there. The operation is the one that
  // X-Amz-Target names, else `fallback`.
  Verdict check_exchange(const Exchange& exchange, OperationIndex fallback,
                         Findings& findings) noexcept;

  // A value alone. For strings, enums, blobs and string timestamps `text` is the string itself;
  // for every other kind it is JSON text.
  Verdict check_value(ShapeIndex shape, std::string_view text, Findings& findings) noexcept;

  // The output a client gets from a 200 body. Fails only on what BindStatus lists. Views in
  // `value` point into `body` or into `value` itself. An empty body is an empty output.
  BindStatus bind_output(OperationIndex operation, std::string_view body, Value& value) noexcept;

  // The error a client gets from a response of any other status. A body that cannot be read
  // still gives an error: code from the header, no members, `body_status` says what failed.
  BoundError bind_error(OperationIndex operation, const HttpResponse& response,
                        Value& value) noexcept;

 private:
  friend struct CheckerAccess;  // parsers/checker_access.h
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay

#endif  // ASSAY_CHECKER_H_
