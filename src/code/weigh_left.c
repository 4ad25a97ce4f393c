/* Features of what an event leaves out: actors and people in its clause and
 * beside it that are no party, what the verb below it is about, and how far
 * the text is about the countries of the parties. */
#include "code/weigh.h"

#include <string.h>

#include "code/slots.h"
#include "code/strangers.h"

enum { MAX_CODES = 24 };

static struct truce_view few(size_t n)
{
    static const char digits[] = "0123456789";
    return (struct truce_view){digits + (n < 9 ? n : 9), 1};
}

static bool covers(const struct truce_actor *actors, size_t n,
                   const struct truce_token *t)
{
    for (size_t i = 0; i < n; i++)
        if (t->begin >= actors[i].begin && t->begin < actors[i].end)
            return true;
    return false;
}

/* Is the token part of somebody who is told: a party, a third, the speaker? */
static bool told(const struct truce_case *event, int32_t token)
{
    const struct truce_token *t = truce_tree_token(&event->scan->tree, token);
    const struct truce_slots *slots = event->slots;
    for (size_t i = 0; i < event->n_third; i++)
        if (covers(&event->thirds[i].actor, 1, t))
            return true;
    return covers(slots->source.items, slots->source.n, t) ||
           covers(slots->target.items, slots->target.n, t) ||
           (slots->speaker && covers(slots->speaker, 1, t));
}

static bool has_code(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code))
            return true;
    return false;
}

/* What an actor that was left out is to the parties. */
static const char *kin_of(const struct truce_case *event,
                          const struct truce_actor *actor)
{
    if (actor->kind && !strcmp(actor->kind, "place"))
        return "place";
    if (!actor->code)
        return "codeless";
    if (has_code(&event->slots->source, actor->code))
        return "source's";
    return has_code(&event->slots->target, actor->code) ? "target's" : "new";
}

static const char *filled_of(const struct truce_case *event)
{
    return event->slots->target.n ? "with target" : "no target";
}

static int32_t top_of(const struct truce_case *event)
{
    const struct truce_candidate *c = event->candidate;
    return c->light >= 0 ? c->light : c->token;
}

/* The first relations on the way down from the act. */
static void add_path(struct truce_weigh *e, int32_t token)
{
    const struct truce_tree *tree = &e->event->scan->tree;
    int32_t top = top_of(e->event), low = token, high = token;
    while (truce_tree_token(tree, high)->head != top &&
           truce_tree_token(tree, high)->head >= 0) {
        low = high;
        high = truce_tree_token(tree, high)->head;
    }
    e->add(e, TRUCE_FEATURE_left_path,
           truce_view_of(truce_rel_name(truce_tree_rel(tree, high))),
           truce_view_of(low == high ? "itself"
                                     : truce_rel_name(
                                           truce_tree_rel(tree, low))));
}

/* Actors that are no party, in the act's clause and outside of it. */
static void weigh_actors(struct truce_weigh *e)
{
    const struct truce_scan *scan = e->event->scan;
    size_t in = 0, out = 0;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        int32_t head = (int32_t)m->head;
        bool below = truce_tree_within(&scan->tree, head, top_of(e->event));
        if (told(e->event, head))
            continue;
        e->add(e,
               below ? TRUCE_FEATURE_left_actor : TRUCE_FEATURE_beside_actor,
               truce_view_of(kin_of(e->event, &m->actor)),
               truce_view_of(filled_of(e->event)));
        if (below)
            add_path(e, head);
        if (below)
            e->add(e, TRUCE_FEATURE_left_relation,
                   truce_view_of(truce_rel_name(
                       truce_tree_rel(&scan->tree, head))),
                   truce_view_of(filled_of(e->event)));
        in += below;
        out += !below;
    }
    e->add(e, TRUCE_FEATURE_left_n, few(in > 3 ? 3 : in),
           truce_view_of(filled_of(e->event)));
    e->add(e, TRUCE_FEATURE_beside_n, few(out > 4 ? 4 : out),
           truce_view_of(filled_of(e->event)));
}

