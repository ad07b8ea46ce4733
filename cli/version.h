// The version of the command and of what it carries.
#ifndef ASSAY_CLI_VERSION_H_
#define ASSAY_CLI_VERSION_H_

#include <string>
#include <string_view>

namespace assay::cli {

std::string_view tool_version() noexcept;  // "0.1.0"

// Version, compiler, libraries, embedded contract with its hash; one a line.
std::string version_text();

}  // namespace assay::cli

#endif  // ASSAY_CLI_VERSION_H_
