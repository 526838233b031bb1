# The two commands of the README, and the others.
#   make demo   sets all up and makes ten mixtures from the embedded soundbank into demo/
#   make test   sets all up and runs the tests
#   make test-slow   the same tests optimised, with thousands of cases where `make test` has hundreds
#   make conformance   how the draws, warnings and sounds compare with those of Scaper 1.6.5
#   make bench  what each stage costs on this machine, and how that compares with Scaper (BENCH=--quick: fewer rounds)
#   make bench-fft   our Fourier transform beside those of FFTW and kissfft
#   make bench-convolution   our convolution beside those of SciPy and FFTW
#   make quality  how far each stretching engine is from what is right, and its speed; writes docs/stretching.md
#   make listening-examples   makes docs/stretching/*.flac, the same five seconds by each engine
#   make test-quality   whether those measures tell good stretchers from bad ones
#   make budget compares the instructions of each stage with Benchmarks/budget.json (make budget-update records them)
#   make interop-full   what is too long for every change: an hour of fresh random cases, against Scaper and by the fuzzer
#   make sanitize SANITIZER=thread|address   the tests under a sanitizer
#   make fuzz   tries damaged recipes, annotations, sounds and manifests on the program (FUZZ="--all 5000", FUZZ_SEED=7)
#   make order  checks by the compiler that each folder of the library uses only those before it
#   make wheel  builds the Python wheel, with all that it needs inside, into python/dist
#   make test-python   runs the tests of the Python package on that wheel
#   make test-c builds and runs the example in C
#   make install PREFIX=/usr/local   puts the program on the path as `soundscape`, examples and soundbank into share/soundscape

SWIFT ?= swift
PREFIX ?= /usr/local
RELEASE = .build/release/SoundscapeTool
# One way to build what is run: what is installed needs nothing of Swift's, and the Python wheel takes the same objects.
OPTIMISED = -c release --static-swift-stdlib

.PHONY: wheel test-python test-c interop-full sanitize fuzz order demo test test-slow conformance bench bench-fft bench-convolution budget budget-update build-benchmarks quality listening-examples test-quality build install format lint libraries

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
	$(SWIFT) build $(OPTIMISED) --product ConformanceReport
	.build/release/ConformanceReport

bench: build-benchmarks
	.build/release/StageBenchmark
	Benchmarks/versus_scaper.py $(BENCH)

bench-fft: build-benchmarks
	Benchmarks/versus_fftw.py

bench-convolution: build-benchmarks
	Benchmarks/versus_convolution.py

budget: build-benchmarks
	Benchmarks/instructions.py

budget-update: build-benchmarks
	Benchmarks/instructions.py --update

build-benchmarks: libraries
	$(SWIFT) build $(OPTIMISED) --product StageBenchmark

quality: libraries
	$(SWIFT) build $(OPTIMISED) --product StretchQuality
	python3 Benchmarks/stretch_quality.py

listening-examples: libraries
	$(SWIFT) build $(OPTIMISED) --product StretchQuality
	python3 Benchmarks/listening_examples.py

test-quality:
	python3 Benchmarks/stretch_quality.py --install
	.build/quality/bin/python -m pytest --quiet Benchmarks/test_stretch_measures.py

# Fresh seeds, which are printed; CI takes fixed ones.
interop-full: build libraries
	$(SWIFT) build $(OPTIMISED) --product ConformanceReport
	DIFFERENTIAL_SEED=fresh DIFFERENTIAL_COUNT=2000 Tests/Interoperability/run.sh "$(RELEASE)"
	READERS=full Tests/Interoperability/run.sh "$(RELEASE)" readers_full.py
	# With KALDI=FOLDER and SOUND_SEPARATION=FOLDER, checkouts: Kaldi's check of its folders, and the reader of FUSS.
	[ -z "$(KALDI)$(SOUND_SEPARATION)" ] || { .build/interop/readers/bin/python -m pip install --quiet tensorflow-cpu==2.21.0 numpy==1.26.4 && \
	  READERS=full KALDI="$(KALDI)" SOUND_SEPARATION="$(SOUND_SEPARATION)" \
	  Tests/Interoperability/run.sh "$(RELEASE)" readers_checkouts.py; }
	# With SAMPLERNN=FOLDER, a checkout of deepsound's SampleRNN: its loader trains on chunks.
	[ -z "$(SAMPLERNN)" ] || { .build/interop/audio/bin/python -m pip install --quiet torch && \
	  SAMPLERNN="$(SAMPLERNN)" Tests/Interoperability/run.sh "$(RELEASE)" test_chunks.py; }
	Tests/Fuzz/fuzz.py "$(RELEASE)" --recipes 5000 --jams 5000 --sounds 5000 --manifests 1000 --flips 300 --kills 100 --pairs 30
	SOUNDSCAPE_THOROUGH=1 $(MAKE) test-slow
	$(MAKE) wheel
	# With BISEP=FOLDER, a checkout of microsoft's BiModalAudioSeparation: its data sets read our clips.
	BISEP="$(BISEP)" SOUNDSCAPE_FULL=1 SCAPER_PYTHON=.build/interop/scaper/bin/python scripts/test-python
	Tests/Cluster/run.sh "$(RELEASE)"
	scripts/test-wheel-elsewhere

# One test at a time: what a sanitizer finds is printed beside the test that it found it in.
SANITIZER ?= thread
sanitize: libraries
	$(SWIFT) build --build-tests --sanitize $(SANITIZER) --scratch-path .build/$(SANITIZER)
	LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/leaks.txt \
	  $(SWIFT) test --skip-build --sanitize $(SANITIZER) --scratch-path .build/$(SANITIZER) $(SANITIZE_TESTS)

wheel: libraries
	scripts/build-wheel

test-python:
	scripts/test-python

test-c: libraries
	scripts/build-c-library
	$(CC) -std=c11 -Wall -Wextra -Werror -I Sources/CSoundscape examples/render_one_mixture.c \
	  -o .build/render_one_mixture -L .build/python -lsoundscape_c "-Wl,-rpath,$(CURDIR)/.build/python"
	.build/render_one_mixture examples/incoherent.yaml .build/mixture.f32

fuzz: build
	Tests/Fuzz/fuzz.py "$(RELEASE)" $(FUZZ)

build: libraries
	$(SWIFT) build $(OPTIMISED) --product SoundscapeTool

install: build
	install -D "$(RELEASE)" "$(DESTDIR)$(PREFIX)/bin/soundscape"
	find examples soundbank -type f ! -name '*.py' ! -name '*.sh' ! -name '*.swift' ! -name '*.c' \
	  -exec install -D -m 644 {} "$(DESTDIR)$(PREFIX)/share/soundscape/{}" \;

order: libraries
	scripts/check-folder-order

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests examples Benchmarks

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests examples Benchmarks

# Installs what is missing and does nothing if nothing is missing.
libraries:
	@scripts/install-libraries
