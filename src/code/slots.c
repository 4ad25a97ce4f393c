/* Slot filling; see slots.h. Order: the frame's own slots; those of the
 * embedded act; the nearest actor to the right inside the clause; the only
 * other country of the sentence. The last two are marked and can be switched
 * off (`--no-defaults`). */
#include "code/slots.h"
#include "code/home.h"

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

/* "attacks in Syria", "the row over Kosovo", "the Syrian conflict": where it
 * happens or what it is about, not who it is. */
static bool only_about(const struct truce_scan *scan, int32_t noun,
                       int32_t token)
{
    static const char where[] =
        " in at near around inside outside across within throughout amid after "
        "before during since despite ";
    static const char matters[] = " over about regarding concerning ";
    static const char topics[] =
        " conflict crisis scandal dispute situation war issue question row "
        "election soil airspace water region peninsula border problem peace "
        "sentiment summit conference ";
    if (scan->coder->petrarch.n)
        return false;
    if (scan->actors[token] == 2 &&
        truce_tree_word_in(truce_tree_prep(&scan->tree, token), matters,
                           sizeof matters - 1))
        return true;
    return truce_tree_lemma_in(&scan->tree, noun, topics) ||
           truce_tree_word_in(truce_tree_prep(&scan->tree, token), where,
                              sizeof where - 1);
}

/* The actor nearest below a noun that is none itself: an attack on Israel's
 * northern towns, activists from the party, refugees fleeing Liberia.
 * Possessors before the rest, names before pronouns, clauses last. `own`: the
 * noun is an actor, and only its country is sought. */
static int32_t actor_below(const struct truce_scan *scan, int32_t token,
                           int depth, bool clauses, bool own)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t found = -1;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (speaks_for(scan, c) &&
            truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss)
            return c;
    for (int32_t c = tree->first[token]; c >= 0 && found < 0; c = tree->next[c])
        if (speaks_for(scan, c) && (own || !only_about(scan, token, c)) &&
            (clauses || !clause_relation(truce_tree_rel(tree, c))))
            found = c;
    for (int32_t c = tree->first[token]; c >= 0 && found < 0 && depth > 0;
         c = tree->next[c])
        if ((clauses || !clause_relation(truce_tree_rel(tree, c))) &&
            (own || !only_about(scan, token, c)) &&
            truce_tree_rel(tree, c) != TRUCE_REL_conj)
            found = actor_below(scan, c, depth - 1, clauses, own);
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
    below = actor_below(scan, token, 2, false, true);
    if (below < 0)
        below = actor_below(scan, token, 3, true, true);
    m = below >= 0 ? truce_scan_mention(scan, below) : NULL;
    if (actor->abroad && below >= 0 &&
        truce_tree_word_in(truce_tree_prep(&scan->tree, below),
                           " in at across within inside throughout near to ",
                           47))
        return; /* "peacekeepers in Mali" */
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
        if (speaks_for(scan, c) &&
            (scan->coder->petrarch.n ||
             (c < token && and_between(scan, (size_t)c + 1, (size_t)token))))
            put_mentions(scan, slot, c);
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (truce_tree_rel(tree, d) == TRUCE_REL_conj &&
                scan->actors[d] == 2)
                put_mentions(scan, slot, d);
    }
}

/* "hundreds of thousands of people", "a group of refugees": the actor that is
 * counted, -1 if none. */
static int32_t counted(const struct truce_scan *scan, int32_t token)
{
    static const char counts[] =
        " hundred thousand dozen million score group number crowd lot majority "
        "handful couple mob mass series wave band ";
    while (truce_tree_lemma_in(&scan->tree, token, counts)) {
        int32_t below = -1;
        for (int32_t c = scan->tree.first[token]; c >= 0;
             c = scan->tree.next[c])
            if (truce_tree_rel(&scan->tree, c) == TRUCE_REL_nmod &&
                truce_view_eq_text(truce_tree_prep(&scan->tree, c), "of"))
                below = c;
        if (below < 0 || scan->actors[below] == 2)
            return below;
        token = below;
    }
    return -1;
}

