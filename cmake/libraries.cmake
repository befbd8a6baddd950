# Third-party libraries, all from Debian. Every one is an imported target, so that its headers count as system
# headers and our warnings stay ours.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(tl-expected CONFIG REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS locale)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)

pkg_check_modules(libcamera REQUIRED IMPORTED_TARGET libcamera)
pkg_check_modules(turbojpeg REQUIRED IMPORTED_TARGET libturbojpeg)
pkg_check_modules(sdl2 REQUIRED IMPORTED_TARGET sdl2)
pkg_check_modules(libsystemd REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(pango REQUIRED IMPORTED_TARGET pangocairo)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(libcbor REQUIRED IMPORTED_TARGET libcbor)
pkg_check_modules(libav REQUIRED IMPORTED_TARGET libavformat libavcodec libavutil libswscale)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(zbar REQUIRED IMPORTED_TARGET zbar)

# Debian's module packages of OpenCV (core, imgproc, ...) come without the CMake package, which is in the one
# that brings 150 others.
find_path(OPENCV_INCLUDE opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
foreach(module core imgproc calib3d objdetect dnn)
  find_library(OPENCV_${module} opencv_${module} REQUIRED)
  add_library(opencv::${module} UNKNOWN IMPORTED)
  set_target_properties(opencv::${module} PROPERTIES
    IMPORTED_LOCATION "${OPENCV_${module}}" INTERFACE_INCLUDE_DIRECTORIES "${OPENCV_INCLUDE}")
endforeach()

# dlib's pkg-config file names libraries by path, which CMake then puts in the wrong order. Its templates call
# LAPACK and BLAS directly.
find_path(DLIB_INCLUDE dlib/matrix.h REQUIRED)
find_file(DLIB_LANDMARKS shape_predictor_68_face_landmarks.dat PATHS /usr/share/dlib REQUIRED)
find_library(DLIB_LIBRARY dlib REQUIRED)
find_library(LAPACK_LIBRARY lapack REQUIRED)
find_library(BLAS_LIBRARY blas REQUIRED)
add_library(dlib_all INTERFACE IMPORTED)
set_target_properties(dlib_all PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES "${DLIB_INCLUDE}"
  INTERFACE_LINK_LIBRARIES "${DLIB_LIBRARY};${LAPACK_LIBRARY};${BLAS_LIBRARY}")

# Debian's Mbed TLS 2.28 has no CMake package.
find_path(MBEDTLS_INCLUDE mbedtls/ssl.h REQUIRED)
find_library(MBEDTLS_LIBRARY mbedtls REQUIRED)
find_library(MBEDX509_LIBRARY mbedx509 REQUIRED)
find_library(MBEDCRYPTO_LIBRARY mbedcrypto REQUIRED)
add_library(mbedtls_all INTERFACE IMPORTED)
set_target_properties(mbedtls_all PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES "${MBEDTLS_INCLUDE}"
  INTERFACE_LINK_LIBRARIES "${MBEDTLS_LIBRARY};${MBEDX509_LIBRARY};${MBEDCRYPTO_LIBRARY}")

find_program(MSGFMT msgfmt REQUIRED)
