/* What the fuzz targets share. */
#ifndef TRUCE_FUZZ_H
#define TRUCE_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* The entry that libFuzzer and driver.c call. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * A file in memory with these bytes; its path ("/proc/self/fd/N") goes into
 * `path`. Returns the descriptor, to be closed by the caller; -1 on failure.
 */
int truce_fuzz_file(const uint8_t *data, size_t size, char path[64]);

#endif
