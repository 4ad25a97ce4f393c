/*
 * Who stands between the parties: subjects of mediating verbs, and those who
 * meet two sides at once. Nouns (mediator, auspices) are read by bearers.c.
 * The words stand in lexicon/facts.tsv: mediates, leads, bearer, office,
 * matter. Events, episodes and agreements all take their third parties from
 * here.
 */
#include "code/mediators.h"

#include <string.h>

#include "code/seeker.h"

static bool is_sector(const struct truce_actor *actor, const char *sector)
{
    return actor->sector && !strcmp(actor->sector, sector);
}

static bool is_kind(const struct truce_actor *actor, const char *kind)
{
    return actor->kind && !strcmp(actor->kind, kind);
}

static bool can_mediate(const struct truce_actor *actor)
{
    return actor->code && !(actor->kind && !strcmp(actor->kind, "place")) &&
           !is_sector(actor, "REB") && !is_sector(actor, "MED") &&
           !is_sector(actor, "PRE");
}

int truce_seek_add(struct truce_seeker *seeker, const char *role,
                   const struct truce_actor *actor, int32_t anchor,
                   enum truce_seek_truth truth)
{
    struct truce_mediators *out = seeker->out;
    if (truth == TRUCE_SEEK_DENIED || !can_mediate(actor))
        return TRUCE_OK;
    for (size_t i = out->n; i-- > 0;) {
        struct truce_mediator *old = &out->items[i];
        if (old->sentence != seeker->sense->index)
            break;
        if (strcmp(old->actor.code, actor->code))
            continue;
        if (!strcmp(role, "mediator"))
            old->role = role;
        old->planned = old->planned && truth != TRUCE_SEEK_DONE;
        old->offered = old->offered && truth == TRUCE_SEEK_OFFERED;
        return TRUCE_OK;
    }
    if (truce_arena_grow(seeker->senses->context->arena, &out->items, out->n,
                         &out->cap, sizeof(*out->items)) < 0)
        return TRUCE_ENOMEM;
    out->items[out->n++] =
        (struct truce_mediator){.role = role,
                                .actor = *actor,
                                .sentence = seeker->sense->index,
                                .anchor = anchor,
                                .planned = truth != TRUCE_SEEK_DONE,
                                .offered = truth == TRUCE_SEEK_OFFERED,
                                .event = SIZE_MAX};
    return TRUCE_OK;
}

/* What a phrase without an actor at its head holds: adjectives, compounds,
 * owners, "of", "from"; not places ("in Geneva"). */
static int inner_actors(const struct truce_seeker *seeker, int32_t token,
                        int depth, struct truce_actors *found)
{
    const struct truce_sense *sense = seeker->sense;
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view prep = truce_sense_prep(sense, c);
        bool owner = sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss ||
                     rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
                     rel == TRUCE_REL_appos || rel == TRUCE_REL_flat ||
                     (rel == TRUCE_REL_nmod &&
                      (!prep.ptr || truce_view_eq_text(prep, "of") ||
                       truce_view_eq_text(prep, "from") ||
                       truce_view_eq_text(prep, "for"))) ||
                     (rel == TRUCE_REL_conj && depth == 0);
        size_t before = found->n;
        if (!owner)
            continue;
        rc = truce_sense_actors(seeker->senses, sense, c, found);
        if (rc == TRUCE_OK && found->n == before && depth < 2)
            rc = inner_actors(seeker, c, depth + 1, found);
    }
    return rc;
}

/* A list read left to right may run into the subject of the clause: "At the
 * invitation of X, the presidents of A and B met". */
static bool other_clause(const struct truce_sense *sense, int32_t token,
                         const struct truce_actor *actor)
{
    int32_t at = -1;
    for (size_t i = 0; i < sense->n_mentions; i++)
        if (sense->mentions[i].actor.begin == actor->begin)
            at = (int32_t)sense->mentions[i].head;
    if (at < 0 || truce_tree_within(&sense->tree, at, token))
        return false;
    for (int step = 0; step < 6 && at >= 0; step++) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, at);
        if (truce_tree_within(&sense->tree, token, at))
            return false;
        if (rel == TRUCE_REL_nsubj)
            return true;
        at = sense->sentence->tokens[at].head;
    }
    return false;
}

