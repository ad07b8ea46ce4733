// What every subject is given: made-up credentials and a region; and how subjects are found.
#ifndef ASSAY_CONFORMANCE_SUBJECT_H_
#define ASSAY_CONFORMANCE_SUBJECT_H_

#include <assay/error.h>

#include <string>
#include <string_view>
#include <vector>

#include "conformance/driver_process.h"

namespace assay {

inline constexpr std::string_view kTestRegion = "us-east-1";
inline constexpr std::string_view kTestAccessKeyId = "AKIDEXAMPLE";
inline constexpr std::string_view kTestSecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

// A directory made for one run and removed with everything in it at its end.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  const std::string& path() const noexcept { return path_; }  // empty when none could be made

 private:
  std::string path_;
};

// The command behind `--driver CMD`, read by /bin/sh.
DriverCommand shell_command(std::string_view command, const std::string& home);

// An installed driver: DIRECTORY/NAME/run. Errors: kUnreadable: not installed; says what is.
Expected<DriverCommand> installed_driver(const std::string& directory, std::string_view name,
                                         const std::string& home);
std::vector<std::string> installed_drivers(const std::string& directory);  // sorted names

// An SDK as `--sdk` names it: NAME, NAME@VERSION (a release), NAME=PATH (a working tree).
struct SdkName {
  std::string name;
  std::string version = {};
  std::string path = {};

  // For tables: "boto3", "boto3@1.40.0", "boto3 (tree)".
  std::string label() const;
};
SdkName parse_sdk_name(std::string_view text);

// The drivers that come with the project: folders of `source` with a script "install". Sorted.
std::vector<std::string> shipped_drivers(const std::string& source);

// Has the install script of a shipped driver install a release or a working tree of its SDK beside
// the installed drivers, and gives the command that starts it. What the script says goes to
// standard error. Errors: kUnreadable: no such script, or it failed.
Expected<DriverCommand> install_variant(const SdkName& sdk, const std::string& source,
                                        const std::string& directory, const std::string& home);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SUBJECT_H_
