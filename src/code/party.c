/* Which actors a noun phrase names: its own mention, conjuncts, examples, what
 * is counted, or an actor inside the phrase of a noun that is none itself. */
#include <string.h>

#include "code/slots_int.h"
#include "code/strangers.h"

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

void truce_slot__put(struct truce_slot *slot, const struct truce_actor *actor)
{
    for (size_t i = 0; i < slot->n; i++)
        if (truce_slot_same(&slot->items[i], actor))
            return;
    if (slot->n < TRUCE_MAX_BOUND)
        slot->items[slot->n++] = *actor;
}

/* Mentions at a head; group references put several there. */
bool truce_slot__mentions(const struct truce_scan *scan,
                          struct truce_slot *slot, int32_t token)
{
    bool found = false;
    for (size_t i = 0; i < scan->n_mentions; i++)
        if (scan->mentions[i].head == (size_t)token) {
            truce_slot__put(slot, &scan->mentions[i].actor);
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

bool truce_slot__reference(const struct truce_scan *scan, int32_t token)
{
    return truce_tree_token(&scan->tree, token)->upos == TRUCE_UPOS_PRON;
}

/* "the Laos border region". */
static bool is_borderland(const struct truce_scan *scan, int32_t token,
                          int32_t region)
{
    const struct truce_tree *tree = &scan->tree;
    if (truce_tree_rel(tree, token) != TRUCE_REL_compound || region <= token ||
        !truce_tree_lemma_in(tree, region, " region area zone town village "))
        return false;
    for (int32_t c = tree->first[region]; c >= 0; c = tree->next[c])
        if (c > token && c < region &&
            truce_tree_lemma_in(tree, c, " border frontier "))
            return true;
    return false;
}

/* "the border with Azerbaijan" says where, not whom. */
bool truce_slot__border(const struct truce_scan *scan, int32_t token)
{
    int32_t head = truce_tree_token(&scan->tree, token)->head;
    if (head >= 0 && is_borderland(scan, token, head))
        return true;
    return head >= 0 &&
           truce_tree_lemma_in(&scan->tree, head,
                               " border frontier boundary line ") &&
           truce_tree_rel(&scan->tree, token) == TRUCE_REL_nmod;
}

/* True for a mention head with a code that stands for what is above it. */
bool truce_slot__speaks(const struct truce_scan *scan, int32_t token)
{
    const struct truce_mention *m;
    if (scan->actors[token] != 2 ||
        truce_tree_rel(&scan->tree, token) == TRUCE_REL_conj ||
        truce_slot__border(scan, token))
        return false;
    m = truce_scan_mention(scan, token);
    return m && m->actor.code && !truce_slot__reference(scan, token);
}

/* "attacks in Syria", "the row over Kosovo", "the Syrian conflict": where it
 * happens or what it is about, not who it is. */
bool truce_slot__about(const struct truce_scan *scan, int32_t noun,
                       int32_t token)
{
    static const char where[] =
        " in at near around inside outside across within throughout amid after "
        "before during since despite following ";
    static const char matters[] = " over about regarding concerning ";
    static const char talks[] =
        " talk meeting summit conference negotiation discussion consultation "
        "dialogue session resolution agreement ";
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
    if (truce_tree_lemma_in(&scan->tree, noun, talks) &&
        truce_view_eq_text(truce_tree_prep(&scan->tree, token), "on"))
        return true;
    return truce_tree_lemma_in(&scan->tree, noun, topics) ||
           truce_tree_word_in(truce_tree_prep(&scan->tree, token), where,
                              sizeof where - 1);
}

/* How far the search below a noun goes: not to places; to towns, which stand
 * for those who are there; anywhere, for the country of an actor. */
enum reach { REACH_PARTY, REACH_TOWNS, REACH_OWN };

static bool is_town(const struct truce_scan *scan, int32_t token)
{
    const struct truce_mention *m = truce_scan_mention(scan, token);
    return m && m->actor.kind && strcmp(m->actor.kind, "country") != 0;
}

/* The actor nearest below a noun that is none itself: an attack on Israel's
 * northern towns, activists from the party, refugees fleeing Liberia.
 * Possessors before the rest, names before pronouns, clauses last. `own`: the
 * noun is an actor, and only its country is sought. */
static int32_t actor_below(const struct truce_scan *scan, int32_t token,
                           int depth, bool clauses, enum reach reach)
{
    bool own = reach == REACH_OWN, towns = reach == REACH_TOWNS;
    const struct truce_tree *tree = &scan->tree;
    int32_t found = -1;
    bool another = own ? truce_slot__foreign(scan, token)
                       : truce_slot__another(scan, token);
    for (int32_t c = tree->first[token]; c >= 0 && !another; c = tree->next[c])
        if (truce_slot__speaks(scan, c) &&
            truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss)
            return c;
    for (int32_t c = tree->first[token]; c >= 0 && found < 0; c = tree->next[c])
        if (truce_slot__speaks(scan, c) &&
            !(another &&
              truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss) &&
            (own || !truce_slot__about(scan, token, c) ||
             (towns && is_town(scan, c))) &&
            (clauses || !clause_relation(truce_tree_rel(tree, c))))
            found = c;
    for (int32_t c = tree->first[token]; c >= 0 && found < 0 && depth > 0;
         c = tree->next[c])
        if ((clauses || !clause_relation(truce_tree_rel(tree, c))) &&
            (own || towns || !truce_slot__about(scan, token, c)) &&
            truce_tree_rel(tree, c) != TRUCE_REL_conj)
            found = actor_below(scan, c, depth - 1, clauses, reach);
    for (int32_t c = tree->first[token]; c >= 0 && found < 0 && !clauses;
         c = tree->next[c])
        if (scan->actors[c] == 2 && truce_slot__reference(scan, c))
            found = c;
    return found;
}

/* "the nation, which has ties with Israel": a relative clause tells of whom
 * the agent deals with; whose it is only by a place ("who live in Syria",
 * "where oil runs through Kazakhstan"). */
static bool only_told(const struct truce_scan *scan, int32_t token,
                      int32_t below)
{
    const struct truce_tree *tree = &scan->tree;
    if (scan->coder->petrarch.n ||
        truce_tree_word_in(truce_tree_prep(tree, below), " in from ", 9))
        return false;
    for (int32_t at = below; at >= 0 && at != token;
         at = truce_tree_token(tree, at)->head) {
        bool where = false;
        if (truce_tree_token(tree, at)->rel != TRUCE_REL_acl_relcl)
            continue;
        for (int32_t c = tree->first[at]; c >= 0; c = tree->next[c])
            where = where || truce_tree_lemma_in(tree, c, " where ");
        if (!where && !truce_tree_lemma_in(tree, at, " flee leave "))
            return true;
    }
    return false;
}

/* "an activist accused by the UN": who does something to the agent, or is
 * dealt with by it, is not whose it is; who leads or backs it is. */
static bool only_acts(const struct truce_scan *scan, int32_t token,
                      int32_t below)
{
    static const char owning[] =
        " lead head command run control own back support sponsor fund finance "
        "found form appoint elect employ hire name organize organise send "
        "train deploy ";
    const struct truce_tree *tree = &scan->tree;
    int32_t deed = truce_tree_token(tree, below)->head;
    return !scan->coder->petrarch.n && deed > token &&
           truce_tree_token(tree, deed)->head == token &&
           truce_tree_token(tree, deed)->rel == TRUCE_REL_acl &&
           truce_tree_token(tree, below)->rel == TRUCE_REL_obl_agent &&
           !truce_tree_lemma_in(tree, deed, owning);
}

/* "the UN and rights groups": joined to the agent, though parsers hang the
 * body below it as a describing word. */
static bool only_joined(const struct truce_scan *scan, int32_t token,
                        const struct truce_mention *m)
{
    return !scan->coder->petrarch.n && m->actor.kind &&
           !strcmp(m->actor.kind, "organisation") &&
           (int32_t)m->last + 1 < token &&
           truce_tree_token(&scan->tree, (int32_t)m->last + 1)->upos ==
               TRUCE_UPOS_CCONJ;
}

/* "its leaders", where a union is meant. */
static bool leads_them(const struct truce_scan *scan,
                       const struct truce_actor *actor, int32_t below,
                       const struct truce_mention *m)
{
    static const char *const words[] = {
        "leader", "chief", "head", "official", "member", "spokes", "commander"};
    if (scan->coder->petrarch.n || !actor->office || !m->actor.sector ||
        truce_tree_token(&scan->tree, below)->rel != TRUCE_REL_nmod_poss ||
        !truce_tree_word_in(truce_view_of(m->actor.sector),
                            " REB OPP PTY PRM CRM NGO LAB REL UAF IGO BUS ",
                            45))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(actor->office, words[i]))
            return true;
    return false;
}

/* "a woman outside the UN residence": nobody is a body's whom it is near. */
static bool only_near(const struct truce_scan *scan, int32_t below,
                      const struct truce_mention *m)
{
    return !scan->coder->petrarch.n && m->actor.kind &&
           !strcmp(m->actor.kind, "organisation") &&
           (truce_slot__about(scan, below, below) ||
            truce_slot__about(scan, below,
                              truce_tree_token(&scan->tree, below)->head));
}

static bool is_listed(const struct truce_scan *scan, int32_t noun,
                      int32_t apposed);

/* `below` belongs to the next of a list, not to `noun`. */
static bool of_next(const struct truce_scan *scan, int32_t noun, int32_t below)
{
    for (int32_t t = below; t >= 0 && t != noun;
         t = truce_tree_token(&scan->tree, t)->head)
        if (truce_tree_token(&scan->tree, t)->head == noun &&
            is_listed(scan, noun, t))
            return true;
    return false;
}

/* Its own, though mostly found abroad. */
static const char servants[] =
    " diplomat envoy ambassador emissary representative negotiator delegate "
    "mediator peacekeeper ";

/* An agent without a country ("rebels", "activists") takes that of the actor
 * inside its phrase, which is returned; NULL where there is none. */
static const struct truce_mention *settle_code(const struct truce_scan *scan,
                                               struct truce_actor *actor,
                                               int32_t token)
{
    int32_t below;
    const struct truce_mention *m;
    if (actor->code)
        return NULL;
    below = actor_below(scan, token, 2, false, REACH_OWN);
    if (below < 0)
        below = actor_below(scan, token, 3, true, REACH_OWN);
    if (below >= 0 &&
        (only_told(scan, token, below) || of_next(scan, token, below)))
        return NULL;
    m = below >= 0 ? truce_scan_mention(scan, below) : NULL;
    if (actor->abroad && below >= 0 &&
        truce_tree_token(&scan->tree, below)->rel == TRUCE_REL_nmod_poss &&
        !truce_tree_lemma_in(&scan->tree, token, servants))
        return NULL; /* "its allies" */
    if (actor->abroad && below >= 0 &&
        truce_tree_word_in(truce_tree_prep(&scan->tree, below),
                           " in at across within inside throughout near to ",
                           47))
        return NULL; /* "peacekeepers in Mali" */
    if (!m || !m->actor.code || only_near(scan, below, m) ||
        only_acts(scan, token, below) || only_joined(scan, token, m))
        return NULL;
    if (leads_them(scan, actor, below, m))
        actor->sector = m->actor.sector;
    actor->code = m->actor.code;
    actor->why = "country of the phrase";
    return m;
}

/* Settles the codes of what was put from `first` on; a pair gives two. */
static void settle_codes(const struct truce_scan *scan, struct truce_slot *slot,
                         size_t first, int32_t token)
{
    bool many =
        truce_view_eq_text(truce_tree_token(&scan->tree, token)->xpos, "NNS");
    for (size_t i = first, n = slot->n; i < n; i++) {
        const struct truce_mention *whose =
            settle_code(scan, &slot->items[i], token);
        if (whose && many)
            truce_slot__put_pair(scan, slot, &slot->items[i], whose);
    }
}

static void put_conjunct(const struct truce_scan *scan, struct truce_slot *slot,
                         int32_t token)
{
    const struct truce_mention *m = truce_scan_mention(scan, token);
    if (!truce_slot__mentions(scan, slot, token) && m)
        truce_slot__put(slot, &m->actor);
}

static bool and_between(const struct truce_scan *scan, size_t first,
                        size_t last)
{
    for (size_t t = first; t < last; t++)
        if (truce_tree_token(&scan->tree, (int32_t)t)->upos == TRUCE_UPOS_CCONJ)
            return true;
    return false;
}

/* "Guam and Tanzania, its closest neighbor": a comma ends what is joined. */
static bool comma_after_and(const struct truce_scan *scan, size_t first,
                            int32_t token)
{
    for (int32_t t = token - 1; t >= (int32_t)first; t--) {
        if (truce_tree_token(&scan->tree, t)->upos == TRUCE_UPOS_CCONJ)
            return false;
        if (truce_view_eq_text(truce_tree_token(&scan->tree, t)->form, ","))
            return true;
    }
    return false;
}

/* "two villagers, a teacher and a guard", where parsers take the second for
 * an apposition of the first. */
static bool is_listed(const struct truce_scan *scan, int32_t noun,
                      int32_t apposed)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t next = truce_tree_child(tree, apposed, TRUCE_REL_conj);
    return !scan->coder->petrarch.n && apposed > noun && next > apposed &&
           truce_tree_rel(tree, apposed) == TRUCE_REL_appos &&
           truce_tree_token(tree, noun)->upos == TRUCE_UPOS_NOUN &&
           truce_tree_child(tree, next, TRUCE_REL_cc) >= 0 &&
           truce_tree_child(tree, apposed, TRUCE_REL_det) >= 0;
}

