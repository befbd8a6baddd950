# SPDX-License-Identifier: Apache-2.0
# Writing, reading back, and everything that can go wrong between.
# shellcheck shell=bash disable=SC2034,SC2154

a_file_is_flashed_and_read_back() {
    file_target
    run 0 "$image" "$target" --yes
    expect_image_on "$target"
    [ "$(stat -c %s "$target")" = $((48 << 20)) ] || fail "the file has another size now"
    expect "Image   $(basename "$image"): 41.9 MB"
    expect "writing                    100 %"
    expect "reading back               100 %"
    expect "MB/s"
    [ "$(tail -1 <<<"$said")" = "Done: take the card out." ] || fail "not done"
    if grep -q $'\r' <<<"$said"; then fail "it moves the cursor where nobody watches"; fi
}

the_front_door_takes_files_from_where_one_stands() {
    file_target
    cp --sparse=always "$image" "$world/new.img"
    cp "$image.bmap" "$world/new.img.bmap"
    said=$(cd "$world" && "$source_dir/kiosk" flash new.img card --yes 2>&1) || fail "exit code $?"
    expect_image_on "$target"
    said=$("$source_dir/kiosk" flash --help)
    expect "usage: ./kiosk flash IMAGE TARGET"
}

a_card_is_flashed_read_back_and_ejected() {
    card_as
    fake eject <<'EJECT'
echo "$1" >"$WORLD/ejected"
EJECT
    run 0 "$image" "$target" --yes
    expect "Target  $name (Ultra, 50.3 MB), usb, serial 4C53"
    expect_image_on "$card"
    [ "$(cat "$world/ejected")" = "$target" ] || fail "it was not ejected"
    # What the image does not hold is not written: the card's old life is still in a gap of it.
    cmp -i $((24 << 20)):0 -n $((1 << 20)) "$card" "$world/old" || fail "a hole was written too"
    local partitions
    partitions=$(partx --show --noheadings --output NAME "$card" | tr -s ' \n' ' ')
    [ "${partitions# }" = "boot root-a data " ] || fail "the partitions are '$partitions'"
}

json_is_the_only_thing_on_standard_output() {
    file_target
    "$flash" "$image" "$target" --yes --json 2>"$world/people" >"$world/json" || fail "it failed"
    grep -q "Done: take the card out" "$world/people" || fail "people were told nothing"
    python3 -c '
import json, sys
r = json.load(open(sys.argv[1]))
assert r["result"] == "done" and r["target"] == sys.argv[2] and r["bytes"] == 4096 * int(sys.argv[3]), r' \
        "$world/json" "$target" "$(sed -n 's|.*<MappedBlocksCount> \([0-9]*\).*|\1|p' "$image.bmap")"
    said=$("$flash" "$image" "$world/none" --yes --json 2>/dev/null) && fail "it was accepted"
    expect '{"result":"refused","reason":"'
}

it_asks_before_it_erases() {
    file_target
    refused "this erases card (a file, 50.3 MB), and nobody is here to be asked: add --yes" "$image" "$target"
    local before
    before=$(digest "$target")
    run_at_terminal 2 n "$image" "$target"
    expect "This erases card (a file, 50.3 MB). Continue? [y/N]"
    expect "nothing was written"
    [ "$(digest "$target")" = "$before" ] || fail "the target was written to"
    run_at_terminal 0 y "$image" "$target"
    expect_image_on "$target"
}

# bmaptool copies, then one byte of the card changes, OFFSET from its start.
a_card_that_forgets() {
    fake bmaptool <<BMAPTOOL
"\$REAL" "\$@" || exit
sync "\$TARGET"
flip "\$TARGET" $1
BMAPTOOL
}

a_card_that_forgets_a_byte_is_named_as_bad() {
    local kind where=0
    for kind in file loop; do
        ${kind}_target
        # In the middle of the second range, which boot is in, and in the block that stands alone.
        where=$((where == 0 ? 2000000 : 10000 * 4096 + 4095))
        a_card_that_forgets $where
        run 3 "$image" "$target" --yes
        expect "$(basename "$target") is bad: blocks $([ $where = 2000000 ] && range 2 || echo 10000-10000) (from byte "
        expect "this card is bad or worn: throw it away"
        expect_not "Done"
        expect_invalid "$target"
    done
}

a_card_that_forgets_its_partition_table_is_named_as_bad() {
    file_target
    fake sync <<'SYNC'
"$REAL" "$@" || exit
echo >>"$WORLD/syncs"
[ "$(wc -l <"$WORLD/syncs")" != 2 ] || flip "$TARGET" 700
SYNC
    run 3 "$image" "$target" --yes
    expect "card is bad: blocks 0-"
    expect "throw it away"
}

