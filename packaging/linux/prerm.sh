if [ "$1" = remove ]; then
    echo "What was written with POD Desktop stays in each person's ~/.local/share/POD Desktop."
fi
