# SPDX-License-Identifier: Apache-2.0
# What the stories share: a folder of their own, an image, targets, stand-ins for what a machine has or a card does
# wrong, and expectations. Everything is undone at the end.
# shellcheck shell=bash disable=SC2034,SC2154

flash=$source_dir/board/flash/flash
world=$(mktemp -d)
fakes=$world/fakes       # comes first in PATH when the flash tool runs
loops=() mounts=() swaps=() processes=()
said=""                  # what it said last, on both outputs
export TMPDIR=$world/tmp # what the flash tool keeps while it runs
mkdir "$fakes" "$TMPDIR"

undo() {
    local thing
    for thing in ${processes[@]+"${processes[@]}"}; do kill -KILL "$thing" 2>/dev/null || true; done
    for thing in ${swaps[@]+"${swaps[@]}"}; do swapoff "$thing" || true; done
    for thing in ${mounts[@]+"${mounts[@]}"}; do umount "$thing" || true; done
    for thing in ${loops[@]+"${loops[@]}"}; do losetup -d "$thing" || true; done
    rm -rf "$world"
}
trap undo EXIT

fail() {
    printf 'FAILED: %s\nit said:\n%s\n' "$*" "$said"
    exit 1
}

skip() {
    [ "${CI:-}" != true ] || fail "$*, and CI=true"
    printf 'skipped: %s\n' "$*"
    exit 77
}

need_root() {
    [ "$(id -u)" = 0 ] || skip "this story needs root"
}

# --- targets -------------------------------------------------------------------------------------------

# file_target [SIZE]: a file that stands for a card, full of an old life.
file_target() {
    target=$world/card   # 0 to 1 MB, and 24 to 25 MB, which is a hole of the image
    rm -f "$target"
    truncate -s "${1:-48M}" "$target"
    seq 7 3 9999999 | head -c 1M >"$world/old" || true
    dd if="$world/old" of="$target" conv=notrunc bs=1M status=none
    dd if="$world/old" of="$target" conv=notrunc bs=1M seek=24 status=none
}

# loop_over FILE [LOSETUP OPTIONS...]: sets loop.
loop_over() {
    need_root
    [ -e /dev/loop-control ] || skip "there are no loop devices here"
    loop=$(losetup --find --show "${@:2}" "$1") || skip "a loop device can't be had here"
    loops+=("$loop")
}

loop_target() {
    file_target "${1:-48M}"
    card=$target
    loop_over "$card"
    target=$loop
}

own_image() {
    cp --sparse=always "$image" "$world/own.img"
    cp "$image.bmap" "$world/own.img.bmap"
    image=$world/own.img
}

