#!/usr/bin/env bash
# All tests in two lanes: those that drive a browser, which wait for it a third of their time, and beside them all others at a
# lower priority, so that no page comes late because of them. `cargo test` does the same one after the other.
set -uo pipefail
cd "$(dirname "$0")/.."
read -ra cargo <<<"${CARGO:-cargo}" # it may have words such as `+nightly`
browser=(crawl_board kinds main_job recording resume submission)

lane=() others=()
for name in "${browser[@]}"; do lane+=(--test "$name"); done
for file in tests/*.rs tests/*/main.rs; do
  name=${file#tests/} name=${name%/main.rs} name=${name%.rs}
  [[ " ${browser[*]} " == *" $name "* ]] || others+=(--test "$name")
done

"${cargo[@]}" test --quiet --no-run || exit
said=$(mktemp)
set -m # a process group of its own, to be ended as one
nice -n 19 "${cargo[@]}" test --quiet --no-fail-fast --lib --bins "${others[@]}" >"$said" 2>&1 &
beside=$!
set +m
trap 'kill -- -"$beside" 2>/dev/null; rm -f "$said"' EXIT
failed=0
"${cargo[@]}" test --quiet --no-fail-fast "${lane[@]}" || failed=$?
wait "$beside" || failed=$?
cat "$said"
"${cargo[@]}" test --quiet --doc || failed=$?
exit "$failed"