# A loop device over a file that can't grow: writing fails as it does on a worn card.
a_card_that_can_not_be_written_is_named_as_bad() {
    need_root
    mkdir "$world/small"
    mount -t tmpfs -o size=12M none "$world/small" || skip "nothing can be mounted here"
    mounts+=("$world/small")
    truncate -s 48M "$world/small/card"
    loop_over "$world/small/card"
    target=$loop
    run 3 "$image" "$target" --yes
    expect "$(basename "$target") can't be written"
    expect "this card is bad or worn: throw it away"
    losetup -d "$loop" && loops=()
    truncate -s 0 "$world/small/card"
    truncate -s 48M "$world/small/card"
    run 3 "$image" "$world/small/card" --yes
    expect "the disk that holds $world/small/card is full"
    expect_not "throw it away"
}

# bmaptool writes ten of its batches (1 MiB each) and then gets no more, for as long as it takes.
a_slow_card() {
    fake bmaptool <<'BMAPTOOL'
export REAL WORLD
exec /usr/bin/python3 -c '
import os, queue, runpy, time
get, taken = queue.Queue.get, []
def slow(*arguments, **options):
    taken.append(1)
    if len(taken) > 10:
        time.sleep(0.2)
        open(os.environ["WORLD"] + "/half", "w").close()
        time.sleep(60)
    return get(*arguments, **options)
queue.Queue.get = slow
runpy.run_path(os.environ["REAL"], run_name="__main__")' "$@"
BMAPTOOL
}

# Starts the flash tool as a job of its own, as a terminal does, and waits for FILE.
start_and_wait_for() {
    rm -f "$1"
    set -m
    PATH=$fakes:$PATH "$flash" "$image" "$target" --yes </dev/null >"$world/said" 2>&1 &
    job=$!
    set +m
    processes+=("-$job")
    for _ in $(seq 200); do [ ! -e "$1" ] || return 0; sleep 0.1; done
    said=$(cat "$world/said")
    fail "it did not come so far"
}

an_interrupted_card_does_not_boot_and_is_flashed_again() {
    local kind code
    for kind in file loop; do
        ${kind}_target
        a_slow_card
        start_and_wait_for "$world/half"
        # Ctrl-C goes to everyone of the job; a plain kill to one process.
        if [ $kind = file ]; then kill -INT -- "-$job"; else kill -INT "$job"; fi
        code=0
        wait "$job" || code=$?
        said=$(cat "$world/said")
        [ "$code" = 3 ] || fail "exit code $code instead of 3"
        expect "$(basename "$target") is half written and does not boot: flash it again"
        expect_not "throw it away"
        expect_invalid "$target"
        cmp -s -n 1000000 -i $((256 * 4096)) "$image" "$target" || fail "it was not even half written"
        if cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ' | grep -q "copy --bmap [^ ]* $image $target"; then fail "bmaptool still runs"; fi
        rm "$fakes/bmaptool"
        run 0 "$image" "$target" --yes
        expect_image_on "$target"
    done
}

a_card_whose_power_is_cut_does_not_boot() {
    loop_target
    run 0 "$image" "$target" --yes
    a_slow_card
    start_and_wait_for "$world/half"
    kill -KILL -- "-$job"
    wait "$job" 2>/dev/null || true
    expect_invalid "$target"
}

interrupted_before_the_first_write_nothing_is_written() {
    file_target
    local before code=0
    before=$(digest "$target")
    fake flock <<'FLOCK'
touch "$WORLD/claimed"
sleep 5
FLOCK
    start_and_wait_for "$world/claimed"
    kill -INT -- "-$job"
    wait "$job" || code=$?
    said=$(cat "$world/said")
    [ "$code" = 3 ] || fail "exit code $code instead of 3"
    expect "stopped; nothing was written"
    [ "$(digest "$target")" = "$before" ] || fail "the target was written to"
}

a_missing_program_is_named_with_its_package() {
    local less=$world/less
    file_target
    mkdir "$less"
    ln -s /usr/bin/* "$less"
    rm "$less/bmaptool"
    said=$(PATH=$less "$flash" "$image" "$target" --yes 2>&1) && fail "it was accepted"
    expect "bmaptool is missing: it comes with the Debian package bmap-tools; apt install bmap-tools"
    # What it names is what is installed.
    grep -q '^bmap-tools ' "$source_dir/board/flash/packages.txt" || fail "packages.txt does not list it"
}
