/*
 * Terms of an agreement: type, who must, what, until when, how strongly. A
 * clause gives one row: of the types that its words tell, that of its verb or
 * of what it acts on, not that of a place it passes by ("is deployed along
 * the corridor" is no term on corridors). Acts told as nouns ("the withdrawal
 * of A's forces") are rows of their own, with their own actor.
 */
#include "code/provisions.h"

#include <string.h>

/* How far a cue stands from the core of its clause. */
enum {
    NEAR_PLACE = 1,
    NEAR_INNER = 2,
    NEAR_ACT = 3,
    NEAR_CORE = 4,
    NEAR_VERB = 5
};

struct term {
    struct truce_cue_hit hit;
    int32_t verb; /* of its clause, or -1 */
    int32_t top;  /* noun that hangs on the verb and holds the cue, or -1 */
    int rank;
};

static bool has_child(const struct truce_sense *sense, int32_t head,
                      const char *lemmas)
{
    for (int32_t c = head >= 0 ? sense->tree.first[head] : -1; c >= 0;
         c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, lemmas))
            return true;
    return false;
}

/* "are to be released": in force of a must. */
static bool is_to(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    return has_child(sense, verb, " to ") &&
           (has_child(sense, verb, " be ") ||
            (head >= 0 && truce_sense_lemma(sense, head, " be ") &&
             truce_tree_rel(&sense->tree, verb) == TRUCE_REL_xcomp));
}

/* The strongest word of obligation at a verb; NULL: none of its own. */
static const char *strength_at(const struct truce_sense *sense, int32_t verb)
{
    static const struct {
        const char *lemmas;
        const char *strength;
    } rows[] = {{" shall ", "shall"},
                {" must ", "must"},
                {" will ", "will"},
                {" should ", "should"},
                {" may can could might ", "may"},
                {" ready willing readiness prepare ", "ready to"},
                {" would ", "will"}};
    for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++)
        if (has_child(sense, verb, rows[r].lemmas) ||
            truce_sense_lemma(sense, verb, rows[r].lemmas))
            return rows[r].strength;
    if (is_to(sense, verb))
        return "shall";
    if (truce_sense_lemma(sense, verb,
                          " oblige undertake commit require bind "))
        return "shall";
    if (truce_sense_lemma(sense, verb, " agree pledge promise decide "))
        return "agreed";
    return NULL;
}

/* Climbs from the verb to those that govern it: "agreed to withdraw". */
static const char *strength_of(const struct truce_sense *sense, int32_t verb,
                               bool loose)
{
    static const char notes[] = " note praise stress welcome underline "
                                "emphasise emphasize acknowledge reaffirm "
                                "recognise recognize express recall ";
    bool noted = false;
    for (int step = 0; step < 4 && verb >= 0; step++) {
        const char *strength = strength_at(sense, verb);
        enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
        if (strength)
            return strength;
        noted |= truce_sense_lemma(sense, verb, notes);
        if (rel != TRUCE_REL_xcomp && rel != TRUCE_REL_ccomp &&
            rel != TRUCE_REL_conj)
            break;
        verb = sense->sentence->tokens[verb].head;
    }
    if (!loose)
        return NULL;
    return noted ? "noted" : "stated";
}

/* A participle that the tagger calls an adjective: "is deployed". */
static bool is_verb(const struct truce_sense *sense, int32_t token)
{
    const struct truce_token *t = &sense->sentence->tokens[token];
    return t->upos == TRUCE_UPOS_VERB ||
           (t->upos == TRUCE_UPOS_ADJ &&
            (truce_view_starts(t->xpos, "VB") ||
             truce_view_ends(t->form, "ed")) &&
            truce_tree_child(&sense->tree, token, TRUCE_REL_nsubj) >= 0);
}

static int32_t verb_above(const struct truce_sense *sense, int32_t token,
                          int32_t *top)
{
    *top = -1;
    for (int step = 0; step < 8 && token >= 0; step++) {
        if (is_verb(sense, token))
            return token;
        *top = token;
        token = sense->sentence->tokens[token].head;
    }
    return -1;
}

