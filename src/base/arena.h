/*
 * Arena: many allocations, one release. One per document or request. With
 * TRUCE_ARENA_MALLOC (sanitizer builds) every allocation is its own block.
 */
#ifndef TRUCE_BASE_ARENA_H
#define TRUCE_BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct truce_arena_block;

struct truce_arena {
    struct truce_arena_block *blocks; /* newest first */
    size_t block_size;                /* bytes of an ordinary block */
    size_t used;                      /* bytes handed out in total */
    size_t max;                       /* cap on `used`, 0: none */
};

#define TRUCE_ARENA_INIT                                                       \
    {                                                                          \
        0                                                                      \
    }

/* Uninitialised / zeroed memory aligned for any type, borrowed from the
 * arena; NULL when memory or the cap is spent. */
void *truce_arena_alloc(struct truce_arena *arena, size_t n, size_t size);
void *truce_arena_zalloc(struct truce_arena *arena, size_t n, size_t size);

/* NUL-terminated copy of len bytes, borrowed; NULL on failure. */
char *truce_arena_strndup(struct truce_arena *arena, const char *ptr,
                          size_t len);

/* Copy of a view; its ptr is NUL-terminated. {NULL,0} on failure or when the
 * view's ptr is NULL. */
struct truce_view truce_arena_view(struct truce_arena *arena,
                                   struct truce_view view);

/* printf into the arena, borrowed; NULL on failure. */
char *truce_arena_printf(struct truce_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Room for one element more at the end of an array that lives in the arena:
 * *items has n used elements of `size` bytes and capacity *cap. The old array
 * is left behind when it grows. Returns TRUCE_OK or TRUCE_ENOMEM.
 */
int truce_arena_grow(struct truce_arena *arena, void *items, size_t n,
                     size_t *cap, size_t size);

/* Forgets everything but keeps one block for reuse / frees all. */
void truce_arena_clear(struct truce_arena *arena);
void truce_arena_release(struct truce_arena *arena);

#endif
