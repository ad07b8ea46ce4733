// Findings and items as JSON values, for every format that is JSON.
#ifndef ASSAY_PARSERS_REPORT_JSON_H_
#define ASSAY_PARSERS_REPORT_JSON_H_

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "parsers/report.h"

namespace assay {

boost::json::object finding_json(const ReportFinding& finding, const ReportOptions& options);
boost::json::object item_json(const ReportItem& item);
boost::json::object summary_json(const ReportSummary& summary);

}  // namespace assay

#endif  // ASSAY_PARSERS_REPORT_JSON_H_