/* Nouns that tell an act. */
static bool is_act(const struct truce_sense *sense, int32_t token)
{
    return truce_sense_lemma(sense, token,
                             " withdrawal return release exchange deployment "
                             "disengagement redeployment cessation pullout "
                             "disarmament demobilisation demobilization "
                             "demarcation delimitation handover ");
}

static bool is_core(enum truce_rel rel)
{
    return rel == TRUCE_REL_nsubj || rel == TRUCE_REL_obj ||
           rel == TRUCE_REL_iobj;
}

static int rank_of(const struct truce_sense *sense, const struct term *t)
{
    int32_t last = (int32_t)t->hit.last;
    enum truce_rel rel =
        t->verb >= 0 ? truce_tree_rel(&sense->tree, t->verb) : TRUCE_REL_root;
    bool aside = rel == TRUCE_REL_advcl || rel == TRUCE_REL_acl;
    /* "is set up to monitor": the purpose counts less than what is set up */
    if (t->verb >= (int32_t)t->hit.first && t->verb <= last)
        return aside ? NEAR_INNER : NEAR_VERB;
    if (t->top < 0)
        return NEAR_CORE;
    if (is_core(truce_tree_rel(&sense->tree, t->top))) {
        int32_t head = sense->sentence->tokens[last].head;
        bool core = t->top == last || head == t->top || t->verb < 0;
        return core && !aside ? NEAR_CORE : NEAR_INNER;
    }
    if (is_act(sense, last))
        return NEAR_ACT;
    return NEAR_PLACE;
}

/* The first verb of a coordination stands for all. */
static int32_t clause_of(const struct truce_sense *sense, int32_t verb)
{
    while (verb >= 0 && sense->sentence->tokens[verb].head >= 0) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
        if (rel != TRUCE_REL_conj && rel != TRUCE_REL_xcomp &&
            rel != TRUCE_REL_advcl && rel != TRUCE_REL_acl)
            break;
        do
            verb = sense->sentence->tokens[verb].head;
        while (verb >= 0 && !is_verb(sense, verb));
    }
    return verb;
}

/* Is a better cue for the same clause among the others? */
static bool outranked(const struct truce_sense *sense, const struct term *terms,
                      size_t n, const struct term *t)
{
    if (t->rank == NEAR_ACT)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool same = terms[i].verb == t->verb;
        /* "withdraws its troops and frees prisoners": two acts */
        if (!same && t->rank < NEAR_CORE)
            same = clause_of(sense, terms[i].verb) == clause_of(sense, t->verb);
        if (same && terms[i].rank > t->rank &&
            (terms[i].rank != NEAR_ACT || t->rank < NEAR_INNER))
            return true;
    }
    return false;
}

/* Does a token hang on the clause of `verb`, with no other verb between? */
static bool in_clause(const struct truce_sense *sense, int32_t token,
                      int32_t verb)
{
    if (verb < 0)
        return true;
    for (int step = 0; step < 12 && token >= 0; step++) {
        if (token == verb)
            return true;
        token = sense->sentence->tokens[token].head;
    }
    return false;
}

/* Days of a stretch: "30 days", "two weeks"; 0 none. */
static int days_at(const struct truce_sense *sense, size_t k, size_t *last)
{
    double number = truce_sense_number(sense, k);
    *last = k + 1;
    if (number <= 0 || number > 3000 || k + 1 >= sense->sentence->n_tokens)
        return 0;
    if (truce_sense_lemma(sense, (int32_t)k + 1, " day "))
        return (int)number;
    if (truce_sense_lemma(sense, (int32_t)k + 1, " week "))
        return (int)number * 7;
    return truce_sense_lemma(sense, (int32_t)k + 1, " hour ")
               ? (int)((number + 23) / 24)
               : 0;
}

