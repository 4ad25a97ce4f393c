/*
 * Third parties by their part at a meeting of others: who opens it or takes
 * the chair, who helps the mediator, who looks on when it is signed, with whom
 * each side signs apart, with whom a text was worked out.
 */
#include <string.h>

#include "code/seeker.h"

static const char sittings[] =
    " talk talks session round meeting conference summit negotiation dialogue "
    "ceremony forum consultation encounter proceedings ";

static bool is_passive(const struct truce_sense *sense, int32_t verb)
{
    return truce_tree_passive(&sense->tree, verb) ||
           truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBN");
}

/* The agents of a participle: "helped by X", "opened by X". */
static int add_agents(struct truce_seeker *seeker, int32_t verb,
                      const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if ((truce_view_eq_text(truce_sense_prep(sense, c), "by") ||
             sense->sentence->tokens[c].rel == TRUCE_REL_obl_agent) &&
            truce_seek_phrase(seeker, role, c, verb,
                              truce_seek_told(sense, verb)) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* Actors below `head` that hang on "with". */
static int with_whom(const struct truce_seeker *seeker, int32_t head,
                     struct truce_actors *out)
{
    const struct truce_sense *sense = seeker->sense;
    for (int32_t c = sense->tree.first[head]; c >= 0; c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (truce_view_eq_text(truce_sense_prep(sense, c), "with") &&
            truce_sense_actors(seeker->senses, sense, c, out) < 0)
            return TRUCE_ENOMEM;
        if ((rel == TRUCE_REL_obj || rel == TRUCE_REL_obl ||
             rel == TRUCE_REL_nmod) &&
            with_whom(seeker, c, out) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static int subject_actors(const struct truce_seeker *seeker, int32_t verb,
                          struct truce_actors *out)
{
    int32_t tokens[6];
    size_t n = truce_tree_subjects(&seeker->sense->tree, verb, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, seeker->sense, tokens[i], out) <
            0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* Talks that the text knows: "the session", not "talks with B". */
static bool is_known_sitting(const struct truce_sense *sense, int32_t token)
{
    return truce_sense_lemma(sense, token, sittings) &&
           truce_seek_has(sense, token, " the this that its their both ");
}

/* "a dialogue between A and B". */
static bool is_of_two(const struct truce_sense *sense, int32_t noun)
{
    for (int32_t c = sense->tree.first[noun]; c >= 0; c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "between"))
            return true;
    return false;
}

/* "X opened the session", "the talks were opened by X"; two who open their
 * own talks are no hosts. */
static int take_opener(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    int32_t noun = sense->sentence->tokens[verb].head;
    static const char opening[] = " open inaugurate reopen ";
    struct truce_actors doers = {0}, with = {0};
    /* "a conference observed by X": not who observes a truce */
    if (!truce_sense_lemma(sense, verb, opening) &&
        !(truce_sense_lemma(sense, verb, " observe attend ") &&
          is_passive(sense, verb)))
        return TRUCE_OK;
    if (is_passive(sense, verb) && obj < 0) {
        int32_t topic = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
        if (topic < 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_acl)
            topic = noun;
        /* "the ceremony, which was attended by X" */
        if (topic >= 0)
            topic = truce_seek_antecedent(sense, topic, verb);
        if (topic < 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_advcl)
            topic = truce_tree_child(&sense->tree, noun, TRUCE_REL_obj);
        if (!truce_sense_lemma(sense, topic, sittings))
            return TRUCE_OK;
        return add_agents(
            seeker, verb,
            truce_sense_lemma(sense, verb, opening) ? "host" : "observer");
    }
    if (obj < 0 ||
        (!is_known_sitting(sense, obj) &&
         !(truce_sense_lemma(sense, obj, sittings) && is_of_two(sense, obj))))
        return TRUCE_OK;
    if (subject_actors(seeker, verb, &doers) < 0 ||
        with_whom(seeker, verb, &with) < 0)
        return TRUCE_ENOMEM;
    return with.n || truce_seek_distinct(&doers) > 1
               ? TRUCE_OK
               : truce_seek_subjects(seeker, verb, "host", verb);
}

/* "with X, Y and Z in attendance". */
static int take_attendance(struct truce_seeker *seeker, int32_t token)
{
    int n = truce_sense_lemma(seeker->sense, token, " attendance ") &&
                    token > 1 &&
                    truce_sense_lemma(seeker->sense, token - 1, " in ")
                ? truce_seek_list_before(seeker, (size_t)token - 1, "observer",
                                         token)
                : 0;
    return n < 0 ? n : TRUCE_OK;
}

/* "with X in the chair": who ends before the preposition, behind "with". */
static int take_with(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    for (size_t i = 0; i < sense->n_mentions; i++) {
        const struct truce_mention *m = &sense->mentions[i];
        if (m->last + 3 == (size_t)token && m->first > 0 &&
            truce_sense_lemma(sense, (int32_t)m->first - 1, " with "))
            return truce_seek_add(seeker, "mediator", &m->actor, token,
                                  TRUCE_SEEK_DONE);
    }
    return TRUCE_OK;
}

/* "was in the chair", "presided", "mediated": nothing is said of what over
 * but the sentences around tell it. */
static int take_chairman(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    bool chair = truce_sense_lemma(sense, token, " chair ") &&
                 truce_tree_child(&sense->tree, token, TRUCE_REL_cop) >= 0 &&
                 truce_view_eq_text(truce_sense_prep(sense, token), "in");
    bool alone = truce_sense_lemma(sense, token, " preside countersign ") &&
                 sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB &&
                 truce_tree_child(&sense->tree, token, TRUCE_REL_obj) < 0;
    for (int32_t c = sense->tree.first[token]; alone && c >= 0;
         c = sense->tree.next[c])
        alone = !truce_view_eq_text(truce_sense_prep(sense, c), "over") &&
                !truce_view_eq_text(truce_sense_prep(sense, c), "at");
    /* "met, with X in the chair", "with X at the table" */
    if (token > 2 && truce_sense_lemma(sense, token, " chair table ") &&
        truce_sense_lemma(sense, token - 1, " the ") &&
        truce_sense_lemma(sense, token - 2, " in at ") && !chair)
        return take_with(seeker, token);
    if (!chair && !(alone && sense->index > 0))
        return TRUCE_OK;
    return truce_seek_subjects(
        seeker, token,
        truce_sense_lemma(sense, token, " countersign ") ? "witness"
                                                         : "mediator",
        token);
}

/* "Between the two sat X": turned round, and read as a name by parsers. */
static int take_seated(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    bool between = false, pair = false;
    if (!truce_view_eq_text(sense->sentence->tokens[token].form, "sat") &&
        !truce_view_eq_text(sense->sentence->tokens[token].form, "stood"))
        return TRUCE_OK;
    for (int32_t k = token - 1; k >= 0 && k > token - 5; k--) {
        between |= truce_sense_lemma(sense, k, " between ");
        pair |= truce_sense_lemma(sense, k, " two they them both man leader ");
    }
    for (size_t i = 0; between && pair && i < sense->n_mentions; i++)
        if (sense->mentions[i].first == (size_t)token + 1)
            return truce_seek_phrase(seeker, "mediator",
                                     (int32_t)sense->mentions[i].head, token,
                                     TRUCE_SEEK_DONE);
    return TRUCE_OK;
}

/* "In the chair was X". */
static int take_inverted(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    if (!truce_sense_lemma(sense, token, " chair ") || head < token ||
        !truce_view_eq_text(truce_sense_prep(sense, token), "in") ||
        truce_tree_child(&sense->tree, head, TRUCE_REL_cop) < 0)
        return TRUCE_OK;
    return truce_seek_phrase(seeker, "mediator", head, token, TRUCE_SEEK_DONE);
}

/* "Sudan had lent its capital for the negotiations", "lodged the two camps in
 * a hotel". */
static int take_lender(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    bool lends =
        truce_sense_lemma(sense, verb, " lend lent provide offer supply ") &&
        truce_sense_lemma(sense, obj,
                          " capital venue territory soil palace hall premises "
                          "roof villa embassy hotel castle ") &&
        (truce_seek_has(sense, obj, " its his her their ") ||
         truce_sense_lemma(sense, obj, " venue "));
    lends = lends || (truce_sense_lemma(sense, verb, " lend lent ") &&
                      obj >= 0 && truce_sense_mention(sense, obj));
    bool lodges = truce_sense_lemma(sense, verb,
                                    " lodge house accommodate seat ") &&
                  obj >= 0 && truce_seek_has(sense, obj, " two both ");
    /* "where the Pope had invited them" */
    if ((truce_sense_lemma(sense, verb, " invite summon ") ||
         (truce_sense_lemma(sense, verb, " call ") &&
          truce_tree_child(&sense->tree, verb, TRUCE_REL_obl) >= 0)) &&
        truce_sense_lemma(sense, obj, " they them two both ") &&
        !truce_tree_passive(&sense->tree, verb))
        return truce_seek_subjects(seeker, verb, "host", verb);
    if ((!lends && !lodges) || truce_tree_passive(&sense->tree, verb))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[verb]; lends && c >= 0;
         c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, sittings))
            lodges = true;
    for (int32_t c = lends ? sense->tree.first[obj] : -1; c >= 0;
         c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, sittings))
            lodges = true;
    return lodges ? truce_seek_subjects(seeker, verb, "host", verb) : TRUCE_OK;
}

/* The verb that a participle of help hangs on, or whose subject it
 * describes: "X mediated, helped by Y", "X, helped by Y, mediated". */
static int32_t helped_verb(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
    if (head >= 0 && rel == TRUCE_REL_acl)
        for (int step = 0; step < 3 && head >= 0 &&
                           sense->sentence->tokens[head].upos !=
                               TRUCE_UPOS_VERB;
             step++)
            head = sense->sentence->tokens[head].head;
    else if (rel != TRUCE_REL_advcl)
        return -1;
    return head;
}

static bool leads_talks(const struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    if (seeker->marks[TRUCE_SEEK_MEDIATES][verb])
        return true;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (seeker->marks[TRUCE_SEEK_LEADS][verb] &&
            seeker->marks[TRUCE_SEEK_MATTER][c])
            return true;
    return false;
}

static int take_helper(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head;
    if (!truce_sense_lemma(sense, verb,
                           " help assist aid support second join accompany "
                           "flank back ") ||
        !truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBN"))
        return TRUCE_OK;
    head = sense->sentence->tokens[verb].head;
    /* "the mediator, assisted by X" */
    for (size_t i = seeker->out->n; i-- > 0;) {
        const struct truce_mediator *m = &seeker->out->items[i];
        const struct truce_mention *own =
            head >= 0 ? truce_sense_mention(sense, head) : NULL;
        if (m->sentence != sense->index || !own)
            break;
        if (!strcmp(m->role, "mediator") && own->actor.code &&
            !strcmp(own->actor.code, m->actor.code))
            return add_agents(seeker, verb, "mediator");
    }
    head = helped_verb(sense, verb);
    return head >= 0 && leads_talks(seeker, head)
               ? add_agents(seeker, verb, "mediator")
               : TRUCE_OK;
}

static bool names_signing(const struct truce_sense *sense, int32_t verb)
{
    if (truce_sense_lemma(sense, verb, " sign initial ink seal exchange shake "))
        return true;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " ceremony signing "))
            return true;
    return false;
}

/* "signed it, with X looking on", "X presided over the ceremony and Y
 * attended". */
static int take_onlooker(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[verb].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
    bool looks = truce_sense_lemma(sense, verb, " look stand ") &&
                 truce_seek_has(sense, verb, " on by ");
    /* "X looked on as A and B signed" */
    for (int32_t c = sense->tree.first[verb]; looks && c >= 0;
         c = sense->tree.next[c])
        if ((truce_tree_rel(&sense->tree, c) == TRUCE_REL_advcl ||
             truce_tree_rel(&sense->tree, c) == TRUCE_REL_conj) &&
            names_signing(sense, c))
            return truce_seek_subjects(seeker, verb, "witness", verb);
    if ((!looks && !truce_sense_lemma(sense, verb, " watch attend ")) ||
        truce_tree_child(&sense->tree, verb, TRUCE_REL_obj) >= 0 ||
        head < 0 || !names_signing(sense, head) ||
        (rel != TRUCE_REL_conj && rel != TRUCE_REL_advcl &&
         rel != TRUCE_REL_parataxis))
        return TRUCE_OK;
    return truce_seek_subjects(seeker, verb, "witness", verb);
}

/* "X took part in the meeting", which others were told to have held. */
static int take_partaker(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    bool part = truce_sense_lemma(sense, verb, " take ") &&
                truce_sense_lemma(sense,
                                  truce_tree_child(&sense->tree, verb,
                                                   TRUCE_REL_obj),
                                  " part ");
    if ((!part && !truce_sense_lemma(sense, verb, " participate ")) ||
        !sense->index)
        return TRUCE_OK;
    for (size_t k = (size_t)verb + 1;
         k < sense->sentence->n_tokens && k < (size_t)verb + 6; k++)
        if (is_known_sitting(sense, (int32_t)k) ||
            (truce_sense_lemma(sense, (int32_t)k, " it them ") &&
             truce_view_eq_text(truce_sense_prep(sense, (int32_t)k), "in")))
            return truce_seek_subjects(seeker, verb, "observer", verb);
    return TRUCE_OK;
}

/* "A and B each signed a separate agreement with X". */
static int take_cosigned(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors sides = {0}, with = {0};
    bool apart = false;
    size_t n;
    if (!truce_sense_lemma(sense, verb, " sign initial conclude "))
        return TRUCE_OK;
    for (int32_t k = verb - 3 < 0 ? 0 : verb - 3;
         k < verb + 5 && (size_t)k < sense->sentence->n_tokens; k++)
        apart |= truce_sense_lemma(sense, k,
                                   " each separate separately parallel "
                                   "identical mirror ");
    if (!apart)
        return TRUCE_OK;
    if (subject_actors(seeker, verb, &sides) < 0 ||
        with_whom(seeker, verb, &with) < 0)
        return TRUCE_ENOMEM;
    if (truce_seek_distinct(&sides) < 2)
        return TRUCE_OK;
    n = seeker->out->n;
    for (size_t i = 0; i < with.n; i++)
        if (!truce_actors_have(&sides, with.items[i].code) &&
            truce_seek_add(seeker, "mediator", &with.items[i], verb,
                           truce_seek_told(sense, verb)) < 0)
            return TRUCE_ENOMEM;
    for (; n < seeker->out->n; n++) /* they sign too */
        seeker->out->items[n].table = true;
    return TRUCE_OK;
}

/* "The text was hammered out in talks with X": with whom but the parties,
 * which the sentence before names. */
static int take_worked_out(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t topic = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
    struct truce_actors with = {0};
    if (!sense->index || !truce_tree_passive(&sense->tree, verb) ||
        !truce_sense_lemma(sense, verb,
                           " hammer work reach agree negotiate conclude draft "
                           "strike thrash clinch seal finalise finalize ") ||
        !truce_sense_lemma(sense, topic,
                           " it text agreement deal accord document truce "
                           "ceasefire compromise understanding "))
        return TRUCE_OK;
    if (with_whom(seeker, verb, &with) < 0)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < with.n; i++)
        if (truce_seek_add(seeker, "mediator", &with.items[i], verb,
                           truce_seek_told(sense, verb)) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

int truce_seek_ceremony(struct truce_seeker *seeker, int32_t token)
{
    static int (*const takers[])(struct truce_seeker *, int32_t) = {
        take_opener,   take_helper,     take_onlooker,
        take_cosigned, take_worked_out, take_lender, take_partaker};
    int rc = take_chairman(seeker, token);
    if (rc == TRUCE_OK)
        rc = take_attendance(seeker, token);
    if (rc == TRUCE_OK)
        rc = take_inverted(seeker, token);
    if (rc == TRUCE_OK)
        rc = take_seated(seeker, token);
    if (seeker->sense->sentence->tokens[token].upos != TRUCE_UPOS_VERB)
        return rc;
    for (size_t i = 0; i < sizeof takers / sizeof *takers && rc == TRUCE_OK;
         i++)
        rc = takers[i](seeker, token);
    return rc;
}
