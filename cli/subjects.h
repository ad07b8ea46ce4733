// Subjects as the options of conform and replay name them.
#ifndef ASSAY_CLI_SUBJECTS_H_
#define ASSAY_CLI_SUBJECTS_H_

#include <assay/error.h>

#include <optional>
#include <string>
#include <vector>

#include "conformance/driver_process.h"
#include "conformance/subject.h"

namespace CLI {
class App;
}

namespace assay::cli {

struct SubjectOptions {
  std::vector<std::string> sdks;
  std::vector<std::string> drivers;
  std::string drivers_dir;
  std::vector<std::string> model_arguments = {};  // for the reference
  std::string model_words = {};                   // the same for people, in NamedSubject::replay
};

// --sdk, --driver, --drivers-dir.
void add_subject_options(CLI::App& app, SubjectOptions& options);

struct NamedSubject {
  std::string name;    // for tables; empty: as the driver calls itself
  std::string replay;  // the options that name it: "--sdk boto3"
  DriverCommand command;
};

// What the options name; without any the embedded reference, and with `defaults` every installed
// driver as well. Installs what is named as a release or a working tree. Errors: kUnreadable: not
// installed.
Expected<std::vector<NamedSubject>> find_subjects(const SubjectOptions& options,
                                                  const std::string& home, bool defaults);

// Where installed drivers are looked for when --drivers-dir says nothing: build/drivers here, or
// beside the build that this program is of.
std::string default_drivers_dir();

// Where the drivers come from that the project ships: conformance/drivers here, or in the source
// tree that this program was built in.
std::string default_drivers_source();

}  // namespace assay::cli

#endif  // ASSAY_CLI_SUBJECTS_H_
