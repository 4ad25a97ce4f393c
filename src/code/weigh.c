/* Features that weigh the parties of an event: what was left out, whether
 * their country is named anywhere, how far the tree can be trusted there. */
#include "code/weigh.h"

#include <string.h>

#include "code/slots.h"

enum { MAX_UP = 12 };

static const struct truce_actor *covers(const struct truce_actor *actors,
                                        size_t n, const struct truce_token *t)
{
    for (size_t i = 0; i < n; i++)
        if (t->begin >= actors[i].begin && t->begin < actors[i].end)
            return &actors[i];
    return NULL;
}

static bool third_covers(const struct truce_case *event,
                         const struct truce_token *t)
{
    for (size_t i = 0; i < event->n_third; i++)
        if (covers(&event->thirds[i].actor, 1, t))
            return true;
    return false;
}

/* What stands at a token: a party, another actor, a pronoun, a noun. */
static const char *role_of(const struct truce_case *event, int32_t token)
{
    const struct truce_token *t = truce_tree_token(&event->scan->tree, token);
    const struct truce_mention *m;
    if (covers(event->slots->source.items, event->slots->source.n, t))
        return "source";
    if (covers(event->slots->target.items, event->slots->target.n, t))
        return "target";
    if (third_covers(event, t))
        return "third";
    m = truce_scan_mention(event->scan, token);
    if (m)
        return m->actor.kind && !strcmp(m->actor.kind, "place") ? "place"
               : m->actor.code                                   ? "known"
                                                                 : "actor";
    if (t->upos == TRUCE_UPOS_PRON)
        return "pronoun";
    return t->upos == TRUCE_UPOS_PROPN  ? "name"
           : t->upos == TRUCE_UPOS_NOUN ? "noun"
                                        : "other";
}

static bool is_party(const char *role)
{
    return !strcmp(role, "source") || !strcmp(role, "target");
}

/* The role of a phrase: of its head, or of the party below it. */
static const char *role_of_phrase(const struct truce_case *event, int32_t head)
{
    const struct truce_tree *tree = &event->scan->tree;
    const char *role = role_of(event, head);
    if (is_party(role))
        return role;
    for (int32_t k = tree->first[head]; k >= 0; k = tree->next[k]) {
        const char *below = role_of(event, k);
        if (is_party(below))
            return !strcmp(below, "source") ? "source in it" : "target in it";
    }
    return role;
}

static void weigh_dependents(struct truce_weigh *e, int32_t top)
{
    const struct truce_tree *tree = &e->event->scan->tree;
    for (int32_t k = tree->first[top]; k >= 0; k = tree->next[k]) {
        enum truce_rel rel = truce_tree_rel(tree, k);
        const char *role;
        if (rel != TRUCE_REL_nsubj && rel != TRUCE_REL_nsubj_pass &&
            rel != TRUCE_REL_obj && rel != TRUCE_REL_iobj &&
            rel != TRUCE_REL_obl && rel != TRUCE_REL_nmod)
            continue;
        role = role_of_phrase(e->event, k);
        e->add(e, TRUCE_FEATURE_place_of,
               rel == TRUCE_REL_obl || rel == TRUCE_REL_nmod
                   ? truce_tree_prep(tree, k)
                   : truce_view_of(truce_rel_name(
                         (enum truce_rel)truce_tree_token(tree, k)->rel)),
               truce_view_of(role));
        if (!is_party(role) && rel != TRUCE_REL_nmod)
            e->add(e, TRUCE_FEATURE_left_word,
                   truce_view_of(truce_rel_name(rel)),
                   truce_tree_token(tree, k)->lemma);
    }
}

static int32_t head_of(const struct truce_scan *scan,
                       const struct truce_actor *actor)
{
    for (size_t i = 0; i < scan->n_mentions; i++)
        if (scan->mentions[i].actor.begin == actor->begin &&
            scan->mentions[i].actor.end == actor->end)
            return (int32_t)scan->mentions[i].head;
    return -1;
}

static struct truce_view few(size_t n)
{
    static const char digits[] = "0123456789";
    return (struct truce_view){digits + (n < 9 ? n : 9), 1};
}

/* Members of a list that the slot does not hold. */
static void weigh_list(struct truce_weigh *e, int32_t head, size_t base,
                       const struct truce_slot *slot)
{
    const struct truce_tree *tree = &e->event->scan->tree;
    size_t out = 0, in = 0;
    const char *up = "no";
    for (int32_t k = tree->first[head]; k >= 0; k = tree->next[k]) {
        if (truce_tree_rel(tree, k) != TRUCE_REL_conj)
            continue;
        if (covers(slot->items, slot->n, truce_tree_token(tree, k)))
            in++;
        else
            out++;
    }
    if (truce_tree_rel(tree, head) == TRUCE_REL_conj)
        up = covers(slot->items, slot->n,
                    truce_tree_token(tree,
                                     truce_tree_token(tree, head)->head))
                 ? "held"
                 : "left";
    if (out || in)
        e->add(e, (enum truce_feature_name)(base + TRUCE_FEATURE_source_list),
               few(in > 3 ? 3 : in), few(out > 3 ? 3 : out));
    e->add(e, (enum truce_feature_name)(base + TRUCE_FEATURE_source_listed),
           truce_view_of(up), (struct truce_view){NULL, 0});
}

