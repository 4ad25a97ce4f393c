/* Rows for a terminal, JSON and CSV; see table.h. Cells live in one arena;
 * layout happens when the table is printed, since widths need all rows. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "show/paper.h"
#include "show/table.h"

struct cell {
    enum { CELL_NULL, CELL_TEXT, CELL_INT, CELL_REAL, CELL_JSON } kind;
    union {
        struct truce_view text;
        int64_t integer;
        double real;
        json_t *json; /* owned */
    } u;
};

struct truce_table {
    const struct truce_column *columns; /* [n_columns] */
    size_t n_columns;
    struct cell *cells; /* [n_cells], row by row */
    size_t n_cells;
    size_t cap;
    struct truce_arena arena;
    bool failed;
};

enum { GAP = 2, MIN_WRAP = 12 };

int truce_table_new(const struct truce_column *columns, size_t n,
                    struct truce_table **out)
{
    struct truce_table *table = truce_zalloc(1, sizeof *table);
    if (!table)
        return TRUCE_ENOMEM;
    table->columns = columns;
    table->n_columns = n;
    *out = table;
    return TRUCE_OK;
}

void truce_table_free(struct truce_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->n_cells; i++)
        if (table->cells[i].kind == CELL_JSON)
            json_decref(table->cells[i].u.json);
    truce_free(table->cells);
    truce_arena_release(&table->arena);
    truce_free(table);
}

static struct cell *add_cell(struct truce_table *table)
{
    struct cell *cell;
    if (truce_grow(&table->cells, &table->cap, table->n_cells + 1,
                   sizeof *table->cells) != TRUCE_OK) {
        table->failed = true;
        return NULL;
    }
    cell = &table->cells[table->n_cells++];
    *cell = (struct cell){.kind = CELL_NULL};
    return cell;
}

void truce_table_null(struct truce_table *table)
{
    add_cell(table);
}

void truce_table_text(struct truce_table *table, struct truce_view text)
{
    struct cell *cell = add_cell(table);
    if (!cell || !text.ptr)
        return;
    cell->u.text = truce_arena_view(&table->arena, text);
    if (cell->u.text.ptr)
        cell->kind = CELL_TEXT;
    else
        table->failed = true;
}

void truce_table_puts(struct truce_table *table, const char *text)
{
    truce_table_text(table, truce_view_of(text));
}

void truce_table_int(struct truce_table *table, int64_t value)
{
    struct cell *cell = add_cell(table);
    if (cell)
        *cell = (struct cell){.kind = CELL_INT, .u.integer = value};
}

void truce_table_real(struct truce_table *table, double value)
{
    struct cell *cell = add_cell(table);
    if (cell && !isnan(value))
        *cell = (struct cell){.kind = CELL_REAL, .u.real = value};
}

void truce_table_json(struct truce_table *table, json_t *value)
{
    struct cell *cell = add_cell(table);
    if (cell && value && !json_is_null(value))
        *cell = (struct cell){.kind = CELL_JSON, .u.json = value};
    else
        json_decref(value);
}

size_t truce_table_rows(const struct truce_table *table)
{
    return table->n_columns ? table->n_cells / table->n_columns : 0;
}

static const struct cell *cell_at(const struct truce_table *table, size_t row,
                                  size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

/* ---- JSON ---- */

static json_t *cell_json(const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_TEXT:
        return json_stringn(cell->u.text.ptr, cell->u.text.len);
    case CELL_INT:
        return json_integer(cell->u.integer);
    case CELL_REAL:
        return isfinite(cell->u.real) ? json_real(cell->u.real) : json_null();
    case CELL_JSON:
        return json_incref(cell->u.json);
    default:
        return json_null();
    }
}

static int print_json(const struct truce_table *table, FILE *out)
{
    size_t rows = truce_table_rows(table);
    fputs("[", out);
    for (size_t r = 0; r < rows; r++) {
        json_t *object = json_object();
        int bad = !object;
        for (size_t c = 0; !bad && c < table->n_columns; c++)
            bad = json_object_set_new(object, table->columns[c].name,
                                      cell_json(cell_at(table, r, c))) != 0;
        fputs(r ? ",\n" : "\n", out);
        /* a stream that fails is told by main, once, with its reason */
        if (!bad)
            bad = json_dumpf(object, out,
                             JSON_COMPACT | JSON_REAL_PRECISION(6)) != 0 &&
                  !ferror(out);
        json_decref(object);
        if (bad)
            return TRUCE_ENOMEM;
    }
    fputs(rows ? "\n]\n" : "]\n", out);
    return TRUCE_OK;
}

/* ---- texts of cells ---- */

