#include "cli/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <ostream>

#include "cli/exit_code.h"
#include "cli/help.h"
#include "cli/suggest.h"
#include "cli/version.h"

namespace assay::cli {
namespace {

std::size_t help_width(const Console& console) {
  return std::clamp<std::size_t>(console.columns, 60, 100);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  std::string out;
  for (const std::string_view candidate : nearest(word, known)) {
    out += out.empty() ? "; did you mean " : " or ";
    out += candidate;
  }
  return out;
}

const Verb* find_verb(std::string_view name) {
  for (const Verb& verb : verbs()) {
    if (verb.name == name) return &verb;
  }
  return nullptr;
}

// The subcommand that was given last in the chain, with its path ("assay driver smoke").
const CLI::App& deepest(const CLI::App& app, std::string& path) {
  const CLI::App* at = &app;
  while (true) {
    const std::vector<CLI::App*> given = const_cast<CLI::App*>(at)->get_subcommands();
    if (given.empty()) return *at;
    at = given.back();
    path += ' ' + at->get_name();
  }
}

std::string parse_error(const CLI::ParseError& error, const CLI::App& app) {
  const CLI::App* at = &app;
  std::string path;
  at = &deepest(app, path);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    std::vector<std::string> extras = app.remaining(true);
    const std::string word = extras.empty() ? std::string() : extras.front();
    std::vector<std::string> names;
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    for (const CLI::App* sub : at->get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(sub->get_name());
    }
    const std::string bare = word.substr(0, word.find('='));
    std::string advice = did_you_mean(bare, {names.begin(), names.end()});
    if (advice.empty() && word.starts_with('-')) {
      advice = "; a value that begins with - goes after --, at the end";
    }
    return fmt::format("{} is not known here{}", word.empty() ? "an argument" : word, advice);
  }
  return error.what();
}

int run_verb(const Verb& verb, std::vector<std::string> arguments, Console& console) {
  const std::string path = fmt::format("assay {}", verb.name);
  CLI::App app(std::string(verb.summary), path);
  app.set_help_flag("--help,-h", "this text");
  const Run run = verb.add(app);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    std::string at = path;
    const CLI::App& asked = deepest(app, at);
    const bool whole = &asked == &app;
    console.out << verb_help(asked, at, whole ? std::string(verb.summary) : asked.get_description(),
                             whole ? verb.footer : std::string_view(), help_width(console));
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    return usage_error(console, verb.name, parse_error(error, app));
  }
  return run(console);
}

int dispatch(const std::vector<std::string>& arguments, Console& console) {
  if (arguments.empty()) {
    console.err << main_help(help_width(console));
    return kExitUsage;
  }
  const std::string& first = arguments.front();
  if (first == "--version" || first == "-V" || first == "version") {
    console.out << version_text();
    return kExitOk;
  }
  if (first == "--help" || first == "-h" || (first == "help" && arguments.size() == 1)) {
    console.out << main_help(help_width(console));
    return kExitOk;
  }
  const bool help = first == "help";
  const std::string& name = help ? arguments[1] : first;
  const Verb* verb = find_verb(name);
  if (verb == nullptr) {
    std::vector<std::string_view> names;
    for (const Verb& known : verbs()) names.push_back(known.name);
    console.err << fmt::format("assay: {} is not a verb{}\nSee assay --help.\n", name,
                               did_you_mean(name, names));
    return kExitUsage;
  }
  if (help) return run_verb(*verb, {"--help"}, console);
  return run_verb(*verb, {arguments.begin() + 1, arguments.end()}, console);
}

}  // namespace

int usage_error(Console& console, std::string_view verb, std::string_view message) {
  console.err << fmt::format("assay {0}: {1}\nSee assay {0} --help.\n", verb, message);
  return kExitUsage;
}

int run_command(const std::vector<std::string>& arguments, Console& console) {
  int code = kExitIncomplete;
  try {
    code = dispatch(arguments, console);
  } catch (const std::exception& error) {
    // Memory or the operating system gave out: what was written so far stands.
    console.err << fmt::format("assay: stopped: {}\n", error.what());
    code = kExitIncomplete;
  }
  console.out.flush();
  if (!console.out && code == kExitOk) return kExitIncomplete;  // nobody got the result
  return code;
}

}  // namespace assay::cli
