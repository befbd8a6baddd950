# SPDX-License-Identifier: Apache-2.0
# --site. A stand-in plays kioskctl: it keeps to the words of its contract and knows one wrong key.
# shellcheck shell=bash disable=SC2034,SC2154

a_kioskctl() {
    export KIOSKCTL=$fakes/kioskctl
    fake kioskctl <<'KIOSKCTL'
[ "$1 $2" = "site install" ] && [ $# = 4 ] || { echo "wrong use" >&2; exit 2; }
if grep -q colour "$3"; then echo "$3:2: backend.colour: there is no such setting" >&2; exit 2; fi
umask 022
mkdir -p "$4/site/pki" "$4/site/network"
cp "$3" "$4/site/site.toml"
head -c 9000 /dev/urandom | base64 >"$4/site/pki/client.key"
chmod 600 "$4/site/pki/client.key"
cp "$4/site/pki/client.key" "$WORLD/client.key"
printf '[Match]\nName=en*\n' >"$4/site/network/10-site.network"
KIOSKCTL
    printf '[backend]\nhost = "backend.example"\n' >"$world/site.toml"
}

# The data partition as a kiosk sees it, read-only, in $world/data.
mount_data() {
    mkdir -p "$world/data"
    mount -o "ro,loop,offset=$((29 << 20)),sizelimit=$((10 << 20))" "$1" "$world/data" || skip "nothing can be mounted here"
    mounts+=("$world/data")
}

unmount_data() { umount "$world/data"; mounts=(); }

expect_site_on() {
    local expected
    expected=$(printf '%s\n' "kiosk 700 800 800" "log 755 0 0" "site 755 0 0" "site/network 755 0 0" \
        "site/network/10-site.network 644 0 0" "site/pki 755 0 0" "site/pki/client.key 600 800 800" "site/site.toml 644 0 0")
    mount_data "$1"
    local found
    found=$(cd "$world/data" && find . -mindepth 1 -not -name lost+found -printf '%P %m %U %G\n' | sort)
    [ "$found" = "$expected" ] || fail "on the data partition is: $found"
    [ "$(stat -c '%a %u %g' "$world/data")" = "755 0 0" ] || fail "the data partition itself is somebody's"
    cmp "$world/data/site/pki/client.key" "$world/client.key" || fail "the key is another"
    cmp "$world/data/site/site.toml" "$world/site.toml" || fail "the settings are others"
    unmount_data
    [ "$(blkid --probe --offset $((29 << 20)) --match-tag LABEL --output value "$1")" = data ] || fail "it is not called data"
}

a_site_is_put_on_the_card() {
    need_root
    a_kioskctl
    loop_target
    run 0 "$image" "$target" --yes --site "$world/site.toml"
    expect "Site    site.toml: right"
    losetup -d "$loop" && loops=()
    expect_site_on "$card"
    # Everything else is the image's.
    expect_image_on "$card" $(((29 << 20) / 4096))
    [ "$(partx --show --noheadings --output NAME "$card" | tr -s ' \n' ' ')" = "$(partx --show --noheadings --output NAME "$image" | tr -s ' \n' ' ')" ] ||
        fail "the partitions are others"
    [ -z "$(ls "$TMPDIR")" ] || fail "keys were left behind"
}

a_site_needs_no_root_on_a_file() {
    need_root
    a_kioskctl
    file_target
    chown -R 65534:65534 "$world"
    said=$(PATH=$fakes:$PATH setpriv --reuid 65534 --regid 65534 --clear-groups \
        "$flash" "$image" "$target" --yes --site "$world/site.toml" 2>&1) || fail "exit code $?"
    expect_site_on "$target"
}

with_a_wrong_site_nothing_is_written() {
    a_kioskctl
    file_target
    printf '[backend]\ncolour = "blue"\n' >"$world/site.toml"
    refused "$world/site.toml:2: backend.colour: there is no such setting" "$image" "$target" --yes --site "$world/site.toml"
    expect "nothing was written"
    refused "there is no site file" "$image" "$target" --yes --site "$world/none.toml"
    refused "--site needs a value" "$image" "$target" --yes --site
}

without_kioskctl_nothing_is_written() {
    a_kioskctl
    file_target
    local before
    before=$(digest "$target")
    KIOSKCTL=$world/none run 3 "$image" "$target" --yes --site "$world/site.toml"
    expect "--site needs kioskctl, which is not built"
    fake kioskctl <<<'exit 0'
    run 3 "$image" "$target" --yes --site "$world/site.toml"
    expect "made no site/site.toml; nothing was written"
    # shellcheck disable=SC2016
    fake kioskctl <<<'mkdir -p "$4/site" "$4/secret"; echo >"$4/site/site.toml"'
    run 3 "$image" "$target" --yes --site "$world/site.toml"
    expect "made secret (directory), which does not belong on a card"
    # shellcheck disable=SC2016
    fake kioskctl <<<'mkdir -p "$4/site"; echo >"$4/site/site.toml"; ln -s /etc/passwd "$4/site/link"'
    run 3 "$image" "$target" --yes --site "$world/site.toml"
    expect "made site/link (neither-file-nor-folder)"
    fake kioskctl <<<'kill -SEGV $$'
    run 3 "$image" "$target" --yes --site "$world/site.toml"
    expect "does not run (exit code 139)"
    [ "$(digest "$target")" = "$before" ] || fail "the target was written to"
}

# The card forgets a byte of the settings once the site is on it, then an owner.
a_site_that_is_not_read_back_names_the_card_as_bad() {
    a_kioskctl
    file_target
    fake debugfs <<'DEBUGFS'
"$REAL" "$@" || exit
[ "$1" = -w ] || exit 0
at=$(grep -abo backend.example "$TARGET" | head -1 | cut -d: -f1)
flip "$TARGET" "$at"
DEBUGFS
    run 3 "$image" "$target" --yes --site "$world/site.toml"
    expect "the site's files are not what was written"
    expect "throw it away"
    expect_invalid "$target"
    fake debugfs <<'DEBUGFS'
[ "$1" != -w ] || { "$REAL" "$@"; echo 'sif /kiosk uid 0' >"$WORLD/owner"; exec "$REAL" -w -f "$WORLD/owner" "${!#}"; }
exec "$REAL" "$@"
DEBUGFS
    run 3 "$image" "$target" --yes --site "$world/site.toml"
    expect "the owner of kiosk is not what was written"
    expect_invalid "$target"
}
