/* The word tables of comparison, and phrase matching on light stems. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/compare_parts.h"
#include "lexicon/tsv.h"

/* Stem of a word for phrase matching; a phrase does not cross a break. */
static struct truce_view stem_at(const void *words, size_t i)
{
    const struct truce_compare_word *word =
        (const struct truce_compare_word *)words + i;
    return i && word->after_break ? (struct truce_view){NULL, 0} : word->stem;
}

size_t truce_compare_match(const struct truce_phrases *phrases,
                           const struct truce_compare_word *words, size_t n,
                           uint64_t *value)
{
    return truce_phrases_match(phrases, stem_at, words, n, value);
}

static int strength_row(void *payload, char **fields, size_t n)
{
    struct truce_compare_tables *tables = payload;
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
    row->phrase =
        truce_arena_strndup(&tables->arena, fields[0], strlen(fields[0]));
    row->dimension =
        truce_arena_strndup(&tables->arena, fields[1], strlen(fields[1]));
    if (!row->phrase || !row->dimension)
        return TRUCE_ENOMEM;
    return truce_phrases_add(&tables->strength_phrases, fields[0],
                             tables->n_strengths++);
}

static int concept_row(void *payload, char **fields, size_t n)
{
    struct truce_compare_tables *tables = payload;
    (void)n;
    if (!strcmp(fields[0], "*"))
        return truce_phrases_add_all(&tables->stop, fields[1], 1);
    return truce_phrases_add_all(&tables->concepts, fields[1],
                                 ++tables->n_concepts);
}

static int issue_row(void *payload, char **fields, size_t n)
{
    struct truce_compare_tables *tables = payload;
    struct truce_issue_row *row;
    (void)n;
    if (tables->n_issues >= 64)
        return TRUCE_EFORMAT;
    row = &tables->issues[tables->n_issues];
    row->code =
        truce_arena_strndup(&tables->arena, fields[0], strlen(fields[0]));
    row->title =
        truce_arena_strndup(&tables->arena, fields[1], strlen(fields[1]));
    if (!row->code || !row->title)
        return TRUCE_ENOMEM;
    return truce_phrases_add_all(&tables->issue_cues, fields[2],
                                 tables->n_issues++);
}

static int paraphrase_row(void *payload, char **fields, size_t n)
{
    struct truce_compare_tables *tables = payload;
    int rc = TRUCE_EFORMAT;
    (void)n;
    for (int kind = 0; kind < TRUCE_COMPARE_N_KINDS; kind++) {
        if (strcmp(fields[0],
                   truce_compare_kind_name((enum truce_compare_kind)kind)))
            continue;
        rc = truce_phrases_add_all(&tables->heads, fields[1], (uint64_t)kind);
        if (rc == TRUCE_OK)
            rc = truce_phrases_add_all(&tables->typed, fields[2],
                                       (uint64_t)kind);
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
    static const struct {
        const char *name;
        truce_tsv_fn row;
        size_t fields;
    } sources[] = {
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
    tables->issues =
        truce_arena_zalloc(&tables->arena, 64, sizeof(*tables->issues));
    if (!tables->issues)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; rc == TRUCE_OK && i < 4; i++)
        rc = truce_tsv_read(sources[i].name, sources[i].fields, sources[i].row,
                            tables, err);
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
    truce_phrases_release(&tables->strength_phrases);
    truce_phrases_release(&tables->concepts);
    truce_phrases_release(&tables->stop);
    truce_phrases_release(&tables->issue_cues);
    truce_phrases_release(&tables->heads);
    truce_phrases_release(&tables->typed);
    truce_free(tables->strengths);
    truce_arena_release(&tables->arena);
    truce_free(tables);
}
