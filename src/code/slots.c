/* Slot filling; see slots.h. Order: the frame's own slots; those of the
 * embedded act; a guess (guess.c), which is marked and can be switched off
 * (`--no-defaults`); at last the countries of agents that name none
 * (home.c). */
#include "code/slots.h"

#include <string.h>

#include "code/home.h"
#include "code/sectors.h"
#include "code/slots_int.h"
#include "code/where.h"

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
    struct truce_view prep;
    if (truce_tree_rel(&scan->tree, token) == TRUCE_REL_conj &&
        truce_tree_child(&scan->tree, token, TRUCE_REL_case) < 0)
        token = truce_tree_token(&scan->tree, token)->head;
    prep = truce_tree_prep(&scan->tree, token);
    return !scan->coder->petrarch.n &&
           truce_tree_word_in(prep, where, sizeof where - 1) &&
           !frame_says(frame, prep);
}

static void add_bound(const struct truce_scan *scan, int32_t verb,
                      struct truce_slot *slot, const struct truce_match *match,
                      const struct truce_bound *bound)
{
    for (size_t i = 0; i < bound->n; i++) {
        int32_t head = bound->heads[i];
        int32_t speaker = bound == &match->source
                              ? truce_slot__speaks_again(scan, verb, head)
                              : -1;
        if (speaker >= 0)
            head = speaker;
        int32_t beside = bound == &match->source && speaker < 0
                             ? truce_slot__joined_before(scan, verb, head)
                             : -1;
        if (beside >= 0)
            truce_slot__phrase(scan, slot, beside, false);
        if (!misplaced(scan, match->frame, head))
            truce_slot__phrase(scan, slot, head,
                               match->frame &&
                                   match->frame->type == TRUCE_ASSAULT);
    }
    truce_slot__drop_descriptions(scan, slot);
    if (slot->n)
        slot->from = "frame";
}