/* Words for persons that are no party, in the act's clause. */
static void weigh_people(struct truce_weigh *e)
{
    const struct truce_scan *scan = e->event->scan;
    struct truce_actor actor;
    size_t n = 0, names = 0;
    for (int32_t i = 0; i < (int32_t)scan->tree.sentence->n_tokens; i++) {
        const struct truce_token *t = truce_tree_token(&scan->tree, i);
        if ((t->upos != TRUCE_UPOS_NOUN && t->upos != TRUCE_UPOS_PROPN) ||
            told(e->event, i) || truce_scan_mention(scan, i) ||
            !truce_tree_within(&scan->tree, i, top_of(e->event)))
            continue;
        if (t->upos == TRUCE_UPOS_PROPN)
            names++;
        else if (truce_stranger_find(scan, i, &actor))
            n++;
    }
    e->add(e, TRUCE_FEATURE_left_people, few(n > 3 ? 3 : n),
           truce_view_of(filled_of(e->event)));
    e->add(e, TRUCE_FEATURE_left_names, few(names > 3 ? 3 : names),
           truce_view_of(filled_of(e->event)));
}

/* What stands at a token, for the event. */
static const char *place_of(const struct truce_case *event, int32_t token)
{
    const struct truce_token *t = truce_tree_token(&event->scan->tree, token);
    const struct truce_mention *m;
    struct truce_actor actor;
    if (covers(event->slots->source.items, event->slots->source.n, t))
        return "source";
    if (covers(event->slots->target.items, event->slots->target.n, t))
        return "target";
    m = truce_scan_mention(event->scan, token);
    if (m)
        return kin_of(event, &m->actor);
    if (t->upos == TRUCE_UPOS_PRON)
        return "pronoun";
    if (t->upos == TRUCE_UPOS_PROPN)
        return "name";
    return t->upos != TRUCE_UPOS_NOUN ? "other"
           : truce_stranger_find(event->scan, token, &actor) ? "people"
                                                             : "noun";
}

/* The act's own subject and object, one value each. */
static void weigh_own(struct truce_weigh *e)
{
    const struct truce_case *event = e->event;
    const struct truce_tree *tree = &event->scan->tree;
    int32_t subject = truce_tree_child(tree, top_of(event), TRUCE_REL_nsubj);
    int32_t object =
        truce_tree_child(tree, event->candidate->token, TRUCE_REL_obj);
    const char *is = object < 0 ? "none" : place_of(event, object);
    e->add(e, TRUCE_FEATURE_subject_is,
           truce_view_of(subject < 0 ? "none" : place_of(event, subject)),
           truce_view_of(event->candidate->passive ? "passive" : "active"));
    e->add(e, TRUCE_FEATURE_object_is, truce_view_of(is),
           truce_view_of(filled_of(event)));
    e->add(e, TRUCE_FEATURE_object_type, truce_view_of(is),
           truce_view_of(truce_plover_name(
               (enum truce_plover)event->candidate->type)));
}

static bool is_inner(enum truce_rel rel)
{
    return rel == TRUCE_REL_xcomp || rel == TRUCE_REL_ccomp ||
           rel == TRUCE_REL_advcl || rel == TRUCE_REL_acl;
}

/* Arguments of a clause below the act. */
static void weigh_inner(struct truce_weigh *e, int32_t token)
{
    const struct truce_tree *tree = &e->event->scan->tree;
    for (int32_t k = tree->first[token]; k >= 0; k = tree->next[k]) {
        enum truce_rel rel = truce_tree_rel(tree, k);
        bool oblique = rel == TRUCE_REL_obl || rel == TRUCE_REL_nmod;
        if (oblique || rel == TRUCE_REL_obj || rel == TRUCE_REL_nsubj)
            e->add(e, TRUCE_FEATURE_inner_has,
                   oblique ? truce_tree_prep(tree, k)
                           : truce_view_of(truce_rel_name(rel)),
                   truce_view_of(place_of(e->event, k)));
    }
}

