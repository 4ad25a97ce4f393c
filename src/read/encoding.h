/* Bytes of any encoding to UTF-8. */
#ifndef TRUCE_READ_ENCODING_H
#define TRUCE_READ_ENCODING_H

#include "base/arena.h"
#include "base/err.h"

/*
 * Converts `bytes` to UTF-8 without byte order mark into *out (arena memory,
 * NUL-ended). A byte order mark decides; else what is valid UTF-8 stays as
 * it is; else the declared charset ({NULL,0}: none); else it is detected.
 * TRUCE_OK; TRUCE_EENCODING with the offending byte in `err` where nothing
 * fits; TRUCE_EFORMAT for binary data; TRUCE_ENOMEM.
 */
int truce_encoding_convert(struct truce_view bytes, struct truce_view declared,
                           struct truce_arena *arena, struct truce_view *out,
                           struct truce_err *err);

/*
 * TRUCE_EFORMAT, with what it looks like ("a PDF file") and the byte, when
 * the start of a file is not text; else TRUCE_OK.
 */
int truce_encoding_check(struct truce_view start, struct truce_err *err);

/* True for the byte order marks of UTF-16 and UTF-32. */
bool truce_encoding_is_wide(struct truce_view start);

#endif
