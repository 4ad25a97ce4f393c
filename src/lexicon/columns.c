/* One loop for the tables that are read whole; errors name file and line. */
#include "lexicon/columns.h"

#include "base/io.h"

static int take_line(const struct truce_columns *table, struct truce_view line,
                     truce_columns_row take, void *state, struct truce_err *err)
{
    struct truce_view fields[TRUCE_COLUMNS_MAX];
    size_t n = 0;
    while (n < table->columns && truce_view_split(&line, '\t', &fields[n]))
        n++;
    if (n != table->columns || line.ptr)
        return truce_err_set(err, TRUCE_EFORMAT, "expected %zu columns",
                             table->columns);
    return take(state, fields, err);
}

int truce_columns_read(const struct truce_columns *table,
                       truce_columns_row take, void *state,
                       struct truce_err *err)
{
    char found[1024];
    const char *path = table->path;
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_view rest, line;
    bool head = true;
    int rc = TRUCE_OK;
    if (!path) {
        rc = truce_io_data(table->shipped, found, sizeof found, err);
        path = found;
    }
    if (rc == TRUCE_OK)
        rc = truce_io_slurp(path, 0, &text, err);
    rest = truce_str_view(&text);
    for (size_t number = 1;
         rc == TRUCE_OK && truce_view_split(&rest, '\n', &line); number++) {
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (!head)
            rc = take_line(table, line, take, state, err);
        head = false;
        if (rc != TRUCE_OK)
            truce_err_at(err, path, number, (size_t)-1);
    }
    truce_str_release(&text);
    return rc;
}
