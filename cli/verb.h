// Verbs of the command: one file a verb, one line a verb in verbs.cc.
#ifndef ASSAY_CLI_VERB_H_
#define ASSAY_CLI_VERB_H_

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace assay::cli {

// What a verb reads and writes, and what it may assume of the person on the other side. Tests give
// string streams.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool in_is_terminal = false;
  bool no_color = false;   // NO_COLOR is set and not empty
  unsigned columns = 100;  // of the terminal
};

// The jobs that the help groups verbs by.
enum class Job : std::uint8_t {
  kSdkAuthor,
  kCi,
  kOvernight
};

// Runs a verb with the options that its `add` bound. Returns an exit code (exit_code.h).
using Run = std::function<int(Console&)>;

// `add` puts the options of the verb on its own subcommand and returns what runs it; the options
// live in what is returned:
//
//   Run add_check(CLI::App& app) {
//     auto options = std::make_shared<CheckOptions>();
//     app.add_option("file", options->files, "...");
//     return [options](Console& console) { return check(*options, console); };
//   }
struct Verb {
  std::string_view name;
  Job job = Job::kCi;
  std::string_view summary;  // one line in `assay --help`
  std::string_view footer;   // below the options in `assay VERB --help`: examples
  Run (*add)(CLI::App& app) = nullptr;
};

// All verbs in the order of the help (verbs.cc).
std::span<const Verb> verbs() noexcept;

// Prints "assay VERB: message" and where help is. Returns kExitUsage.
// Shapes: `message` names the option and says what to do.
int usage_error(Console& console, std::string_view verb, std::string_view message);

// Whether an interrupt was asked for (SIGINT, SIGTERM): stop soon, report what was found so far,
// return kExitIncomplete.
bool interrupted() noexcept;

}  // namespace assay::cli

#endif  // ASSAY_CLI_VERB_H_
