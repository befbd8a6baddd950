# SPDX-License-Identifier: Apache-2.0
# Reads ranges of blocks, past the caches where that is possible, and holds them against their checksums.
# A table is a file of "FIRST LAST SHA256" lines, in blocks of block_size bytes.
# shellcheck shell=bash disable=SC2034,SC2154  # the parts share what flash sets

readonly chunk_bytes=$((16 * 1024 * 1024))
wrong=""   # what did not match, in words

table_blocks() { awk '{ sum += $2 - $1 + 1 } END { printf "%d\n", sum }' "$1"; }
table_bytes() { echo $(($(table_blocks "$1") * block_size)); }

# can_read_direct FILE: whether FILE can be read past the page cache (not everywhere: tmpfs can't).
can_read_direct() { dd if="$1" of=/dev/null bs=4096 count=1 iflag=direct status=none 2>/dev/null; }

# read_range FILE FIRST LAST: the bytes of these blocks, to the image's end at most.
read_range() {
    local file=$1 offset=$(($2 * block_size)) end=$((($3 + 1) * block_size)) length flags
    end=$((end < image_size ? end : image_size))
    while [ "$offset" -lt "$end" ]; do
        length=$((end - offset < chunk_bytes ? end - offset : chunk_bytes))
        flags=skip_bytes,count_bytes,fullblock
        if [ "$direct" = yes ] && [ $((offset % 4096 + length % 4096)) = 0 ]; then flags+=,direct; fi
        dd if="$file" bs=1M skip="$offset" count="$length" iflag="$flags" status=none || return 1
        offset=$((offset + length))
        if [ -n "${range_progress:-}" ]; then echo $((range_progress + offset - $2 * block_size)) >&5; fi
    done
}

# verify_ranges FILE TABLE: false at the first range that can't be read or differs, which `wrong` names.
verify_ranges() {
    local file=$1 first last sum got range_progress=0 direct=no
    wrong=""
    if can_read_direct "$file"; then direct=yes; fi
    echo 0 >&5
    while read -r first last sum; do
        if ! got=$(read_range "$file" "$first" "$last" 2>"$work/read.log" | sha256sum); then
            wrong="blocks $first-$last (from byte $((first * block_size))) can't be read"
            return 1
        fi
        if [ "${got%% *}" != "$sum" ]; then
            wrong="blocks $first-$last (from byte $((first * block_size))) are not what was written"
            [ "$file" != "$image" ] || wrong="blocks $first-$last (from byte $((first * block_size))) are not what $bmap says"
            return 1
        fi
        range_progress=$((range_progress + (last - first + 1) * block_size))
    done <"$2"
}

# What was written must reach the target, and what is read must come from it.
drop_caches() {
    sync "$target" || bad_target "$target_name can't be written to its end"
    if [ "${fact[type]}" = file ]; then
        dd if="$target" iflag=nocache count=0 status=none
    else
        blockdev --flushbufs "$target" || bad_target "$target_name can't be written to its end"
    fi
}