/* "countries such as Kenya and Tanzania": they are meant. */
static bool put_examples(const struct truce_scan *scan, struct truce_slot *slot,
                         int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    size_t before = slot->n;
    if (scan->coder->petrarch.n ||
        !truce_tree_lemma_in(tree, token, " country nation state government "))
        return false;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (c < token || !speaks_for(scan, c) ||
            !truce_tree_word_in(truce_tree_prep(tree, c), " such include like ",
                                19))
            continue;
        put_mentions(scan, slot, c);
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (truce_tree_rel(tree, d) == TRUCE_REL_conj)
                put_mentions(scan, slot, d);
    }
    return slot->n > before;
}

/* `anywhere`: a place inside the phrase may stand for those who are there. */
static void add_phrase(const struct truce_scan *scan, struct truce_slot *slot,
                       int32_t token, bool anywhere)
{
    const struct truce_mention *covering;
    size_t before = slot->n;
    int32_t below;
    if (put_examples(scan, slot, token))
        return;
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
    below = counted(scan, token);
    if (below < 0) {
        below = actor_below(scan, token, 2, false, anywhere);
        if (below < 0 &&
            truce_tree_token(&scan->tree, token)->upos != TRUCE_UPOS_PROPN)
            below = actor_below(scan, token, 2, true, anywhere);
        if (below < 0)
            return;
        slot->inside = true;
        slot->noun = token;
    }
    put_mentions(scan, slot, below);
    for (size_t i = before; i < slot->n; i++)
        settle_code(scan, &slot->items[i], below);
    for (int32_t c = scan->tree.first[below]; c >= 0; c = scan->tree.next[c])
        if (truce_tree_rel(&scan->tree, c) == TRUCE_REL_conj)
            put_mentions(scan, slot, c);
}

void truce_slot_add(const struct truce_scan *scan, struct truce_slot *slot,
                    int32_t token)
{
    add_phrase(scan, slot, token, false);
}

/* The frame itself has the preposition: "arrived in [target]". */
static bool frame_says(const struct truce_frame *frame, struct truce_view prep)
{
    for (size_t i = 0; frame && i < frame->n; i++)
        if (frame->elements[i].role == TRUCE_ROLE_PREP &&
            truce_view_eq(frame->elements[i].prep, prep))
            return true;
    return false;
}

/* "demonstrated in Oslo" where the frame asks for another preposition. */
static bool misplaced(const struct truce_scan *scan,
                      const struct truce_frame *frame, int32_t token)
{
    static const char where[] =
        " in at near around inside outside across within throughout from ";
    struct truce_view prep = truce_tree_prep(&scan->tree, token);
    return !scan->coder->petrarch.n &&
           truce_tree_word_in(prep, where, sizeof where - 1) &&
           !frame_says(frame, prep);
}

static void add_bound(const struct truce_scan *scan, struct truce_slot *slot,
                      const struct truce_match *match,
                      const struct truce_bound *bound)
{
    for (size_t i = 0; i < bound->n; i++)
        if (!misplaced(scan, match->frame, bound->heads[i]))
            add_phrase(scan, slot, bound->heads[i],
                       match->frame && match->frame->type == TRUCE_ASSAULT);
    if (slot->n)
        slot->from = "frame";
}

static const struct truce_mention *mention_of(const struct truce_scan *scan,
                                              const struct truce_actor *actor)
{
    for (size_t i = 0; i < scan->n_mentions; i++)
        if (scan->mentions[i].actor.begin == actor->begin &&
            scan->mentions[i].actor.end == actor->end)
            return &scan->mentions[i];
    return NULL;
}

static bool pronoun_at(const struct truce_scan *scan,
                       const struct truce_actor *actor)
{
    const struct truce_mention *m = mention_of(scan, actor);
    return m && by_reference(scan, (int32_t)m->head);
}

