/*
 * Nouns of what third parties do: "under the auspices of X", "Russian
 * mediation", "with the help of X", "through Omani officials", "at the seat of
 * X". Who bears a role is read by bearers.c.
 */
#include <string.h>

#include "code/seeker.h"

static bool has_prep(struct truce_view prep, const char *words)
{
    return prep.ptr && truce_tree_word_in(prep, words, strlen(words));
}

/* "in front of X they signed": before witnesses, not before a house. */
static bool signed_there(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return head >= 0 && truce_sense_lemma(sense, head,
                                          " sign initial agree seal shake "
                                          "exchange ink pledge embrace ");
}

/* Does the noun of mediation stand in the way that its role needs? */
static bool fits(const struct truce_sense *sense, int32_t token,
                 const char *role)
{
    struct truce_view prep = truce_sense_prep(sense, token);
    if (!strcmp(role, "host"))
        return has_prep(prep, " at on upon ");
    if (!strcmp(role, "witness"))
        return has_prep(prep, " in ") &&
               (!truce_sense_lemma(sense, token, " front ") ||
                signed_there(sense, token));
    if (!strcmp(role, "observer"))
        return has_prep(prep, " under ");
    if (!strcmp(role, "guarantor"))
        return has_prep(prep, " under with ");
    return true;
}

/* "to which X and Y also belonged", "were involved in the mediation". */
static int take_members(struct truce_seeker *seeker, int32_t token, bool found,
                        const char *role)
{
    static const char joining[] =
        " involve involved lead join help participate part role coordinate "
        "belong take contribute ";
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c])
        if (sense->sentence->tokens[c].rel == TRUCE_REL_acl_relcl &&
            truce_sense_lemma(sense, c, joining))
            rc = truce_seek_subjects(seeker, c, role, c);
    if (rc == TRUCE_OK && !found && head >= 0 &&
        truce_sense_lemma(sense, head, joining))
        rc = truce_seek_subjects(seeker, head, role, head);
    return rc;
}

static bool is_help(const struct truce_sense *sense, int32_t token)
{
    return truce_sense_lemma(sense, token, " help assistance ") &&
           sense->sentence->tokens[token].upos == TRUCE_UPOS_NOUN &&
           truce_view_eq_text(truce_sense_prep(sense, token), "with");
}

/* The object of the verb of thanking that the noun hangs on, or -1. */
static int32_t thanked(const struct truce_sense *sense, int32_t token)
{
    for (int step = 0; step < 3 && token >= 0; step++) {
        token = sense->sentence->tokens[token].head;
        if (token >= 0 && truce_sense_lemma(sense, token,
                                            " thank praise credit hail "
                                            "commend applaud gratitude "
                                            "congratulate "))
            return truce_tree_child(&sense->tree, token, TRUCE_REL_obj);
    }
    return -1;
}

/* "accepted the mediation of X", "welcomed", "asked for". */
static bool accepted(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return head >= 0 && truce_tree_rel(&sense->tree, token) == TRUCE_REL_obj &&
           truce_sense_lemma(sense, head,
                             " accept thank credit praise continue resume "
                             "begin start hail ");
}

/* "It was the fruit of South African mediation". */
static bool is_result(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return head >= 0 &&
           truce_sense_lemma(sense, head,
                             " fruit result product outcome success triumph "
                             "week month year day hour ");
}

/* "accepted a United Nations proposal for a truce": who proposes a truce to
 * others stands between them. */
static bool is_offered(const struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    bool truce = false;
    if (head < 0 ||
        !truce_sense_lemma(sense, token, " proposal plan draft initiative ") ||
        !truce_sense_lemma(sense, head,
                           " accept agree endorse approve back "
                           "sign embrace "))
        return false;
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        truce = truce ||
                (c != token && truce_sense_lemma(sense, c,
                                                 " truce ceasefire cease-fire "
                                                 "peace pause "));
    return truce;
}

/* "entrusts Qatar with the mediation of their dispute": whom; -1 none. */
static int32_t entrusted(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return head >= 0 &&
                   truce_sense_lemma(sense, head, " entrust charge task ") &&
                   has_prep(truce_sense_prep(sense, token), " with ")
               ? truce_tree_child(&sense->tree, head, TRUCE_REL_obj)
               : -1;
}

/* The role of somebody who is named behind "under" or "before" with a verb of
 * meeting or signing; NULL none. */