/* "within 30 days of ratification" counts from another day than signing. */
static bool from_signing(const struct truce_sense *sense, size_t last)
{
    size_t n = sense->sentence->n_tokens;
    if (last + 1 >= n || !truce_sense_lemma(sense, (int32_t)last + 1,
                                            " of after from following "))
        return true;
    for (size_t k = last + 2; k < n && k < last + 6; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " signing signature agreement accord deal "
                              "statement protocol treaty "))
            return true;
    return false;
}

/* "by the end of 2015": its last day. */
static struct truce_date due_on(const struct truce_sense *sense,
                                const struct truce_dated *d)
{
    bool end = truce_sense_lemma(sense, (int32_t)d->first, " end ");
    for (size_t k = d->first; k > 0 && k + 4 > d->first; k--)
        end |= truce_sense_lemma(sense, (int32_t)k - 1, " end ");
    return end ? truce_date_last(d->date) : d->date;
}

static bool bound_before(const struct truce_sense *sense, size_t first)
{
    for (size_t k = first; k > 0 && k + 4 > first; k--) {
        if (truce_sense_lemma(sense, (int32_t)k - 1,
                              " by until before within no-later-than "))
            return true;
        if (!truce_sense_lemma(sense, (int32_t)k - 1, " the end of than "))
            return false;
    }
    return false;
}

static bool has_word(const struct truce_sense *sense, size_t from, size_t token,
                     const char *words)
{
    for (size_t k = from; k < token; k++)
        if (truce_sense_lemma(sense, (int32_t)k, words))
            return true;
    return false;
}

/* "within 60 days", "by December 1", "for five years": of the clause. What
 * counts from the signing gives a day, where that is known. */
static void read_terms(const struct truce_sense *sense, int32_t verb,
                       struct truce_date signed_on, struct truce_provision *out)
{
    size_t n = sense->sentence->n_tokens;
    for (size_t i = 0; i < sense->n_dates; i++) {
        const struct truce_dated *d = &sense->dates[i];
        if (bound_before(sense, d->first) &&
            in_clause(sense, (int32_t)d->last, verb))
            out->deadline = due_on(sense, d);
    }
    for (size_t k = 0; k < n; k++) {
        size_t end, last;
        int months = truce_sense_months(sense, k, &end);
        int days = days_at(sense, k, &last);
        bool within =
            has_word(sense, k > 3 ? k - 3 : 0, k, " within ") ||
            (k > 1 && truce_sense_lemma(sense, (int32_t)k - 1, " than ") &&
             has_word(sense, k > 4 ? k - 4 : 0, k, " later "));
        bool lasts =
            has_word(sense, k > 3 ? k - 3 : 0, k, " for every during ") ||
            truce_tree_rel(&sense->tree, (int32_t)end) == TRUCE_REL_compound;
        if ((months <= 0 && days <= 0) || (!within && !lasts) ||
            !in_clause(sense, (int32_t)k, verb))
            continue;
        if (months > 0)
            out->duration_months = months;
        if (days > 0)
            end = last;
        else
            days = 0;
        if (within && signed_on.day && !truce_date_known(out->deadline) &&
            from_signing(sense, end))
            out->deadline = days ? truce_date_add_days(signed_on, days)
                                 : truce_date_add_months(signed_on, months);
        k = end;
    }
}

/* "the parties", "both sides", "they", "the leaders": all who signed. */
static bool means_all(const struct truce_sense *sense, int32_t token)
{
    if (truce_sense_lemma(sense, token, " they both ") ||
        has_child(sense, token, " both two "))
        return true;
    return truce_sense_lemma(sense, token,
                             " party side leader signatory country state "
                             "government president neighbour neighbor ") &&
           truce_view_eq_text(sense->sentence->tokens[token].xpos, "NNS");
}

