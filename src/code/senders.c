/* Contributors of missions; see senders.h. The nearest words win: adjectives
 * and names before the noun, "of" and "from" behind it, then the subject of
 * the verb that sends. */
#include "code/senders.h"

#include <string.h>

static bool is_sector(const struct truce_actor *actor, const char *sector)
{
    return actor->sector && !strcmp(actor->sector, sector);
}

static bool is_igo(const struct truce_actor *actor)
{
    return actor->code &&
           (is_sector(actor, "IGO") || !strcmp(actor->code, "UNO") ||
            !strcmp(actor->code, "AFU") || !strcmp(actor->code, "OSC") ||
            !strcmp(actor->code, "ECO") || !strcmp(actor->code, "NAT"));
}

static bool may_send(const struct truce_actor *actor)
{
    return actor->code && !is_sector(actor, "REB") &&
           !is_sector(actor, "PRE") && !is_sector(actor, "CVL") &&
           !is_sector(actor, "MED") &&
           !(actor->kind && !strcmp(actor->kind, "place"));
}

static int add(const struct truce_senses *senses,
               const struct truce_actor *actor, struct truce_actors *out)
{
    if (!may_send(actor) || truce_actors_have(out, actor->code))
        return TRUCE_OK;
    return truce_actors_add(senses->context->arena, out, actor);
}

static bool is_troops(const struct truce_cue_hit *hit)
{
    return !strcmp(hit->code, "troops");
}

/* "part of a multinational force", "the force, made up of soldiers from A". */
static bool part_of_force(const struct truce_sense *sense, int32_t token)
{
    static const char forces[] = " force mission contingent brigade ";
    if (!truce_sense_lemma(sense, token, forces))
        return false;
    for (int32_t t = token > 4 ? token - 4 : 0; t < token; t++)
        if (truce_sense_lemma(sense, t, " part "))
            return true;
    for (int32_t t = token + 1;
         t < token + 4 && t + 1 < (int32_t)sense->sentence->n_tokens; t++)
        if ((truce_sense_lemma(sense, t, " make ") &&
             truce_sense_lemma(sense, t + 1, " up ")) ||
            truce_sense_lemma(sense, t, " comprise compose consist "))
            return true;
    return false;
}

/* "to keep the foes apart", "holds the buffer zone", "will verify the
 * withdrawal", "police the ceasefire". */
static bool has_purpose(const struct truce_sense *sense)
{
    bool watches = false, watched = false;
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        int32_t t = (int32_t)k;
        if (truce_sense_lemma(sense, t,
                              " apart buffer interposition peacekeeping "
                              "disengagement stabilisation stabilization "
                              "peacekeeper ") ||
            part_of_force(sense, t))
            return true;
        watches |= truce_sense_lemma(sense, t,
                                     " monitor verify supervise oversee "
                                     "police enforce guarantee uphold observe "
                                     "separate maintain keep guard watch "
                                     "implement secure staff ");
        /* "troops to enforce it": the text told before */
        watched |= watches && k > 0 && sense->index > 0 &&
                   truce_sense_lemma(sense, t, " it them ") &&
                   truce_sense_lemma(sense, t - 1,
                                     " enforce monitor police guarantee "
                                     "implement supervise oversee uphold ");
        watched |= truce_sense_lemma(sense, t,
                                     " truce ceasefire cease-fire withdrawal "
                                     "accord agreement peace line pact deal "
                                     "disarmament weapon combatant foe "
                                     "belligerent ");
    }
    return watches && watched;
}

static bool fights(const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " kill attack bomb fire shell strike raid clash "
                              "invade capture seize "))
            return true;
    return false;
}

