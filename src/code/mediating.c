/* Verbs of those who stand between others: who mediates, leads or hosts talks
 * or a deal, brings both sides together, "US-brokered". */
#include <string.h>

#include "code/seeker.h"

/* The first of coordinate verbs: what "hosted" hangs on in "led by A and
 * hosted by B". */
static int32_t first_conjunct(const struct truce_sense *sense, int32_t verb)
{
    while (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_conj &&
           sense->sentence->tokens[sense->sentence->tokens[verb].head].upos ==
               TRUCE_UPOS_VERB)
        verb = sense->sentence->tokens[verb].head;
    return verb;
}

/* "weeks of talks", "a series of meetings". */
static bool measures(const struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    if (!truce_sense_lemma(sense, token,
                           " hour day week month year series set number point "
                           "rest most part "))
        return false;
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        if (seeker->marks[TRUCE_SEEK_MATTER][c])
            return true;
    return truce_sense_lemma(sense, token, " point ");
}

/* Talks or a deal as object, or as the noun that a participle or relative
 * clause hangs on. */
static bool has_matter(const struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    const char **matter = seeker->marks[TRUCE_SEEK_MATTER];
    const char **office = seeker->marks[TRUCE_SEEK_OFFICE];
    int32_t base = first_conjunct(sense, verb);
    enum truce_rel rel = truce_tree_rel(&sense->tree, base);
    int32_t head = sense->sentence->tokens[base].head;
    if (head >= 0 && rel == TRUCE_REL_acl && (matter[head] || office[head]))
        return true;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        enum truce_rel own = truce_tree_rel(&sense->tree, c);
        if ((matter[c] || office[c]) && own != TRUCE_REL_advcl)
            return true;
        /* "hosted eleven weeks of talks" */
        if (own == TRUCE_REL_obj && measures(seeker, c))
            return true;
        /* "guarantee it", "it was witnessed": what the sentence before told */
        if ((own == TRUCE_REL_obj ||
             (own == TRUCE_REL_nsubj &&
              truce_tree_passive(&sense->tree, verb))) &&
            truce_sense_lemma(sense, c, " it ") && sense->index > 0)
            return true;
        /* "X led the talks and Y hosted them" */
        for (int32_t k = 0; own == TRUCE_REL_obj && k < verb &&
                            truce_sense_lemma(sense, c, " they them ");
             k++)
            if (matter[k])
                return true;
    }
    /* "at their meeting, chaired by X": hung on the verb behind it */
    for (int32_t k = verb - 1; rel == TRUCE_REL_advcl && k >= 0 && k > verb - 8;
         k--)
        if (matter[k])
            return true;
    return false;
}

/* "hosted the leaders", "received the two", "brought both sides". */
static bool has_guests(const struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    if (obj < 0)
        return false;
    /* "X led the talks and Y hosted them": the talks */
    for (int32_t k = 0;
         truce_sense_lemma(sense, obj, " they them ") && k < verb; k++)
        if (seeker->marks[TRUCE_SEEK_MATTER][k])
            return false;
    if (truce_sense_lemma(sense, obj, " two both they them ") ||
        (truce_sense_lemma(sense, obj, " face man woman ") &&
         truce_seek_has(sense, obj, " two both ")))
        return true;
    return truce_sense_lemma(sense, obj,
                             " leader delegation negotiator representative "
                             "minister side party president commander "
                             "official foe enemy rival counterpart ") &&
           truce_view_eq_text(sense->sentence->tokens[obj].xpos, "NNS");
}

static int take_agents(struct truce_seeker *seeker, int32_t verb,
                       const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int rc = TRUCE_OK;
    enum truce_seek_truth told = truce_seek_told(sense, verb);
    for (int32_t c = sense->tree.first[verb]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "by") ||
            sense->sentence->tokens[c].rel == TRUCE_REL_obl_agent)
            rc = truce_seek_phrase(seeker, role, c, verb, told);
    return rc;
}

