# SPDX-License-Identifier: Apache-2.0
# How the flash tool speaks: people read fd 4, whoever asked for --json reads fd 3.
# shellcheck shell=bash disable=SC2034,SC2154  # the parts share what flash sets

say() { printf '%s\n' "$*" >&4; }
complain() { printf 'flash: %s\n' "$*" >&2; }

# json_text TEXT: a JSON string on one line, without control characters.
json_text() {
    local text
    text=$(printf '%s' "$1" | tr '\n' ' ' | tr -d '\000-\037\177')
    text=${text//\\/\\\\}
    printf '"%s"' "${text//\"/\\\"}"
}

# How it ended, for programs. result NAME REASON [MORE JSON]
result() {
    [ "$as_json" = yes ] || return 0
    printf '{"result":"%s","reason":%s%s}\n' "$1" "$(json_text "$2")" "${3:-}" >&3
}

wrong_use() {
    complain "$1"
    complain "see ./kiosk flash --help"
    result wrong_use "$1"
    exit 2
}

# The target, the image or the site file may not be used; nothing has been written.
refuse() {
    complain "$1"
    result refused "$1"
    exit 2
}

# What it was doing decides what has become of the target: nothing, or half of it.
could_not() {
    local reason=$1
    [ "$written" = nothing ] || reason+=" $target_name is half written and does not boot: flash it again."
    complain "$reason"
    result could_not "$reason" ",\"written\":\"$written\""
    exit 3
}

bad_target() {
    [ -e "$target" ] || could_not "$target_name is gone: was it taken out?"
    local reason="$1: this card is bad or worn: throw it away."
    complain "$reason"
    result bad_target "$reason" ",\"written\":\"$written\""
    exit 3
}

# Bytes as card makers print them: 31.9 GB.
human_size() {
    local text
    text=$(numfmt --to=si --round=nearest --format=%.1f "$1")
    case "$text" in
        *[A-Z]) printf '%s %sB' "${text%?}" "${text: -1}" ;;
        *) printf '%s bytes' "${text%.0}" ;;
    esac
}

milliseconds() { date +%s%3N; }

# rate BYTES MILLISECONDS: MB/s with one digit.
rate() {
    local tenths=$(($1 / (100 * ($2 > 0 ? $2 : 1))))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# seconds MILLISECONDS, with one digit.
seconds() { printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100)); }

# show_progress LABEL TOTAL: reads how many bytes are done, a number a line, and turns them into one line that
# counts up; into a few lines where nobody watches.
show_progress() {
    local label=$1 total=$2 done_bytes percent last=-1 watched=no end=$'\n' step=10
    if [ -t 1 ]; then watched=yes end=$'\r' step=1; fi
    while read -r done_bytes; do
        percent=$((total > 0 ? 100 * done_bytes / total : 100))
        percent=$((percent > 100 ? 100 : percent))
        percent=$((percent / step * step))
        [ "$percent" -gt "$last" ] || continue
        printf '  %-26s %3d %%%s' "$label" "$percent" "$end"
        last=$percent
    done
    if [ "$watched" = yes ] && [ "$last" -ge 0 ]; then printf '\n'; fi
}

# with_progress LABEL TOTAL COMMAND...: the command says on fd 5 how many bytes are done. Its exit code is kept.
with_progress() {
    local label=$1 total=$2 code=0 reporter
    shift 2
    exec 5> >(trap '' INT TERM HUP; show_progress "$label" "$total" >&4)
    reporter=$!
    "$@" || code=$?
    exec 5>&-
    wait "$reporter" || true
    return "$code"
}
