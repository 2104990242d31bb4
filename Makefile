# Peeler's commands. From nothing but Python 3.11+, make and a network to the package indexes: `make demo` or `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
# Compiled modules are kept whatever the machine says: every command and test starts several times faster.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help env demo test check fix bench docs lock clean browser databases pango

PYTHON ?= python3
BIN := .venv/bin
STATIC := src/peeler/web/static
FRONT_END := $(wildcard frontend/*)
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## say what each command does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

env: $(STATIC)/peeler.css ## make .venv and the front end (repeat runs are instant)

demo: env ## an invented force, two years and a live feed, served while it loads
	@$(BIN)/peeler demo

test: env browser databases pango ## everything that must be true: check, then every other test
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest --ignore=tests/house -n auto --maxprocesses 4 --dist loadfile

check: env ## linter, formatter, types and the house tests (the floors among them)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/house

fix: env ## mend what the linter and the formatter can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: env ## measure against the targets of the design (SIZE=small, middle or full; BENCH="live history" for some)
	@$(BIN)/peeler bench $(BENCH) --size $(or $(SIZE),small)

docs: env ## write the generated pages of docs/reference
	@$(BIN)/python -m tools.reference

lock: $(BIN)/.packages ## choose the newest allowed versions anew, a week old, with their hashes
	$(BIN)/uv pip compile pyproject.toml -o requirements/run.txt $(LOCK_AS)
	$(BIN)/uv pip compile pyproject.toml -o requirements/test.txt $(LOCK_AS) --group test -c requirements/run.txt
	rm -rf package-lock.json node_modules
	$(BIN)/npm install --package-lock-only --min-release-age=7
LOCK_AS := --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet

clean: ## remove everything that make made
	rm -rf .venv node_modules $(STATIC) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

browser: $(BIN)/.packages
	@$(BIN)/python tools/chromium.py

databases: $(BIN)/.packages
	@$(BIN)/python -m tools.databases

pango: $(BIN)/.packages
	@$(BIN)/python -m tools.pango

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Peeler needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 env" >&2; exit 2; }
	$(PYTHON) -m venv .venv

$(BIN)/.packages: requirements/test.txt | $(BIN)/python
	$(BIN)/python -m pip install -qq --require-hashes --only-binary :all: --no-deps -r $<
	$(BIN)/python -m pip check
	@touch $@

$(BIN)/.peeler: pyproject.toml $(BIN)/.packages
	$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json .npmrc $(BIN)/.packages
	$(BIN)/npm ci --no-progress
	@touch $@

$(STATIC)/peeler.css: $(FRONT_END) tools/front_end.py node_modules/.package-lock.json $(BIN)/.peeler
	$(BIN)/python tools/front_end.py
