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
        "$@" "$place.part" >"$logs/image-$name.log" 2>&1 8>&- || {
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
    find "$cache" -mindepth 1 -maxdepth 1 ! -name '*.lock' -mtime +30 -exec rm -rf --one-file-system {} +
}
