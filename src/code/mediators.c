/*
 * Who stands between the parties: subjects of mediating verbs, bearers of
 * the noun (mediator, guarantor), owners of a mediation, envoys of
 * organisations, and those who meet two sides at once.
 */
#include "code/mediators.h"

#include <string.h>

static const char strong_verbs[] =
    " mediate broker facilitate convene chair sponsor moderate co-host "
    "co-chair co-mediate intermediate ";
static const char weak_verbs[] =
    " host negotiate lead coordinate arrange organise organize oversee "
    "guarantee sponsor shepherd steer guide conduct preside orchestrate ";
static const char matters[] =
    " talk talks negotiation meeting summit dialogue conference round process "
    "ceremony signing exchange swap agreement deal ceasefire truce track "
    "accord mediation plan delegation consultation session pact release "
    "dialogues initiative ";
static const char bearers[] =
    " mediator facilitator guarantor broker intermediary convener host "
    "go-between moderator co-chair co-mediator ";
static const char mediations[] =
    " mediation auspices facilitation chairmanship brokerage mediating "
    "arbitration sponsorship ";

struct seeker {
    struct truce_senses *senses;
    struct truce_mediators *out;
    const struct truce_sense *sense;
};

static int add(struct seeker *seeker, const char *role,
               const struct truce_actor *actor, int32_t anchor, bool planned)
{
    struct truce_mediators *out = seeker->out;
    if (!actor->code || (actor->kind && !strcmp(actor->kind, "place")) ||
        (actor->sector &&
         (!strcmp(actor->sector, "REB") || !strcmp(actor->sector, "MED"))))
        return TRUCE_OK;
    for (size_t i = out->n; i-- > 0;)
        if (out->items[i].sentence == seeker->sense->index &&
            !strcmp(out->items[i].actor.code, actor->code))
            return TRUCE_OK;
    if (truce_arena_grow(seeker->senses->context->arena, &out->items, out->n,
                         &out->cap, sizeof(*out->items)) < 0)
        return TRUCE_ENOMEM;
    out->items[out->n++] = (struct truce_mediator){
        role, *actor, seeker->sense->index, anchor, planned, false};
    return TRUCE_OK;
}

static int add_phrase(struct seeker *seeker, const char *role, int32_t token,
                      int32_t anchor, bool planned)
{
    struct truce_actors found = {0};
    if (truce_sense_actors(seeker->senses, seeker->sense, token, &found) < 0)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < found.n; i++)
        if (add(seeker, role, &found.items[i], anchor, planned) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* Actors whose mention begins within `reach` tokens before or after. */
static const struct truce_mention *beside(const struct truce_sense *sense,
                                          int32_t token, int step, int reach)
{
    for (int i = 1; i <= reach; i++) {
        const struct truce_mention *m =
            truce_sense_mention(sense, token + i * step);
        if (m)
            return m;
    }
    return NULL;
}

static bool has_matter(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    if (head >= 0 && truce_sense_lemma(sense, head, matters))
        return true;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, matters))
            return true;
    return false;
}

/* "hosted the leaders", "hosted delegations of both sides". */
static bool has_guests(const struct truce_sense *sense, int32_t verb)
{
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return obj >= 0 &&
           truce_sense_lemma(sense, obj,
                             " leader delegation negotiator representative "
                             "minister side party president commander "
                             "official ") &&
           truce_view_eq_text(sense->sentence->tokens[obj].xpos, "NNS");
}

static bool is_offer(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    for (int step = 0; step < 3 && head >= 0; step++) {
        if (truce_sense_lemma(sense, head,
                              " offer ready propose want invite ask plan "
                              "willing agree prepare "))
            return true;
        head = sense->sentence->tokens[head].head;
    }
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " will would could may "))
            return true;
    return false;
}

/* Codes that the objects of a verb name. */
static int objects_of(struct seeker *seeker, int32_t verb,
                      struct truce_actors *out)
{
    const struct truce_sense *sense = seeker->sense;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view prep = truce_sense_prep(sense, c);
        if (rel != TRUCE_REL_obj && rel != TRUCE_REL_iobj &&
            !truce_view_eq_text(prep, "with") &&
            !truce_view_eq_text(prep, "between") &&
            !truce_view_eq_text(prep, "to"))
            continue;
        if (truce_sense_actors(seeker->senses, sense, c, out) < 0)
            return TRUCE_ENOMEM;
        /* "held talks with A and B", "a meeting between A and B" */
        for (int32_t d = sense->tree.first[c]; d >= 0; d = sense->tree.next[d])
            if ((truce_view_eq_text(truce_sense_prep(sense, d), "with") ||
                 truce_view_eq_text(truce_sense_prep(sense, d), "of") ||
                 truce_view_eq_text(truce_sense_prep(sense, d), "between")) &&
                truce_sense_actors(seeker->senses, sense, d, out) < 0)
                return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static size_t distinct(const struct truce_actors *actors)
{
    size_t n = 0;
    for (size_t i = 0; i < actors->n; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen |= !strcmp(actors->items[k].code, actors->items[i].code);
        n += !seen;
    }
    return n;
}

static int32_t antecedent(const struct truce_sense *sense, int32_t subject,
                          int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    if (!truce_sense_lemma(sense, subject, " who which that "))
        return subject;
    return head >= 0 ? head : subject;
}

static int take_agents(struct seeker *seeker, int32_t verb, const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int rc = TRUCE_OK;
    bool planned = is_offer(sense, verb);
    for (int32_t c = sense->tree.first[verb]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "by") ||
            sense->sentence->tokens[c].rel == TRUCE_REL_obl_agent)
            rc = add_phrase(seeker, role, c, verb, planned);
    return rc;
}

