#!/usr/bin/env bash
# Installs what a bare Debian machine lacks for `make demo` and `make test`, or says exactly what to do.
set -euo pipefail

packages=()
command -v chromium >/dev/null || [ -n "${KLARSYN_CHROMIUM:-}" ] || packages+=(chromium)
command -v chromedriver >/dev/null || [ -n "${KLARSYN_CHROMEDRIVER:-}" ] || packages+=(chromium-driver)
command -v pdftotext >/dev/null || packages+=(poppler-utils)
command -v unrtf >/dev/null || packages+=(unrtf)
command -v qpdf >/dev/null || packages+=(qpdf)
command -v zbarimg >/dev/null || packages+=(zbar-tools)
command -v exiftool >/dev/null || packages+=(libimage-exiftool-perl)
command -v tesseract >/dev/null || packages+=(tesseract-ocr tesseract-ocr-dan tesseract-ocr-eng)
command -v cc >/dev/null || packages+=(build-essential)
command -v cargo >/dev/null || {
  echo "could not find cargo: install Rust 1.95 or newer (https://rustup.rs), then run this again" >&2
  exit 2
}
[ ${#packages[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "could not find: ${packages[*]}. Install what your system calls them, then run this again." >&2
  exit 2
fi
sudo=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || {
    echo "run as root: apt-get update && apt-get install -y ${packages[*]}" >&2
    exit 2
  }
  sudo=(sudo)
fi
echo "installing: ${packages[*]}" >&2
"${sudo[@]}" apt-get update -qq >&2
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
