# SPDX-License-Identifier: Apache-2.0
# Writes the image: first the target is made invalid, then everything but the partition table, that last.
# shellcheck shell=bash disable=SC2034,SC2154  # the parts share what flash sets

copier=""   # bmaptool's process while it runs

# Nobody else may use the target from here on. The lock also keeps udev, and so desktops, from mounting what
# appears on it; mounts and volumes hold a disk exclusively, whether lsblk knows of them or not.
claim_target() {
    exec 6<"$target" || refuse "$target can't be opened"
    flock --timeout 3 6 || refuse "$target_name is being written by another program"
    [ "${fact[type]}" != file ] || return 0
    python3 -c 'import os, sys; os.open(sys.argv[1], os.O_RDONLY | os.O_EXCL)' "$target" 2>"$work/claim.log" ||
        refuse "$target_name is in use: $(sed -n 's/.*\] \(.*\):.*/\1/p' "$work/claim.log" | tail -1)"
}

zero() {
    dd if=/dev/zero of="$target" bs=512 seek="$1" count="$2" conv=notrunc,fsync status=none 2>"$work/write.log"
}

# After this nothing boots from the target, and nothing finds the partitions that were on it.
make_invalid() {
    local sectors=$((fact[size] / 512)) image_sectors=$((image_size / 512))
    local first
    for first in 0 $((sectors - 34)) $((image_sectors - 34)); do
        zero "$first" 34 || write_failed "$work/write.log"
    done
    if [ "${fact[type]}" != file ]; then blockdev --rereadpt "$target" 2>/dev/null || true; fi
}

# write_failed LOG: what the failure means for the target. Only what says that the target can't be written makes it bad.
write_failed() {
    local why
    why=$(sed 's/^bmaptool: //; s/^ERROR: //' "$1" | grep . | tail -1) || why="no reason given"
    case "$why" in
        *"checksum mismatch"* | *"error while reading"*) could_not "$image changed or can't be read any more ($why)." ;;
        *"No space left"*) [ "${fact[type]}" != file ] || could_not "the disk that holds $target is full." ;;
        *"error while writing"* | *"error writing"* | *"cannot flush"* | *"cannot synchronize"* | *"fsync failed"* | *"Input/output error"*) ;;
        *) could_not "$target_name was not written: $why." ;;
    esac
    bad_target "$target_name can't be written ($why)"
}

# How much has been written: what the disk itself counts; for a file, what bmaptool wrote.
written_bytes() {
    local stat count
    if [ "${fact[type]}" = file ]; then
        count=$(sed -n 's/^wchar: //p' "/proc/$copier/io" 2>/dev/null) || true
        echo "${count:-0}"
    else
        read -ra stat <"/sys/class/block/$target_name/stat" || true
        echo $((${stat[6]:-0} * 512))
    fi
}

run_copier() {
    local start code=0
    start=0
    if [ "${fact[type]}" != file ]; then start=$(written_bytes); fi
    bmaptool copy --bmap "$work/inner.bmap" "$image" "$target" </dev/null >"$work/bmaptool.log" 2>&1 5>&- &
    copier=$!
    echo 0 >&5
    while kill -0 "$copier" 2>/dev/null; do
        sleep 0.2
        echo $((($(written_bytes) - start) * 99 / 100)) >&5
    done
    wait "$copier" || code=$?
    copier=""
    if [ "$code" = 0 ]; then table_bytes "$work/inner" >&5; fi
    return "$code"
}

copy_image() {
    local bytes code=0
    bytes=$(table_bytes "$work/inner")
    with_progress "writing" "$bytes" run_copier || code=$?
    [ "$code" -lt 128 ] || could_not "bmaptool was stopped from outside (exit code $code)."
    [ "$code" = 0 ] || write_failed "$work/bmaptool.log"
    # bmaptool cuts a plain file to the image's size; a card keeps its own.
    if [ "${fact[type]}" = file ]; then truncate -s "${fact[size]}" "$target"; fi
}

# verify_target TABLE LABEL: reads back every block of the table.
verify_target() {
    drop_caches
    with_progress "$2" "$(table_bytes "$1")" verify_ranges "$target" "$1" || bad_target "$target_name is bad: $wrong"
}

# The copy of the table at the end first: what is at the start is what boots.
write_table() {
    local first last _
    while read -r first last _; do
        dd if="$image" of="$target" bs="$block_size" skip="$first" seek="$first" count=$((last - first + 1)) \
            conv=notrunc,fsync status=none 2>"$work/write.log" || write_failed "$work/write.log"
    done < <(tac "$work/held")
}

# Done with it: whoever has a desktop is not asked what to do with the card.
release_target() {
    drop_caches
    if [ "${fact[type]}" = disk ]; then
        if command -v eject >/dev/null && eject "$target" 2>/dev/null; then return 0; fi
        if command -v udisksctl >/dev/null; then udisksctl power-off --block-device "$target" >/dev/null 2>&1 || true; fi
    fi
}
