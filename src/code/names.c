/* Names within a document; see names.h. A name in full is a run of two or more
 * capitalised words: the tail of a mention of a person, or words in no
 * mention at all. Two bearers of one surname leave it to the lexicon. */
#include "code/names.h"

#include <string.h>

#include "code/tree.h"

static bool is_person(const struct truce_actor *actor)
{
    return actor->kind && !strcmp(actor->kind, "person");
}

static bool has_capital(const struct truce_token *token)
{
    unsigned char c = token->form.len ? (unsigned char)token->form.ptr[0] : 0;
    return token->form.len > 1 && ((c >= 'A' && c <= 'Z') || c >= 0xC3);
}

static bool is_capital(const struct truce_token *token)
{
    return token->upos == TRUCE_UPOS_PROPN && has_capital(token);
}

static bool is_title(const struct truce_token *token)
{
    static const char *const words[] = {
        "Mr",  "Mr.",  "Mrs",  "Mrs.", "Ms",   "Ms.", "Dr",   "Dr.", "Sir",
        "Gen", "Gen.", "Col.", "Sen.", "Rep.", "Lt.", "Maj.", NULL};
    for (size_t i = 0; words[i]; i++)
        if (truce_view_eq_text(token->form, words[i]))
            return true;
    return false;
}

static bool is_alone(const struct truce_sentence *s, size_t i)
{
    bool before =
        i > 0 && is_capital(&s->tokens[i - 1]) && !is_title(&s->tokens[i - 1]);
    bool after = i + 1 < s->n_tokens && is_capital(&s->tokens[i + 1]);
    return !before && !after;
}

static const struct truce_mention *mention_at(const struct truce_mention *items,
                                              size_t n, size_t token)
{
    for (size_t i = 0; i < n; i++)
        if (items[i].first <= token && token <= items[i].last)
            return &items[i];
    return NULL;
}

/* The one bearer of the surname; *many: there are several. */
static const struct truce_named *bearer(const struct truce_names *names,
                                        struct truce_view surname, bool *many)
{
    const struct truce_named *found = NULL;
    *many = false;
    for (size_t i = 0; i < names->n; i++) {
        if (!truce_view_eq(names->items[i].surname, surname))
            continue;
        *many = found != NULL;
        found = &names->items[i];
    }
    return found;
}

static bool same_name(const struct truce_actor *a, const struct truce_actor *b)
{
    return a->name && b->name && !strcmp(a->name, b->name);
}

static bool same_bearer(const struct truce_actor *a,
                        const struct truce_actor *b)
{
    return same_name(a, b) &&
           (!a->code || !b->code || !strcmp(a->code, b->code));
}

static void learn(struct truce_names *names, struct truce_view surname,
                  const struct truce_actor *actor)
{
    for (size_t i = 0; i < names->n; i++) {
        struct truce_named *old = &names->items[i];
        if (!truce_view_eq(old->surname, surname) ||
            !(same_name(&old->actor, actor) ||
              truce_view_eq(old->actor.text, actor->text)))
            continue;
        if (!old->actor.code && actor->code)
            old->actor = *actor;
        return;
    }
    if (names->n < TRUCE_MAX_NAMES)
        names->items[names->n++] = (struct truce_named){surname, *actor};
}

/* The last word of the name at the end or in the middle of a mention: the
 * last run of two capitalised words; SIZE_MAX: none. */
static size_t surname_of(const struct truce_sentence *s,
                         const struct truce_mention *m)
{
    size_t found = SIZE_MAX;
    for (size_t i = m->first + 1; i <= m->last; i++)
        if (is_capital(&s->tokens[i]) && is_capital(&s->tokens[i - 1]) &&
            !is_title(&s->tokens[i - 1]))
            found = i;
    return found;
}

/* The mention holds the name's own words, not only a title and a surname. */
static bool is_full(const struct truce_sentence *s,
                    const struct truce_mention *m, size_t surname)
{
    const char *name = m->actor.name;
    const char *end = name ? strrchr(name, ' ') : NULL;
    struct truce_view first = s->tokens[surname - 1].form;
    if (!end)
        return false;
    for (const char *p = name; p < end; p++)
        if ((p == name || p[-1] == ' ') && !strncmp(p, first.ptr, first.len))
            return true;
    return false;
}

/* "European Commission Vice President Joao Insulza": somebody by his office,
 * whose own name ends the mention of a body. */
