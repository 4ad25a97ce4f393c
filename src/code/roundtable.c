/*
 * Those who meet two sides at once, without a word of mediation: "Macron met
 * Pashinyan and Aliyev", "X opened talks between A and B", "X announced that
 * A and B had agreed".
 */
#include <string.h>

#include "code/seeker.h"

/* "by telephone with A and B", "held talks by video link with A and B": what
 * the parser hangs on the line hangs on the verb. */
static bool is_line(const struct truce_sense *sense, int32_t token)
{
    return truce_sense_lemma(sense, token,
                             " telephone phone link video call conference "
                             "videoconference teleconference skype line "
                             "format sideline margin ");
}

/* "the Armenian and Azerbaijani ministers": the first adjective too. */
static int add_joined(const struct truce_seeker *seeker, int32_t token,
                      struct truce_actors *out)
{
    const struct truce_sense *sense = seeker->sense;
    for (int32_t c = sense->tree.first[token]; c >= 0 && c < token;
         c = sense->tree.next[c]) {
        const struct truce_mention *own = truce_sense_mention(sense, c);
        if (own && own->actor.code && own->last + 1 < (size_t)token &&
            truce_tree_rel(&sense->tree, c) == TRUCE_REL_amod &&
            truce_sense_lemma(sense, (int32_t)own->last + 1, " and ") &&
            truce_actors_add(seeker->senses->context->arena, out,
                             &own->actor) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

int truce_seek_objects(struct truce_seeker *seeker, int32_t verb,
                       struct truce_actors *out)
{
    const struct truce_sense *sense = seeker->sense;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view prep = truce_sense_prep(sense, c);
        bool line = is_line(sense, c);
        if (rel != TRUCE_REL_obj && rel != TRUCE_REL_iobj && !line &&
            !truce_view_eq_text(prep, "with") &&
            !truce_view_eq_text(prep, "between") &&
            !truce_view_eq_text(prep, "to"))
            continue;
        if (!line && (truce_sense_actors(seeker->senses, sense, c, out) < 0 ||
                      add_joined(seeker, c, out) < 0))
            return TRUCE_ENOMEM;
        /* "held talks with A and B", "a meeting between A and B" */
        for (int32_t d = sense->tree.first[c]; d >= 0; d = sense->tree.next[d])
            if ((truce_view_eq_text(truce_sense_prep(sense, d), "with") ||
                 (!line &&
                  truce_view_eq_text(truce_sense_prep(sense, d), "of")) ||
                 truce_view_eq_text(truce_sense_prep(sense, d), "between")) &&
                truce_sense_actors(seeker->senses, sense, d, out) < 0)
                return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Armed groups, oppositions and those a state does not recognise. */
static bool is_apart(const struct truce_actor *actor)
{
    return actor->sector &&
           (!strcmp(actor->sector, "REB") || !strcmp(actor->sector, "OPP") ||
            !strcmp(actor->sector, "PRE"));
}

size_t truce_seek_distinct(const struct truce_actors *actors)
{
    size_t n = 0;
    for (size_t i = 0; i < actors->n; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen |= !strcmp(actors->items[k].code, actors->items[i].code) &&
                    is_apart(&actors->items[k]) == is_apart(&actors->items[i]);
        n += !seen;
    }
    return n;
}

static size_t known_tracks(const struct truce_seeker *seeker,
                           const struct truce_actors *actors)
{
    size_t n = 0;
    for (size_t i = 0; i < actors->n; i++)
        n += truce_cuebook_track(seeker->senses->book, actors->items[i].code) !=
             NULL;
    return n;
}

static bool overlap(const struct truce_actors *a, const struct truce_actors *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (truce_actors_have(b, a->items[i].code))
            return true;
    return false;
}

/* Two sides and a third at one table: "Macron met Pashinyan and Aliyev", "A
 * and B met with X", "agreed at a meeting with X". */
static const char table_verbs[] =
    " hold host receive bring meet speak call telephone phone invite gather "
    "talk welcome confer have sit discuss ring ";

/* Two sides of one state: no mediators, whatever its capital is known for. */
static bool of_one_state(const struct truce_actors *many)
{
    for (size_t i = 1; i < many->n; i++)
        if (strcmp(many->items[i].code, many->items[0].code) != 0)
            return false;
    return many->n > 1;
}

/* Only the second list is of those who have a track of their own. */
static bool all_mediate(const struct truce_seeker *seeker,
                        const struct truce_actors *one,
                        const struct truce_actors *many)
{
    return !known_tracks(seeker, one) &&
           known_tracks(seeker, many) == many->n && !of_one_state(many);
}

static bool has_with(const struct truce_sense *sense, int32_t verb)
{
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "with"))
            return true;
    return false;
}

static bool is_both(const struct truce_sense *sense, int32_t token)
{
    return token >= 0 && truce_seek_has(sense, token, " both ") &&
           truce_tree_child(&sense->tree, token, TRUCE_REL_conj) >= 0;
}

static bool two_persons(const struct truce_sense *sense, int32_t token)
{
    if (truce_sense_lemma(sense, token, " each "))
        return true; /* "received each of them" */
    return token >= 0 && truce_seek_has(sense, token, " two both ") &&
           truce_sense_lemma(sense, token,
                             " man woman leader president minister rival foe "
                             "commander delegation side enemy adversary ");
}

static int take_table(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors subjects = {0}, objects = {0}, bearers = {0};
    const struct truce_actors *third;
    int32_t tokens[6];
    size_t n, n_subjects, ns, no;
    bool hosts;
    if (!truce_sense_lemma(sense, verb, table_verbs))
        return TRUCE_OK;
    n = n_subjects =
        truce_tree_subjects(&sense->tree, verb, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, sense, tokens[i], &subjects) < 0)
            return TRUCE_ENOMEM;
    /* "met to discuss the war between A and B": those are its topic */
    if (truce_sense_lemma(sense, verb, " discuss ") && !has_with(sense, verb))
        return TRUCE_OK;
    if (truce_seek_objects(seeker, verb, &objects) < 0)
        return TRUCE_ENOMEM;
    /* "received the two men one after the other" */
    if (truce_sense_lemma(sense, verb, " receive host ") && !objects.n &&
        two_persons(sense, truce_tree_child(&sense->tree, verb, TRUCE_REL_obj)))
        return truce_seek_subjects(seeker, verb, "mediator", verb);
    ns = truce_seek_distinct(&subjects);
    no = truce_seek_distinct(&objects);
    /* "the delegation met both the junta leader and the deposed president" */
    if (ns == 1 && no == 1 && !overlap(&subjects, &objects) &&
        is_both(sense, truce_tree_child(&sense->tree, verb, TRUCE_REL_obj)))
        return truce_seek_subjects(seeker, verb, "mediator", verb);
    if (ns + no < 3 || !ns || !no || overlap(&subjects, &objects))
        return TRUCE_OK;
    /* a party that rings several capitals does not sit with them */
    if (truce_sense_lemma(sense, verb, " speak call telephone phone ring ") &&
        ((ns == 1 && all_mediate(seeker, &subjects, &objects)) ||
         (no == 1 && all_mediate(seeker, &objects, &subjects))))
        return TRUCE_OK;
    /* "ECOWAS mediators met the president" */
    for (size_t i = 0; i < n_subjects && no == 1 && ns > 1; i++)
        if (seeker->marks[TRUCE_SEEK_BEARER][tokens[i]] &&
            truce_sense_actors(seeker->senses, sense, tokens[i], &bearers) < 0)
            return TRUCE_ENOMEM;
    hosts = truce_sense_lemma(sense, verb,
                              " host receive bring invite gather welcome ");
    /* a side alone stands between the others, unless they are those who
     * mediate: "the diplomats of A and B met the president" */
    if (bearers.n)
        third = &bearers;
    else if (ns == 1)
        third = !hosts && all_mediate(seeker, &subjects, &objects) ? &objects
                                                                   : &subjects;
    else if (no == 1)
        third = all_mediate(seeker, &objects, &subjects) ? &subjects : &objects;
    else
        third = known_tracks(seeker, &subjects) * objects.n >
                        known_tracks(seeker, &objects) * subjects.n
                    ? &subjects
                    : &objects;
    n = seeker->out->n;
    for (size_t i = 0; i < third->n; i++)
        if (truce_seek_add(seeker, "mediator", &third->items[i], verb,
                           truce_seek_told(sense, verb)) < 0)
            return TRUCE_ENOMEM;
    for (; n < seeker->out->n; n++)
        seeker->out->items[n].table = true;
    return TRUCE_OK;
}

/* "A and B accepted his plan", "agreed to an Egyptian proposal": who wrote
 * it stands between them. */
static int take_author(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors sides = {0}, author = {0};
    int32_t tokens[6], object = -1;
    size_t n;
    if (!truce_sense_lemma(sense, verb, " accept agree endorse back sign "))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c,
                              " plan proposal draft blueprint initiative "))
            object = c;
    if (object < 0)
        return TRUCE_OK;
    n = truce_tree_subjects(&sense->tree, verb, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, sense, tokens[i], &sides) < 0)
            return TRUCE_ENOMEM;
    if (sides.n < 2)
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[object]; c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if ((sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss ||
             rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
             truce_view_eq_text(truce_sense_prep(sense, c), "by") ||
             truce_view_eq_text(truce_sense_prep(sense, c), "from")) &&
            truce_sense_actors(seeker->senses, sense, c, &author) < 0)
            return TRUCE_ENOMEM;
    }
    if (overlap(&author, &sides) &&
        truce_seek_has(sense, object, " his her ")) {
        author.n = 0;
        if (truce_seek_last(seeker, &author) < 0)
            return TRUCE_ENOMEM;
    }
    for (size_t i = 0; i < author.n && !overlap(&author, &sides); i++)
        if (truce_seek_add(seeker, "mediator", &author.items[i], verb,
                           TRUCE_SEEK_DONE) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* "X opened talks between A and B", also where both are of one country. */
static int take_between(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    int32_t tokens[6];
    size_t n;
    if (obj < 0 || !seeker->marks[TRUCE_SEEK_MATTER][obj] ||
        !truce_sense_lemma(sense, verb,
                           " open launch resume adjourn suspend start begin "
                           "hold organise organize arrange announce continue "
                           "restart revive "))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[obj]; c >= 0; c = sense->tree.next[c]) {
        struct truce_actors sides = {0}, subjects = {0};
        if (!truce_view_eq_text(truce_sense_prep(sense, c), "between"))
            continue;
        if (truce_sense_actors(seeker->senses, sense, c, &sides) < 0)
            return TRUCE_ENOMEM;
        n = truce_tree_subjects(&sense->tree, verb, tokens, 6, NULL);
        for (size_t i = 0; i < n; i++)
            if (truce_sense_actors(seeker->senses, sense, tokens[i],
                                   &subjects) < 0)
                return TRUCE_ENOMEM;
        if (sides.n < 2 || overlap(&sides, &subjects) ||
            (truce_sense_lemma(sense, verb, " announce ") && !seeker->out->n))
            return TRUCE_OK;
        return truce_seek_subjects(seeker, verb, "mediator", verb);
    }
    return TRUCE_OK;
}