/* Who acts: not a land or place that the phrase brings in. */
static int add_actor(const struct truce_senses *senses,
                     const struct truce_sense *sense, int32_t token,
                     struct truce_actors *out)
{
    struct truce_actors found = {0};
    const struct truce_mention *m = truce_sense_mention(sense, token);
    if (truce_sense_actors(senses, sense, token, &found) < 0)
        return TRUCE_ENOMEM;
    /* "The Lachin corridor", "the Aghdam district": things, not doers */
    if (m && (int32_t)m->head != token && token > (int32_t)m->last)
        return TRUCE_OK;
    for (size_t i = 0; i < found.n; i++)
        if (!(found.items[i].kind && !strcmp(found.items[i].kind, "place")) &&
            truce_actors_add(senses->context->arena, out, &found.items[i]) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

static bool is_thing(const struct truce_sense *sense, int32_t token)
{
    return truce_sense_lemma(sense, token,
                             " corridor district route road plan centre center "
                             "territory region zone line border city town "
                             "village area port ceasefire truce agreement "
                             "statement mandate decision law ");
}

/* "The Russian contingent is deployed", "NATO forces": whose they are. */
static int add_forces(const struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t token,
                      struct truce_actors *out)
{
    int rc = TRUCE_OK;
    if (!truce_sense_lemma(sense, token,
                           " contingent peacekeeper force troop mission "
                           "observer monitor unit army soldier service "
                           "ministry guard "))
        return TRUCE_OK;
    rc = truce_sense_actors(senses, sense, token, out);
    for (int32_t c = sense->tree.first[token];
         c >= 0 && rc == TRUCE_OK && !out->n; c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
            rel == TRUCE_REL_nmod)
            rc = truce_sense_actors(senses, sense, c, out);
    }
    return rc;
}

/* Subjects, or the agent of a passive. */
static int own_actors(const struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t verb,
                      const struct truce_actors *signers,
                      struct truce_actors *out)
{
    int32_t subjects[6];
    bool passive = truce_tree_passive(&sense->tree, verb);
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects, 6, NULL);
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[verb];
         passive && c >= 0 && rc == TRUCE_OK; c = sense->tree.next[c])
        if (sense->sentence->tokens[c].rel == TRUCE_REL_obl_agent ||
            truce_view_eq_text(truce_sense_prep(sense, c), "by"))
            rc = add_actor(senses, sense, c, out);
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++) {
        if (passive) {
            rc = add_forces(senses, sense, subjects[i], out);
        } else if (means_all(sense, subjects[i])) {
            for (size_t k = 0; k < signers->n && rc == TRUCE_OK; k++)
                rc = truce_actors_add(senses->context->arena, out,
                                      &signers->items[k]);
        } else if (!is_thing(sense, subjects[i])) {
            size_t before = out->n;
            rc = add_actor(senses, sense, subjects[i], out);
            if (rc == TRUCE_OK && out->n == before)
                rc = add_forces(senses, sense, subjects[i], out);
        }
    }
    return rc;
}

/* Those of the verb, or of one that governs it: "agreed to take steps and to
 * work towards a commission". */
static int subject_actors(const struct truce_senses *senses,
                          const struct truce_sense *sense, int32_t verb,
                          const struct truce_actors *signers,
                          struct truce_actors *out)
{
    int rc = TRUCE_OK;
    for (int step = 0; rc == TRUCE_OK && step < 4 && verb >= 0 && !out->n;
         step++) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
        rc = own_actors(senses, sense, verb, signers, out);
        if (truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj) >= 0 ||
            (rel != TRUCE_REL_conj && rel != TRUCE_REL_xcomp))
            break;
        verb = sense->sentence->tokens[verb].head;
    }
    return rc;
}

/* "the withdrawal of the Armenian armed forces": whose act it is. */
static int act_actors(const struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t noun,
                      struct truce_actors *out)
{
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[noun]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c])
        if (sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss ||
            truce_view_eq_text(truce_sense_prep(sense, c), "of"))
            rc = truce_sense_actors(senses, sense, c, out);
    return rc;
}

/* Is the phrase a time ("within 30 days", "by May 1")? */
static bool is_time(const struct truce_sense *sense, int32_t token)
{
    for (size_t i = 0; i < sense->n_dates; i++)
        if ((size_t)token >= sense->dates[i].first &&
            (size_t)token <= sense->dates[i].last)
            return true;
    return truce_sense_lemma(sense, token,
                             " day week month year hour delay time stage ");
}

