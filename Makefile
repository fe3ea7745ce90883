# One word runs everything: `make help` lists the words. CI calls the same ones (.ci/run).
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The versions that the tests ran with: what is released tomorrow breaks nothing today (`make versions` moves on to it).
TRIED := versions.txt
BOOK ?= demo-book
EVENT ?= cardscan demo
# Pass words on to a tool: make test ARGS="-k fax"
ARGS ?=

TESSERACT := tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert
FONTS_TEST := fontconfig fonts-noto-cjk fonts-ipafont fonts-ipaexfont fonts-vlgothic fonts-lato fonts-dejavu-core
FONTS_BENCH := $(FONTS_TEST) fonts-mplus fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho \
  fonts-motoya-l-cedar fonts-motoya-l-maruberi fonts-sawarabi-gothic fonts-sawarabi-mincho fonts-kouzan-mouhitsu \
  fonts-roboto fonts-roboto-slab fonts-open-sans fonts-ebgaramond fonts-liberation fonts-dejavu fonts-urw-base35 \
  fonts-takao fonts-migmix fonts-nanum fonts-hanazono fonts-yozvox-yozfont fonts-horai-umefont fonts-wqy-microhei \
  fonts-arphic-uming fonts-arphic-ukai fonts-cwtex-ming fonts-cwtex-kai fonts-lxgw-wenkai fonts-baekmuk \
  fonts-unfonts-core fonts-inter fonts-cabin fonts-quicksand fonts-linuxlibertine fonts-vollkorn fonts-crosextra-caladea

##@ Use it
.PHONY: run
run: $(VENV)/.installed tesseract ## Set everything up, read the pictures in samples/ into ./demo-book, show who is on them
	@$(BIN)/cardscan scan samples --event "$(EVENT)" --book $(BOOK) --yes
	@$(BIN)/cardscan roster "$(EVENT)" --book $(BOOK)
	@$(BIN)/cardscan thank --event "$(EVENT)" --output build/drafts --book $(BOOK)

##@ Work on it
.PHONY: test
test: $(VENV)/.installed-dev tesseract fonts chromium parsers ## Set up what the tests need and run them (ARGS="-k fax" for some)
	@$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile $(ARGS)

.PHONY: check
check: lint types test ## Format check, lint, mypy --strict, tests: what CI runs

.PHONY: lint
lint: $(VENV)/.installed-dev ## Format check and lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

.PHONY: types
types: $(VENV)/.installed-dev ## mypy --strict on cardscan/
	@$(BIN)/mypy

.PHONY: fix
fix: $(VENV)/.installed-dev ## Format the code and mend what ruff can mend by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: schema
schema: $(VENV)/.installed ## Write schema/read.schema.json from the types in cardscan/contract.py
	@$(BIN)/python scripts/write_schema.py

.PHONY: versions
versions: $(VENV)/.installed-dev ## Install the newest versions of everything and write them down in versions.txt; run make check after it
	@$(PIP) --upgrade --upgrade-strategy eager -e '.[dev]'
	@{ sed -n '/^#/p' $(TRIED); $(BIN)/python -m pip freeze --exclude-editable; } >$(TRIED).new && mv $(TRIED).new $(TRIED)
	@touch $(VENV)/.installed $(VENV)/.installed-dev

.PHONY: docs
docs: $(VENV)/.installed ## Write the help texts and exit codes in docs/commands.md from the program
	@$(BIN)/python scripts/write_docs.py

.PHONY: dependencies
dependencies: $(VENV)/.installed ## Measure size and import time of the dependencies into docs/dependencies.md
	@$(BIN)/python scripts/measure_dependencies.py

.PHONY: readme
readme: $(VENV)/.installed-dev ## Draw the README's picture and write the output in its story
	@$(BIN)/python scripts/write_readme.py

.PHONY: screens
screens: $(VENV)/.installed-dev fonts chromium ## Draw the pictures of the page in docs/images
	@$(BIN)/python scripts/write_screens.py