static bool is_officer(const struct truce_sentence *s,
                       const struct truce_mention *m)
{
    const struct truce_actor *actor = &m->actor;
    struct truce_view last = s->tokens[m->last].form;
    return actor->office && actor->name && actor->code && actor->kind &&
           !strcmp(actor->kind, "organisation") && m->last > m->first + 2 &&
           is_capital(&s->tokens[m->last]) &&
           s->tokens[m->last].rel == TRUCE_REL_flat &&
           truce_view_find(truce_view_of(actor->name), last) == (size_t)-1;
}

/* "Moon Jae-in", later "Moon": the family name stands first. */
static bool family_first(const struct truce_sentence *s,
                         const struct truce_actor *actor, size_t first)
{
    static const char countries[] = "KOR PRK CHN TWN VNM KHM HUN";
    struct truce_view word = s->tokens[first].form;
    return actor->code && actor->name && strstr(countries, actor->code) &&
           !strncmp(actor->name, word.ptr, word.len) &&
           actor->name[word.len] == ' ';
}

/* What the mention tells beside the name is its bearer's: country and
 * office, not a span. */
static void learn_mentions(struct truce_names *names,
                           const struct truce_sentence *s,
                           const struct truce_mention *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool person = is_person(&items[i].actor);
        size_t at = person || is_officer(s, &items[i]) ? surname_of(s, &items[i])
                                                       : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        if (!person || is_full(s, &items[i], at))
            learn(names, s->tokens[at].form, &items[i].actor);
        for (size_t k = items[i].first; person && k < at; k++)
            if (family_first(s, &items[i].actor, k))
                learn(names, s->tokens[k].form, &items[i].actor);
    }
}

/* Runs of capitalised words outside all mentions. */
static void learn_strangers(struct truce_names *names,
                            const struct truce_sentence *s,
                            const struct truce_mention *items, size_t n)
{
    for (size_t i = 1; i < s->n_tokens; i++) {
        struct truce_actor nobody;
        const struct truce_token *t = &s->tokens[i];
        if (!is_capital(t) || !is_capital(&s->tokens[i - 1]) ||
            is_title(&s->tokens[i - 1]) || mention_at(items, n, i) ||
            mention_at(items, n, i - 1) ||
            (i + 1 < s->n_tokens && is_capital(&s->tokens[i + 1])))
            continue;
        memset(&nobody, 0, sizeof nobody);
        nobody.text = t->form;
        learn(names, t->form, &nobody);
    }
}

/* Takes over who the bearer is, keeping where the mention stands. */
static void become(struct truce_actor *actor, const struct truce_actor *bearer)
{
    struct truce_actor own = *actor;
    *actor = *bearer;
    actor->text = own.text;
    actor->begin = own.begin;
    actor->end = own.end;
    actor->why = "named in full before";
    actor->confidence = bearer->confidence * 0.9f;
}

/* "Muscat ... signed" after "Prime Minister Joseph Muscat": a place's name
 * that somebody bears here, where it does not tell a place. */
static bool may_be_surname(const struct truce_sentence *s,
                           const struct truce_mention *m)
{
    const struct truce_token *t = &s->tokens[m->last];
    const struct truce_token *before = m->first ? &s->tokens[m->first - 1] : t;
    if (m->first != m->last || !m->actor.kind || is_person(&m->actor) ||
        strcmp(m->actor.kind, "organisation") == 0 || t->upos == TRUCE_UPOS_ADJ)
        return false;
    return before == t || before->upos != TRUCE_UPOS_ADP ||
           !truce_view_eq_text(before->form, "in");
}

/* A known person's surname that another bears in this document. */
static size_t settle_known(const struct truce_names *names,
                           const struct truce_sentence *s,
                           struct truce_mention *items, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct truce_mention *m = &items[i];
        bool many = false;
        bool place = may_be_surname(s, m);
        const struct truce_named *named =
            (is_person(&m->actor) || place) && m->first == m->last
                ? bearer(names, s->tokens[m->last].form, &many)
                : NULL;
        if (named && place && !is_person(&named->actor))
            named = NULL;
        if (named && !many && !same_bearer(&named->actor, &m->actor)) {
            if (!named->actor.code && !named->actor.sector)
                continue;
            become(&m->actor, &named->actor);
        }
        items[kept++] = *m;
    }
    return kept;
}

