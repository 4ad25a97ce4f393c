/* Slot filling; see slots.h. Order: the frame's own slots; those of the
 * embedded act; the nearest actor to the right inside the clause; the only
 * other country of the sentence. The last two are marked and can be switched
 * off (`--no-defaults`). */
#include "code/slots.h"

#include <string.h>

bool truce_slot_same(const struct truce_actor *a, const struct truce_actor *b)
{
    /* a group reference stands for several actors with one span */
    if (a->begin == b->begin && a->end == b->end && a->end > 0)
        return (!a->code || !b->code || !strcmp(a->code, b->code)) &&
               (!a->sector || !b->sector || !strcmp(a->sector, b->sector));
    if (!a->code || !b->code || strcmp(a->code, b->code) != 0)
        return false;
    if (a->name && b->name && !strcmp(a->name, b->name))
        return true;
    return a->kind && b->kind && !strcmp(a->kind, "country") &&
           !strcmp(b->kind, "country");
}

static void put(struct truce_slot *slot, const struct truce_actor *actor)
{
    for (size_t i = 0; i < slot->n; i++)
        if (truce_slot_same(&slot->items[i], actor))
            return;
    if (slot->n < TRUCE_MAX_BOUND)
        slot->items[slot->n++] = *actor;
}

/* Mentions at a head; group references put several there. */
static bool put_mentions(const struct truce_scan *scan, struct truce_slot *slot,
                         int32_t token)
{
    bool found = false;
    for (size_t i = 0; i < scan->n_mentions; i++)
        if (scan->mentions[i].head == (size_t)token) {
            put(slot, &scan->mentions[i].actor);
            found = true;
        }
    return found;
}

static bool clause_relation(enum truce_rel rel)
{
    return rel == TRUCE_REL_acl || rel == TRUCE_REL_advcl ||
           rel == TRUCE_REL_ccomp || rel == TRUCE_REL_xcomp ||
           rel == TRUCE_REL_parataxis;
}

static bool by_reference(const struct truce_scan *scan, int32_t token)
{
    return truce_tree_token(&scan->tree, token)->upos == TRUCE_UPOS_PRON;
}

/* "the border with Azerbaijan" says where, not whom. */
static bool at_border(const struct truce_scan *scan, int32_t token)
{
    int32_t head = truce_tree_token(&scan->tree, token)->head;
    return head >= 0 &&
           truce_tree_lemma_in(&scan->tree, head,
                               " border frontier boundary line ") &&
           truce_tree_rel(&scan->tree, token) == TRUCE_REL_nmod;
}

/* True for a mention head with a code that stands for what is above it. */
static bool speaks_for(const struct truce_scan *scan, int32_t token)
{
    const struct truce_mention *m;
    if (scan->actors[token] != 2 ||
        truce_tree_rel(&scan->tree, token) == TRUCE_REL_conj ||
        at_border(scan, token))
        return false;
    m = truce_scan_mention(scan, token);
    return m && m->actor.code && !by_reference(scan, token);
}

/* The actor nearest below a noun that is none itself: an attack on Israel's
 * northern towns, activists from the party, refugees fleeing Liberia.
 * Possessors before the rest, names before pronouns, clauses last. */
static int32_t actor_below(const struct truce_scan *scan, int32_t token,
                           int depth, bool clauses)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t found = -1;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (speaks_for(scan, c) &&
            truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss)
            return c;
    for (int32_t c = tree->first[token]; c >= 0 && found < 0; c = tree->next[c])
        if (speaks_for(scan, c) &&
            (clauses || !clause_relation(truce_tree_rel(tree, c))))
            found = c;
    for (int32_t c = tree->first[token]; c >= 0 && found < 0 && depth > 0;
         c = tree->next[c])
        if ((clauses || !clause_relation(truce_tree_rel(tree, c))) &&
            truce_tree_rel(tree, c) != TRUCE_REL_conj)
            found = actor_below(scan, c, depth - 1, clauses);
    for (int32_t c = tree->first[token]; c >= 0 && found < 0 && !clauses;
         c = tree->next[c])
        if (scan->actors[c] == 2 && by_reference(scan, c))
            found = c;
    return found;
}