/* Where an actor's country is named besides: in the sentence, before, in the
 * document. */
static void weigh_country(struct truce_weigh *e,
                          const struct truce_actor *actor, size_t base)
{
    const struct truce_context *context = e->event->scan->context;
    size_t now = 0, before = 0, behind = 0;
    const char *home = context->home;
    if (!actor->code)
        return;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *a = &context->mentions[s][i].actor;
            if (!a->code || strcmp(a->code, actor->code) != 0 ||
                (a->begin == actor->begin && a->end == actor->end))
                continue;
            now += s == e->event->scan->sentence;
            before += s < e->event->scan->sentence;
            behind += s > e->event->scan->sentence;
        }
    e->add(e, (enum truce_feature_name)(base + TRUCE_FEATURE_source_named),
           few(now > 2 ? 2 : now), few(before > 2 ? 2 : before));
    e->add(e, (enum truce_feature_name)(base + TRUCE_FEATURE_source_again),
           few(now + before + behind > 6 ? 6 : now + before + behind),
           truce_view_of(actor->kind));
    e->add(e, (enum truce_feature_name)(base + TRUCE_FEATURE_source_home),
           truce_view_of(!home                         ? "no home"
                         : !strcmp(home, actor->code) ? "home"
                                                       : "abroad"),
           truce_view_of(actor->kind));
}

/* Why it is this actor: the rule, or the table of the lexicon. */
static struct truce_view reason_of(const struct truce_actor *actor)
{
    struct truce_view why = truce_view_of(actor->why ? actor->why : "none");
    size_t n = 0;
    while (n < why.len && why.ptr[n] != ':' && why.ptr[n] != '.' &&
           why.ptr[n] != '\'')
        n++;
    why.len = n;
    return why;
}

/* The way through the tree from an actor to the predicate: the least sure
 * head, and how many verbs and actors stand between. */
static void weigh_way(struct truce_weigh *e, int32_t head, size_t base)
{
    const struct truce_scan *scan = e->event->scan;
    const struct truce_tree *tree = &scan->tree;
    int32_t at = head, to = e->event->candidate->token;
    int32_t low = head < to ? head : to, high = head < to ? to : head;
    float tie = 1;
    size_t verbs = 0, actors = 0;
    for (int i = 0; i < MAX_UP && at >= 0 && at != to; i++) {
        const struct truce_token *t = truce_tree_token(tree, at);
        tie = t->confidence < tie ? t->confidence : tie;
        at = t->head;
    }
    for (int32_t i = low + 1; i < high; i++)
        verbs += truce_tree_token(tree, i)->upos == TRUCE_UPOS_VERB;
    for (size_t i = 0; i < scan->n_mentions; i++)
        actors += (int32_t)scan->mentions[i].head > low &&
                  (int32_t)scan->mentions[i].head < high;
    e->add(e, (enum truce_feature_name)(base + TRUCE_FEATURE_source_tie),
           few((size_t)(tie * 9)), (struct truce_view){NULL, 0});
    e->add(e, (enum truce_feature_name)(base + TRUCE_FEATURE_source_between),
           few(verbs > 3 ? 3 : verbs), few(actors > 3 ? 3 : actors));
}

static void weigh_slot(struct truce_weigh *e, const struct truce_slot *slot,
                       size_t base)
{
    const struct truce_actor *actor = &slot->items[0];
    int32_t head;
    if (!slot->n)
        return;
    e->add(e, (enum truce_feature_name)(base + TRUCE_FEATURE_source_reason),
           reason_of(actor), truce_view_of(actor->sector));
    weigh_country(e, actor, base);
    head = head_of(e->event->scan, actor);
    if (head < 0)
        return;
    weigh_list(e, head, base, slot);
    weigh_way(e, head, base);
    if (truce_tree_token(&e->event->scan->tree, head)->upos !=
        TRUCE_UPOS_PROPN) {
        struct truce_view lemma =
            truce_tree_token(&e->event->scan->tree, head)->lemma;
        e->add(e,
               (enum truce_feature_name)(base + TRUCE_FEATURE_source_as),
               lemma, truce_view_of(actor->sector));
        e->add(e,
               (enum truce_feature_name)(base + TRUCE_FEATURE_source_number),
               lemma, few(slot->n));
    }
}

void truce_weigh_event(struct truce_weigh *e)
{
    const struct truce_candidate *c = e->event->candidate;
    weigh_dependents(e, c->token);
    if (c->light >= 0)
        weigh_dependents(e, c->light);
    weigh_slot(e, &e->event->slots->source, 0);
    weigh_slot(e, &e->event->slots->target,
               TRUCE_FEATURE_target_from - TRUCE_FEATURE_source_from);
    truce_weigh_left(e);
}