/* "observers for the elections", "a vote held with observers from A". */
static bool for_polls(const struct truce_sense *sense, int32_t head)
{
    static const char polls[] =
        " election vote poll referendum ballot plebiscite ";
    int32_t verb = sense->sentence->tokens[head].head;
    const int32_t tops[] = {head, verb};
    if (!truce_sense_lemma(sense, head, " observer monitor "))
        return false;
    for (size_t i = 0; i < 2; i++)
        for (int32_t c = tops[i] >= 0 ? sense->tree.first[tops[i]] : -1; c >= 0;
             c = sense->tree.next[c])
            if (truce_sense_lemma(sense, c, polls) &&
                (truce_view_eq_text(truce_sense_prep(sense, c), "for") ||
                 (truce_tree_rel(&sense->tree, c) == TRUCE_REL_nsubj &&
                  truce_tree_passive(&sense->tree, tops[i]))))
                return true;
    return false;
}

static bool watches_polls(const struct truce_sense *sense,
                          const struct truce_cue_hit *hit)
{
    for (size_t k = hit->first > 3 ? hit->first - 3 : 0; k <= hit->last; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " election electoral vote poll rights referendum "
                              "war party diplomatic trade fact-finding "
                              "rescue space humanitarian relief "))
            return true;
    return for_polls(sense, (int32_t)hit->last);
}

/* "rejected the return of observers", "urged the UN to send a force": there
 * is none yet; what has a mandate or withdraws is there. */
static bool is_unreal(const struct truce_sense *sense, int32_t token)
{
    for (int step = 0; step < 7 && token >= 0; step++) {
        int32_t head = sense->sentence->tokens[token].head;
        enum truce_rel rel = truce_tree_rel(&sense->tree, token);
        if (truce_sense_lemma(sense, token,
                              " mandate withdrawal withdraw extension "
                              "renewal pullout "))
            return false;
        if (rel == TRUCE_REL_nsubj || rel == TRUCE_REL_acl ||
            rel == TRUCE_REL_advcl || rel == TRUCE_REL_conj ||
            rel == TRUCE_REL_parataxis || head < 0)
            return false;
        if (truce_sense_lemma(sense, head,
                              " reject refuse oppose rule propose proposal "
                              "call urge ask request want discuss consider "
                              "seek suggest demand plea appeal idea veto "
                              "block resist suggestion "))
            return true;
        token = head;
    }
    return false;
}

/* Troops of a body that sends none to wage war. */
static bool keeps_peace(const struct truce_actor *actor)
{
    static const char bodies[] = " UNO AFU ECO OSC SAD IGA ARL ";
    return is_igo(actor) &&
           truce_tree_word_in(truce_view_of(actor->code), bodies,
                              sizeof bodies - 1);
}

/* "African Union troops guard the airport", "the AU has 7,000 soldiers in the
 * region". */
static bool stationed(const struct truce_sense *sense,
                      const struct truce_cue_hit *hit, int32_t verb)
{
    int32_t subject = verb >= 0
                          ? truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj)
                          : -1;
    const struct truce_mention *m =
        subject >= 0 ? truce_sense_mention(sense, subject) : NULL;
    if (!m || !m->actor.code || !keeps_peace(&m->actor))
        return false;
    if (m->last >= hit->first && m->first <= hit->last)
        return truce_sense_lemma(sense, verb,
                                 " guard patrol protect deploy station arrive "
                                 "secure escort monitor leave withdraw remain "
                                 "stay keep ");
    return truce_sense_lemma(sense, verb, " have keep maintain field ");
}

/* "The United Nations plans to dispatch 7,000 troops" where a text was signed:
 * a body's troops are there to keep it. */
static bool sent_by_body(const struct truce_senses *senses,
                         const struct truce_sense *sense, int32_t verb)
{
    const struct truce_coded *out = senses->context->out;
    bool body = false, made = false;
    if (verb < 0 || !truce_sense_lemma(sense, verb,
                                       " send dispatch deploy station guard "
                                       "patrol "))
        return false;
    for (size_t i = 0; i < sense->n_mentions; i++)
        body |= is_igo(&sense->mentions[i].actor);
    for (size_t i = 0; i < out->n_agreements; i++)
        made |= !strcmp(out->agreements[i].event, "signed");
    return body && made;
}