/* An agent without a country ("rebels", "activists") takes that of the actor
 * inside its phrase. */
static void settle_code(const struct truce_scan *scan,
                        struct truce_actor *actor, int32_t token)
{
    int32_t below;
    const struct truce_mention *m;
    if (actor->code)
        return;
    below = actor_below(scan, token, 2, false);
    if (below < 0)
        below = actor_below(scan, token, 3, true);
    m = below >= 0 ? truce_scan_mention(scan, below) : NULL;
    if (m && m->actor.code) {
        actor->code = m->actor.code;
        actor->why = "country of the phrase";
    }
}

static void put_conjunct(const struct truce_scan *scan, struct truce_slot *slot,
                         int32_t token)
{
    const struct truce_mention *m = truce_scan_mention(scan, token);
    if (!put_mentions(scan, slot, token) && m)
        put(slot, &m->actor);
}

static bool and_between(const struct truce_scan *scan, size_t first,
                        size_t last)
{
    for (size_t t = first; t < last; t++)
        if (truce_tree_token(&scan->tree, (int32_t)t)->upos == TRUCE_UPOS_CCONJ)
            return true;
    return false;
}

/* "the ministers of Russia and Turkey": the second country hangs inside the
 * mention but is one of its own. So does a second person, whom parsers hang
 * on the first name in several ways. */
static void put_inside(const struct truce_scan *scan, struct truce_slot *slot,
                       int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    const struct truce_mention *m = truce_scan_mention(scan, token);
    for (size_t t = m ? m->first : 1; m && t <= m->last; t++)
        for (int32_t c = tree->first[t]; c >= 0; c = tree->next[c]) {
            enum truce_rel rel = truce_tree_rel(tree, c);
            bool joined = rel == TRUCE_REL_conj ||
                          ((rel == TRUCE_REL_flat || rel == TRUCE_REL_appos) &&
                           and_between(scan, m->last + 1, (size_t)c));
            if (joined && (size_t)c > m->last)
                put_conjunct(scan, slot, c);
        }
}

/* "Turkish and Greek negotiators", "U.S. and Russian officials": the other
 * adjective is a mention of its own. */
static void put_modifiers(const struct truce_scan *scan,
                          struct truce_slot *slot, int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (truce_tree_rel(tree, c) != TRUCE_REL_amod &&
            truce_tree_rel(tree, c) != TRUCE_REL_compound)
            continue;
        if (speaks_for(scan, c))
            put_mentions(scan, slot, c);
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (truce_tree_rel(tree, d) == TRUCE_REL_conj &&
                scan->actors[d] == 2)
                put_mentions(scan, slot, d);
    }
}

void truce_slot_add(const struct truce_scan *scan, struct truce_slot *slot,
                    int32_t token)
{
    const struct truce_mention *covering;
    size_t before = slot->n;
    int32_t below;
    if (put_mentions(scan, slot, token)) {
        for (size_t i = before; i < slot->n; i++)
            settle_code(scan, &slot->items[i], token);
        put_modifiers(scan, slot, token);
        put_inside(scan, slot, token);
        return;
    }
    covering = truce_scan_mention(scan, token);
    if (covering) {
        put(slot, &covering->actor);
        put_inside(scan, slot, token);
        return;
    }
    below = actor_below(scan, token, 2, false);
    if (below < 0)
        below = actor_below(scan, token, 2, true);
    if (below < 0)
        return;
    put_mentions(scan, slot, below);
    for (int32_t c = scan->tree.first[below]; c >= 0; c = scan->tree.next[c])
        if (truce_tree_rel(&scan->tree, c) == TRUCE_REL_conj)
            put_mentions(scan, slot, c);
}

static void add_bound(const struct truce_scan *scan, struct truce_slot *slot,
                      const struct truce_bound *bound, const char *from)
{
    if (slot->n)
        return;
    for (size_t i = 0; i < bound->n; i++)
        truce_slot_add(scan, slot, bound->heads[i]);
    if (slot->n)
        slot->from = from;
}

static void copy_slot(struct truce_slot *slot, const struct truce_slot *other,
                      const char *from)
{
    if (slot->n || other->n == 0)
        return;
    *slot = *other;
    slot->from = from;
}

