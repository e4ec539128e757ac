# make demo | test | screenshots | quality | models | bench | clean: each does its own set-up in .venv, without root.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check
GOLD ?= ../shared/gold
OUT ?= exports

# the first Python of 3.11 or newer that can make a virtual environment; PYTHON=... overrides
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { command -v $$python; break; }; done)

.PHONY: demo test screenshots quality models bench clean
.NOTPARALLEL:

demo: $(VENV)/.demo
	$(PY) -m kg build data/pages --out $(OUT)
	$(PY) -m kg export --format csv --graph $(OUT) --out $(OUT)

test: $(VENV)/.test
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --config pyproject.toml
	$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

# the picture in README: needs Chromium
screenshots: $(VENV)/.test
	$(PY) -m tests.browser.screenshot $(OUT)/graph.html $(OUT)/graph.png

quality: $(VENV)/.demo
	$(PY) tests/quality.py $(GOLD) $(ARGS)
	@echo; echo "the same without the gazetteers in data/names:"
	$(PY) tests/quality.py $(GOLD) --without names | sed -n '2p;/relations/p;/statistics/p' | head -3
	@echo; echo "each relation on the sentences in tests/gold/sentences:"
	$(PY) tests/sentences.py

# data/models from tests/gold/articles: about ten minutes on two processors
models: $(VENV)/.test
	$(PY) -W ignore -m tests.fitting $(ARGS)

bench: $(VENV)/.demo
	$(PY) -m tests.benchmarks --out tests/benchmarks/RESULTS.md $(ARGS)

clean:
	rm -rf $(VENV) build dist exports/graph.html exports/sources .hypothesis .mypy_cache .pytest_cache .ruff_cache \
		.import_linter_cache
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer with venv and ensurepip was found" \
		"(on Debian: apt-get install python3-venv); name one with PYTHON=..." >&2; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.demo: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.demo
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@
