#!/usr/bin/env bash
# Each target for ten minutes (or as many seconds as the first argument says), from the files of the tests as seeds; what
# breaks a reader is left in fuzz/artifacts. Needs a nightly toolchain and cargo-fuzz (`cargo install cargo-fuzz`).
#   fuzz/run.sh [SECONDS] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")"
seconds="${1:-600}"
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo +nightly fuzz list)
seeds() {
  case "$1" in
    any) echo '*.bin *.msgpack *.cbor *.bson *.plist *.protobuf *.cpio *.ar *.rar *.deflate' ;;
    html) echo '*.html *.mhtml' ;;
    json) echo '*.json *.jsonl *.har' ;;
    xml) echo '*.xml *.svg' ;;
    zip) echo '*.zip *.docx *.xlsx *.pptx *.od? *.epub' ;;
    pdf) echo '*.pdf' ;;
    ole) echo '*.doc *.xls *.ppt *.msg' ;;
    rtf) echo '*.rtf' ;;
    image) echo '*.jpg *.png *.gif *.tiff *.webp *.heic *.avif *.bmp *.ico *.jp2' ;;
    sqlite) echo '*.sqlite' ;;
    sevenz) echo '*.7z' ;;
    packed) echo '*.gz *.bz2 *.xz *.lzma *.zz *.zst' ;;
    tar) echo '*.tar' ;;
    mail) echo '*.eml *.mbox *.mhtml' ;;
    warc) echo '*.warc*' ;;
  esac
}
# Letters in pictures are another program's business: without it a picture is a gap, and fuzzing is a thousand times faster.
cargo +nightly fuzz build --sanitizer none --release
for target in "${targets[@]}"; do
  mkdir -p "corpus/$target"
  for pattern in $(seeds "$target"); do
    find ../tests/hiding/files ../tests/fixtures/extraction -name "$pattern" -size -200k -exec cp {} "corpus/$target/" \;
  done
  log="$(mktemp)"
  binary="$(find target -path "*/release/$target" -type f | head -1)"
  mkdir -p "artifacts/$target"
  env PATH= "$binary" "corpus/$target" -artifact_prefix="artifacts/$target/" -max_total_time="$seconds" \
    -max_len=200000 -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 >"$log" 2>&1 || true
  runs="$(grep -oE 'number_of_executed_units: [0-9]+' "$log" | grep -oE '[0-9]+' || echo 0)"
  found="$(find "artifacts/$target" -type f | wc -l)"
  echo "$target: $runs executions in $seconds s, $found finds"
done
