/*
 * Nouns of third parties: who bears the role ("Norway as facilitator", "Cuba
 * and Norway are the guarantors", "the chief mediator of IGAD"). What is done
 * ("under the auspices of X") is read by auspices.c.
 */
#include <string.h>

#include "code/seeker.h"

static bool is_comma(const struct truce_sense *sense, size_t token)
{
    const struct truce_token *t = &sense->sentence->tokens[token];
    return truce_view_eq_text(t->form, ",") ||
           truce_view_eq_text(t->form, "\xe2\x80\x93") ||
           truce_view_eq_text(t->form, "\xe2\x80\x94") ||
           (truce_view_eq_text(t->form, "-") && t->space_after && token > 0 &&
            sense->sentence->tokens[token - 1].space_after);
}

static const struct truce_mention *
ending_before(const struct truce_sense *sense, size_t token)
{
    while (token > 0 &&
           sense->sentence->tokens[token - 1].upos == TRUCE_UPOS_DET)
        token--;
    for (size_t i = 0; i < sense->n_mentions; i++)
        if (sense->mentions[i].last + 1 == token)
            return &sense->mentions[i];
    return NULL;
}

int truce_seek_list_before(struct truce_seeker *seeker, size_t end,
                           const char *role, int32_t anchor)
{
    const struct truce_sense *sense = seeker->sense;
    const struct truce_mention *m = ending_before(sense, end);
    int n = 0;
    while (m && n < 8) {
        size_t first = m->first;
        if (truce_seek_add(seeker, role, &m->actor, anchor, TRUCE_SEEK_DONE) <
            0)
            return TRUCE_ENOMEM;
        n++;
        while (first > 0 &&
               sense->sentence->tokens[first - 1].upos == TRUCE_UPOS_DET)
            first--;
        if (first < 2 ||
            !(is_comma(sense, first - 1) ||
              truce_sense_lemma(sense, (int32_t)first - 1, " and ")))
            break;
        m = ending_before(sense,
                          is_comma(sense, first - 2) ? first - 2 : first - 1);
    }
    return n;
}

/* "in quality of observers, representatives of A, of B", "the four guarantors
 * of the protocol, A, B and C, signed": the list behind the comma. */
static int take_after(struct truce_seeker *seeker, int32_t token,
                      const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    size_t k = (size_t)token + 1, end = sense->sentence->n_tokens;
    if (!truce_view_eq_text(sense->sentence->tokens[token].xpos, "NNS"))
        return TRUCE_OK;
    while (k < end && k < (size_t)token + 9 && !is_comma(sense, k)) {
        if (sense->sentence->tokens[k].upos == TRUCE_UPOS_VERB)
            return TRUCE_OK;
        k++;
    }
    if (k >= end || !is_comma(sense, k))
        return TRUCE_OK;
    while (++k < end && (sense->sentence->tokens[k].upos == TRUCE_UPOS_DET ||
                         sense->sentence->tokens[k].upos == TRUCE_UPOS_ADV))
        ;
    for (size_t i = 0; i < sense->n_mentions; i++)
        if (sense->mentions[i].first == k)
            return truce_seek_phrase(seeker, role,
                                     (int32_t)sense->mentions[i].head, token,
                                     TRUCE_SEEK_DONE);
    return TRUCE_OK;
}

/* "with A and B as observers", "A acted as mediator", "signed as
 * witnesses". */
static int take_as(struct truce_seeker *seeker, int32_t token, size_t as,
                   const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    size_t before;
    int n = truce_sense_lemma(sense, (int32_t)as - 1, " they them ")
                ? 0 /* "sat between them as mediator" */
                : truce_seek_list_before(seeker, as, role, token);
    if (n != 0)
        return n < 0 ? n : TRUCE_OK;
    while (head >= 0 && sense->sentence->tokens[head].upos != TRUCE_UPOS_VERB)
        head = sense->sentence->tokens[head].head;
    if (head < 0)
        return TRUCE_OK;
    if (truce_tree_passive(&sense->tree, head)) {
        for (int32_t c = sense->tree.first[head]; c >= 0;
             c = sense->tree.next[c])
            if (sense->sentence->tokens[c].rel == TRUCE_REL_obl_agent &&
                truce_seek_phrase(seeker, role, c, token, TRUCE_SEEK_DONE) < 0)
                return TRUCE_ENOMEM;
    }
    before = seeker->out->n;
    if (truce_view_eq_text(sense->sentence->tokens[head].xpos, "VBG") &&
        truce_tree_child(&sense->tree, head, TRUCE_REL_nsubj) < 0) {
        n = truce_seek_list_before(seeker, (size_t)head, role, token);
        if (n != 0)
            return n < 0 ? n : TRUCE_OK;
    }
    if (truce_seek_subjects(seeker, head, role, head) < 0)
        return TRUCE_ENOMEM;
    /* the parser may have lost the subject: who stands before the verb */
    n = seeker->out->n == before && (size_t)head < as
            ? truce_seek_list_before(seeker, (size_t)head, role, token)
            : 0;
    if (n == 0 && seeker->out->n == before)
        return take_after(seeker, token, role);
    return n < 0 ? n : TRUCE_OK;
}

