/* Who a phrase names, how it is told, and the row of a third party: what all
 * parts of the finder stand on; see seeker.h. */
#include "code/seeker.h"

#include <string.h>

bool truce_seek_sector(const struct truce_actor *actor, const char *sector)
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
           !truce_seek_sector(actor, "REB") &&
           !truce_seek_sector(actor, "MED") && !truce_seek_sector(actor, "PRE");
}

/* Which of two roles is told: who looks on and hosts is the host. */
static int role_rank(const char *role)
{
    return !strcmp(role, "mediator")                                ? 3
           : !strcmp(role, "witness") || !strcmp(role, "observer") ? 1
                                                                    : 2;
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
        if (role_rank(role) > role_rank(old->role))
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
        bool group = rel == TRUCE_REL_acl &&
                     truce_sense_lemma(sense, c, " make compose consist comprise ");
        bool owner = (sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss &&
                      !truce_sense_lemma(sense, c,
                                         depth ? " their they his he her she "
                                               : " their they ")) ||
                     rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
                     rel == TRUCE_REL_appos || rel == TRUCE_REL_flat ||
                     (rel == TRUCE_REL_nmod &&
                      (!prep.ptr || truce_view_eq_text(prep, "of") ||
                       truce_view_eq_text(prep, "from") ||
                       truce_view_eq_text(prep, "for"))) ||
                     (rel == TRUCE_REL_conj && depth == 0);
        size_t before = found->n;
        /* "a Group of Friends made up of A, B and C" */
        for (int32_t d = group ? sense->tree.first[c] : -1;
             d >= 0 && rc == TRUCE_OK; d = sense->tree.next[d])
            rc = truce_sense_actors(seeker->senses, sense, d, found);
        if (!owner || rc != TRUCE_OK)
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

/* "under the auspices of the Community": the body of a sentence before whose
 * name has the word. */
static int known_body(const struct truce_seeker *seeker, int32_t token,
                      struct truce_actors *found)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_view word = sense->sentence->tokens[token].form;
    if (word.len < 4 || word.ptr[0] < 'A' || word.ptr[0] > 'Z' ||
        !truce_seek_has(sense, token, " the ") ||
        truce_tree_child(&sense->tree, token, TRUCE_REL_nmod) >= 0)
        return TRUCE_OK;
    for (size_t i = sense->index; i-- > 0 && i + 4 > sense->index;) {
        const struct truce_sense *before = &seeker->senses->items[i];
        for (size_t k = before->n_mentions; k-- > 0;) {
            const struct truce_actor *actor = &before->mentions[k].actor;
            if (actor->code && (truce_seek_sector(actor, "IGO") ||
                                truce_seek_sector(actor, "NGO")) &&
                truce_view_find(actor->text, word) != (size_t)-1)
                return truce_actors_add(seeker->senses->context->arena, found,
                                        actor);
        }
    }
    return TRUCE_OK;
}

/* "President X, the chairman of ECOWAS": for the body too. */
static int add_chaired(struct truce_seeker *seeker, const char *role,
                       int32_t token, int32_t anchor,
                       enum truce_seek_truth truth)
{
    const struct truce_sense *sense = seeker->sense;
    const struct truce_tree *tree = &sense->tree;
    struct truce_context *context = seeker->senses->context;
    size_t n = sense->sentence->n_tokens;
    for (size_t c = (size_t)token + 1; c < n && c < (size_t)token + 16; c++) {
        bool chair = truce_tree_rel(tree, (int32_t)c) == TRUCE_REL_appos &&
                     truce_sense_lemma(sense, (int32_t)c,
                                       " chairman chair chairperson "
                                       "chairwoman president head "
                                       "President Chairman Chair Head ");
        for (size_t k = c + 1; chair && k < n && k < c + 7; k++) {
            const struct truce_mention *m =
                truce_sense_mention(sense, (int32_t)k);
            struct truce_actor body = {0};
            if (sense->sentence->tokens[k].upos != TRUCE_UPOS_PROPN ||
                !truce_tree_within(tree, (int32_t)k, token))
                continue;
            if (m && truce_seek_sector(&m->actor, "IGO"))
                body = m->actor;
            else if (truce_lexicon_resolve(
                         truce_coder_lexicon(context->coder),
                         sense->sentence->tokens[k].form,
                         context->document->date, context->arena,
                         &body) == TRUCE_ENOMEM)
                return TRUCE_ENOMEM;
            if (truce_seek_sector(&body, "IGO"))
                return truce_seek_add(seeker, role, &body, anchor, truth);
        }
    }
    return TRUCE_OK;
}

