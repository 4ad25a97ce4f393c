/*
 * Third parties by what they do between others, whatever the verb: who
 * persuades one side, carries the papers of one to the other, writes the text
 * that others sign, or tells the world that others have agreed.
 */
#include <string.h>

#include "code/seeker.h"

/* "coaxed the two to the table", "signed after X had pressed him": what it
 * comes to is no verb of its own. */
static bool leads_to_deal(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if ((truce_view_eq_text(truce_sense_prep(sense, c), "to") ||
             truce_view_eq_text(truce_sense_prep(sense, c), "into")) &&
            truce_sense_lemma(sense, c,
                              " table talk talks negotiation agreement deal "
                              "truce ceasefire compromise terms sign "))
            return true;
    return head >= 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_advcl &&
           truce_seek_has(sense, verb, " after ") &&
           truce_sense_lemma(sense, head,
                             " accept agree sign endorse initial relent ");
}

/* Actors, or a pair that stands for them. */
static bool is_side(const struct truce_seeker *seeker, int32_t token,
                    struct truce_actors *found)
{
    const struct truce_sense *sense = seeker->sense;
    return truce_sense_actors(seeker->senses, sense, token, found) == TRUCE_OK &&
           (found->n || truce_sense_lemma(sense, token,
                                          " two both they he she him her them "
                                          "side rival foe leader party "
                                          "delegation "));
}

/* "persuaded Russia to accept a plan". */
static int take_persuader(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t act = truce_tree_child(&sense->tree, verb, TRUCE_REL_xcomp);
    int32_t whom = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    struct truce_actors objects = {0};
    if (whom >= 0 &&
        truce_sense_lemma(sense, verb,
                          " persuade convince coax cajole prod induce press "
                          "nudge push steer pressure talk win ") &&
        leads_to_deal(sense, verb) && is_side(seeker, whom, &objects))
        return truce_seek_subjects(seeker, verb, "mediator", verb);
    if (whom < 0)
        whom = truce_tree_child(&sense->tree, verb, TRUCE_REL_iobj);
    if (act < 0)
        act = truce_tree_child(&sense->tree, verb, TRUCE_REL_advcl);
    if (whom < 0 || act < 0 ||
        !truce_sense_lemma(sense, verb,
                           " persuade convince coax cajole prod induce get "
                           "bring ") ||
        !truce_sense_lemma(sense, act,
                           " accept agree sign end halt stop observe resume "
                           "return withdraw pull suspend join come lay cease "
                           "meet talk disarm "))
        return TRUCE_OK;
    if (truce_sense_actors(seeker->senses, sense, whom, &objects) < 0)
        return TRUCE_ENOMEM;
    return objects.n ? truce_seek_subjects(seeker, verb, "mediator", verb)
                     : TRUCE_OK;
}

/* The sides of "between A and B", "to both sides", below a verb or its
 * object. */
