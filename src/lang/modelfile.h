/*
 * The model file: a header, a table of named sections, the sections. All
 * numbers little-endian; everything is checked before anything is used.
 */
#ifndef TRUCE_LANG_MODELFILE_H
#define TRUCE_LANG_MODELFILE_H

#include <stdint.h>

#include "base/err.h"
#include "base/io.h"

enum {
    TRUCE_MODEL_VERSION = 1,
    TRUCE_MODEL_MAX_SECTIONS = 256,
    TRUCE_MODEL_ALIGN = 64 /* of every section in the file */
};
#define TRUCE_MODEL_MAGIC "truceLM\n"

struct truce_modelfile_header {
    char magic[8];
    uint32_t version;
    uint32_t n_sections;
    uint64_t file_size;
    uint64_t checksum; /* truce_modelfile_sum of all behind the header */
    uint8_t reserved[32];
};

struct truce_modelfile_section {
    char name[24];   /* NUL-padded */
    uint64_t offset; /* from the start of the file */
    uint64_t size;   /* bytes: rows * cols * element size */
    uint32_t rows;
    uint32_t cols;
    uint32_t element; /* bytes of an element */
    uint32_t reserved;
};

struct truce_modelfile {
    struct truce_mapping map;
    const struct truce_modelfile_section *sections;
    uint32_t n_sections;
};

/* Maps `path` and checks magic, version, sizes, section bounds and checksum.
 * Owned: close with truce_modelfile_close. TRUCE_OK, TRUCE_ENOENT, TRUCE_EIO,
 * TRUCE_EFORMAT, TRUCE_EVERSION, TRUCE_ECHECKSUM. */
int truce_modelfile_open(const char *path, struct truce_modelfile *out,
                         struct truce_err *err);
/* The same for bytes in memory (aligned to 8), which must outlive `out`;
 * `name` is for messages. For tests and fuzzing. */
int truce_modelfile_check(const void *bytes, size_t len, const char *name,
                          struct truce_modelfile *out, struct truce_err *err);
void truce_modelfile_close(struct truce_modelfile *file);

/* What a caller expects of a section; 0 in rows or cols: any, and the number
 * found is written back. */
struct truce_modelfile_want {
    const char *name;
    uint32_t rows, cols, element;
};

/* Pointer to the section's data, borrowed from the file, or NULL with `err`
 * set (TRUCE_EFORMAT) when it is absent or of another shape. */
const void *truce_modelfile_get(const struct truce_modelfile *file,
                                struct truce_modelfile_want *want,
                                struct truce_err *err);

/* Checksum of `len` bytes: four interleaved 64-bit FNV-like lanes, fast enough
 * to run at every load. */
uint64_t truce_modelfile_sum(const void *bytes, size_t len);

#endif