static int take_subjects(struct seeker *seeker, int32_t verb, const char *role)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t subjects[6];
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects, 6, NULL);
    int rc = TRUCE_OK;
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++)
        rc = add_phrase(seeker, role, antecedent(sense, subjects[i], verb),
                        verb, is_offer(sense, verb));
    if (n == 0 && rc == TRUCE_OK &&
        sense->sentence->tokens[verb].rel == TRUCE_REL_acl_relcl)
        rc = add_phrase(seeker, role, sense->sentence->tokens[verb].head, verb,
                        false);
    return rc;
}

static bool is_participle(const struct truce_sense *sense, int32_t verb)
{
    return truce_tree_passive(&sense->tree, verb) ||
           (truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBN") &&
            truce_tree_rel(&sense->tree, verb) == TRUCE_REL_acl);
}

/* "The deputies led the delegations": each its own. */
static bool leads_own(const struct truce_sense *sense, int32_t verb)
{
    int32_t obj = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return truce_sense_lemma(sense, verb, " lead ") && obj >= 0 &&
           truce_sense_lemma(sense, obj, " delegation team side ");
}

static int take_verb(struct seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    bool strong = truce_sense_lemma(sense, verb, strong_verbs);
    bool hosts = truce_sense_lemma(sense, verb, " host co-host ");
    struct truce_actors objects = {0};
    const char *role = hosts ? "host" : "mediator";
    if (!strong && !truce_sense_lemma(sense, verb, weak_verbs))
        return TRUCE_OK;
    if (leads_own(sense, verb))
        return TRUCE_OK;
    if (objects_of(seeker, verb, &objects) < 0)
        return TRUCE_ENOMEM;
    if (hosts && distinct(&objects) > 1)
        role = "mediator";
    if (hosts && has_guests(sense, verb))
        return take_subjects(seeker, verb, role);
    if (truce_sense_lemma(sense, verb, " guarantee "))
        role = "guarantor";
    if (!strong && !has_matter(sense, verb) && distinct(&objects) < 2)
        return TRUCE_OK;
    if (is_participle(sense, verb))
        return take_agents(seeker, verb, role);
    if (!strong && !hosts && !distinct(&objects) &&
        truce_sense_lemma(sense, verb, " negotiate lead conduct arrange "))
        return truce_sense_lemma(sense, verb, " lead ") || objects.n
                   ? take_subjects(seeker, verb, role)
                   : TRUCE_OK;
    return take_subjects(seeker, verb, role);
}

/* "Egyptian-mediated", "US-brokered", "UN-sponsored". */
static int take_compound(struct seeker *seeker, int32_t token)
{
    static const char *const endings[] = {
        "mediated",   "brokered", "sponsored", "facilitated", "hosted",
        "negotiated", "led",      "convened",  "chaired",     "supervised"};
    const struct truce_sense *sense = seeker->sense;
    struct truce_view form = sense->sentence->tokens[token].form;
    const struct truce_mention *m;
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        size_t n = strlen(endings[i]);
        bool whole = truce_view_eq_nocase(form, truce_view_of(endings[i]));
        bool inner = form.len > n && form.ptr[form.len - n - 1] == '-' &&
                     truce_view_ends(form, endings[i]);
        if (!whole && !inner)
            continue;
        if (whole &&
            !(token > 0 &&
              truce_view_eq_text(sense->sentence->tokens[token - 1].form, "-")))
            continue;
        m = inner ? truce_sense_mention(sense, token)
                  : truce_sense_mention(sense, token - 2);
        if (m)
            return add(seeker, "mediator", &m->actor, token, false);
        if (inner) {
            struct truce_actor actor = {0};
            struct truce_view left = {form.ptr, form.len - n - 1};
            int rc = truce_lexicon_resolve(
                truce_coder_lexicon(seeker->senses->context->coder), left,
                seeker->senses->context->document->date,
                seeker->senses->context->arena, &actor);
            return rc == TRUCE_ENOMEM
                       ? rc
                       : add(seeker, "mediator", &actor, token, false);
        }
    }
    return TRUCE_OK;
}