static int find_sides(const struct truce_seeker *seeker, int32_t head,
                      struct truce_actors *out)
{
    const struct truce_sense *sense = seeker->sense;
    for (int32_t c = sense->tree.first[head]; c >= 0; c = sense->tree.next[c]) {
        if (truce_view_eq_text(truce_sense_prep(sense, c), "between") &&
            truce_sense_actors(seeker->senses, sense, c, out) < 0)
            return TRUCE_ENOMEM;
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_obj &&
            find_sides(seeker, c, out) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static bool is_among(const struct truce_seeker *seeker, int32_t verb,
                     const struct truce_actors *sides)
{
    int32_t tokens[6];
    struct truce_actors doers = {0};
    size_t n = truce_tree_subjects(&seeker->sense->tree, verb, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, seeker->sense, tokens[i],
                               &doers) < 0)
            return true;
    for (size_t i = 0; i < doers.n; i++)
        if (truce_actors_have(sides, doers.items[i].code))
            return true;
    return false;
}

/* "had gone back and forth between the wings", "walked from one to the
 * other". */
static bool goes_between(const struct truce_sense *sense, int32_t verb)
{
    bool from = false, to = false, forth = false, between = false;
    if (!truce_sense_lemma(sense, verb,
                           " go walk travel move run fly drive hurry pass "
                           "commute rush pace "))
        return false;
    for (size_t k = (size_t)verb + 1;
         k < sense->sentence->n_tokens && k < (size_t)verb + 16; k++) {
        int32_t t = (int32_t)k;
        struct truce_view prep = truce_sense_prep(sense, t);
        from |= truce_sense_lemma(sense, t, " one ") &&
                truce_view_eq_text(prep, "from");
        to |= truce_sense_lemma(sense, t, " other ") &&
              truce_view_eq_text(prep, "to");
        forth |= truce_sense_lemma(sense, t, " forth fro ");
        between |= truce_sense_lemma(sense, t, " between ");
    }
    return (from && to) || (forth && between);
}

/* "took papers from one side to the other", "passing notes between the
 * rooms". */
static bool carries_papers(const struct truce_sense *sense, int32_t verb)
{
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    bool between = false, to = false, from = false;
    if (!truce_sense_lemma(sense, obj,
                           " message note paper draft letter proposal text "
                           "document offer word demand reply answer map "))
        return false;
    for (size_t k = (size_t)obj + 1; k < sense->sentence->n_tokens; k++) {
        int32_t t = (int32_t)k;
        bool place = truce_sense_lemma(sense, t,
                                       " side room other two building hotel "
                                       "delegation camp floor wing party "
                                       "capital ");
        struct truce_view prep = truce_sense_prep(sense, t);
        between |= place && truce_view_eq_text(prep, "between");
        from |= place && truce_view_eq_text(prep, "from");
        to |= place && truce_view_eq_text(prep, "to");
    }
    return between || (from && to);
}

/* "ferried proposals between A and B", "negotiated a truce between A and the
 * rebels": who has both on the other side is neither. */
static int take_carrier(struct truce_seeker *seeker, int32_t verb)
{
    static const char verbs[] =
        " ferry carry pass relay convey shuttle transmit transfer exchange "
        "negotiate secure work hammer thrash draft draw craft clinch forge "
        "piece patch put engineer arrange organise organize bring achieve "
        "obtain reconcile ";
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors sides = {0};
    if (truce_tree_passive(&sense->tree, verb))
        return TRUCE_OK;
    if (truce_sense_lemma(sense, verb,
                          " take bring carry ferry pass relay shuttle run "
                          "hand deliver convey transmit exchange ") &&
        carries_papers(sense, verb))
        return truce_seek_subjects(seeker, verb, "mediator", verb);
    if (goes_between(sense, verb))
        return truce_seek_subjects(seeker, verb, "mediator", verb);
    if (!truce_sense_lemma(sense, verb, verbs))
        return TRUCE_OK;
    if (find_sides(seeker, verb, &sides) < 0)
        return TRUCE_ENOMEM;
    if (sides.n < 2 || truce_seek_distinct(&sides) < 2 ||
        is_among(seeker, verb, &sides))
        return TRUCE_OK;
    return truce_seek_subjects(seeker, verb, "mediator", verb);
}

/* "a truce worked out by French diplomats", which others have accepted. */
static int take_writer(struct truce_seeker *seeker, int32_t verb)
{
    static const char verbs[] =
        " work hammer thrash draft draw craft write prepare propose present "
        "secure clinch forge piece put elaborate design arrange ";
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[verb].head;
    if (head < 0 || truce_tree_rel(&sense->tree, verb) != TRUCE_REL_acl ||
        !truce_sense_lemma(sense, verb, verbs) ||
        !truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBN") ||
        !seeker->marks[TRUCE_SEEK_MATTER][head])
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "by") &&
            truce_seek_phrase(seeker, "mediator", c, verb,
                              truce_seek_told(sense, verb)) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* "X drew up the truce that A and B signed": whose text others sign. */
static int take_author(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors doers = {0};
    int32_t text = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    if (text < 0 || truce_tree_passive(&sense->tree, verb) ||
        !truce_sense_lemma(sense, verb, " draw draft write prepare craft "
                                        "propose devise ") ||
        !seeker->marks[TRUCE_SEEK_MATTER][text])
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[text]; c >= 0; c = sense->tree.next[c])
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_acl &&
            truce_sense_lemma(sense, c, " sign accept initial approve ") &&
            truce_tree_child(&sense->tree, c, TRUCE_REL_nsubj) >= 0) {
            int32_t side = truce_tree_child(&sense->tree, c, TRUCE_REL_nsubj);
            if (truce_sense_actors(seeker->senses, sense, side, &doers) < 0)
                return TRUCE_ENOMEM;
        }
    return truce_seek_distinct(&doers) > 1
               ? truce_seek_subjects(seeker, verb, "mediator", verb)
               : TRUCE_OK;
}

