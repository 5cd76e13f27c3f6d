# Needs python3 (3.11 or newer), pip and make.
#   make demo   the main job on examples/, as a table
#   make test   lint, types, import layers and all tests
#   make lint   only the first three
#   make golden write the expected records of the examples anew
#   make docs   the site of docs/, strictly, into out/site
#   make package  sdist and wheel into out/dist
#   make sbom   what an install of the wheel consists of, with licences (CycloneDX): out/sbom.json
#   make audit  the same packages against the lists of known vulnerabilities; asks pypi.org: needs the network, fails without
#   make benchmark-cleaning   clean pages beside trafilatura and others, in an environment of its own
#   make clean  remove what the others made

PYTHON ?= python3
BIN := .venv/bin
BUILD = rm -rf out/dist && $(BIN)/python -m build --no-isolation --outdir out/dist
STORE := out/demo.duckdb
STORE_FILES := $(wildcard examples/market/*.csv)
MARKET_CODE := $(wildcard src/tapecheck/market/*.py src/tapecheck/market/sources/*.py)

.PHONY: demo test lint golden docs package sbom audit benchmark-cleaning clean

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

# Material's notice about another program is no warning of ours.
docs: .venv/dev.stamp
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir out/site

package: .venv/dev.stamp
	$(BUILD)

sbom: .venv-package/stamp
	mkdir -p out
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON -o out/sbom.json .venv-package/bin/python

audit: .venv-package/stamp
	mkdir -p out
	$(BIN)/python -m pip --python .venv-package/bin/python freeze --exclude tapecheck > out/installed.txt
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement out/installed.txt

benchmark-cleaning: .venv-bench/stamp
	.venv-bench/bin/python scripts/benchmark_cleaning

clean:
	rm -rf .venv .venv-bench .venv-package out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

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

# The default install and nothing else: made once, and again when what it needs changes. After that neither target installs anything.
.venv-package/stamp: pyproject.toml .venv/dev.stamp
	$(BUILD)
	rm -rf .venv-package
	$(PYTHON) -m venv --without-pip .venv-package
	$(BIN)/python -m pip --python .venv-package/bin/python install --quiet --disable-pip-version-check out/dist/*.whl
	touch $@

# Packages that are only compared with stay out of the environment that is worked in. Older pips can't install them together.
.venv-bench/stamp: pyproject.toml
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@
