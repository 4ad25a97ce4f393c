/* `truce parse --eval`: our parse of a gold file's text against the file. */
#include "base/mem.h"
#include "cli/parse_job.h"
#include "lang/udscore.h"

/* A sentence of the splitter in the form that the scorer takes. */
static int wrap(const struct truce_sentence *in, struct truce_arena *arena,
                struct truce_conllu *out)
{
    *out = (struct truce_conllu){.sentence = *in};
    out->surface =
        truce_arena_zalloc(arena, in->n_tokens, sizeof *out->surface);
    if (!out->surface)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < in->n_tokens; i++) {
        const struct truce_token *t = &in->tokens[i];
        if (t->mwt)
            out->surface[i] = (struct truce_view){
                t->form.ptr, in->tokens[i + t->mwt - 1].end - t->begin};
    }
    return TRUCE_OK;
}

int truce_parse_to_conllu(const struct truce_parse_job *job,
                          struct truce_view text, struct truce_arena *arena,
                          struct truce_conllu **out, size_t *n,
                          struct truce_err *err)
{
    struct truce_lang_scratch *scratch = NULL;
    struct truce_text parsed = {0};
    int rc = truce_lang_scratch_new(job->lang, &scratch);
    if (rc == TRUCE_OK)
        rc = truce_lang_parse(job->lang, scratch, text, arena, &parsed, err);
    *n = 0;
    *out = NULL;
    if (rc == TRUCE_OK) {
        *out = truce_arena_zalloc(arena, parsed.n_sentences + 1, sizeof **out);
        rc = *out ? TRUCE_OK : TRUCE_ENOMEM;
    }
    for (; rc == TRUCE_OK && *n < parsed.n_sentences; ++*n)
        rc = wrap(&parsed.sentences[*n], arena, *out + *n);
    truce_lang_scratch_free(scratch);
    return rc;
}

static void print_row(FILE *out, const char *name,
                      const struct truce_udcount *c)
{
    double p = c->system ? (double)c->correct / (double)c->system : 0;
    double r = c->gold ? (double)c->correct / (double)c->gold : 0;
    fprintf(out, "%-20s %9.2f %9.2f %9.2f\n", name, 100 * p, 100 * r,
            100 * truce_udcount_f1(c));
}

int truce_parse_report(FILE *out, const struct truce_conllu *gold,
                       size_t n_gold, const struct truce_conllu *system,
                       size_t n_system, struct truce_err *err)
{
    struct truce_udscore score = {0};
    int rc = truce_udscore_add(gold, n_gold, system, n_system, &score, err);
    if (rc < 0)
        return rc;
    fprintf(out, "%-20s %9s %9s %9s\n", "measure", "precision", "recall", "F1");
    for (int m = 0; m < TRUCE_N_UDMEASURES; m++)
        print_row(out, truce_udmeasure_name((enum truce_udmeasure)m),
                  &score.measure[m]);
    fprintf(out, "\n%-20s %9s %9s %9s %9s\n", "LAS by relation", "precision",
            "recall", "F1", "gold");
    for (int r = 0; r < TRUCE_N_RELS; r++) {
        const struct truce_udcount *c = &score.relation[r];
        if (!c->gold)
            continue;
        double p = c->system ? (double)c->correct / (double)c->system : 0;
        fprintf(out, "%-20s %9.2f %9.2f %9.2f %9zu\n",
                truce_rel_name((enum truce_rel)r), 100 * p,
                100 * (double)c->correct / (double)c->gold,
                100 * truce_udcount_f1(c), c->gold);
    }
    return TRUCE_OK;
}
