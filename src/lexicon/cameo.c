/* The CAMEO table; see cameo.h. */
#include "lexicon/cameo.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "lexicon/columns.h"

enum { CODE, TYPE, MODE, CONTEXTS, GOLDSTEIN, LABEL, N_COLUMNS };

struct truce_cameo_table {
    struct truce_arena arena;
    struct truce_cameo *rows; /* [n] in file order */
    size_t n;
    size_t cap;
    struct truce_map codes;  /* code -> row */
    struct truce_map labels; /* plain label -> row */
};

/* Letters of a label in lower case without what is in parentheses. */
static struct truce_view plain(struct truce_view label, char *out, size_t size)
{
    size_t n = 0;
    int depth = 0;
    for (size_t i = 0; i < label.len && n < size; i++) {
        char c = label.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        else if (depth == 0 && c >= 'a' && c <= 'z')
            out[n++] = c;
    }
    return (struct truce_view){out, n};
}

/* Copy of a field; NULL when it is empty (*rc stays) or memory is out. */
static const char *copy(struct truce_cameo_table *table,
                        struct truce_view field, int *rc)
{
    const char *text;
    if (!field.len)
        return NULL;
    text = truce_arena_strndup(&table->arena, field.ptr, field.len);
    if (!text)
        *rc = TRUCE_ENOMEM;
    return text;
}

static int add_row(struct truce_cameo_table *table,
                   const struct truce_view *fields)
{
    char buffer[160];
    struct truce_cameo *row;
    int rc = truce_arena_grow(&table->arena, &table->rows, table->n,
                              &table->cap, sizeof *table->rows);
    const char *number;
    if (rc != TRUCE_OK)
        return rc;
    row = &table->rows[table->n];
    row->code = copy(table, fields[CODE], &rc);
    row->type = copy(table, fields[TYPE], &rc);
    row->mode = copy(table, fields[MODE], &rc);
    row->contexts = copy(table, fields[CONTEXTS], &rc);
    row->label = copy(table, fields[LABEL], &rc);
    number = copy(table, fields[GOLDSTEIN], &rc);
    row->goldstein = number ? strtod(number, NULL) : 0;
    if (rc == TRUCE_OK)
        rc = truce_map_set(&table->codes, fields[CODE], table->n);
    if (rc == TRUCE_OK)
        rc = truce_map_set(&table->labels,
                           plain(fields[LABEL], buffer, sizeof buffer),
                           table->n);
    table->n++;
    return rc;
}

static int take_row(void *state, const struct truce_view *fields,
                    struct truce_err *err)
{
    int rc;
    if (!fields[CODE].len)
        return truce_err_set(err, TRUCE_EFORMAT, "no code");
    rc = add_row(state, fields);
    return rc == TRUCE_OK ? rc : truce_err_set(err, rc, "out of memory");
}

int truce_cameo_open(const char *path, struct truce_cameo_table **out,
                     struct truce_err *err)
{
    const struct truce_columns columns = {path, "lexicon/cameo.tsv", N_COLUMNS};
    struct truce_cameo_table *table = truce_zalloc(1, sizeof *table);
    int rc;
    *out = NULL;
    if (!table)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    rc = truce_columns_read(&columns, take_row, table, err);
    if (rc != TRUCE_OK) {
        truce_cameo_close(table);
        return rc;
    }
    *out = table;
    return TRUCE_OK;
}

void truce_cameo_close(struct truce_cameo_table *table)
{
    if (!table)
        return;
    truce_map_release(&table->codes);
    truce_map_release(&table->labels);
    truce_arena_release(&table->arena);
    truce_free(table);
}

const struct truce_cameo *
truce_cameo_find(const struct truce_cameo_table *table, struct truce_view code)
{
    const uint64_t *row = truce_map_get(&table->codes, code);
    return row ? &table->rows[*row] : NULL;
}

const struct truce_cameo *
truce_cameo_nearest(const struct truce_cameo_table *table,
                    struct truce_view code)
{
    const struct truce_cameo *row = NULL;
    for (; code.len >= 2 && !row; code.len--)
        row = truce_cameo_find(table, code);
    return row;
}

int truce_cameo_quad(struct truce_view code)
{
    int root;
    if (code.len < 2 || code.ptr[0] < '0' || code.ptr[0] > '2' ||
        code.ptr[1] < '0' || code.ptr[1] > '9')
        return 0;
    root = 10 * (code.ptr[0] - '0') + code.ptr[1] - '0';
    if (root < 1 || root > 20)
        return 0;
    return root <= 5 ? 1 : root <= 8 ? 2 : root <= 14 ? 3 : 4;
}

const struct truce_cameo *
truce_cameo_find_label(const struct truce_cameo_table *table,
                       struct truce_view label)
{
    char buffer[160];
    struct truce_view key = plain(label, buffer, sizeof buffer);
    const uint64_t *row = truce_map_get(&table->labels, key);
    return row ? &table->rows[*row] : NULL;
}

const struct truce_cameo *
truce_cameo_rows(const struct truce_cameo_table *table, size_t *n)
{
    *n = table->n;
    return table->rows;
}