/* A list of texts reads better as "a, b" than as JSON. */
static void put_list(struct truce_str *out, const json_t *value)
{
    char *text;
    if (json_is_array(value)) {
        size_t i;
        json_t *item;
        json_array_foreach(value, i, item)
        {
            if (i)
                truce_str_puts(out, ", ");
            put_list(out, item);
        }
    } else if (json_is_string(value)) {
        truce_str_puts(out, json_string_value(value));
    } else if (!json_is_null(value)) {
        text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY |
                                     JSON_REAL_PRECISION(6));
        truce_str_puts(out, text ? text : "");
        free(text);
    }
}

static void put_cell(struct truce_str *out, const struct truce_column *column,
                     const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_TEXT:
        truce_str_add(out, cell->u.text.ptr, cell->u.text.len);
        break;
    case CELL_INT:
        truce_str_printf(out, "%" PRId64, cell->u.integer);
        break;
    case CELL_REAL:
        truce_str_printf(out, "%.*f", column->decimals, cell->u.real);
        break;
    case CELL_JSON:
        put_list(out, cell->u.json);
        break;
    case CELL_NULL:
        break;
    }
}

/* ---- CSV ---- */

static void put_csv(FILE *out, struct truce_view text)
{
    bool quote = false;
    for (size_t i = 0; i < text.len && !quote; i++)
        quote = strchr(",\"\n\r", text.ptr[i]) != NULL;
    if (!quote) {
        fwrite(text.ptr, 1, text.len, out);
        return;
    }
    fputc('"', out);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            fputc('"', out);
        fputc(text.ptr[i], out);
    }
    fputc('"', out);
}

static int print_csv(const struct truce_table *table, FILE *out)
{
    struct truce_str text = TRUCE_STR_INIT;
    bool failed;
    for (size_t c = 0; c < table->n_columns; c++)
        fprintf(out, "%s%s", c ? "," : "", table->columns[c].name);
    fputc('\n', out);
    for (size_t r = 0; r < truce_table_rows(table); r++) {
        for (size_t c = 0; c < table->n_columns; c++) {
            truce_str_clear(&text);
            put_cell(&text, &table->columns[c], cell_at(table, r, c));
            if (c)
                fputc(',', out);
            put_csv(out, truce_str_view(&text));
        }
        fputc('\n', out);
    }
    failed = text.failed;
    truce_str_release(&text);
    return failed ? TRUCE_ENOMEM : TRUCE_OK;
}

/* ---- terminal ---- */

struct layout {
    size_t *width;            /* [n_columns], 0: hidden */
    struct truce_view *rest;  /* [n_columns], what a row still has to print */
    struct truce_view **text; /* [rows][n_columns], "-" for unknown */
    struct truce_arena arena;
};

static const char *title_of(const struct truce_column *column)
{
    return column->title ? column->title : column->name;
}

static bool to_right(const struct truce_column *column)
{
    return column->kind == TRUCE_COLUMN_INT ||
           column->kind == TRUCE_COLUMN_REAL ||
           (column->flags & TRUCE_COLUMN_RIGHT);
}

static int layout_texts(const struct truce_table *table, struct layout *layout)
{
    size_t rows = truce_table_rows(table);
    struct truce_str buffer = TRUCE_STR_INIT;
    int rc = TRUCE_OK;
    for (size_t r = 0; r < rows && rc == TRUCE_OK; r++) {
        layout->text[r] = truce_arena_alloc(&layout->arena, table->n_columns,
                                            sizeof **layout->text);
        for (size_t c = 0; layout->text[r] && c < table->n_columns; c++) {
            const struct cell *cell = cell_at(table, r, c);
            truce_str_clear(&buffer);
            if (cell->kind == CELL_NULL)
                truce_str_puts(&buffer, "-");
            put_cell(&buffer, &table->columns[c], cell);
            layout->text[r][c] = truce_arena_view(
                &layout->arena,
                (struct truce_view){buffer.ptr ? buffer.ptr : "", buffer.len});
            if (buffer.failed || !layout->text[r][c].ptr)
                rc = TRUCE_ENOMEM;
        }
        if (!layout->text[r])
            rc = TRUCE_ENOMEM;
    }
    truce_str_release(&buffer);
    return rc;
}

static size_t total_width(const struct truce_table *table,
                          const struct layout *layout)
{
    size_t total = 0;
    for (size_t c = 0; c < table->n_columns; c++)
        if (layout->width[c])
            total += layout->width[c] + (total ? GAP : 0);
    return total;
}