/* "She had chaired": the subject of the sentence before. */
int truce_seek_last(const struct truce_seeker *seeker,
                    struct truce_actors *found)
{
    const struct truce_sense *before;
    int32_t subject;
    if (!seeker->sense->index)
        return TRUCE_OK;
    before = &seeker->senses->items[seeker->sense->index - 1];
    if (before->tree.root < 0)
        return TRUCE_OK;
    subject =
        truce_tree_child(&before->tree, before->tree.root, TRUCE_REL_nsubj);
    if (subject < 0)
        return TRUCE_OK;
    if (truce_sense_actors(seeker->senses, before, subject, found) < 0)
        return TRUCE_ENOMEM;
    /* an unknown name with its office: "X, the acting UN envoy" */
    subject = truce_tree_child(&before->tree, subject, TRUCE_REL_appos);
    for (; !found->n && subject >= 0; subject = before->tree.next[subject])
        if (truce_tree_rel(&before->tree, subject) == TRUCE_REL_appos &&
            truce_sense_actors(seeker->senses, before, subject, found) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* "American and French diplomats": the first adjective stands alone. */
int truce_seek_joined(struct truce_seeker *seeker, const char *role,
                      int32_t token, int32_t anchor,
                      enum truce_seek_truth truth)
{
    const struct truce_sense *sense = seeker->sense;
    for (int32_t c = sense->tree.first[token]; c >= 0 && c < token;
         c = sense->tree.next[c]) {
        const struct truce_mention *own = truce_sense_mention(sense, c);
        if (own && own->last + 1 < (size_t)token &&
            !is_kind(&own->actor, "person") &&
            (truce_tree_rel(&sense->tree, c) == TRUCE_REL_compound ||
             truce_tree_rel(&sense->tree, c) == TRUCE_REL_amod) &&
            truce_sense_lemma(sense, (int32_t)own->last + 1, " and ") &&
            truce_seek_add(seeker, role, &own->actor, anchor, truth) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

int truce_seek_phrase(struct truce_seeker *seeker, const char *role,
                      int32_t token, int32_t anchor,
                      enum truce_seek_truth truth)
{
    struct truce_actors found = {0};
    if (token < 0)
        return TRUCE_OK;
    if (truce_sense_actors(seeker->senses, seeker->sense, token, &found) < 0)
        return TRUCE_ENOMEM;
    if (!found.n && inner_actors(seeker, token, 0, &found) < 0)
        return TRUCE_ENOMEM;
    if (!found.n && truce_sense_lemma(seeker->sense, token, " he she ") &&
        truce_seek_last(seeker, &found) < 0)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < found.n; i++)
        if (!other_clause(seeker->sense, token, &found.items[i]) &&
            truce_seek_add(seeker, role, &found.items[i], anchor, truth) < 0)
            return TRUCE_ENOMEM;
    return found.n ? truce_seek_joined(seeker, role, token, anchor, truth)
                   : TRUCE_OK;
}

bool truce_seek_has(const struct truce_sense *sense, int32_t head,
                    const char *lemmas)
{
    for (int32_t c = sense->tree.first[head]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, lemmas))
            return true;
    return false;
}

/* "was to mediate", "is to host". */
static bool is_to(const struct truce_sense *sense, int32_t verb)
{
    return truce_seek_has(sense, verb, " be ") &&
           truce_seek_has(sense, verb, " to ");
}

enum truce_seek_truth truce_seek_told(const struct truce_sense *sense,
                                      int32_t token)
{
    enum truce_seek_truth told = TRUCE_SEEK_DONE;
    if (truce_seek_has(sense, token, " not never no n't neither "))
        return TRUCE_SEEK_DENIED;
    if (truce_seek_has(sense, token, " could may might would "))
        told = TRUCE_SEEK_OFFERED;
    else if (truce_seek_has(sense, token, " will shall ") ||
             is_to(sense, token))
        told = TRUCE_SEEK_PLANNED;
    for (int step = 0; step < 3; step++) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, token);
        int32_t head = sense->sentence->tokens[token].head;
        if (told == TRUCE_SEEK_DONE && step > 0 &&
            sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB &&
            is_to(sense, token))
            told = TRUCE_SEEK_PLANNED;
        if (head < 0 || rel == TRUCE_REL_nsubj ||
            ((rel == TRUCE_REL_acl || rel == TRUCE_REL_advcl) &&
             !truce_seek_has(sense, token, " to ")))
            break;
        if (truce_sense_lemma(sense, head,
                              " offer ready propose want willing invite "
                              "proposal readiness suggest request ask urge "
                              "willingness hope "))
            return TRUCE_SEEK_OFFERED;
        if (truce_sense_lemma(sense, head,
                              " refuse decline reject rule deny oppose fail "
                              "dismiss rebuff turn "))
            return TRUCE_SEEK_DENIED;
        if (truce_sense_lemma(sense, head, " plan prepare expect schedule "))
            told = told == TRUCE_SEEK_DONE ? TRUCE_SEEK_PLANNED : told;
        token = head;
    }
    return told;
}

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
        /* "guarantee it": what the sentence before told */
        if (own == TRUCE_REL_obj && truce_sense_lemma(sense, c, " it ") &&
            sense->index > 0)
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
        (truce_sense_lemma(sense, obj, " face ") &&
         truce_seek_has(sense, obj, " two both ")))
        return true;
    return truce_sense_lemma(sense, obj,
                             " leader delegation negotiator representative "
                             "minister side party president commander "
                             "official foe enemy rival counterpart ") &&
           truce_view_eq_text(sense->sentence->tokens[obj].xpos, "NNS");
}