static bool counted(const struct truce_sense *sense, size_t noun)
{
    for (size_t k = noun > 3 ? noun - 3 : 0; k < noun; k++)
        if (truce_sense_number(sense, k) > 0 ||
            truce_sense_lemma(sense, (int32_t)k, " military unarmed dozen "))
            return true;
    return false;
}

bool truce_senders_fit(const struct truce_senses *senses,
                       const struct truce_sense *sense,
                       const struct truce_cue_hit *hit, int32_t verb)
{
    (void)senses;
    if (watches_polls(sense, hit) || is_unreal(sense, (int32_t)hit->last))
        return false;
    if (verb >= 0 && truce_sense_lemma(sense, verb, " accuse "))
        return false;
    /* "sent observers" to talks, not to a line */
    if (hit->first == hit->last &&
        truce_sense_lemma(sense, (int32_t)hit->first, " observer ") &&
        truce_sense_lemma(sense, verb,
                          " send have attend participate sit assist help join "
                          "support ") &&
        !counted(sense, hit->first) && !has_purpose(sense) &&
        (truce_sense_lemma(sense, verb, " assist help ") ||
         truce_tree_child(&sense->tree, verb, TRUCE_REL_obl) < 0))
        return false;
    if (!is_troops(hit))
        return true;
    if (!fights(sense) && (sent_by_body(senses, sense, verb) ||
                           stationed(sense, hit, verb)))
        return true;
    return !fights(sense) && has_purpose(sense);
}

static bool is_filler(const struct truce_sense *sense, size_t token)
{
    uint8_t upos = sense->sentence->tokens[token].upos;
    return upos == TRUCE_UPOS_ADJ || upos == TRUCE_UPOS_NOUN ||
           upos == TRUCE_UPOS_NUM || upos == TRUCE_UPOS_PUNCT ||
           upos == TRUCE_UPOS_PROPN || upos == TRUCE_UPOS_PART;
}

/* Mention that holds token, unless it is only the noun of the mission with
 * its place ("peacekeepers in Mali"). */
static const struct truce_mention *naming(const struct truce_sense *sense,
                                          size_t token,
                                          const struct truce_cue_hit *hit)
{
    const struct truce_mention *m = truce_sense_mention(sense, (int32_t)token);
    if (!m || !m->actor.code ||
        truce_sense_lemma(sense, (int32_t)m->head, " its their his it they "))
        return NULL;
    if (m->first >= hit->first && !is_igo(&m->actor) &&
        truce_view_find(m->actor.text, TRUCE_VIEW(" of ")) == (size_t)-1)
        return NULL;
    if (!is_igo(&m->actor) &&
        truce_view_find(m->actor.text, TRUCE_VIEW(" in ")) != (size_t)-1)
        return NULL;
    return m;
}

/* Further names of a list that ends with the mention: "French, British and
 * [United Nations troops]". */
static int add_left(const struct truce_senses *senses,
                    const struct truce_sense *sense, size_t first,
                    struct truce_actors *out)
{
    while (first >= 2 &&
           (truce_view_eq_text(sense->sentence->tokens[first - 1].form, ",") ||
            truce_sense_lemma(sense, (int32_t)first - 1, " and "))) {
        const struct truce_mention *m =
            truce_sense_mention(sense, (int32_t)first - 2);
        if (!m || m->last + 2 != first || !m->actor.code)
            break;
        if (add(senses, &m->actor, out) < 0)
            return TRUCE_ENOMEM;
        first = m->first;
    }
    return TRUCE_OK;
}

/* "Norwegian-led monitors": the lexicon passes over the first half. */
static int add_leader(const struct truce_senses *senses,
                      const struct truce_sense *sense, size_t token,
                      struct truce_actors *out)
{
    struct truce_actor actor = {0};
    struct truce_view form = sense->sentence->tokens[token].form;
    if (truce_view_ends(form, "-led"))
        form.len -= 4;
    else if (truce_view_eq_text(form, "led") && token >= 2 &&
             truce_view_eq_text(sense->sentence->tokens[token - 1].form, "-"))
        form = sense->sentence->tokens[token - 2].form;
    else
        return TRUCE_OK;
    if (truce_lexicon_resolve(truce_coder_lexicon(senses->context->coder), form,
                              senses->context->document->date,
                              senses->context->arena, &actor) == TRUCE_ENOMEM)
        return TRUCE_ENOMEM;
    actor.text = form;
    actor.begin = sense->sentence->tokens[token].begin;
    actor.end = sense->sentence->tokens[token].end;
    return add(senses, &actor, out);
}

