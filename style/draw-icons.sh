#!/bin/sh
# Draws the PNG icons from frontend/public/icon.svg with Chromium. Needed only when the picture changes.
set -eu
cd "$(dirname "$0")/../frontend/public"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
draw() { # size, style of the picture, file
  printf '<body style="margin:0;background:transparent"><img style="display:block;%s" src="file://%s/icon.svg">' \
    "$2" "$PWD" > "$work/icon.html"
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --default-background-color=00000000 \
    --window-size="$1,$1" --screenshot="$PWD/icons/$3" "file://$work/icon.html" 2>/dev/null
}
mkdir -p icons
draw 192 "width:192px" icon-192.png
draw 512 "width:512px" icon-512.png
draw 180 "width:180px" apple-touch-icon.png
# Launchers cut maskable icons to a circle: the picture goes into the safe middle, the blue to the edge.
draw 512 "width:410px;padding:51px;background:#2044aa" icon-maskable-512.png
