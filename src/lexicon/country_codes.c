/*
 * The table is small (about 270 rows) and asked millions of times by
 * imports: one hash map per system leads from a code to its first row, and
 * rows of one code are chained in the order of their periods.
 */
#include "lexicon/country_codes.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "lexicon/columns.h"

#define NONE UINT32_MAX
#define N_COLUMNS (TRUCE_N_CODES + 3) /* and from, to, names */

struct row {
    struct truce_view code[TRUCE_N_CODES]; /* NUL-terminated; len 0: none */
    struct truce_date_span period;
    const char *name;
    uint32_t next[TRUCE_N_CODES]; /* row of the same code, later; or NONE */
};

struct truce_country_codes {
    struct truce_arena arena;
    struct row *rows; /* [n], by own code and period as in the file */
    size_t n;
    size_t cap;
    struct truce_map index[TRUCE_N_CODES]; /* code -> first row */
    struct truce_map names;                /* plain name -> row */
};

/* Letters of a name in lower case, up to `size` bytes; accents and all other
 * bytes outside ASCII are kept as they are. Returns the length. */
static size_t plain(struct truce_view name, char *out, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < size; i++) {
        char c = name.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if ((c >= 'a' && c <= 'z') || (c & 0x80))
            out[n++] = c;
    }
    return n;
}

static int add_name(struct truce_country_codes *codes, struct truce_view name,
                    size_t row)
{
    char buffer[128];
    struct truce_view key = {buffer, plain(name, buffer, sizeof buffer)};
    return truce_map_set(&codes->names, key, row);
}

static int add_names(struct truce_country_codes *codes, struct truce_view names,
                     size_t row)
{
    struct truce_view name;
    int rc = TRUCE_OK;
    while (rc == TRUCE_OK && truce_view_split(&names, '|', &name)) {
        struct truce_view copy = truce_arena_view(&codes->arena, name);
        if (!copy.ptr)
            return TRUCE_ENOMEM;
        if (!codes->rows[row].name)
            codes->rows[row].name = copy.ptr;
        rc = add_name(codes, name, row);
    }
    return rc;
}

/* Hangs row number `row` at the end of the chain of each of its codes. */
static int link_row(struct truce_country_codes *codes, size_t row)
{
    for (size_t s = 0; s < TRUCE_N_CODES; s++) {
        struct truce_view code = codes->rows[row].code[s];
        bool added;
        uint64_t *first;
        uint32_t at;
        if (!code.len)
            continue;
        first = truce_map_put(&codes->index[s], code, row, &added);
        if (!first)
            return TRUCE_ENOMEM;
        if (added)
            continue;
        at = (uint32_t)*first;
        while (codes->rows[at].next[s] != NONE)
            at = codes->rows[at].next[s];
        codes->rows[at].next[s] = (uint32_t)row;
    }
    return TRUCE_OK;
}

static int parse_period(struct truce_view from, struct truce_view to,
                        struct truce_date_span *out)
{
    int rc = TRUCE_OK;
    if (from.len)
        rc = truce_date_parse(from, &out->from);
    if (rc == TRUCE_OK && to.len)
        rc = truce_date_parse(to, &out->to);
    return rc;
}

static int add_row(struct truce_country_codes *codes,
                   const struct truce_view *fields)
{
    struct row *row;
    int rc = truce_arena_grow(&codes->arena, &codes->rows, codes->n,
                              &codes->cap, sizeof *codes->rows);
    if (rc != TRUCE_OK)
        return rc;
    row = &codes->rows[codes->n];
    *row = (struct row){0};
    for (size_t s = 0; s < TRUCE_N_CODES; s++) {
        row->next[s] = NONE;
        row->code[s] = truce_arena_view(&codes->arena, fields[s]);
        if (!row->code[s].ptr)
            return TRUCE_ENOMEM;
    }
    rc = parse_period(fields[TRUCE_N_CODES], fields[TRUCE_N_CODES + 1],
                      &row->period);
    if (rc == TRUCE_OK)
        rc = add_names(codes, fields[TRUCE_N_CODES + 2], codes->n);
    if (rc == TRUCE_OK)
        rc = link_row(codes, codes->n);
    codes->n++;
    return rc;
}

static int take_row(void *state, const struct truce_view *fields,
                    struct truce_err *err)
{
    int rc = add_row(state, fields);
    if (rc == TRUCE_OK)
        return rc;
    return truce_err_set(err, rc,
                         rc == TRUCE_ENOMEM ? "out of memory"
                                            : "period is no pair of dates");
}

