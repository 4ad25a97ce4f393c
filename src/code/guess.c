/* Guesses for a slot that its frame leaves empty: the nearest actor to the
 * right inside the clause; with PETRARCH dictionaries also the only other
 * country of the sentence. Both leave their name in slot->from. */
#include <string.h>

#include "code/slots_int.h"

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

/* "met in Moscow" names no party of a meeting or an agreement, "met on
 * Lesotho" none of a meeting. */
static bool only_where(const struct truce_scan *scan,
                       const struct truce_candidate *c, int32_t token)
{
    struct truce_view prep = truce_tree_prep(&scan->tree, token);
    if (scan->coder->petrarch.n)
        return false;
    if (c->type == TRUCE_CONSULT &&
        truce_tree_word_in(prep, " on over about regarding concerning ", 36))
        return true;
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

/* "in the Indonesian capital", "the streets of Yerevan": where it happens. */
static bool in_the_capital(const struct truce_scan *scan, int32_t token)
{
    int32_t head = truce_tree_token(&scan->tree, token)->head;
    return head >= 0 &&
           truce_tree_lemma_in(&scan->tree, head,
                               " capital city town port street square ");
}

/* "Washington Square Park": a part of another name. */
static bool in_name(const struct truce_scan *scan, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(&scan->tree, token);
    int32_t head = truce_tree_token(&scan->tree, token)->head;
    return rel == TRUCE_REL_compound && head > token &&
           scan->actors[head] != 2 &&
           truce_tree_token(&scan->tree, head)->upos == TRUCE_UPOS_PROPN;
}

/* "rejected the claims, accusing Paris of ...", "refused to move, insisting on
 * ...": of another act beside. */
static bool aside(const struct truce_scan *scan,
                  const struct truce_candidate *c, int32_t token)
{
    while (token >= 0 && token != c->clause.top) {
        struct truce_view tag = truce_tree_token(&scan->tree, token)->xpos;
        if (truce_tree_rel(&scan->tree, token) == TRUCE_REL_advcl &&
            (truce_view_eq_text(tag, "VBG") || truce_view_eq_text(tag, "VB")))
            return true;
        token = truce_tree_token(&scan->tree, token)->head;
    }
    return false;
}

/* Inside a relative clause that does not tell of the strike itself. */
static bool described_by(const struct truce_scan *scan, int32_t token,
                         int32_t top)
{
    while (token >= 0 && token != top) {
        int32_t head = truce_tree_token(&scan->tree, token)->head;
        if (truce_tree_token(&scan->tree, token)->rel == TRUCE_REL_acl_relcl &&
            !truce_tree_lemma_in(&scan->tree, head,
                                 " strike protest demonstration rally march "))
            return true;
        token = head;
    }
    return false;
}

/* "stormed the university", "a strike that shut down the capital", "against"
 * somebody, "to demand that the government ...": what else stands behind a
 * protest is its place or its cause. */
static bool is_protested(const struct truce_scan *scan, int32_t token,
                         int32_t top)
{
    static const char calls[] = " protest demand oppose denounce condemn call "
                                "convince press pressure urge resign ";
    const struct truce_tree *tree = &scan->tree;
    struct truce_view prep = truce_tree_prep(tree, token);
    if (truce_tree_rel(tree, token) == TRUCE_REL_obj ||
        truce_tree_word_in(prep, " against at ", 12))
        return true;
    if (in_place(scan, token))
        return false;
    while (token >= 0 && token != top) {
        token = truce_tree_token(tree, token)->head;
        if (token >= 0 && token != top &&
            truce_tree_lemma_in(tree, token, calls))
            return true;
    }
    return false;
}

/* "in the aftermath of clashes between police and protesters": an occasion. */
static bool occasions(const struct truce_tree *tree, int32_t noun, int type)
{
    return type != TRUCE_ASSAULT && type != TRUCE_COERCE && noun >= 0 &&
           truce_tree_lemma_in(tree, noun,
                               " aftermath wake clash fighting riot unrest "
                               "violence battle ");
}

/* The way up from a guessed target: through clauses that only describe, and
 * through places and topics, it leads to somebody else's act. */
static bool led_astray(const struct truce_scan *scan,
                       const struct truce_candidate *c, int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t top = c->clause.top;
    if (scan->coder->petrarch.n)
        return false;
    if (in_name(scan, token))
        return true;
    if (c->type == TRUCE_REJECT)
        return aside(scan, c, token) || described_by(scan, token, top);
    if (c->type == TRUCE_ACCUSE && truce_slot__victim(scan, token, top))
        return true;
    if (c->type == TRUCE_PROTEST && !is_protested(scan, token, top))
        return true;
    if (c->type == TRUCE_PROTEST || c->type == TRUCE_MOBILIZE)
        return truce_tree_word_in(truce_tree_prep(tree, token),
                                  " around outside near from to ", 29) ||
               in_the_capital(scan, token) || described_by(scan, token, top);
    while (token >= 0 && token != top) {
        int32_t head = truce_tree_token(tree, token)->head;
        enum truce_rel rel = truce_tree_rel(tree, token);
        if (rel == TRUCE_REL_advcl || rel == TRUCE_REL_acl ||
            rel == TRUCE_REL_appos || occasions(tree, head, c->type) ||
            (head >= 0 && truce_slot__about(scan, head, token)) ||
            truce_tree_word_in(truce_tree_prep(tree, token), " under from ",
                               12))
            return true;
        token = head;
    }
    return false;
}

/* First actor with a country right of the predicate and inside its clause
 * that is not yet used; another country before another actor of the same. */
void truce_slot__guess_right(const struct truce_scan *scan,
                             const struct truce_candidate *c,
                             struct truce_slots *slots)
{
    for (int pass = 0; pass < 2 && !slots->target.n; pass++) {
        for (size_t i = 0; i < scan->n_mentions && !slots->target.n; i++) {
            const struct truce_mention *m = &scan->mentions[i];
            if (m->head <= (size_t)c->token || !m->actor.code ||
                (!scan->coder->petrarch.n &&
                 truce_slot__place(scan, &m->actor)) ||
                truce_slot__reference(scan, (int32_t)m->head) ||
                !in_clause(scan, (int32_t)m->head, c->clause.top) ||
                only_tells(scan, m, slots) ||
                led_astray(scan, c, (int32_t)m->head) ||
                truce_tree_rel(&scan->tree, (int32_t)m->head) ==
                    TRUCE_REL_nsubj ||
                truce_slot__border(scan, (int32_t)m->head) ||
                only_where(scan, c, (int32_t)m->head) ||
                overlaps(&slots->source, &m->actor) ||
                (pass == 0 && same_code(&slots->source, m->actor.code)))
                continue;
            truce_slot__put(&slots->target, &m->actor);
            slots->target.from = "actor to the right";
            slots->domestic = true;
        }
    }
}

/* The prepositions of whom an act of a type is done to. */
static const char *preps_of(int type)
{
    switch (type) {
    case TRUCE_AGREE:
    case TRUCE_SUPPORT:
        return " with to ";
    case TRUCE_COOPERATE:
        return " with ";
    case TRUCE_AID:
        return " to for ";
    case TRUCE_CONCEDE:
        return " to ";
    case TRUCE_SANCTION:
        return " on against with ";
    case TRUCE_COERCE:
    case TRUCE_THREATEN:
    case TRUCE_ASSAULT:
        return " on against ";
    case TRUCE_ACCUSE:
        return " against ";
    case TRUCE_REQUEST:
        return " on upon ";
    default:
        return NULL;
    }
}

/* "condemned the attack against civilians": they are not the accused. */
static bool is_crime(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_lemma_in(tree, token,
                               " attack assault violence crime crackdown "
                               "killing murder offensive strike war raid ");
}

/* "restrictions on Algeria", "support to a coalition": of whom a noun tells
 * whatever is done with it. */
static bool is_meant(const struct truce_tree *tree, int32_t token,
                     struct truce_view prep)
{
    static const char bars[] = " restriction sanction embargo ban curb tariff "
                               "blockade pressure limit ";
    static const char gifts[] =
        " support aid assistance help backing training weapon arms money loan "
        "concession guarantee access compensation relief ";
    return (truce_tree_lemma_in(tree, token, bars) &&
            truce_tree_word_in(prep, " on against ", 12)) ||
           (truce_tree_lemma_in(tree, token, " investigation inquiry probe ") &&
            truce_tree_word_in(prep, " into of on ", 12)) ||
           (truce_tree_lemma_in(tree, token,
                                " action operation campaign end halt stop "
                                "cease suspend pause ") &&
            truce_view_eq_text(prep, "against")) ||
           (truce_tree_lemma_in(tree, token, " loan offer proposal aid ") &&
            truce_view_eq_text(prep, "from")) ||
           (truce_tree_lemma_in(tree, token, gifts) &&
            truce_tree_word_in(prep, " to for ", 8));
}

/* "an agreement with neighboring Albania", which parsers take for a clause;
 * -1: none. */
static int32_t neighbor_of(const struct truce_tree *tree, int32_t token,
                           const char *preps)
{
    int32_t mark;
    if ((truce_tree_rel(tree, token) != TRUCE_REL_acl &&
         truce_tree_rel(tree, token) != TRUCE_REL_advcl) ||
        !truce_tree_word_in(truce_tree_token(tree, token)->form,
                            " neighboring neighbouring ", 26))
        return -1;
    mark = truce_tree_child(tree, token, TRUCE_REL_mark);
    if (mark < 0 || !truce_tree_word_in(truce_tree_token(tree, mark)->lemma,
                                        preps, strlen(preps)))
        return -1;
    if (truce_tree_child(tree, token, TRUCE_REL_obj) >= 0)
        return truce_tree_child(tree, token, TRUCE_REL_obj);
    return (size_t)token + 1 < tree->sentence->n_tokens &&
                   truce_tree_token(tree, token + 1)->upos == TRUCE_UPOS_PROPN
               ? token + 1
               : -1;
}

/* "a letter with the Vatican to seek aid", where parsers take the party for
 * who seeks; -1: none. */
static int32_t seeker(const struct truce_tree *tree, int32_t clause,
                      const char *preps)
{
    int32_t doer = -1;
    if (truce_tree_rel(tree, clause) == TRUCE_REL_advcl ||
        truce_tree_rel(tree, clause) == TRUCE_REL_acl)
        doer = truce_tree_child(tree, clause, TRUCE_REL_nsubj);
    return doer >= 0 &&
                   truce_view_eq_text(truce_tree_prep(tree, doer), "with") &&
                   strstr(preps, " with ")
               ? doer
               : -1;
}

/* "pledged (that) it would make concessions to". */
static bool is_own_clause(const struct truce_tree *tree, int32_t token,
                          enum truce_rel rel)
{
    int32_t doer = rel == TRUCE_REL_ccomp
                       ? truce_tree_child(tree, token, TRUCE_REL_nsubj)
                       : -1;
    return doer >= 0 && truce_tree_token(tree, doer)->upos == TRUCE_UPOS_PRON;
}

static bool search_phrase(const struct truce_scan *scan, int32_t token,
                          const char *preps, int depth,
                          struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        bool noun = rel == TRUCE_REL_obl || rel == TRUCE_REL_nmod;
        int32_t next = neighbor_of(tree, c, preps);
        if (next < 0)
            next = seeker(tree, c, preps);
        if (next >= 0 && truce_slot__try(scan, next, slots))
            return true;
        if (c < token ||
            (!noun && rel != TRUCE_REL_obj && rel != TRUCE_REL_xcomp &&
             rel != TRUCE_REL_conj && rel != TRUCE_REL_ccomp))
            continue;
        if (noun && !is_crime(tree, token) &&
            (is_meant(tree, token, truce_tree_prep(tree, c)) ||
             truce_tree_word_in(truce_tree_prep(tree, c), preps,
                                strlen(preps))) &&
            truce_slot__try(scan, c, slots))
            return true;
        if (rel == TRUCE_REL_obj &&
            truce_tree_lemma_in(tree, token, " help assist support back ") &&
            truce_slot__try(scan, c, slots))
            return true;
        if (depth > 0 && rel == TRUCE_REL_conj &&
            truce_tree_rel(tree, token) == TRUCE_REL_xcomp &&
            search_phrase(scan, c, preps, depth - 1, slots))
            return true; /* "agreed to withdraw and surrender to" */
        if (depth > 0 &&
            (rel == TRUCE_REL_obj || is_own_clause(tree, c, rel) ||
             rel == TRUCE_REL_xcomp ||
             truce_view_eq_text(truce_tree_prep(tree, c), "of") ||
             (truce_tree_lemma_in(tree, c, " aid assistance support ") &&
              truce_view_eq_text(truce_tree_prep(tree, c), "in"))) &&
            search_phrase(scan, c, preps, depth - 1, slots))
            return true;
    }
    return false;
}

void truce_slot__guess_phrase(const struct truce_scan *scan,
                              const struct truce_candidate *c,
                              struct truce_slots *slots)
{
    const char *preps = scan->coder->petrarch.n ? NULL : preps_of(c->type);
    if (preps && search_phrase(scan, c->token, preps, 3, slots))
        truce_slot__drop_victims(scan, c, &slots->target);
}

static bool in_slot(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code))
            return true;
    return false;
}

/* The only country of the sentence that is in neither slot. */
void truce_slot__guess_other(const struct truce_scan *scan,
                             const struct truce_candidate *c,
                             struct truce_slot *slot,
                             const struct truce_slots *slots)
{
    const struct truce_mention *only = NULL;
    if (slot->n)
        return;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        if (!m->actor.code || only_tells(scan, m, slots) ||
            truce_slot__reference(scan, (int32_t)m->head) ||
            in_place(scan, (int32_t)m->head) ||
            truce_slot__border(scan, (int32_t)m->head) ||
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
    truce_slot__put(slot, &only->actor);
    slot->from = "only other country";
}
