/*
 * Strings: a view (borrowed bytes with a length) and a growing buffer. All
 * text inside the program is UTF-8; lengths are bytes.
 */
#ifndef TRUCE_BASE_STR_H
#define TRUCE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed bytes. {NULL, 0} means absent, which is not the empty string. */
struct truce_view {
    const char *ptr;
    size_t len;
};

#define TRUCE_VIEW(literal)                                                    \
    ((struct truce_view){"" literal, sizeof(literal) - 1})
/* For printf's %.*s */
#define TRUCE_VIEW_ARG(v) ((int)(v).len), ((v).ptr ? (v).ptr : "")

struct truce_view truce_view_of(const char *text); /* NULL gives {NULL,0} */
static inline bool truce_view_eq(struct truce_view a, struct truce_view b)
{
    return a.len == b.len &&
           (a.len == 0 || __builtin_memcmp(a.ptr, b.ptr, a.len) == 0);
}
/* Inline, so that the length of a literal is known when compiling. */
static inline bool truce_view_eq_text(struct truce_view a, const char *text)
{
    size_t len = __builtin_strlen(text);
    return a.ptr && a.len == len && __builtin_memcmp(a.ptr, text, len) == 0;
}
/* ASCII letters compared without case; other bytes as they are. */
bool truce_view_eq_nocase(struct truce_view a, struct truce_view b);
bool truce_view_starts(struct truce_view a, const char *prefix);
bool truce_view_ends(struct truce_view a, const char *suffix);
/* Byte order, shorter first on a tie: <0, 0, >0. */
int truce_view_cmp(struct truce_view a, struct truce_view b);
/* Without ASCII white space at both ends. */
struct truce_view truce_view_trim(struct truce_view a);
/* First position of needle in a, or (size_t)-1. */
size_t truce_view_find(struct truce_view a, struct truce_view needle);
/*
 * Cuts the next field up to `sep` from *rest into *field; *rest moves behind
 * the separator. False when *rest is exhausted ({NULL,0}).
 */
bool truce_view_split(struct truce_view *rest, char sep,
                      struct truce_view *field);

/* Growing buffer, always NUL-terminated when ptr is not NULL. */
struct truce_str {
    char *ptr;
    size_t len;
    size_t cap;
    size_t max;  /* cap on len, 0: none */
    bool failed; /* memory or max was hit: contents are incomplete */
};

#define TRUCE_STR_INIT                                                         \
    {                                                                          \
        0                                                                      \
    }

/* Appends; on failure sets `failed` and returns TRUCE_ENOMEM or
 * TRUCE_ELIMIT. */
int truce_str_add(struct truce_str *str, const char *ptr, size_t len);
int truce_str_puts(struct truce_str *str, const char *text);
int truce_str_putc(struct truce_str *str, char c);
int truce_str_printf(struct truce_str *str, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void truce_str_clear(struct truce_str *str);   /* len 0, keeps memory */
void truce_str_release(struct truce_str *str); /* frees; NULL accepted */
struct truce_view truce_str_view(const struct truce_str *str);

/* FNV-1a, 64 bit: stable across machines, used for keys that are stored. */
uint64_t truce_hash(const void *ptr, size_t len);
uint64_t truce_hash_more(uint64_t hash, const void *ptr, size_t len);

#endif
