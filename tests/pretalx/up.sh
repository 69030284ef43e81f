#!/usr/bin/env bash
# Starter pretalx med fire stillingsopslag (blind, forced, leaky, open) til klarsyns scenarier.
# Starts pretalx with four events (blind, forced, leaky, open) for klarsyn's scenarios.
#
#   tests/pretalx/up.sh [--reset] [PORT [FOLDER]]     installs, seeds, starts; prints `export` lines for the scenarios
#   tests/pretalx/up.sh --install [PORT [FOLDER]]     installs alone
#   tests/pretalx/up.sh --stop    [PORT [FOLDER]]     stops the server that this script started in FOLDER
#
# PORT is 18345 unless given, FOLDER ${KLARSYN_PRETALX_DIR:-target/pretalx}. Running it again uses what is there.
# --reset throws the data away (not the installation). Needs python3 (3.10 or later) with venv. About 2 minutes the first time.
# Everything it says goes to stderr, so that  eval "$(tests/pretalx/up.sh)"  sets the environment.
set -euo pipefail

version=${PRETALX_VERSION:-2025.2.2}
export PRETALX_PASSWORD=${PRETALX_PASSWORD:-Passw0rd-Known-1}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

install=no reset=no stop=no port='' folder=''
for argument in "$@"; do
  case $argument in
    --reset) reset=yes ;;
    --install) install=yes ;;
    --stop) stop=yes ;;
    -*) echo "could not understand $argument; see the head of $0" >&2; exit 2 ;;
    *) if [ -z "$port" ]; then port=$argument; else folder=$argument; fi ;;
  esac
done
port=${port:-18345}
folder=${folder:-${KLARSYN_PRETALX_DIR:-target/pretalx}}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
url=http://127.0.0.1:$port
python=$folder/venv/bin/python
pidfile=$folder/server.pid

# Only a process that is ours by id *and* by command line: ids are used again.
ours() { [ -f "$pidfile" ] && tr '\0' ' ' <"/proc/$(cat "$pidfile")/cmdline" 2>/dev/null | grep -q "pretalx runserver $1"; }

stop_server() {
  if ours ''; then
    local pid; pid=$(cat "$pidfile")
    kill "$pid" || true
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  fi
  rm -f "$pidfile"
}

if [ $stop = yes ]; then
  stop_server
  echo "pretalx stopped" >&2
  exit 0
fi

if [ "$(cat "$folder/venv/installed" 2>/dev/null)" != "$version" ]; then
  echo "installing pretalx $version ..." >&2
  rm -rf "$folder/venv"
  "${PYTHON:-python3}" -m venv "$folder/venv"
  "$folder/venv/bin/pip" install -q "pretalx==$version" >&2
  echo "$version" >"$folder/venv/installed"
fi

[ $install = no ] || exit 0

if [ $reset = yes ]; then
  stop_server
  [ ! -f "$folder/data/media" ] || rm -rf "$(cat "$folder/data/media")"
  rm -rf "$folder/data"
fi

mkdir -p "$folder/data"
# pretalx cuts the names of uploaded files so that their *absolute* path has 100 letters: how much of a name is left to be
# seen would depend on where this clone lies, so that uploads go to a folder with a short name.
[ -f "$folder/data/media" ] || mktemp -d -t m.XXXXXX >"$folder/data/media"
mkdir -p "$(cat "$folder/data/media")"
cat >"$folder/pretalx.cfg" <<CFG
[filesystem]
data = $folder/data
media = $(cat "$folder/data/media")
logs = $folder/data/logs
static = $folder/data/static
[site]
url = $url
https = False
[database]
backend = sqlite3
name = $folder/data/db.sqlite3
CFG
# With debugging on the development server sends mails to its log, and serves static files by itself.
export PRETALX_CONFIG_FILE=$folder/pretalx.cfg PRETALX_DEBUG=True
cd "$folder"

if [ ! -f data/seeded ]; then
  stop_server
  echo "seeding ..." >&2
  "$python" -m pretalx migrate -v0 >migrate.log 2>&1 || { tail -20 migrate.log >&2; exit 1; }
  "$python" "$here/seed.py" >seed.log 2>&1 || { tail -20 seed.log >&2; exit 1; }
  touch data/seeded
fi

if ! ours "--noreload 127.0.0.1:$port"; then
  stop_server
  setsid nohup "$python" -m pretalx runserver --noreload "127.0.0.1:$port" >server.log 2>&1 </dev/null &
  echo $! >"$pidfile"
fi

ready() {
  "$python" -c 'import sys, urllib.request as u
sys.exit(b"Hiring blind" not in u.urlopen(sys.argv[1] + "/blind/cfp", timeout=20).read())' "$url" 2>/dev/null
}
for attempt in $(seq 120); do
  ready && break
  if ! ours '' || [ "$attempt" = 120 ]; then
    echo "could not start pretalx on $url; the end of its log:" >&2
    tail -20 server.log >&2
    exit 1
  fi
  sleep 0.5
done

echo "pretalx $version is ready: $url (admin@target.test, reviewer1-EVENT@target.test)" >&2
"$python" - "$url" <<'PY'
import json, os, sys
tokens = json.load(open("seed.json"))["tokens"]
print(f"export PRETALX_URL={sys.argv[1]}/ PRETALX_PASSWORD={os.environ['PRETALX_PASSWORD']}")
for slug in ("blind", "forced", "leaky", "open"):
    print(f"export PRETALX_REVIEWER_TOKEN_{slug.upper()}={tokens[f'reviewer1-{slug}@target.test']}")
print(f"export PRETALX_REVIEWER_TOKEN={tokens['reviewer1-blind@target.test']}  # of blind; each scenario wants its own")
PY
