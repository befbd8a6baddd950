# SPDX-License-Identifier: Apache-2.0
# What is known about the image before anything is written: its block map, its partitions, its checksums.
# shellcheck shell=bash disable=SC2034,SC2154  # the parts share what flash sets

bmap_value() { sed -n "s|.*<$1>[[:space:]]*\([0-9A-Za-z.]*\)[[:space:]]*</$1>.*|\1|p" "$bmap" | head -1; }

# A block map names its own SHA-256, taken with zeros in that place. bmap_checksum FILE
bmap_checksum() {
    sed 's|\(<BmapFileChecksum>[[:space:]]*\)[0-9a-f]*|\1'"$(printf '%064d' 0)"'|' "$1" | sha256sum | cut -d' ' -f1
}

# The ranges of the block map as "FIRST LAST SHA256" lines. Fails unless they are in order, inside the image, all
# with a checksum, and as many as the map says.
bmap_ranges() {
    sed -n 's|.*<Range chksum="\([0-9a-f]\{64\}\)">[[:space:]]*\([0-9]\{1,12\}\)[[:space:]]*\(-[[:space:]]*\([0-9]\{1,12\}\)\)\{0,1\}[[:space:]]*</Range>.*|\2 \4 \1|p' "$bmap" |
        awk -v blocks="$blocks" -v mapped="$(bmap_value MappedBlocksCount)" -v ranges="$(grep -c '<Range' "$bmap")" '
            NF == 2 { $3 = $2; $2 = $1 }
            { if ($1 + 0 < next_block || $2 + 0 < $1 + 0 || $2 + 0 >= blocks + 0) bad = 1 }
            { next_block = $2 + 1; sum += $2 - $1 + 1; print $1, $2, $3 }
            END { exit bad || sum != mapped || NR != ranges || NR == 0 }'
}

# What must be right before the target is even looked at. Sets bmap, image_size, block_size, blocks.
read_image() {
    [[ -f $image && -r $image ]] || refuse "there is no image $image that can be read"
    bmap=$image.bmap
    [ -r "$bmap" ] || refuse "there is no $bmap: fetch it with the image; or, if you are sure of the image, make it: bmaptool create $image -o $bmap"
    if [ "$(bmap_value ChecksumType)" != sha256 ] || [ "$(bmap_value BmapFileChecksum)" = "" ]; then
        refuse "$bmap is no block map with SHA-256: make it anew with bmaptool create"
    fi
    [ "$(bmap_checksum "$bmap")" = "$(bmap_value BmapFileChecksum)" ] ||
        refuse "$bmap is damaged (it is not what its own checksum says): fetch image and block map again"
    image_size=$(bmap_value ImageSize)
    block_size=$(bmap_value BlockSize)
    blocks=$(bmap_value BlocksCount)
    local number
    for number in "$image_size" "$block_size" "$blocks"; do
        [[ $number =~ ^[1-9][0-9]{0,14}$ ]] || refuse "$bmap does not say how large the image is: make it anew with bmaptool create"
    done
    if [ $((block_size % 512)) != 0 ] || [ "$blocks" != $(((image_size + block_size - 1) / block_size)) ] ||
        ! bmap_ranges >"$work/ranges"; then
        refuse "$bmap contradicts itself: make it anew with bmaptool create"
    fi
    local have
    have=$(stat -c %s "$image")
    [ "$have" -ge "$image_size" ] ||
        refuse "$image is cut short: $(human_size "$have") of $(human_size "$image_size"). Fetch it again"
    [ "$have" = "$image_size" ] || refuse "$bmap belongs to another image: the sizes differ"
    read_partitions
}

# An image of ours has a GPT with boot, root-a and data. Sets data_offset and data_bytes.
read_partitions() {
    local line names=" " name start sectors
    data_offset="" data_bytes=""
    while IFS= read -r line; do
        [[ $line =~ START=\"([0-9]+)\"\ SECTORS=\"([0-9]+)\"\ NAME=\"([^\"]*)\"\ SCHEME=\"gpt\" ]] || continue
        start=${BASH_REMATCH[1]} sectors=${BASH_REMATCH[2]} name=${BASH_REMATCH[3]}
        names+="$name "
        [ "$name" = data ] || continue
        data_offset=$((start * 512)) data_bytes=$((sectors * 512))
    done < <(partx --pairs --output START,SECTORS,NAME,SCHEME "$image" 2>/dev/null)
    for name in boot root-a data; do
        [[ $names == *" $name "* ]] || refuse "$image is not a Verikiosk image: it has no partition '$name'"
    done
    [ $((data_offset + data_bytes)) -le "$image_size" ] ||
        refuse "$image is not a Verikiosk image: its data partition ends outside of it"
}

check_image() {
    with_progress "checking the image" "$(table_bytes "$work/ranges")" verify_ranges "$image" "$work/ranges" ||
        refuse "$image is damaged: $wrong. Fetch it again"
}

# The partition table is written last, so that a half-written card does not boot: what is mapped of the image's
# first 34 and last 33 sectors is kept back. Makes tables "held" and "inner", and a block map of the inner one.
split_ranges() {
    local head_end=$(((34 * 512 + block_size - 1) / block_size)) tail_start=$(((image_size - 33 * 512) / block_size))
    local first last sum name cut_first cut_last direct=no
    tail_start=$((tail_start > head_end ? tail_start : head_end))
    truncate -s 0 "$work/held" "$work/inner"
    while read -r first last sum; do
        for name in head inner tail; do
            case "$name" in
                head) cut_first=$first cut_last=$((head_end - 1)) ;;
                inner) cut_first=$((first > head_end ? first : head_end)) cut_last=$((tail_start - 1)) ;;
                tail) cut_first=$((first > tail_start ? first : tail_start)) cut_last=$last ;;
            esac
            cut_last=$((cut_last < last ? cut_last : last))
            [ "$cut_first" -le "$cut_last" ] || continue
            if [ "$cut_first-$cut_last" != "$first-$last" ]; then
                sum=$(read_range "$image" "$cut_first" "$cut_last" 2>/dev/null | sha256sum | cut -d' ' -f1)
            fi
            printf '%s %s %s\n' "$cut_first" "$cut_last" "$sum" >>"$work/$([ "$name" = inner ] && echo inner || echo held)"
        done
    done <"$work/ranges"
    write_bmap "$work/inner" >"$work/inner.bmap"
    sed -i "s|$(printf '%064d' 0)|$(bmap_checksum "$work/inner.bmap")|" "$work/inner.bmap"
}

write_bmap() {
    local first last sum
    printf '<?xml version="1.0" ?>\n<bmap version="2.0">\n<ImageSize>%s</ImageSize>\n<BlockSize>%s</BlockSize>\n' \
        "$image_size" "$block_size"
    printf '<BlocksCount>%s</BlocksCount>\n<MappedBlocksCount>%s</MappedBlocksCount>\n' "$blocks" "$(table_blocks "$1")"
    printf '<ChecksumType>sha256</ChecksumType>\n<BmapFileChecksum>%064d</BmapFileChecksum>\n<BlockMap>\n' 0
    while read -r first last sum; do
        printf '<Range chksum="%s">%s-%s</Range>\n' "$sum" "$first" "$last"
    done <"$1"
    printf '</BlockMap>\n</bmap>\n'
}
