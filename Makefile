# A thin front for Meson. `make demo` shows the program at work, `make check`
# runs every test.
PREFIX ?= /usr/local
DESTDIR ?=

build:
	@tools/install-packages build
	@[ -f build/build.ninja ] || meson setup build --buildtype=release >/dev/null
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

install: build
	@meson configure build --prefix=$(PREFIX) -Dsource_data=false
	@DESTDIR=$(DESTDIR) meson install -C build

format:
	git ls-files '*.c' '*.h' | xargs clang-format -i

clean:
	rm -rf build build-asan build-fuzz

.PHONY: build demo check bench fuzz install format clean
