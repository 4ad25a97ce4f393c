/*
 * CSV and TSV with a header row (RFC 4180, quoted fields over several lines).
 * The separator is the one of comma, semicolon and tab that the header has
 * most of. Columns are found by name.
 */
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "read/encoding.h"
#include "read/form.h"

struct sheet {
    struct truce_str row; /* raw bytes of one record */
    struct truce_str line;
    char sep;
    size_t n_columns;
    char *names[TRUCE_MAX_FIELDS]; /* owned */
    struct truce_view values[TRUCE_MAX_FIELDS];
};

static void close_sheet(void *state)
{
    struct sheet *sheet = state;
    if (!sheet)
        return;
    for (size_t i = 0; i < sheet->n_columns; i++)
        truce_free(sheet->names[i]);
    truce_str_release(&sheet->row);
    truce_str_release(&sheet->line);
    truce_free(sheet);
}

/* Counts quotes, to see whether a record goes on in the next line. */
static bool odd_quotes(struct truce_view text)
{
    bool odd = false;
    for (size_t i = 0; i < text.len; i++)
        odd ^= text.ptr[i] == '"';
    return odd;
}

/*
 * Reads one record, over several lines where a quoted field has them.
 * Returns 1, 0 at the end, or an error whose place is where it began.
 */
static int read_record(struct sheet *sheet, struct truce_input *input,
                       struct truce_stream_place *place, struct truce_err *err)
{
    bool open = false;
    int rc;
    truce_str_clear(&sheet->row);
    sheet->row.max = TRUCE_MAX_LINE_BYTES;
    do {
        struct truce_stream_place at;
        rc = truce_stream_line(input->stream, TRUCE_MAX_LINE_BYTES,
                               &sheet->line, &at, err);
        if (!open)
            *place = at;
        if (rc == 0 && open) {
            input->ended = true;
            rc = truce_err_set(err, TRUCE_EFORMAT, "quote is never closed");
        }
        if (rc <= 0)
            break;
        if (open)
            truce_str_putc(&sheet->row, '\n');
        open ^= odd_quotes(truce_str_view(&sheet->line));
        rc = truce_str_add(&sheet->row, sheet->line.ptr, sheet->line.len);
        if (rc < 0)
            truce_err_set(err, rc, "record above %u bytes",
                          TRUCE_MAX_LINE_BYTES);
        rc = rc < 0 ? rc : 1;
    } while (open && rc > 0);
    if (rc <= 0 && rc != TRUCE_ELIMIT)
        input->ended = true;
    if (rc < 0)
        truce_err_at(err, NULL, place->line, place->byte);
    return rc;
}

/* Takes one field at *pos; doubled quotes are undone in place. */
static struct truce_view take_field(struct truce_str *row, size_t *pos,
                                    char sep)
{
    char *to = row->ptr + *pos;
    struct truce_view field = {to, 0};
    bool quoted = *pos < row->len && *to == '"';
    size_t i = *pos + quoted;
    size_t n = 0;
    for (; i < row->len; i++) {
        char c = row->ptr[i];
        if (quoted && c == '"') {
            if (i + 1 < row->len && row->ptr[i + 1] == '"')
                i++;
            else {
                quoted = false;
                continue;
            }
        } else if (!quoted && c == sep) {
            break;
        }
        to[n++] = c;
    }
    field.len = n;
    *pos = i + 1;
    return field;
}

/* Splits the record into values; returns how many, 0: too many. */
static size_t split(struct sheet *sheet)
{
    size_t n = 0;
    size_t pos = 0;
    while (pos <= sheet->row.len) {
        if (n == TRUCE_MAX_FIELDS)
            return 0;
        sheet->values[n++] = take_field(&sheet->row, &pos, sheet->sep);
    }
    return n;
}

static char pick_separator(struct truce_view header)
{
    static const char marks[] = ",;\t";
    char best = ',';
    size_t most = 0;
    for (const char *mark = marks; *mark; mark++) {
        size_t n = 0;
        for (size_t i = 0; i < header.len; i++)
            n += header.ptr[i] == *mark;
        if (n > most) {
            most = n;
            best = *mark;
        }
    }
    return best;
}