static bool pronoun_at(const struct truce_scan *scan,
                       const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m && truce_slot__reference(scan, (int32_t)m->head);
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

/* "(Staff Reporter) -- The rebels agreed": the press beside other actors. */
static void drop_press(const struct truce_scan *scan, struct truce_slot *slot)
{
    size_t n = 0;
    if (scan->coder->petrarch.n || slot->n < 2)
        return;
    for (size_t i = 0; i < slot->n; i++)
        if (!slot->items[i].sector || strcmp(slot->items[i].sector, "MED") != 0)
            slot->items[n++] = slot->items[i];
    slot->n = n ? n : slot->n;
}

static bool hurts(int type)
{
    return type == TRUCE_ASSAULT || type == TRUCE_COERCE;
}

/* "used gas against (hundreds of) protesters". */
static bool stands_against(const struct truce_scan *scan, int32_t token)
{
    static const char preps[] = " against at on ";
    const struct truce_tree *tree = &scan->tree;
    int32_t head = truce_tree_token(tree, token)->head;
    return truce_tree_word_in(truce_tree_prep(tree, token), preps,
                              sizeof preps - 1) ||
           (head >= 0 &&
            truce_view_eq_text(truce_tree_prep(tree, token), "of") &&
            truce_tree_lemma_in(tree, head,
                                " hundred thousand dozen score "
                                "crowd group ") &&
            truce_tree_word_in(truce_tree_prep(tree, head), preps,
                               sizeof preps - 1));
}

/* "carried out air strikes": what it is done with. */
static bool is_means(const struct truce_scan *scan, int32_t word)
{
    return truce_tree_rel(&scan->tree, word) == TRUCE_REL_obj &&
           truce_tree_lemma_in(&scan->tree, word,
                               " strike airstrike raid missile rocket drone "
                               "operation offensive attack ");
}

/* "dispersed protesters": a word of the frame that is an actor. */
static void target_of_words(const struct truce_scan *scan,
                            const struct truce_match *match,
                            struct truce_slots *slots)
{
    for (size_t i = 0; i < match->words.n && !slots->target.n; i++) {
        int32_t word = match->words.heads[i];
        enum truce_rel rel = truce_tree_rel(&scan->tree, word);
        bool against = stands_against(scan, word);
        if ((rel == TRUCE_REL_obj || rel == TRUCE_REL_conj || against ||
             truce_tree_token(&scan->tree, word)->rel ==
                 TRUCE_REL_nsubj_pass) &&
            scan->actors[word] == 2 && !is_means(scan, word))
            truce_slot__mentions(scan, &slots->target, word);
    }
    if (slots->target.n && !slots->target.from)
        slots->target.from = "frame";
}

static bool is_press_told(const struct truce_scan *scan,
                          const struct truce_mention *m, int32_t head)
{
    enum truce_rel rel = truce_tree_rel(&scan->tree, (int32_t)m->head);
    return m->actor.sector && !strcmp(m->actor.sector, "MED") &&
           (rel == TRUCE_REL_obj || rel == TRUCE_REL_iobj) &&
           truce_clause_says(&scan->tree, head);
}

/* "told the agency that men were beaten": who is told suffers nothing; "one of
 * the groups seized the town": who is part of the doer neither. */
static void drop_hearers(const struct truce_scan *scan,
                         const struct truce_candidate *c,
                         struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    struct truce_slot *slot = &slots->target;
    const struct truce_mention *doer =
        slots->source.n ? truce_slot__mention(scan, &slots->source.items[0])
                        : NULL;
    size_t n = 0;
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_mention *m =
            truce_slot__mention(scan, &slot->items[i]);
        int32_t head = m ? truce_tree_token(tree, (int32_t)m->head)->head : -1;
        bool drop =
            head >= 0 && head != c->token && is_press_told(scan, m, head);
        for (int32_t t = head; t >= 0 && doer && !drop;) {
            if (t == (int32_t)doer->head) {
                drop = true;
                break;
            }
            if (truce_tree_verbal(tree, t) &&
                truce_tree_rel(tree, t) != TRUCE_REL_acl)
                break;
            if (t == c->token)
                break;
            t = truce_tree_token(tree, t)->head;
        }
        if (!drop)
            slot->items[n++] = slot->items[i];
    }
    slot->n = n;
    if (n == 0)
        slot->from = NULL;
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
        if (!truce_slot__place(scan, &slot->items[i]) ||
            (coded && slot->items[i].code))
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

/* "The presidents of A and B agreed, with the two countries ..." */
static bool is_told_again(const struct truce_actor *actor,
                          const struct truce_actor *other)
{
    return actor->why && !strcmp(actor->why, "reference") && actor->code &&
           other->code && !actor->sector && !strcmp(actor->code, other->code) &&
           truce_view_ends(actor->text, "ies");
}

/* Removes from `slot` what is also in `other`. */
static void subtract(struct truce_slot *slot, const struct truce_slot *other)
{
    size_t n = 0;
    for (size_t i = 0; i < slot->n; i++) {
        bool same = false;
        for (size_t j = 0; j < other->n; j++)
            same = same || truce_slot_same(&slot->items[i], &other->items[j]) ||
                   is_told_again(&slot->items[i], &other->items[j]);
        if (!same)
            slot->items[n++] = slot->items[i];
    }
    slot->n = n;
    if (n == 0)
        slot->from = NULL;
}

/* Who says so: subject of the verb of saying, or named by "according to". */
static const struct truce_actor *find_speaker(const struct truce_scan *scan,
                                              const struct truce_clause *clause)
{
    int32_t subjects[4];
    size_t n = 0;
    if (clause->say >= 0)
        n = truce_tree_subjects(&scan->tree, clause->say, subjects, 4, NULL);
    else if (clause->by >= 0)
        subjects[n++] = clause->by;
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

/* "arrived in Tehran": a capital, elsewhere only a place, is who is visited. */
static void add_visited(const struct truce_scan *scan,
                        const struct truce_match *match,
                        struct truce_slot *target)
{
    const struct truce_mention *m;
    struct truce_actor actor;
    if (!match->frame || match->frame->type != TRUCE_CONSULT ||
        !match->frame->mode || strcmp(match->frame->mode, "visit") != 0 ||
        match->target.n != 1)
        return;
    m = truce_scan_mention(scan, match->target.heads[0]);
    if (!m || !m->actor.code || m->actor.sector || !m->actor.kind ||
        strcmp(m->actor.kind, "place") != 0)
        return;
    actor = m->actor;
    actor.kind = "country";
    actor.sector = "GOV";
    truce_slot__put(target, &actor);
    target->from = "frame";
}

/* "Mali and Niger announced their withdrawal": all of them. */
static bool own_act(const struct truce_scan *scan,
                    const struct truce_candidate *c,
                    const struct truce_slots *slots,
                    const struct truce_slots *inner)
{
    const struct truce_bound *bound =
        &scan->candidates[c->inner].match.source;
    if (bound->n != 1 || inner->source.n != 1 || slots->source.n < 2 ||
        !inner->source.items[0].code ||
        truce_tree_token(&scan->tree, bound->heads[0])->rel !=
            TRUCE_REL_nmod_poss)
        return false;
    for (size_t i = 0; i < slots->source.n; i++)
        if (slots->source.items[i].code &&
            !strcmp(slots->source.items[i].code, inner->source.items[0].code))
            return true;
    return false;
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
        add_bound(scan, c->token, &slots->target, &c->cue, &c->cue.words);
        slots->target.from = slots->target.n ? "maker of the offer" : NULL;
        subtract(&slots->target, &slots->source);
    }
    truce_slots_fill(scan, c->inner, &inner);
    if (c->cue.frame->cue == TRUCE_CUE_SAME && inner.source.n &&
        !own_act(scan, c, slots, &inner)) {
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
    if (c->type == TRUCE_AGREE && !scan->coder->petrarch.n)
        truce_slot__promised(scan, c, slots);
    copy_slot(&slots->target, &inner.target, "embedded target");
    if (!slots->source.n && slots->target.n)
        copy_slot(&slots->source, &inner.source, "embedded source");
    if (!slots->third.n) {
        slots->third = inner.third;
        slots->third_role = inner.third_role;
    }
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
    if (!slots->target.n && slots->source.n && !slots->own_forces)
        truce_slot__whom(scan, c, slots);
    if (!slots->target.n && slots->source.n && !slots->own_forces)
        truce_slot__guess_phrase(scan, c, slots);
    if (!slots->target.n && needs_target(scan, c) && slots->source.n < 2 &&
        !slots->own_forces)
        truce_slot__guess_right(scan, c, slots);
    if (!slots->target.n && slots->source.n)
        truce_slot__whom_where(scan, c, slots);
    if (!slots->target.n && slots->source.n == 1 && scan->coder->petrarch.n) {
        truce_slot__guess_other(scan, c, &slots->target, slots);
        slots->domestic = slots->domestic || slots->target.n;
    }
    if (!slots->source.n && slots->target.n && scan->coder->petrarch.n) {
        truce_slot__guess_other(scan, c, &slots->source, slots);
        slots->domestic = slots->domestic || slots->source.n;
    }
    truce_home_settle(scan, c, slots);
}

static bool is_in(const struct truce_scan *scan, const struct truce_slot *slot,
                  int32_t token)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_mention *m =
            truce_slot__mention(scan, &slot->items[i]);
        if (m && m->head == (size_t)token)
            return true;
    }
    return false;
}