static const char *stands_over(const struct truce_sense *sense, int32_t token)
{
    const struct truce_mention *m = truce_sense_mention(sense, token);
    int32_t head = sense->sentence->tokens[token].head;
    struct truce_view prep = truce_sense_prep(sense, token);
    if (!m || !m->actor.code || !m->actor.kind || head < 0 ||
        m->head != (size_t)token ||
        (strcmp(m->actor.kind, "person") && !m->actor.office))
        return NULL;
    if (has_prep(prep, " under ") &&
        truce_sense_lemma(sense, head,
                          " meet talk gather negotiate confer "
                          "convene talks negotiation meeting "))
        return "mediator";
    return has_prep(prep, " before ") &&
                   truce_sense_lemma(sense, head,
                                     " sign initial swear shake embrace ")
               ? "witness"
               : NULL;
}

/* The verb whose subject did it: "began his mediation", "ended six weeks of
 * mediation"; -1 none. */
static int32_t busy(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    if (head >= 0 && truce_sense_lemma(sense, head, " day week month year "))
        token = head;
    head = sense->sentence->tokens[token].head;
    return head >= 0 && truce_tree_rel(&sense->tree, token) == TRUCE_REL_obj &&
                   truce_sense_lemma(sense, head,
                                     " end conclude complete begin start "
                                     "resume continue undertake lead ")
               ? head
               : -1;
}

static int take_residence(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        if ((has_prep(truce_sense_prep(sense, c), " of ") ||
             (sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss &&
              sense->sentence->tokens[c].upos != TRUCE_UPOS_PRON)) &&
            truce_seek_phrase(seeker, "host", c, token, TRUCE_SEEK_DONE) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* "met at the residence of the UN envoy", "met in Paris as guests of X". */
static bool is_lodging(const struct truce_sense *sense, int32_t token)
{
    struct truce_view prep = truce_sense_prep(sense, token);
    return (has_prep(prep, " at in ") &&
            truce_sense_lemma(sense, token,
                              " residence seat headquarters premises ")) ||
           (has_prep(prep, " as ") &&
            truce_sense_lemma(sense, token, " guest "));
}

/* "met at the Swiss embassy in Moscow": who lends the house to others. */
static bool is_mission_house(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return truce_sense_lemma(sense, token, " embassy consulate ") &&
           has_prep(truce_sense_prep(sense, token), " at in ") && head >= 0 &&
           truce_sense_lemma(sense, head,
                             " meet talk talks negotiate negotiation confer "
                             "sign initial meeting sit ");
}

/* "the mediation was provided by X": those behind "by". */
static int take_providers(struct truce_seeker *seeker, int32_t token,
                          const char *role, enum truce_seek_truth told)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    int rc = TRUCE_OK;
    if (head < 0 || truce_tree_rel(&sense->tree, token) != TRUCE_REL_nsubj ||
        !truce_tree_passive(&sense->tree, head) ||
        !truce_sense_lemma(sense, head,
                           " provide offer conduct lead undertake extend "
                           "lend carry "))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[head]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c])
        if (has_prep(truce_sense_prep(sense, c), " by "))
            rc = truce_seek_phrase(seeker, role, c, token, told);
    return rc;
}

/* "held talks through Turkish diplomats", "sent a letter through Oman": who
 * carries the words. */
static bool is_channel(const struct truce_sense *sense, int32_t token)
{
    const struct truce_mention *m;
    int32_t head = sense->sentence->tokens[token].head;
    if (!has_prep(truce_sense_prep(sense, token), " through via "))
        return false;
    if (truce_sense_lemma(sense, token,
                          " diplomat official intermediary envoy emissary "
                          "government embassy ambassador negotiator officer "
                          "mediator channel service minister ministry "
                          "delegate representative clergyman bishop "))
        return true;
    m = truce_sense_mention(sense, token);
    return m && head >= 0 &&
           truce_sense_lemma(sense, head,
                             " letter message note talk talks negotiation "
                             "contact channel communication reply response "
                             "proposal offer send hand deliver exchange pass "
                             "communicate negotiate transmit convey respond "
                             "answer correspond agree arrange ");
}

/* "thanks to Egyptian efforts", "after intensive Egyptian contacts with both
 * sides": work between others, told with what came of it. */
