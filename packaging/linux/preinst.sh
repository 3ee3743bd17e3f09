if [ "$1" = upgrade ] && dpkg --compare-versions "$2" gt @VERSION@; then
    echo "POD Desktop $2 is installed, and what it has stored may be too new for version @VERSION@." >&2
    echo "Nothing was changed. Remove version $2 first if you want the older one all the same." >&2
    exit 1
fi
