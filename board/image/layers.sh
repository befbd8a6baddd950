# SPDX-License-Identifier: Apache-2.0
# Layers of an image, each kept under the digest of what it is made from. Sourced.
# A layer is made beside its place and moved there when it is whole: an interrupted one is made anew, a finished
# one is never touched again.

# Where layers are kept, for all checkouts of this user.
cache=${VERIKIOSK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/verikiosk}

# digest TEXT|@FILE...: 16 hexadecimal digits of the texts and of the files' contents, in this order.
digest() {
    local part
    for part in "$@"; do
        if [ "${part:0:1}" = @ ]; then cat -- "${part:1}"; else printf '%s\n' "$part"; fi
    done | sha256sum | cut -c1-16
}

# tree_digest FOLDER...: the same of whole folders: names, modes, link targets and contents.
tree_digest() {
    local folder
    for folder in "$@"; do
        (cd "$folder" && find . -printf '%P %m %y %l\n' | LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum)
    done | sha256sum | cut -c1-16
}

step() { printf '  %-38s' "$1"; }
step_done() { printf '%s\n' "$1"; }

# Says how long it has been going on, so that nobody takes a long step for a stuck one: on a terminal every two seconds,
# elsewhere once a minute. It ends with this script, however that ends.
tick() {
    local start=$SECONDS
    while sleep 2 >/dev/null 2>&1 && kill -0 "$$" 2>/dev/null; do
        if [ -t 1 ]; then
            printf '%4d s\b\b\b\b\b\b' "$((SECONDS - start))"
        elif [ $(((SECONDS - start) % 60)) -lt 2 ] && [ "$((SECONDS - start))" -ge 60 ]; then
            printf '%d s ... ' "$((SECONDS - start))"
        fi
    done
}

# logged FILE COMMAND...: what it prints goes into the file. The lock of a layer is not for it.
logged() {
    local file=$1
    shift
    "$@" >"$file" 2>&1 8>&-
}

# ticking COMMAND...: runs it while that is said.
ticking() {
    local ticker code=0
    tick 8>&- &
    ticker=$!
    "$@" || code=$?
    kill -KILL "$ticker" 2>/dev/null  # at once, so that it runs no trap of this script's
    wait "$ticker" 2>/dev/null || true
    return "$code"
}

# layer NAME DIGEST "WHAT, HOW LONG" COMMAND...: unless $cache/NAME-DIGEST is there, runs COMMAND with the place to
# make it in as its last argument. Prints nothing to standard output but progress; sets $made to the layer's place.
layer() {
    local name=$1 key=$2 about=$3 place start
    shift 3
    place=$cache/$name-$key
    made=$place
    step "$name"
    if [ -e "$place" ]; then
        touch "$place"
        step_done "ready"
        return
    fi
    mkdir -p "$cache"
    exec 8>"$cache/$name.lock"
    flock -n 8 || { printf 'waiting for another build ... '; flock 8; }
    if [ ! -e "$place" ]; then
        rm -rf --one-file-system "$place.part"
        start=$SECONDS
        printf '%s ... ' "$about"
        ticking logged "$logs/image-$name.log" "$@" "$place.part" || {
            printf '\n'
            tail -n 15 "$logs/image-$name.log" >&2
            could_not "$name could not be made: the end of $logs/image-$name.log stands above. What was finished before is kept; run it again when the cause is mended"
        }
        mv "$place.part" "$place"
        step_done "$((SECONDS - start)) s"
    else
        step_done "ready"
    fi
    exec 8>&-
}

# Layers of an older digest than the one in use, once they are a month old.
prune_layers() {
    # Only what is ours: the folder may be one that holds other things.
    find "$cache" -mindepth 1 -maxdepth 1 -regextype posix-extended -mtime +30 \
        -regex '.*/(chroot-(native|cross)|rootfs\.tar|boot-[a-z0-9-]+)-[0-9a-f]{16}(\.part)?' \
        -exec rm -rf --one-file-system {} +
}