/* Removes from `slot` what is also in `other`. */
static void subtract(struct truce_slot *slot, const struct truce_slot *other)
{
    size_t n = 0;
    for (size_t i = 0; i < slot->n; i++) {
        bool same = false;
        for (size_t j = 0; j < other->n; j++)
            same = same || truce_slot_same(&slot->items[i], &other->items[j]);
        if (!same)
            slot->items[n++] = slot->items[i];
    }
    slot->n = n;
    if (n == 0)
        slot->from = NULL;
}

static const struct truce_actor *find_speaker(const struct truce_scan *scan,
                                              int32_t say)
{
    int32_t subjects[4];
    size_t n;
    if (say < 0)
        return NULL;
    n = truce_tree_subjects(&scan->tree, say, subjects, 4, NULL);
    for (size_t i = 0; i < n; i++) {
        const struct truce_mention *m = truce_scan_mention(scan, subjects[i]);
        if (m)
            return &m->actor;
    }
    return NULL;
}

/* Slots of an act under a cue. A demand's target is whoever is to act. */
static void fill_from_inner(const struct truce_scan *scan,
                            const struct truce_candidate *c,
                            struct truce_slots *slots)
{
    struct truce_slots inner;
    bool addressed = c->type == TRUCE_REQUEST || c->type == TRUCE_ACCUSE ||
                     c->type == TRUCE_SUPPORT || c->type == TRUCE_REJECT;
    if (c->type == TRUCE_REJECT && !slots->target.n) {
        add_bound(scan, &slots->target, &c->cue.words, "maker of the offer");
        subtract(&slots->target, &slots->source);
    }
    truce_slots_fill(scan, c->inner, &inner);
    if (c->cue.frame->cue == TRUCE_CUE_SAME && inner.source.n) {
        slots->source = inner.source; /* "X announced that Y ..." */
        slots->target.n = 0;
    }
    subtract(&inner.source, &slots->source);
    subtract(&inner.target, &slots->source);
    if (addressed)
        copy_slot(&slots->target, &inner.source, "embedded source");
    copy_slot(&slots->target, &inner.target, "embedded target");
    if (!slots->source.n && slots->target.n)
        copy_slot(&slots->source, &inner.source, "embedded source");
    if (!slots->third.n) {
        slots->third = inner.third;
        slots->third_role = inner.third_role;
    }
}

static bool same_code(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code))
            return true;
    return false;
}

static bool overlaps(const struct truce_slot *slot,
                     const struct truce_actor *actor)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].begin < actor->end &&
            actor->begin < slot->items[i].end)
            return true;
    return false;
}

/* Reporters and whoever speaks are no party to what they tell. */
static bool only_tells(const struct truce_scan *scan,
                       const struct truce_mention *m,
                       const struct truce_slots *slots)
{
    int32_t head = truce_tree_token(&scan->tree, (int32_t)m->head)->head;
    if (m->actor.sector && !strcmp(m->actor.sector, "MED"))
        return true;
    if (slots->speaker && slots->speaker->code && m->actor.code &&
        !strcmp(slots->speaker->code, m->actor.code) &&
        slots->speaker->begin == m->actor.begin)
        return true;
    return head >= 0 &&
           truce_tree_rel(&scan->tree, (int32_t)m->head) == TRUCE_REL_nsubj &&
           truce_clause_says(&scan->tree, head);
}

/* "met in Moscow" names no party of a meeting or an agreement. */
static bool only_where(const struct truce_scan *scan,
                       const struct truce_candidate *c, int32_t token)
{
    struct truce_view prep = truce_tree_prep(&scan->tree, token);
    if (scan->coder->petrarch.n)
        return false;
    return (c->type == TRUCE_CONSULT || c->type == TRUCE_AGREE ||
            c->type == TRUCE_SUPPORT || c->type == TRUCE_COOPERATE) &&
           (truce_view_eq_text(prep, "in") || truce_view_eq_text(prep, "at") ||
            truce_view_eq_text(prep, "near"));
}

/* True when the token stands in the clause of `top` itself, not in one that
 * is only joined to it. */
