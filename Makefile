# Two commands do everything: `make demo` shows the main job, `make test` proves it.
# Both install what a bare Debian machine lacks (browser, driver, readers of documents), or say exactly what to do.

SHELL := /bin/bash
CARGO ?= cargo

.PHONY: decoys demo test bench bench-crawl benchmark board lint setup target pretalx hiding recall browsers help

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup:
	@tests/setup.sh

demo: setup ## run the main job on the embedded recruitment system, all leaks on
	$(CARGO) run --quiet -- demo

test: setup ## all tests
	@CARGO="$(CARGO)" tests/all.sh

bench: ## speed beside peers (an optimised build: allow it a quarter of an hour the first time)
	$(CARGO) bench --quiet --bench scan --bench index --bench exact

bench-crawl: ## speed and memory of a crawl beside Scrapy and Crawlee, where they are installed (see benches/crawl.rs)
	$(CARGO) bench --quiet --bench crawl

benchmark: setup ## each leak of the embedded system alone: recall
	$(CARGO) run --quiet -- benchmark

board: setup ## the crawler against our own board of techniques
	set -o pipefail; $(CARGO) test --quiet --test crawl_board -- --nocapture | grep -oE "reached=[0-9]+ of=[0-9]+ traps=[0-9]+" | tail -1

browsers: setup ## the board in Firefox and over a Selenium Grid (installs Firefox, Java, and their drivers from the registries)
	set -o pipefail; env $$(tests/browsers/setup.sh) $(CARGO) test --quiet --test browsers --test kinds -- --ignored --test-threads 1 --nocapture

decoys: ## ten gigabytes of ordinary text searched for 200 candidates and their decoys: no hit (some minutes)
	KLARSYN_DECOYS_GB=10 $(CARGO) test --quiet --profile bench --test decoys -- --nocapture

recall: ## the table of disguises that are seen through
	KLARSYN_BLESS=1 $(CARGO) test --quiet --test recall

hiding: setup ## the table of hiding places in files beside other readers (markitdown and kreuzberg from PyPI, `python` on the path)
	KLARSYN_BLESS=1 $(CARGO) test --quiet --test hiding

lint: ## format, lints, docs
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --quiet

target: ## serve the embedded recruitment system at http://127.0.0.1:8377/
	$(CARGO) run --quiet -- target

pretalx: setup ## the four scenarios on a real system (installs pretalx from PyPI)
	tests/pretalx/run.sh
