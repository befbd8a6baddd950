#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# usage: check-root.sh TREE PACKAGES BOARD [debug] [test]
# Holds a device's root file system against what may be on it: packages against device-allowed.txt, and every file that
# belongs to no package against device-files.txt. Says what is too much, and fails.
set -euo pipefail
tree=$1 packages=$2
shift 3
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

sed 's/#.*//' "$here/device-allowed.txt" | awk 'NF { print $1 }' | LC_ALL=C sort >"$scratch/allowed"
sed 's/:arm64$//; s/:all$//' "$packages" | LC_ALL=C sort >"$scratch/there"
if too_many=$(LC_ALL=C comm -23 "$scratch/there" "$scratch/allowed") && [ -n "$too_many" ]; then
    printf 'Packages on the device that device-allowed.txt does not name:\n%s\n' "$too_many"
    failed=1
fi

# Which units start is said by links: to nothing (switched off), or to a unit that stands in a list itself.
link_is_known() {
    local to
    to=$(readlink "$tree$1" | sed 's#^/lib/#/usr/lib/#')
    [ "$to" = /dev/null ] || grep -qxF "$to" "$scratch/owned" || grep -qxEf "$scratch/patterns" <<<"$to"
}

# Merged /usr: packages still name some files by /bin, /lib, /sbin.
cat "$tree"/var/lib/dpkg/info/*.list | sed -E 's#^/(bin|sbin|lib|lib64)(/|$)#/usr/\1\2#' | LC_ALL=C sort -u >"$scratch/owned"
(cd "$tree" && find . ! -type d -printf '/%P\n') | LC_ALL=C sort >"$scratch/files"
{
    sed 's/#.*//' "$here/device-files.txt"
    for variant in "$@"; do sed 's/#.*//' "$here/device-files-$variant.txt"; done
} | awk 'NF { print $1 }' >"$scratch/patterns"
LC_ALL=C comm -23 "$scratch/files" "$scratch/owned" | grep -vxEf "$scratch/patterns" >"$scratch/unknown" || true
too_many=$(while read -r file; do
    case $file in /etc/systemd/*) [ -L "$tree$file" ] && link_is_known "$file" && continue ;; esac
    printf '%s\n' "$file"
done <"$scratch/unknown")
if [ -n "$too_many" ]; then
    printf 'Files on the device that no package and no line of device-files.txt names:\n%s\n' "$(head -n 50 <<<"$too_many")"
    failed=1
fi
exit "$failed"
