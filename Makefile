# A thin front for Meson. `make demo` shows the program at work, `make check`
# runs every test.
PREFIX ?= /usr/local
DESTDIR ?=

build:
	@tools/install-packages build
	@[ -f build/build.ninja ] || meson setup build --buildtype=release \
		>build.log 2>&1 || { cat build.log; exit 1; }
	@rm -f build.log
	@ninja -C build

demo: build
	@tools/demo

check:
	@tools/install-packages tests
	@tools/check

bench: build
	@tools/bench

fuzz:
	@tools/fuzz

# A build of its own: the program in build/ reads lexicon and models from this
# tree, the installed one from where they are installed.
install:
	@tools/install-packages build
	@[ -f build-install/build.ninja ] || meson setup build-install \
		--buildtype=release --prefix=$(PREFIX) -Dsource_data=false \
		-Dbench=false >/dev/null
	@meson configure build-install --prefix=$(PREFIX)
	@DESTDIR=$(DESTDIR) meson install -C build-install

format:
	git ls-files '*.c' '*.h' | xargs clang-format -i

clean:
	rm -rf build build-asan build-fuzz build-install

.PHONY: build demo check bench fuzz install format clean
