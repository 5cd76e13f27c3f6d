# Needs python3 (3.11 or newer), pip and make.
#   make demo   the main job on examples/, as a table
#   make test   lint, types, import layers and all tests
#   make lint   only the first three
#   make golden write the expected records of the examples anew
#   make benchmark-cleaning   clean pages beside trafilatura and others, in an environment of its own
#   make clean  remove what the others made

PYTHON ?= python3
BIN := .venv/bin
STORE := out/demo.duckdb
STORE_FILES := $(wildcard examples/market/*.csv)
MARKET_CODE := $(wildcard src/tapecheck/market/*.py src/tapecheck/market/sources/*.py)

.PHONY: demo test lint golden benchmark-cleaning clean

demo: $(STORE)
	$(BIN)/tapecheck extract examples/articles --market $(STORE) --format table

test: lint
	$(BIN)/python -m pytest -q

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: .venv/dev.stamp
	$(BIN)/python scripts/update_golden

benchmark-cleaning: .venv-bench/stamp
	.venv-bench/bin/python scripts/benchmark_cleaning

clean:
	rm -rf .venv .venv-bench out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The store appears under its name only when every file is in it.
$(STORE): .venv/light.stamp $(STORE_FILES) $(MARKET_CODE)
	mkdir -p out
	rm -f $@ $@.part
	$(BIN)/tapecheck market import $(STORE_FILES) --market $@.part
	mv $@.part $@

.venv/light.stamp: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev.stamp: .venv/light.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# Packages that are only compared with stay out of the environment that is worked in. Older pips can't install them together.
.venv-bench/stamp: pyproject.toml
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@