.PHONY: bench
bench: $(VENV)/.installed-dev fonts-bench ## Measure accuracy and speed on generated cards; writes docs/accuracy.md (twenty minutes)
	@$(BIN)/python -m bench.score $(ARGS)

.PHONY: bench-peers
bench-peers: $(VENV)/.installed-dev tesseract fonts-bench ## The same beside RapidOCR, Tesseract and our plain reader; writes docs/accuracy-peers.md (an hour and a quarter, the second time half of that)
	@$(BIN)/python -m bench.score --systems cardscan,plain,rapidocr,tesseract $(ARGS)

.PHONY: bench-designs
bench-designs: $(VENV)/.installed-dev ## Measure accuracy on cards that were drawn by hand; writes docs/accuracy-designs.md (minutes)
	@$(BIN)/python -m bench.score --folder bench/designs/test --out docs/accuracy-designs.md $(ARGS)

.PHONY: bench-photos
bench-photos: $(VENV)/.installed-dev fonts-bench grounds ## Measure how cards are found on generated photographs; writes docs/accuracy-photos.md (minutes)
	@$(BIN)/python -m bench.score.photos $(ARGS)

.PHONY: fit-variants
fit-variants: $(VENV)/.installed-dev fonts-bench ## Learn from rendered lines which variant kanji is printed (髙 or 高); writes cardscan/ocr/variants.toml
	@$(BIN)/python -m bench.variants

.PHONY: fit-trust
fit-trust: $(VENV)/.installed-dev fonts-bench ## Learn from dev cards how likely a line is right that the reader is so and so sure of; writes cardscan/ocr/trust.toml
	@$(BIN)/python -m bench.trust

.PHONY: train
train: $(VENV)/.installed-dev fonts-bench ## Learn from dev cards which role a stretch of text plays and how far a field is believed; writes roles.tsv and belief.toml in cardscan/parse/words and docs/formulations.md (a quarter of an hour, the second time half of that)
	@$(BIN)/python -m bench.roles $(ARGS)
	@$(BIN)/python -m bench.belief

.PHONY: fit-belief
fit-belief: $(VENV)/.installed-dev fonts-bench ## Learn from dev cards how likely a field is right that a rule is so and so sure of; writes cardscan/parse/words/belief.toml
	@$(BIN)/python -m bench.belief

.PHONY: fit-labels
fit-labels: $(VENV)/.installed-train fonts-bench ## Train the network that finds number labels on drawn corners of cards (half an hour); writes cardscan/image/spots.onnx
	@$(BIN)/python -m bench.labels

.PHONY: train-finder
train-finder: $(VENV)/.installed-train fonts-bench ## Train the network that finds cards on composed scenes (an hour and a half on two cores); writes cardscan/image/finder.onnx
	@scripts/grounds.sh torcs-data
	@$(BIN)/python -m bench.finder $(ARGS)

.PHONY: train-reader
train-reader: $(VENV)/.installed-train fonts-bench ## Teach the reader on printed lines (its last layer, half an hour; ARGS="--whole 550" all of it, on a graphics processor; ARGS=--eight only rounds it to 8 bits); writes cardscan/ocr/reader.onnx and detector.onnx
	@$(BIN)/python -m bench.reader $(ARGS)

.PHONY: bench-reading
bench-reading: $(VENV)/.installed-dev fonts-bench ## Measure how lines are read, letter by letter; writes docs/reading.md (a quarter of an hour)
	@$(BIN)/python -m bench.score.reading $(ARGS)

.PHONY: bench-speed
bench-speed: $(VENV)/.installed-dev fonts-bench ## Time readers side by side on the same flat cards; writes docs/speed.md (minutes; pip install faster-paddle for it to take part)
	@$(BIN)/python -m bench.score.pace

