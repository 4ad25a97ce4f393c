/* The country that a document is about, and those that a sentence lends:
 * its only country, the place of an act, the state told before. A country
 * named elsewhere in the sentence is a bad guess where the document has
 * another one. */
#include "code/home_int.h"

#include <string.h>

#include "code/slots_int.h"

enum { MAX_CODES = 32, LEAST_MENTIONS = 2 };

struct tally {
    const char *codes[MAX_CODES];
    size_t counts[MAX_CODES];
    size_t n;
};

/* Bodies are no country that somebody could live in. */
bool truce_home__is_body(const struct truce_actor *actor)
{
    return (actor->sector &&
            (!strcmp(actor->sector, "IGO") || !strcmp(actor->sector, "NGO") ||
             !strcmp(actor->sector, "MED"))) ||
           (actor->kind && !strcmp(actor->kind, "organisation"));
}

bool truce_home_union(const char *code)
{
    static const char unions[] =
        " AFU ARL ASN CIS CST ECO EUR IAE ICC IGA IGO NAT NGO OSC SAD UNO ";
    struct truce_view view = {code, strlen(code)};
    return truce_tree_word_in(view, unions, sizeof unions - 1);
}

static void count(struct tally *tally, const char *code)
{
    size_t i = 0;
    while (i < tally->n && strcmp(tally->codes[i], code) != 0)
        i++;
    if (i == MAX_CODES)
        return;
    if (i == tally->n) {
        tally->codes[tally->n] = code;
        tally->counts[tally->n++] = 0;
    }
    tally->counts[i]++;
}

/* "in Brussels": the country where the union has its seat. */
static const char *seat_of(const struct truce_actor *actor)
{
    return truce_view_ends(actor->text, "Brussels") ? "BEL" : NULL;
}

/* "a campus in Brussels". */
static bool is_seat_in(const struct truce_sentence *s,
                       const struct truce_mention *m)
{
    return m->first > 0 && m->first == m->last && seat_of(&m->actor) &&
           truce_view_eq_text(s->tokens[m->first - 1].form, "in");
}

static void count_all(const struct truce_context *context, struct tally *tally)
{
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            if (actor->code && !truce_home__is_body(actor) && !actor->vague &&
                !truce_home_union(actor->code))
                count(tally, actor->code);
            else if (is_seat_in(&context->out->text.sentences[s],
                                &context->mentions[s][i]))
                count(tally, seat_of(actor));
        }
}

static bool is_counted(const struct tally *tally, const char *code)
{
    for (size_t i = 0; i < tally->n; i++)
        if (!strcmp(tally->codes[i], code))
            return true;
    return false;
}

void truce_home_bodies(struct truce_context *context)
{
    struct tally tally = {.n = 0};
    const char *home = context->home;
    count_all(context, &tally);
    if (!home && tally.n == 1)
        home = tally.codes[0];
    for (size_t s = 0; home && s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_actor *actor = &context->mentions[s][i].actor;
            if (!actor->vague || !actor->code ||
                is_counted(&tally, actor->code))
                continue;
            actor->code = home;
            actor->why = "a common name, the document's country";
            actor->confidence *= 0.8f;
        }
}

const char *truce_home_find(const struct truce_context *context)
{
    struct tally tally = {.n = 0};
    size_t first = 0, second = 0;
    const char *home = NULL;
    count_all(context, &tally);
    for (size_t i = 0; i < tally.n; i++) {
        if (tally.counts[i] > first) {
            second = first;
            first = tally.counts[i];
            home = tally.codes[i];
        } else if (tally.counts[i] > second) {
            second = tally.counts[i];
        }
    }
    return first >= LEAST_MENTIONS && first * 2 >= second * 3 ? home : NULL;
}

/* "in Geneva", "at The Hague": where something is, of another country than
 * the document's. */
static bool only_there(const struct truce_scan *scan,
                       const struct truce_mention *m)
{
    const char *home = scan->context->home;
    return home && strcmp(home, m->actor.code) != 0 &&
           truce_tree_word_in(truce_tree_prep(&scan->tree, (int32_t)m->head),
                              " in at near from to ", 20);
}