static bool is_participle(const struct truce_sense *sense, int32_t verb)
{
    int32_t base = first_conjunct(sense, verb);
    enum truce_rel rel = truce_tree_rel(&sense->tree, base);
    return truce_tree_passive(&sense->tree, verb) ||
           (truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBN") &&
            (rel == TRUCE_REL_acl || rel == TRUCE_REL_advcl ||
             rel == TRUCE_REL_amod) &&
            truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj) < 0 &&
            truce_tree_child(&sense->tree, verb, TRUCE_REL_aux) < 0);
}

/* "The deputies led the delegations", "a delegation led by X": each its
 * own. */
static bool leads_own(const struct truce_sense *sense, int32_t verb)
{
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    if (obj < 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_acl)
        obj = sense->sentence->tokens[verb].head;
    if (obj < 0 && truce_tree_passive(&sense->tree, verb))
        obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
    return truce_sense_lemma(sense, verb, " lead head ") && obj >= 0 &&
           truce_sense_lemma(sense, obj, " delegation team side ");
}

/* "mediates the talks together with X", "alongside Y". */
static int take_joint(struct truce_seeker *seeker, int32_t verb,
                      const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    size_t n = sense->sentence->n_tokens;
    for (size_t k = (size_t)verb + 1; k < n && k < (size_t)verb + 14; k++) {
        if (truce_view_eq_text(sense->sentence->tokens[k].form, ","))
            continue;
        if (!truce_sense_lemma(sense, (int32_t)k,
                               " together jointly along alongside "))
            continue;
        for (size_t j = k + 1; j < n && j < k + 5; j++)
            if (truce_sense_mention(sense, (int32_t)j))
                return truce_seek_phrase(seeker, role, (int32_t)j, verb,
                                         truce_seek_told(sense, verb));
    }
    return TRUCE_OK;
}

/* The object of the verb of thanking that a participle hangs on, or -1. */
static int32_t thanked_for(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    return head >= 0 &&
                   truce_view_eq_text(sense->sentence->tokens[verb].xpos,
                                      "VBG") &&
                   truce_sense_lemma(sense, head,
                                     " thank praise credit commend "
                                     "congratulate ")
               ? truce_tree_child(&sense->tree, head, TRUCE_REL_obj)
               : -1;
}

/* "with A and B passing messages", "Egyptian efforts to mediate": who does it
 * stands before the verb, or owns the effort; else its subject. */
static int take_doers(struct truce_seeker *seeker, int32_t verb,
                      const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    const struct truce_token *t = &sense->sentence->tokens[verb];
    enum truce_seek_truth told = truce_seek_told(sense, verb);
    int32_t head = t->head;
    size_t before = seeker->out->n;
    int n;
    if (told == TRUCE_SEEK_DENIED)
        return TRUCE_OK;
    if (truce_view_eq_text(t->xpos, "VBG") && verb > 1 &&
        truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj) < 0) {
        n = truce_seek_list_before(seeker, (size_t)verb, role, verb);
        if (n != 0)
            return n < 0 ? n : TRUCE_OK;
    }
    if (head >= 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_acl &&
        truce_seek_has(sense, verb, " to ") &&
        truce_sense_lemma(sense, head, " effort attempt bid drive push ")) {
        if (truce_seek_phrase(seeker, role, head, verb, told) < 0)
            return TRUCE_ENOMEM;
        if (seeker->out->n > before ||
            !truce_view_eq_text(truce_sense_prep(sense, head), "in"))
            return TRUCE_OK;
        while (head >= 0 &&
               sense->sentence->tokens[head].upos != TRUCE_UPOS_VERB)
            head = sense->sentence->tokens[head].head;
        return head >= 0 ? truce_seek_subjects(seeker, head, role, verb)
                         : TRUCE_OK;
    }
    /* "A and B thanked X for hosting": X hosts */
    if (thanked_for(sense, verb) >= 0)
        return truce_seek_phrase(seeker, role, thanked_for(sense, verb), verb,
                                 told);
    return truce_seek_subjects(seeker, verb, role, verb);
}

