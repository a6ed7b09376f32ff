#!/bin/sh
# The first five minutes of a new user, with keyboard and mouse on a screen of its own: from the first start to saved reports.
# usage: five_minutes.sh PICTURES FOLDER. A picture of every step; FOLDER is where the reports are saved.
set -eu
pictures=$1 folder=$2
accent=0062BA
mkdir -p "$pictures" "$folder"
export DISPLAY=:77

# Places are those of the program's window, wherever it lies on the screen.
window() { xdotool search --onlyvisible --name 'bvdesk$' 2>/dev/null | tail -n 1; }
click() { xdotool mousemove --window "$(window)" "$1" "$2" click 1; sleep 1; }
keys() { xdotool key --clearmodifiers "$@"; sleep 1; }
picture() { sleep 2; import -window root "$pictures/$1.png"; echo "$1"; }

# Wait until the accent colour is seen at a place: the button there is ready, the page there is chosen.
wait_for() {
    for _ in $(seq 240); do
        id=$(window) # without one, `import` would wait for somebody to point at a window
        colour=$([ -z "$id" ] || import -window "$id" -crop "1x1+$1+$2" -depth 8 txt:- 2>/dev/null | grep -o '#[0-9A-F]\{6\}' || true)
        [ "$colour" = "#$accent" ] && return
        sleep 1
    done
    import -window root "$pictures/stopped.png"
    echo "nothing to press at $1,$2" >&2
    exit 1
}

Xvfb $DISPLAY -screen 0 1366x768x24 >/dev/null 2>&1 &
screen=$!
trap 'kill $screen' EXIT
sleep 3
openbox >/dev/null 2>&1 &
sleep 1
bvdesk &

wait_for 60 178
picture 1-start
keys Return # the example
wait_for 2 102
picture 2-oversikt
keys Return # to the first figure of the quarter
wait_for 2 142
xdotool type 58
keys Return
picture 3-registrering
click 74 222
wait_for 2 222
sleep 5
picture 4-kontroll
click 74 342
wait_for 250 669
picture 5-rapport
click 250 669
sleep 2
wait_for 250 669
picture 6-laget
click 857 200
sleep 2
xdotool type "$folder"
picture 7-lagre
keys Return
sleep 5
picture 8-lagret
keys alt+F4
ls "$folder"
