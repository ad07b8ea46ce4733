// How help is laid out.
#ifndef ASSAY_CLI_HELP_H_
#define ASSAY_CLI_HELP_H_

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "cli/verb.h"

namespace assay::cli {

// `text` broken at blanks to `width` columns; lines after the first begin with `indent` blanks.
// The text keeps its own line breaks.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

// `assay --help`: what it is, the verbs grouped by the jobs they do.
std::string main_help(std::size_t width);

// `assay VERB --help`.
std::string verb_help(const CLI::App& app, std::string_view path, std::string_view summary,
                      std::string_view footer, std::size_t width);

}  // namespace assay::cli

#endif  // ASSAY_CLI_HELP_H_
