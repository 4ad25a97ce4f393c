/* The table of formats, and columns by name or position. */
#include "import/format.h"

#include <string.h>

#define TRUCE_IMPORT_FORMAT(name)                                              \
    extern const struct truce_import_format truce_import_##name;
#include "import/formats.def"
#undef TRUCE_IMPORT_FORMAT

static const struct truce_import_format *const formats[] = {
#define TRUCE_IMPORT_FORMAT(name) &truce_import_##name,
#include "import/formats.def"
#undef TRUCE_IMPORT_FORMAT
};

static const char *const reasons[TRUCE_N_IMPORT_REASONS] = {
    "stored",
#define TRUCE_IMPORT_REASON(name, text) text,
#include "import/reasons.def"
#undef TRUCE_IMPORT_REASON
};

const struct truce_import_format *const *truce_import_formats(size_t *n)
{
    *n = sizeof formats / sizeof *formats;
    return formats;
}

const struct truce_import_format *truce_import_format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const char *a = formats[i]->name;
        const char *b = name;
        while (*a && (*a == *b || (*a == '-' && *b == '_'))) {
            a++;
            b++;
        }
        if (*a == '\0' && *b == '\0')
            return formats[i];
    }
    return NULL;
}

const char *truce_import_reason_text(int reason)
{
    return reasons[reason];
}

/* Letters and digits of a column name in lower case. */
static struct truce_view plain(struct truce_view name, char *out, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < size; i++) {
        char c = name.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[n++] = c;
    }
    return (struct truce_view){out, n};
}

static bool among(struct truce_view name, const char *names)
{
    struct truce_view rest = truce_view_of(names);
    struct truce_view one;
    while (truce_view_split(&rest, '|', &one))
        if (truce_view_eq(one, name))
            return true;
    return false;
}

const struct truce_import_column *truce_import_header(
    const struct truce_import_format *format, const struct truce_view *names,
    size_t n, int *at)
{
    const struct truce_import_column *missing = NULL;
    char buffer[64];
    for (size_t c = 0; c < format->n_columns; c++)
        at[c] = -1;
    for (size_t i = 0; i < n; i++) {
        struct truce_view name = plain(names[i], buffer, sizeof buffer);
        for (size_t c = 0; c < format->n_columns; c++)
            if (at[c] < 0 && among(name, format->columns[c].names))
                at[c] = (int)i;
    }
    for (size_t c = 0; c < format->n_columns && !missing; c++)
        if (at[c] < 0 && format->columns[c].required)
            missing = &format->columns[c];
    return missing;
}

bool truce_import_positions(const struct truce_import_format *format,
                            size_t n, int *at)
{
    bool known = false;
    for (size_t w = 0; w < sizeof format->widths / sizeof(int); w++)
        known |= format->widths[w] && (size_t)format->widths[w] == n;
    for (size_t c = 0; known && c < format->n_columns; c++) {
        int position = format->columns[c].position;
        at[c] = position < (int)n ? position : -1;
    }
    return known;
}