/* "UN sanctions were imposed": whose they are, where no doer is told. */
static void owner_of_words(const struct truce_scan *scan,
                           const struct truce_match *match,
                           const struct truce_slot *target,
                           struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    for (size_t i = 0; i < match->words.n && !slot->n; i++) {
        int32_t word = match->words.heads[i];
        if (is_in(scan, target, word))
            continue; /* "the party has been outlawed" */
        truce_slot__mentions(scan, slot, word);
        for (int32_t c = tree->first[word]; c >= 0 && !slot->n;
             c = tree->next[c])
            if (c < word && truce_slot__speaks(scan, c))
                truce_slot__mentions(scan, slot, c);
    }
    if (slot->n)
        slot->from = "owner of the act";
}

/* "used tear gas to disperse activists". */
static void add_dispersed(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t v = tree->first[c->clause.top]; v >= 0 && !slot->n;
         v = tree->next[v]) {
        int32_t object = truce_tree_child(tree, v, TRUCE_REL_obj);
        if (object < 0 ||
            !truce_tree_lemma_in(tree, v,
                                 " disperse disrupt quell push chase break "))
            continue;
        slot->strangers = slot->things = true;
        truce_slot__phrase(scan, slot, object, false);
        if (slot->n)
            slot->from = "frame";
    }
}

