# `make run` and `make test` set up what they need from nothing but Python 3.11 or later. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export HOST ?= 127.0.0.1
export PORT ?= 8050
BENCH ?=
DATE ?=
MIRROR ?= ../shared/raw
RELEASE ?=
WORKERS ?= 2
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
UV := $(shell command -v uv 2>/dev/null)
RUNTIME := $(VENV)/runtime.stamp
DEV := $(VENV)/dev.stamp
PEERS := .venv-bench/peers.stamp
PYTEST := $(PY) -m pytest --numprocesses auto --maxprocesses $(WORKERS) --dist loadfile

ifdef UV
install = $(UV) pip install --quiet --python $(PY) --require-hashes --requirement $(1)
else
install = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1)
endif

.NOTPARALLEL:
.PHONY: help run test test-long bench lint format data bulk lock lock-bench translations clean browser prepared

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 20

run: prepared ## serve the site on $HOST:$PORT (127.0.0.1:8050)
	@exec $(PY) deploy/serve.py

test: $(DEV) lint browser prepared ## everything fast enough for every change
	@$(PYTEST) -m "not long and not bench"

test-long: $(DEV) browser prepared ## the rest: services, fuzzing, full builds
	@tests/services/install.sh
	@$(PYTEST) -m "long and not bench"

bench: $(DEV) $(PEERS) browser prepared ## measure against peers, into docs/benchmarks.md; BENCH="browser server publish query growth", DATE=
	@tests/benchmarks/install.sh
	@$(PY) -m tests.benchmarks $(BENCH) --date "$(DATE)"

$(PEERS): requirements-bench.txt
	@echo "Installing the peers that we are measured against (once)"
	@rm -rf $(@D)
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

lock-bench: ## pin the newest peers (needs uv)
	@cd tests/benchmarks/peers && $(subst pyproject.toml,requirements.in,$(COMPILE)) --upgrade --output-file $(CURDIR)/requirements-bench.txt
	@sed -i '1i # Made by "make lock-bench" from tests/benchmarks/peers/requirements.in; not to be edited by hand.' requirements-bench.txt

lint: $(DEV) ## style, types, arrows between the packages
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@PYTHONPATH=. $(VENV)/bin/lint-imports

format: $(DEV) ## rewrite the code as the formatter wants it
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

data: $(RUNTIME) ## rebuild and publish the release from $MIRROR (../shared/raw), or MIRROR=live; RELEASE=2026.11.2 names it
	@$(PY) -m etl snapshot --mirror $(MIRROR)
	@$(PY) -m etl build --mirror $(MIRROR) $(if $(RELEASE),--release $(RELEASE))
	@$(PY) -m etl check $(if $(RELEASE),--release $(RELEASE))
	@$(PY) -m etl publish $(if $(RELEASE),--release $(RELEASE))
	@$(PY) -m data.prepare
	@$(PY) -m data.bulk

bulk: prepared ## make the whole-release files that /data offers (a minute for each release; make data does it too)
	@$(PY) -m data.bulk

# The same versions on every Python from 3.11 on, so that two machines build the same bytes.
COMPILE = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-annotate --no-header
lock: ## pin the newest versions that pyproject.toml allows (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv (pip install uv)"; exit 1; }
	@$(COMPILE) --upgrade --output-file requirements.txt
	@$(COMPILE) --upgrade --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@sed -i '1i # Made by "make lock" from pyproject.toml; not to be edited by hand.' requirements.txt requirements-dev.txt

translations: $(RUNTIME) ## collect all texts and bring translations/ into step; LANG_NEW=es begins a language
	@$(PY) -m data.translations update $(LANG_NEW)
	@$(PY) -m data.translations compile

clean: ## remove the environment and everything made, releases excepted
	@rm -rf $(VENV) var translations/*/LC_MESSAGES/*.mo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

prepared: $(RUNTIME)
	@$(PY) -m data.translations compile
	@$(PY) -m data.prepare
	@$(PY) -m web.assets

browser: $(DEV)
	@tests/browser/install.sh $(PY)

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Common Measure needs Python 3.11 or later")'
	@rm -rf $(VENV)
ifdef UV
	@$(UV) venv --quiet --seed --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
else
	@$(PYTHON) -m venv $(VENV)
endif

$(RUNTIME): requirements.txt | $(PY)
	@echo "Installing what the site needs (once)"
	@$(call install,requirements.txt)
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME) | $(PY)
	@echo "Installing what the tests need (once)"
	@$(call install,requirements-dev.txt)
	@touch $@
