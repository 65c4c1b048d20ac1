.PHONY: help run demo test check fuzz pictures messages bench wheel clean
PYTHON ?= .venv/bin/python

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv  ## open Pupitre on your own desk
	$(PYTHON) -m tui

demo: .venv  ## open a made-up week in a temporary folder
	$(PYTHON) -m tui --demo

test: .venv  ## run all tests
	$(PYTHON) -m pytest

fuzz: .venv  ## press 20,000 keys at random (some minutes)
	$(PYTHON) -m pytest -o addopts="" -n 2 -rP tests/screen/test_fuzz.py

check: .venv  ## style, types, import contracts, then all tests
	$(PYTHON) -m ruff check . && $(PYTHON) -m mypy && $(dir $(PYTHON))lint-imports && $(PYTHON) -m pytest

pictures: .venv  ## draw screenshots/ anew; look at each of them before committing
	PUPITRE_PICTURES=write $(PYTHON) -m pytest tests/screen/test_pictures.py

messages: .venv  ## bring the French catalogue and the manual's key tables up to date with the source
	$(PYTHON) -m tests.messages && $(PYTHON) -m tests.keys

bench: .venv  ## measure ten years, the floors and the peers; write docs/performance.md (half an hour)
	$(PYTHON) -m tests.bench --write
	$(PYTHON) -m pip install -q psutil
	$(PYTHON) -m tests.bench.beside --peers .peers --write

wheel: .venv  ## build what is installed, into dist/
	$(PYTHON) -m build --wheel --no-isolation

clean:  ## remove what was built and cached
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]'