/* "withdraw its troops from Mali": Mali is left, whose troops they are is
 * said before. */
static void left_behind(const struct truce_scan *scan, struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++) {
        struct truce_actor *actor = &slot->items[i];
        size_t at = truce_view_find(actor->text, TRUCE_VIEW(" from "));
        const struct truce_mention *m = truce_slot__mention(scan, actor);
        if (at == (size_t)-1 || !m || !actor->kind || !actor->code ||
            strcmp(actor->kind, "agent") != 0)
            continue;
        at += sizeof " from " - 1;
        actor->begin += at;
        actor->text.ptr += at;
        actor->text.len -= at;
        actor->sector = actor->office = NULL;
        actor->kind = "country";
    }
}

static bool is_sector(const struct truce_actor *actor, const char *sector)
{
    return actor->sector && !strcmp(actor->sector, sector);
}

/* "withdrew the bulk of its forces", "deployed members of its militia": not
 * what rebels do to the forces of their country. */
static void drop_own_forces(struct truce_slots *slots)
{
    const struct truce_actor *source = &slots->source.items[0];
    size_t n = 0;
    if (!slots->source.n || is_sector(source, "REB"))
        return;
    for (size_t i = 0; i < slots->target.n; i++) {
        const struct truce_actor *actor = &slots->target.items[i];
        bool own = (is_sector(actor, "MIL") || is_sector(actor, "PRM")) &&
                   (!actor->code ||
                    (source->code && !strcmp(source->code, actor->code)));
        if (!own)
            slots->target.items[n++] = *actor;
    }
    slots->own_forces = n < slots->target.n;
    slots->target.n = n;
    if (n == 0)
        slots->target.from = NULL;
}

/* Whose forces or envoys are sent or called back, and from where. */
static void settle_withdrawal(const struct truce_scan *scan,
                              const struct truce_candidate *c,
                              struct truce_slots *slots)
{
    if (c->type == TRUCE_RETREAT ||
        (c->type == TRUCE_SANCTION &&
         truce_tree_lemma_in(&scan->tree, c->token, " withdraw recall ")))
        left_behind(scan, &slots->target);
    if (c->type == TRUCE_RETREAT || c->type == TRUCE_MOBILIZE)
        drop_own_forces(slots);
}

static bool meant_for_people(int type)
{
    return type == TRUCE_REQUEST || type == TRUCE_ACCUSE ||
           type == TRUCE_COERCE || type == TRUCE_ASSAULT ||
           type == TRUCE_CONSULT || type == TRUCE_SUPPORT ||
           type == TRUCE_AGREE || type == TRUCE_COOPERATE;
}

/* "welcomed by all factions". */
static bool has_doer(const struct truce_tree *tree, int32_t verb)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if (truce_tree_token(tree, c)->rel == TRUCE_REL_obl_agent)
            return true;
    return false;
}

/* "We urge Iran to ...", the minister said. */
static bool first_person(const struct truce_scan *scan,
                         const struct truce_match *match)
{
    return match->source.n &&
           truce_tree_lemma_in(&scan->tree, match->source.heads[0],
                               " I i we We ");
}

