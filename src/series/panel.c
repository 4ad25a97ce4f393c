/*
 * CSV of unit, month, deaths into a dense panel. Rows are gathered first,
 * sorted by unit and month, then laid out, so that the result does not depend
 * on the order of the file.
 */
#include "series/panel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/io.h"
#include "base/limits.h"
#include "base/mem.h"

/* Three thousand years of months: beyond it a month is a slip of the pen. */
#define MAX_SPAN 36000

enum {
    COL_UNIT,
    COL_MONTH,
    COL_DEATHS,
    N_NEEDED,
    N_COLS = N_NEEDED + TRUCE_N_CONTEXT_COLUMNS
};

static const char *const needed[N_NEEDED] = {"unit", "month", "deaths"};

static const char *column_name(size_t column)
{
    return column < N_NEEDED ? needed[column]
                             : truce_context_column_name(column - N_NEEDED);
}

struct row {
    char *unit; /* owned until the layout takes the first of its unit */
    int month;
    double deaths;
    double context[TRUCE_N_CONTEXT_COLUMNS]; /* NaN: unknown */
    size_t line;
};

struct reader {
    struct row *rows;
    size_t n, cap;
    size_t columns[N_COLS];
    struct truce_str field[N_COLS];
    const char *name;
    int through;
    struct truce_panel_report report;
};

static void reader_release(struct reader *r)
{
    for (size_t i = 0; i < r->n; i++)
        truce_free(r->rows[i].unit);
    truce_free(r->rows);
    for (size_t i = 0; i < N_COLS; i++)
        truce_str_release(&r->field[i]);
}

/* Next CSV field (RFC 4180 quotes) of *rest into `out`, which may be NULL;
 * false at the end of the line. */
static bool next_field(struct truce_view *rest, struct truce_str *out)
{
    size_t i = 0;
    bool quoted = rest->len > 0 && rest->ptr[0] == '"';
    if (!rest->ptr)
        return false;
    if (out)
        truce_str_clear(out);
    for (i = quoted ? 1 : 0; i < rest->len; i++) {
        char c = rest->ptr[i];
        if (quoted && c == '"') {
            if (i + 1 >= rest->len || rest->ptr[i + 1] != '"') {
                quoted = false;
                continue;
            }
            i++;
        } else if (!quoted && c == ',') {
            break;
        }
        if (out)
            truce_str_putc(out, c);
    }
    if (i >= rest->len)
        *rest = (struct truce_view){NULL, 0};
    else
        *rest = (struct truce_view){rest->ptr + i + 1, rest->len - i - 1};
    return true;
}

static int read_header(struct reader *r, struct truce_view line,
                       struct truce_err *err)
{
    struct truce_str name = TRUCE_STR_INIT;
    size_t at = 0;
    int rc = TRUCE_OK;
    for (size_t c = 0; c < N_COLS; c++)
        r->columns[c] = (size_t)-1;
    if (truce_view_starts(line, "\xEF\xBB\xBF"))
        line = (struct truce_view){line.ptr + 3, line.len - 3};
    for (; next_field(&line, &name); at++)
        for (size_t c = 0; c < N_COLS; c++)
            if (truce_view_eq_nocase(truce_view_trim(truce_str_view(&name)),
                                     truce_view_of(column_name(c))))
                r->columns[c] = at;
    for (size_t c = 0; c < N_NEEDED && rc == TRUCE_OK; c++)
        if (r->columns[c] == (size_t)-1)
            rc = truce_err_set(err, TRUCE_EFORMAT, "no column '%s' in '%s'",
                               column_name(c), r->name);
    truce_str_release(&name);
    return rc;
}

static void refuse(struct reader *r, size_t line, const char *why)
{
    r->report.refused++;
    if (!r->report.first_fault[0])
        snprintf(r->report.first_fault, sizeof r->report.first_fault,
                 "%s:%zu: %s", r->name, line, why);
}

static bool parse_deaths(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    while (*end == ' ')
        end++;
    return end != text && *end == '\0' && isfinite(*out) && *out >= 0;
}

