/* Targets that a frame does not ask for although the clause names them, and
 * nouns that are none: whoever made what is praised or rejected, the accused
 * of a clause beside, whoever must act lest a threat come true, the country
 * that a journey leads to or that aid goes to; victims are not accused. */
#include <string.h>

#include "code/slots_int.h"
#include "code/strangers.h"

static const char from_phrase[] = "phrase of the object";

static bool in_source(const struct truce_slots *slots,
                      const struct truce_actor *actor)
{
    for (size_t i = 0; i < slots->source.n; i++) {
        const struct truce_actor *doer = &slots->source.items[i];
        bool same_kind = !doer->sector == !actor->sector &&
                         (!doer->sector || !actor->sector ||
                          !strcmp(doer->sector, actor->sector));
        if (doer->begin < actor->end && actor->begin < doer->end)
            return true;
        if (doer->code && actor->code && !strcmp(doer->code, actor->code) &&
            (same_kind || !actor->sector ||
             (!doer->sector && !strcmp(actor->sector, "GOV"))))
            return true;
    }
    return false;
}

bool truce_slot__try(const struct truce_scan *scan, int32_t token,
                     struct truce_slots *slots)
{
    struct truce_slot found = {.strangers = true, .alone = true};
    truce_slot__phrase(scan, &found, token, false);
    if (found.inside &&
        truce_view_eq_text(truce_tree_prep(&scan->tree, token), "with"))
        return false; /* "in accordance with his instructions" */
    for (size_t i = 0; i < found.n; i++)
        if (truce_slot__place(scan, &found.items[i]) ||
            in_source(slots, &found.items[i]))
            return false;
    if (!found.n)
        return false;
    slots->target = found;
    slots->target.from = from_phrase;
    return true;
}

/* What is done to people: whoever the noun governs suffers it. */
static bool is_harm(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_lemma_in(
        tree, token,
        " shooting killing death murder assault abuse disappearance kidnapping "
        "rape treatment crash massacre torture detention arrest assassination "
        "abduction execution imprisonment beating attack violence crackdown "
        "seizure bombing shelling persecution mistreatment deportation "
        "expulsion jailing slaying lynching crime atrocity violation "
        "occupation annexation invasion strike ");
}

/* "Navalny's arrest", but "the police's crackdown". */
static bool suffers_own(const struct truce_tree *tree, int32_t noun)
{
    return truce_tree_lemma_in(
        tree, noun,
        " death murder disappearance detention arrest assassination abduction "
        "execution imprisonment kidnapping deportation expulsion jailing "
        "slaying ");
}

bool truce_slot__victim(const struct truce_scan *scan, int32_t token,
                        int32_t top)
{
    const struct truce_tree *tree = &scan->tree;
    for (int step = 0; step < 6 && token >= 0 && token != top; step++) {
        int32_t head = truce_tree_token(tree, token)->head;
        bool owner = truce_tree_token(tree, token)->rel == TRUCE_REL_nmod_poss;
        if (head >= 0 && is_harm(tree, head) &&
            (truce_tree_word_in(truce_tree_prep(tree, token),
                                " of on against at ", 18) ||
             (owner && suffers_own(tree, head))))
            return true;
        token = head;
    }
    return false;
}

/* "demand that X be released": it is not X who shall do so. */
static bool is_freed(const struct truce_tree *tree, int32_t token)
{
    int32_t verb = truce_tree_token(tree, token)->head;
    return truce_tree_token(tree, token)->rel == TRUCE_REL_nsubj_pass &&
           verb >= 0 && truce_tree_rel(tree, verb) == TRUCE_REL_ccomp &&
           truce_tree_lemma_in(tree, verb,
                               " release free allow save protect pay "
                               "compensate return let admit invite include "
                               "recognize recognise give grant treat bring "
                               "punish investigate prosecute try ");
}

