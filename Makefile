# Everything a newcomer needs: `make run` and `make test`. Both set themselves up on a bare machine with Python 3.11+.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
RUN := $(BIN)/leadline

.PHONY: run serve-all setup test check lint types fix bench safety evals lock clean

run: setup  ## set up, load the sample portfolio once, open the page on http://127.0.0.1:8000
	$(RUN) sample
	$(RUN) serve

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Leadline needs Python 3.11 or newer: install it, or name one with 'make PYTHON=/path/to/python3.11 run'"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked dependencies (about a minute, once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.ready requirements-dev.lock
	@echo "Installing the tools for tests and checks ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

serve-all: .venv/.dev  ## the shape for many people on one machine: PostgreSQL, a Chroma server, workers; Ctrl-C stops all
	$(RUN) serve-all

test: .venv/.dev  ## all tests; those that need a part that is absent here are skipped with a reason
	$(BIN)/python -m pytest -q

check: .venv/.dev lint types  ## what continuous integration runs
	$(BIN)/leadline migrate --check
	$(BIN)/python -m pytest -q

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: .venv/.dev
	$(BIN)/mypy

fix: .venv/.dev  ## format and mend what can be mended mechanically
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.dev  ## speed and quality, measured beside peers
	$(BIN)/python -m bench

safety: .venv/.dev  ## attack the promise that nothing changes without a person; SIZE=--full takes hours
	$(BIN)/python -m bench.safety $(SIZE)

evals: .venv/.dev  ## routing accuracy, the quality of drafted stories, and the language-model path if one is configured
	$(BIN)/python -m bench.router
	$(BIN)/python -m bench.stories

lock:  ## renew the lock files (needs uv); they carry hashes and no addresses
	uv lock
	uv export -q --format requirements-txt --no-emit-project --no-annotate --no-header --no-group dev --group install -o requirements.lock
	uv export -q --format requirements-txt --no-emit-project --no-annotate --no-header --all-groups -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache build *.egg-info
