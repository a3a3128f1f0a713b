# Needs Python 3.11 or later with pip, and make. Nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := build/demo

.PHONY: demo test coverage soak docs clean
SOAK   := $(BIN)/python tests/soak.py

# The package alone is enough for the demo; what tests and documentation need comes on top when they are asked for.
$(VENV)/.package: pyproject.toml src/newsclean/i18n/zh.po
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable .
	touch $@

$(VENV)/.pip: $(VENV)/.package
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	touch $@

$(VENV)/.installed: $(VENV)/.pip
	@# PyPI has pyspark as source only: built once in minutes, and from then on taken from the cache of pip.
	$(BIN)/python -m pip install --quiet --group dev --editable ".$(if $(NEWSCLEAN_SPARK),[spark])"
	touch $@

$(VENV)/.docs: $(VENV)/.pip
	$(BIN)/python -m pip install --quiet --group docs --editable .
	touch $@

demo: $(VENV)/.package ## clean samples/ and show what changed
	rm -rf $(DEMO)
	mkdir -p $(DEMO)
	$(BIN)/newsclean clean samples -o $(DEMO)/clean --log $(DEMO)/changes.jsonl --verbose
	@echo
	@echo "What was changed in samples/seed-article.txt, beside its 330 half-width marks:"
	@$(BIN)/newsclean check samples/seed-article.txt --ignore punctuation || test $$? = 1
	@echo
	$(BIN)/newsclean verify --log $(DEMO)/changes.jsonl
	$(BIN)/newsclean report $(DEMO)/changes.jsonl -o $(DEMO)/report.html
	@echo
	@echo "clean text:  $(DEMO)/clean"
	@echo "change log:  $(DEMO)/changes.jsonl"
	@echo "report page: $(CURDIR)/$(DEMO)/report.html"

test: $(VENV)/.installed ## lint, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@# The tests start the command hundreds of times, also where PYTHONDONTWRITEBYTECODE would have it compiled each time.
	$(BIN)/python -m compileall -q src
	$(BIN)/python -m pytest --numprocesses=auto $(PYTEST)

coverage: ## the same, and how much of the code the tests run, which takes them half as long again
	$(MAKE) test PYTEST="--cov --cov-report=term --durations=20"

soak: $(VENV)/.installed ## hours of mutated texts and bytes, of runs killed, and of a pipe; sizes: make soak TEXTS=1000
	$(SOAK) texts --count $(or $(TEXTS),1000000)
	$(SOAK) bytes --count $(or $(BYTES),100000)
	$(SOAK) kills --count $(or $(KILLS),200)
	$(SOAK) pipe --seconds $(or $(SECONDS),10800)

docs: $(VENV)/.docs ## the documentation as a site, in build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	$(BIN)/python docs/check_search.py build/site

clean: ## remove what make made
	rm -rf $(VENV) build .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
