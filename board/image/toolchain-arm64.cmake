# Builds for the device on a Debian machine with arm64 beside its own architecture (multiarch).
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(PKG_CONFIG_EXECUTABLE /usr/bin/aarch64-linux-gnu-pkg-config)
# Programs of the build run here; libraries are the device's.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
# How CTest runs what was built.
set(CMAKE_CROSSCOMPILING_EMULATOR /usr/bin/qemu-aarch64)