/* "a cabinet meeting": nobody stands between anybody. */
static bool own_house(const struct truce_sense *sense, int32_t verb)
{
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return obj >= 0 &&
           truce_seek_has(
               sense, obj,
               " cabinet council committee government party parliament "
               "board security emergency crisis ");
}

/* "facilitated a mission", "chaired a party": what is no matter of two. */
static bool other_matter(const struct truce_sense *sense, int32_t verb)
{
    return truce_sense_lemma(sense, verb, " facilitate chair moderate ") &&
           truce_tree_child(&sense->tree, verb, TRUCE_REL_obj) >= 0;
}

/* "A and B have been negotiating with C", "leading to a standoff". */
static bool for_itself(const struct truce_sense *sense, int32_t verb)
{
    bool talks = truce_sense_lemma(sense, verb, " negotiate ");
    bool leads = truce_sense_lemma(sense, verb, " lead ") &&
                 truce_tree_child(&sense->tree, verb, TRUCE_REL_obj) < 0;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if ((talks && truce_view_eq_text(truce_sense_prep(sense, c), "with")) ||
            (leads && truce_view_eq_text(truce_sense_prep(sense, c), "to")))
            return true;
    return false;
}

/* "brought the government and the opposition to terms". */
static bool has_two_objects(const struct truce_sense *sense, int32_t verb)
{
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return obj >= 0 && truce_tree_child(&sense->tree, obj, TRUCE_REL_conj) >= 0;
}

int truce_seek_verb(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    const char *role = seeker->marks[TRUCE_SEEK_MEDIATES][verb];
    bool strong = role != NULL && !other_matter(sense, verb);
    struct truce_actors objects = {0};
    size_t before = seeker->out->n;
    int rc;
    if (!role)
        role = seeker->marks[TRUCE_SEEK_LEADS][verb];
    if (!role || leads_own(sense, verb) || own_house(sense, verb))
        return TRUCE_OK;
    if (truce_seek_objects(seeker, verb, &objects) < 0)
        return TRUCE_ENOMEM;
    if (!strcmp(role, "host") &&
        (truce_seek_distinct(&objects) > 1 || has_guests(seeker, verb) ||
         (objects.n > 1 && has_two_objects(sense, verb))))
        role = "mediator";
    else if (!strong && !has_matter(seeker, verb) &&
             truce_seek_distinct(&objects) < 2)
        return TRUCE_OK;
    if (is_participle(sense, verb))
        return take_agents(seeker, verb, role);
    /* those who negotiate or lead for themselves */
    if (for_itself(sense, verb) ||
        (truce_sense_lemma(sense, verb, " lead ") &&
         truce_seek_distinct(&objects) == 1) ||
        (truce_sense_lemma(sense, verb, " negotiate ") &&
         truce_seek_distinct(&objects) < 2))
        return TRUCE_OK;
    rc = take_doers(seeker, verb, role);
    if (rc == TRUCE_OK && seeker->out->n > before)
        rc = take_joint(seeker, verb, role);
    return rc;
}

/* "the mediation team that included A and B", "the mediators, who include
 * C". */
int truce_seek_members(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t body = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
    const char *role;
    if (!truce_sense_lemma(sense, verb, " include comprise group unite "))
        return TRUCE_OK;
    body = body >= 0 ? truce_seek_antecedent(sense, body, verb)
                     : sense->sentence->tokens[verb].head;
    if (body < 0)
        return TRUCE_OK;
    role = seeker->marks[TRUCE_SEEK_BEARER][body];
    if (!role)
        role = seeker->marks[TRUCE_SEEK_OFFICE][body];
    if (!role)
        return TRUCE_OK;
    return truce_seek_phrase(
        seeker, role, truce_tree_child(&sense->tree, verb, TRUCE_REL_obj), verb,
        truce_seek_told(sense, verb));
}

