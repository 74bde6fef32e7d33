# Every task of this project, each one line long: the work itself is in scripts/ and pyproject.toml.
# A fresh machine needs only make and Python 3.11 or newer with venv; every target sets up what it needs.
#
#   PYTHON=python3.13   the interpreter that .venv is made with (python3 unless told)
#   ARGS="-k inbox"     more words for the command behind run, demo, dev, test, snapshots, bench…, lock, release

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
export PYTHON
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
PAGES := $(notdir $(basename $(wildcard scripts/gen_*_docs.py)))

.PHONY: help setup run demo dev test test-crash snapshots lint format format-check types imports docs \
        docs-check wheel check check-mail bench bench-desk bench-facts bench-ingest bench-render bench-search check-services pictures recording lock release clean

help: ## show these lines
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

setup: ## make .venv match requirements.lock (the other targets do this by themselves)
	@sh scripts/setup.sh

run: setup ## open the desk on the workspace here (the root feeds.toml)
	@$(BIN)/reewriter $(ARGS)

demo: setup ## open the desk on the bundled samples; without a terminal, run the whole path and print its files
	@$(BIN)/reewriter demo $(ARGS)

dev: setup ## the same with Python's development mode and tracebacks
	@PYTHONDEVMODE=1 $(BIN)/reewriter --debug demo $(ARGS)

# Snapshots run in a process of their own: they start event loops and share one report.
# Status 5 is pytest's "nothing matched", which ARGS="-k …" makes an ordinary answer.
# Two for each core: tests at the desk wait for half of their time.
test: setup ## run all tests, on every core
	@PYTEST_XDIST_AUTO_NUM_WORKERS=$$(( $$(getconf _NPROCESSORS_ONLN) * 2 )) \
		$(PYTEST) -n auto -m "not snapshot" $(ARGS) || [ $$? -eq 5 ]
	@$(PYTEST) -p no:xdist -m snapshot $(ARGS) || [ $$? -eq 5 ]

test-crash: setup ## kill the desk fifty times while somebody types, and see what is left
	@REEWRITER_CRASH_ROUNDS=50 $(PYTEST) -n 4 -k killed tests/workspace/test_crash.py $(ARGS)

snapshots: setup ## redraw the pictures that the snapshot tests compare; read the diff before you commit it
	@$(PYTEST) -p no:xdist -m snapshot --snapshot-update $(ARGS)

lint: setup ## find mistakes and style slips
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python scripts/tidy.py

format: setup ## lay out the code and mend what can be mended
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

format-check: setup ## fail where make format would change a file
	@$(BIN)/ruff format --quiet --check . || { echo "Some files are not laid out: run make format." >&2; exit 1; }

types: setup ## check the types, strictly
	@$(BIN)/mypy --no-error-summary

imports: setup ## check which room may import which
	@said=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$said" >&2; exit 1; }

docs: setup ## write the generated tables of the documents again
	@for page in $(PAGES); do $(BIN)/python -m scripts.$$page || exit 1; done

docs-check: setup ## fail where one of these tables is out of date
	@for page in $(PAGES); do $(BIN)/python -m scripts.$$page --check || exit 1; done

wheel: setup ## build the wheel and try it in a fresh environment
	@$(BIN)/python scripts/try_wheel.py

check: format-check lint types imports docs-check test wheel ## everything CI runs

bench: setup ## measure what must be fast
	@$(BIN)/python scripts/bench.py $(ARGS)

# Alone on the machine: half of the figures are ratios to other programs in the same run.
bench-ingest: setup ## measure how feeds are taken in, beside feedparser and newsboat, into docs/benchmarks.md
	@$(BIN)/python -m tests.bench.ingest --write docs/benchmarks.md $(ARGS)

bench-desk: setup ## measure the desk on 100,000 new items, beside newsboat, into docs/benchmarks.md: ARGS="--also 1000000"
	@$(BIN)/python -m tests.bench.desk --write docs/benchmarks.md $(ARGS)

bench-search: setup ## measure search as you type, into docs/benchmarks.md: ARGS="--items 1000000 --words 60"
	@$(BIN)/python -m tests.bench.searching --write docs/benchmarks.md $(ARGS)

# Beside MJML where Node and npm are installed: it is fetched once into .venv/bench-mjml.
bench-render: setup ## measure how an issue is rendered and checked, into docs/benchmarks.md
	@$(BIN)/python -m tests.bench.rendering --write docs/benchmarks.md $(ARGS)

bench-facts: setup ## measure quotations, figures, suggestions and names, into docs/benchmarks.md
	@$(BIN)/python -m tests.bench.facts --write docs/benchmarks.md $(ARGS)

# Not part of check: it needs Node, Java and Chromium, and fetches the checkers once. docs/mail.md.
check-mail: setup ## try the mail on the checkers of the field: Nu HTML, axe, caniemail, SpamAssassin
	@$(BIN)/python -m scripts.check_mail $(ARGS)

# Development only: it needs Node, minutes, and installs what you let it. docs/services.md explains it.
check-services: setup ## try targets against real services on this machine: ARGS="--get ghost5"
	@$(BIN)/python -m scripts.check_services $(ARGS)

pictures: setup ## take the pictures of the README again (the issue's needs Chromium: apt install chromium)
	@$(BIN)/python -m scripts.pictures

recording: setup ## record a morning at the desk again, for the README
	@$(BIN)/python -m scripts.recording

lock: ## pin every dependency anew in requirements.lock (needs uv)
	@sh scripts/lock.sh $(ARGS)

release: setup ## bump, date the changelog, check, commit and tag: make release ARGS=0.2.0
	@$(BIN)/python scripts/release.py $(ARGS)

clean: ## forget caches, builds and the environment; workspaces stay
	@rm -rf .venv build dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache snapshot_report.html
