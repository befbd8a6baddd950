# SPDX-License-Identifier: Apache-2.0
# Which targets may be used. Disks are rows that lsblk would print; their paths are loop devices where one is opened.
# shellcheck shell=bash disable=SC2034,SC2154

an_office_machine() {
    {
        disk sda SIZE=512110190592 MODEL="Samsung SSD" TRAN=sata RM=0 HOTPLUG=0
        disk sda1 PKNAME=sda TYPE=part MOUNTPOINTS=/boot RM=0
        disk sda2 PKNAME=sda TYPE=part RM=0
        disk vg-root PATH=/dev/mapper/vg-root PKNAME=sda2 TYPE=lvm MOUNTPOINTS='/\x0a/home'
        disk sdb
        disk sdc
        disk sdc1 PKNAME=sdc TYPE=part MOUNTPOINTS=/media/ana/PHOTOS
        disk sdd TRAN=sata RM=0 HOTPLUG=0 MODEL='Spare \x222\x22'
        disk sde RO=1
        disk sdf SIZE=16777216
        disk sdg LOG-SEC=4096
        disk sdh
        disk md0 PATH=/dev/md0 PKNAME=sdh TYPE=raid1
        disk sdi MOUNTPOINTS='[SWAP]'
        disk mmcblk0 TRAN=mmc RM=0
        disk mmcblk1 TRAN=mmc RM=0
        disk mmcblk1boot0 SIZE=4194304 RO=1 RM=0
        disk sr0 TYPE=rom
        disk sdj SIZE=0
    } | machine
}

verdict_is() { grep -E "^/dev/$1 .* $2\$" <<<"$said" >/dev/null || fail "$1 is not '$2'"; }

lists_what_there_is_and_why() {
    an_office_machine
    run 0 --list "$image"
    expect "31.9 GB"
    expect "4C53"
    verdict_is sda "no: it is the system's disk: sda1 is /boot"
    verdict_is sdb yes
    verdict_is sdc "no: it is mounted: sdc1 at /media/ana/PHOTOS; umount /dev/sdc1"
    verdict_is sdd "no: it is not removable \(--force\)"
    verdict_is sde "no: it is read-only.*"
    verdict_is sdf "no: it is too small: 16.8 MB, the image needs 41.9 MB"
    verdict_is sdg "no: its sectors have 4096 bytes, images are for 512"
    verdict_is sdh "no: it is in use: md0 \(raid1\) stands on it"
    verdict_is sdi "no: it is the system's disk: sdi is swap"
    verdict_is mmcblk0 yes
    verdict_is mmcblk1 "no: it is not removable \(--force\)"
    expect_not sr0
    expect_not sdj
    run 0 --list --json
    # shellcheck disable=SC2016
    python3 -c '
import json, sys
disks = {d["device"]: d for d in json.load(sys.stdin)["candidates"]}
assert disks["/dev/sdb"] == {"device": "/dev/sdb", "size": 31914983424, "model": "Ultra", "serial": "4C53", "bus": "usb",
                             "removable": True, "allowed": True, "reasons": []}, disks
assert not disks["/dev/sda"]["allowed"] and len(disks["/dev/sda"]["reasons"]) == 5, disks
' <<<"$said" || fail "the JSON says something else"
}

a_missing_target_is_told_what_there_is() {
    an_office_machine
    run 2 "$image"
    expect "which target?"
    expect /dev/sdb
    run 2
    expect "which image?"
    run 2 "$image" /dev/sdb --fast
    expect "there is no option '--fast'"
}

# card_as ROWS...: the target is a real loop device, of which lsblk says something else.
card_as() {
    loop_target
    name=$(basename "$target")
    disk "$name" "SIZE=$(stat -c %s "$card")" "$@" | machine
}