/* "Thousands marched in Port-au-Prince": people of where it is. */
static void crowd_of(const struct truce_scan *scan,
                     const struct truce_candidate *c,
                     const struct truce_match *match, struct truce_slot *source)
{
    int32_t head = match->source.n ? match->source.heads[0] : -1;
    struct truce_actor crowd = {
        .sector = "CVL", .kind = "agent", .confidence = 0.6f};
    struct truce_place place = {0};
    const struct truce_token *t;
    if (head < 0 || source->n || scan->actors[head] == 2 ||
        !truce_tree_lemma_in(&scan->tree, head,
                             " thousand hundred ten dozen people ") ||
        truce_where_event(scan->context, scan->sentence, (size_t)c->token,
                          &place) != TRUCE_OK ||
        !place.country)
        return;
    t = truce_tree_token(&scan->tree, head);
    crowd.code = place.country;
    crowd.text = t->form;
    crowd.begin = t->begin;
    crowd.end = t->end;
    truce_slot__put(source, &crowd);
    source->from = "people of the place";
}

/* "Fighting erupted along the Kyrgyz-Tajik border": those whose border it is
 * fight. */
static void border_fight(const struct truce_scan *scan,
                         const struct truce_candidate *c,
                         struct truce_slot *source)
{
    const struct truce_tree *tree = &scan->tree;
    for (size_t t = 0; t < tree->sentence->n_tokens; t++) {
        if (!truce_tree_lemma_in(tree, (int32_t)t, " border frontier ") ||
            truce_tree_token(tree, (int32_t)t)->head != c->token)
            continue;
        for (size_t i = 0; i < scan->n_mentions; i++) {
            const struct truce_mention *m = &scan->mentions[i];
            if (m->actor.code && m->actor.kind &&
                !strcmp(m->actor.kind, "country") &&
                truce_tree_within(tree, (int32_t)m->head, (int32_t)t))
                truce_slot__put(source, &m->actor);
        }
        if (source->n < 2 ||
            truce_slot_same(&source->items[0], &source->items[1]))
            source->n = 0;
        source->from = source->n ? "whose border it is" : NULL;
        return;
    }
}

/* "A rebel commander said that army jets had bombed its positions": nobody
 * bombs his own, so they are those of who tells it. */
static void told_by_victim(const struct truce_scan *scan,
                           const struct truce_match *match,
                           struct truce_slots *slots)
{
    int32_t head = match->target.n == 1 ? match->target.heads[0] : -1;
    int32_t owner =
        head >= 0 ? truce_tree_child(&scan->tree, head, TRUCE_REL_nmod) : -1;
    bool own =
        owner >= 0 &&
        truce_tree_token(&scan->tree, owner)->rel == TRUCE_REL_nmod_poss &&
        truce_tree_lemma_in(&scan->tree, owner, " its their his our ");
    if (!own || !slots->speaker || !slots->speaker->code || !slots->source.n ||
        truce_slot_same(slots->speaker, &slots->source.items[0]) ||
        (slots->target.n && slots->target.items[0].code &&
         !truce_slot_same(&slots->target.items[0], slots->speaker) &&
         !truce_slot_same(&slots->target.items[0], &slots->source.items[0])))
        return;
    slots->target.n = 0;
    truce_slot__put(&slots->target, slots->speaker);
    slots->target.from = "speaker";
}

/* What the sense of the act tells where its frame's slots are empty. */
static void fill_by_sense(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          const struct truce_match *match,
                          struct truce_slots *slots)
{
    if (hurts(c->type))
        told_by_victim(scan, match, slots);
    if (c->type == TRUCE_PROTEST)
        crowd_of(scan, c, match, &slots->source);
    truce_slot__attacker(scan, c, &slots->source);
    if (c->type == TRUCE_ASSAULT && !slots->source.n && !slots->target.n)
        border_fight(scan, c, &slots->source);
    if (c->type == TRUCE_CONSULT && !slots->source.n && !slots->target.n)
        truce_slot__topic(scan, c, &slots->source);
}