static bool may_act(const struct truce_token *token)
{
    switch (token->rel) {
    case TRUCE_REL_nsubj:
    case TRUCE_REL_nsubj_pass:
    case TRUCE_REL_obj:
    case TRUCE_REL_iobj:
    case TRUCE_REL_obl:
    case TRUCE_REL_obl_agent:
    case TRUCE_REL_nmod:
    case TRUCE_REL_nmod_poss:
    case TRUCE_REL_conj:
    case TRUCE_REL_root:
        return true;
    default:
        return false;
    }
}

/* Mentions for surnames of people outside the lexicon. */
static size_t add_strangers(const struct truce_names *names,
                            const struct truce_sentence *s,
                            struct truce_mention *items, size_t n)
{
    size_t known = n;
    for (size_t i = 0; i < s->n_tokens; i++) {
        const struct truce_token *t = &s->tokens[i];
        const struct truce_named *named;
        bool many;
        /* "Moon will visit": a name that begins as a noun does */
        bool may_name = is_capital(t) ||
                        (has_capital(t) && t->upos == TRUCE_UPOS_NOUN);
        if (!may_name || !may_act(t) || mention_at(items, known, i) ||
            !is_alone(s, i))
            continue;
        named = bearer(names, t->form, &many);
        if (!named || many || !(named->actor.code || named->actor.sector))
            continue;
        items[n] = (struct truce_mention){i, i, i, named->actor};
        items[n].actor.text = t->form;
        items[n].actor.begin = t->begin;
        items[n].actor.end = t->end;
        become(&items[n].actor, &named->actor);
        n++;
    }
    return n;
}

/* "The Ronald Reagan destroyed it", "the carrier Charles de Gaulle", "USS
 * George Washington": a ship. People's names have no article. */
static bool is_ship(const struct truce_sentence *s,
                    const struct truce_mention *m)
{
    static const char ships[] =
        " carrier frigate destroyer cruiser ship warship submarine vessel "
        "corvette battleship gunboat USS HMS uss hms ";
    const struct truce_token *before, *head = &s->tokens[m->head];
    if (!is_person(&m->actor) || !m->first || m->first == m->last ||
        !m->actor.name || strcspn(m->actor.name, " ") < 2 ||
        memcmp(m->actor.text.ptr, m->actor.name, 2) != 0)
        return false;
    before = &s->tokens[m->first - 1];
    if (truce_tree_word_in(before->lemma, ships, sizeof ships - 1) ||
        truce_tree_word_in(before->form, ships, sizeof ships - 1))
        return true;
    return (truce_view_eq_text(before->form, "the") ||
            truce_view_eq_text(before->form, "The")) &&
           before->head >= (int32_t)m->first &&
           before->head <= (int32_t)m->last &&
           head->rel == TRUCE_REL_nsubj && head->head >= 0 &&
           s->tokens[head->head].upos == TRUCE_UPOS_VERB;
}

static void settle_ships(const struct truce_sentence *s,
                         struct truce_mention *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct truce_actor *actor = &items[i].actor;
        if (!is_ship(s, &items[i]))
            continue;
        actor->kind = "agent";
        actor->sector = "MIL";
        actor->office = "warship";
        actor->name = actor->party = NULL;
        actor->why = "a ship of that name";
    }
}

static void sort(struct truce_mention *items, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && items[j - 1].first > items[j].first; j--) {
            struct truce_mention held = items[j];
            items[j] = items[j - 1];
            items[j - 1] = held;
        }
}

int truce_names_settle(struct truce_names *names,
                       const struct truce_sentence *sentence,
                       struct truce_arena *arena, struct truce_mention **items,
                       size_t *n)
{
    struct truce_mention *all =
        truce_arena_alloc(arena, *n + sentence->n_tokens + 1, sizeof *all);
    size_t n_named;
    if (!all)
        return TRUCE_ENOMEM;
    if (*n)
        memcpy(all, *items, *n * sizeof *all);
    settle_ships(sentence, all, *n);
    n_named = settle_known(names, sentence, all, *n);
    learn_mentions(names, sentence, all, n_named);
    learn_strangers(names, sentence, *items, *n);
    *items = all;
    *n = add_strangers(names, sentence, all, n_named);
    sort(all, *n);
    return TRUCE_OK;
}

bool truce_names_stranger(const struct truce_names *names,
                          struct truce_view surname)
{
    for (size_t i = 0; i < names->n; i++)
        if (!names->items[i].actor.code &&
            truce_view_eq(names->items[i].surname, surname))
            return true;
    return false;
}
