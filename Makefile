# Two commands are all a reader needs: make run, make test.
ATLAS ?=
PORT ?=
PY := .venv/bin/python

# What is installed is known by the sum of what asks for it: quick the second time.
SUM := $(shell cat pyproject.toml hatch_build.py | cksum | cut -d ' ' -f 1)
APP := .venv/app-$(SUM)
DEV := .venv/dev-$(SUM)

.DEFAULT_GOAL := help
.PHONY: help run test lint format check screenshots geodata audit clean

help:  ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1: /p' Makefile

run: $(APP)  ## start the dashboard (ATLAS=folder PORT=number)
	@.venv/bin/mapdash serve $(ATLAS) $(if $(PORT),--port $(PORT))

test: lint  ## run every check and test, those in a browser too
	@browser=$$($(PY) scripts/find_browser.py --install) && \
	  MAPDASH_CHROMIUM=$$browser $(PY) -m pytest --numprocesses auto --dist loadgroup $(PYTEST)

lint: $(DEV)  ## check style, types, floors and JavaScript
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	.venv/bin/oxlint --deny-warnings src/mapdash/web

format: $(DEV)  ## put the code into the house's style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

check: $(APP)  ## report every fault of an atlas (ATLAS=folder)
	@.venv/bin/mapdash check $(ATLAS)

screenshots: $(DEV)  ## take the pictures of README and tour anew
	@mkdir -p docs/screenshots
	@browser=$$($(PY) scripts/find_browser.py --install) && \
	  MAPDASH_CHROMIUM=$$browser MAPDASH_PICTURES=$(CURDIR)/docs/screenshots \
	  $(PY) -m pytest tests/browser/test_access.py -k open_to_everyone

geodata: $(DEV)  ## build the layers anew from geodata/sources
	$(PY) scripts/build_geodata.py

audit: $(DEV)  ## ask the public lists of known weaknesses about what is installed
	@$(PY) -m pip install --quiet pip-audit && $(PY) -m pip_audit --local --skip-editable

clean:  ## remove what was made, .venv included
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache screenshots
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

$(DEV):
	@sh scripts/venv.sh dev
	@rm -f .venv/app-* .venv/dev-*
	@touch $(DEV) $(APP)

$(APP):
	@sh scripts/venv.sh
	@rm -f .venv/app-* .venv/dev-*
	@touch $(APP)
