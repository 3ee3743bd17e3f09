# Put before what follows in each script of the package: an open program still reads from its own files.
for exe in /proc/[0-9]*/exe; do
    if [ "$(readlink "$exe" || true)" = /usr/lib/pod-desktop/pod-desktop ]; then
        echo "POD Desktop is open. Close it on all desktops of this laptop, then try again." >&2
        exit 1
    fi
done