static const char *role_of_bearer(const struct truce_sense *sense,
                                  int32_t token)
{
    return truce_sense_lemma(sense, token, " guarantor ") ? "guarantor"
           : truce_sense_lemma(sense, token, " host ")    ? "host"
                                                          : "mediator";
}

/* "X and Y acted as guarantors", "with Sudan as guarantor". */
static int take_as(struct seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    int32_t head = sense->sentence->tokens[token].head;
    const char *role = role_of_bearer(sense, token);
    int32_t subjects[6];
    size_t n = 0;
    int rc = TRUCE_OK;
    if (head >= 0 && truce_sense_lemma(sense, head, " act serve sign "))
        n = truce_tree_subjects(&sense->tree, head, subjects, 6, NULL);
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++)
        rc = add_phrase(seeker, role, subjects[i], token, false);
    if (n == 0 && rc == TRUCE_OK) {
        const struct truce_mention *m = beside(sense, token - 1, -1, 2);
        for (; m && rc == TRUCE_OK;) {
            int32_t first = (int32_t)m->first;
            rc = add(seeker, role, &m->actor, token, false);
            m = first > 1 && truce_sense_lemma(sense, first - 1, " and , ")
                    ? beside(sense, first - 1, -1, 1)
                    : NULL;
        }
    }
    return rc;
}

static int take_bearer(struct seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    const char *role = role_of_bearer(sense, token);
    const struct truce_mention *m = truce_sense_mention(sense, token);
    int32_t head = sense->sentence->tokens[token].head, subject;
    int rc = TRUCE_OK;
    /* "African Union mediator X", but not "mediator between A and B" */
    if (m &&
        truce_view_find(m->actor.text, TRUCE_VIEW(" between ")) == (size_t)-1)
        return add(seeker, role, &m->actor, token, false);
    if (truce_view_eq_text(truce_sense_prep(sense, token), "as"))
        return take_as(seeker, token);
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (rel == TRUCE_REL_compound || rel == TRUCE_REL_amod ||
            rel == TRUCE_REL_appos || rel == TRUCE_REL_flat ||
            rel == TRUCE_REL_nsubj ||
            sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss)
            rc = add_phrase(seeker, role, c, token, false);
    }
    subject = truce_tree_rel(&sense->tree, token) == TRUCE_REL_appos ||
                      truce_tree_rel(&sense->tree, token) == TRUCE_REL_flat
                  ? head
                  : -1;
    if (rc == TRUCE_OK && subject >= 0)
        rc = add_phrase(seeker, role, subject, token, false);
    return rc;
}

static int take_mediation(struct seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    size_t before = seeker->out->n;
    struct truce_view prep = truce_sense_prep(sense, token);
    int32_t head = sense->sentence->tokens[token].head;
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view own = truce_sense_prep(sense, c);
        if (truce_view_eq_text(own, "of") || truce_view_eq_text(own, "by") ||
            rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
            sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss)
            rc = add_phrase(seeker, "mediator", c, token, false);
    }
    for (size_t i = before; i < seeker->out->n; i++)
        seeker->out->items[i].bare = !truce_view_eq_text(prep, "under") &&
                                     !truce_view_eq_text(prep, "through") &&
                                     !truce_view_eq_text(prep, "with");
    /* "were involved in the mediation" */
    if (rc == TRUCE_OK && seeker->out->n == before && head >= 0 &&
        truce_sense_lemma(sense, head,
                          " involve involved lead join help participate "
                          "part role coordinate "))
        rc = take_subjects(seeker, head, "mediator");
    return rc;
}