/* A town, a province, a named place that is no seat of government. */
static bool is_place(const struct truce_scan *scan,
                     const struct truce_actor *actor)
{
    const struct truce_mention *m = mention_of(scan, actor);
    if (actor->kind && !strcmp(actor->kind, "place"))
        return true;
    return m && truce_tree_lemma_in(
                    &scan->tree, (int32_t)m->head,
                    " city town village province district region territory "
                    "county governorate airport peninsula soil ");
}

static bool ends_in(struct truce_view word, const char *suffix)
{
    return word.len > strlen(suffix) + 1 && truce_view_ends(word, suffix);
}

/* "the warning by Vienna", "UNDP forms": acts and things do not act; an
 * attack kills, a statement demands. */
static bool is_thing(const struct truce_scan *scan,
                     const struct truce_candidate *c, int32_t noun)
{
    static const char bodies[] =
        " delegation administration organization organisation mission "
        "coalition federation opposition commission corporation institution "
        "population division nation union association faction legion section "
        "station representation foundation ";
    static const char things[] =
        " move agreement deal plan law form policy attack threat victory "
        "measure flag bill budget economy effort talk visit step act call "
        "offer request support approach campaign project program programme "
        "summit demand territory border land soil ";
    static const char strikes[] =
        " attack strike raid airstrike offensive operation bombardment bomb "
        "missile rocket fire shelling bombing assault ";
    static const char speech[] = " statement letter report resolution note "
                                 "communique declaration message ";
    static const char *const suffixes[] = {"tion", "sion",    "ness",  "ology",
                                           "ing",  "ism",     "ance",  "ence",
                                           "ity",  "ologies", "tions", "ings"};
    const struct truce_token *t = truce_tree_token(&scan->tree, noun);
    if (t->upos != TRUCE_UPOS_NOUN ||
        truce_tree_lemma_in(&scan->tree, noun, bodies) ||
        truce_tree_lemma_in(&scan->tree, noun, speech))
        return false;
    if (truce_tree_lemma_in(&scan->tree, noun, strikes))
        return c->type != TRUCE_ASSAULT;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (ends_in(t->lemma, suffixes[i]))
            return true;
    return truce_tree_lemma_in(&scan->tree, noun, things);
}

static void drop_things(const struct truce_scan *scan,
                        const struct truce_candidate *c,
                        struct truce_slot *slot)
{
    if (scan->coder->petrarch.n || !slot->inside || !slot->n ||
        truce_tree_rel(&scan->tree, slot->noun) == TRUCE_REL_amod)
        return;
    if (is_thing(scan, c, slot->noun) ||
        (slot->n == 1 && c->type != TRUCE_ASSAULT &&
         pronoun_at(scan, &slot->items[0]))) {
        slot->n = 0;
        slot->from = NULL;
        slot->inside = false;
    }
}

static bool hurts(int type)
{
    return type == TRUCE_ASSAULT || type == TRUCE_COERCE;
}

/* "dispersed protesters": a word of the frame that is an actor. */
static void target_of_words(const struct truce_scan *scan,
                            const struct truce_match *match,
                            struct truce_slots *slots)
{
    for (size_t i = 0; i < match->words.n && !slots->target.n; i++) {
        int32_t word = match->words.heads[i];
        enum truce_rel rel = truce_tree_rel(&scan->tree, word);
        if ((rel == TRUCE_REL_obj || rel == TRUCE_REL_conj ||
             truce_tree_token(&scan->tree, word)->rel ==
                 TRUCE_REL_nsubj_pass) &&
            scan->actors[word] == 2)
            put_mentions(scan, &slots->target, word);
    }
    if (slots->target.n && !slots->target.from)
        slots->target.from = "frame";
}

static bool hits_places(int type)
{
    return type == TRUCE_ASSAULT || type == TRUCE_COERCE || type == TRUCE_AID ||
           type == TRUCE_THREATEN;
}

