/* Who is no target although the phrase names him: victims of what is condemned,
 * people to be released, places that are left, parts of the source; and X of
 * "X were deported from Y", whom a frame takes for the doer. */
#include <string.h>

#include "code/slots_int.h"

static const char many[] =
    " hundred thousand dozen score million number group ";

/* What is done to people: whoever the noun governs suffers it. */
bool truce_slot__harms(const struct truce_tree *tree, int32_t token)
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
bool truce_slot__suffers(const struct truce_tree *tree, int32_t noun)
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
        int32_t noun = head;
        if (head >= 0 && truce_tree_lemma_in(tree, head, " blame ") &&
            truce_view_eq_text(truce_tree_prep(tree, token), "on"))
            return false; /* "blamed the attacks on militants" */
        if (head >= 0 && truce_tree_rel(tree, token) == TRUCE_REL_obl &&
            truce_tree_child(tree, head, TRUCE_REL_obj) >= 0 &&
            truce_tree_child(tree, head, TRUCE_REL_obj) < token)
            noun = truce_tree_child(tree, head, TRUCE_REL_obj);
        if (noun >= 0 && truce_slot__harms(tree, noun) &&
            (truce_tree_word_in(truce_tree_prep(tree, token),
                                " of on against at ", 18) ||
             (owner && truce_slot__suffers(tree, noun))))
            return true;
        token = head;
    }
    return false;
}

/* "demand that X be released", "the release of X": it is not X who shall do
 * so. */
static bool is_freed(const struct truce_tree *tree, int32_t token)
{
    int32_t verb = truce_tree_token(tree, token)->head;
    while (verb >= 0 && truce_tree_rel(tree, token) == TRUCE_REL_nmod &&
           truce_tree_lemma_in(tree, verb, many)) {
        token = verb;
        verb = truce_tree_token(tree, token)->head;
    }
    if (verb >= 0 && truce_tree_rel(tree, token) == TRUCE_REL_nmod &&
        truce_view_eq_text(truce_tree_prep(tree, token), "of") &&
        truce_tree_lemma_in(tree, verb, " release freeing liberation "))
        return true;
    return truce_tree_token(tree, token)->rel == TRUCE_REL_nsubj_pass &&
           verb >= 0 && truce_tree_rel(tree, verb) == TRUCE_REL_ccomp &&
           truce_tree_lemma_in(tree, verb,
                               " release free allow save protect pay "
                               "compensate return let admit invite include "
                               "recognize recognise give grant treat bring "
                               "punish investigate prosecute try ");
}

/* "refused to leave Hong Kong": a place. */
static bool is_left(const struct truce_tree *tree, int32_t token)
{
    int32_t verb = truce_tree_token(tree, token)->head;
    return truce_tree_rel(tree, token) == TRUCE_REL_obj && verb >= 0 &&
           truce_tree_lemma_in(tree, verb, " leave quit vacate evacuate ");
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
                   is_freed(&scan->tree, (int32_t)m->head)) ||
                  (c->type == TRUCE_REJECT &&
                   is_left(&scan->tree, (int32_t)m->head)));
        if (!drop)
            slot->items[n++] = slot->items[i];
    }
    slot->n = n;
    if (n == 0)
        slot->from = NULL;
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

static bool is_state_of(const struct truce_actor *actor, const char *code)
{
    return actor->code && !strcmp(actor->code, code) &&
           (!actor->sector || !strcmp(actor->sector, "GOV"));
}

/* "will ratify its accord with the EU and the British government": Britain
 * is no other side of its own beside another country. */
static void drop_own_state(struct truce_slots *slots)
{
    struct truce_slot *slot = &slots->target;
    const struct truce_actor *doer = &slots->source.items[0];
    size_t n = 0, own = 0;
    if (slots->source.n != 1 || slot->n < 2 || !doer->code ||
        (doer->sector && strcmp(doer->sector, "GOV") != 0))
        return;
    for (size_t i = 0; i < slot->n; i++)
        own += is_state_of(&slot->items[i], doer->code);
    if (own == 0 || own == slot->n)
        return;
    for (size_t i = 0; i < slot->n; i++)
        if (!is_state_of(&slot->items[i], doer->code))
            slot->items[n++] = slot->items[i];
    slot->n = n;
}

/* "Venezuela and Guyana pledged not to use force over Essequibo": who acts
 * together does not do it to one of them. */
static void drop_joint_state(struct truce_slots *slots)
{
    struct truce_slot *slot = &slots->target;
    size_t n = 0;
    if (slots->source.n < 2)
        return;
    for (size_t i = 0; i < slot->n; i++) {
        bool joint = false;
        for (size_t k = 0; k < slots->source.n && !joint; k++)
            joint = slots->source.items[k].code &&
                    !slots->source.items[k].sector &&
                    is_state_of(&slot->items[i], slots->source.items[k].code);
        if (!joint)
            slot->items[n++] = slot->items[i];
    }
    slot->n = n;
    if (n == 0)
        slot->from = NULL;
}

void truce_slot__drop_parts(const struct truce_scan *scan,
                            struct truce_slots *slots)
{
    const struct truce_mention *doer =
        slots->source.n ? truce_slot__mention(scan, &slots->source.items[0])
                        : NULL;
    struct truce_slot *slot = &slots->target;
    size_t n = 0;
    drop_own_state(slots);
    drop_joint_state(slots);
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
