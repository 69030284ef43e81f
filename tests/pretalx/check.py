"""Holds what klarsyn said about the four events against what docs/pretalx.md says a reviewer can see."""

import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
passed = failed = 0


def tell(event, what, holds):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok  ' if holds else 'FAIL'}  {event:7} {what}")


def lists(value, key):
    """Every list of that name, wherever the report keeps it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key and isinstance(inner, list):
                yield from inner
            yield from lists(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from lists(inner, key)


# Attributes that must leak, attributes that must not. In `blind` the names come out through one door only: the filter
# of the bulk review page (see ONLY).
TRUTH = {
    "blind": ({"D02"}, {"D05", "D06", "D07", "D12"}),
    "forced": ({"D01", "D02", "D06"}, set()),
    "leaky": ({"X03", "D12"}, set()),
    "open": ({"D01", "D02", "D05", "D06", "D07", "D12"}, set()),
}
# What an organiser must be seen to see in every event; whatever else a positive control speaks of must fire as well.
SURE = {"D01", "D02", "D05", "D06", "D07", "D10", "D12", "X03"}
# The only channels on which an event may leak at all. C14: the development server hands out every file under /media/ to
# whoever knows its address; a report says so, but it is not pretalx's anonymous review that leaks.
ONLY = {"blind": {"C11", "C14"}}
for event, (must, must_not) in TRUTH.items():
    if not (folder / f"{event}.code").exists():
        continue
    code = (folder / f"{event}.code").read_text().strip()
    try:
        report = json.loads((folder / f"{event}.json").read_text())
    except ValueError:
        tell(event, f"gives a JSON report (exit code {code})", False)
        print((folder / f"{event}.log").read_text()[-1500:])
        continue
    leaks = {f["attribute"]["id"] for f in lists(report, "findings") if f.get("expected") == "leak"}
    stated = [c for c in lists(report, "controls") if "fired" in c]
    controls = {c["name"]: c["fired"] for c in stated}
    failures = failed
    organiser = {name.split()[3]: held for name, held in controls.items() if name.startswith("positive: organiser sees ")}
    for attribute in sorted(SURE | set(organiser)):
        tell(event, f"positive control fired for {attribute}", organiser.get(attribute) is True)
    tell(event, "every application was accepted", controls.get("submission: every application was accepted"))
    seen = [held for name, held in controls.items() if name.startswith("positive: reviewers see a qualification")]
    tell(event, "the reviewer sees a qualification of everybody", seen == [True])
    tell(event, "no decoy is found", all(held for name, held in controls.items() if name.startswith("negative")))
    channels = {f["channel"] for f in lists(report, "findings") if f.get("expected") == "leak"}
    if event in ONLY:
        tell(event, f"leaks on {sorted(ONLY[event])} alone: {sorted(channels)}", channels <= ONLY[event])
    for attribute in sorted(must):
        tell(event, f"{attribute} leaks", attribute in leaks)
    beside = {f["attribute"]["id"] for f in lists(report, "findings") if f.get("expected") == "leak" and f["channel"] != "C14"}
    for attribute in sorted(must_not):
        tell(event, f"{attribute} does not leak but as a file of the development server", attribute not in beside)
    if failed > failures:
        # What a reader needs to see why.
        for control in stated:
            if not control["fired"]:
                print(f"      {event}: {control['name']}: {control.get('detail', '')}")
        for gap in lists(report, "gaps"):
            if gap["kind"] in ("failed", "session_lost", "bound_hit"):
                print(f"      {event}: {gap['kind']} {gap['what']}: {gap['reason']}")
    tell(event, f"exit code {code}", (code == "1") == bool(must) and code not in ("2", "3"))
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
