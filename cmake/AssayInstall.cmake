# Installed: the library, its headers, CMake config and pkg-config files, the command.