static void put_listed(const struct truce_scan *scan, struct truce_slot *slot,
                       int32_t noun)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        if (!is_listed(scan, noun, c))
            continue;
        truce_slot__mentions(scan, slot, c);
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (truce_tree_rel(tree, d) == TRUCE_REL_conj)
                truce_slot__mentions(scan, slot, d);
    }
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
                           and_between(scan, m->last + 1, (size_t)c) &&
                           !comma_after_and(scan, m->last + 1, c));
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
        if (truce_slot__speaks(scan, c) &&
            (scan->coder->petrarch.n ||
             (c < token && and_between(scan, (size_t)c + 1, (size_t)token))))
            truce_slot__mentions(scan, slot, c);
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (truce_tree_rel(tree, d) == TRUCE_REL_conj &&
                scan->actors[d] == 2)
                truce_slot__mentions(scan, slot, d);
    }
}

/* "hundreds of thousands of people", "a group of refugees": the actor that is
 * counted, -1 if none; `strangers`: people outside the lexicon too. */
static int32_t counted(const struct truce_scan *scan, int32_t token,
                       bool strangers)
{
    static const char counts[] =
        " hundred thousand dozen million score group number crowd lot majority "
        "handful couple mob mass series wave band some several many most more "
        "one both each none ";
    while (truce_tree_lemma_in(&scan->tree, token, counts) ||
           truce_tree_token(&scan->tree, token)->upos == TRUCE_UPOS_NUM) {
        int32_t below = -1;
        for (int32_t c = scan->tree.first[token]; c >= 0;
             c = scan->tree.next[c])
            if ((truce_tree_rel(&scan->tree, c) == TRUCE_REL_nmod ||
                 truce_tree_rel(&scan->tree, c) == TRUCE_REL_obl) &&
                truce_view_eq_text(truce_tree_prep(&scan->tree, c), "of"))
                below = c;
        struct truce_actor stranger;
        if (below < 0 || scan->actors[below] == 2 ||
            (strangers && truce_stranger_find(scan, below, &stranger)))
            return below;
        token = below;
    }
    return -1;
}

