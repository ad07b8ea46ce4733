#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace assay::cli {
namespace {

struct JobText {
  Job job;
  std::string_view title;
};
constexpr JobText kJobs[] = {
    {Job::kSdkAuthor, "Testing an SDK (does it keep its side of the contract, and where not?)"},
    {Job::kCi, "Checking messages in CI (of a client, an emulator, a service)"},
    {Job::kOvernight, "Overnight (what breaks it that nobody thought of?)"},
};

void append_entry(std::string& out, std::string_view left, std::string_view right,
                  std::size_t left_width, std::size_t width) {
  out += "  ";
  out += left;
  if (right.empty()) {
    out += '\n';
    return;
  }
  const std::size_t column = left_width + 4;
  if (left.size() > left_width) {
    out += '\n';
    out.append(column, ' ');
  } else {
    out.append(column - 2 - left.size(), ' ');
  }
  out += wrapped(right, column, width);
  out += '\n';
}

// "--fail-on SEVERITY", "--quiet, -q".
std::string option_label(const CLI::Option& option) {
  std::string label;
  for (const std::string& name : option.get_lnames()) {
    label += (label.empty() ? "--" : ", --") + name;
  }
  for (const std::string& name : option.get_snames()) {
    label += (label.empty() ? "-" : ", -") + name;
  }
  if (option.get_items_expected_max() > 0) {
    // Validators add ":..." to the type; the name that the verb gave is enough.
    std::string type = option.get_type_name();
    type = type.substr(0, type.find(':'));
    if (!type.empty()) label += ' ' + type;
  }
  return label;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::size_t column = indent;
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == '\n') {
      out += '\n';
      ++i;
      if (i < text.size() && text[i] != '\n') out.append(indent, ' ');
      column = indent;
      continue;
    }
    std::size_t blanks = i;
    while (blanks < text.size() && text[blanks] == ' ') ++blanks;
    std::size_t end = blanks;
    while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
    if (column > indent && column + (end - i) > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
      i = blanks;
    }
    out.append(text.substr(i, end - i));
    column += end - i;
    i = end;
  }
  return out;
}

std::string main_help(std::size_t width) {
  std::string out =
      "assay - contract testing for AWS JSON APIs\n\n"
      "Usage: assay VERB [OPTIONS] [ARGUMENTS]\n";
  std::size_t left = 10;
  for (const Verb& verb : verbs()) left = std::max(left, verb.name.size());
  for (const JobText& job : kJobs) {
    std::string block;
    for (const Verb& verb : verbs()) {
      if (verb.job == job.job) append_entry(block, verb.name, verb.summary, left, width);
    }
    if (!block.empty()) out += fmt::format("\n{}\n{}", job.title, block);
  }
  out += "\nEverywhere\n";
  append_entry(out, "--help", "this text; assay VERB --help for a verb", left, width);
  append_entry(out, "--version", "version of the command and of the contract it carries", left,
               width);
  out +=
      "\nExit codes: 0 nothing at or above the gate; 1 findings; 2 usage or unusable input;\n"
      "3 incomplete (a limit, nothing checked, interrupted); 4 a canonical set shrank.\n";
  return out;
}

std::string verb_help(const CLI::App& app, std::string_view path, std::string_view summary,
                      std::string_view footer, std::size_t width) {
  constexpr std::size_t kLeft = 22;
  std::string usage = fmt::format("Usage: {}", path);
  const std::vector<const CLI::Option*> all =
      app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
  std::string positionals;
  bool any_option = false;
  for (const CLI::Option* option : all) {
    if (!option->get_positional()) {
      any_option = true;
      continue;
    }
    std::string type = option->get_type_name();
    std::string name = type.substr(0, type.find(':'));
    if (name.empty()) name = option->get_name();
    append_entry(positionals, name, option->get_description(), kLeft, width);
  }
  if (any_option) usage += " [OPTIONS]";
  const std::vector<const CLI::App*> subcommands =
      app.get_subcommands([](const CLI::App* sub) { return !sub->get_name().empty(); });
  if (!subcommands.empty())
    usage += app.get_require_subcommand_min() > 0 ? " COMMAND" : " [COMMAND]";
  for (const CLI::Option* option : all) {
    if (!option->get_positional()) continue;
    std::string type = option->get_type_name();
    std::string name = type.substr(0, type.find(':'));
    if (name.empty()) name = option->get_name();
    usage += option->get_required() ? ' ' + name : fmt::format(" [{}]", name);
  }
  std::string out = summary.empty() ? std::string() : fmt::format("{} - {}\n\n", path, summary);
  out += usage + '\n';
  if (!positionals.empty()) out += '\n' + positionals;
  if (!subcommands.empty()) {
    out += "\nCommands\n";
    for (const CLI::App* sub : subcommands) {
      append_entry(out, sub->get_name(), sub->get_description(), kLeft, width);
    }
  }
  for (const std::string& group : app.get_groups()) {
    std::string block;
    for (const CLI::Option* option : all) {
      if (option->get_positional() || option->get_group() != group) continue;
      append_entry(block, option_label(*option), option->get_description(), kLeft, width);
    }
    if (!block.empty()) out += fmt::format("\n{}\n{}", group, block);
  }
  if (!footer.empty()) out += fmt::format("\n{}\n", footer);
  return out;
}

}  // namespace assay::cli