/* "A and B agreed ... at a meeting with X". */
static int take_meeting_with(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors subjects = {0};
    int32_t head = sense->sentence->tokens[token].head, tokens[6];
    size_t n;
    for (int step = 0; step < 4 && head >= 0 &&
                       sense->sentence->tokens[head].upos != TRUCE_UPOS_VERB;
         step++)
        head = sense->sentence->tokens[head].head;
    if (!truce_sense_lemma(sense, token, " meeting talk talks summit session "
                                         "discussion consultation conversation ") ||
        head < 0 || truce_sense_lemma(sense, head, table_verbs))
        return TRUCE_OK;
    n = truce_tree_subjects(&sense->tree, head, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, sense, tokens[i], &subjects) < 0)
            return TRUCE_ENOMEM;
    if (truce_seek_distinct(&subjects) < 2)
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        struct truce_actors with = {0};
        if (!truce_view_eq_text(truce_sense_prep(sense, c), "with"))
            continue;
        if (truce_sense_actors(seeker->senses, sense, c, &with) < 0)
            return TRUCE_ENOMEM;
        for (size_t i = 0; i < with.n && !overlap(&with, &subjects); i++)
            if (truce_seek_add(seeker, "mediator", &with.items[i], token,
                               TRUCE_SEEK_DONE) < 0)
                return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* "the two leaders", "both sides". */