void truce_slots_fill(const struct truce_scan *scan, int32_t index,
                      struct truce_slots *slots)
{
    const struct truce_candidate *c = &scan->candidates[index];
    const struct truce_match *match = c->is_cue ? &c->cue : &c->match;
    memset(slots, 0, sizeof *slots);
    slots->speaker = find_speaker(scan, &c->clause);
    if (!match->frame)
        return;
    add_bound(scan, c->token, &slots->source, match, &match->source);
    slots->target.strangers = true;
    slots->target.things = c->type == TRUCE_ASSAULT;
    slots->target.alone = !hurts(c->type) && c->type != TRUCE_ACCUSE;
    add_bound(scan, c->token, &slots->target, match, &match->target);
    add_bound(scan, c->token, &slots->third, match, &match->third);
    drop_places(scan, &slots->source, false);
    drop_press(scan, &slots->source);
    drop_things(scan, c, &slots->source);
    drop_places(scan, &slots->target, hits_places(c->type));
    if ((hurts(c->type) || c->type == TRUCE_RETREAT) &&
        !scan->coder->petrarch.n)
        target_of_words(scan, match, slots);
    if (!slots->target.n && hurts(c->type) && !scan->coder->petrarch.n)
        truce_slot__holder(scan, c, &slots->target);
    slots->third_role = match->third_role;
    if (!slots->source.n && slots->speaker && first_person(scan, match)) {
        truce_slot__put(&slots->source, slots->speaker);
        slots->source.from = "speaker";
    }
    if (!slots->source.n && c->passive && !scan->coder->petrarch.n &&
        c->type != TRUCE_PROTEST && !has_doer(&scan->tree, c->token))
        owner_of_words(scan, match, &slots->target, &slots->source);
    if (!scan->coder->petrarch.n) {
        truce_slot__drop_victims(scan, c, &slots->target);
        truce_slot__expelled(scan, c, slots);
    }
    if (hurts(c->type) && !slots->target.n && !scan->coder->petrarch.n)
        add_dispersed(scan, c, &slots->target);
    if (!slots->target.n && !scan->coder->petrarch.n)
        add_visited(scan, match, &slots->target);
    if (!scan->coder->petrarch.n)
        settle_withdrawal(scan, c, slots);
    truce_slot__unknown(scan, &match->target, meant_for_people(c->type),
                        &slots->target);
    truce_slot__unknown(scan, &match->source, false, &slots->source);
    subtract(&slots->target, &slots->source);
    if (c->demanded && slots->speaker) { /* "A said B must ..." */
        slots->target = slots->source;
        slots->source.n = 0;
        truce_slot__put(&slots->source, slots->speaker);
        slots->source.from = "speaker";
        subtract(&slots->target, &slots->source);
    }
    if (!scan->coder->petrarch.n)
        fill_by_sense(scan, c, match, slots);
    if (c->is_cue && c->inner >= 0) {
        fill_from_inner(scan, c, slots);
        if (!scan->coder->petrarch.n)
            truce_slot__drop_victims(scan, c, &slots->target);
    }
    if (hurts(c->type) && !c->is_cue && !scan->coder->petrarch.n)
        drop_hearers(scan, c, slots);
    if (!scan->coder->petrarch.n) {
        truce_sectors_by_act(c->type, slots);
        truce_sectors_by_phrase(scan, slots);
        truce_slot__parties(scan, &slots->source);
        truce_slot__parties(scan, &slots->target);
    }
    if (slots->source.n && !slots->own_forces)
        truce_slot__whom_named(scan, c, slots);
    if (scan->coder->no_defaults || c->outer >= 0)
        return;
    fill_defaults(scan, c, slots);
    if (!scan->coder->petrarch.n)
        truce_slot__drop_parts(scan, slots);
}