/* Whom a relative pronoun stands for: "which", or "whose country". */
static int32_t antecedent(const struct truce_sense *sense, int32_t subject,
                          int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    bool relative = truce_sense_lemma(sense, subject, " who which that ") ||
                    truce_seek_has(sense, subject, " whose ");
    bool many = truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBP") ||
                truce_seek_has(sense, verb, " are were have ");
    if (!relative || head < 0)
        return subject;
    /* "A and B, which sponsor the talks": both */
    while (many && truce_tree_rel(&sense->tree, head) == TRUCE_REL_conj)
        head = sense->sentence->tokens[head].head;
    return head;
}

int truce_seek_subjects(struct truce_seeker *seeker, int32_t verb,
                        const char *role, int32_t anchor)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t subjects[6];
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects, 6, NULL);
    enum truce_seek_truth told = truce_seek_told(sense, anchor);
    int rc = TRUCE_OK;
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++) {
        if (truce_seek_has(sense, subjects[i], " no neither "))
            told = TRUCE_SEEK_DENIED;
        rc = truce_seek_phrase(
            seeker, role, antecedent(sense, subjects[i], verb), anchor, told);
    }
    if (n == 0 && rc == TRUCE_OK &&
        sense->sentence->tokens[verb].rel == TRUCE_REL_acl_relcl)
        rc = truce_seek_phrase(seeker, role, sense->sentence->tokens[verb].head,
                               anchor, told);
    return rc;
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

static int take_verb(struct truce_seeker *seeker, int32_t verb)
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
        (truce_seek_distinct(&objects) > 1 || has_guests(seeker, verb)))
        role = "mediator";
    else if (!strong && !has_matter(seeker, verb) &&
             truce_seek_distinct(&objects) < 2)
        return TRUCE_OK;
    if (is_participle(sense, verb))
        return take_agents(seeker, verb, role);
    /* those who negotiate or lead for themselves */
    if (truce_sense_lemma(sense, verb, " negotiate ") &&
        truce_seek_distinct(&objects) < 2)
        return TRUCE_OK;
    rc = take_doers(seeker, verb, role);
    if (rc == TRUCE_OK && seeker->out->n > before)
        rc = take_joint(seeker, verb, role);
    return rc;
}

/* "the mediation team that included A and B", "the mediators, who include
 * C". */