static bool is_pair(const struct truce_sense *sense, int32_t token)
{
    return truce_seek_has(sense, token, " two both ") &&
           truce_sense_lemma(sense, token,
                             " leader side president minister party country "
                             "delegation foe rival neighbour neighbor ");
}

/* "X said after talks with the two leaders". */
static int take_pair_talks(struct truce_seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    bool pair = false;
    if (!truce_sense_lemma(sense, token, " talk talks meeting call summit "))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        pair |= truce_view_eq_text(truce_sense_prep(sense, c), "with") &&
                is_pair(sense, c);
    while (head >= 0 && sense->sentence->tokens[head].upos != TRUCE_UPOS_VERB)
        head = sense->sentence->tokens[head].head;
    return pair && head >= 0
               ? truce_seek_subjects(seeker, head, "mediator", token)
               : TRUCE_OK;
}

/* "X announced that A and B had agreed": who makes known what two others
 * agreed has stood between them. */
static int take_announcer(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors sides = {0}, own = {0};
    int32_t clause, tokens[6];
    size_t n;
    if (!truce_sense_lemma(sense, verb, " announce "))
        return TRUCE_OK;
    clause = truce_tree_child(&sense->tree, verb, TRUCE_REL_ccomp);
    if (clause < 0 &&
        (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_parataxis ||
         truce_tree_rel(&sense->tree, verb) == TRUCE_REL_ccomp))
        clause = sense->sentence->tokens[verb].head;
    if (clause < 0 || !truce_sense_lemma(sense, clause, " agree accept sign "))
        return TRUCE_OK;
    n = truce_tree_subjects(&sense->tree, clause, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, sense, tokens[i], &sides) < 0)
            return TRUCE_ENOMEM;
    n = truce_tree_subjects(&sense->tree, verb, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, sense, tokens[i], &own) < 0)
            return TRUCE_ENOMEM;
    if (sides.n < 2 || overlap(&sides, &own))
        return TRUCE_OK;
    return truce_seek_subjects(seeker, verb, "mediator", verb);
}

int truce_seek_table(struct truce_seeker *seeker, int32_t token)
{
    uint8_t upos = seeker->sense->sentence->tokens[token].upos;
    int rc = TRUCE_OK;
    if (upos == TRUCE_UPOS_VERB) {
        rc = take_table(seeker, token);
        if (rc == TRUCE_OK)
            rc = take_between(seeker, token);
        if (rc == TRUCE_OK)
            rc = take_announcer(seeker, token);
        if (rc == TRUCE_OK)
            rc = take_author(seeker, token);
    } else if (upos == TRUCE_UPOS_NOUN) {
        rc = take_pair_talks(seeker, token);
    }
    return rc == TRUCE_OK ? take_meeting_with(seeker, token) : rc;
}
