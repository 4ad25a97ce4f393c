/* UTF-8 decoding and checks that must be fast; everything that needs tables
 * of characters goes to ICU. */
#ifndef TRUCE_BASE_UTF8_H
#define TRUCE_BASE_UTF8_H

#include "base/str.h"

/*
 * Decodes the character at text[*pos] (pos < len) and moves *pos behind it.
 * Invalid bytes give U+FFFD and move by one.
 */
uint32_t truce_utf8_next(const char *text, size_t len, size_t *pos);

/* Offset of the first invalid byte, or len when all is valid UTF-8 (no
 * surrogates, no overlong forms). */
size_t truce_utf8_check(const char *text, size_t len);

/* Writes code point c as 1 to 4 bytes into out[4]; returns how many. */
size_t truce_utf8_put(uint32_t c, char out[4]);

/* Columns that the text takes on a terminal (combining 0, wide CJK 2). */
size_t truce_utf8_width(struct truce_view text);

#endif
