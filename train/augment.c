/* Changed copies of training sentences, for text that looks less tidy than
 * the treebanks: headlines in capitals, lower-cased text, unknown names,
 * sentences without their full stop, input that lost its spacing. */
#include <stdlib.h>
#include <string.h>

#include "dataset.h"

enum { MAX_WORD = 128 };

struct copy {
    struct tb_word *word;
    char (*text)[MAX_WORD];
    int n;
};

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static void change_case(char *s, int kind)
{
    for (int i = 0; s[i]; i++)
        s[i] = kind == 0             ? lower(s[i])
               : kind == 1 || i == 0 ? upper(s[i])
                                     : s[i];
}

static void recase_all(struct copy *c, int kind)
{
    for (int i = 0; i < c->n; i++)
        change_case(c->text[i], kind);
}

static void swap_names(const struct dataset *set, struct copy *c,
                       struct rng *rng)
{
    for (int i = 0; i < c->n; i++)
        if (strcmp(c->word[i].xpos, "NNP") == 0 && c->text[i][0] >= 'A' &&
            c->text[i][0] <= 'Z' && rng_unit(rng) < 0.5f) {
            const char *name = set->name[rng_below(rng, set->n_names)];
            if (strlen(name) >= MAX_WORD)
                continue;
            memcpy(c->text[i], name, strlen(name) + 1);
            c->word[i].lemma = c->text[i];
        }
}

/* Drops a final stop that nothing hangs on. */
static void drop_stop(struct copy *c)
{
    int last = c->n - 1;
    if (last < 2 || strcmp(c->word[last].xpos, ".") != 0)
        return;
    for (int i = 0; i < c->n; i++)
        if (c->word[i].head == last + 1)
            return;
    c->n--;
}

static void drop_spacing(struct copy *c)
{
    for (int i = 0; i < c->n; i++)
        c->word[i].space_after = 1;
}

static void change(const struct dataset *set, struct copy *c, struct rng *rng)
{
    float dice = rng_unit(rng);
    if (dice < 0.25f)
        swap_names(set, c, rng);
    else if (dice < 0.40f)
        recase_all(c, 0);
    else if (dice < 0.55f)
        recase_all(c, 1);
    else if (dice < 0.65f)
        recase_all(c, 2);
    else if (dice < 0.85f)
        drop_stop(c);
    else
        drop_spacing(c);
}

int augment_sentence(const struct dataset *set, const struct tb_sentence *in,
                     struct sentence *out, struct rng *rng)
{
    if (rng_unit(rng) >= 0.2f)
        return 0;
    struct copy c = {.n = in->n};
    c.word = malloc((size_t)in->n * sizeof *c.word);
    c.text = calloc((size_t)in->n, sizeof *c.text);
    int fits = 1;
    for (int i = 0; i < in->n; i++) {
        size_t len = strlen(in->word[i].form);
        c.word[i] = in->word[i];
        fits &= len < MAX_WORD;
        if (len < MAX_WORD)
            memcpy(c.text[i], in->word[i].form, len + 1);
        c.word[i].form = c.text[i];
    }
    if (fits) {
        change(set, &c, rng);
        struct tb_sentence changed = {.word = c.word, .n = c.n};
        make_sentence(set, &changed, out);
    }
    free(c.word);
    free(c.text);
    return fits;
}
