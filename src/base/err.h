/*
 * Errors: a negative code from every fallible function, and a message with
 * the position in the input where the caller supplied a struct truce_err.
 *
 * Messages are lower case without a full stop, the error first and the
 * subject in single quotes: cannot read model 'x.bin': version 7, expected 3.
 */
#ifndef TRUCE_BASE_ERR_H
#define TRUCE_BASE_ERR_H

#include <stddef.h>

enum truce_code {
    TRUCE_OK = 0,
#define TRUCE_ERROR(name, value, exit_status, help) TRUCE_##name = value,
#include "base/errors.def"
#undef TRUCE_ERROR
};

struct truce_err {
    int code;          /* TRUCE_OK or a negative enum truce_code */
    char message[512]; /* NUL-terminated, empty when code is TRUCE_OK */
    char file[256];    /* input file, empty when unknown */
    size_t line;       /* 1-based, 0 when unknown */
    size_t byte;       /* 0-based offset, (size_t)-1 when unknown */
};

#define TRUCE_ERR_INIT                                                         \
    {                                                                          \
        .byte = (size_t)-1                                                     \
    }

/*
 * Sets code and message (printf format) and returns the code. `err` may be
 * NULL. Position fields are kept.
 */
int truce_err_set(struct truce_err *err, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Records where in the input it happened; `file` may be NULL. Keeps the rest.
 * Pass line 0 and byte (size_t)-1 for unknown. Returns err->code. */
int truce_err_at(struct truce_err *err, const char *file, size_t line,
                 size_t byte);

/* Puts "context: " in front of the message, which is kept. */
void truce_err_prefix(struct truce_err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Empties `err` for reuse. NULL is accepted. */
void truce_err_clear(struct truce_err *err);

/* Name ("EFORMAT"), help text and exit status (0, 1, 2) of a code. Static
 * strings, borrowed; unknown codes give "EUNKNOWN", "" and 2. */
const char *truce_code_name(int code);
const char *truce_code_help(int code);
int truce_code_exit(int code);

/*
 * Writes "file:line: message" or "file: byte N: message" into buf (size
 * bytes, always terminated) with what is known. Returns buf.
 */
char *truce_err_format(const struct truce_err *err, char *buf, size_t size);

#endif