static int before_noun(const struct truce_senses *senses,
                       const struct truce_sense *sense,
                       const struct truce_cue_hit *hit, bool leaving,
                       struct truce_actors *out)
{
    size_t from = hit->first > 5 ? hit->first - 5 : 0;
    for (size_t k = hit->last + 1; k-- > from && !out->n;) {
        const struct truce_mention *m = naming(sense, k, hit);
        if (m && leaving && m->first > hit->last)
            m = NULL;
        if (m && m->first <= hit->last && may_send(&m->actor)) {
            if (add(senses, &m->actor, out) < 0)
                return TRUCE_ENOMEM;
            return add_left(senses, sense, m->first, out);
        }
        if (k < hit->first && add_leader(senses, sense, k, out) < 0)
            return TRUCE_ENOMEM;
        if (k < hit->first && !is_filler(sense, k))
            break;
    }
    return TRUCE_OK;
}

/* "a monitoring group of A's, B's and C's", "a force of A and B battalions". */
static int group_of(const struct truce_senses *senses,
                    const struct truce_sense *sense, size_t noun,
                    struct truce_actors *out)
{
    for (int32_t c = sense->tree.first[noun]; c >= 0; c = sense->tree.next[c]) {
        if (truce_tree_rel(&sense->tree, c) != TRUCE_REL_nmod ||
            !truce_view_eq_text(truce_sense_prep(sense, c), "of"))
            continue;
        for (size_t i = 0; i < sense->n_mentions; i++) {
            const struct truce_mention *m = &sense->mentions[i];
            bool in = truce_tree_within(&sense->tree, (int32_t)m->head, c) ||
                      m->head == noun;
            if (in && m->last > noun && add(senses, &m->actor, out) < 0)
                return TRUCE_ENOMEM;
        }
    }
    return TRUCE_OK;
}

/* "force of the African Union", "monitors from A, B and C". */
static int behind_noun(const struct truce_senses *senses,
                       const struct truce_sense *sense,
                       const struct truce_cue_hit *hit, bool leaving,
                       struct truce_actors *out)
{
    size_t k = hit->last + 1, n = sense->sentence->n_tokens;
    if (hit->last > hit->first &&
        truce_sense_lemma(sense, (int32_t)hit->last,
                          " group team contingent "))
        return group_of(senses, sense, hit->last, out);
    if (k + 1 >= n ||
        !truce_sense_lemma(sense, (int32_t)k, leaving ? " of " : " of from "))
        return TRUCE_OK;
    for (size_t j = k + 1; j < n && j < k + 4; j++) {
        const struct truce_mention *m = truce_sense_mention(sense, (int32_t)j);
        struct truce_actors found = {0};
        if (!m || !may_send(&m->actor))
            continue;
        if (truce_sense_actors(senses, sense, (int32_t)m->head, &found) < 0)
            return TRUCE_ENOMEM;
        for (size_t i = 0; i < found.n; i++)
            if (add(senses, &found.items[i], out) < 0)
                return TRUCE_ENOMEM;
        return TRUCE_OK;
    }
    return TRUCE_OK;
}