static int take_members(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t body = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
    const char *role;
    if (!truce_sense_lemma(sense, verb, " include comprise group unite "))
        return TRUCE_OK;
    body = body >= 0 ? antecedent(sense, body, verb)
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

/* "brought the government and the opposition to terms". */
static bool has_two_objects(const struct truce_sense *sense, int32_t verb)
{
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return obj >= 0 && truce_tree_child(&sense->tree, obj, TRUCE_REL_conj) >= 0;
}

/* "brought the two together", "brought both sides to the table". */
static int take_bringer(struct truce_seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors objects = {0};
    bool together = truce_seek_has(
        sense, verb, " together table terms term face agreement ");
    /* "brought A and his counterpart B together": hung on the last name */
    for (size_t k = (size_t)verb + 1;
         truce_sense_lemma(sense, verb, " bring ") &&
         k < sense->sentence->n_tokens && k < (size_t)verb + 24;
         k++)
        together |= truce_sense_lemma(sense, (int32_t)k, " together ");
    if (!truce_sense_lemma(sense, verb, " bring receive get put keep seat ") ||
        !together)
        return TRUCE_OK;
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

static int take_compound(struct truce_seeker *seeker, int32_t token)
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

/* Envoys of organisations mediate by office when they meet someone; what
 * they only say or welcome is no mediation. */
static int take_envoys(struct truce_seeker *seeker)
{
    const struct truce_sense *sense = seeker->sense;
    for (size_t i = 0; i < sense->n_mentions; i++) {
        const struct truce_mention *m = &sense->mentions[i];
        int32_t head = sense->sentence->tokens[m->head].head;
        bool meets = false;
        if (!m->actor.office || !is_sector(&m->actor, "IGO") ||
            (!strstr(m->actor.office, "envoy") &&
             !strstr(m->actor.office, "mediator") &&
             !strstr(m->actor.office, "special representative")))
            continue;
        for (int step = 0; step < 3 && head >= 0; step++) {
            meets |= truce_sense_lemma(sense, head,
                                       " meet hold visit travel fly arrive "
                                       "shuttle talk talks meeting present "
                                       "announce persuade host consultation "
                                       "round negotiation submit table open "
                                       "mediate ");
            head = sense->sentence->tokens[head].head;
        }
        if (meets && truce_seek_add(seeker, "mediator", &m->actor,
                                    (int32_t)m->head, TRUCE_SEEK_DONE) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static int take_token(struct truce_seeker *seeker, int32_t k)
{
    const struct truce_token *t = &seeker->sense->sentence->tokens[k];
    /* the two tags of the parser may differ: "helped mediate/VB" */
    bool verb = t->upos == TRUCE_UPOS_VERB ||
                (t->upos == TRUCE_UPOS_ADJ && truce_view_starts(t->xpos, "VB"));
    int rc = take_compound(seeker, k);
    if (rc == TRUCE_OK && verb)
        rc = take_verb(seeker, k);
    if (rc == TRUCE_OK && verb)
        rc = take_bringer(seeker, k);
    if (rc == TRUCE_OK && verb)
        rc = truce_seek_between(seeker, k);
    if (rc == TRUCE_OK && verb)
        rc = take_members(seeker, k);
    if (rc == TRUCE_OK && !verb)
        rc = truce_seek_bearer(seeker, k);
    if (rc == TRUCE_OK && !verb)
        rc = truce_seek_office(seeker, k);
    return rc == TRUCE_OK ? truce_seek_table(seeker, k) : rc;
}

/* A head of state who acts for a body acts for his state too. */
static bool in_office(const struct truce_actor *actor)
{
    return is_sector(actor, "GOV") && actor->office &&
           (strstr(actor->office, "president") ||
            strstr(actor->office, "king") || strstr(actor->office, "emir") ||
            strstr(actor->office, "prime minister"));
}

/* "appointed by ECOWAS", "at the head of a committee": of whoever mediates. */
static bool sent_by(const struct truce_sense *sense, int32_t token)
{
    return (truce_sense_lemma(sense, token, " by ") &&
            truce_sense_lemma(sense, token - 1,
                              " appoint mandate name designate commission ")) ||
           (truce_sense_lemma(sense, token, " head ") &&
            truce_sense_lemma(sense, token - 1, " the "));
}

/* "mediated on behalf of IGAD": the body, not the state of its man. */
static int settle_behalf(struct truce_seeker *seeker)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_mediators *out = seeker->out;
    const struct truce_mention *body = NULL;
    size_t n = sense->sentence->n_tokens;
    int32_t said = -1;
    bool any = false;
    for (size_t k = 1; k < n && !body; k++) {
        bool behalf = truce_sense_lemma(sense, (int32_t)k, " behalf ");
        bool agent = truce_sense_lemma(sense, (int32_t)k, " for ") &&
                     truce_sense_lemma(sense, (int32_t)k - 1,
                                       " mediate negotiate facilitate ");
        bool sent = sent_by(sense, (int32_t)k);
        for (size_t j = k + 1; (behalf || agent || sent) && j < n && j < k + 8;
             j++) {
            const struct truce_mention *m =
                truce_sense_mention(sense, (int32_t)j);
            if (m && m->actor.code && is_sector(&m->actor, "IGO") &&
                (!body || m->first <= body->last + 1)) {
                body = m;
                said = (int32_t)k;
                any = !sent;
            }
        }
    }
    for (size_t i = 0; i < out->n && body && !any; i++)
        any = out->items[i].sentence == sense->index;
    if (!body || !any)
        return TRUCE_OK;
    for (size_t i = 0; i < out->n; i++)
        if (out->items[i].sentence == sense->index &&
            out->items[i].actor.kind &&
            !strcmp(out->items[i].actor.kind, "person") &&
            !in_office(&out->items[i].actor)) {
            memmove(&out->items[i], &out->items[i + 1],
                    (out->n - i - 1) * sizeof(*out->items));
            out->n--;
            i--;
        }
    return truce_seek_add(seeker, "mediator", &body->actor, said,
                          TRUCE_SEEK_DONE);
}

static bool is_question(const struct truce_sentence *s)
{
    return s->n_tokens &&
           truce_view_eq_text(s->tokens[s->n_tokens - 1].form, "?");
}

/* The words of the five tables, once a sentence. */
static int mark_words(struct truce_seeker *seeker)
{
    static const enum truce_cue_section sections[TRUCE_N_SEEK] = {
        TRUCE_FACT_MEDIATES, TRUCE_FACT_LEADS, TRUCE_FACT_BEARER,
        TRUCE_FACT_OFFICE, TRUCE_FACT_MATTER};
    size_t n = seeker->sense->sentence->n_tokens;
    for (size_t i = 0; i < TRUCE_N_SEEK; i++) {
        struct truce_cue_hit hit;
        size_t at = 0;
        seeker->marks[i] = truce_arena_zalloc(seeker->senses->context->arena,
                                              n + 1, sizeof(*seeker->marks[i]));
        if (!seeker->marks[i])
            return TRUCE_ENOMEM;
        while (truce_sense_next(seeker->senses, seeker->sense, sections[i], &at,
                                &hit)) {
            /* a verb leads its phrase, a noun ends it */
            bool verb = i == TRUCE_SEEK_MEDIATES || i == TRUCE_SEEK_LEADS;
            seeker->marks[i][verb ? hit.first : hit.last] = hit.code;
        }
    }
    return TRUCE_OK;
}

static int seek_sentence(struct truce_seeker *seeker)
{
    const struct truce_sentence *s = seeker->sense->sentence;
    int rc = mark_words(seeker);
    for (size_t k = 0; k < s->n_tokens && rc == TRUCE_OK; k++)
        if (!truce_senses_quote(seeker->senses, s->tokens[k].begin))
            rc = take_token(seeker, (int32_t)k);
    if (rc == TRUCE_OK)
        rc = take_envoys(seeker);
    return rc == TRUCE_OK ? settle_behalf(seeker) : rc;
}

int truce_mediators_get(struct truce_senses *senses,
                        struct truce_mediators **out)
{
    struct truce_seeker seeker = {.senses = senses, .out = senses->mediators};
    int rc = TRUCE_OK;
    *out = senses->mediators;
    if (*out)
        return TRUCE_OK;
    seeker.out =
        truce_arena_zalloc(senses->context->arena, 1, sizeof(*seeker.out));
    if (!seeker.out)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < senses->n && rc == TRUCE_OK; i++) {
        seeker.sense = &senses->items[i];
        if (!is_question(seeker.sense->sentence))
            rc = seek_sentence(&seeker);
    }
    *out = senses->mediators = seeker.out;
    return rc;
}
