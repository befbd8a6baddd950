# SPDX-License-Identifier: Apache-2.0
# Images that are refused before the first write.
# shellcheck shell=bash disable=SC2034,SC2154

# A block map of whatever the image is now.
map_again() { rm -f "$image.bmap"; bmaptool --quiet create "$image" -o "$image.bmap"; }

# Changes the block map and makes its own checksum right again.
edit_map() {
    sed -i "$1" "$image.bmap"
    sed -i 's|\(<BmapFileChecksum>\) *[0-9a-f]* *|\1'"$(printf '%064d' 0)"'|' "$image.bmap"
    sed -i "s|\(<BmapFileChecksum>\)0*|\1$(digest "$image.bmap")|" "$image.bmap"
}

one_wrong_byte_of_the_image_is_found() {
    file_target
    local offset
    # In the partition table, in the middle, and the last byte.
    for offset in 600 12345678 41943039; do
        image=$shared_image
        own_image
        flip "$image" $offset
        refused "is damaged: blocks" "$image" "$target" --yes
    done
    expect "Fetch it again"
}

a_damaged_block_map_is_found() {
    own_image
    file_target
    sed -i "s/ $(range 2) / $(range 2)0 /" "$image.bmap"
    refused "is damaged (it is not what its own checksum says)" "$image" "$target" --yes
}

a_block_map_that_contradicts_itself_is_found() {
    local change first
    first=$(range 2)
    file_target
    # Fewer blocks than it says, backwards, twice the same, outside of the image, another size, no checksum.
    for change in "s/ $first / ${first%-*} /" "s/ $first / ${first#*-}-${first%-*} /" "s/ $first / 3-$((${first#*-} - ${first%-*} + 3)) /" \
        's/ 10000 / 10240 /' 's/<BlocksCount> 10240/<BlocksCount> 10241/' 's/<Range chksum="[0-9a-f]*"> 10000 /<Range> 10000 /'; do
        image=$shared_image
        own_image
        edit_map "$change"
        refused "contradicts itself" "$image" "$target" --yes
    done
    image=$shared_image
    own_image
    edit_map 's/<ImageSize> [0-9]*/<ImageSize> 99999999999999999999/'
    refused "does not say how large the image is" "$image" "$target" --yes
}

a_truncated_image_is_refused() {
    own_image
    file_target
    truncate -s 39M "$image"
    refused "is cut short: 40.9 MB of 41.9 MB" "$image" "$target" --yes
    truncate -s 41M "$image"
    refused "belongs to another image" "$image" "$target" --yes
}

a_missing_block_map_is_an_error_that_says_how_to_make_one() {
    own_image
    file_target
    rm "$image.bmap"
    refused "bmaptool create $image -o $image.bmap" "$image" "$target" --yes
    bmaptool --quiet create --no-checksum "$image" -o "$image.bmap"
    refused "make it anew with bmaptool create" "$image" "$target" --yes
    map_again
    run 0 "$image" "$target" --yes
    refused "there is no image" "$world/none.img" "$target" --yes
}

an_image_that_is_not_ours_is_refused() {
    own_image
    file_target
    sfdisk --quiet --part-label "$image" 2 root
    map_again
    refused "it has no partition 'root-a'" "$image" "$target" --yes
    dd if=/dev/zero of="$image" bs=512 count=34 conv=notrunc status=none
    dd if=/dev/zero of="$image" bs=512 seek=$((81920 - 33)) count=33 conv=notrunc status=none
    map_again
    refused "it has no partition 'boot'" "$image" "$target" --yes
}
