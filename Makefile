# The two commands of the README, and the others.
#   make demo   sets all up and makes ten mixtures from the embedded soundbank into demo/
#   make test   sets all up and runs the tests
#   make test-slow   the same tests optimised, with thousands of cases where `make test` has hundreds
#   make conformance   how the draws, warnings and sounds compare with those of Scaper 1.6.5
#   make bench  what each stage costs on this machine, and how that compares with Scaper (BENCH=--quick: fewer rounds)
#   make quality  how far each stretching engine is from what was asked for, and its speed
#   make budget compares the instructions of each stage with Benchmarks/budget.json (make budget-update records them)
#   make fuzz   tries damaged recipes, annotations, sounds and manifests on the program (FUZZ="--all 5000", FUZZ_SEED=7)
#   make order  checks by the compiler that each folder of the library uses only those before it
#   make install PREFIX=/usr/local   puts the program on the path as `soundscape`

SWIFT ?= swift
PREFIX ?= /usr/local
RELEASE = .build/release/SoundscapeTool

.PHONY: fuzz order demo test test-slow conformance bench budget budget-update build-benchmarks quality build install format lint libraries

demo: build
	@"$(RELEASE)" generate examples/incoherent.yaml --count 10 --out demo --overwrite
	@echo "Listen to demo/000000/mixture.wav and demo/000000/stems/; demo/manifest.jsonl lists all ten."

test: libraries
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

# A separate folder: what is built for tests is not what is installed.
SLOW = -c release -Xswiftc -enable-testing --scratch-path .build/slow
test-slow: libraries
	$(SWIFT) build --build-tests $(SLOW)
	$(SWIFT) test --skip-build $(SLOW)

conformance: libraries
	$(SWIFT) build -c release --product ConformanceReport
	.build/release/ConformanceReport

bench: build-benchmarks
	.build/release/StageBenchmark
	Benchmarks/versus_scaper.py $(BENCH)

budget: build-benchmarks
	Benchmarks/instructions.py

budget-update: build-benchmarks
	Benchmarks/instructions.py --update

build-benchmarks: libraries
	$(SWIFT) build -c release --product StageBenchmark

quality: libraries
	$(SWIFT) build -c release --product StretchQuality
	python3 Benchmarks/stretch_quality.py

fuzz: build
	Tests/Fuzz/fuzz.py "$(RELEASE)" $(FUZZ)

build: libraries
	$(SWIFT) build -c release --product SoundscapeTool

install: build
	install -D "$(RELEASE)" "$(DESTDIR)$(PREFIX)/bin/soundscape"

order: libraries
	scripts/check-folder-order

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests examples Benchmarks

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests examples Benchmarks

# Installs what is missing and does nothing if nothing is missing.
libraries:
	@scripts/install-libraries
