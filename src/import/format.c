/* The table of formats, and columns by name or position. */
#include "import/format.h"

#include <stdio.h>
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
    "passed over",
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
        while (*a && (*a == *b || (*a == '_' && *b == '-'))) {
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

const struct truce_import_column *
truce_import_header(const struct truce_import_format *format,
                    const struct truce_view *names, size_t n, int *at)
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

bool truce_import_positions(const struct truce_import_format *format, size_t n,
                            int *at)
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

/* Position of "v25_1" or "ged251" in a file's name, or NULL. */
static const char *find_release(const char *file)
{
    for (const char *p = file; *p; p++)
        if ((p == file || p[-1] == '_' || p[-1] == '-') &&
            (*p == 'v' || *p == 'V') && p[1] >= '0' && p[1] <= '9')
            return p + 1;
    return NULL;
}

void truce_import_release_label(const char *file, const char *set, char *label,
                                size_t size)
{
    unsigned part[4] = {0};
    const char *v = find_release(file);
    const char *ged = strstr(file, "ged");
    int n =
        v ? sscanf(v, "%2u_%2u_%2u_%2u", &part[0], &part[1], &part[2], &part[3])
          : 0;
    if (n == 2)
        snprintf(label, size, "%s %u.%u", set, part[0], part[1]);
    else if (n == 3)
        snprintf(label, size, "%s Candidate %u.%u.%u", set, part[0], part[1],
                 part[2]);
    else if (n == 4)
        snprintf(label, size, "%s Candidate %u.0.%u", set, part[2], part[3]);
    else if (ged && sscanf(ged, "ged%2u%1u", &part[0], &part[1]) == 2)
        snprintf(label, size, "%s %u.%u", set, part[0], part[1]);
    else
        snprintf(label, size, "%s", set);
}