void truce_slot__drop_victims(const struct truce_scan *scan,
                              const struct truce_candidate *c,
                              struct truce_slot *slot)
{
    size_t n = 0;
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_mention *m =
            truce_slot__mention(scan, &slot->items[i]);
        bool drop =
            m && ((c->type == TRUCE_ACCUSE &&
                   truce_slot__victim(scan, (int32_t)m->head, c->clause.top)) ||
                  (c->type == TRUCE_REQUEST &&
                   is_freed(&scan->tree, (int32_t)m->head)));
        if (!drop)
            slot->items[n++] = slot->items[i];
    }
    slot->n = n;
    if (n == 0)
        slot->from = NULL;
}

/* "welcomes Malta's entry", "rejected a statement by the army chief". */
static bool find_maker(const struct truce_scan *scan, int32_t object,
                       struct truce_slots *slots)
{
    static const char deeds[] =
        " decision move effort statement step pledge offer proposal plan "
        "decision initiative policy action announcement response request claim "
        "demand call ";
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[object]; c >= 0; c = tree->next[c]) {
        struct truce_view prep = truce_tree_prep(tree, c);
        bool owner = truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss;
        if (owner && suffers_own(tree, object))
            continue;
        if ((owner || truce_view_eq_text(prep, "by") ||
             (truce_view_eq_text(prep, "of") &&
              truce_tree_lemma_in(tree, object, deeds))) &&
            truce_slot__try(scan, c, slots))
            return true;
    }
    return false;
}

/* "filed a lawsuit accusing Kosovo of ...". */
static bool find_accused(const struct truce_scan *scan, int32_t top,
                         struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t v = top + 1; v < (int32_t)tree->sentence->n_tokens; v++) {
        int32_t object;
        if (!truce_tree_lemma_in(tree, v, " accuse blame charge ") ||
            !truce_view_eq_text(truce_tree_token(tree, v)->xpos, "VBG") ||
            !truce_tree_within(tree, v, top))
            continue;
        object = truce_tree_child(tree, v, TRUCE_REL_obj);
        if (object >= 0 && truce_slot__try(scan, object, slots))
            return true;
    }
    return false;
}

/* "fired grenades, killing eight protesters". */
static bool find_harmed(const struct truce_scan *scan, int32_t top,
                        struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t v = tree->first[top]; v >= 0; v = tree->next[v]) {
        int32_t object = truce_tree_child(tree, v, TRUCE_REL_obj);
        if (object >= 0 && v > top &&
            truce_view_eq_text(truce_tree_token(tree, v)->xpos, "VBG") &&
            truce_tree_lemma_in(tree, v, " kill wound injure hit hurt ") &&
            truce_slot__try(scan, object, slots))
            return true;
    }
    return false;
}

/* "met her and praised her": the other person told before. */
static bool find_pronoun(const struct truce_scan *scan, int32_t object,
                         struct truce_slots *slots)
{
    struct truce_actor actor;
    if (!truce_stranger_pronoun(scan, object, &actor) ||
        in_source(slots, &actor))
        return false;
    truce_slot__put(&slots->target, &actor);
    slots->target.from = from_phrase;
    return true;
}

/* "will strike if Iran does not yield": who is threatened. */
static bool find_warned(const struct truce_scan *scan, int32_t top,
                        struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t inner = truce_tree_child(tree, top, TRUCE_REL_xcomp);
    if (inner >= 0 && find_warned(scan, inner, slots))
        return true;
    for (int32_t v = tree->first[top]; v >= 0; v = tree->next[v]) {
        int32_t mark = truce_tree_child(tree, v, TRUCE_REL_mark);
        int32_t doer = truce_tree_child(tree, v, TRUCE_REL_nsubj);
        if (truce_tree_rel(tree, v) == TRUCE_REL_advcl && mark >= 0 &&
            doer >= 0 && truce_tree_lemma_in(tree, mark, " if unless ") &&
            truce_slot__try(scan, doer, slots))
            return true;
    }
    return false;
}

static bool is_journey(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_lemma_in(tree, token, " trip visit journey tour ");
}

static bool is_delegation(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_lemma_in(tree, token,
                               " delegation envoy mission diplomat official "
                               "minister representative team ");
}