static void weigh_below(struct truce_weigh *e, int32_t top)
{
    const struct truce_tree *tree = &e->event->scan->tree;
    for (int32_t k = tree->first[top]; k >= 0; k = tree->next[k]) {
        enum truce_rel rel = truce_tree_rel(tree, k);
        struct truce_view lemma = truce_tree_token(tree, k)->lemma;
        if (is_inner(rel)) {
            e->add(e, TRUCE_FEATURE_inner, truce_view_of(truce_rel_name(rel)),
                   lemma);
            e->add(e, TRUCE_FEATURE_inner_type,
                   truce_view_of(truce_plover_name(
                       (enum truce_plover)e->event->candidate->type)),
                   lemma);
            weigh_inner(e, k);
        }
    }
}

/* Members of a slot behind the first. */
static void weigh_rest(struct truce_weigh *e, const struct truce_slot *slot,
                       enum truce_feature_name name)
{
    for (size_t i = 1; i < slot->n; i++)
        e->add(e, name,
               truce_view_of(slot->items[i].sector ? slot->items[i].sector
                                                   : "none"),
               truce_view_of(!slot->items[i].code ? "codeless"
                             : slot->items[0].code &&
                                     !strcmp(slot->items[0].code,
                                             slot->items[i].code)
                                 ? "same"
                                 : "other"));
}

/* By what the text first names the country of the slot's first party, and
 * whether that was before the party itself. */
static void weigh_first(struct truce_weigh *e, const struct truce_slot *slot,
                        enum truce_feature_name name)
{
    const struct truce_context *context = e->event->scan->context;
    const char *code = slot->n ? slot->items[0].code : NULL;
    for (size_t s = 0; code && s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *a = &context->mentions[s][i].actor;
            if (!a->code || strcmp(a->code, code) != 0)
                continue;
            e->add(e, name, truce_view_of(a->kind ? a->kind : "none"),
                   truce_view_of(a->begin < slot->items[0].begin ? "before"
                                                                 : "now"));
            return;
        }
}

/* How many countries the text names, and how much of it is the parties'. */
static void weigh_text(struct truce_weigh *e)
{
    const struct truce_context *context = e->event->scan->context;
    const char *codes[MAX_CODES];
    size_t n = 0, all = 0, source = 0, target = 0;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const char *code = context->mentions[s][i].actor.code;
            size_t k = 0;
            if (!code)
                continue;
            all++;
            source += has_code(&e->event->slots->source, code);
            target += has_code(&e->event->slots->target, code);
            while (k < n && strcmp(codes[k], code) != 0)
                k++;
            if (k == n && n < MAX_CODES)
                codes[n++] = code;
        }
    e->add(e, TRUCE_FEATURE_text_codes, few(n), (struct truce_view){NULL, 0});
    e->add(e, TRUCE_FEATURE_text_share, few(all ? 5 * source / all : 0),
           few(all && e->event->slots->target.n ? 5 * target / all : 9));
    e->add(e, TRUCE_FEATURE_source_share, few(all ? 8 * source / all : 0),
           (struct truce_view){NULL, 0});
}

void truce_weigh_left(struct truce_weigh *e)
{
    const struct truce_candidate *c = e->event->candidate;
    weigh_actors(e);
    weigh_people(e);
    weigh_own(e);
    weigh_below(e, c->token);
    if (c->light >= 0)
        weigh_below(e, c->light);
    weigh_rest(e, &e->event->slots->source, TRUCE_FEATURE_source_others);
    weigh_rest(e, &e->event->slots->target, TRUCE_FEATURE_target_others);
    weigh_text(e);
    weigh_first(e, &e->event->slots->source, TRUCE_FEATURE_source_first);
    weigh_first(e, &e->event->slots->target, TRUCE_FEATURE_target_first);
}