/* An empty cell and an absent column are unknown; false: not a number. */
static bool parse_context(struct reader *r, double *out)
{
    for (size_t c = 0; c < TRUCE_N_CONTEXT_COLUMNS; c++) {
        const struct truce_str *field = &r->field[N_NEEDED + c];
        out[c] = NAN;
        if (field->len && !parse_deaths(field->ptr, &out[c]))
            return false;
    }
    return true;
}

static int add_row(struct reader *r, struct truce_view line, size_t number)
{
    struct row row = {.line = number};
    struct truce_view unit;
    for (size_t c = 0; c < N_COLS; c++)
        truce_str_clear(&r->field[c]);
    for (size_t at = 0; line.ptr; at++) {
        struct truce_str *into = NULL;
        for (size_t c = 0; c < N_COLS; c++)
            if (r->columns[c] == at)
                into = &r->field[c];
        next_field(&line, into);
    }
    unit = truce_view_trim(truce_str_view(&r->field[COL_UNIT]));
    if (!unit.len) {
        refuse(r, number, "no unit");
    } else if (!r->field[COL_MONTH].ptr ||
               truce_month_parse(r->field[COL_MONTH].ptr, &row.month) < 0) {
        refuse(r, number, "month is not YYYY-MM");
    } else if (r->through && row.month > r->through) {
        r->report.later++;
    } else if (!r->field[COL_DEATHS].len) {
        return TRUCE_OK; /* an empty cell is a gap */
    } else if (!parse_deaths(r->field[COL_DEATHS].ptr, &row.deaths)) {
        refuse(r, number, "deaths is not a number from 0 up");
    } else if (!parse_context(r, row.context)) {
        refuse(r, number, "a column beside deaths is not a number from 0 up");
    } else {
        if (truce_grow(&r->rows, &r->cap, r->n + 1, sizeof *r->rows) < 0)
            return TRUCE_ENOMEM;
        row.unit = truce_strndup(unit.ptr, unit.len);
        if (!row.unit)
            return TRUCE_ENOMEM;
        r->rows[r->n++] = row;
    }
    return TRUCE_OK;
}