.PHONY: bench-book
bench-book: $(VENV)/.installed-dev $(PEERS)/.installed ## Measure how the book tells people apart, beside Splink, and how it behaves when it is large, beside khard; writes docs/book.md (a quarter of an hour)
	@$(BIN)/python -m bench.book --peers $(PEERS) $(ARGS)

.PHONY: measure-page
measure-page: $(VENV)/.installed ## Measure what the page costs: start, a large book, a photo, memory; writes docs/web.md (minutes)
	@$(BIN)/python scripts/measure_page.py

.PHONY: record
record: $(VENV)/.installed ## Record what the default reader says of PICTURES="a.jpg b.jpg", for --engine replay
	@$(BIN)/python scripts/record.py $(PICTURES)

.PHONY: clean
clean: ## Remove the environment, the caches and the demo book
	rm -rf $(VENV) $(PEERS) $(BOOK) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {print "\n" substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- set-up: stamp files make the second time instant; apt.sh is instant when nothing is missing and never fails

$(VENV)/bin/python:
	@scripts/venv.sh $(VENV)

$(VENV)/.installed: pyproject.toml $(TRIED) | $(VENV)/bin/python
	@echo "Installing cardscan into $(VENV) (the first time takes minutes)" >&2
	@$(PIP) -c $(TRIED) -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(TRIED) | $(VENV)/bin/python
	@echo "Installing cardscan and its test tools into $(VENV) (the first time takes minutes)" >&2
	@$(PIP) -c $(TRIED) -e '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-train: pyproject.toml $(TRIED) | $(VENV)/bin/python
	@echo "Installing what the training needs into $(VENV) (minutes)" >&2
	@$(PIP) -c $(TRIED) -e '.[train]'
	@touch $@

$(PEERS)/.installed: bench/book/peers.txt | $(VENV)/bin/python
	@echo "Installing what the book is measured beside into $(PEERS) (650 MB)" >&2
	@$(BIN)/python -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.PHONY: tesseract
tesseract:
	@tesseract --list-langs 2>/dev/null | grep -qx jpn_vert || scripts/apt.sh \
	  "Tesseract, the second reader" "the default reader goes on without it" $(TESSERACT)

.PHONY: chromium
chromium:
	@scripts/apt.sh "Chromium, to test the page in" "the tests of the page fail" chromium

# A node from elsewhere than Debian brings its own npm, and Debian's would not go beside it.
.PHONY: npm
npm:
	@command -v npm >/dev/null || scripts/apt.sh "npm, to fetch what tests run in node" "those tests fail" nodejs npm

# Others' parsers to prove ours with (vCards and calendars; letters): scripts of npm's, kept inside the environment and out
# of the repository.
PARSERS := $(VENV)/parsers
.PHONY: parsers
parsers: $(PARSERS)/ical.js/dist/ical.js $(PARSERS)/postal-mime/package.json

$(PARSERS)/ical.js/dist/ical.js: | $(VENV)/bin/python npm
	@mkdir -p $(PARSERS)/ical.js
	@cd $(PARSERS) && npm pack --silent ical.js@2.2.1 >/dev/null && \
	  tar xzf ical.js-*.tgz --strip-components=1 -C ical.js && rm ical.js-*.tgz
	@touch $@

$(PARSERS)/postal-mime/package.json: | $(VENV)/bin/python npm
	@mkdir -p $(PARSERS)/postal-mime
	@cd $(PARSERS) && npm pack --silent postal-mime@4.0.0 >/dev/null && \
	  tar xzf postal-mime-*.tgz --strip-components=1 -C postal-mime && rm postal-mime-*.tgz
	@touch $@

.PHONY: fonts
fonts:
	@scripts/apt.sh "Fonts to draw test cards" "tests that draw cards are skipped" $(FONTS_TEST)

.PHONY: fonts-bench
fonts-bench:
	@scripts/apt.sh "Fonts to draw cards" "the bench draws with the fonts that are there" $(FONTS_BENCH)

.PHONY: grounds
grounds: $(VENV)/.installed-dev
	@scripts/grounds.sh
