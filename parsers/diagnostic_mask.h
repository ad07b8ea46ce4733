// Which bytes of a message must not be shown.
#ifndef ASSAY_PARSERS_DIAGNOSTIC_MASK_H_
#define ASSAY_PARSERS_DIAGNOSTIC_MASK_H_

#include <assay/contract.h>
#include <assay/message.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/locate.h"
#include "spec/contract_tables.h"

namespace assay {

// What is known of a body before any of it is shown.
// Shapes: `ranges` are sorted and disjoint; `guarded`: the root has sensitive members somewhere.
struct BodyMasks {
  std::vector<ByteRange> ranges;
  bool guarded = false;
  bool damaged = false;
};

// The ranges are: values of sensitive members, and whatever may be a part of one.
// Damage never uncovers anything: inside a sensitive value it masks all that follows; elsewhere,
// when the root has sensitive members, all but the damaged bytes themselves; the values of unknown
// members are masked in such a body, since a misspelt name would uncover its value; and any member
// that bears the name of a sensitive one is masked wherever it stands.
// `root` is the shape that the body is; kNoIndex where that is not known.
// Cost: linear in the body.
BodyMasks mask_body(const ContractTables& tables, ShapeIndex root, std::string_view body);

// A pointer (RFC 6901) as far as it may be shown: it ends with a sensitive member, with a member
// that the contract does not know where its content is masked, and shows "***" for that one's name
// in a damaged body.
std::string shown_pointer(const ContractTables& tables, ShapeIndex root, const BodyMasks& masks,
                          std::string_view pointer);

// The union of two sorted lists.
std::vector<ByteRange> merge_ranges(const std::vector<ByteRange>& a,
                                    const std::vector<ByteRange>& b);

// Headers that hold credentials: Authorization, X-Amz-Security-Token, cookies.
bool is_secret_header(std::string_view name) noexcept;

// What must not be shown of a request line: the query of a presigned request.
std::vector<ByteRange> masked_request_line(std::string_view line);

// The strings of the top-level members `__type` and `code`, unescaped;
// empty when absent. They name an error whose body is all there is.
struct BodyErrorNames {
  std::string type_member;
  std::string code_member;
};
BodyErrorNames body_error_names(std::string_view body);

}  // namespace assay

#endif  // ASSAY_PARSERS_DIAGNOSTIC_MASK_H_
