# SPDX-License-Identifier: Apache-2.0
# --site: the data partition is made anew on the target, with the site's settings in it. Nothing is mounted.
# shellcheck shell=bash disable=SC2034,SC2154  # the parts share what flash sets

readonly folders_file=$flash_dir/data-folders.txt

data_folders() { sed 's/#.*//' "$folders_file" | awk 'NF { print $1, $2, $3, $4 }'; }

# The site file is checked, and the folder "data" made of it, before anything is written.
prepare_site() {
    local code=0 name
    [ -r "$site" ] || refuse "there is no site file $site that can be read"
    mkdir "$work/data"
    "$kioskctl" site install "$site" "$work/data" >"$work/site.log" 2>&1 || code=$?
    if [ "$code" -ge 126 ]; then could_not "$kioskctl does not run (exit code $code); nothing was written. $(cat "$work/site.log")"; fi
    if [ "$code" = 3 ]; then could_not "nothing was written: $(cat "$work/site.log")"; fi
    [ "$code" = 0 ] || refuse "nothing was written: the site file $site is not right:
$(cat "$work/site.log")"
    [ -s "$work/data/site/site.toml" ] || could_not "$kioskctl made no site/site.toml; nothing was written."
    while read -r name _; do mkdir -p "$work/data/$name"; done < <(data_folders)
    data_entries >"$work/entries"
}

# listed PATH: its "MODE UID GID" in data-folders.txt.
listed() { data_folders | awk -v path="$1" '$1 == path { print $2, $3, $4 }'; }

# rights_of PATH TYPE MODE, the mode being kioskctl's: "MODE UID GID" on the card. Folders as data-folders.txt says;
# what else there is below site/ is for everybody to read, and what kioskctl made private for the user of
# kiosk/ alone. Nothing for what does not belong on a card.
rights_of() {
    local folder
    folder=$(listed "$1")
    case "$1 $2" in
        *" directory") if [ -n "$folder" ]; then echo "$folder"; elif [[ $1 == site/* ]]; then listed site; fi ;;
        site/*" regular")
            if [ $((0$3 & 077)) = 0 ]; then listed kiosk | sed 's/^[0-7]*/0600/'; else listed site | sed 's/^[0-7]*/0644/'; fi ;;
    esac
}

# Every path of the data partition as "PATH TYPE MODE UID GID".
data_entries() {
    local path type mode rights
    while read -r path type mode; do
        [[ $path =~ ^[A-Za-z0-9._/-]+$ ]] || could_not "$kioskctl made a name that can't be put on the card: $path; nothing was written."
        rights=$(rights_of "$path" "$type" "$mode")
        [ -n "$rights" ] || could_not "$kioskctl made $path ($type), which does not belong on a card; nothing was written."
        printf '%s %s %s\n' "$path" "$type" "$rights"
    done < <(cd "$work/data" && find . -mindepth 1 \( -type d -printf '%P directory %m\n' -o -type f -printf '%P regular %m\n' \
        -o -printf '%P neither-file-nor-folder 0\n' \) | sort)
}

# Owners are set inside the file system, so that root is not needed and staging files stay private.
owner_commands() {
    local path kind mode uid gid type
    while read -r path kind mode uid gid; do
        type=$([ "$kind" = directory ] && echo 040000 || echo 0100000)
        printf 'sif /%s mode 0%o\nsif /%s uid %s\nsif /%s gid %s\n' \
            "$path" $((type | mode)) "$path" "$uid" "$path" "$gid"
    done <"$work/entries"
}

write_site() {
    say "  putting the site on"
    mkfs.ext4 -q -F -b 4096 -L data -E "offset=$data_offset,root_owner=0:0,nodiscard" -d "$work/data" \
        "$target" "$((data_bytes / 1024))k" >"$work/write.log" 2>&1 || write_failed "$work/write.log"
    owner_commands >"$work/owners"
    debugfs -w -f "$work/owners" "$target?offset=$data_offset" >/dev/null 2>"$work/write.log" || write_failed "$work/write.log"
}

# What the file system says of PATH: "TYPE MODE UID GID".
stat_entry() {
    debugfs -R "stat /$1" "$target?offset=$data_offset" 2>/dev/null | awk '
        /^Inode:/ { for (i = 1; i < NF; i++) { if ($i == "Type:") type = $(i + 1); if ($i == "Mode:") mode = $(i + 1) } }
        /^User:/ { print type, mode, $2, $4 }'
}

# Read back: the file system is whole, holds what it should, and every owner and mode is as listed.
verify_site() {
    local path kind mode uid gid
    drop_caches
    e2fsck -fn "$target?offset=$data_offset" >"$work/e2fsck.log" 2>&1 ||
        bad_target "$target_name is bad: the data partition can't be read back whole"
    mkdir "$work/back"
    debugfs -R "rdump / $work/back" "$target?offset=$data_offset" >/dev/null 2>&1 || true
    rm -rf "$work/back/lost+found"
    diff -r "$work/data" "$work/back" >"$work/diff.log" 2>&1 ||
        bad_target "$target_name is bad: the site's files are not what was written"
    while read -r path kind mode uid gid; do
        [ "$(stat_entry "$path")" = "$kind $mode $uid $gid" ] ||
            bad_target "$target_name is bad: the owner of $path is not what was written"
    done <"$work/entries"
}
