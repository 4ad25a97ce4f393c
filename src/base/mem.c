/* The library's allocator, with optional fault injection; see mem.h. */
#include "base/mem.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#ifdef TRUCE_ALLOC_FAULTS
/* The only mutable state outside a handle, and only in test builds. */
static atomic_size_t fail_countdown;

static int must_fail(void)
{
    size_t left = atomic_load(&fail_countdown);
    if (!left)
        return 0;
    return atomic_fetch_sub(&fail_countdown, 1) == 1;
}

void truce_alloc_fail_at(size_t n)
{
    atomic_store(&fail_countdown, n);
}
#else
static int must_fail(void)
{
    return 0;
}

void truce_alloc_fail_at(size_t n)
{
    (void)n;
}
#endif

void *truce_alloc(size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes) || must_fail())
        return NULL;
    return malloc(bytes ? bytes : 1);
}

void *truce_zalloc(size_t n, size_t size)
{
    if (must_fail())
        return NULL;
    return calloc(n ? n : 1, size ? size : 1);
}

void *truce_realloc(void *ptr, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes) || must_fail())
        return NULL;
    return realloc(ptr, bytes ? bytes : 1);
}

char *truce_strndup(const char *ptr, size_t len)
{
    char *copy = len < SIZE_MAX ? truce_alloc(len + 1, 1) : NULL;
    if (copy) {
        if (len)
            memcpy(copy, ptr, len);
        copy[len] = '\0';
    }
    return copy;
}

void truce_free(void *ptr)
{
    free(ptr);
}

int truce_grow(void *items, size_t *cap, size_t need, size_t size)
{
    void *old;
    void *grown;
    size_t want = *cap ? *cap : 8;
    if (need <= *cap)
        return TRUCE_OK;
    while (want < need)
        want = want > SIZE_MAX / 2 ? need : want * 2;
    memcpy(&old, items, sizeof old);
    grown = truce_realloc(old, want, size);
    if (!grown)
        return TRUCE_ENOMEM;
    memcpy(items, &grown, sizeof grown);
    *cap = want;
    return TRUCE_OK;
}