the_systems_disk_is_refused_even_by_force() {
    card_as TRAN=nvme RM=0 HOTPLUG=0
    disk root PATH=/dev/mapper/root PKNAME="$name" TYPE=crypt MOUNTPOINTS=/ >>"$world/machine"
    refused "it is the system's disk: root is /" "$image" "$target" --force --confirm "$name" --yes
    expect "DEVICE"
    card_as
    disk swap PATH="${target}p2" PKNAME="$name" TYPE=part MOUNTPOINTS='[SWAP]' >>"$world/machine"
    refused "it is the system's disk: swap is swap" "$image" "$target" --yes
}

a_partition_is_refused_and_its_disk_named() {
    card_as TYPE=part PKNAME=sdb
    refused "it is a partition: give the whole disk, /dev/sdb" "$image" "$target" --yes
}

a_volume_is_refused() {
    card_as TYPE=lvm
    refused "it is no disk but 'lvm'" "$image" "$target" --yes
}

a_built_in_disk_needs_force_and_its_name() {
    card_as RM=0 HOTPLUG=0 TRAN=sata
    refused "it is not removable" "$image" "$target" --yes
    refused "without a terminal: --confirm NAME" "$image" "$target" --yes --force
    refused "'sda' is not its name" "$image" "$target" --yes --force --confirm sda
    refused "add --yes" "$image" "$target" --force --confirm "$name"
    local before
    before=$(digest "$target")
    run_at_terminal 2 yes "$image" "$target" --force
    expect "Type its name"
    expect "'yes' is not its name"
    [ "$(digest "$target")" = "$before" ] || fail "the target was written to"
    run_at_terminal 0 "$name" "$image" "$target" --force
    expect_image_on "$target"
    run 0 "$image" "$target" --force --confirm "$name" --yes
}

what_is_really_mounted_is_refused() {
    loop_target
    mkfs.ext4 -q -F "$target"
    mkdir "$world/mounted"
    mount "$target" "$world/mounted" || skip "nothing can be mounted here"
    mounts+=("$world/mounted")
    run 2 "$image" "$target" --yes
    expect "it is mounted: $(basename "$target") at $world/mounted"
    umount "$world/mounted" && mounts=()
    mkswap "$target" >/dev/null
    swapon "$target" || skip "swap can't be used here"
    swaps+=("$target")
    refused "it is the system's disk: $(basename "$target") is swap" "$image" "$target" --yes
}

what_is_held_without_lsblk_knowing_is_refused() {
    loop_target
    python3 -c 'import os, sys, time
held = os.open(sys.argv[1], os.O_RDONLY | os.O_EXCL); print(flush=True); time.sleep(60)' "$target" >"$world/held" &
    processes+=($!)
    until [ -s "$world/held" ]; do sleep 0.05; done
    refused "is in use: " "$image" "$target" --yes
}

what_somebody_else_is_flashing_is_refused() {
    file_target
    exec 9<"$target"
    flock 9
    refused "is being written by another program" "$image" "$target" --yes
}

what_is_too_small_is_refused() {
    file_target 40M
    truncate -s -1 "$target"
    refused "it is too small" "$image" "$target" --yes
}

what_is_read_only_is_refused() {
    file_target
    chmod 0444 "$target"
    refused "it is read-only" "$image" "$target" --yes
    chmod 0600 "$target"
    loop_over "$target" --read-only
    refused "it is in use as $loop" "$image" "$target" --yes
    target=$loop
    refused "it is read-only" "$image" "$target" --yes
}

what_is_no_disk_is_refused() {
    run 2 "$image" /dev/zero --yes
    expect "it is neither a disk nor a file"
    run 2 "$image" "$world" --yes
    expect "it is neither a disk nor a file"
    run 2 "$image" /dev/no-such-disk --yes
    expect "there is no such disk or file"
    [ ! -e /dev/no-such-disk ] || fail "it was made"
}

the_image_is_not_its_own_target() {
    own_image
    target=$image
    refused "itself" "$image" "$image" --yes
    ln "$image" "$world/link"
    refused "itself" "$image" "$world/link" --yes
    loop_over "$image"
    refused "itself" "$image" "$loop" --yes
}