static bool in_clause(const struct truce_scan *scan, int32_t token, int32_t top)
{
    while (token >= 0 && token != top) {
        enum truce_rel rel = truce_tree_rel(&scan->tree, token);
        if ((rel == TRUCE_REL_conj || rel == TRUCE_REL_parataxis) &&
            truce_tree_verbal(&scan->tree, token))
            return false;
        if (rel == TRUCE_REL_ccomp)
            return false;
        token = truce_tree_token(&scan->tree, token)->head;
    }
    return token == top;
}

/* "in Syria" says where it happened, not who did it or to whom. */
static bool in_place(const struct truce_scan *scan, int32_t token)
{
    return truce_tree_word_in(truce_tree_prep(&scan->tree, token),
                              " in at inside within across ", 28);
}

/* First actor with a country right of the predicate and inside its clause
 * that is not yet used; another country before another actor of the same. */
static void fill_right(const struct truce_scan *scan,
                       const struct truce_candidate *c,
                       struct truce_slots *slots)
{
    for (int pass = 0; pass < 2 && !slots->target.n; pass++) {
        for (size_t i = 0; i < scan->n_mentions && !slots->target.n; i++) {
            const struct truce_mention *m = &scan->mentions[i];
            if (m->head <= (size_t)c->token || !m->actor.code ||
                by_reference(scan, (int32_t)m->head) ||
                !in_clause(scan, (int32_t)m->head, c->clause.top) ||
                only_tells(scan, m, slots) ||
                truce_tree_rel(&scan->tree, (int32_t)m->head) ==
                    TRUCE_REL_nsubj ||
                at_border(scan, (int32_t)m->head) ||
                only_where(scan, c, (int32_t)m->head) ||
                overlaps(&slots->source, &m->actor) ||
                (pass == 0 && same_code(&slots->source, m->actor.code)))
                continue;
            put(&slots->target, &m->actor);
            slots->target.from = "actor to the right";
            slots->domestic = true;
        }
    }
}

static bool in_slot(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code))
            return true;
    return false;
}

/* The only country of the sentence that is in neither slot. */
static void fill_other(const struct truce_scan *scan,
                       const struct truce_candidate *c, struct truce_slot *slot,
                       const struct truce_slots *slots)
{
    const struct truce_mention *only = NULL;
    if (slot->n)
        return;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        if (!m->actor.code || only_tells(scan, m, slots) ||
            by_reference(scan, (int32_t)m->head) ||
            in_place(scan, (int32_t)m->head) ||
            at_border(scan, (int32_t)m->head) ||
            only_where(scan, c, (int32_t)m->head) ||
            in_slot(&slots->source, m->actor.code) ||
            in_slot(&slots->target, m->actor.code) ||
            (slots->speaker && slots->speaker->code &&
             !strcmp(slots->speaker->code, m->actor.code)))
            continue;
        if (only && strcmp(only->actor.code, m->actor.code) != 0)
            return;
        only = only ? only : m;
    }
    if (!only)
        return;
    put(slot, &only->actor);
    slot->from = "only other country";
}

/* "coalition aircraft in Iraq": many countries, none of them that one. */
static bool is_coalition(const struct truce_actor *actor)
{
    static const char word[] = "oalition";
    struct truce_view text = actor->text;
    for (size_t i = 0; i + sizeof word <= text.len + 1; i++)
        if (!memcmp(text.ptr + i, word, sizeof word - 1))
            return true;
    return false;
}

static bool is_body(const struct truce_actor *actor)
{
    return (actor->sector &&
            (!strcmp(actor->sector, "IGO") || !strcmp(actor->sector, "NGO"))) ||
           (actor->kind && !strcmp(actor->kind, "organisation"));
}

/* The code of the sentence's only country, or NULL. */
static const char *only_country(const struct truce_scan *scan)
{
    const char *code = NULL;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_actor *actor = &scan->mentions[i].actor;
        if (!actor->code || is_body(actor))
            continue;
        if (code && strcmp(code, actor->code) != 0)
            return NULL;
        code = actor->code;
    }
    return code;
}

/* "police", "rebels", "students" of a sentence that knows one country only
 * live there; members of a government need not. */