/* "postponed a trip by its minister to North Korea". */
static bool find_goal(const struct truce_scan *scan, int32_t object,
                      struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t top = truce_tree_token(tree, object)->head;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        int32_t at = (int32_t)scan->mentions[i].head;
        if (at > object && truce_tree_within(tree, at, top) &&
            truce_view_eq_text(truce_tree_prep(tree, at), "to") &&
            truce_slot__try(scan, at, slots))
            return true;
    }
    return false;
}

bool truce_slot__namesake(const struct truce_scan *scan, int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    const struct truce_mention *m = truce_scan_mention(scan, token);
    int32_t head = truce_tree_token(tree, token)->head;
    return m && (int32_t)m->head == token && m->first == m->last &&
           m->actor.kind && !strcmp(m->actor.kind, "place") && head >= 0 &&
           truce_tree_rel(tree, token) == TRUCE_REL_obj &&
           truce_tree_lemma_in(tree, head,
                               " charge arrest detain convict sentence indict "
                               "question urge ask tell thank interview ");
}

void truce_slot__parties(const struct truce_scan *scan, struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++) {
        struct truce_actor *actor = &slot->items[i];
        const struct truce_mention *m = truce_slot__mention(scan, actor);
        bool every = false, political = false;
        if (!m || !actor->sector || strcmp(actor->sector, "PTY") != 0 ||
            !truce_tree_lemma_in(&scan->tree, (int32_t)m->head, " party "))
            continue;
        for (int32_t c = scan->tree.first[m->head]; c >= 0;
             c = scan->tree.next[c]) {
            bool word = truce_tree_lemma_in(&scan->tree, c,
                                            " all both warring rival "
                                            "concerned conflicting ");
            enum truce_rel rel = truce_tree_rel(&scan->tree, c);
            every = every || word;
            political =
                political ||
                (!word && (rel == TRUCE_REL_amod || rel == TRUCE_REL_compound));
        }
        if (!every || political)
            continue;
        actor->sector = NULL;
        actor->code = NULL;
        actor->abroad = true;
    }
}

void truce_slot__expelled(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    struct truce_slot who = {.strangers = true}, whence = {.n = 0};
    if (!c->passive ||
        !truce_tree_lemma_in(tree, c->token,
                             " deport expel banish evict exile extradite "))
        return;
    for (int32_t t = tree->first[c->token]; t >= 0; t = tree->next[t]) {
        if (truce_tree_token(tree, t)->rel == TRUCE_REL_nsubj_pass)
            truce_slot__phrase(scan, &who, t, false);
        else if (truce_view_eq_text(truce_tree_prep(tree, t), "from"))
            truce_slot__mentions(scan, &whence, t);
        else if (truce_tree_token(tree, t)->rel == TRUCE_REL_obl_agent)
            return;
    }
    if (!who.n || !whence.n || !whence.items[0].code ||
        (who.items[0].code && !who.items[0].sector))
        return;
    slots->source = whence;
    slots->target = who;
    slots->source.from = slots->target.from = "frame";
}

/* `token` stands in the phrase of the noun `head`, no verb between. */
static bool is_part_of(const struct truce_tree *tree, int32_t token,
                       int32_t head)
{
    for (int32_t t = token; t >= 0; t = truce_tree_token(tree, t)->head) {
        if (t == head)
            return token != head;
        if (truce_tree_verbal(tree, t) ||
            truce_tree_rel(tree, t) == TRUCE_REL_conj)
            return false;
    }
    return false;
}

void truce_slot__drop_parts(const struct truce_scan *scan,
                            struct truce_slots *slots)
{
    const struct truce_mention *doer =
        slots->source.n ? truce_slot__mention(scan, &slots->source.items[0])
                        : NULL;
    struct truce_slot *slot = &slots->target;
    size_t n = 0;
    if (!doer)
        return;
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_mention *m =
            truce_slot__mention(scan, &slot->items[i]);
        if (!m ||
            !is_part_of(&scan->tree, (int32_t)m->head, (int32_t)doer->head))
            slot->items[n++] = slot->items[i];
    }
    slot->n = n;
    if (n == 0)
        slot->from = NULL;
}