/* Names the columns; TRUCE_EFORMAT when none of them is the text. */
static int take_header(struct sheet *sheet, struct truce_input *input,
                       struct truce_err *err)
{
    struct truce_document probe = {0};
    size_t n;
    sheet->sep = pick_separator(truce_str_view(&sheet->row));
    n = split(sheet);
    if (n == 0)
        return truce_err_set(err, TRUCE_ELIMIT, "more than %d columns",
                             TRUCE_MAX_FIELDS);
    for (size_t i = 0; i < n; i++) {
        struct truce_view name = truce_view_trim(sheet->values[i]);
        int rc;
        if (i == 0 && truce_view_starts(name, "\xef\xbb\xbf"))
            name = (struct truce_view){name.ptr + 3, name.len - 3};
        sheet->names[i] = truce_strndup(name.ptr, name.len);
        if (!sheet->names[i])
            return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
        sheet->n_columns++;
        truce_form_set(&probe, name, TRUCE_VIEW("2000"), &rc, NULL);
    }
    if (probe.text.ptr)
        return TRUCE_OK;
    input->passed_over = true;
    truce_err_set(err, TRUCE_EFORMAT,
                  "no column 'text' in the header of this table");
    return truce_err_at(err, NULL, 1, (size_t)-1);
}

static int open_sheet(struct truce_input *input, void **state,
                      struct truce_err *err)
{
    struct sheet *sheet = truce_zalloc(1, sizeof *sheet);
    struct truce_stream_place place;
    struct truce_view start;
    int rc = TRUCE_ENOMEM;
    *state = sheet;
    if (!sheet)
        return truce_err_set(err, rc, "out of memory");
    rc = truce_stream_peek(input->stream, 4096, &start, err);
    if (rc == TRUCE_OK)
        rc = truce_encoding_check(start, err);
    if (rc == TRUCE_OK && truce_encoding_is_wide(start))
        rc = truce_err_set(err, TRUCE_EENCODING,
                           "UTF-16 or UTF-32 tables are not read");
    if (rc < 0)
        return rc;
    rc = read_record(sheet, input, &place, err);
    if (rc == 0)
        rc = truce_err_set(err, TRUCE_EFORMAT, "the file is empty");
    return rc < 0 ? rc : take_header(sheet, input, err);
}

/* Fields in UTF-8, in the arena. A record in another encoding (Excel's) is
 * converted as a whole field by field. */
static int fill(struct sheet *sheet, size_t n, struct truce_arena *arena,
                struct truce_document *out, struct truce_err *err)
{
    for (size_t i = 0; i < n; i++) {
        struct truce_view value;
        int rc = truce_encoding_convert(
            sheet->values[i], (struct truce_view){NULL, 0}, arena, &value, err);
        if (rc == TRUCE_OK)
            truce_form_set(out, truce_view_of(sheet->names[i]), value, &rc,
                           err);
        if (rc < 0) {
            truce_err_prefix(err, "column '%s'", sheet->names[i]);
            return rc;
        }
    }
    return out->text.ptr ? 1
                         : truce_err_set(err, TRUCE_EFORMAT, "empty 'text'");
}

static int next_record(void *state, struct truce_input *input,
                       struct truce_arena *arena, struct truce_document *out,
                       struct truce_err *err)
{
    struct sheet *sheet = state;
    struct truce_stream_place place;
    size_t n;
    int rc;
    if (input->ended)
        return 0;
    do
        rc = read_record(sheet, input, &place, err);
    while (rc > 0 && truce_view_trim(truce_str_view(&sheet->row)).len == 0);
    if (rc <= 0)
        return rc;
    out->line = place.line;
    n = split(sheet);
    if (n != sheet->n_columns)
        rc = truce_err_set(err, TRUCE_EFORMAT, "%zu fields, the header has %zu",
                           n, sheet->n_columns);
    else
        rc = fill(sheet, n, arena, out, err);
    if (rc < 0)
        truce_err_at(err, NULL, place.line, place.byte);
    return rc;
}

const struct truce_form truce_form_csv = {
    .name = "csv",
    .extensions = ".csv.tsv.",
    .open = open_sheet,
    .next = next_record,
    .close = close_sheet,
};
