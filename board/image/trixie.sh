# SPDX-License-Identifier: Apache-2.0
# ./kiosk test --trixie: the tree on the release that devices run. Sourced by kiosk.
. board/image/image.sh

# Native: everything but what needs recordings or models or is a demonstration, and libcamera's virtual camera showing the
# simulated visitor, laid out for as long as the tests run.
test_natively() {
    local root
    native_chroot
    root=$made
    step "building on Debian 13"
    printf '5 to 15 minutes the first time ...\n'
    build_in "$root" trixie
    in_chroot "$root" sh -ec '
        mkdir -p /usr/share/verikiosk /usr/share/libcamera/pipeline/virtual
        mount -t tmpfs tmpfs /usr/share/verikiosk
        mount -t tmpfs tmpfs /usr/share/libcamera/pipeline/virtual
        build/trixie/bin/kiosk-lab pictures --out /usr/share/verikiosk/pictures
        cp board/qemu-arm64/test-root/usr/share/libcamera/pipeline/virtual/virtual.yaml /usr/share/libcamera/pipeline/virtual/
        exec env LIBCAMERA_PIPELINES_MATCH_LIST=virtual \
            ctest --test-dir build/trixie --parallel "$(nproc)" --output-on-failure --no-tests=error -LE "faces|fairness|models|demo|host"' ||
        could_not "tests failed on Debian 13: see above"
}

# For the device's processor, emulated: what computes the same on kiosk and backend, and what reads and writes bytes.
test_emulated() {
    local root
    cross_chroot
    root=$made
    step "building for arm64"
    printf '5 to 15 minutes the first time ...\n'
    build_in "$root" device emulated_tests
    in_chroot "$root" ctest --test-dir build/device --parallel "$(nproc)" --output-on-failure --no-tests=error -L emulated ||
        could_not "tests failed for arm64: see above"
}

test_trixie() {
    image_out=$PWD/out
    ready_for_images
    test_natively
    test_emulated
}