/* Narrows the widest wrapping column until the table fits. */
static void layout_widths(const struct truce_table *table,
                          struct layout *layout, size_t width)
{
    size_t rows = truce_table_rows(table);
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct truce_column *column = &table->columns[c];
        if (column->flags & TRUCE_COLUMN_DATA)
            continue;
        layout->width[c] = truce_utf8_width(truce_view_of(title_of(column)));
        for (size_t r = 0; r < rows; r++) {
            size_t w = truce_utf8_width(layout->text[r][c]);
            if (w > layout->width[c])
                layout->width[c] = w;
        }
    }
    while (width && total_width(table, layout) > width) {
        size_t widest = table->n_columns;
        for (size_t c = 0; c < table->n_columns; c++)
            if ((table->columns[c].flags & TRUCE_COLUMN_WRAP) &&
                layout->width[c] > MIN_WRAP &&
                (widest == table->n_columns ||
                 layout->width[c] > layout->width[widest]))
                widest = c;
        if (widest == table->n_columns)
            break;
        layout->width[widest]--;
    }
}

static void print_cells(const struct truce_table *table,
                        const struct layout *layout,
                        const struct truce_view *line, FILE *out)
{
    size_t pending = 0; /* blanks not yet written, so that none trail */
    bool first = true;
    for (size_t c = 0; c < table->n_columns; c++) {
        size_t used = truce_utf8_width(line[c]);
        size_t width = layout->width[c];
        size_t space = width > used ? width - used : 0;
        bool right = to_right(&table->columns[c]);
        if (!width)
            continue;
        pending += first ? 0 : GAP;
        first = false;
        if (used == 0) {
            pending += width;
            continue;
        }
        truce_show_pad(out, 0, pending + (right ? space : 0));
        fwrite(line[c].ptr, 1, line[c].len, out);
        pending = right ? 0 : space;
    }
    fputc('\n', out);
}

static void print_row(const struct truce_table *table, struct layout *layout,
                      const struct truce_view *texts, struct truce_view *line,
                      FILE *out)
{
    bool more = true;
    memcpy(layout->rest, texts, table->n_columns * sizeof *texts);
    while (more) {
        more = false;
        for (size_t c = 0; c < table->n_columns; c++) {
            line[c] = (struct truce_view){NULL, 0};
            if (layout->width[c])
                truce_show_line(&layout->rest[c], layout->width[c], &line[c]);
            if (layout->width[c] && truce_view_trim(layout->rest[c]).len > 0)
                more = true;
        }
        print_cells(table, layout, line, out);
    }
}

static void print_heading(const struct truce_table *table,
                          const struct layout *layout, struct truce_view *line,
                          FILE *out)
{
    for (size_t c = 0; c < table->n_columns; c++)
        line[c] = truce_view_of(title_of(&table->columns[c]));
    print_cells(table, layout, line, out);
    for (size_t c = 0, first = 1; c < table->n_columns; c++) {
        if (!layout->width[c])
            continue;
        truce_show_pad(out, 0, first ? 0 : GAP);
        first = 0;
        for (size_t i = 0; i < layout->width[c]; i++)
            fputc('-', out);
    }
    fputc('\n', out);
}

static int print_columns(const struct truce_table *table, FILE *out,
                         size_t width)
{
    struct layout layout = {0};
    size_t rows = truce_table_rows(table);
    struct truce_view *line;
    int rc = TRUCE_ENOMEM;
    size_t n = table->n_columns;
    layout.width = truce_arena_zalloc(&layout.arena, n, sizeof(size_t));
    layout.rest = truce_arena_zalloc(&layout.arena, n, sizeof *layout.rest);
    layout.text = truce_arena_zalloc(&layout.arena, rows, sizeof *layout.text);
    line = truce_arena_zalloc(&layout.arena, n, sizeof *line);
    if (!layout.width || !layout.rest || !layout.text || !line)
        goto out;
    rc = layout_texts(table, &layout);
    if (rc != TRUCE_OK)
        goto out;
    layout_widths(table, &layout, width);
    print_heading(table, &layout, line, out);
    for (size_t r = 0; r < rows; r++)
        print_row(table, &layout, layout.text[r], line, out);
out:
    truce_arena_release(&layout.arena);
    return rc;
}

int truce_table_print(const struct truce_table *table, FILE *out,
                      enum truce_show_format format, size_t width,
                      const char *empty)
{
    int rc;
    if (table->failed)
        return TRUCE_ENOMEM;
    if (format == TRUCE_SHOW_JSON) {
        rc = print_json(table, out);
    } else if (format == TRUCE_SHOW_CSV) {
        rc = print_csv(table, out);
    } else if (truce_table_rows(table) == 0) {
        if (empty)
            fprintf(out, "%s\n", empty);
        rc = TRUCE_OK;
    } else {
        rc = print_columns(table, out, width);
    }
    return rc == TRUCE_OK && ferror(out) ? TRUCE_EIO : rc;
}
