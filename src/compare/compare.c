/* The whole comparison: texts into words and points, checks, each text
 * against the next, then the named things over all of them. */
#include "compare/compare.h"

#include "compare/compare_parts.h"

static const char *const label_names[] = {"same",     "reworded", "hardened",
                                          "softened", "added",    "dropped"};
static const char *const kind_names[] = {"place", "actor", "agreement",
                                         "issue"};

const char *truce_compare_label_name(enum truce_compare_label label)
{
    return label_names[label];
}

const char *truce_compare_kind_name(enum truce_compare_kind kind)
{
    return kind_names[kind];
}

static int read_text(const struct truce_compare_input *input,
                     struct truce_vocabulary *vocabulary,
                     struct truce_arena *arena, struct truce_compare_text *out,
                     struct truce_err *err)
{
    int rc;
    *out = (struct truce_compare_text){
        .file = input->file, .text = input->text, .date = input->date};
    if (input->text.len > TRUCE_COMPARE_MAX_BYTES)
        return truce_err_set(
            err, TRUCE_ELIMIT,
            "cannot compare '%s': %.1f MB of text, at most %u MB "
            "(give single texts, not a collection)",
            input->file, (double)input->text.len / 1048576.0,
            TRUCE_COMPARE_MAX_BYTES >> 20);
    if (!out->date.year)
        out->date = truce_compare_date(input->file, input->text);
    rc = truce_compare_tokenize(out, vocabulary, arena);
    if (rc == TRUCE_OK)
        rc = truce_compare_split(out, arena);
    if (rc < 0)
        return truce_err_set(err, rc, "out of memory");
    return TRUCE_OK;
}

static int compare_next(const struct truce_compare_tables *tables,
                        size_t n_concepts, struct truce_arena *arena,
                        struct truce_compare *compare, size_t at)
{
    struct truce_compare_step *step = &compare->steps[at];
    const struct truce_compare_text *a = &compare->texts[at];
    const struct truce_compare_text *b = &compare->texts[at + 1];
    int rc;
    step->a = at;
    step->b = at + 1;
    rc = truce_compare_align(a, b, n_concepts, arena, step);
    for (size_t i = 0; rc == TRUCE_OK && i < step->n_pairs; i++)
        rc = truce_compare_judge(tables, a, b, arena, &step->pairs[i]);
    return rc;
}

int truce_compare_run(const struct truce_compare_tables *tables,
                      const struct truce_compare_input *inputs, size_t n,
                      struct truce_arena *arena, struct truce_compare *out,
                      struct truce_err *err)
{
    struct truce_vocabulary vocabulary = {.tables = tables,
                                          .n = (uint32_t)tables->n_concepts};
    int rc = TRUCE_OK;
    *out = (struct truce_compare){.n_texts = n, .n_steps = n - 1};
    if (n < 2 || n > TRUCE_COMPARE_MAX_TEXTS)
        return truce_err_set(err, TRUCE_EUSAGE,
                             "cannot compare %zu texts: 2 to %d are needed", n,
                             TRUCE_COMPARE_MAX_TEXTS);
    out->texts = truce_arena_zalloc(arena, n, sizeof(*out->texts));
    out->steps = truce_arena_zalloc(arena, n, sizeof(*out->steps));
    if (!out->texts || !out->steps)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++) {
        rc = read_text(&inputs[i], &vocabulary, arena, &out->texts[i], err);
        if (rc == TRUCE_OK)
            rc = truce_compare_check(&out->texts[i], &out->texts[0], tables,
                                     err);
    }
    for (size_t i = 0; rc == TRUCE_OK && i < out->n_steps; i++)
        rc = compare_next(tables, vocabulary.n, arena, out, i);
    if (rc == TRUCE_OK)
        rc = truce_compare_terms(tables, arena, out);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    truce_map_release(&vocabulary.map);
    return rc;
}

struct truce_view truce_compare_words(const struct truce_compare_text *text,
                                      const size_t *points, size_t n,
                                      struct truce_arena *arena)
{
    const char *joined = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct truce_compare_point *p = &text->points[points[i]];
        joined = truce_arena_printf(
            arena, "%s%s%.*s", joined ? joined : "", joined ? " / " : "",
            (int)(p->end - p->begin), text->text.ptr + p->begin);
        if (!joined)
            break;
    }
    return truce_view_of(joined);
}
