/*
 * The library's one allocator. Every allocation of the library goes through
 * these, so that a test build (-Dalloc_faults=true) can make the n-th fail.
 * All return NULL on failure and for sizes that overflow.
 */
#ifndef TRUCE_BASE_MEM_H
#define TRUCE_BASE_MEM_H

#include <stddef.h>

/* n * size bytes, uninitialised or zeroed. Owned: release with truce_free. */
void *truce_alloc(size_t n, size_t size);
void *truce_zalloc(size_t n, size_t size);

/* Resizes to n * size bytes; on failure the old block stays valid. */
void *truce_realloc(void *ptr, size_t n, size_t size);

/* Copies len bytes and ends them with NUL. Owned. */
char *truce_strndup(const char *ptr, size_t len);

/* Releases; NULL is accepted. */
void truce_free(void *ptr);

/*
 * Makes room for `need` elements of `size` bytes in a growing array: doubles
 * *cap and moves *items. Returns TRUCE_OK or TRUCE_ENOMEM (array unchanged).
 */
int truce_grow(void *items, size_t *cap, size_t need, size_t size);

/* Test builds only: allocation number n from now fails (0: none). */
void truce_alloc_fail_at(size_t n);

#endif