static int by_unit_month(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int order = strcmp(x->unit, y->unit);
    if (order)
        return order;
    if (x->month != y->month)
        return x->month < y->month ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Counts units and the span of months in the sorted rows. */
static size_t survey(const struct reader *r, int *first, int *last)
{
    size_t units = 0;
    *first = *last = r->rows[0].month;
    for (size_t i = 0; i < r->n; i++) {
        if (i == 0 || strcmp(r->rows[i].unit, r->rows[i - 1].unit))
            units++;
        if (r->rows[i].month < *first)
            *first = r->rows[i].month;
        if (r->rows[i].month > *last)
            *last = r->rows[i].month;
    }
    return units;
}

static void put_context(const struct row *row, struct truce_panel *out,
                        size_t cell)
{
    for (size_t c = 0; c < TRUCE_N_CONTEXT_COLUMNS; c++)
        if (out->context[c])
            out->context[c][cell] = row->context[c];
}

static void fill(struct reader *r, struct truce_panel *out)
{
    size_t unit = 0;
    for (size_t i = 0; i < r->n; i++) {
        struct row *row = &r->rows[i];
        double *cell;
        if (i && strcmp(row->unit, out->units[unit]))
            unit++;
        if (!out->units[unit]) {
            out->units[unit] = row->unit;
            row->unit = NULL;
        }
        cell = &out->deaths[unit * out->n_months +
                            (size_t)(row->month - out->first)];
        if (isnan(*cell)) {
            *cell = row->deaths;
            put_context(row, out, (size_t)(cell - out->deaths));
            r->report.rows++;
        } else {
            r->report.duplicates++;
            refuse(r, row->line, "unit and month seen before");
        }
    }
}

/* [n_units][n_months], all unknown; NULL on memory failure. */
static double *blank(const struct truce_panel *panel)
{
    size_t n = panel->n_units * panel->n_months;
    double *cells = truce_alloc(n, sizeof *cells);
    for (size_t i = 0; cells && i < n; i++)
        cells[i] = NAN;
    return cells;
}

static bool reserve(const struct reader *r, struct truce_panel *out)
{
    bool whole;
    out->units = truce_zalloc(out->n_units, sizeof *out->units);
    out->deaths = blank(out);
    whole = out->units && out->deaths;
    for (size_t c = 0; c < TRUCE_N_CONTEXT_COLUMNS; c++)
        if (r->columns[N_NEEDED + c] != (size_t)-1)
            whole &= (out->context[c] = blank(out)) != NULL;
    return whole;
}

static int lay_out(struct reader *r, struct truce_panel *out,
                   struct truce_err *err)
{
    int last;
    if (r->n == 0)
        return truce_err_set(err, TRUCE_ENODATA, "no rows in '%s'%s", r->name,
                             r->report.later ? " up to that month" : "");
    qsort(r->rows, r->n, sizeof *r->rows, by_unit_month);
    out->n_units = survey(r, &out->first, &last);
    if (last - out->first >= MAX_SPAN)
        return truce_err_set(err, TRUCE_ERANGE,
                             "months in '%s' are too far apart", r->name);
    out->n_months = (size_t)(last - out->first) + 1;
    if (!reserve(r, out)) {
        truce_panel_release(out);
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    }
    fill(r, out);
    return TRUCE_OK;
}

int truce_panel_parse(struct truce_view csv, const char *name, int through,
                      struct truce_panel *out,
                      struct truce_panel_report *report, struct truce_err *err)
{
    struct reader r = {.name = name, .through = through};
    struct truce_view line;
    size_t number = 0;
    int rc = TRUCE_OK;
    *out = (struct truce_panel){0};
    while (rc == TRUCE_OK && truce_view_split(&csv, '\n', &line)) {
        number++;
        line = truce_view_trim(line);
        if (number == 1)
            rc = read_header(&r, line, err);
        else if (line.len)
            rc = add_row(&r, line, number);
    }
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory reading '%s'", name);
    else if (rc == TRUCE_OK && number == 0)
        rc = truce_err_set(err, TRUCE_EFORMAT, "'%s' is empty", name);
    if (rc == TRUCE_OK)
        rc = lay_out(&r, out, err);
    if (report)
        *report = r.report;
    reader_release(&r);
    return rc;
}

int truce_panel_read(const char *path, int through, struct truce_panel *out,
                     struct truce_panel_report *report, struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    int rc = truce_io_slurp(path, TRUCE_MAX_UNPACKED_BYTES, &text, err);
    *out = (struct truce_panel){0};
    if (rc == TRUCE_OK)
        rc = truce_panel_parse(truce_str_view(&text), path, through, out,
                               report, err);
    truce_str_release(&text);
    return rc;
}

size_t truce_panel_find(const struct truce_panel *panel, const char *unit)
{
    size_t lo = 0, hi = panel->n_units;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = strcmp(panel->units[mid], unit);
        if (order == 0)
            return mid;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (size_t)-1;
}

double truce_panel_at(const struct truce_panel *panel, size_t unit, int month)
{
    if (month < panel->first || month >= panel->first + (int)panel->n_months)
        return NAN;
    return truce_panel_row(panel, unit)[month - panel->first];
}

const double *truce_panel_row(const struct truce_panel *panel, size_t unit)
{
    return panel->deaths + unit * panel->n_months;
}

struct truce_context truce_panel_context(const struct truce_panel *panel,
                                         size_t unit)
{
    struct truce_context out = {{NULL}};
    for (size_t c = 0; c < TRUCE_N_CONTEXT_COLUMNS; c++)
        if (panel->context[c])
            out.columns[c] = panel->context[c] + unit * panel->n_months;
    return out;
}

void truce_panel_release(struct truce_panel *panel)
{
    if (!panel)
        return;
    for (size_t i = 0; panel->units && i < panel->n_units; i++)
        truce_free(panel->units[i]);
    truce_free(panel->units);
    truce_free(panel->deaths);
    for (size_t c = 0; c < TRUCE_N_CONTEXT_COLUMNS; c++)
        truce_free(panel->context[c]);
    *panel = (struct truce_panel){0};
}

int truce_month_parse(const char *text, int *out)
{
    struct truce_date date;
    int rc = truce_date_parse(truce_view_trim(truce_view_of(text)), &date);
    if (rc < 0)
        return rc;
    if (!date.year || !date.month)
        return TRUCE_EFORMAT;
    *out = truce_date_month_id(date);
    return TRUCE_OK;
}
