# SPDX-License-Identifier: Apache-2.0
# Debian 13 beside the machine's own Debian: made once, entered in mount namespaces of their own, so that nothing is
# left mounted whatever happens. Sourced after layers.sh.

readonly suite=trixie

# Where this machine gets Debian from.
mirror() {
    apt-get indextargets --format '$(REPO_URI) $(LABEL)' 'Origin: Debian' | awk -v label="$1" '$2 == label { print $1; exit }'
}

# The lines of a sources.list for the suite, with the components given.
sources() {
    local main security
    main=$(mirror Debian)
    security=$(mirror Debian-Security)
    [ -n "$main" ] || could_not "apt does not say where this machine gets Debian from: run apt-get update and try again"
    printf 'deb %s %s %s\ndeb %s %s-updates %s\n' "$main" "$suite" "$1" "$main" "$suite" "$1"
    [ -z "$security" ] || printf 'deb %s %s-security %s\n' "$security" "$suite" "$1"
}

# The names in a list of packages; with a second word, those that have it between name and comment.
packages_of() {
    sed 's/#.*//' "$1" | awk -v want="${2:-}" 'NF && (want == "" || $2 == want) { print $1 }'
}

# make_chroot ARCHITECTURES PACKAGES FOLDER
make_chroot() {
    sources "main" | mmdebstrap --variant=apt --architectures="$1" --include="$2,ccache" \
        --aptopt='APT::Install-Recommends "false"' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/man/*' --skip=cleanup/apt/lists \
        --setup-hook='mkdir -p "$1/src" "$1/ccache" "$1/cache" "$1/out" "$1/faces"' "$suite" "$3"
}

# What builds the tree on Debian 13, for this machine. The checks of style need Debian 12's tools.
native_packages() { packages_of board/host/packages.txt | grep -vxFf <(packages_of board/host/packages.txt bookworm); }
# What builds it for the device: tools of this machine, libraries of the device's architecture; and what makes images.
cross_packages() {
    native_packages | grep -vxFf <(packages_of board/host/packages.txt target)
    packages_of board/host/packages.txt target | sed 's/$/:arm64/'
    packages_of board/image/cross-packages.txt
}

native_chroot() {
    local packages
    packages=$(native_packages | paste -sd,)
    layer chroot-native "$(digest "$suite" "$packages" "$(declare -f make_chroot)")" "Debian 13 to build in, about 3 minutes" \
        make_chroot amd64 "$packages"
}
cross_chroot() {
    local packages
    packages=$(cross_packages | paste -sd,)
    layer chroot-cross "$(digest "$suite" "$packages" "$(declare -f make_chroot)")" "Debian 13 to cross-build in, about 3 minutes" \
        make_chroot amd64,arm64 "$packages"
}

# in_chroot FOLDER COMMAND...: runs it there in the checkout, mounted at /src; layers are at /cache, read-only, and the
# folder $out_folder, where there is one, at /out, and the tests' recordings and models, likewise, at /faces and
# /models. Processes and mounts end with it.
in_chroot() {
    local root=$1
    shift
    mkdir -p "${CCACHE_DIR:-$HOME/.cache/ccache}"
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child -- bash -euc '
        root=$1 src=$2 cache=$3 ccache=$4 out=$5 faces=$6 models=$7
        shift 7
        mount --make-rprivate /
        mount --bind "$src" "$root/src"
        mount --bind "$ccache" "$root/ccache"
        mount --bind -o ro "$cache" "$root/cache"
        [ -z "$out" ] || mount --bind "$out" "$root/out"
        [ ! -d "$faces" ] || mount --bind -o ro "$faces" "$root/faces"
        [ ! -d "$models" ] || { mkdir -p "$root/models"; mount --bind -o ro "$models" "$root/models"; }
        mount -t proc proc "$root/proc"
        mount -t sysfs -o ro sysfs "$root/sys"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
        mount -t tmpfs -o mode=755 tmpfs "$root/run"
        exec chroot "$root" env -i PATH=/usr/bin:/usr/sbin:/bin:/sbin HOME=/root LC_ALL=C.UTF-8 TZ=UTC \
            VERIKIOSK_FACES=/faces VERIKIOSK_MODELS=/models ${CI:+CI=$CI} ${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH} \
            CCACHE_DIR=/ccache CCACHE_BASEDIR=/src CCACHE_NOHASHDIR=1 CMAKE_CXX_COMPILER_LAUNCHER=ccache \
            sh -ec "cd /src; exec \"\$@\"" sh "$@"
    ' bash "$root" "$PWD" "$cache" "${CCACHE_DIR:-$HOME/.cache/ccache}" "${out_folder:-}" \
        "$(realpath "${VERIKIOSK_FACES:-../shared/faces}" 2>/dev/null)" \
        "$(realpath "${VERIKIOSK_MODELS:-../shared/models}" 2>/dev/null)" "$@"
}
