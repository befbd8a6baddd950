# SPDX-License-Identifier: Apache-2.0
# ./kiosk image: from packages and sources to a disk image. Sourced by kiosk.
. board/image/layers.sh
. board/image/chroot.sh
. board/image/rootfs.sh

image_usage() {
    cat <<TEXT
usage: ./kiosk image [--board NAME] [--debug] [--test] [--out FOLDER] [--yes]

Makes the disk image of a device: Debian 13 for arm64 with the kiosk's programs, ready to be flashed.
  --board NAME   $(boards | paste -sd' ')  (default qemu-arm64)
  --debug        a root shell on the console, without login: never for a partner's office
  --test         pictures of a simulated visitor for libcamera's virtual camera: for the tests in QEMU
  --out FOLDER   where to (default out/image/BOARD)
10 to 20 minutes the first time, one or two after a change of our sources; what was finished is kept in
$cache (about 8 GB), also when it is interrupted.
TEXT
}

boards() { for conf in board/*/board.conf; do basename "$(dirname "$conf")"; done; }

# Free space in GB of the file system that will hold a folder which may not exist yet.
free_gb() {
    local folder=$1
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    df --output=avail -BG "$folder" | tail -n 1 | tr -dc '0-9'
}

# Everything that would stop it later is asked first.
ready_for_images() {
    [ "$(id -u)" = 0 ] || could_not "images are made as root (chroots, file owners): run sudo ./kiosk image"
    setup board/image/packages.txt
    local needed=12
    [ -z "$(find "$cache" -maxdepth 1 -name 'rootfs.tar-*' ! -name '*.part' 2>/dev/null)" ] || needed=4
    [ "$(free_gb "$cache")" -ge "$needed" ] ||
        could_not "$cache needs $needed GB of free space, and there are $(free_gb "$cache"): make room, or set VERIKIOSK_CACHE to another folder"
    [ "$(free_gb "$image_out")" -ge 4 ] ||
        could_not "$image_out needs 4 GB of free space, and there are $(free_gb "$image_out"): make room, or choose another with --out"
    unshare --mount true 2>/dev/null || could_not "this machine allows no mount namespaces (a container?): images can't be made here"
    can_run_arm64
}

# build_in CHROOT PRESET [TARGET...]: configures and builds the checkout in a chroot, with progress.
build_in() {
    local root=$1 preset=$2 log=$logs/build-$2.log
    shift 2
    mkdir -p "$logs"
    [ -e "build/$preset/build.ninja" ] || in_chroot "$root" cmake --preset "$preset" >"$log" 2>&1 ||
        { tail -n 20 "$log" >&2; could_not "configuring failed: see $log"; }
    if ! in_chroot "$root" cmake --build "build/$preset" ${1:+--target "$@"} 2>&1 | tee "$log" | show_build_progress; then
        grep -E -A8 'error|FAILED' "$log" | head -n 40 >&2
        could_not "the build ($preset) failed: the first errors stand above, all of it in $log"
    fi
}

# Pictures of a simulated visitor, for test images.
test_pictures() {
    build dev kiosk-lab
    rm -rf "$image_out/pictures"
    $build_dir/bin/kiosk-lab pictures --out "$image_out/pictures" >"$logs/pictures.log" 2>&1 ||
        { cat "$logs/pictures.log" >&2; could_not "the test image's pictures could not be made"; }
}

# What a disk image is made from, as a digest: layers, programs, our files and the board's.
disk_digest() {
    local folders=(board/image board/flash "board/$board" build/device/share)
    [ -z "$test" ] || folders+=("$image_out/pictures")
    digest "$tar $made $debug $test $SOURCE_DATE_EPOCH" "$(tree_digest "${folders[@]}")" @build/device/bin/kioskd @build/device/bin/kioskctl
}

compose() {
    (out_folder=$image_out
        in_chroot "$cross" board/image/compose.sh "$board" "/cache/$(basename "$tar")" "/cache/$(basename "$made")" /out $debug $test)
}

disk_image() {
    local before=$SECONDS key file=$image_out/verikiosk-$board.img
    key=$(disk_digest)
    step "disk image"
    # An image that was booted has been written to.
    if [ -e "$file" ] && [ ! "$file" -nt "$image_out/made-from" ] && [ "$(cat "$image_out/made-from")" = "$key" ]; then
        step_done "ready"
        return
    fi
    printf 'about a minute ... '
    rm -f "$image_out/made-from"
    ticking logged "$logs/image-compose.log" compose ||
        { printf '\n'; tail -n 20 "$logs/image-compose.log" >&2; could_not "the disk image could not be put together: all of it in $logs/image-compose.log"; }
    printf '%s\n' "$key" >"$image_out/made-from"
    step_done "$((SECONDS - before)) s"
}

image() {
    local board=qemu-arm64 debug='' test='' start=$SECONDS made cross tar
    local image_out=''
    while [ $# -gt 0 ]; do
        case "$1" in
            --help) image_usage; return ;;
            --board) [ $# -gt 1 ] || wrong_use "--board needs a name"; shift; board=$1 ;;
            --debug) debug=debug ;;
            --test) test=test ;;
            --out) [ $# -gt 1 ] || wrong_use "--out needs a folder"; shift; image_out=$1 ;;
            --yes) assume_yes=yes ;;
            *) wrong_use "image does not know '$1'; see ./kiosk image --help" ;;
        esac
        shift
    done
    [ -e "board/$board/board.conf" ] || wrong_use "there is no board '$board': $(boards | paste -sd' ')"
    image_out=$(realpath -m "${image_out:-out/image/$board${debug:+-debug}${test:+-test}}")
    mkdir -p "$logs"
    [ ! -d "$image_out" ] || [ -z "$(ls -A "$image_out")" ] || [ -d "$image_out/parts" ] ||
        could_not "$image_out holds other things, which would be removed: choose an empty folder with --out"
    ready_for_images
    # shellcheck source=/dev/null
    . "board/$board/board.conf"
    # The image, and what is compiled into it, is as old as the last change of the sources.
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo "$suite_epoch")
    export SOURCE_DATE_EPOCH
    say "Image for $board: $title"
    cross_chroot; cross=$made
    rootfs; tar=$made
    boot_packages "$cross"
    step "programs"
    printf 'cross-building ...\n'
    build_in "$cross" device kioskd kioskctl firmware_screens_catalogues
    mkdir -p "$image_out"
    [ -z "$test" ] || test_pictures
    disk_image
    prune_layers
    local file=$image_out/verikiosk-$board.img
    say "Made in $((SECONDS - start)) s: $file"
    say "  $(tail -n 1 "$logs/image-compose.log"); disk $(du -m --apparent-size "$file" | cut -f1) MB, of which $(du -m "$file" | cut -f1) MB to write"
    say "  block map, checksum and list of packages (SPDX) lie beside it; on to ./kiosk flash"
    [ -z "$debug" ] || say "  DEBUG: whoever reaches the console is root. Not for a partner's office."
}
