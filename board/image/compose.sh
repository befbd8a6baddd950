#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# usage: compose.sh BOARD ROOTFS_TAR BOOT_FOLDER FOLDER [debug] [test]
# Puts a disk image together out of what is there already; run by ./kiosk image as root in the Debian 13 chroot, with
# SOURCE_DATE_EPOCH set. The same inputs give the same bytes. FOLDER gets tree/ (the root file system), parts/ and the
# image with its papers.
set -euo pipefail
board=$1 rootfs=$2 boot=$3 out=$4
shift 4
variants=" $* "
here=board/image
build=build/device
# shellcheck source=/dev/null
. "board/$board/board.conf"
name=verikiosk-$board
umask 022

# Copies a folder of ours into the tree: owned by root, readable by all, whatever the checkout's modes are.
copy_tree() {
    [ -d "$1" ] || return 0
    cp -a --no-preserve=ownership "$1/." "$2/"
    (cd "$1" && find . ! -type l -print0) | (cd "$2" && xargs -0 chmod u=rwX,go=rX)
}

say() { printf '%s\n' "$*"; }

rm -rf "$out/tree" "$out/parts"
mkdir -p "$out/tree" "$out/parts/boot" "$out/kernel"
tree=$out/tree

say "Debian's part"
tar -xf "$rootfs" -C "$tree"
dpkg-query --admindir="$tree/var/lib/dpkg" -W -f='${binary:Package}\n' >"$out/parts/packages"

say "kernel"
rm -rf "$out/kernel"
for package in "$boot"/*.deb; do dpkg-deb -x "$package" "$out/kernel"; done
version=$(basename "$out"/kernel/boot/vmlinuz-* | sed 's/^vmlinuz-//')
modules=$tree/usr/lib/modules/$version
mkdir -p "$tree/usr/lib/modules"
rm -rf "$modules"
cp -a "$(dirname "$(find "$out/kernel" -path "*/modules/$version/kernel" -type d | head -n 1)")" "$modules"
sed 's/#.*//' $here/modules-left-out.txt | while read -r folder; do
    [ -z "$folder" ] || rm -rf "${modules:?}/$folder"
done
depmod -b "$tree/usr" -m /lib/modules "$version" 2>/dev/null || depmod -b "$tree" "$version"

# What a board needs must have all that it needs: depmod drops what was left out without a word.
for module in ${device_modules:-}; do
    todo=$module seen=
    while [ -n "$todo" ]; do
        one=${todo%% *}
        todo=${todo#"$one"}
        todo=${todo# }
        case " $seen " in *" $one "*) continue ;; esac
        seen="$seen $one"
        more=$(modinfo -b "$tree" -k "$version" -F depends "$one") ||
            { say "the device would miss the module $one, for $module: see modules-left-out.txt"; exit 1; }
        todo="$todo ${more//,/ }"
        todo=${todo# }
    done
done

say "our files"
DESTDIR=$tree cmake --install $build --component device --prefix /usr --strip >/dev/null
copy_tree $here/root "$tree"
copy_tree "board/$board/root" "$tree"
install -D -m 644 "board/$board/kiosk.toml" "$tree/etc/verikiosk/board.toml"
case $variants in *" debug "*) copy_tree $here/debug-root "$tree" ;; esac
case $variants in *" test "*)
    copy_tree "board/$board/test-root" "$tree"
    mkdir -p "$tree/usr/share/verikiosk"
    cp -r "$out/pictures" "$tree/usr/share/verikiosk/pictures"
    ;;