/* Token of the "as" ("among the witnesses") that stands before the bearer,
 * SIZE_MAX: none. */
static size_t as_before(const struct truce_sense *sense, int32_t token)
{
    for (int32_t k = token - 1; k >= 0 && k > token - 6; k--) {
        uint8_t upos = sense->sentence->tokens[k].upos;
        struct truce_view form = sense->sentence->tokens[k].form;
        if (truce_view_eq_nocase(form, TRUCE_VIEW("as")) ||
            truce_view_eq_nocase(form, TRUCE_VIEW("among")) ||
            truce_sense_lemma(sense, k, " quality capacity "))
            return (size_t)k;
        if (upos == TRUCE_UPOS_VERB ||
            (upos == TRUCE_UPOS_PUNCT && !truce_view_eq_text(form, "-")))
            break;
    }
    return SIZE_MAX;
}

static bool copular(const struct truce_sense *sense, int32_t token)
{
    return truce_tree_child(&sense->tree, token, TRUCE_REL_cop) >= 0 &&
           truce_tree_child(&sense->tree, token, TRUCE_REL_nsubj) >= 0;
}

/* "The mediators were Qatar and Egypt". */
static bool is_subject_of_actor(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return head >= 0 &&
           truce_tree_rel(&sense->tree, token) == TRUCE_REL_nsubj &&
           truce_tree_child(&sense->tree, head, TRUCE_REL_cop) >= 0 &&
           truce_sense_mention(sense, head) != NULL;
}

/* "V and W its observers": the verb of the first half is left out. */
static bool gapped(const struct truce_sense *sense, int32_t token)
{
    return token > 1 &&
           truce_sense_lemma(sense, token - 1, " its their the ") &&
           ending_before(sense, (size_t)token - 1) != NULL &&
           !is_comma(sense, (size_t)token - 2);
}

/* "A, B and C, the island's guarantor powers, took part", "the guarantor
 * states": a noun of states behind the role, beside those who bear it. */
static int take_powers(struct truce_seeker *seeker, int32_t token,
                       const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t noun = token + 1;
    size_t first = (size_t)token;
    if ((size_t)noun >= sense->sentence->n_tokens ||
        !truce_sense_lemma(sense, noun, " power state country nation body "))
        return 0;
    while (first > 0 && !is_comma(sense, first - 1) &&
           first + 5 > (size_t)token)
        first--;
    return first > 1 && is_comma(sense, first - 1)
               ? truce_seek_list_before(seeker, first - 1, role, token)
               : 0;
}

/* "to which A, B and C are guarantors": the parser hangs them elsewhere. */
static int take_before_copula(struct truce_seeker *seeker, int32_t token,
                              const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t cop = truce_tree_child(&sense->tree, token, TRUCE_REL_cop);
    int32_t head = sense->sentence->tokens[token].head;
    size_t before = seeker->out->n;
    if (cop <= 0)
        return TRUCE_OK;
    if (truce_seek_list_before(seeker, (size_t)cop, role, token) < 0)
        return TRUCE_ENOMEM;
    if (seeker->out->n > before)
        return TRUCE_OK;
    /* "A and B, which ..., and six other states are guarantors" */
    return head >= 0 && truce_tree_rel(&sense->tree, token) == TRUCE_REL_conj
               ? truce_seek_phrase(seeker, role, head, token, TRUCE_SEEK_DONE)
               : TRUCE_OK;
}

/* "to give the mediators time", none named: those whom a party of the
 * sentence before talked with. */
static int take_known(struct truce_seeker *seeker, int32_t token,
                      const char *role)
{
    const struct truce_sense *before;
    size_t n;
    if (!seeker->sense->index ||
        !truce_sense_lemma(seeker->sense, token - 1, " the "))
        return TRUCE_OK;
    before = &seeker->senses->items[seeker->sense->index - 1];
    for (size_t k = 0; k < before->sentence->n_tokens; k++) {
        if (!truce_sense_lemma(before, (int32_t)k,
                               " talk talks negotiation consultation "))
            continue;
        for (int32_t c = (int32_t)k + 1; c < (int32_t)k + 5 &&
                                         (size_t)c < before->sentence->n_tokens;
             c++) {
            struct truce_actors with = {0};
            if (!truce_view_eq_text(truce_tree_prep(&before->tree, c), "with"))
                continue;
            if (truce_sense_actors(seeker->senses, before, c, &with) < 0)
                return TRUCE_ENOMEM;
            n = seeker->out->n;
            for (size_t i = 0; i < with.n; i++)
                if (truce_seek_add(seeker, role, &with.items[i], token,
                                   TRUCE_SEEK_DONE) < 0)
                    return TRUCE_ENOMEM;
            for (; n < seeker->out->n; n++) { /* it is there that they met */
                seeker->out->items[n].sentence = before->index;
                seeker->out->items[n].anchor = (int32_t)k;
                seeker->out->items[n].table = true;
            }
        }
    }
    return TRUCE_OK;
}

