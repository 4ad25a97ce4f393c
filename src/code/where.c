/*
 * Places: a name behind "in", "at", "near" that hangs on the predicate, on a
 * noun under it, or opens the sentence. Homonyms are settled by context.
 */
#include "code/where.h"

#include <math.h>
#include <string.h>

#include "code/coder.h"
#include "code/tree.h"
#include "code/words.h"

static const char *const locative[] = {
    "in",     "at",         "near",   "outside", "around", "inside",
    "across", "throughout", "off",    "over",    "on",     "along",
    "from",   "to",         "within", NULL};

/* Nouns between preposition and name: "in the Russian resort of Sochi". */
static const char *const site[] = {
    "city",     "town",     "village",    "capital",   "resort",    "district",
    "region",   "province", "area",       "outskirts", "suburb",    "port",
    "vicinity", "border",   "settlement", "state",     "airport",   "base",
    "camp",     "palace",   "oblast",     "enclave",   "direction", "mountains",
    "sea",      "north",    "south",      "east",      "west",      "centre",
    "center",   "corridor", "line",       "strip",     NULL};

static bool one_of(struct truce_view v, const char *const *words)
{
    for (; *words; words++)
        if (truce_view_eq_nocase(v, truce_view_of(*words)))
            return true;
    return false;
}

static void none(struct truce_place *place)
{
    memset(place, 0, sizeof *place);
    place->lat = place->lon = NAN;
}

/* The token of the spot that hangs outside of it. */
static size_t spot_head(const struct truce_sentence *s,
                        const struct truce_spot *spot)
{
    for (size_t i = spot->first; i <= spot->last; i++) {
        int32_t head = s->tokens[i].head;
        if (head < (int32_t)spot->first || head > (int32_t)spot->last)
            return i;
    }
    return spot->last;
}

/* Preposition that governs token i, NULL view: none. */
static struct truce_view case_of(const struct truce_sentence *s, size_t i)
{
    for (size_t k = 0; k < s->n_tokens && k < i; k++)
        if (s->tokens[k].head == (int32_t)i &&
            truce_rel_base(s->tokens[k].rel) == TRUCE_REL_case)
            return s->tokens[k].form;
    return (struct truce_view){0};
}

/* Climbs over "resort of" to the noun that the preposition governs. */
static size_t outer_noun(const struct truce_sentence *s, size_t i)
{
    for (int steps = 0; steps < 3; steps++) {
        struct truce_view by = case_of(s, i);
        int32_t head = s->tokens[i].head;
        bool of = truce_view_eq_text(by, "of");
        enum truce_rel rel = truce_rel_base(s->tokens[i].rel);
        bool inner = of || rel == TRUCE_REL_compound ||
                     rel == TRUCE_REL_appos || rel == TRUCE_REL_flat;
        if (head < 0 || !inner || !one_of(s->tokens[head].lemma, site))
            return i;
        i = (size_t)head;
    }
    return i;
}

/* Acts that happen where their object is. */
static const char taking[] = TRUCE_WORDS_TAKING;

/* "shelled the towns of Goris and Jermuk": object or coordinated to it. */
static bool is_taken(const struct truce_sentence *s, size_t noun, size_t token)
{
    if (truce_rel_base(s->tokens[noun].rel) == TRUCE_REL_conj &&
        s->tokens[noun].head >= 0)
        noun = (size_t)s->tokens[noun].head;
    enum truce_rel rel = truce_rel_base(s->tokens[noun].rel);
    bool object =
        rel == TRUCE_REL_obj || s->tokens[noun].rel == TRUCE_REL_nsubj_pass;
    return object && s->tokens[noun].head == (int32_t)token &&
           truce_tree_word_in(s->tokens[token].lemma, taking,
                              sizeof taking - 1);
}

/* How near a place is to the predicate; below 0: not its place. */
static int fit(const struct truce_sentence *s, const struct truce_spot *spot,
               size_t token)
{
    size_t noun = outer_noun(s, spot_head(s, spot));
    struct truce_view by = case_of(s, noun);
    if (!by.len && is_taken(s, noun, token))
        return 55;
    if (!by.len || !one_of(by, locative))
        return -1;
    /* "to" and "from" tell a place only of visits and moves to a town. */
    bool motion = truce_view_eq_nocase(by, TRUCE_VIEW("to")) ||
                  truce_view_eq_nocase(by, TRUCE_VIEW("from")) ||
                  truce_view_eq_nocase(by, TRUCE_VIEW("on"));
    int cost = motion ? 30 : 0;
    int32_t up = s->tokens[noun].head;
    for (int steps = 1; up >= 0 && steps < 6; steps++) {
        if ((size_t)up == token)
            return 100 - cost - steps * 5;
        if (s->tokens[up].upos == TRUCE_UPOS_VERB &&
            truce_rel_base(s->tokens[up].rel) != TRUCE_REL_xcomp)
            break;
        up = s->tokens[up].head;
    }
    /* The predicate is a noun under the verb that the place hangs on; not
     * "the statement, signed by A, led to a mission in X". */
    int32_t over = s->tokens[token].upos == TRUCE_UPOS_VERB &&
                           s->tokens[token].rel == TRUCE_REL_acl
                       ? -1
                       : s->tokens[token].head;
    for (int steps = 1; over >= 0 && steps < 4; steps++) {
        if (over == up)
            return 60 - cost - steps * 5;
        if (s->tokens[over].upos == TRUCE_UPOS_VERB)
            break;
        over = s->tokens[over].head;
    }
    return -1;
}

