/* Targets that stand below the object or that no lexicon has: whose homes are
 * burnt, from whom a town is taken; a person or body known by name alone. */
#include <string.h>

#include "code/slots_int.h"

static bool is_agent(const struct truce_scan *scan, int32_t token)
{
    const struct truce_mention *m = truce_scan_mention(scan, token);
    return m && (int32_t)m->head == token && m->actor.sector && m->actor.kind &&
           strcmp(m->actor.kind, "place") != 0 &&
           !truce_slot__reference(scan, token);
}

/* "homes belonging to miners", "territory from insurgents": those whose it
 * is, below the object, also where the lexicon knows no country of theirs. */
static int32_t holder(const struct truce_scan *scan, int32_t token, int depth)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t found = -1;
    for (int32_t c = tree->first[token]; c >= 0 && found < 0; c = tree->next[c])
        if ((truce_tree_word_in(truce_tree_prep(tree, c), " from to against ",
                                17) ||
             truce_slot__armed(scan, c)) &&
            is_agent(scan, c))
            found = c;
    for (int32_t c = tree->first[token]; c >= 0 && found < 0 && depth > 0;
         c = tree->next[c])
        if (truce_tree_lemma_in(tree, c,
                                " belong own territory ground area land city "
                                "town retake recapture regain wrest seize "
                                "clear "))
            found = holder(scan, c, depth - 1);
    return found;
}

void truce_slot__holder(const struct truce_scan *scan,
                        const struct truce_candidate *c,
                        struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t object = truce_tree_child(tree, c->token, TRUCE_REL_obj);
    int32_t found = object >= 0 ? holder(scan, object, 3) : -1;
    for (int32_t v = tree->first[c->token]; v >= 0 && found < 0;
         v = tree->next[v])
        if (truce_tree_lemma_in(tree, v,
                                " retake recapture regain wrest seize "))
            found = holder(scan, v, 2);
    for (int32_t v = tree->first[c->token]; v >= 0 && found < 0;
         v = tree->next[v])
        if (v > object && object >= 0 &&
            truce_view_eq_text(truce_tree_prep(tree, v), "from") &&
            is_agent(scan, v) && truce_slot__armed(scan, v))
            found = v; /* "seized control of the port from peacekeepers" */
    if (found < 0)
        return;
    truce_slot__phrase(scan, slot, found, false);
    if (slot->n)
        slot->from = "frame";
}

static bool is_mention(const struct truce_scan *scan, int32_t token)
{
    return scan->actors[token] == 2 && !truce_slot__reference(scan, token);
}

/* "Mitchell and Yousif": beside somebody known, outside his name. */
static bool stands_beside(const struct truce_scan *scan, int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t head = truce_tree_token(tree, token)->head;
    if (truce_scan_mention(scan, token) ||
        truce_tree_token(tree, token)->form.len < 4)
        return false;
    if (truce_tree_rel(tree, token) == TRUCE_REL_conj)
        return is_mention(scan, head);
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_conj && is_mention(scan, c))
            return true;
    return false;
}

static bool is_body_name(const struct truce_tree *tree, int32_t token)
{
    static const char words[] =
        " Commission Council Committee Agency Organisation Organization "
        "Association Court Company Corporation Institute University Union "
        "Federation Authority Foundation Group Front Movement Party League "
        "Bank Alliance Brigade Bureau Society Network Congress Coalition "
        "Assembly Forum Initiative Army Forces Militia ";
    return truce_tree_word_in(truce_tree_token(tree, token)->form, words,
                              sizeof words - 1);
}

/* First token of a name before its head: "National Telecommunications". */
static int32_t name_begin(const struct truce_tree *tree, int32_t head)
{
    int32_t first = head;
    while (first > 0 &&
           truce_tree_token(tree, first - 1)->upos == TRUCE_UPOS_PROPN &&
           truce_tree_within(tree, first - 1, head))
        first--;
    while (first > 0 && truce_tree_token(tree, first - 1)->head == head &&
           truce_tree_rel(tree, first - 1) == TRUCE_REL_amod)
        first--;
    return first;
}

/* "the minister, Jean Dupont, and": named behind his office. */
static bool is_told_by_office(const struct truce_scan *scan, int32_t token)
{
    const struct truce_mention *m =
        token > 1 ? truce_scan_mention(scan, token - 2) : NULL;
    return m && (int32_t)m->last == token - 2 && m->actor.office &&
           truce_view_eq_text(truce_tree_token(&scan->tree, token - 1)->form,
                              ",");
}

