# kashaf: make demo, make test; see README.md
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PYTHON

.PHONY: help install demo test faults lint format docs browser bench eval lock clean

help: ## Say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/run.installed: locks/run.txt setup.cfg
	tools/make-venv run

.venv/dev.installed: locks/dev.txt setup.cfg
	tools/make-venv dev

.venv/bench.installed: locks/bench.txt setup.cfg
	tools/make-venv bench

install: .venv/run.installed ## Make .venv and install kashaf with its locked packages

demo: .venv/run.installed ## Index seeds/, search once in the terminal, serve http://127.0.0.1:$(PORT)
	$(BIN)/kashaf reindex seeds --index demo.index
	$(BIN)/kashaf search "مهرجان التمور" --index demo.index --limit 3
	$(BIN)/kashaf serve --index demo.index --port $(PORT)

test: .venv/dev.installed ## Run every test, with coverage
	$(BIN)/pytest --cov --cov-report=term

faults: .venv/dev.installed ## Run every crash of the fault tests; make test runs a sample
	$(BIN)/pytest -m faults tests/faults

lint: .venv/dev.installed ## Run ruff, mypy and the checks of the documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/docs.py --check

format: .venv/dev.installed ## Lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/dev.installed ## Write the generated documents anew
	$(BIN)/python tools/docs.py

browser: ## Install Debian's Chromium and Arabic fonts for the browser tests
	tools/apt-install chromium fonts-noto-core

bench: .venv/bench.installed ## Compare with peers: make bench CORPUS=articles.jsonl.xz OPTIONS=--quick
	$(BIN)/python -m bench $(OPTIONS) $(CORPUS)

eval: .venv/dev.installed ## Score the ranking on test collections: make eval SET=folder CORPUS=articles.jsonl
	$(BIN)/python -m tests.relevance.evaluate $(if $(SET),--set $(SET)) $(if $(CORPUS),--corpus $(CORPUS)) $(OPTIONS)

lock: ## Write the lock files anew (needs uv)
	tools/lock

clean: ## Remove .venv, caches and the demo's index
	rm -rf .venv demo.index bench.cache bench/lucene/target .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage *.egg-info build