/* "met in Almaty, hosted by Kazakhstan": hung on the meeting itself. */
static int take_host(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[verb].head;
    const char *role =
        truce_sense_lemma(sense, verb, " host ") ? "host" : "mediator";
    if (head < 0 || truce_tree_rel(&sense->tree, verb) != TRUCE_REL_advcl ||
        !truce_sense_lemma(sense, verb, " host chair moderate facilitate ") ||
        !truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBN") ||
        !truce_sense_lemma(sense, head, " meet talk gather confer sign agree "
                                        "convene assemble negotiate "))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "by") &&
            truce_seek_phrase(seeker, role, c, verb,
                              truce_seek_told(sense, verb)) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* An organisation's own people, whatever their office is called. */
static bool of_body(const struct truce_actor *actor)
{
    static const char bodies[] =
        " EUR UNO OSC AFU ECO IGA SAD ASN ARL IGO CST CIS ";
    return (actor->sector && !strcmp(actor->sector, "IGO")) ||
           truce_tree_word_in(truce_view_of(actor->code), bodies,
                              sizeof bodies - 1);
}

/* Who speaks is of no side that the phrase at `sides` names, and it names two
 * at least. */
static bool announces_others(const struct truce_seeker *seeker,
                             const struct truce_actor *herald, int32_t sides)
{
    struct truce_actors named = {0};
    return sides >= 0 &&
           (!herald->sector || !strcmp(herald->sector, "GOV")) &&
           truce_sense_actors(seeker->senses, seeker->sense, sides, &named) >=
               0 &&
           truce_seek_distinct(&named) > 1 &&
           !truce_actors_have(&named, herald->code);
}

/* "UN adviser X announced that the Cypriot leaders had agreed": somebody of
 * an organisation who tells what two sides did. */
static int take_herald(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t told = truce_tree_child(&sense->tree, verb, TRUCE_REL_ccomp);
    int32_t subject = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
    const struct truce_mention *m;
    if (told < 0 || subject < 0 ||
        !truce_sense_lemma(sense, verb, " announce ") ||
        !truce_sense_lemma(sense, told,
                           " agree reach sign accept resume conclude settle "
                           "commit decide strike meet extend renew prolong "
                           "exchange swap "))
        return TRUCE_OK;
    m = truce_sense_mention(sense, subject);
    subject = truce_tree_child(&sense->tree, told, TRUCE_REL_nsubj);
    if (subject >= 0 && sense->sentence->tokens[subject].upos == TRUCE_UPOS_PRON)
        return TRUCE_OK; /* "announced that they had agreed" */
    if (!m || !m->actor.code)
        return TRUCE_OK;
    /* of a body, or of a state that is none of two sides named */
    if ((!m->actor.office || !of_body(&m->actor)) &&
        !announces_others(seeker, &m->actor, subject))
        return TRUCE_OK;
    return truce_seek_add(seeker, "mediator", &m->actor, told,
                          truce_seek_told(sense, told));
}

/* "to a meeting", "for talks", "back to the table". */
static bool meets(const struct truce_sense *sense, int32_t verb)
{
    for (size_t k = (size_t)verb + 1;
         k < sense->sentence->n_tokens && k < (size_t)verb + 20; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " meeting talk talks table session summit "
                              "conference dialogue negotiation round side "
                              "consultation together ") &&
            truce_sense_prep(sense, (int32_t)k).ptr)
            return true;
    return false;
}

/* "X invited A and B to a meeting", "X convened the leaders of A and B". */
static int take_inviter(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    struct truce_actors guests = {0};
    if (obj < 0 || truce_tree_passive(&sense->tree, verb) ||
        !truce_sense_lemma(sense, verb,
                           " invite convene summon call assemble gather "
                           "shepherd steer nudge coax bring seat "))
        return TRUCE_OK;
    if (truce_sense_actors(seeker->senses, sense, obj, &guests) < 0)
        return TRUCE_ENOMEM;
    if (truce_seek_distinct(&guests) < 2 || is_among(seeker, verb, &guests) ||
        !meets(sense, verb))
        return TRUCE_OK;
    return truce_seek_subjects(seeker, verb,
                               truce_sense_lemma(sense, verb,
                                                 " invite convene summon ")
                                   ? "host"
                                   : "mediator",
                               verb);
}

int truce_seek_between(struct truce_seeker *seeker, int32_t verb)
{
    static int (*const takers[])(struct truce_seeker *, int32_t) = {
        take_persuader, take_carrier, take_writer,
        take_author,    take_host,    take_herald, take_inviter};
    int rc = TRUCE_OK;
    for (size_t i = 0; i < sizeof takers / sizeof *takers && rc == TRUCE_OK;
         i++)
        rc = takers[i](seeker, verb);
    return rc;
}
