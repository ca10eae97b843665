# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Both build .venv when it is missing, and touch no network once it is built.

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
EXAMPLES := $(filter-out examples/README.md,$(wildcard examples/*.*))
SHARED := $(or $(VERBALE_SHARED),../shared)
CORPORA := $(SHARED)/corpora
FUZZ_SECONDS ?= 60
FILE = $(BIN)/verbale file --database out/demo.db --dossier
DEVICE ?= cpu

.DEFAULT_GOAL := help
.PHONY: help demo test check fuzz bench evaluate model weights wheel clean

help:
	@echo "make demo      install into .venv, read the pages in examples/ into dossiers, open them in a desk"
	@echo "make test      install the test tools and run every test"
	@echo "make check     format, lint, types and import contracts"
	@echo "make fuzz      fuzz each page reader for FUZZ_SECONDS (60)"
	@echo "make bench     speed and memory beside peers"
	@echo "make evaluate  figures on the corpora, where they are present"
	@echo "make model     train the language model from the corpora into out/model (DEVICE=cuda on a GPU)"
	@echo "make weights   weigh anew what speaks for and against a candidate entry, from pages with gold readings"
	@echo "make wheel     build the wheel into dist/"
	@echo "make clean     remove what the others made"

# A stamp file each for what is installed: pip runs again only when pyproject.toml has changed.
$(VENV)/.core: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Verbale needs Python 3.11 or newer, and finds none: install python3.11"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv module is incomplete: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[desk]"
	@touch $@

$(VENV)/.test: $(VENV)/.core
	$(BIN)/python -m pip install --quiet --group test
	@touch $@

$(VENV)/.check: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --group check
	@touch $@

$(VENV)/.fuzz: $(VENV)/.core
	$(BIN)/python -m pip install --quiet --group fuzz
	@touch $@

demo: $(VENV)/.core
	$(BIN)/verbale read $(EXAMPLES) --out out/demo
	$(BIN)/verbale read examples/berlin-guarantees.txt
	$(FILE) "Ukraine talks" examples/berlin-guarantees.txt examples/geneva-draft.html
	$(FILE) "Iran's nuclear programme" examples/vienna-nuclear.html
	$(FILE) "Truces and strikes" examples/cairo-truce.txt examples/kuala-lumpur-truce.txt examples/detroit-strike.txt
	$(FILE) "Trade and climate" examples/geneva-tariffs.html examples/baku-finance.html
	$(BIN)/verbale dossier --database out/demo.db
	$(BIN)/verbale positions "Ukraine talks" --database out/demo.db
	@echo "That was one page of $(words $(EXAMPLES)); the readings of all, as JSON, are in out/demo, their minutes in out/demo.db."
	@echo "Read a page of your own: $(BIN)/verbale read FILE-OR-ADDRESS; keep it: $(BIN)/verbale file --dossier NAME FILE-OR-ADDRESS"
	@if [ -t 1 ]; then $(BIN)/verbale desk --database out/demo.db; \
	else echo "Open them in a browser: $(BIN)/verbale desk --database out/demo.db"; fi

test: $(VENV)/.test
	$(BIN)/python -m pytest --numprocesses logical --dist loadfile

check: $(VENV)/.check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports

fuzz: $(VENV)/.fuzz
	$(BIN)/python -m fuzz plain -max_total_time=$(FUZZ_SECONDS)
	$(BIN)/python -m fuzz html -max_total_time=$(FUZZ_SECONDS)

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.language
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m benchmarks.minutes
	$(BIN)/python -m benchmarks.desk

evaluate: $(VENV)/.test
	@test -d $(CORPORA) || { echo "no corpora in $(CORPORA): set VERBALE_SHARED to the folder that holds them"; exit 1; }
	$(BIN)/python -m evaluation times $(CORPORA)/times.aquaint.jsonl.gz
	$(BIN)/python -m evaluation times $(CORPORA)/times.recognizers.dev.jsonl.gz
	$(BIN)/python -m evaluation money $(CORPORA)/money.recognizers.dev.jsonl.gz
	$(BIN)/python -m evaluation attribution $(CORPORA)/attributions.dev.jsonl.gz
	$(BIN)/python -m evaluation names $(CORPORA)/names.ewt-dev.iob2.gz $(CORPORA)/names.ewt-test.iob2.gz
	$(BIN)/python -m evaluation tree $(CORPORA)/gum.dev.conllu.gz
	$(BIN)/python -m evaluation tree $(CORPORA)/ewt.dev.conllu.gz
	$(BIN)/python -m evaluation coreference $(CORPORA)/gum.dev.conllu.gz
	$(BIN)/python -m evaluation readings $(CORPORA)/minutes/gold/*.json
	$(BIN)/python -m evaluation readings training/held/gold/*.json
	$(BIN)/python -m evaluation reliability $(SHARED)/gold/*.json
	$(BIN)/python -m evaluation cited $(SHARED)/gold/*.json
	$(BIN)/verbale read $(SHARED)/pages/* --out out/evaluate
	$(BIN)/python $(SHARED)/tools/score.py $(SHARED)/gold out/evaluate

weights: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m training.weights $(CORPORA)/minutes/gold/*.json --also training/minutes/gold/*.json \
		--check $(SHARED)/gold/*.json

model: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --group train
	VERBALE_CORPORA=$(CORPORA) MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184 \
		$(BIN)/python -m training all --out out/model --device $(DEVICE)

$(VENV)/.wheel: $(VENV)/.core
	$(BIN)/python -m pip install --quiet --group wheel
	@touch $@

wheel: $(VENV)/.wheel
	$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) out dist build .pytest_cache .ruff_cache .hypothesis