/* Those the role is exercised for: "mediator of the bloc IGAD", "the AU's
 * mediator", "the Norwegian facilitator". */
static int take_owners(struct truce_seeker *seeker, int32_t token,
                       const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view prep = truce_sense_prep(sense, c);
        bool of = truce_view_eq_text(prep, "of") ||
                  truce_view_eq_text(prep, "for") ||
                  truce_view_eq_text(prep, "from");
        const struct truce_mention *m = truce_sense_mention(sense, c);
        if (rel == TRUCE_REL_nmod && of &&
            !(m && m->actor.sector && !strcmp(m->actor.sector, "IGO")))
            continue;
        /* "their host": not one of the guests */
        if (truce_sense_lemma(sense, c, " their they "))
            continue;
        if (rel == TRUCE_REL_compound || rel == TRUCE_REL_amod ||
            sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss ||
            (rel == TRUCE_REL_nmod && of))
            rc = truce_seek_phrase(seeker, role, c, token, TRUCE_SEEK_DONE);
    }
    return rc;
}

/* "guarantor states Russia and Turkey", "host nation Egypt". */
static int take_states(struct truce_seeker *seeker, int32_t token,
                       const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t at = token + 1;
    if ((size_t)at + 1 >= sense->sentence->n_tokens)
        return TRUCE_OK;
    if (truce_sense_lemma(sense, at, " state country nation power "))
        at++;
    else if (strcmp(role, "host") && strcmp(role, "guarantor"))
        return TRUCE_OK;
    for (size_t i = 0; i < sense->n_mentions; i++)
        if (sense->mentions[i].first == (size_t)at)
            return truce_seek_phrase(seeker, role,
                                     (int32_t)sense->mentions[i].head, token,
                                     TRUCE_SEEK_DONE);
    return TRUCE_OK;
}

/* "the mediator, former President X", "mediator X", "X, the mediator". */
static int take_bearers_name(struct truce_seeker *seeker, int32_t token,
                             const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    enum truce_rel own = truce_tree_rel(&sense->tree, token);
    int32_t head = sense->sentence->tokens[token].head;
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (rel == TRUCE_REL_appos || rel == TRUCE_REL_flat)
            rc = truce_seek_phrase(seeker, role, c, token, TRUCE_SEEK_DONE);
    }
    if (rc == TRUCE_OK && head >= 0 &&
        (own == TRUCE_REL_appos || own == TRUCE_REL_flat ||
         sense->sentence->tokens[token].rel == TRUCE_REL_nmod_desc ||
         (own == TRUCE_REL_compound && truce_sense_mention(sense, head))))
        rc = truce_seek_phrase(seeker, role, head, token, TRUCE_SEEK_DONE);
    return rc;
}

/* "had joined the African Union mediators". */
static int take_joiners(struct truce_seeker *seeker, int32_t token,
                        const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    if (head < 0 || truce_tree_rel(&sense->tree, token) != TRUCE_REL_obj ||
        !truce_sense_lemma(sense, head, " join assist accompany support "))
        return TRUCE_OK;
    return truce_seek_subjects(seeker, head, role, head);
}

static int take_partner(struct truce_seeker *seeker, int32_t token,
                              const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    const struct truce_mention *m =
        head >= 0 ? truce_sense_mention(sense, head) : NULL;
    if (truce_seek_joined(seeker, role, token, token, TRUCE_SEEK_DONE) < 0)
        return TRUCE_ENOMEM;
    if (!m || truce_tree_rel(&sense->tree, token) != TRUCE_REL_conj ||
        !truce_view_eq_text(sense->sentence->tokens[token].xpos, "NNS") ||
        m->last + 1 >= (size_t)token ||
        (m->actor.kind && !strcmp(m->actor.kind, "person")) ||
        !truce_sense_lemma(sense, (int32_t)m->last + 1, " and "))
        return TRUCE_OK;
    return truce_seek_add(seeker, role, &m->actor, token, TRUCE_SEEK_DONE);
}

/* Object of consulting or informing, alone or in a list, also before its
 * noun: "consult both sides and the guarantor powers". */
