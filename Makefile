# The verbs of the house; .ci/run calls `check` and `test`, and so can you.

PHOTO ?= testdata/deu/passport-front/card-1.jpg
DIR ?= testdata
DEVICE ?= cpu
PYTHON ?= python3
CARGO ?= cargo
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

RUNTIME := target/onnxruntime
IDOCR := target/release/idocr

.PHONY: help scan build runtime test check deny bench bench-peers score models fonts fuzz fuzz-build testdata dist load test-clients

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

scan: build ## scan PHOTO and print what was read
	$(IDOCR) scan $(PHOTO)

build: runtime ## target/release/idocr and libidocr.so
	$(CARGO) build --release --quiet -p idocr-cli -p idocr-capi

runtime: ## bring ONNX Runtime (pinned, hash-checked) into target/onnxruntime; DEVICE=cuda for the GPU build
	@$(PYTHON) engine/runtime/fetch.py --device $(DEVICE) --target $(RUNTIME)

test: runtime fonts ## every test
	$(CARGO) test --release --workspace --quiet

check: ## format, lints, documentation, dependencies
	$(CARGO) fmt --all --check
	$(CARGO) clippy --release --workspace --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --release --workspace --no-deps --quiet
	@$(MAKE) --no-print-directory deny fuzz-build

deny: ## licences, sources, bans and advisories of all dependencies; what cannot be looked at is said
	@if ! command -v cargo-deny >/dev/null; then \
		echo "deny: SKIPPED, cargo-deny is not installed (cargo install --locked cargo-deny)" >&2; exit; fi; \
	$(CARGO) deny --log-level error check bans licenses sources || exit; \
	if $(CARGO) deny --log-level off fetch db; then \
		$(CARGO) deny --log-level error check --disable-fetch advisories; \
	else echo "deny: advisories SKIPPED, their database cannot be reached" >&2; fi

bench: runtime ## criterion benches: parser, stages, end to end
	$(CARGO) bench -p idocr-benches

bench-peers: build ## our scan beside other readers, on the same pictures, in one run
	$(CARGO) build --release --quiet -p idocr-benches --bin idocr-worker
	$(PYTHON) benches/peers/run.py

score: build ## accuracy on a folder with a truth: make score DIR=…
	$(CARGO) run --release --quiet -p idocr-benches --bin idocr-score -- $(DIR)

models: fonts ## train, export and score every model; resumes where it stopped
	$(CARGO) build --release --quiet -p idocr-synth
	$(PYTHON) -m pip install --quiet --requirement models/recipe/requirements.txt
	cd models && $(PYTHON) -m recipe all

fonts: ## the Debian packages of fonts that synth draws with, as far as they are missing
	@$(CARGO) build --release --quiet -p idocr-synth
	@missing=$$(target/release/idocr-synth fonts); if [ -n "$$missing" ]; then \
		$(SUDO) apt-get update --quiet=2 && $(SUDO) apt-get install --yes --quiet=2 --no-install-recommends $$missing; fi

testdata: fonts ## draw testdata/ again
	$(CARGO) run --release --quiet -p idocr-synth -- testdata --out testdata

load: build ## the server under load on loopback, and kill -9 in the middle of 200 tickets; prints what it measures
	IDOCR=$(CURDIR)/$(IDOCR) $(CARGO) test --release --quiet -p idocr-server --test load -- --ignored --nocapture --test-threads 1

test-clients: ## the vendors' own snippets, the page in headless Chromium and the routes' description, against a server
	@for tool in node npm curl; do command -v $$tool >/dev/null || { echo "test-clients: $$tool is needed" >&2; exit 2; }; done
	@for tool in "$$CHROMIUM" chromium chromium-browser google-chrome; do command -v "$$tool" >/dev/null && exit 0; done; \
		$(SUDO) apt-get update --quiet=2 && $(SUDO) apt-get install --yes --quiet=2 --no-install-recommends chromium
	mkdir -p target/clients && cp server/clients/* target/clients/
	cd target/clients && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --silent
	IDOCR_CLIENTS=required $(CARGO) test --release --quiet -p idocr-server --test clients

fuzz: ## five million random inputs against the parser
	$(CARGO) test --release -p idocr-mrz --test fuzz -- --ignored

fuzz-build: ## the coverage-guided target, built; to run it: cd mrz && RUSTC_BOOTSTRAP=1 cargo fuzz run text
	@if ! command -v cargo-fuzz >/dev/null; then \
		echo "fuzz-build: SKIPPED, cargo-fuzz is not installed (cargo install --locked cargo-fuzz)" >&2; exit; fi; \
	cd mrz && RUSTC_BOOTSTRAP=1 $(CARGO) fuzz build text

dist: runtime ## what ships: the binary, the C library, its header and ONNX Runtime, in target/idocr
	$(CARGO) build --profile dist --quiet -p idocr-cli -p idocr-capi
	mkdir -p target/idocr
	cp target/dist/idocr target/dist/libidocr.so capi/include/idocr.h LICENSE-MIT LICENSE-APACHE target/idocr/
	cp -P $(RUNTIME)/libonnxruntime* target/idocr/
