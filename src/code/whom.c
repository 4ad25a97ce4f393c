/* Targets that a frame does not ask for although the clause names them:
 * whoever made what is praised or rejected, the accused of a clause beside,
 * whoever must act lest a threat come true, the country that a journey leads
 * to or that aid goes to. Who is none: spared.c. */
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

/* "air strikes by drones": what it is done with. */
static bool is_means(const struct truce_scan *scan,
                     const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m && truce_tree_lemma_in(&scan->tree, (int32_t)m->head,
                                    " strike airstrike raid missile rocket "
                                    "drone aircraft ");
}

/* "support to the SFA": some body of which nothing is known. */
static bool add_acronym(const struct truce_scan *scan, int32_t token,
                        struct truce_slot *slot)
{
    const struct truce_token *t = truce_tree_token(&scan->tree, token);
    struct truce_actor actor = {.kind = "unknown", .confidence = 0.5f};
    bool capitals = t->form.len >= 2 && t->form.len <= 6;
    for (size_t i = 0; i < t->form.len; i++)
        capitals = capitals && t->form.ptr[i] >= 'A' && t->form.ptr[i] <= 'Z';
    if (!capitals || t->upos != TRUCE_UPOS_PROPN || scan->actors[token] ||
        truce_scan_mention(scan, token))
        return false;
    actor.begin = t->begin;
    actor.end = t->end;
    actor.text =
        (struct truce_view){scan->context->document->text.ptr + actor.begin,
                            actor.end - actor.begin};
    truce_slot__put(slot, &actor);
    return true;
}

bool truce_slot__try(const struct truce_scan *scan, int32_t token,
                     struct truce_slots *slots)
{
    struct truce_slot found = {
        .strangers = true, .alone = true, .things = slots->target.things};
    truce_slot__phrase(scan, &found, token, false);
    if (found.inside &&
        truce_view_eq_text(truce_tree_prep(&scan->tree, token), "with"))
        return false; /* "in accordance with his instructions" */
    for (size_t i = 0; i < found.n; i++)
        if (truce_slot__place(scan, &found.items[i]) ||
            is_means(scan, &found.items[i]) ||
            in_source(slots, &found.items[i]))
            return false;
    if (!found.n && !add_acronym(scan, token, &found) &&
        truce_view_eq_text(truce_tree_prep(&scan->tree, token), "with"))
        truce_slot__unknown(scan, &(struct truce_bound){{token}, 1}, true,
                            &found);
    if (!found.n)
        return false;
    slots->target = found;
    slots->target.from = from_phrase;
    return true;
}

/* "the steps taken by Azerbaijan". */
static bool find_doer(const struct truce_scan *scan, int32_t verb,
                      struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if (c > verb && truce_view_eq_text(truce_tree_prep(tree, c), "by") &&
            truce_tree_rel(tree, c) == TRUCE_REL_obl)
            return truce_slot__try(scan, c, slots);
    return false;
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
        if (owner && truce_slot__suffers(tree, object))
            continue;
        if (truce_slot__harms(tree, object) && truce_view_eq_text(prep, "of") &&
            find_maker(scan, c, slots))
            return true; /* "the killing of farmers by soldiers" */
        if ((owner || truce_view_eq_text(prep, "by") ||
             (truce_view_eq_text(prep, "of") &&
              truce_tree_lemma_in(tree, object, deeds))) &&
            truce_slot__try(scan, c, slots))
            return true;
        if (truce_tree_rel(tree, c) == TRUCE_REL_acl && /* "steps taken by X" */
            truce_tree_lemma_in(tree, object, deeds) &&
            find_doer(scan, c, slots))
            return true;
    }
    return false;
}

/* "an investigation into (reports of) abuse by soldiers": down the phrases
 * of the inquiry to whoever did it. */
static bool find_suspect(const struct truce_scan *scan, int32_t noun, int depth,
                         struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c])
        if (c > noun && truce_view_eq_text(truce_tree_prep(tree, c), "by") &&
            truce_slot__try(scan, c, slots))
            return true;
    for (int32_t c = tree->first[noun]; c >= 0 && depth > 0; c = tree->next[c])
        if (c > noun &&
            truce_tree_word_in(truce_tree_prep(tree, c), " into of over on ",
                               17) &&
            find_suspect(scan, c, depth - 1, slots))
            return true;
    return false;
}

