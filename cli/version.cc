#include "cli/version.h"

#include <fmt/format.h>

namespace assay::cli {

std::string version_text() { return fmt::format("assay {}\n", ASSAY_VERSION); }

}  // namespace assay::cli
