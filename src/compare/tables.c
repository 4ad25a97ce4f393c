/* The word tables of comparison, and phrase matching on light stems. */
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/mem.h"
#include "compare/compare_parts.h"

/* Stems each word of `text` and joins them by one space. */
static size_t stem_phrase(const char *text, char *buf, size_t size,
                          size_t *words)
{
    struct truce_view rest = truce_view_of(text), word;
    size_t len = 0;
    *words = 0;
    while (truce_view_split(&rest, ' ', &word)) {
        if (!word.len || len + word.len + 2 > size)
            continue;
        if (len)
            buf[len++] = ' ';
        len += truce_compare_stem(word, buf + len, size - len);
        ++*words;
    }
    return len;
}

int truce_phrases_add(struct truce_phrases *phrases, const char *text,
                      uint64_t value)
{
    char buf[256];
    size_t words;
    size_t len = stem_phrase(text, buf, sizeof(buf), &words);
    if (!len)
        return TRUCE_OK;
    if (words > phrases->longest)
        phrases->longest = words;
    return truce_map_set(&phrases->map, (struct truce_view){buf, len}, value);
}

size_t truce_phrases_match(const struct truce_phrases *phrases,
                           const struct truce_compare_word *words, size_t n,
                           uint64_t *value)
{
    char buf[256];
    size_t len = 0, best = 0;
    if (!phrases->longest)
        return 0;
    for (size_t i = 0; i < n && i < phrases->longest; i++) {
        uint64_t *found;
        if (i && words[i].after_break)
            break;
        if (len + words[i].stem.len + 2 > sizeof(buf))
            break;
        if (len)
            buf[len++] = ' ';
        memcpy(buf + len, words[i].stem.ptr, words[i].stem.len);
        len += words[i].stem.len;
        found = truce_map_get(&phrases->map, (struct truce_view){buf, len});
        if (found) {
            best = i + 1;
            *value = *found;
        }
    }
    return best;
}

/* One line of a table: fields [max]; returns how many. */
static size_t cut_fields(char *line, char **fields, size_t max)
{
    size_t n = 0;
    while (n < max) {
        char *tab = strchr(line, '\t');
        fields[n++] = line;
        if (!tab)
            break;
        *tab = '\0';
        line = tab + 1;
    }
    return n;
}

typedef int (*row_fn)(struct truce_compare_tables *tables, char **fields,
                      size_t n);

struct table_source {
    const char *name;
    row_fn row;
    size_t fields;
};

static int read_lines(struct truce_compare_tables *tables,
                      const struct table_source *source, const char *path,
                      struct truce_str *content, struct truce_err *err)
{
    size_t number = 0;
    char *line = content->ptr;
    while (line && *line) {
        char *end = strchr(line, '\n'), *fields[8];
        size_t n;
        int rc;
        number++;
        if (end)
            *end = '\0';
        if (*line && *line != '#') {
            n = cut_fields(line, fields, 8);
            rc = n < source->fields ? TRUCE_EFORMAT
                                    : source->row(tables, fields, n);
            if (rc == TRUCE_EFORMAT) {
                truce_err_set(err, rc, "cannot read '%s': expected %zu fields "
                              "separated by tabs", source->name,
                              source->fields);
                return truce_err_at(err, path, number, (size_t)-1);
            }
            if (rc < 0)
                return truce_err_set(err, rc, "out of memory");
        }
        line = end ? end + 1 : NULL;
    }
    return TRUCE_OK;
}

static int read_table(struct truce_compare_tables *tables,
                      const struct table_source *source,
                      struct truce_err *err)
{
    struct truce_str content = TRUCE_STR_INIT;
    char path[1024];
    int rc = truce_io_data(source->name, path, sizeof(path), err);
    if (rc == TRUCE_OK)
        rc = truce_io_slurp(path, 4u << 20, &content, err);
    if (rc == TRUCE_OK)
        rc = read_lines(tables, source, path, &content, err);
    truce_str_release(&content);
    return rc;
}

