/* Views, growing buffers, hashing; see str.h. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct truce_view truce_view_of(const char *text)
{
    return (struct truce_view){text, text ? strlen(text) : 0};
}

bool truce_view_eq_nocase(struct truce_view a, struct truce_view b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

bool truce_view_starts(struct truce_view a, const char *prefix)
{
    size_t len = strlen(prefix);
    return a.len >= len && (len == 0 || !memcmp(a.ptr, prefix, len));
}

bool truce_view_ends(struct truce_view a, const char *suffix)
{
    size_t len = strlen(suffix);
    return a.len >= len &&
           (len == 0 || !memcmp(a.ptr + a.len - len, suffix, len));
}

int truce_view_cmp(struct truce_view a, struct truce_view b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;
    if (order == 0)
        order = (a.len > b.len) - (a.len < b.len);
    return order;
}

struct truce_view truce_view_trim(struct truce_view a)
{
    while (a.len && is_space(a.ptr[0])) {
        a.ptr++;
        a.len--;
    }
    while (a.len && is_space(a.ptr[a.len - 1]))
        a.len--;
    return a;
}

size_t truce_view_find(struct truce_view a, struct truce_view needle)
{
    const char *hit = NULL;
    if (needle.len == 0)
        return 0;
    if (a.len >= needle.len)
        hit = memmem(a.ptr, a.len, needle.ptr, needle.len);
    return hit ? (size_t)(hit - a.ptr) : (size_t)-1;
}

bool truce_view_split(struct truce_view *rest, char sep,
                      struct truce_view *field)
{
    const char *hit;
    if (!rest->ptr)
        return false;
    hit = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    *field = *rest;
    if (hit) {
        field->len = (size_t)(hit - rest->ptr);
        rest->ptr = hit + 1;
        rest->len -= field->len + 1;
    } else {
        *rest = (struct truce_view){NULL, 0};
    }
    return true;
}

static int make_room(struct truce_str *str, size_t extra)
{
    size_t need;
    if (str->failed)
        return TRUCE_ENOMEM;
    if (__builtin_add_overflow(str->len + 1, extra, &need) ||
        (str->max && need - 1 > str->max)) {
        str->failed = true;
        return TRUCE_ELIMIT;
    }
    if (truce_grow(&str->ptr, &str->cap, need, 1) < 0) {
        str->failed = true;
        return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

int truce_str_add(struct truce_str *str, const char *ptr, size_t len)
{
    int rc = make_room(str, len);
    if (rc == TRUCE_OK) {
        if (len)
            memcpy(str->ptr + str->len, ptr, len);
        str->len += len;
        str->ptr[str->len] = '\0';
    }
    return rc;
}

int truce_str_puts(struct truce_str *str, const char *text)
{
    return truce_str_add(str, text, strlen(text));
}

int truce_str_putc(struct truce_str *str, char c)
{
    return truce_str_add(str, &c, 1);
}

int truce_str_printf(struct truce_str *str, const char *format, ...)
{
    va_list ap;
    int len;
    int rc;
    va_start(ap, format);
    len = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (len < 0)
        return TRUCE_EFORMAT;
    rc = make_room(str, (size_t)len);
    if (rc == TRUCE_OK) {
        va_start(ap, format);
        vsnprintf(str->ptr + str->len, (size_t)len + 1, format, ap);
        va_end(ap);
        str->len += (size_t)len;
    }
    return rc;
}

void truce_str_clear(struct truce_str *str)
{
    str->len = 0;
    str->failed = false;
    if (str->ptr)
        str->ptr[0] = '\0';
}

void truce_str_release(struct truce_str *str)
{
    if (str) {
        truce_free(str->ptr);
        *str = (struct truce_str)TRUCE_STR_INIT;
    }
}

struct truce_view truce_str_view(const struct truce_str *str)
{
    return (struct truce_view){str->ptr ? str->ptr : "", str->len};
}

uint64_t truce_hash_more(uint64_t hash, const void *ptr, size_t len)
{
    const unsigned char *bytes = ptr;
    for (size_t i = 0; i < len; i++) {
        hash ^= bytes[i];
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

uint64_t truce_hash(const void *ptr, size_t len)
{
    return truce_hash_more(0xcbf29ce484222325ULL, ptr, len);
}