static void put_examples_below(const struct truce_scan *scan,
                               struct truce_slot *slot, int32_t token,
                               int32_t head)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c]) {
        if (c < token || !truce_slot__speaks(scan, c) ||
            !truce_tree_word_in(truce_tree_prep(tree, c), " such include like ",
                                19))
            continue;
        truce_slot__mentions(scan, slot, c);
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (truce_tree_rel(tree, d) == TRUCE_REL_conj)
                truce_slot__mentions(scan, slot, d);
    }
}

/* "countries such as Kenya and Tanzania", "its creditors, including China":
 * they are meant. */
static bool put_examples(const struct truce_scan *scan, struct truce_slot *slot,
                         int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    size_t before = slot->n;
    bool partner = truce_slot__foreign(scan, token);
    if (scan->coder->petrarch.n ||
        (!partner && !truce_tree_lemma_in(tree, token,
                                          " country nation state government ")))
        return false;
    put_examples_below(scan, slot, token, token);
    if (partner && truce_tree_token(tree, token)->head >= 0 &&
        slot->n == before)
        put_examples_below(scan, slot, token,
                           truce_tree_token(tree, token)->head);
    return slot->n > before;
}

/* "members of the cartel": they are the cartel. */
static bool stands_for(const struct truce_scan *scan,
                       const struct truce_slot *slot, int32_t token)
{
    int32_t below = actor_below(scan, token, 2, false, REACH_PARTY);
    return (slot->alone ||
            truce_tree_lemma_in(&scan->tree, token, " member part ")) &&
           below >= 0 &&
           !(truce_slot__reference(scan, below) &&
             truce_tree_token(&scan->tree, below)->head == token);
}