static bool is_inquiry(const struct truce_tree *tree, int32_t verb,
                       int32_t object)
{
    static const char inquiries[] =
        " investigation probe inquiry enquiry review hearing ";
    return truce_tree_lemma_in(tree, verb, " investigate probe ") ||
           truce_tree_lemma_in(tree, object, inquiries);
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

/* "fired grenades, killing eight protesters", "attacked, inflicting losses on
 * the army". */
static bool find_harmed(const struct truce_scan *scan, int32_t top,
                        struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t v = tree->first[top]; v >= 0; v = tree->next[v]) {
        int32_t object = truce_tree_child(tree, v, TRUCE_REL_obj);
        if (object < 0 || v <= top ||
            !truce_view_eq_text(truce_tree_token(tree, v)->xpos, "VBG"))
            continue;
        if (truce_tree_lemma_in(
                tree, v, " kill wound injure hit hurt destroy damage ") &&
            truce_slot__try(scan, object, slots))
            return true;
        for (int32_t c = tree->first[v]; c >= 0; c = tree->next[c])
            if (truce_tree_lemma_in(tree, v, " inflict ") &&
                truce_view_eq_text(truce_tree_prep(tree, c), "on") &&
                truce_slot__try(scan, c, slots))
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

static bool is_somebody(const struct truce_scan *scan, int32_t token,
                        bool things)
{
    struct truce_actor stranger;
    return scan->actors[token] == 2 ||
           truce_stranger_find(scan, token, &stranger) ||
           (things && truce_stranger_thing(scan, token, &stranger));
}

/* The actors among a frame's own words: "welcomed migrants". */
static bool find_among_words(const struct truce_scan *scan,
                             const struct truce_match *match, bool things,
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
        bool hit = things &&
                   truce_view_eq_text(truce_tree_prep(&scan->tree, word), "on");
        if ((counted || hit ||
             truce_tree_rel(&scan->tree, word) == TRUCE_REL_obj) &&
            is_somebody(scan, word, things) &&
            truce_slot__try(scan, word, slots))
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

/* "gave Mali 20 million dollars for schools", where parsers take the country
 * for a part of the sum. */
static bool find_payee(const struct truce_scan *scan, int32_t verb,
                       struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t sum = truce_tree_child(tree, verb, TRUCE_REL_obj);
    if (sum < 0 ||
        !truce_tree_lemma_in(tree, sum,
                             " dollar euro pound yen franc peso yuan rouble "
                             "ruble crown krona krone ton tonne "))
        return false;
    for (int32_t c = tree->first[sum]; c >= 0 && c < sum; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_compound &&
            truce_slot__speaks(scan, c) && truce_slot__try(scan, c, slots))
            return true;
    return false;
}

void truce_slot__whom_named(const struct truce_scan *scan,
                            const struct truce_candidate *c,
                            struct truce_slots *slots)
{
    const struct truce_match *match = c->is_cue ? &c->cue : &c->match;
    struct truce_slot *target = &slots->target;
    struct truce_slot frames = *target;
    int type = match->frame ? match->frame->type : c->type;
    /* "released hostages in exchange for the release of X" */
    bool traded = type == TRUCE_RETREAT && target->n && target->inside &&
                  truce_tree_lemma_in(&scan->tree, target->noun,
                                      " release freeing return ");
    if (scan->coder->petrarch.n ||
        (type == TRUCE_AID && find_payee(scan, c->token, slots)) ||
        (target->n && !traded))
        return;
    if (type != TRUCE_AID && type != TRUCE_RETREAT && type != TRUCE_COERCE &&
        type != TRUCE_SANCTION && type != TRUCE_ASSAULT)
        return;
    target->n = 0;
    target->inside = false;
    if (!find_among_words(scan, match, type == TRUCE_ASSAULT, slots))
        *target = frames;
}

/* "approved plans by the Greens", "agreed to allow them help". */
static bool find_offer(const struct truce_scan *scan, int32_t verb,
                       int32_t object, struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t inner = truce_tree_child(tree, verb, TRUCE_REL_xcomp);
    int32_t given = inner >= 0 ? truce_tree_child(tree, inner, TRUCE_REL_iobj)
                               : truce_tree_child(tree, verb, TRUCE_REL_iobj);
    if (given >= 0 && truce_slot__try(scan, given, slots))
        return true;
    if (object < 0 ||
        !truce_tree_lemma_in(tree, object,
                             " plan proposal request offer bid demand "))
        return false;
    for (int32_t c = tree->first[object]; c >= 0; c = tree->next[c])
        if (truce_view_eq_text(truce_tree_prep(tree, c), "by") &&
            truce_slot__try(scan, c, slots))
            return true;
    return false;
}

void truce_slot__promised(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t object = truce_tree_child(tree, c->token, TRUCE_REL_iobj);
    if (object < 0)
        object = truce_tree_child(tree, c->token, TRUCE_REL_obj);
    if (!slots->target.n && object >= 0 && scan->actors[object] == 2 &&
        truce_tree_lemma_in(tree, c->token,
                            " promise assure guarantee tell offer "))
        truce_slot__try(scan, object, slots);
}

/* "expressed concern that the regime was increasing ...": states, armies and
 * governments that do it. */
static bool find_worrying(const struct truce_scan *scan, int32_t object,
                          struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t v = tree->first[object]; v >= 0; v = tree->next[v]) {
        const struct truce_mention *m;
        int32_t doer = truce_tree_child(tree, v, TRUCE_REL_nsubj);
        enum truce_rel rel = truce_tree_rel(tree, v);
        if ((rel != TRUCE_REL_ccomp && rel != TRUCE_REL_acl) || doer < 0 ||
            truce_tree_passive(tree, v) ||
            !truce_tree_lemma_in(tree, object,
                                 " concern alarm anger outrage dismay regret "))
            continue;
        m = truce_scan_mention(scan, doer);
        if (m && m->actor.code &&
            (!m->actor.sector ||
             truce_tree_word_in(truce_view_of(m->actor.sector),
                                " GOV MIL COP REB PTY ", 21)) &&
            truce_slot__try(scan, doer, slots))
            return true;
    }
    return false;
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
    if (c->type == TRUCE_ACCUSE && object >= 0 &&
        is_inquiry(&scan->tree, c->token, object) &&
        find_suspect(scan, object, 3, slots))
        return;
    if (c->type == TRUCE_AGREE && find_offer(scan, c->token, object, slots))
        return;
    if (c->type == TRUCE_ACCUSE && object >= 0 &&
        find_worrying(scan, object, slots))
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
