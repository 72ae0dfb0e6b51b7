#!/bin/sh
# Cuts the two weights of Fira Sans that the portal uses out of KERN's package: into frontend/public/fonts for browsers, and
# with both ranges in one file into server/print/fonts for documents. Documents take the Arabic script from DejaVu Sans, since
# they cannot ask a device for a font as pages do.
# Needed only when KERN's fonts or the ranges in fonts.css change. Prerequisites: pip install fonttools brotli, and Debian's
# package fonts-dejavu-core
set -eu
cd "$(dirname "$0")"
from=node_modules/@kern-ux/native/dist/fonts/fira-sans
to=../frontend/public/fonts
paper=../server/print/fonts
latin=U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265
more=U+0100-0130,U+0132-0151,U+0154-024F,U+0259,U+02BB-02BC,U+0300-0304,U+0306-030C,U+0323-0329,U+0400-045F,U+0490-0491,U+1E00-1EFF,U+2116
cut() { # weight name, range name, range
  pyftsubset "$from/FiraSans-$1.woff2" --unicodes="$3" --flavor=woff2 \
    --layout-features=kern,liga,calt,ccmp,locl,mark,mkmk,tnum,lnum,case \
    --output-file="$to/fira-sans-$(echo "$1" | tr '[:upper:]' '[:lower:]')-$2.woff2"
}
for weight in Regular SemiBold; do
  cut "$weight" latin "$latin"
  cut "$weight" more "$more"
  # Without hinting, which a PDF does not need. Typst reads TrueType, not WOFF2, and pyftsubset keeps the kind of its input.
  plain="$(mktemp --suffix=.ttf)"
  fonttools ttLib.woff2 decompress -o "$plain" "$from/FiraSans-$weight.woff2"
  pyftsubset "$plain" --unicodes="$latin,$more" --no-hinting \
    --layout-features=kern,liga,calt,ccmp,locl,mark,mkmk,tnum,lnum,case \
    --output-file="$paper/fira-sans-$(echo "$weight" | tr '[:upper:]' '[:lower:]').ttf"
  rm "$plain"
done
# Without the marks and shapes of an Arabic font its letters would stand apart.
pyftsubset /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf --unicodes=U+0600-06FF,U+200C-200F --no-hinting \
  --drop-tables+=MATH,FFTM --layout-features=init,medi,fina,isol,rlig,liga,calt,ccmp,locl,mark,mkmk \
  --output-file="$paper/dejavu-sans-arabic.ttf"