static bool is_somebody(const struct truce_scan *scan, int32_t token)
{
    struct truce_actor stranger;
    return scan->actors[token] == 2 ||
           truce_stranger_find(scan, token, &stranger);
}

/* The actors among a frame's own words: "welcomed migrants". */
static bool find_among_words(const struct truce_scan *scan,
                             const struct truce_match *match,
                             struct truce_slots *slots)
{
    static const char many[] =
        " hundred thousand dozen score million number group ";
    for (size_t i = 0; i < match->words.n; i++) {
        int32_t word = match->words.heads[i];
        int32_t head = truce_tree_token(&scan->tree, word)->head;
        bool counted = head >= 0 &&
                       truce_tree_rel(&scan->tree, head) == TRUCE_REL_obj &&
                       truce_tree_lemma_in(&scan->tree, head, many);
        if ((counted || truce_tree_rel(&scan->tree, word) == TRUCE_REL_obj) &&
            is_somebody(scan, word) && truce_slot__try(scan, word, slots))
            return true;
    }
    return false;
}

/* "finance a railway in Mozambique", "suspend aid projects in Mali". */
static bool find_where(const struct truce_scan *scan, int32_t top,
                       struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        int32_t at = (int32_t)m->head;
        if (at < top || !m->actor.code || !m->actor.kind ||
            strcmp(m->actor.kind, "country") != 0 ||
            !truce_view_eq_text(truce_tree_prep(tree, at), "in"))
            continue;
        while (at >= 0 && at != top) {
            at = truce_tree_token(tree, at)->head;
            if (at >= 0 && at != top && scan->actors[at] == 2)
                break;
        }
        if (at == top && truce_slot__try(scan, (int32_t)m->head, slots))
            return true;
    }
    return false;
}

void truce_slot__whom_named(const struct truce_scan *scan,
                            const struct truce_candidate *c,
                            struct truce_slots *slots)
{
    const struct truce_match *match = c->is_cue ? &c->cue : &c->match;
    int type = match->frame ? match->frame->type : c->type;
    if (!scan->coder->petrarch.n &&
        (type == TRUCE_AID || type == TRUCE_RETREAT || type == TRUCE_COERCE))
        find_among_words(scan, match, slots);
}

void truce_slot__whom(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      struct truce_slots *slots)
{
    int32_t object = truce_tree_child(&scan->tree, c->token, TRUCE_REL_obj);
    int32_t inner = truce_tree_child(&scan->tree, c->token, TRUCE_REL_xcomp);
    if (scan->coder->petrarch.n)
        return;
    if (object < 0 && inner >= 0)
        object = truce_tree_child(&scan->tree, inner, TRUCE_REL_obj);
    if (object >= 0 &&
        (is_journey(&scan->tree, object) ||
         (c->type == TRUCE_CONSULT && is_delegation(&scan->tree, object))) &&
        find_goal(scan, object, slots))
        return;
    if (c->type == TRUCE_ASSAULT && find_harmed(scan, c->clause.top, slots))
        return;
    if (object >= 0 && find_pronoun(scan, object, slots))
        return;
    if (object >= 0 &&
        (c->type == TRUCE_SUPPORT || c->type == TRUCE_ACCUSE ||
         c->type == TRUCE_REJECT) &&
        find_maker(scan, object, slots))
        return;
    if (c->type == TRUCE_ACCUSE && (find_accused(scan, c->token, slots) ||
                                    find_accused(scan, c->clause.top, slots)))
        return;
    if (c->type == TRUCE_THREATEN)
        find_warned(scan, c->token, slots);
}

void truce_slot__whom_where(const struct truce_scan *scan,
                            const struct truce_candidate *c,
                            struct truce_slots *slots)
{
    int type = c->match.frame ? c->match.frame->type : c->type;
    if (!scan->coder->petrarch.n &&
        (type == TRUCE_AID || type == TRUCE_SANCTION))
        find_where(scan, c->token, slots);
}