esac
printf 'verikiosk\n' >"$tree/etc/hostname"
printf '127.0.0.1 localhost verikiosk\n::1 localhost\n' >"$tree/etc/hosts"
ln -sf /run/systemd/resolve/resolv.conf "$tree/etc/resolv.conf"
: >"$tree/etc/machine-id"
mkdir -p "$tree/data"
rm -rf "${tree:?}/var/log/journal" && ln -s /data/log "$tree/var/log/journal"
ln -sfn /data/site/network/10-site.network "$tree/etc/systemd/network/10-site.network"
mkdir -p "$tree/etc/systemd/timesyncd.conf.d"
ln -sfn /data/site/timesyncd.conf "$tree/etc/systemd/timesyncd.conf.d/10-site.conf"
# The user that the kiosk runs as; board/flash/data-folders.txt names it by number.
printf 'kiosk:x:800:800::/nonexistent:/usr/sbin/nologin\n' >>"$tree/etc/passwd"
printf 'kiosk:x:800:\n' >>"$tree/etc/group"
printf 'kiosk:!:1::::::\n' >>"$tree/etc/shadow"
# Nobody logs in on a device.
sed -i 's/^root:[^:]*:/root:!:/' "$tree/etc/shadow"
rm -rf "${tree:?}"/etc/*- "${tree:?}"/var/cache/* "${tree:?}"/boot "$tree"/etc/apt "$tree"/var/lib/apt "$tree"/usr/share/info \
    "$tree"/etc/dpkg/dpkg.cfg.d "$tree"/etc/systemd/system/getty.target.wants
find "$tree/dev" -mindepth 1 -delete
find "$tree/etc/systemd/system" -name 'e2scrub*' ! -lname /dev/null -delete

say "fonts"
# The weights that screens use; the rest of the family is 18 MB.
find "$tree/usr/share/fonts/opentype/inter" -type f ! -name 'Inter-Regular.otf' ! -name 'Inter-Medium.otf' \
    ! -name 'Inter-SemiBold.otf' ! -name 'Inter-Bold.otf' -delete
# Made on the device's own processor, emulated, so that the first screen need not wait for it. It is good for folders of
# the age that they have now.
find "$tree/usr/share/fonts" "$tree/usr/local/share" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
chroot "$tree" /usr/bin/fc-cache -s >/dev/null 2>&1 || true
find "$tree/var/cache" -name CACHEDIR.TAG -delete

say "what is in it"
for program in "$tree"/usr/bin/kiosk*; do
    missing=$(chroot "$tree" ldd "/usr/bin/$(basename "$program")" | grep 'not found' || true)
    [ -z "$missing" ] || { say "$program misses libraries, name their packages in device-packages.txt:"; say "$missing"; exit 1; }
done
$here/check-root.sh "$tree" "$out/parts/packages" "$board" $variants
find "$tree" -xdev -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

say "first file system"
first=$out/parts/first
rm -rf "$first"
mkdir -p "$first/bin" "$first/lib/modules" "$first/proc" "$first/sys" "$first/dev"
install -m 755 $here/initrd/init "$first/init"
cp "$out"/kernel/usr/bin/busybox "$first/bin/busybox" 2>/dev/null || cp "$out"/kernel/bin/busybox "$first/bin/busybox"
for tool in $(sed 's/#.*//' $here/initrd/tools.txt); do ln -s busybox "$first/bin/$tool"; done
for module in $initrd_modules; do
    # "builtin NAME" for what the kernel has in itself.
    needed=$(modprobe -d "$tree" -S "$version" --show-depends "$module" 2>&1) ||
        { say "board.conf's initrd_modules: the kernel has no $module: $needed" >&2; exit 1; }
    awk '$1 == "insmod" { print $2 }' <<<"$needed"
done | awk '!seen[$0]++' | while read -r file; do
    plain=$(basename "$file" .xz)
    case $file in *.xz) xz -dc "$file" >"$first/lib/modules/$plain" ;; *) cp "$file" "$first/lib/modules/$plain" ;; esac
    printf '%s\n' "$plain" >>"$first/modules"
done
find "$first" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
(cd "$first" && find . | LC_ALL=C sort | cpio --quiet --reproducible -o -H newc --owner=0:0 | gzip -n9) >"$out/parts/boot/initrd"

say "boot partition"
cp "$out/kernel/boot/vmlinuz-$version" "$out/parts/boot/vmlinuz"
copy_tree "board/$board/boot-files" "$out/parts/boot"
arguments=$kernel_arguments
case $variants in *" debug "*) arguments="$arguments loglevel=6 systemd.show_status=yes" ;; esac
sed -e "s|@ARGUMENTS@|$arguments|g" -e "s|@DEVICE_TREE@|${device_tree:-}|g" \
    -e "s|@RAMDISK_ADDRESS@|${ramdisk_address:-}|g" $here/boot.cmd.in >"$out/parts/boot.cmd"
