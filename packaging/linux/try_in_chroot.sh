#!/bin/sh
# Installs the .deb in a root that holds nothing but a bare system, and tries it as somebody who is no administrator.
#
#   sudo packaging/linux/try_in_chroot.sh ROOT PACKAGE.deb [tour]
#
# ROOT comes from, say, `debootstrap --variant=minbase bookworm ROOT`; what is installed there stays. With `tour`
# the whole visit is played, too. The reports are in ROOT/home/somebody.
set -eu

root=$(cd "$1" && pwd -P)
package=$2
tour=${3:-}

in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
as_somebody() { in_root runuser -u somebody -- env HOME=/home/somebody LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@"; }
files() { in_root find /usr/lib/pod-desktop -printf '%p %s %T@\n' | sort; }
running() {
    for exe in /proc/[0-9]*/exe; do
        if [ "$(readlink "$exe")" = "$root/usr/lib/pod-desktop/pod-desktop" ]; then
            echo "$exe" | cut -d/ -f3
        fi
    done
}
step() { echo "- $1" >&2; }

mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT

step "install"
cp "$package" "$root/tmp/pod-desktop.deb"
in_root apt-get update -qq
in_root apt-get install -y -qq --no-install-recommends /tmp/pod-desktop.deb > "$root/tmp/apt.log"
in_root id somebody > /dev/null 2>&1 || in_root useradd --create-home somebody
rm -rf "$root/home/somebody/team" "$root/home/somebody/other"  # of a trial before
files > "$root/tmp/before"

step "self-test"
as_somebody pod-desktop --version
as_somebody pod-desktop --self-test /home/somebody/self-test.json

step "data of a team"
printf 'kettle window seven pears\n' > "$root/home/somebody/passphrase"
as_somebody pod-desktop profile new /home/somebody/team --team Trial --author Sam --passphrase-file /home/somebody/passphrase
as_somebody pod-desktop check /home/somebody/team --passphrase-file /home/somebody/passphrase

if [ "$tour" = tour ]; then
    step "the whole visit"
    as_somebody pod-desktop --tour /home/somebody/tour
fi

step "nothing was written beside the program"
files | cmp - "$root/tmp/before"

step "the same version once more"
in_root apt-get install -y -qq --reinstall /tmp/pod-desktop.deb >> "$root/tmp/apt.log"

step "while it is open it is not replaced"
as_somebody pod-desktop --profile /home/somebody/other &
started=$!
tries=0
until [ -n "$(running)" ]; do
    tries=$((tries + 1))
    [ $tries -lt 60 ] || { echo "The program did not start." >&2; exit 1; }
    sleep 1
done
if in_root dpkg -i /tmp/pod-desktop.deb > "$root/tmp/dpkg.log" 2>&1; then
    echo "It was replaced while it was open." >&2
    exit 1
fi
grep "Close it" "$root/tmp/dpkg.log"
running | xargs kill
wait "$started" || [ $? -gt 2 ]

step "removed; what was written stays"
in_root apt-get purge -y -qq pod-desktop > "$root/tmp/apt.log"
grep "stays" "$root/tmp/apt.log"
[ ! -e "$root/usr/lib/pod-desktop" ]
[ ! -e "$root/usr/bin/pod-desktop" ]
[ -s "$root/home/somebody/team/keys.pod" ]
echo "All is well in $root." >&2
