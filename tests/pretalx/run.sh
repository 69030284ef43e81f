#!/usr/bin/env bash
# Kører de fire pretalx-scenarier og holder resultaterne op mod docs/pretalx.md.
# Plays the four pretalx scenarios, or those that are named, and holds the results against docs/pretalx.md. Needs
# python3, and the network for the first setup.  tests/pretalx/run.sh [blind] [forced] [leaky] [open]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=${KLARSYN_PRETALX_DIR:-target/pretalx}
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
trap 'tests/pretalx/up.sh --stop "$port" "$folder"' EXIT
exports=$(tests/pretalx/up.sh --reset "$port" "$folder")
eval "$exports"
results=$(mktemp -d)
[ $# -gt 0 ] || set -- blind forced leaky open
for event; do
  token=PRETALX_REVIEWER_TOKEN_${event^^}
  # A leak is exit code 1: what matters is what the findings say, so the code is kept for the check.
  code=0
  PRETALX_REVIEWER_TOKEN=${!token} cargo run --quiet -- run "scenarios/pretalx-$event.yaml" --format json \
    >"$results/$event.json" 2>"$results/$event.log" || code=$?
  echo "$code" >"$results/$event.code"
done
checked=0
python3 tests/pretalx/check.py "$results" || checked=$?
# Coverage: pretalx's own list of routes, asked as the reviewer, against what was captured.
for event; do
  python=$(cd "$folder" && pwd)/venv/bin/python run=$PWD/reports/pretalx-$event here=$PWD/tests/pretalx
  (cd "$folder" && PRETALX_CONFIG_FILE=$PWD/pretalx.cfg PRETALX_DEBUG=True \
    "$python" "$here/routes.py" "http://127.0.0.1:$port" "$event" "$run" 2>/dev/null) || checked=$?
done
exit "$checked"
