# SPDX-License-Identifier: Apache-2.0
# Debian's part of the device's root file system, and the packages whose files go onto a board's boot partition.
# Sourced after chroot.sh.

# Debian 13's release: no file of Debian's part is younger.
readonly suite_epoch=1754697600

# What nobody reads on a device. The copyright files stay: they are the licences.
readonly left_out=(
    --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-include=/usr/share/doc/*/copyright'
    --dpkgopt='path-exclude=/usr/share/man/*'
    --dpkgopt='path-exclude=/usr/share/info/*'
    --dpkgopt='path-exclude=/usr/share/lintian/*'
    --dpkgopt='path-exclude=/usr/share/bug/*'
    --dpkgopt='path-exclude=/usr/share/locale/*'
    --dpkgopt='path-exclude=/usr/share/bash-completion/*'
    --dpkgopt='path-exclude=/usr/share/fonts/truetype/noto/*'
    --dpkgopt='path-include=/usr/share/fonts/truetype/noto/NotoSansArabic-*'
    --dpkgopt='path-exclude=/usr/share/opencv4/haarcascades/*'
    --dpkgopt='path-exclude=/usr/share/dlib/*'  # its library depends on them; ours has its own (landmarks-68.forest)
)

can_run_arm64() {
    arch-test arm64 >/dev/null 2>&1 && return
    # A machine without systemd has not registered it at its start.
    as_root mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc 2>/dev/null || true
    as_root update-binfmts --enable qemu-aarch64 >/dev/null 2>&1 || true
    arch-test arm64 >/dev/null 2>&1 ||
        could_not "arm64 programs do not run here: the kernel needs binfmt_misc with qemu-aarch64 (package qemu-user-static)"
}

make_rootfs() {
    # shellcheck disable=SC2016
    sources "main" | SOURCE_DATE_EPOCH=$suite_epoch mmdebstrap --architectures=arm64 --variant=essential --format=tar \
        --include="$1" --aptopt='APT::Install-Recommends "false"' "${left_out[@]}" \
        --customize-hook='rm -rf "$1"/var/cache/* "$1"/var/log/* "$1"/var/lib/dpkg/*-old "$1"/etc/*- "$1"/usr/share/doc/*/changelog*' \
        --customize-hook='rm -f "$1"/etc/machine-id "$1"/var/lib/dbus/machine-id "$1"/etc/resolv.conf "$1"/etc/hostname' \
        "$suite" "$2"
}

rootfs_packages() { packages_of board/image/device-packages.txt | paste -sd,; }
rootfs_digest() { digest "$suite" "$(rootfs_packages)" "${left_out[*]}" "$(declare -f make_rootfs)"; }
rootfs_is_ready() { [ -e "$cache/rootfs.tar-$(rootfs_digest)" ]; }

rootfs() {
    layer rootfs.tar "$(rootfs_digest)" "the device's Debian, about 10 minutes" make_rootfs "$(rootfs_packages)"
}

# download_boot CHROOT COMPONENTS PACKAGES FOLDER: kernel, first file system's tools and boot firmware, as packages.
download_boot() {
    local root=$1 components=$2 packages=$3 folder=$4
    mkdir -p "$folder"
    (sources "$components") >"$folder/sources.list" || return
    # shellcheck disable=SC2016
    (out_folder=$folder
        in_chroot "$root" sh -ec '
            apt="-o Dir::Etc::SourceList=/out/sources.list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=/tmp/lists"
            mkdir -p /tmp/lists/partial
            apt-get $apt -o APT::Sandbox::User=root -o APT::Update::Error-Mode=any update
            cd /out
            for package in $1; do
                # linux-image-arm64 only names the kernel of the day.
                real=$(apt-cache $apt depends --important "$package" | sed -n "s/^ *Depends: \(linux-image-[0-9].*\)/\1/p")
                apt-get $apt -o APT::Sandbox::User=root download "${real:-$package}"
            done
            rm sources.list' sh "$packages")
}

# boot_packages CHROOT: of the board in $board.
boot_packages() {
    local packages
    packages=$(packages_of "board/$board/boot-packages.txt" | paste -sd' ')
    layer "boot-$board" "$(digest "$suite" "$packages" "$boot_components" "$(declare -f download_boot)")" \
        "kernel and boot firmware, about a minute" download_boot "$1" "$boot_components" "$packages"
}
