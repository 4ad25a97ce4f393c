/* Error codes and messages; see err.h. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct code_row {
    int code;
    int exit_status;
    const char *name;
    const char *help;
};

static const struct code_row codes[] = {
    {TRUCE_OK, 0, "OK", "done"},
#define TRUCE_ERROR(name, value, exit_status, help)                            \
    {value, exit_status, #name, help},
#include "base/errors.def"
#undef TRUCE_ERROR
};

static const struct code_row *find_code(int code)
{
    static const struct code_row unknown = {0, 2, "EUNKNOWN", ""};
    const struct code_row *row = &unknown;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i].code == code)
            row = &codes[i];
    return row;
}

const char *truce_code_name(int code)
{
    return find_code(code)->name;
}

const char *truce_code_help(int code)
{
    return find_code(code)->help;
}

int truce_code_exit(int code)
{
    return find_code(code)->exit_status;
}

int truce_err_set(struct truce_err *err, int code, const char *format, ...)
{
    if (err) {
        va_list ap;
        va_start(ap, format);
        vsnprintf(err->message, sizeof err->message, format, ap);
        va_end(ap);
        err->code = code;
    }
    return code;
}

int truce_err_at(struct truce_err *err, const char *file, size_t line,
                 size_t byte)
{
    if (!err)
        return TRUCE_OK;
    if (file)
        snprintf(err->file, sizeof err->file, "%s", file);
    err->line = line;
    err->byte = byte;
    return err->code;
}

void truce_err_prefix(struct truce_err *err, const char *format, ...)
{
    char context[256];
    char message[sizeof err->message];
    va_list ap;
    if (!err)
        return;
    va_start(ap, format);
    vsnprintf(context, sizeof context, format, ap);
    va_end(ap);
    memcpy(message, err->message, sizeof message);
    snprintf(err->message, sizeof err->message, "%.200s: %.300s", context,
             message);
}

void truce_err_clear(struct truce_err *err)
{
    if (err)
        *err = (struct truce_err)TRUCE_ERR_INIT;
}

char *truce_err_format(const struct truce_err *err, char *buf, size_t size)
{
    if (err->file[0] && err->line)
        snprintf(buf, size, "%s:%zu: %s", err->file, err->line, err->message);
    else if (err->file[0] && err->byte != (size_t)-1)
        snprintf(buf, size, "%s: byte %zu: %s", err->file, err->byte,
                 err->message);
    else if (err->file[0])
        snprintf(buf, size, "%s: %s", err->file, err->message);
    else
        snprintf(buf, size, "%s", err->message);
    return buf;
}