# flip FILE OFFSET: one byte becomes another.
flip() {
    local was
    was=$(dd if="$1" bs=1 skip="$2" count=1 status=none | od -An -tu1)
    printf '%b' "\\x$(printf %02x $(((was + 1) % 256)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

# --- stand-ins -----------------------------------------------------------------------------------------

# fake NAME: a program of this name, from standard input, that the flash tool finds first. $REAL is the real one.
fake() {
    local real
    real=$(PATH=$PATH:/usr/sbin:/sbin command -v "$1") || real=/bin/false
    # shellcheck disable=SC2016
    { printf '#!/usr/bin/env bash\nREAL=%q WORLD=%q TARGET=%q FLIP_WITH=%q\n' "$real" "$world" "${target:-}" "$(declare -f flip)"
      printf 'eval "$FLIP_WITH"\n'; cat; } >"$fakes/$1"
    chmod +x "$fakes/$1"
}

# A machine whose disks are the rows of lsblk --pairs on standard input. A row belongs to the disk named by the last
# row that begins with NAME="DISK" and TYPE disk or loop.
machine() {
    cat >"$world/machine"
    fake lsblk <<'LSBLK'
device=${!#} nodeps=no
case " $* " in *" --nodeps "*) nodeps=yes ;; esac
[[ $device == /dev/* ]] || device=
awk -v device="$device" -v nodeps="$nodeps" '
    /TYPE="(disk|loop)"/ { inside = device == "" || index($0, "PATH=\"" device "\"") > 0; if (inside) { found = 1; print } next }
    inside && nodeps == "no" { print; next }
    device != "" && index($0, "PATH=\"" device "\"") > 0 { found = 1; print }
    END { exit !found }' "$WORLD/machine"
LSBLK
}

# disk NAME [KEY=VALUE...]: a row, of a card of 31.9 GB in a USB reader unless it says otherwise.
disk() {
    declare -A is=([PKNAME]="" [TYPE]=disk [SIZE]=31914983424 [MODEL]="Ultra" [SERIAL]=4C53 [TRAN]=usb [RM]=1 [HOTPLUG]=1
        [RO]=0 [LOG-SEC]=512 [MOUNTPOINTS]="")
    local pair key
    for pair in "${@:2}"; do is[${pair%%=*}]=${pair#*=}; done
    printf 'NAME="%s" PATH="%s"' "$1" "${is[PATH]:-/dev/$1}"
    for key in PKNAME TYPE SIZE MODEL SERIAL TRAN RM HOTPLUG RO LOG-SEC MOUNTPOINTS; do printf ' %s="%s"' "$key" "${is[$key]}"; done
    printf '\n'
}

# --- running it, and what is expected --------------------------------------------------------------------

# run CODE ARGUMENTS...: runs the flash tool without a terminal and holds its exit code.
run() {
    local expected=$1 code=0
    shift
    said=$(PATH=$fakes:$PATH "$flash" "$@" 2>&1 </dev/null) || code=$?
    [ "$code" = "$expected" ] || fail "exit code $code instead of $expected"
}

# run_at_terminal CODE TYPED ARGUMENTS...: the same with a terminal, at which TYPED is typed.
run_at_terminal() {
    local expected=$1 typed=$2 code=0 line
    shift 2
    printf -v line '%q ' "$flash" "$@"
    said=$( (sleep 0.3; printf '%s\n' "$typed"; sleep 0.3) | PATH=$fakes:$PATH SHELL=/bin/bash script -qec "$line" /dev/null 2>&1) || code=$?
    [ "$code" = "$expected" ] || fail "exit code $code instead of $expected"
}

expect() { grep -qF -- "$1" <<<"$said" || fail "not said: $1"; }
expect_not() { if grep -qF -- "$1" <<<"$said"; then fail "said: $1"; fi; }

digest() { sha256sum <"$1" | cut -d' ' -f1; }

# refused REASON ARGUMENTS...: refused for this reason, and the target is what it was.
refused() {
    local reason=$1 before
    shift
    before=$(digest "$target")
    run 2 "$@"
    expect "$reason"
    [ "$(digest "$target")" = "$before" ] || fail "the target was written to"
}

# The ranges that the block map names, as "FIRST-LAST" or "FIRST" lines; range N: the Nth of them.
ranges() { sed -n 's|.*<Range[^>]*> *\([0-9-]*\) *</Range>.*|\1|p' "$image.bmap"; }
range() { ranges | sed -n "$1p"; }

# expect_image_on TARGET [BEFORE]: every mapped block of the image (in ranges that end before this block) is there.
expect_image_on() {
    local first last
    while IFS=- read -r first last; do
        last=${last:-$first}
        if [ $# = 2 ] && [ "$last" -ge "$2" ]; then continue; fi
        cmp -n $(((last - first + 1) * 4096)) -i $((first * 4096)) "$image" "$1" || fail "blocks $first to $last differ"
    done < <(ranges)
}

# Nothing at either end that a board could start from.
expect_invalid() {
    cmp -s -n $((34 * 512)) "$1" /dev/zero || fail "the start of the target could still boot"
    if partx --show "$1" >/dev/null 2>&1; then fail "the target still has partitions"; fi
}