static void settle_domestic(const struct truce_scan *scan,
                            struct truce_slot *slot,
                            const struct truce_slot *other,
                            struct truce_slots *slots)
{
    const char *code = NULL;
    bool same_slot;
    for (size_t i = 0; i < slot->n && !code; i++)
        code = is_body(&slot->items[i]) ? NULL : slot->items[i].code;
    same_slot = code != NULL;
    if (!code && other->n)
        code = only_country(scan);
    for (size_t i = 0; i < slot->n && code; i++) {
        struct truce_actor *actor = &slot->items[i];
        if (actor->code || !actor->kind || is_coalition(actor) ||
            strcmp(actor->kind, "agent") != 0 ||
            (!same_slot && actor->sector && !strcmp(actor->sector, "GOV")))
            continue;
        actor->code = code;
        actor->why = "domestic default";
        slots->domestic = true;
    }
}

/* "in Serbia" below the predicate: where an agent without a country acts. */
static const char *place_code(const struct truce_scan *scan,
                              const struct truce_candidate *c)
{
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        struct truce_view prep = truce_tree_prep(&scan->tree, (int32_t)m->head);
        if (m->actor.code && truce_view_eq_text(prep, "in") &&
            truce_tree_within(&scan->tree, (int32_t)m->head, c->clause.top))
            return m->actor.code;
    }
    return NULL;
}

static void settle_place(const struct truce_scan *scan,
                         const struct truce_candidate *c,
                         struct truce_slot *slot, struct truce_slots *slots)
{
    const char *code = place_code(scan, c);
    for (size_t i = 0; i < slot->n && code; i++) {
        struct truce_actor *actor = &slot->items[i];
        if (actor->code || !actor->kind || is_coalition(actor) ||
            strcmp(actor->kind, "agent") != 0 || c->type == TRUCE_CONSULT ||
            (actor->sector && !strcmp(actor->sector, "GOV")))
            continue;
        actor->code = code;
        actor->why = "country of the place";
        slots->domestic = true;
    }
}

static bool needs_target(const struct truce_scan *scan,
                         const struct truce_candidate *c)
{
    return c->type != TRUCE_RETREAT || scan->coder->petrarch.n;
}

static bool has_code(const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code)
            return true;
    return false;
}

/* The weak rules, tried in order; each leaves its name. */
static void fill_defaults(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slots *slots)
{
    if (!slots->target.n && needs_target(scan, c) && slots->source.n < 2)
        fill_right(scan, c, slots);
    if (!slots->target.n && slots->source.n == 1 && needs_target(scan, c)) {
        fill_other(scan, c, &slots->target, slots);
        slots->domestic = slots->domestic || slots->target.n;
    }
    if (!slots->source.n && slots->target.n) {
        fill_other(scan, c, &slots->source, slots);
        slots->domestic = slots->domestic || slots->source.n;
    }
    if (!has_code(&slots->source))
        settle_place(scan, c, &slots->source, slots);
    if (!has_code(&slots->target))
        settle_place(scan, c, &slots->target, slots);
    settle_domestic(scan, &slots->target, &slots->source, slots);
    settle_domestic(scan, &slots->source, &slots->target, slots);
}

void truce_slots_fill(const struct truce_scan *scan, int32_t index,
                      struct truce_slots *slots)
{
    const struct truce_candidate *c = &scan->candidates[index];
    const struct truce_match *match = c->is_cue ? &c->cue : &c->match;
    memset(slots, 0, sizeof *slots);
    slots->speaker = find_speaker(scan, c->clause.say);
    if (!match->frame)
        return;
    add_bound(scan, &slots->source, &match->source, "frame");
    add_bound(scan, &slots->target, &match->target, "frame");
    add_bound(scan, &slots->third, &match->third, "frame");
    slots->third_role = match->third_role;
    subtract(&slots->target, &slots->source);
    if (c->demanded && slots->speaker) { /* "A said B must ..." */
        slots->target = slots->source;
        slots->source.n = 0;
        put(&slots->source, slots->speaker);
        slots->source.from = "speaker";
        subtract(&slots->target, &slots->source);
    }
    if (c->is_cue && c->inner >= 0)
        fill_from_inner(scan, c, slots);
    if (scan->coder->no_defaults || c->outer >= 0)
        return;
    fill_defaults(scan, c, slots);
}