static bool is_work(const struct truce_sense *sense, int32_t token)
{
    struct truce_view prep = truce_sense_prep(sense, token);
    if (truce_sense_lemma(sense, token, " pressure "))
        return has_prep(prep, " under after ");
    if (truce_sense_lemma(sense, token, " effort intervention "))
        return has_prep(prep, " thanks to after following through ");
    if (!truce_sense_lemma(sense, token, " contact consultation diplomacy ") ||
        !has_prep(prep, " thanks to after following through "))
        return false;
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        if (has_prep(truce_sense_prep(sense, c), " with between ") &&
            truce_seek_has(sense, c, " two both "))
            return true;
    return truce_sense_lemma(sense, token, " diplomacy ");
}

/* "at the initiative of X and Y". */
static bool is_behest(const struct truce_sense *sense, int32_t token)
{
    return truce_sense_lemma(sense, token,
                             " initiative behest instigation urging prompting "
                             "bidding insistence ") &&
           has_prep(truce_sense_prep(sense, token), " at on upon ");
}

int truce_seek_office(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    const char *role = seeker->marks[TRUCE_SEEK_OFFICE][token];
    const struct truce_mention *m;
    struct truce_view prep = truce_sense_prep(sense, token);
    enum truce_seek_truth told;
    size_t before = seeker->out->n;
    bool agent = false; /* "mediation by X" is done, not a track */
    uint8_t upos = sense->sentence->tokens[token].upos;
    int rc = TRUCE_OK;
    if (!role && upos != TRUCE_UPOS_NOUN && upos != TRUCE_UPOS_PROPN &&
        upos != TRUCE_UPOS_PRON)
        return TRUCE_OK;
    if (!role && (is_help(sense, token) || is_offered(seeker, token) ||
                  is_work(sense, token)))
        role = "mediator";
    if (!role && is_lodging(sense, token))
        return take_residence(seeker, token);
    if (!role && is_mission_house(sense, token))
        return truce_seek_phrase(seeker, "host", token, token, TRUCE_SEEK_DONE);
    if (!role && is_behest(sense, token))
        role = "mediator";
    /* "met under President X", "signed before the king" */
    if (!role && stands_over(sense, token) != NULL)
        return truce_seek_phrase(seeker, stands_over(sense, token), token,
                                 token, TRUCE_SEEK_DONE);
    if (!role && is_channel(sense, token))
        return truce_seek_phrase(seeker, "mediator", token, token,
                                 truce_seek_told(sense, token));
    if (!role || !fits(sense, token, role))
        return TRUCE_OK;
    m = truce_sense_mention(sense, token);
    told = truce_seek_told(sense, token);
    if (take_providers(seeker, token, role, told) < 0)
        return TRUCE_ENOMEM;
    if (seeker->out->n > before)
        return TRUCE_OK;
    if (entrusted(sense, token) >= 0)
        return truce_seek_phrase(seeker, role, entrusted(sense, token), token,
                                 told);
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view own = truce_sense_prep(sense, c);
        agent |= has_prep(own, " by ");
        /* "thanked X for its mediation": not the thanker's */
        if (sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss &&
            truce_sense_lemma(sense, c, " its their his her ") &&
            thanked(sense, token) >= 0) {
            agent = true;
            rc = truce_seek_phrase(seeker, role, thanked(sense, token), token,
                                   told);
            continue;
        }
        if (truce_sense_lemma(sense, c, " their they "))
            continue;
        if (has_prep(own, " of by from ") || rel == TRUCE_REL_amod ||
            rel == TRUCE_REL_compound ||
            sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss)
            rc = truce_seek_phrase(seeker, role, c, token, told);
    }
    /* "ended six weeks of mediation" */
    if (rc == TRUCE_OK && seeker->out->n == before && busy(sense, token) >= 0)
        return truce_seek_subjects(seeker, busy(sense, token), role, token);
    /* the mention may cover adjective and noun: "Russian mediation" */
    if (rc == TRUCE_OK && seeker->out->n == before && m &&
        m->first < (size_t)token)
        rc = truce_seek_add(seeker, role, &m->actor, token, told);
    for (size_t i = before; i < seeker->out->n; i++)
        seeker->out->items[i].bare =
            !agent && !truce_sense_lemma(sense, token, " team effort ") &&
            !accepted(sense, token) && !is_offered(seeker, token) &&
            !is_result(sense, token) &&
            !has_prep(prep, " under through with at on upon in by thanks to "
                            "after following despite amid via ");
    return rc == TRUCE_OK
               ? take_members(seeker, token, seeker->out->n > before, role)
               : rc;
}