/* "brought the two together", "brought both sides to the table". */
int truce_seek_bringer(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors objects = {0};
    bool together = truce_seek_has(
        sense, verb, " together table terms term face agreement room ");
    /* "brought A and his counterpart B together": hung on the last name */
    for (size_t k = (size_t)verb + 1;
         truce_sense_lemma(sense, verb, " bring ") &&
         k < sense->sentence->n_tokens && k < (size_t)verb + 24;
         k++)
        together |= truce_sense_lemma(sense, (int32_t)k, " together ");
    if (!truce_sense_lemma(sense, verb, " bring receive get put keep seat ") ||
        !together)
        return TRUCE_OK;
    /* "shook hands, brought together by X" */
    if (is_participle(sense, verb) ||
        truce_tree_child(&sense->tree, verb, TRUCE_REL_obj) < 0)
        return take_agents(seeker, verb, "mediator");
    if (truce_seek_objects(seeker, verb, &objects) < 0)
        return TRUCE_ENOMEM;
    if (truce_seek_distinct(&objects) < 2 && objects.n < 2 &&
        !has_guests(seeker, verb) && !has_two_objects(sense, verb))
        return TRUCE_OK;
    return truce_seek_subjects(seeker, verb, "mediator", verb);
}

/* "Egyptian-mediated", "US-brokered": before a noun of talks or of a deal;
 * "Saudi-led coalition" is none. */
static bool before_matter(const struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    for (size_t k = (size_t)token + 1;
         k < sense->sentence->n_tokens && k < (size_t)token + 5 &&
         !truce_sense_lemma(sense, (int32_t)k, " plane ");
         k++) {
        if (seeker->marks[TRUCE_SEEK_MATTER][k] ||
            seeker->marks[TRUCE_SEEK_OFFICE][k])
            return true;
        if (sense->sentence->tokens[k].upos != TRUCE_UPOS_ADJ &&
            sense->sentence->tokens[k].upos != TRUCE_UPOS_NOUN)
            return false;
    }
    return false;
}

static int add_named(struct truce_seeker *seeker, struct truce_view name,
                     const char *role, int32_t token)
{
    struct truce_actor actor = {0};
    struct truce_context *context = seeker->senses->context;
    int rc =
        truce_lexicon_resolve(truce_coder_lexicon(context->coder), name,
                              context->document->date, context->arena, &actor);
    return rc == TRUCE_ENOMEM
               ? rc
               : truce_seek_add(seeker, role, &actor, token, TRUCE_SEEK_DONE);
}

int truce_seek_compound(struct truce_seeker *seeker, int32_t token)
{
    static const char *const endings[][2] = {
        {"mediated", "mediator"},    {"brokered", "mediator"},
        {"sponsored", "mediator"},   {"facilitated", "mediator"},
        {"negotiated", "mediator"},  {"led", "mediator"},
        {"convened", "mediator"},    {"chaired", "mediator"},
        {"hosted", "host"},          {"supervised", "guarantor"},
        {"guaranteed", "guarantor"}, {"backed", NULL}};
    const struct truce_sense *sense = seeker->sense;
    struct truce_view form = sense->sentence->tokens[token].form;
    if (!truce_view_ends(form, "d"))
        return TRUCE_OK;
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        size_t n = strlen(endings[i][0]);
        bool whole = truce_view_eq_nocase(form, truce_view_of(endings[i][0]));
        bool inner = form.len > n && form.ptr[form.len - n - 1] == '-' &&
                     truce_view_ends(form, endings[i][0]);
        const struct truce_mention *m;
        if ((!whole && !inner) || !endings[i][1] ||
            !before_matter(seeker, token))
            continue;
        if (whole &&
            !(token > 1 &&
              truce_view_eq_text(sense->sentence->tokens[token - 1].form, "-")))
            continue;
        m = truce_sense_mention(sense, inner ? token : token - 2);
        if (m)
            return truce_seek_add(seeker, endings[i][1], &m->actor, token,
                                  TRUCE_SEEK_DONE);
        /* the lexicon passes over the first half of a compound */
        return add_named(seeker,
                         inner ? (struct truce_view){form.ptr, form.len - n - 1}
                               : sense->sentence->tokens[token - 2].form,
                         endings[i][1], token);
    }
    return TRUCE_OK;
}