static int add_phrase(const struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t token,
                      struct truce_actors *out)
{
    struct truce_actors found = {0};
    if (truce_sense_actors(senses, sense, token, &found) < 0)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < found.n; i++)
        if (add(senses, &found.items[i], out) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* "Kenya has commanded a regional force", "A and B will send monitors",
 * "troops sent by A", "the zone held by ...". */
static int doers(const struct truce_senses *senses,
                 const struct truce_sense *sense, int32_t verb,
                 struct truce_actors *out)
{
    int32_t subjects[6];
    size_t n;
    int rc = TRUCE_OK;
    if (verb < 0 ||
        !truce_sense_lemma(sense, verb,
                           " send deploy dispatch provide contribute command "
                           "station withdraw renew extend prolong keep end "
                           "lead supply establish create order decide "
                           "agree authorise authorize approve mandate field "
                           "lend commit head put monitor supervise oversee "
                           "launch set open mount have staff "
                           "police verify observe patrol "
                           "maintain "))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[verb]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c])
        if (sense->sentence->tokens[c].rel == TRUCE_REL_obl_agent ||
            truce_view_eq_text(truce_sense_prep(sense, c), "by"))
            rc = add_phrase(senses, sense, c, out);
    if (out->n || truce_tree_passive(&sense->tree, verb))
        return rc;
    n = truce_tree_subjects(&sense->tree, verb, subjects, 6, NULL);
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++)
        rc = add_phrase(senses, sense, subjects[i], out);
    return rc;
}

/* "the Angolan military mission". */
static bool of_soldiers(const struct truce_sense *sense,
                        const struct truce_cue_hit *hit)
{
    return hit->first > 0 &&
           truce_sense_lemma(sense, (int32_t)hit->last, " mission ") &&
           truce_sense_lemma(sense, (int32_t)hit->first - 1,
                             " military police peacekeeping training "
                             "stabilisation stabilization ");
}

/* "150 monitors, among them Thai and Philippine officers". */
static int among_them(const struct truce_senses *senses,
                      const struct truce_sense *sense,
                      const struct truce_cue_hit *hit,
                      struct truce_actors *out)
{
    size_t k = hit->last + 2, n = sense->sentence->n_tokens;
    if (k + 1 >= n ||
        !truce_view_eq_text(sense->sentence->tokens[k - 1].form, ",") ||
        !(truce_sense_lemma(sense, (int32_t)k, " include including ") ||
          (truce_sense_lemma(sense, (int32_t)k, " among ") &&
           truce_sense_lemma(sense, (int32_t)k + 1, " they them "))))
        return TRUCE_OK;
    for (size_t i = 0; i < sense->n_mentions; i++) {
        const struct truce_mention *m = &sense->mentions[i];
        if (m->first > k && m->first < k + 10 && m->actor.code &&
            add(senses, &m->actor, out) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

int truce_senders_find(const struct truce_senses *senses,
                       const struct truce_sense *sense,
                       const struct truce_cue_hit *hit, int32_t verb,
                       struct truce_actors *out)
{
    /* who withdraws peacekeepers from X is not X */
    bool leaving = truce_sense_lemma(sense, verb, " withdraw pull remove ");
    int32_t below =
        truce_tree_child(&sense->tree, (int32_t)hit->last, TRUCE_REL_acl);
    int rc = before_noun(senses, sense, hit, leaving, out);
    /* "UN monitors", "a mission": bodies only for the bare noun */
    if (rc == TRUCE_OK && !strcmp(hit->code, "body")) {
        if (out->n && !is_igo(&out->items[0]) && !of_soldiers(sense, hit))
            out->n = 0;
        return rc == TRUCE_OK && !out->n && has_purpose(sense)
                   ? group_of(senses, sense, hit->last, out)
                   : rc;
    }
    if (rc == TRUCE_OK)
        rc = among_them(senses, sense, hit, out);
    if (rc != TRUCE_OK || out->n > 1)
        return rc;
    /* "African Union troops from A and B" are the Union's */
    if (rc == TRUCE_OK && !(out->n == 1 && is_igo(&out->items[0])))
        rc = behind_noun(senses, sense, hit, leaving, out);
    if (rc == TRUCE_OK && !out->n && below >= 0)
        rc = doers(senses, sense, below, out);
    if (rc == TRUCE_OK && !out->n)
        rc = doers(senses, sense, verb, out);
    return rc;
}