int truce_country_codes_open(const char *path, struct truce_country_codes **out,
                             struct truce_err *err)
{
    const struct truce_columns columns = {path, "lexicon/country-codes.tsv",
                                          N_COLUMNS};
    struct truce_country_codes *codes = truce_zalloc(1, sizeof *codes);
    int rc;
    *out = NULL;
    if (!codes)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    rc = truce_columns_read(&columns, take_row, codes, err);
    if (rc != TRUCE_OK) {
        truce_country_codes_close(codes);
        return rc;
    }
    *out = codes;
    return TRUCE_OK;
}

void truce_country_codes_close(struct truce_country_codes *codes)
{
    if (!codes)
        return;
    for (size_t s = 0; s < TRUCE_N_CODES; s++)
        truce_map_release(&codes->index[s]);
    truce_map_release(&codes->names);
    truce_arena_release(&codes->arena);
    truce_free(codes);
}

/* First row with the code, or NONE. */
static uint32_t first_row(const struct truce_country_codes *codes,
                          enum truce_code_system system, struct truce_view text)
{
    const uint64_t *first = truce_map_get(&codes->index[system], text);
    return first ? (uint32_t)*first : NONE;
}

/* The row of the chain that had begun last on the date; the earliest row
 * where none had begun. */
static uint32_t last_begun(const struct truce_country_codes *codes,
                           enum truce_code_system system, uint32_t at,
                           struct truce_date date)
{
    uint32_t best = NONE;
    uint32_t earliest = at;
    for (; at != NONE; at = codes->rows[at].next[system]) {
        struct truce_date from = codes->rows[at].period.from;
        bool begun = !truce_date_known(date) ||
                     truce_date_cmp(from, truce_date_last(date)) <= 0;
        if (begun && (best == NONE ||
                      truce_date_cmp(from, codes->rows[best].period.from) > 0))
            best = at;
        if (truce_date_cmp(from, codes->rows[earliest].period.from) < 0)
            earliest = at;
    }
    return best == NONE ? earliest : best;
}

const char *truce_country_codes_from(const struct truce_country_codes *codes,
                                     enum truce_code_system system,
                                     struct truce_view text,
                                     struct truce_date date)
{
    uint32_t at = first_row(codes, system, text);
    if (at == NONE)
        return NULL;
    if (codes->rows[at].next[system] != NONE)
        at = last_begun(codes, system, at, date);
    return codes->rows[at].code[TRUCE_CODES_OWN].ptr;
}

/* The row of an own code on a date: the last that overlaps it; NONE. When
 * the state has several rows at once (two FIPS codes), the first. */
static uint32_t row_on(const struct truce_country_codes *codes,
                       struct truce_view code, struct truce_date date)
{
    uint32_t best = NONE;
    uint32_t at = first_row(codes, TRUCE_CODES_OWN, code);
    for (; at != NONE; at = codes->rows[at].next[TRUCE_CODES_OWN]) {
        const struct row *row = &codes->rows[at];
        bool later =
            best == NONE ||
            truce_date_cmp(row->period.from, codes->rows[best].period.from) > 0;
        if (later &&
            (!truce_date_known(date) || truce_date_overlaps(date, row->period)))
            best = at;
    }
    return best;
}

const char *truce_country_codes_to(const struct truce_country_codes *codes,
                                   struct truce_view code,
                                   enum truce_code_system system,
                                   struct truce_date date)
{
    uint32_t at = row_on(codes, code, date);
    if (at == NONE || codes->rows[at].code[system].len == 0)
        return NULL;
    return codes->rows[at].code[system].ptr;
}

static const char *find_plain(const struct truce_country_codes *codes,
                              struct truce_view name)
{
    char buffer[128];
    struct truce_view key = {buffer, plain(name, buffer, sizeof buffer)};
    const uint64_t *row = key.len ? truce_map_get(&codes->names, key) : NULL;
    return row ? codes->rows[*row].code[TRUCE_CODES_OWN].ptr : NULL;
}

const char *truce_country_codes_find(const struct truce_country_codes *codes,
                                     struct truce_view name)
{
    const char *code = find_plain(codes, name);
    size_t open = truce_view_find(name, TRUCE_VIEW("("));
    struct truce_view inner;
    if (code || open == (size_t)-1)
        return code;
    code = find_plain(codes, (struct truce_view){name.ptr, open});
    inner = (struct truce_view){name.ptr + open + 1, name.len - open - 1};
    return code ? code : find_plain(codes, inner);
}

const char *truce_country_codes_name(const struct truce_country_codes *codes,
                                     struct truce_view code,
                                     struct truce_date date)
{
    uint32_t at = row_on(codes, code, date);
    if (at == NONE)
        at = first_row(codes, TRUCE_CODES_OWN, code);
    return at == NONE ? NULL : codes->rows[at].name;
}