static bool is_heard(const struct truce_sense *sense, int32_t token)
{
    for (int step = 0; step < 5 && token >= 0; step++) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, token);
        int32_t head = sense->sentence->tokens[token].head;
        if (rel == TRUCE_REL_obj)
            return truce_sense_lemma(sense, head,
                                     " consult inform brief tell ask notify "
                                     "visit urge warn ");
        if (rel != TRUCE_REL_conj && rel != TRUCE_REL_compound)
            return false;
        token = head;
    }
    return false;
}

static bool becomes(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, token);
    if (head < 0 || (rel != TRUCE_REL_obj && rel != TRUCE_REL_xcomp))
        return false;
    return truce_sense_lemma(sense, head, " become remain ") ||
           (truce_sense_lemma(sense, head, " make ") &&
            truce_seek_has(sense, head, " himself herself itself themselves "));
}

/* Observers who are at the talks, not at the front. */
static bool sits_in(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, token);
    return head >= 0 &&
           (rel == TRUCE_REL_obl || rel == TRUCE_REL_nsubj) &&
           truce_sense_lemma(sense, head, " assist attend join help sit ");
}

static int take_from(struct truce_seeker *seeker, int32_t token,
                     const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "from") ||
            truce_view_eq_text(truce_sense_prep(sense, c), "of"))
            rc = truce_seek_phrase(seeker, role, c, token, TRUCE_SEEK_DONE);
    return rc;
}

int truce_seek_bearer(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    const char *role = seeker->marks[TRUCE_SEEK_BEARER][token];
    const struct truce_mention *m;
    size_t as = role ? as_before(sense, token) : SIZE_MAX;
    size_t before = seeker->out->n;
    bool stands =
        role && (!strcmp(role, "observer") || !strcmp(role, "witness"));
    int rc;
    if (!role)
        return TRUCE_OK;
    if (as != SIZE_MAX)
        return take_as(seeker, token, as, role);
    /* "returned to consult the guarantor powers" */
    if (is_heard(sense, token))
        return TRUCE_OK;
    rc = take_powers(seeker, token, role);
    if (rc != 0)
        return rc < 0 ? rc : TRUCE_OK;
    if (truce_tree_child(&sense->tree, token, TRUCE_REL_cop) >= 0 &&
        truce_seek_told(sense, token) == TRUCE_SEEK_DENIED)
        return TRUCE_OK;
    if (copular(sense, token)) {
        rc = truce_seek_subjects(seeker, token, role, token);
        if (rc < 0 || seeker->out->n > before)
            return rc;
    }
    if (truce_tree_child(&sense->tree, token, TRUCE_REL_cop) >= 0) {
        rc = take_before_copula(seeker, token, role);
        if (rc < 0 || seeker->out->n > before || copular(sense, token))
            return rc;
    }
    if (is_subject_of_actor(sense, token))
        return truce_seek_phrase(seeker, role,
                                 sense->sentence->tokens[token].head, token,
                                 TRUCE_SEEK_DONE);
    /* "became the mediator", "made himself the mediator" */
    if (becomes(sense, token))
        return truce_seek_subjects(seeker, sense->sentence->tokens[token].head,
                                   role, token);
    if (gapped(sense, token)) {
        rc = truce_seek_list_before(seeker, (size_t)token - 1, role, token);
        return rc < 0 ? rc : TRUCE_OK;
    }
    /* "OSCE observers" watch a truce: a mission, no third party of talks;
     * "assisted by observers from X" */
    if (stands)
        return sits_in(sense, token) ? take_from(seeker, token, role)
                                     : TRUCE_OK;
    /* "ECOWAS and African Union mediators": the parser joins the first to the
     * noun */
    if (take_partner(seeker, token, role) < 0)
        return TRUCE_ENOMEM;
    /* "African Union mediator X", but not "mediator between A and B" */
    m = truce_sense_mention(sense, token);
    rc = take_joiners(seeker, token, role);
    if (rc < 0)
        return rc;
    before = seeker->out->n;
    if (m && m->actor.code &&
        truce_view_find(m->actor.text, TRUCE_VIEW(" between ")) == (size_t)-1)
        return truce_seek_phrase(seeker, role, (int32_t)m->head, token,
                                 TRUCE_SEEK_DONE);
    rc = take_owners(seeker, token, role);
    if (rc == TRUCE_OK && seeker->out->n == before)
        rc = take_states(seeker, token, role);
    if (rc == TRUCE_OK && seeker->out->n == before)
        rc = take_bearers_name(seeker, token, role);
    if (rc == TRUCE_OK && seeker->out->n == before)
        rc = take_after(seeker, token, role);
    if (rc == TRUCE_OK && seeker->out->n == before &&
        !strcmp(role, "mediator") &&
        truce_view_eq_text(sense->sentence->tokens[token].xpos, "NNS"))
        rc = take_known(seeker, token, role);
    return rc;
}