/* Envoys of organisations mediate by office. */
static int take_envoys(struct seeker *seeker)
{
    for (size_t i = 0; i < seeker->sense->n_mentions; i++) {
        const struct truce_mention *m = &seeker->sense->mentions[i];
        if (m->actor.office && m->actor.sector &&
            !strcmp(m->actor.sector, "IGO") &&
            (strstr(m->actor.office, "envoy") ||
             strstr(m->actor.office, "mediator") ||
             strstr(m->actor.office, "special representative")) &&
            add(seeker, "mediator", &m->actor, (int32_t)m->head, false) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static size_t known_tracks(const struct seeker *seeker,
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
    "talk welcome confer have ";

static int take_table(struct seeker *seeker, int32_t verb)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors subjects = {0}, objects = {0};
    const struct truce_actors *third;
    int32_t tokens[6];
    size_t n, ns, no;
    if (!truce_sense_lemma(sense, verb, table_verbs))
        return TRUCE_OK;
    n = truce_tree_subjects(&sense->tree, verb, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, sense, tokens[i], &subjects) < 0)
            return TRUCE_ENOMEM;
    if (objects_of(seeker, verb, &objects) < 0)
        return TRUCE_ENOMEM;
    ns = distinct(&subjects);
    no = distinct(&objects);
    if (ns + no < 3 || !ns || !no || overlap(&subjects, &objects))
        return TRUCE_OK;
    if (ns == 1)
        third = &subjects;
    else if (no == 1)
        third = &objects;
    else
        third = known_tracks(seeker, &subjects) * objects.n >
                        known_tracks(seeker, &objects) * subjects.n
                    ? &subjects
                    : &objects;
    for (size_t i = 0; i < third->n; i++)
        if (add(seeker, "mediator", &third->items[i], verb, false) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* "A and B agreed ... at a meeting with X". */
static int take_meeting_with(struct seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_actors subjects = {0};
    int32_t head = sense->sentence->tokens[token].head, tokens[6];
    size_t n;
    for (int step = 0; step < 4 && head >= 0 &&
                       sense->sentence->tokens[head].upos != TRUCE_UPOS_VERB;
         step++)
        head = sense->sentence->tokens[head].head;
    if (!truce_sense_lemma(sense, token, " meeting talk talks summit ") ||
        head < 0 || truce_sense_lemma(sense, head, table_verbs))
        return TRUCE_OK;
    n = truce_tree_subjects(&sense->tree, head, tokens, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(seeker->senses, sense, tokens[i], &subjects) < 0)
            return TRUCE_ENOMEM;
    if (distinct(&subjects) < 2)
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        struct truce_actors with = {0};
        if (!truce_view_eq_text(truce_sense_prep(sense, c), "with"))
            continue;
        if (truce_sense_actors(seeker->senses, sense, c, &with) < 0)
            return TRUCE_ENOMEM;
        for (size_t i = 0; i < with.n && !overlap(&with, &subjects); i++)
            if (add(seeker, "mediator", &with.items[i], token, false) < 0)
                return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* "signed in the presence of X". */
static int take_presence(struct seeker *seeker, int32_t token)
{
    const struct truce_sense *sense = seeker->sense;
    if (!truce_sense_lemma(sense, token, " presence ") ||
        !truce_view_eq_text(truce_sense_prep(sense, token), "in"))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "of") &&
            add_phrase(seeker, "witness", c, token, false) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* "the good offices of X", "with the help of X". */
static bool good_office(const struct truce_sense *sense, int32_t token)
{
    if (truce_sense_lemma(sense, token, " office offices "))
        return token > 0 && truce_sense_lemma(sense, token - 1, " good ");
    return truce_sense_lemma(sense, token, " help assistance ") &&
           truce_view_eq_text(truce_sense_prep(sense, token), "with");
}

static int take_token(struct seeker *seeker, int32_t k)
{
    const struct truce_sense *sense = seeker->sense;
    uint8_t upos = sense->sentence->tokens[k].upos;
    int rc = take_compound(seeker, k);
    if (rc == TRUCE_OK && upos == TRUCE_UPOS_VERB)
        rc = take_verb(seeker, k);
    if (rc == TRUCE_OK && upos == TRUCE_UPOS_VERB)
        rc = take_table(seeker, k);
    if (rc == TRUCE_OK && truce_sense_lemma(sense, k, bearers) &&
        upos != TRUCE_UPOS_VERB)
        rc = take_bearer(seeker, k);
    if (rc == TRUCE_OK && upos == TRUCE_UPOS_NOUN &&
        (truce_sense_lemma(sense, k, mediations) || good_office(sense, k)))
        rc = take_mediation(seeker, k);
    if (rc == TRUCE_OK)
        rc = take_meeting_with(seeker, k);
    if (rc == TRUCE_OK)
        rc = take_presence(seeker, k);
    return rc;
}

static bool is_question(const struct truce_sentence *s)
{
    return s->n_tokens &&
           truce_view_eq_text(s->tokens[s->n_tokens - 1].form, "?");
}

int truce_mediators_find(struct truce_senses *senses,
                         struct truce_mediators *out)
{
    struct seeker seeker = {.senses = senses, .out = out};
    int rc = TRUCE_OK;
    for (size_t i = 0; i < senses->n && rc == TRUCE_OK; i++) {
        seeker.sense = &senses->items[i];
        if (is_question(seeker.sense->sentence))
            continue;
        for (size_t k = 0;
             k < seeker.sense->sentence->n_tokens && rc == TRUCE_OK; k++)
            if (!truce_senses_quote(senses,
                                    seeker.sense->sentence->tokens[k].begin))
                rc = take_token(&seeker, (int32_t)k);
        if (rc == TRUCE_OK)
            rc = take_envoys(&seeker);
    }
    return rc;
}