mkimage -A arm64 -T script -C none -d "$out/parts/boot.cmd" "$out/parts/boot/boot.scr" >/dev/null
# What the board's firmware wants beside it: FROM-in-the-packages TO-on-the-partition, a line each.
if [ -e "board/$board/firmware-files.txt" ]; then
    sed 's/#.*//' "board/$board/firmware-files.txt" | while read -r from to; do
        [ -n "$from" ] || continue
        from=${from//@KERNEL@/$version}
        mkdir -p "$(dirname "$out/parts/boot/$to")"
        cp "$out/kernel/$from" "$out/parts/boot/$to"
    done
fi
find "$out/parts/boot" -exec touch --date="@$SOURCE_DATE_EPOCH" {} +

say "file systems"
# Their identifiers are those of the board, not of the day.
uuid() { printf '%s' "$1" | sha256sum | sed 's/^\(.\{8\}\)\(.\{4\}\)\(.\{3\}\)\(.\{3\}\)\(.\{12\}\).*/\1-\2-4\3-8\4-\5/'; }
make_ext4() { # FILE MIB LABEL FOLDER
    rm -f "$1"
    truncate -s "$2M" "$1"
    mke2fs -q -t ext4 -L "$3" -U "$(uuid "$board $3")" -E "hash_seed=$(uuid "$board $3 hash"),lazy_itable_init=0" \
        -m 0 -I 256 -d "$4" "$1"
}
make_ext4 "$out/parts/root-a.ext4" "$root_size" root-a "$tree"
mkdir -p "$out/parts/data"
sed 's/#.*//' board/flash/data-folders.txt | while read -r path mode user group; do
    [ -z "$path" ] || install -d -m "$mode" -o "$user" -g "$group" "$out/parts/data/$path"
done
find "$out/parts/data" -exec touch --date="@$SOURCE_DATE_EPOCH" {} +
make_ext4 "$out/parts/data.ext4" "$data_size" data "$out/parts/data"
truncate -s "${boot_size}M" "$out/parts/boot.vfat"
mkfs.vfat -n BOOT -i "$(uuid "$board boot" | cut -c1-8)" --invariant "$out/parts/boot.vfat" >/dev/null
(cd "$out/parts/boot" && find . -mindepth 1 -maxdepth 1 | LC_ALL=C sort | xargs -I{} mcopy -sm -i ../boot.vfat {} ::)

say "disk"
cat >"$out/parts/genimage.cfg" <<CONFIG
image $name.img {
  hdimage {
    partition-table-type = gpt
    disk-uuid = "$(uuid "$board disk")"
    align = 1M
  }
  partition boot { image = "boot.vfat" partition-type-uuid = F bootable = true partition-uuid = "$(uuid "$board p1")" }
  partition root-a { image = "root-a.ext4" partition-type-uuid = L partition-uuid = "$(uuid "$board p2")" }
  partition data { image = "data.ext4" partition-type-uuid = L partition-uuid = "$(uuid "$board p3")" }
}
CONFIG
genimage --config "$out/parts/genimage.cfg" --inputpath "$out/parts" --outputpath "$out" --rootpath "$out/parts/boot" \
    --tmppath "$out/parts/genimage" --loglevel 1
# Holes stay holes: a card is written faster.
fallocate --dig-holes "$out/$name.img"
bmaptool -q create -o "$out/$name.img.bmap" "$out/$name.img"
$here/spdx.py "$name" "$tree" "$boot" >"$out/$name.spdx.json"
(cd "$out" && sha256sum "$name.img" >"$name.img.sha256")
du -sm --apparent-size "$tree" | awk '{ print "root file system: " $1 " MB of files" }'
rm -rf "$out/kernel" "$out/parts/first" "$out/parts/genimage"
