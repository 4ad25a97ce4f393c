/* Format detection; see detect.h. */
#include "import/detect.h"

#include <string.h>

/* The separator that the row has most of; tabs win ties. */
static char separator(struct truce_view row)
{
    static const char seps[] = {'\t', ',', ';', '|'};
    size_t best = 0;
    size_t counts[sizeof seps] = {0};
    for (size_t i = 0; i < row.len; i++)
        for (size_t s = 0; s < sizeof seps; s++)
            counts[s] += row.ptr[i] == seps[s];
    for (size_t s = 1; s < sizeof seps; s++)
        if (counts[s] > counts[best])
            best = s;
    return counts[0] ? '\t' : seps[best];
}

/* Tries one format on the fields of the first row. `sure`: the user named
 * it, so a table without header needs no probe. */
static bool fits(const struct truce_import_format *format,
                 const struct truce_import_line *line, bool sure,
                 struct truce_import_table *out)
{
    struct truce_import_line probe = *line;
    out->format = format;
    out->header = !truce_import_header(format, line->fields, line->n, out->at);
    if (out->header)
        return true;
    if (!truce_import_positions(format, line->n, out->at))
        return false;
    probe.at = out->at;
    return sure || format->probe(&probe);
}

static int no_format(const struct truce_import_format *wanted,
                     const struct truce_import_line *line,
                     struct truce_import_table *out, struct truce_err *err)
{
    const struct truce_import_column *missing;
    struct truce_view names;
    struct truce_view name;
    if (!wanted)
        return truce_err_set(err, TRUCE_EFORMAT,
                             "format not known from the first row (%zu "
                             "columns); name it, see 'truce import --list'",
                             line->n);
    missing = truce_import_header(wanted, line->fields, line->n, out->at);
    names = truce_view_of(missing->names);
    truce_view_split(&names, '|', &name);
    if (wanted->widths[0])
        return truce_err_set(err, TRUCE_EFORMAT,
                             "no table of %s: %zu columns, expected %d",
                             wanted->title, line->n, wanted->widths[0]);
    return truce_err_set(err, TRUCE_EFORMAT,
                         "no table of %s: no column '%.*s' in its header",
                         wanted->title, TRUCE_VIEW_ARG(name));
}

int truce_import_detect(struct truce_view row,
                        const struct truce_import_format *wanted,
                        const struct truce_import_tables *tables,
                        struct truce_arena *arena,
                        struct truce_import_table *out, struct truce_err *err)
{
    struct truce_view fields[TRUCE_IMPORT_MAX_FIELDS];
    struct truce_import_line line = {
        .fields = fields, .arena = arena, .tables = tables};
    size_t n_formats;
    const struct truce_import_format *const *formats =
        truce_import_formats(&n_formats);
    if (truce_view_starts(row, "PAR1"))
        return truce_err_set(err, TRUCE_EUNSUPPORTED,
                             "Parquet is not read; write it as CSV first, with "
                             "pandas (read_parquet, to_csv) or R's arrow "
                             "(read_parquet, write_csv_arrow)");
    *out = (struct truce_import_table){.sep = separator(row)};
    line.n = truce_import_split(row, out->sep, arena, fields,
                                TRUCE_IMPORT_MAX_FIELDS);
    out->width = line.n;
    if (wanted && fits(wanted, &line, true, out))
        return TRUCE_OK;
    for (size_t i = 0; i < n_formats && !wanted; i++)
        if (fits(formats[i], &line, false, out))
            return TRUCE_OK;
    return no_format(wanted, &line, out, err);
}