/* "their host": those whom the pronoun means are his guests. */
static bool is_guest(const struct truce_seeker *seeker, int32_t token,
                     const struct truce_actor *actor)
{
    return seeker->marks[TRUCE_SEEK_BEARER][token] &&
           truce_view_eq_nocase(actor->text, TRUCE_VIEW("their"));
}

/* Whom the phrase headed by `token` names, itself, inside it or by what the
 * sentences before named. */
static int find_named(const struct truce_seeker *seeker, int32_t token,
                      struct truce_actors *found)
{
    const struct truce_sense *sense = seeker->sense;
    if (truce_sense_actors(seeker->senses, sense, token, found) < 0)
        return TRUCE_ENOMEM;
    if (!found->n && inner_actors(seeker, token, 0, found) < 0)
        return TRUCE_ENOMEM;
    if (!found->n && truce_sense_lemma(sense, token, " he she ") &&
        truce_seek_last(seeker, found) < 0)
        return TRUCE_ENOMEM;
    for (int32_t c = found->n ? sense->tree.first[token] : -1; c >= 0;
         c = sense->tree.next[c])
        /* "the envoy of A and his American colleague" */
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_conj &&
            sense->sentence->tokens[c].upos == TRUCE_UPOS_NOUN &&
            inner_actors(seeker, c, 1, found) < 0)
            return TRUCE_ENOMEM;
    /* "the ambassador to B, NAME, who steered the talks" */
    if (!found->n && truce_tree_rel(&sense->tree, token) == TRUCE_REL_appos &&
        truce_sense_actors(seeker->senses, sense,
                           sense->sentence->tokens[token].head, found) < 0)
        return TRUCE_ENOMEM;
    return found->n ? TRUCE_OK : known_body(seeker, token, found);
}

int truce_seek_phrase(struct truce_seeker *seeker, const char *role,
                      int32_t token, int32_t anchor,
                      enum truce_seek_truth truth)
{
    struct truce_actors found = {0};
    size_t stop = SIZE_MAX;
    if (token < 0)
        return TRUCE_OK;
    if (find_named(seeker, token, &found) < 0 ||
        (found.n && add_chaired(seeker, role, token, anchor, truth) < 0))
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < found.n; i++) {
        const struct truce_actor *actor = &found.items[i];
        /* what begins another clause ends the list: "chaired by Zambia's
         * president, A and B agreed" */
        if (actor->begin < stop && other_clause(seeker->sense, token, actor) &&
            actor->begin > seeker->sense->sentence->tokens[token].begin)
            stop = actor->begin;
        if (actor->begin < stop &&
            !other_clause(seeker->sense, token, actor) &&
            !is_guest(seeker, token, actor) &&
            truce_seek_add(seeker, role, actor, anchor, truth) < 0)
            return TRUCE_ENOMEM;
    }
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

/* Whom a relative pronoun stands for: "which", or "whose country". */
int32_t truce_seek_antecedent(const struct truce_sense *sense, int32_t subject,
                              int32_t verb)
{
    const struct truce_mention *m;
    int32_t head = sense->sentence->tokens[verb].head;
    bool relative = truce_sense_lemma(sense, subject, " who which that ") ||
                    truce_seek_has(sense, subject, " whose ");
    bool many = truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBP") ||
                truce_seek_has(sense, verb, " are were have ");
    if (head < 0 || (!relative && subject != head))
        return subject;
    m = truce_sense_mention(sense, head);
    /* "the panel under President X, which mediated": the panel */
    if (truce_seek_has(sense, verb, " which ") && m &&
        is_kind(&m->actor, "person") && sense->sentence->tokens[head].head >= 0 &&
        truce_tree_rel(&sense->tree, head) == TRUCE_REL_nmod)
        head = sense->sentence->tokens[head].head;
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
        rc = truce_seek_phrase(seeker, role,
                               truce_seek_antecedent(sense, subjects[i], verb),
                               anchor, told);
    }
    if (n == 0 && rc == TRUCE_OK &&
        sense->sentence->tokens[verb].rel == TRUCE_REL_acl_relcl)
        rc = truce_seek_phrase(seeker, role, sense->sentence->tokens[verb].head,
                               anchor, told);
    return rc;
}
