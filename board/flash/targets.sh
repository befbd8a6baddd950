# SPDX-License-Identifier: Apache-2.0
# What there is to write to, and why a target may or may not be used. Everything about disks comes from lsblk.
# shellcheck shell=bash disable=SC2034,SC2154  # the parts share what flash sets

declare -A fact=()       # of the target: path, type, size, model, serial, bus, sector_bytes
reasons=()               # why it may not be written to
forcible=""              # the one reason that --force lifts

lsblk_rows() {
    lsblk --bytes --pairs \
        --output NAME,PATH,PKNAME,TYPE,SIZE,MODEL,SERIAL,TRAN,RM,HOTPLUG,RO,LOG-SEC,MOUNTPOINTS "$@" 2>/dev/null
}

# One row of lsblk --pairs into the array `row`. lsblk writes quotes, line ends and what is not printable as \xNN.
declare -A row=()
parse_row() {
    local rest=$1
    row=([NAME]="" [PATH]="" [PKNAME]="" [TYPE]="" [SIZE]=0 [MODEL]="" [SERIAL]="" [TRAN]="" [RM]=0 [HOTPLUG]=0 [RO]=0
        [LOG-SEC]=512 [MOUNTPOINTS]="")
    while [[ $rest =~ ^([A-Z_-]+)=\"([^\"]*)\"\ ?(.*)$ ]]; do
        row[${BASH_REMATCH[1]//_/-}]=${BASH_REMATCH[2]}
        rest=${BASH_REMATCH[3]}
    done
}

# Whatever is mounted here belongs to the running system.
is_system_place() {
    case "$1" in
        / | /boot | /boot/* | /efi | /usr | /usr/* | /var | /var/* | /home | /home/* | /etc | /etc/* | "[SWAP]") return 0 ;;
        *) return 1 ;;
    esac
}

is_removable() {
    # Soldered eMMC looks like a card, but cards have no boot areas of their own.
    if [[ ${row[NAME]} == mmcblk* ]] && lsblk --nodeps --noheadings "${row[PATH]}boot0" >/dev/null 2>&1; then return 1; fi
    [ "${row[RM]}" = 1 ] || [ "${row[HOTPLUG]}" = 1 ] || [ "${row[TYPE]}" = loop ]
}

# The disk's own row: what it is.
judge_disk() {
    local parent
    fact=([path]=${row[PATH]} [type]=${row[TYPE]} [size]=${row[SIZE]} [model]=${row[MODEL]} [serial]=${row[SERIAL]}
        [bus]=${row[TRAN]} [sector_bytes]=${row[LOG-SEC]})
    case "${row[TYPE]}" in
        disk | loop) ;;
        part)
            parent=${row[PKNAME]:+/dev/${row[PKNAME]}}
            reasons+=("it is a partition: give the whole disk${parent:+, $parent}")
            ;;
        *) reasons+=("it is no disk but '${row[TYPE]}'") ;;
    esac
    if [ "${row[RO]}" = 1 ]; then reasons+=("it is read-only (has the card a lock switch?)"); fi
    if [ "${fact[sector_bytes]}" != 512 ]; then
        reasons+=("its sectors have ${fact[sector_bytes]} bytes, images are for 512")
    fi
    if ! is_removable; then forcible="it is not removable"; fi
}

# A row of what stands on the disk (or the disk itself): who uses it.
judge_use() {
    local place
    while IFS= read -r place; do
        [ -n "$place" ] || continue
        if is_system_place "$place"; then
            reasons+=("it is the system's disk: ${row[NAME]} is $([ "$place" = "[SWAP]" ] && echo swap || echo "$place")")
        else
            reasons+=("it is mounted: ${row[NAME]} at $place; umount ${row[PATH]}")
        fi
    done <<<"${row[MOUNTPOINTS]//'\x0a'/$'\n'}"
    case "${row[TYPE]}" in
        disk | part | loop) ;;
        *) reasons+=("it is in use: ${row[NAME]} (${row[TYPE]}) stands on it") ;;
    esac
}

# judge_device PATH: fills fact, reasons and forcible.
judge_device() {
    local line first=yes
    fact=() reasons=() forcible=""
    while IFS= read -r line; do
        parse_row "$line"
        if [ "$first" = yes ]; then judge_disk; fi
        if [ "$first" = no ] || [[ ${row[TYPE]} == @(disk|part|loop) ]]; then judge_use; fi
        first=no
    done < <(lsblk_rows "$1")
    if [ "$first" = yes ]; then reasons+=("nothing is known about it: lsblk does not list it"); fi
    judge_size
}

judge_size() {
    if [ -n "${image_size:-}" ] && [ -n "${fact[size]:-}" ] && [ "${fact[size]}" -lt "$image_size" ]; then
        reasons+=("it is too small: $(human_size "${fact[size]}"), the image needs $(human_size "$image_size")")
    fi
}

# Loop devices whose file is FILE.
loops_over() {
    local backing
    for backing in /sys/block/loop*/loop/backing_file; do
        if [ -e "$backing" ] && [ "$(<"$backing")" -ef "$1" ]; then
            printf '/dev/%s ' "$(basename "${backing%/loop/backing_file}")"
        fi
    done
}

# judge_file PATH: a plain file stands for a card, of the size that it has.
judge_file() {
    local loops
    reasons=() forcible=""
    fact=([path]=$1 [type]=file [size]=$(stat -c %s "$1") [model]="a file" [serial]="" [bus]="" [sector_bytes]=512)
    loops=$(loops_over "$1")
    if [ -n "$loops" ]; then reasons+=("it is in use as ${loops% }: give that instead"); fi
    if [ ! -w "$1" ] || [ $((0$(stat -c %a "$1") & 0222)) = 0 ]; then reasons+=("it is read-only"); fi
    judge_size
}

# judge_target PATH: the same for whatever was given.
judge_target() {
    if [ -b "$1" ]; then
        judge_device "$1"
    elif [ -f "$1" ]; then
        judge_file "$1"
    else
        fact=() reasons=("$([ -e "$1" ] && echo "it is neither a disk nor a file" || echo "there is no such disk or file")") forcible=""
    fi
    # Reading from what is written to would end badly.
    local source backing
    for source in "$image" "$site"; do
        [ -n "$source" ] || continue
        backing=/sys/block/$(basename "$1")/loop/backing_file
        if [ "$1" -ef "$source" ] || { [ -e "$backing" ] && [ "$(<"$backing")" -ef "$source" ]; }; then
            reasons+=("it is $source itself")
        fi
    done
}

# Every disk that lsblk lists.
disks() {
    local line
    while IFS= read -r line; do
        parse_row "$line"
        if [[ ${row[TYPE]} == @(disk|loop) && ${row[SIZE]} -gt 0 ]]; then printf '%s\n' "${row[PATH]}"; fi
    done < <(lsblk_rows --nodeps)
}

# Candidates with a verdict each.
list_as_text() {
    local path verdict listed=no format='%-14s %10s  %-24s %-20s %-6s %s\n'
    # shellcheck disable=SC2059
    printf "$format" DEVICE SIZE MODEL SERIAL BUS ALLOWED
    while IFS= read -r path; do
        judge_device "$path"
        verdict=yes listed=yes
        if [ ${#reasons[@]} -gt 0 ]; then
            verdict="no: ${reasons[0]}"
        elif [ -n "$forcible" ]; then
            verdict="no: $forcible (--force)"
        fi
        # shellcheck disable=SC2059
        printf "$format" "$path" "$(human_size "${fact[size]}")" "${fact[model]:--}" "${fact[serial]:--}" \
            "${fact[bus]:--}" "$verdict"
    done < <(disks)
    [ "$listed" = yes ] || printf 'no disks: is the card in its reader?\n'
}

list_as_json() {
    local path out=()
    while IFS= read -r path; do
        judge_device "$path"
        out+=("$(target_json)")
    done < <(disks)
    local IFS=,
    printf '{"candidates":[%s]}\n' "${out[*]-}"
}

target_json() {
    local texts=() reason removable=true allowed=true
    if [ -n "$forcible" ]; then removable=false; fi
    for reason in ${reasons[@]+"${reasons[@]}"} ${forcible:+"$forcible"}; do
        allowed=false
        texts+=("$(json_text "$reason")")
    done
    local IFS=,
    printf '{"device":%s,"size":%s,"model":%s,"serial":%s,"bus":%s,"removable":%s,"allowed":%s,"reasons":[%s]}' \
        "$(json_text "${fact[path]}")" "${fact[size]}" "$(json_text "${fact[model]}")" "$(json_text "${fact[serial]}")" \
        "$(json_text "${fact[bus]}")" "$removable" "$allowed" "${texts[*]-}"
}