/* `anywhere`: a place inside the phrase may stand for those who are there. */
void truce_slot__phrase(const struct truce_scan *scan, struct truce_slot *slot,
                        int32_t token, bool anywhere)
{
    const struct truce_mention *covering;
    struct truce_actor stranger;
    size_t before = slot->n;
    int32_t below;
    int32_t apposed = truce_slot__apposed(scan, token);
    if (truce_slot__members(scan, slot, token) ||
        put_examples(scan, slot, token))
        return;
    if (apposed >= 0)
        token = apposed;
    if (truce_slot__mentions(scan, slot, token)) {
        settle_codes(scan, slot, before, token);
        put_modifiers(scan, slot, token);
        put_inside(scan, slot, token);
        put_listed(scan, slot, token);
        truce_slot__row(scan, slot, token);
        return;
    }
    covering = truce_scan_mention(scan, token);
    if (covering) {
        truce_slot__put(slot, &covering->actor);
        put_inside(scan, slot, token);
        return;
    }
    below = counted(scan, token, slot->strangers);
    if (slot->strangers &&
        truce_stranger_find(scan, below < 0 ? token : below, &stranger) &&
        !stands_for(scan, slot, below < 0 ? token : below)) {
        stranger.abroad = stranger.abroad || (slot->alone && !stranger.sector);
        settle_code(scan, &stranger, below < 0 ? token : below);
        truce_slot__put(slot, &stranger);
        return;
    }
    if (slot->things && truce_stranger_thing(scan, token, &stranger) &&
        actor_below(scan, token, 2, false, REACH_PARTY) < 0) {
        truce_slot__put(slot, &stranger);
        return;
    }
    if (below < 0) {
        enum reach reach = anywhere ? REACH_TOWNS : REACH_PARTY;
        below = actor_below(scan, token, 2, false, reach);
        if (below < 0 &&
            truce_tree_token(&scan->tree, token)->upos != TRUCE_UPOS_PROPN)
            below = actor_below(scan, token, 2, true, reach);
        if (below < 0)
            return;
        slot->inside = true;
        slot->noun = token;
    }
    truce_slot__mentions(scan, slot, below);
    settle_codes(scan, slot, before, below);
    if (!slot->inside)
        put_inside(scan, slot, below); /* "hundreds of refugees from A, B" */
    for (int32_t c = scan->tree.first[below]; c >= 0; c = scan->tree.next[c])
        if (truce_tree_rel(&scan->tree, c) == TRUCE_REL_conj)
            truce_slot__mentions(scan, slot, c);
}

