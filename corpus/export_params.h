// The values of a message as the tests of other frameworks write them.
#ifndef ASSAY_CORPUS_EXPORT_PARAMS_H_
#define ASSAY_CORPUS_EXPORT_PARAMS_H_

#include <boost/json/value.hpp>
#include <optional>
#include <string_view>

#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay {

// The value of a shape: null members and unknown ones left out, timestamps as seconds since the
// epoch, blobs as their bytes. nullopt where the frameworks have no spelling for it: an integer
// beyond 64 bits, a blob that is not text.
std::optional<boost::json::value> export_params(const ContractTables& tables, ShapeIndex shape,
                                                const JsonValue& value);

// The shapes below `root` as botocore's models write them, by name.
boost::json::object botocore_shapes(const ContractTables& tables, ShapeIndex root);

}  // namespace assay

#endif  // ASSAY_CORPUS_EXPORT_PARAMS_H_
