#include "cli/exit_code.h"

int main() { return assay::cli::kExitUsage; }