/* Adds every phrase of a '|'-separated field. */
static int add_all(struct truce_phrases *phrases, char *field, uint64_t value)
{
    struct truce_view rest = truce_view_of(field), part;
    while (truce_view_split(&rest, '|', &part)) {
        char buf[256];
        if (part.len >= sizeof(buf) || (part.len == 1 && *part.ptr == '-'))
            continue;
        memcpy(buf, part.ptr, part.len);
        buf[part.len] = '\0';
        if (truce_phrases_add(phrases, buf, value) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static int strength_row(struct truce_compare_tables *tables, char **fields,
                        size_t n)
{
    char *end;
    size_t cap = tables->n_strengths; /* grows by doubling below */
    struct truce_strength *row;
    (void)n;
    if (!(cap & (cap - 1))) {
        size_t size = cap ? cap * 2 : 1;
        void *grown = truce_realloc(tables->strengths, size, sizeof(*row));
        if (!grown)
            return TRUCE_ENOMEM;
        tables->strengths = grown;
    }
    row = &tables->strengths[tables->n_strengths];
    row->value = strtod(fields[2], &end);
    if (end == fields[2])
        return TRUCE_EFORMAT;
    row->phrase = truce_arena_strndup(&tables->arena, fields[0],
                                      strlen(fields[0]));
    row->dimension = truce_arena_strndup(&tables->arena, fields[1],
                                         strlen(fields[1]));
    if (!row->phrase || !row->dimension)
        return TRUCE_ENOMEM;
    return truce_phrases_add(&tables->strength_phrases, fields[0],
                             tables->n_strengths++);
}

static int concept_row(struct truce_compare_tables *tables, char **fields,
                       size_t n)
{
    (void)n;
    if (!strcmp(fields[0], "*"))
        return add_all(&tables->stop, fields[1], 1);
    return add_all(&tables->concepts, fields[1], ++tables->n_concepts);
}

static int issue_row(struct truce_compare_tables *tables, char **fields,
                     size_t n)
{
    struct truce_issue_row *row;
    (void)n;
    if (tables->n_issues >= 64)
        return TRUCE_EFORMAT;
    row = &tables->issues[tables->n_issues];
    row->code = truce_arena_strndup(&tables->arena, fields[0],
                                    strlen(fields[0]));
    row->title = truce_arena_strndup(&tables->arena, fields[1],
                                     strlen(fields[1]));
    if (!row->code || !row->title)
        return TRUCE_ENOMEM;
    return add_all(&tables->issue_cues, fields[2], tables->n_issues++);
}

static int paraphrase_row(struct truce_compare_tables *tables, char **fields,
                          size_t n)
{
    int rc = TRUCE_EFORMAT;
    (void)n;
    for (int kind = 0; kind < TRUCE_COMPARE_N_KINDS; kind++) {
        if (strcmp(fields[0],
                   truce_compare_kind_name((enum truce_compare_kind)kind)))
            continue;
        rc = add_all(&tables->heads, fields[1], (uint64_t)kind);
        if (rc == TRUCE_OK)
            rc = add_all(&tables->typed, fields[2], (uint64_t)kind);
    }
    return rc;
}

void truce_compare_tables_resolve(struct truce_compare_tables *tables,
                                  const struct truce_lexicon *lexicon,
                                  truce_compare_resolve_fn resolve)
{
    tables->lexicon = lexicon;
    tables->resolve = resolve;
}

int truce_compare_tables_open(struct truce_compare_tables **out,
                              struct truce_err *err)
{
    static const struct table_source sources[] = {
        {"lexicon/strength.tsv", strength_row, 3},
        {"lexicon/concepts.tsv", concept_row, 2},
        {"lexicon/issues.tsv", issue_row, 3},
        {"lexicon/paraphrase.tsv", paraphrase_row, 3},
    };
    int rc = TRUCE_OK;
    struct truce_compare_tables *tables = truce_zalloc(1, sizeof(*tables));
    *out = NULL;
    if (!tables)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    tables->issues = truce_arena_zalloc(&tables->arena, 64,
                                        sizeof(*tables->issues));
    if (!tables->issues)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; rc == TRUCE_OK && i < 4; i++)
        rc = read_table(tables, &sources[i], err);
    if (rc == TRUCE_OK)
        *out = tables;
    else
        truce_compare_tables_close(tables);
    return rc;
}

void truce_compare_tables_close(struct truce_compare_tables *tables)
{
    if (!tables)
        return;
    truce_map_release(&tables->strength_phrases.map);
    truce_map_release(&tables->concepts.map);
    truce_map_release(&tables->stop.map);
    truce_map_release(&tables->issue_cues.map);
    truce_map_release(&tables->heads.map);
    truce_map_release(&tables->typed.map);
    truce_free(tables->strengths);
    truce_arena_release(&tables->arena);
    truce_free(tables);
}