/* Times that the document's mentions carry the code. */
static size_t mentioned(const struct truce_context *context, const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < context->out->text.n_sentences; i++) {
        if (!context->mentions || !context->mentions[i])
            continue;
        for (size_t k = 0; k < context->n_mentions[i]; k++) {
            const struct truce_actor *actor = &context->mentions[i][k].actor;
            if (actor->code && !strcmp(actor->code, code) &&
                strcmp(actor->kind, "place"))
                n++;
        }
    }
    return n;
}

/* A country's name right behind: "Tripoli, Lebanon", "Sochi in Russia". */
static const char *country_behind(const struct truce_spot *spots, size_t n,
                                  size_t i)
{
    if (i + 1 < n && spots[i + 1].first <= spots[i].last + 3 &&
        spots[i + 1].items[0].is_country)
        return spots[i + 1].items[0].country;
    return NULL;
}

static const struct truce_gazette *settle(const struct truce_context *context,
                                          const struct truce_spot *spots,
                                          size_t n, size_t i)
{
    const char *behind = country_behind(spots, n, i);
    const struct truce_gazette *best = NULL;
    double top = -1;
    for (size_t k = 0; k < spots[i].n_items; k++) {
        const struct truce_gazette *g = &spots[i].items[k];
        double score = log1p((double)g->people);
        if (behind && !strcmp(behind, g->country))
            score += 100;
        if (spots[i].n_items > 1) {
            size_t times = mentioned(context, g->country);
            score += times > 8 ? 8 : (double)times * 2;
        }
        if (score > top) {
            top = score;
            best = g;
        }
    }
    return best;
}

static void fill(const struct truce_sentence *s, const struct truce_spot *spot,
                 const struct truce_gazette *g, struct truce_place *place)
{
    struct truce_view a = s->tokens[spot->first].form;
    struct truce_view b = s->tokens[spot->last].form;
    none(place);
    place->text = a;
    if (b.ptr >= a.ptr)
        place->text.len = (size_t)(b.ptr - a.ptr) + b.len;
    place->country = g->country;
    place->name = g->name;
    if (!g->is_country) {
        place->lat = round((double)g->lat * 1e4) / 1e4;
        place->lon = round((double)g->lon * 1e4) / 1e4;
    }
}

static int spots_of(const struct truce_context *context, size_t sentence,
                    struct truce_spot **spots, size_t *n)
{
    const struct truce_lexicon *lexicon = truce_coder_lexicon(context->coder);
    return truce_lexicon_spots(lexicon, &context->out->text.sentences[sentence],
                               context->arena, spots, n);
}

int truce_where_event(const struct truce_context *context, size_t sentence,
                      size_t token, struct truce_place *place)
{
    const struct truce_sentence *s = &context->out->text.sentences[sentence];
    struct truce_spot *spots;
    size_t n, best = 0;
    int top = -1;
    none(place);
    if (spots_of(context, sentence, &spots, &n))
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        int score = fit(s, &spots[i], token);
        if (score >= 0 && !spots[i].items[0].region)
            score += 12; /* a town says more than its country */
        if (score > top) {
            top = score;
            best = i;
        }
    }
    if (top < 0)
        return TRUCE_OK;
    const struct truce_gazette *g = settle(context, spots, n, best);
    if (g)
        fill(s, &spots[best], g, place);
    return TRUCE_OK;
}

int truce_where_span(const struct truce_context *context, size_t sentence,
                     size_t first, size_t last, struct truce_place *place,
                     bool *found)
{
    const struct truce_sentence *s = &context->out->text.sentences[sentence];
    struct truce_spot *spots;
    size_t n;
    none(place);
    *found = false;
    if (spots_of(context, sentence, &spots, &n))
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < n && !*found; i++) {
        if (spots[i].first < first || spots[i].last > last)
            continue;
        const struct truce_gazette *g = settle(context, spots, n, i);
        if (!g)
            continue;
        fill(s, &spots[i], g, place);
        *found = true;
    }
    return TRUCE_OK;
}
