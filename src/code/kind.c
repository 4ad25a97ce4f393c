/* The kind of a text; see kind.h. Names are left out, so that no country or
 * person speaks for or against it. */
#include "code/kind.h"

#include <math.h>
#include <string.h>

#include "code/coder_impl.h"

/* A shorter text does not tell its kind. */
enum { LEAST_WORDS = 60 };

static struct truce_view step_of(size_t n)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    return (struct truce_view){digits + (n < 35 ? n : 35), 1};
}

static void add(struct truce_kind *kind, enum truce_feature_name name,
                struct truce_view value, struct truce_view more, double x)
{
    struct truce_feature feature = {
        .name = name, .value = value, .more = more, .x = (float)x};
    kind->add(kind, &feature);
}

static bool is_word(const struct truce_token *t)
{
    return t->upos != TRUCE_UPOS_PROPN && t->lemma.len && t->lemma.len < 20 &&
           t->lemma.ptr[0] >= 'a' && t->lemma.ptr[0] <= 'z';
}

/* Distinct words of the text into *out, in order. */
static int find_words(const struct truce_context *context,
                      struct truce_view **out, size_t *n)
{
    const struct truce_text *text = &context->out->text;
    size_t all = 0, cap = 16;
    struct truce_view *found, **slots;
    for (size_t s = 0; s < text->n_sentences; s++)
        all += text->sentences[s].n_tokens;
    while (cap < 2 * all)
        cap *= 2;
    found = truce_arena_alloc(context->arena, all + 1, sizeof *found);
    slots = truce_arena_alloc(context->arena, cap, sizeof(struct truce_view *));
    if (!found || !slots)
        return TRUCE_ENOMEM;
    memset(slots, 0, cap * sizeof(struct truce_view *));
    *n = 0;
    for (size_t s = 0; s < text->n_sentences; s++)
        for (size_t i = 0; i < text->sentences[s].n_tokens; i++) {
            const struct truce_token *t = &text->sentences[s].tokens[i];
            size_t at;
            if (!is_word(t))
                continue;
            at = (size_t)truce_hash(t->lemma.ptr, t->lemma.len) & (cap - 1);
            while (slots[at] && !truce_view_eq(*slots[at], t->lemma))
                at = (at + 1) & (cap - 1);
            if (slots[at])
                continue;
            found[*n] = t->lemma;
            slots[at] = &found[(*n)++];
        }
    *out = found;
    return TRUCE_OK;
}

/* The text ends within a sentence: cut off, or left so by a machine. */
static bool breaks_off(const struct truce_sentence *last)
{
    return last->n_tokens &&
           last->tokens[last->n_tokens - 1].upos != TRUCE_UPOS_PUNCT;
}

static void describe_shape(const struct truce_context *context,
                           struct truce_kind *kind)
{
    const struct truce_text *text = &context->out->text;
    const struct truce_view none = {NULL, 0};
    size_t words = 0, names = 0, sentences = text->n_sentences;
    for (size_t s = 0; s < text->n_sentences; s++)
        for (size_t i = 0; i < text->sentences[s].n_tokens; i++) {
            words += text->sentences[s].tokens[i].upos != TRUCE_UPOS_PUNCT;
            names += text->sentences[s].tokens[i].upos == TRUCE_UPOS_PROPN;
        }
    add(kind, TRUCE_FEATURE_text_sentence,
        step_of(sentences ? words / sentences / 3 : 0), none, 1);
    add(kind, TRUCE_FEATURE_text_names, step_of(words ? 30 * names / words : 0),
        none, 1);
    add(kind, TRUCE_FEATURE_text_length, step_of(words < 300 ? words / 30 : 10),
        none, 1);
    if (sentences && breaks_off(&text->sentences[sentences - 1]))
        add(kind, TRUCE_FEATURE_text_broken, step_of(1), none, 1);
}

static bool is_office(const char *office)
{
    static const char *const offices[] = {
        "president",        "prime minister",   "foreign minister",
        "defence minister", "defense minister", "chancellor",
        "king",             "premier"};
    for (size_t i = 0; office && i < sizeof offices / sizeof *offices; i++)
        if (!strcmp(office, offices[i]))
            return true;
    return false;
}

/* "Finnish President Martti Ahtisaari" is known to have been that; of "Malagasy
 * President Pierre Ndong" nobody knows. The bearers of such offices, each
 * name once. */
static void describe_leaders(const struct truce_context *context,
                             struct truce_kind *kind)
{
    enum { MOST = 12 };
    const struct truce_view none = {NULL, 0};
    const char *names[MOST];
    size_t n = 0, known = 0;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s] && n < MOST; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            bool seen = !actor->name || !actor->code || !actor->kind ||
                        strcmp(actor->kind, "person") != 0 ||
                        !is_office(actor->office);
            for (size_t k = 0; k < n && !seen; k++)
                seen = !strcmp(names[k], actor->name);
            if (seen)
                continue;
            names[n++] = actor->name;
            known += truce_date_known(actor->held.from);
        }
    add(kind, TRUCE_FEATURE_text_known, step_of(known < 4 ? known : 4), none,
        1);
    add(kind, TRUCE_FEATURE_text_unknown,
        step_of(n - known < 4 ? n - known : 4), none, 1);
}

int truce_kind_describe(const struct truce_context *context,
                        struct truce_kind *kind)
{
    const struct truce_view none = {NULL, 0};
    struct truce_view *words;
    size_t n;
    int rc = find_words(context, &words, &n);
    if (rc != TRUCE_OK)
        return rc;
    add(kind, TRUCE_FEATURE_text_bias, step_of(1), none, 1);
    for (size_t i = 0; i < n; i++)
        add(kind, TRUCE_FEATURE_text_word, words[i], none,
            5 / sqrt((double)n));
    describe_shape(context, kind);
    describe_leaders(context, kind);
    return TRUCE_OK;
}

struct sum {
    const struct truce_confidence *confidence;
    double z;
};

static void weigh(struct truce_kind *kind, const struct truce_feature *feature)
{
    struct sum *sum = kind->payload;
    sum->z += truce_confidence_weight(sum->confidence, feature) *
              (double)feature->x;
}

int truce_kind_find(const struct truce_context *context, double *out)
{
    struct sum sum = {&context->coder->confidence, 0};
    struct truce_kind kind = {weigh, &sum};
    size_t words = 0;
    int rc = TRUCE_OK;
    *out = TRUCE_KIND_SHORT;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        words += context->out->text.sentences[s].n_tokens;
    if (words < LEAST_WORDS)
        return TRUCE_OK;
    rc = truce_kind_describe(context, &kind);
    *out = sum.z;
    return rc;
}

/* The floor of text like news, of text unlike it, and a slope between them: a
 * step would take all events from a report that is only a little off. */
static double floor_of(const double floors[2], double kind)
{
    static const double like = 2, unlike = 0;
    double share = (like - kind) / (like - unlike);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return floors[0] + share * (floors[1] - floors[0]);
}

int truce_kind_floor(struct truce_context *context)
{
    const struct truce_coder *coder = context->coder;
    int rc = TRUCE_OK;
    context->kind = 0;
    context->floor = coder->min_confidence;
    if (coder->petrarch.n)
        return TRUCE_OK;
    rc = truce_kind_find(context, &context->kind);
    if (coder->min_confidence == 0)
        context->floor = floor_of(coder->confidence.floors, context->kind);
    return rc;
}
