/* Arena allocation; see arena.h. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

#define BLOCK_DEFAULT 65536
#define ALIGN sizeof(max_align_t)

struct truce_arena_block {
    struct truce_arena_block *next;
    size_t size;
    size_t used;
    max_align_t data[];
};

static struct truce_arena_block *add_block(struct truce_arena *arena,
                                           size_t bytes)
{
    struct truce_arena_block *block;
    size_t size = arena->block_size ? arena->block_size : BLOCK_DEFAULT;
#ifdef TRUCE_ARENA_MALLOC
    size = bytes;
#endif
    if (size < bytes)
        size = bytes;
    if (size > SIZE_MAX - sizeof *block)
        return NULL;
    block = truce_alloc(1, sizeof *block + size);
    if (!block)
        return NULL;
    block->size = size;
    block->used = 0;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *truce_arena_alloc(struct truce_arena *arena, size_t n, size_t size)
{
    struct truce_arena_block *block = arena->blocks;
    size_t bytes;
    void *ptr;
    if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 2)
        return NULL;
    bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    if (bytes == 0)
        bytes = ALIGN;
    if (arena->max && bytes > arena->max - arena->used)
        return NULL;
    if (!block || block->size - block->used < bytes)
        block = add_block(arena, bytes);
    if (!block)
        return NULL;
    ptr = (char *)block->data + block->used;
    block->used += bytes;
    arena->used += bytes;
    return ptr;
}

void *truce_arena_zalloc(struct truce_arena *arena, size_t n, size_t size)
{
    void *ptr = truce_arena_alloc(arena, n, size);
    if (ptr)
        memset(ptr, 0, n * size);
    return ptr;
}

char *truce_arena_strndup(struct truce_arena *arena, const char *ptr,
                          size_t len)
{
    char *copy = len < SIZE_MAX ? truce_arena_alloc(arena, len + 1, 1) : NULL;
    if (copy) {
        if (len)
            memcpy(copy, ptr, len);
        copy[len] = '\0';
    }
    return copy;
}

struct truce_view truce_arena_view(struct truce_arena *arena,
                                   struct truce_view view)
{
    struct truce_view copy = {NULL, 0};
    if (view.ptr)
        copy.ptr = truce_arena_strndup(arena, view.ptr, view.len);
    if (copy.ptr)
        copy.len = view.len;
    return copy;
}

char *truce_arena_printf(struct truce_arena *arena, const char *format, ...)
{
    va_list ap;
    char *text = NULL;
    int len;
    va_start(ap, format);
    len = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (len >= 0)
        text = truce_arena_alloc(arena, (size_t)len + 1, 1);
    if (text) {
        va_start(ap, format);
        vsnprintf(text, (size_t)len + 1, format, ap);
        va_end(ap);
    }
    return text;
}

int truce_arena_grow(struct truce_arena *arena, void *items, size_t n,
                     size_t *cap, size_t size)
{
    void *old;
    void *grown;
    size_t want = *cap ? *cap * 2 : 4;
    if (n < *cap)
        return TRUCE_OK;
    grown = truce_arena_alloc(arena, want, size);
    if (!grown)
        return TRUCE_ENOMEM;
    memcpy(&old, items, sizeof old);
    if (n)
        memcpy(grown, old, n * size);
    memcpy(items, &grown, sizeof grown);
    *cap = want;
    return TRUCE_OK;
}

void truce_arena_clear(struct truce_arena *arena)
{
    struct truce_arena_block *keep = arena->blocks;
#ifdef TRUCE_ARENA_MALLOC
    truce_arena_release(arena);
    return;
#endif
    if (keep) {
        struct truce_arena_block *block = keep->next;
        while (block) {
            struct truce_arena_block *next = block->next;
            truce_free(block);
            block = next;
        }
        keep->next = NULL;
        keep->used = 0;
    }
    arena->used = 0;
}

void truce_arena_release(struct truce_arena *arena)
{
    struct truce_arena_block *block = arena->blocks;
    while (block) {
        struct truce_arena_block *next = block->next;
        truce_free(block);
        block = next;
    }
    arena->blocks = NULL;
    arena->used = 0;
}
