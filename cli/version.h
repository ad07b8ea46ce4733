// The version of the command and of what it carries.
#ifndef ASSAY_CLI_VERSION_H_
#define ASSAY_CLI_VERSION_H_

#include <string>

namespace assay::cli {

// Version, compiler, libraries, embedded contract with its hash; one a line.
std::string version_text();

}  // namespace assay::cli

#endif  // ASSAY_CLI_VERSION_H_
