/* Reading of the lexicon's tables; see tsv.h. */
#include "lexicon/tsv.h"

#include <string.h>

#include "base/io.h"

#define MAX_TABLE_BYTES (64u << 20)

static size_t cut_fields(char *line, char **fields)
{
    size_t n = 0;
    while (n < TRUCE_TSV_FIELDS) {
        char *tab = strchr(line, '\t');
        fields[n++] = line;
        if (!tab)
            break;
        *tab = '\0';
        line = tab + 1;
    }
    return n;
}

static int read_line(char *line, size_t least, truce_tsv_fn row, void *payload)
{
    char *fields[TRUCE_TSV_FIELDS];
    size_t len = strlen(line), n;
    if (len && line[len - 1] == '\r')
        line[--len] = '\0';
    if (!len || *line == '#')
        return TRUCE_OK;
    n = cut_fields(line, fields);
    return n < least ? TRUCE_EFORMAT : row(payload, fields, n);
}

int truce_tsv_read(const char *name, size_t fields, truce_tsv_fn row,
                   void *payload, struct truce_err *err)
{
    struct truce_str content = TRUCE_STR_INIT;
    char path[1024], *line;
    size_t number = 0;
    int rc = truce_io_data(name, path, sizeof(path), err);
    if (rc == TRUCE_OK)
        rc = truce_io_slurp(path, MAX_TABLE_BYTES, &content, err);
    line = content.ptr;
    while (rc == TRUCE_OK && line && *line) {
        char *end = strchr(line, '\n');
        number++;
        if (end)
            *end = '\0';
        rc = read_line(line, fields, row, payload);
        if (rc == TRUCE_EFORMAT) {
            truce_err_set(err, rc,
                          "cannot read '%s': bad row (expected %zu "
                          "fields separated by tabs)",
                          name, fields);
            truce_err_at(err, path, number, (size_t)-1);
        } else if (rc < 0) {
            truce_err_set(err, rc, "out of memory");
        }
        line = end ? end + 1 : NULL;
    }
    truce_str_release(&content);
    return rc;
}
