# Two commands for a newcomer: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
MUNICIPALITY ?= GM0307
PORT ?= 8000
BIN := .venv/bin
PO := $(wildcard src/wijkhart/*/locale/nl/LC_MESSAGES/django.po src/wijkhart/*/*/locale/nl/LC_MESSAGES/django.po)

.PHONY: demo test proof check fix messages snapshots screens lock bench help

help: ## Say what each target does
	@grep -E '^[.a-z]+:.*## ' Makefile | sed 's/:.*## /  /'

.venv: .venv/.ready .venv/.messages ## Make the environment from the lock file

.venv/.ready: requirements.lock pyproject.toml CHANGELOG.md
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Wijkhart needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 demo")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "The module venv is missing. On Debian or Ubuntu: apt install python3-venv"; rm -rf .venv; exit 1; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@echo "Installing the pinned packages of requirements.lock ..."
	@VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --system-certs --require-hashes requirements.lock
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --system-certs --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.messages: .venv/.ready $(PO)
	@for po in $(PO); do $(BIN)/pybabel --quiet compile --use-fuzzy -l nl -i $$po -o $${po%.po}.mo; done
	@touch $@

demo: .venv ## Load one municipality from open data and serve it (MUNICIPALITY=GM0150, PORT=8123)
	@$(BIN)/wijkhart demo --municipality $(MUNICIPALITY) --port $(PORT)

test: .venv ## Lint, types, import contracts and the whole suite (what has a database on PostgreSQL too, when DATABASE_URL names one)
	@$(MAKE) --no-print-directory check
	@env -u DATABASE_URL $(BIN)/pytest -n 2
	@if [ -n "$$DATABASE_URL" ]; then echo "Once more, on PostgreSQL:"; $(BIN)/pytest -n 2 -m "not proof and not browser" --ignore=tests/analysis --ignore=src/wijkhart/analysis; fi

proof: .venv ## Everything heavy: killed workers, restore, national import, valid HTML, long fuzzing, PostgreSQL
	@HYPOTHESIS_PROFILE=long $(BIN)/pytest -n 2 -m "hypothesis and not proof"
	@if [ -n "$$DATABASE_URL" ]; then $(BIN)/pytest -m proof; else echo "PostgreSQL skipped: DATABASE_URL names none."; fi
	@env -u DATABASE_URL $(BIN)/pytest -m proof

check: .venv ## Lint, types and import contracts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/djade --check $$(find src -name '*.html')
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

fix: .venv ## Format, and mend what a tool can mend
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	@$(BIN)/djade $$(find src -name '*.html')

openapi: .venv ## Write the document of the API to docs/openapi.json
	@WRITE_SNAPSHOT=1 $(BIN)/pytest tests/config/test_document.py

lock: ## Pin the newest allowed versions (maintainers)
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group bench --generate-hashes --no-emit-index-url --no-annotate --no-header -o benchmarks/requirements.lock

messages: .venv ## Write new texts into the Dutch catalogues
	@WIJKHART_SECRET_KEY=messages $(BIN)/wijkhart messages

snapshots: .venv ## Write the SQL count of every page anew; look at the difference before keeping it
	@UPDATE_SNAPSHOTS=1 $(BIN)/pytest tests/house/test_pages.py

screens: .venv ## Pictures of every page at 1280 and 360 px, in var/screens
	@$(BIN)/python -m tests.browser.screens

bench: .venv ## Run every benchmark and write docs/performance.md
	@$(BIN)/python -m benchmarks.report