/* Groups that fight in many countries lend none to a state's servants. */
static bool is_of_many(const struct truce_actor *actor)
{
    return truce_home__is_kind(actor, "group") && actor->name &&
           (strstr(actor->name, "Islamic State") ||
            strstr(actor->name, "Qaida") || strstr(actor->name, "Qaeda"));
}

/* A town of a country that the document never names may be a namesake. */
static bool only_a_town(const struct truce_scan *scan,
                        const struct truce_actor *place)
{
    const struct truce_context *context = scan->context;
    if (!truce_home__is_kind(place, "place") || !place->sector ||
        !context->home || !strcmp(place->code, context->home))
        return false; /* capitals have no sector where they are a place */
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            if (actor->code && !truce_home__is_kind(actor, "place") &&
                !strcmp(actor->code, place->code))
                return false;
        }
    return true;
}

/* The code of the sentence's only country, or NULL. */
const char *truce_home__only_country(const struct truce_scan *scan,
                                     const struct truce_actor *agent)
{
    const char *code = NULL;
    bool state = truce_home__is_gov(agent) || truce_home__is_servant(agent);
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_actor *actor = &scan->mentions[i].actor;
        if (!actor->code || truce_home__is_body(actor) ||
            truce_home_union(actor->code) || (state && is_of_many(actor)) ||
            only_a_town(scan, actor) || only_there(scan, &scan->mentions[i]))
            continue;
        if (code && strcmp(code, actor->code) != 0)
            return NULL;
        code = actor->code;
    }
    return code;
}

static const struct truce_actor *subject_before(const struct truce_scan *scan,
                                                size_t sentence)
{
    const struct truce_sentence *s =
        &scan->context->out->text.sentences[sentence];
    const struct truce_mention *m = scan->context->mentions[sentence];
    for (size_t i = 0; i < scan->context->n_mentions[sentence]; i++) {
        const struct truce_token *t = &s->tokens[m[i].head];
        if ((t->rel == TRUCE_REL_nsubj || t->rel == TRUCE_REL_nsubj_pass) &&
            t->head >= 0 && s->tokens[t->head].rel == TRUCE_REL_root)
            return &m[i].actor;
    }
    return NULL;
}

/* "Saudi Arabia lends ... . The government also lends Iran ...": the state
 * that the sentence before speaks of, where the document's own is the other
 * side. */
const char *truce_home__state_before(const struct truce_scan *scan,
                                     const struct truce_slot *other)
{
    const struct truce_actor *actor =
        scan->sentence ? subject_before(scan, scan->sentence - 1) : NULL;
    if (!actor || !actor->code ||
        (actor->sector && !truce_home__is_gov(actor)) ||
        truce_home_union(actor->code) ||
        truce_home__speaks_for_state(other, actor->code))
        return NULL;
    return actor->code;
}

/* "in Serbia" in the predicate's own clause: where an agent acts. Not the
 * seat of another actor ("the court in The Hague"). */
const char *truce_home__place_code(const struct truce_scan *scan,
                                   const struct truce_candidate *c,
                                   const struct truce_mention *own)
{
    static const char venues[] = " talk negotiation summit conference ";
    const char *prep = c->type == TRUCE_PROTEST
                           ? " in across through throughout within inside "
                           : " in ";
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        int32_t at = (int32_t)m->head;
        if (!m->actor.code ||
            !truce_tree_word_in(truce_tree_prep(&scan->tree, at), prep,
                                strlen(prep)))
            continue;
        if (only_a_town(scan, &m->actor))
            continue;
        while (at >= 0 && at != c->clause.top) {
            enum truce_rel rel = truce_tree_rel(&scan->tree, at);
            at = truce_tree_token(&scan->tree, at)->head;
            if (at >= 0 && truce_tree_lemma_in(&scan->tree, at, venues))
                break; /* "agreed after talks in Geneva" */
            if (rel == TRUCE_REL_acl || (at >= 0 && scan->actors[at] == 2 &&
                                         !(own && own->head == (size_t)at)))
                break;
        }
        if (at == c->clause.top)
            return truce_home_union(m->actor.code) ? seat_of(&m->actor)
                                                   : m->actor.code;
    }
    return NULL;
}