static void widen(const struct truce_sense *sense, int32_t token, int depth,
                  size_t *first, size_t *last)
{
    if ((size_t)token < *first)
        *first = (size_t)token;
    if ((size_t)token > *last)
        *last = (size_t)token;
    for (int32_t c = depth < 40 ? sense->tree.first[token] : -1; c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (rel == TRUCE_REL_acl || rel == TRUCE_REL_advcl ||
            rel == TRUCE_REL_punct || rel == TRUCE_REL_parataxis ||
            is_time(sense, c))
            continue;
        widen(sense, c, depth + 1, first, last);
    }
}

/* The noun that the clause acts on: object, subject of a passive, what a verb
 * without an object leads to, else where the cue stands. */
static int32_t object_of(const struct truce_sense *sense, const struct term *t)
{
    int32_t object = -1, oblique = -1;
    if (t->rank == NEAR_ACT)
        return (int32_t)t->hit.last;
    if (t->verb < 0)
        return t->top >= 0 ? t->top : (int32_t)t->hit.last;
    /* "The corridor keeps X connected", "Refugees return": about these */
    if (t->top >= 0 && t->rank == NEAR_CORE &&
        truce_tree_rel(&sense->tree, t->top) == TRUCE_REL_nsubj &&
        (is_thing(sense, t->top) ||
         truce_tree_child(&sense->tree, t->verb, TRUCE_REL_obj) < 0))
        return t->top;
    object = truce_tree_child(&sense->tree, t->verb, TRUCE_REL_obj);
    if (object >= 0)
        return object;
    if (truce_tree_passive(&sense->tree, t->verb) ||
        sense->sentence->tokens[t->verb].upos == TRUCE_UPOS_ADJ)
        return truce_tree_child(&sense->tree, t->verb, TRUCE_REL_nsubj);
    for (int32_t c = sense->tree.first[t->verb]; c >= 0;
         c = sense->tree.next[c])
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_obl && oblique < 0 &&
            !is_time(sense, c) && c > t->verb)
            oblique = c;
    return oblique >= 0 ? oblique : t->top;
}

#define OBJECT_BYTES 110 /* longer ones are cut at a word */

static const char *object_text(const struct truce_senses *senses,
                               const struct truce_sense *sense,
                               const struct term *t)
{
    const struct truce_token *tokens = sense->sentence->tokens;
    int32_t noun = object_of(sense, t);
    size_t first = (size_t)noun, last = (size_t)noun, begin, len;
    if (noun < 0) {
        first = t->hit.first;
        last = t->hit.last;
    } else {
        widen(sense, noun, 0, &first, &last);
        /* "withdraw all its forces from Sinai" */
        for (int32_t c = t->verb >= 0 && t->rank != NEAR_ACT
                             ? sense->tree.first[t->verb]
                             : -1;
             c >= 0 && noun > t->verb; c = sense->tree.next[c])
            if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_obl &&
                c > (int32_t)last && c < (int32_t)last + 6 &&
                !is_time(sense, c) &&
                !truce_view_eq_text(truce_sense_prep(sense, c), "by"))
                widen(sense, c, 0, &first, &last);
    }
    /* "Displaced [persons]": the parser's head is not always the noun */
    while (last + 1 < sense->sentence->n_tokens &&
           tokens[last].upos != TRUCE_UPOS_NOUN &&
           tokens[last].upos != TRUCE_UPOS_PROPN &&
           tokens[last + 1].upos == TRUCE_UPOS_NOUN)
        last++;
    while (first < last && (tokens[first].upos == TRUCE_UPOS_ADP ||
                            tokens[first].upos == TRUCE_UPOS_PUNCT))
        first++;
    begin = tokens[first].begin;
    len = tokens[last].end - begin;
    if (len > OBJECT_BYTES) {
        len = OBJECT_BYTES;
        while (len > 0 && senses->text.ptr[begin + len] != ' ')
            len--;
    }
    return truce_arena_strndup(senses->context->arena, senses->text.ptr + begin,
                               len);
}