/* "appealed on Wednesday": when, not whom. */
static bool is_day(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_lemma_in(
        tree, token,
        " Monday Tuesday Wednesday Thursday Friday Saturday Sunday January "
        "February March April June July August September October November "
        "December ");
}

/* "called on X", "blamed the attack on X", "an agreement with X": behind other
 * prepositions a name says where. */
static bool stands_apart(const struct truce_tree *tree, int32_t token)
{
    int32_t head = truce_tree_token(tree, token)->head;
    return truce_tree_child(tree, token, TRUCE_REL_case) >= 0 &&
           !truce_view_eq_text(truce_tree_prep(tree, token), "with") &&
           !(head >= 0 && truce_tree_lemma_in(tree, head,
                                              " call appeal blame "));
}

/* "asked Hailey to speak", "arrested Jean Dupont": a person of whom nothing
 * is known is told by name; not `alone`: beside others only. */
void truce_slot__unknown(const struct truce_scan *scan,
                         const struct truce_bound *bound, bool alone,
                         struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    for (size_t i = 0; i < bound->n && !scan->coder->petrarch.n; i++) {
        int32_t head = bound->heads[i], last = head;
        const struct truce_token *t = truce_tree_token(tree, head);
        struct truce_actor actor = {.kind = "unknown", .confidence = 0.5f};
        bool beside = slot->n > 0 && stands_beside(scan, head);
        bool body = is_body_name(tree, head);
        bool known = scan->actors[head] && !truce_slot__namesake(scan, head);
        if (t->upos != TRUCE_UPOS_PROPN || is_told_by_office(scan, head) ||
            is_day(tree, head) ||
            (!beside && (known || slot->n || !alone)) ||
            (!body && truce_tree_child(tree, head, TRUCE_REL_det) >= 0) ||
            stands_apart(tree, head) ||
            (!body && truce_tree_child(tree, head, TRUCE_REL_compound) >= 0))
            continue;
        for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c])
            if (truce_tree_rel(tree, c) == TRUCE_REL_flat && c == last + 1)
                last = c;
        actor.begin =
            body ? truce_tree_token(tree, name_begin(tree, head))->begin
                 : t->begin;
        actor.end = truce_tree_token(tree, last)->end;
        actor.text =
            (struct truce_view){scan->context->document->text.ptr + actor.begin,
                                actor.end - actor.begin};
        truce_slot__put(slot, &actor);
        slot->from = "frame";
    }
}

/* The talks that the act is, or that its verb opens, ends or resumes. */
static int32_t talks_of(const struct truce_scan *scan,
                        const struct truce_candidate *c)
{
    static const char talks[] = " talk talks negotiation dialogue conference "
                                "consultation round discussion ";
    int32_t subject = truce_tree_child(&scan->tree, c->token, TRUCE_REL_nsubj);
    if (truce_tree_lemma_in(&scan->tree, c->token, talks))
        return c->token;
    if (subject < 0 || truce_tree_lemma_in(&scan->tree, subject, talks))
        return subject;
    for (int32_t t = scan->tree.first[subject];
         t >= 0 && truce_tree_lemma_in(&scan->tree, subject,
                                       " day week hour month series ");
         t = scan->tree.next[t])
        if (truce_tree_lemma_in(&scan->tree, t, talks))
            return t; /* "ten days of talks" */
    return -1;
}

/* "Peace talks on Darfur opened", "ten days of negotiations to reunify Cyprus
 * ended": where nobody is named, those of the land that they are about. */
void truce_slot__topic(const struct truce_scan *scan,
                       const struct truce_candidate *c,
                       struct truce_slot *source)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t talks = talks_of(scan, c);
    for (int32_t t = talks >= 0 ? tree->first[talks] : -1; t >= 0 && !source->n;
         t = tree->next[t]) {
        bool about = truce_tree_word_in(truce_tree_prep(tree, t),
                                        " on about over ", 15);
        bool aim = truce_tree_lemma_in(tree, t,
                                       " end settle resolve reunify reunite "
                                       "stop halt pacify ");
        for (size_t i = 0; (about || aim) && i < scan->n_mentions && !source->n;
             i++) {
            const struct truce_mention *m = &scan->mentions[i];
            struct truce_actor land = m->actor;
            if (!land.code || !land.kind || land.office ||
                (strcmp(land.kind, "place") && strcmp(land.kind, "country")) ||
                !truce_tree_within(tree, (int32_t)m->head, t))
                continue;
            land.kind = "country";
            land.sector = NULL;
            truce_slot__put(source, &land);
            source->from = "land that the talks are about";
        }
    }
}