void truce_slot_add(const struct truce_scan *scan, struct truce_slot *slot,
                    int32_t token)
{
    truce_slot__phrase(scan, slot, token, false);
}

const struct truce_mention *truce_slot__mention(const struct truce_scan *scan,
                                                const struct truce_actor *actor)
{
    for (size_t i = 0; i < scan->n_mentions; i++)
        if (scan->mentions[i].actor.begin == actor->begin &&
            scan->mentions[i].actor.end == actor->end)
            return &scan->mentions[i];
    return NULL;
}

bool truce_slot__armed(const struct truce_scan *scan, int32_t token)
{
    const struct truce_mention *m = truce_scan_mention(scan, token);
    return m && (int32_t)m->head == token && m->actor.sector &&
           truce_tree_word_in(truce_view_of(m->actor.sector),
                              " MIL REB COP UAF PRM ", 21);
}

/* A town, a province, a named place that is no seat of government. */
bool truce_slot__place(const struct truce_scan *scan,
                       const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    if (actor->kind && !strcmp(actor->kind, "place"))
        return true;
    if (actor->office && actor->kind && !strcmp(actor->kind, "country"))
        return false; /* "the British territory of Bermuda" */
    return m && !truce_slot__armed(scan, (int32_t)m->head) &&
           truce_tree_lemma_in(
               &scan->tree, (int32_t)m->head,
               " city town village province district region territory "
               "county governorate airport peninsula soil area part ");
}
