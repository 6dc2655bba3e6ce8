# Needs Python 3.11 to 3.13 with venv, make, and the PyPI and npm registries; nothing else.
#   make demo    build the demo region and serve it          make check   what a commit must pass, < 3 min
#   make serve   serve what is in the database               make test    everything on SQLite, the core on PostgreSQL too
#   make clean   remove what was made, not the database

PYTHON ?= python3
BIN := .venv/bin
UV_VERSION := 0.13.9
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python
PYTEST := $(BIN)/python -m pytest

.PHONY: demo serve test check clean lock assets
.DEFAULT_GOAL := check

demo: .venv/.runtime
	$(BIN)/xingmeng demo $(ARGS)

serve: .venv/.runtime
	$(BIN)/xingmeng serve $(ARGS)

# What stands below the stages: quick enough for every commit. `make test` is everything.
QUICK := architecture engines law instruments config core
check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m django makemigrations --check --dry-run --settings=xingmeng.config.settings
	$(PYTEST) -n 2 -q -m "not browser and not slow" $(QUICK:%=tests/%) $(ARGS)

# Every test on SQLite, the browser's among them; then on PostgreSQL those in which databases
# differ most: the core, every instrument's walk, many at once, who sees what, figures. With
# POSTGRESQL=whole, as in .ci/run, all that touch a database but the browser's, and those of
# commands in homes of SQLite (decision 0023).
POSTGRESQL ?= core
core := tests/core tests/lifecycle tests/invariants/test_concurrency.py tests/stages/indicators \
	$(wildcard tests/stages/*/test_sight.py)
whole := tests $(patsubst %,--ignore=tests/%,engines law instruments architecture config cli \
	demo/test_tampering.py)
test: .venv/.dev assets
	XINGMENG_TEST_DATABASE=sqlite $(PYTEST) -n 2 --dist worksteal $(ARGS)
	XINGMENG_TEST_DATABASE=postgresql $(PYTEST) -n 2 --dist worksteal \
		-m "not browser" $($(POSTGRESQL)) $(ARGS)

assets: .venv/.dev
	$(BIN)/python -m xingmeng.config.assets --dev

clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache \
		.hypothesis .coverage htmlcov src/xingmeng/web/static/vendor
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# After a change of dependencies: rewrite the locks, keeping the versions that still fit.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate pyproject.toml --group build
lock: .venv/.uv
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) --group dev --group bench -c requirements-dev.lock -o requirements-bench.lock
	$(LOCK) --group dev --group spark -c requirements-bench.lock -o requirements-spark.lock
	npm install --package-lock-only --ignore-scripts

# --- what the targets above stand on -------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14) \
		and "Xingmeng needs Python 3.11 to 3.13: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv .venv

.venv/.uv: Makefile | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

.venv/.runtime: requirements.lock pyproject.toml | .venv/.uv
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# The peers that bench/ measures beside; no test needs them.
.venv/.bench: requirements-bench.lock .venv/.dev
	$(INSTALL) --require-hashes -r requirements-bench.lock
	@touch $@

# Spark, for `xingmeng law run --engine spark` and its test; needs Java 17.
.venv/.spark: requirements-spark.lock .venv/.dev
	$(INSTALL) --require-hashes -r requirements-spark.lock
	@touch $@