/* "No ceasefire was agreed", "did not agree on". */
static bool is_denied(const struct truce_sense *sense, const struct term *t)
{
    return has_child(sense, (int32_t)t->hit.last, " no neither ") ||
           has_child(sense, t->top, " no neither ") ||
           (has_child(sense, t->verb, " not never ") &&
            !has_child(sense, t->verb, " shall will must may should would "));
}

/* The same words told under another heading. */
static bool has_object(const struct truce_agreement *agreement,
                       const char *object, size_t sentence)
{
    for (size_t i = 0; i < agreement->n_provisions; i++)
        if (agreement->provisions[i].span.sentence == sentence &&
            agreement->provisions[i].object &&
            !strcmp(agreement->provisions[i].object, object))
            return true;
    return false;
}

static bool has_type(const struct truce_agreement *agreement, const char *type,
                     size_t sentence)
{
    for (size_t i = 0; i < agreement->n_provisions; i++)
        if (!strcmp(agreement->provisions[i].type, type) &&
            (agreement->provisions[i].span.sentence == sentence ||
             agreement->n_provisions > 60))
            return true;
    return false;
}

static int append(struct truce_senses *senses,
                  struct truce_agreement *agreement,
                  const struct truce_provision *provision)
{
    size_t n = agreement->n_provisions;
    struct truce_provision *grown =
        truce_arena_alloc(senses->context->arena, n + 1, sizeof(*grown));
    if (!grown)
        return TRUCE_ENOMEM;
    if (n)
        memcpy(grown, agreement->provisions, n * sizeof(*grown));
    grown[n] = *provision;
    agreement->provisions = grown;
    agreement->n_provisions = n + 1;
    return TRUCE_OK;
}

static int add_term(struct truce_senses *senses,
                    const struct truce_sense *sense, bool loose,
                    const struct term *t, struct truce_agreement *agreement)
{
    struct truce_provision p = {.type = t->hit.code};
    bool act = t->rank == NEAR_ACT;
    int rc = TRUCE_OK;
    p.strength = strength_of(sense, t->verb, loose);
    if (!p.strength || is_denied(sense, t))
        return TRUCE_OK;
    p.span = truce_sense_whole(sense);
    if (t->verb >= 0 && !loose)
        p.span = truce_sense_span(sense, t->verb);
    p.text = truce_senses_view(senses, p.span.begin, p.span.end);
    if (act)
        rc = act_actors(senses, sense, (int32_t)t->hit.last, &p.actors);
    if (rc == TRUCE_OK && !p.actors.n && t->verb >= 0)
        rc = subject_actors(senses, sense, t->verb, &agreement->signatories,
                            &p.actors);
    p.object = object_text(senses, sense, t);
    if (rc < 0 || !p.object)
        return TRUCE_ENOMEM;
    if (has_object(agreement, p.object, sense->index))
        return TRUCE_OK;
    read_terms(sense, t->verb, agreement->date, &p);
    return append(senses, agreement, &p);
}

int truce_provisions_read(struct truce_senses *senses,
                          const struct truce_sense *sense, bool loose,
                          struct truce_agreement *agreement)
{
    struct truce_cue_hit hit;
    struct term terms[16];
    size_t n = 0, at = 0;
    while (n < 16 &&
           truce_sense_next(senses, sense, TRUCE_FACT_PROVISION, &at, &hit)) {
        struct term *t = &terms[n];
        *t = (struct term){.hit = hit};
        t->verb = verb_above(sense, (int32_t)hit.first, &t->top);
        t->rank = rank_of(sense, t);
        n += !truce_senses_quote(senses,
                                 sense->sentence->tokens[hit.first].begin);
    }
    for (size_t i = 0; i < n; i++)
        if (!outranked(sense, terms, n, &terms[i]) &&
            !has_type(agreement, terms[i].hit.code, sense->index) &&
            add_term(senses, sense, loose, &terms[i], agreement) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}