/* Places do nothing, and only attacks and seizures are done to them; `coded`:
 * those of a known country stay. */
static void drop_places(const struct truce_scan *scan, struct truce_slot *slot,
                        bool coded)
{
    size_t n = 0;
    if (scan->coder->petrarch.n)
        return;
    for (size_t i = 0; i < slot->n; i++)
        if (!is_place(scan, &slot->items[i]) || (coded && slot->items[i].code))
            slot->items[n++] = slot->items[i];
    slot->n = n;
    if (n == 0)
        slot->from = NULL;
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
        if (m && !(m->actor.kind && !strcmp(m->actor.kind, "place")))
            return &m->actor;
    }
    return NULL;
}

/* "The ministry confirmed that a man was killed": who tells of an act that
 * has a verb of its own did not do it. */
static bool only_says(const struct truce_scan *scan,
                      const struct truce_candidate *c)
{
    const struct truce_candidate *in = &scan->candidates[c->inner];
    return !scan->coder->petrarch.n &&
           truce_clause_says(&scan->tree, c->token) && !in->noun &&
           truce_tree_rel(&scan->tree, in->token) == TRUCE_REL_ccomp;
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
        add_bound(scan, &slots->target, &c->cue, &c->cue.words);
        slots->target.from = slots->target.n ? "maker of the offer" : NULL;
        subtract(&slots->target, &slots->source);
    }
    truce_slots_fill(scan, c->inner, &inner);
    if (c->cue.frame->cue == TRUCE_CUE_SAME && inner.source.n) {
        slots->source = inner.source; /* "X announced that Y ..." */
        slots->target.n = 0;
    } else if (c->cue.frame->cue == TRUCE_CUE_SAME && only_says(scan, c)) {
        slots->source.n = slots->target.n = 0; /* "... that men were killed" */
        slots->source.from = NULL;
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

/* "in the Indonesian capital": where it happens. */
static bool in_the_capital(const struct truce_scan *scan, int32_t token)
{
    int32_t head = truce_tree_token(&scan->tree, token)->head;
    return head >= 0 &&
           truce_tree_lemma_in(&scan->tree, head, " capital city town port ");
}

/* The way up from a guessed target: through clauses that only describe, and
 * through places and topics, it leads to somebody else's act. */
static bool led_astray(const struct truce_scan *scan,
                       const struct truce_candidate *c, int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t top = c->clause.top;
    if (scan->coder->petrarch.n || c->type == TRUCE_REJECT)
        return false;
    if (c->type == TRUCE_PROTEST || c->type == TRUCE_MOBILIZE)
        return truce_tree_word_in(truce_tree_prep(tree, token),
                                  " around outside near from to ", 29) ||
               in_the_capital(scan, token);
    while (token >= 0 && token != top) {
        int32_t head = truce_tree_token(tree, token)->head;
        enum truce_rel rel = truce_tree_rel(tree, token);
        if (rel == TRUCE_REL_advcl || rel == TRUCE_REL_acl ||
            rel == TRUCE_REL_appos ||
            (head >= 0 && only_about(scan, head, token)) ||
            truce_tree_word_in(truce_tree_prep(tree, token), " under from ",
                               12))
            return true;
        token = head;
    }
    return false;
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
                (!scan->coder->petrarch.n && is_place(scan, &m->actor)) ||
                by_reference(scan, (int32_t)m->head) ||
                !in_clause(scan, (int32_t)m->head, c->clause.top) ||
                only_tells(scan, m, slots) ||
                led_astray(scan, c, (int32_t)m->head) ||
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

static bool needs_target(const struct truce_scan *scan,
                         const struct truce_candidate *c)
{
    return c->type != TRUCE_RETREAT || scan->coder->petrarch.n;
}

/* The weak rules, tried in order; each leaves its name. */
static void fill_defaults(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slots *slots)
{
    if (!slots->target.n && needs_target(scan, c) && slots->source.n < 2)
        fill_right(scan, c, slots);
    if (!slots->target.n && slots->source.n == 1 && scan->coder->petrarch.n) {
        fill_other(scan, c, &slots->target, slots);
        slots->domestic = slots->domestic || slots->target.n;
    }
    if (!slots->source.n && slots->target.n && scan->coder->petrarch.n) {
        fill_other(scan, c, &slots->source, slots);
        slots->domestic = slots->domestic || slots->source.n;
    }
    truce_home_settle(scan, c, slots);
}

/* "UN sanctions were imposed": whose they are, where no doer is told. */
static void owner_of_words(const struct truce_scan *scan,
                           const struct truce_match *match,
                           struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    for (size_t i = 0; i < match->words.n && !slot->n; i++) {
        int32_t word = match->words.heads[i];
        put_mentions(scan, slot, word);
        for (int32_t c = tree->first[word]; c >= 0 && !slot->n;
             c = tree->next[c])
            if (c < word && speaks_for(scan, c))
                put_mentions(scan, slot, c);
    }
    if (slot->n)
        slot->from = "owner of the act";
}

static bool meant_for_people(int type)
{
    return type == TRUCE_REQUEST || type == TRUCE_ACCUSE ||
           type == TRUCE_COERCE || type == TRUCE_ASSAULT ||
           type == TRUCE_CONSULT || type == TRUCE_SUPPORT;
}

/* "asked Hailey to speak", "arrested Jean Dupont": a person of whom nothing
 * is known is told by name. */
static void add_unknown(const struct truce_scan *scan,
                        const struct truce_bound *bound,
                        struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    for (size_t i = 0; i < bound->n && !scan->coder->petrarch.n; i++) {
        int32_t head = bound->heads[i], last = head;
        const struct truce_token *t = truce_tree_token(tree, head);
        struct truce_actor actor = {.kind = "unknown", .confidence = 0.5f};
        if (t->upos != TRUCE_UPOS_PROPN || scan->actors[head] ||
            truce_tree_child(tree, head, TRUCE_REL_det) >= 0 ||
            truce_tree_child(tree, head, TRUCE_REL_case) >= 0 ||
            truce_tree_child(tree, head, TRUCE_REL_compound) >= 0)
            continue;
        for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c])
            if (truce_tree_rel(tree, c) == TRUCE_REL_flat && c == last + 1)
                last = c;
        actor.begin = t->begin;
        actor.end = truce_tree_token(tree, last)->end;
        actor.text =
            (struct truce_view){scan->context->document->text.ptr + actor.begin,
                                actor.end - actor.begin};
        put(slot, &actor);
        slot->from = "frame";
    }
}

/* "We urge Iran to ...", the minister said. */
static bool first_person(const struct truce_scan *scan,
                         const struct truce_match *match)
{
    return match->source.n &&
           truce_tree_lemma_in(&scan->tree, match->source.heads[0], " i we ");
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
    add_bound(scan, &slots->source, match, &match->source);
    add_bound(scan, &slots->target, match, &match->target);
    add_bound(scan, &slots->third, match, &match->third);
    drop_places(scan, &slots->source, false);
    drop_things(scan, c, &slots->source);
    drop_places(scan, &slots->target, hits_places(c->type));
    if (hurts(c->type) && !scan->coder->petrarch.n)
        target_of_words(scan, match, slots);
    slots->third_role = match->third_role;
    if (!slots->source.n && slots->speaker && first_person(scan, match)) {
        put(&slots->source, slots->speaker);
        slots->source.from = "speaker";
    }
    if (!slots->source.n && c->passive && !scan->coder->petrarch.n &&
        c->type != TRUCE_PROTEST)
        owner_of_words(scan, match, &slots->source);
    if (!slots->target.n && meant_for_people(c->type))
        add_unknown(scan, &match->target, &slots->target);
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
