/*
 * Mentions of a sentence: matches that stand together in one noun phrase
 * ("Armenia's Foreign Ministry spokesman Vahan Hunanyan") become one run and
 * one actor. Tags only forbid (a verb is no role); where there are none the
 * words alone decide.
 */
#include <string.h>

#include "lexicon/lexicon_int.h"

struct finder {
    const struct truce_lexicon *lexicon;
    const struct truce_sentence *sentence;
    struct lex_atom *atoms;
    size_t n_atoms;
    struct lex_match *matches;
    size_t n_matches;
    struct truce_date date;
    struct truce_arena *arena;
};

/* A run of matches i..j (inclusive) over atoms begin..end. */
struct run {
    size_t i, j;
    size_t begin, end;
};

static const struct lex_entry *entry_at(const struct finder *f, size_t i)
{
    return &f->lexicon->entries[f->matches[i].entry];
}

static const struct truce_token *token_at(const struct finder *f, size_t atom)
{
    return &f->sentence->tokens[f->atoms[atom].token];
}

static uint8_t upos(const struct finder *f, size_t atom)
{
    return token_at(f, atom)->upos;
}

static uint16_t cue(const struct finder *f, size_t atom)
{
    return f->lexicon->cues[f->atoms[atom].word];
}

static bool is_body(const struct lex_entry *entry)
{
    return entry->kind == LEX_ORG || entry->kind == LEX_GROUP ||
           entry->kind == LEX_INST;
}

static bool is_land(const struct lex_entry *entry)
{
    return entry->kind == LEX_COUNTRY || entry->kind == LEX_PEOPLE ||
           entry->kind == LEX_SEAT || entry->kind == LEX_PLACE;
}

static bool word_is(const struct finder *f, size_t atom, const char *text)
{
    return truce_view_eq_nocase(f->atoms[atom].form, truce_view_of(text));
}

/* A hyphen between the end of one match and the start of the next. */
static bool hyphenated(const struct finder *f, size_t atom)
{
    return f->atoms[atom].hyphen ||
           f->atoms[atom].token > f->atoms[atom - 1].token + 1;
}

/* Role words that are verbs, adjectives or adverbs here. */
static bool is_no_role(const struct finder *f, size_t i)
{
    size_t last = f->matches[i].end - 1;
    if (entry_at(f, i)->kind != LEX_AGENT)
        return false;
    switch (upos(f, last)) {
    case TRUCE_UPOS_VERB:
    case TRUCE_UPOS_AUX:
    case TRUCE_UPOS_ADV:
    case TRUCE_UPOS_ADP:
    case TRUCE_UPOS_SCONJ:
    case TRUCE_UPOS_CCONJ:
        return true;
    case TRUCE_UPOS_ADJ:
        return i + 1 >= f->n_matches ||
               f->matches[i + 1].first != f->matches[i].end ||
               entry_at(f, i + 1)->kind != LEX_AGENT;
    default:
        return false;
    }
}

/* "banned the Jang": a surname with an article is no person, unless it
 * belongs to what follows ("the Assad regime"). */
static bool is_no_person(const struct finder *f, size_t i)
{
    const struct lex_match *m = &f->matches[i];
    if (entry_at(f, i)->kind != LEX_PERSON || !m->first ||
        m->end != m->first + 1 ||
        !(f->lexicon->forms[m->form - 1].flags & LEX_SHORT) ||
        upos(f, m->first - 1) != TRUCE_UPOS_DET)
        return false;
    const struct truce_token *token = token_at(f, m->first);
    return token->rel == TRUCE_REL_nsubj || token->rel == TRUCE_REL_obj ||
           token->rel == TRUCE_REL_obl || token->rel == TRUCE_REL_nmod ||
           token->rel == TRUCE_REL_conj || token->rel == TRUCE_REL_root;
}

static void drop_no_actors(struct finder *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_matches; i++)
        if (!is_no_role(f, i) && !is_no_person(f, i))
            f->matches[n++] = f->matches[i];
    f->n_matches = n;
}

/* Between an adjective of country and its noun: "Russian [deputy] envoy". */
static bool is_modifier(const struct finder *f, size_t atom)
{
    const struct lex_atom *a = &f->atoms[atom];
    if (a->stop || cue(f, atom) & (CUE_OF | CUE_PREP | CUE_BACKED))
        return false;
    if (a->possessive || cue(f, atom) & (CUE_FORMER | CUE_TITLE))
        return true;
    switch (upos(f, atom)) {
    case TRUCE_UPOS_ADJ:
    case TRUCE_UPOS_NOUN:
    case TRUCE_UPOS_NUM:
    case TRUCE_UPOS_PROPN:
        return true;
    default:
        return false;
    }
}

static bool modifiers_only(const struct finder *f, size_t from, size_t to)
{
    if (to - from > 3)
        return false;
    for (size_t i = from; i < to; i++)
        if (!is_modifier(f, i))
            return false;
    return true;
}

static bool has_possessive(const struct finder *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (f->atoms[i].possessive)
            return true;
    return false;
}

static bool same_code(const struct lex_entry *a, const struct lex_entry *b)
{
    return a->code && b->code && !strcmp(a->code, b->code);
}

/* Does the right match continue the noun phrase of the left one, with
 * nothing or only modifiers between? */
static bool joins_closely(const struct finder *f, size_t l, size_t r)
{
    const struct lex_entry *a = entry_at(f, l), *b = entry_at(f, r);
    size_t from = f->matches[l].end, to = f->matches[r].first;
    bool gap = to > from, owned = gap && has_possessive(f, from, to);
    if (!gap && a->kind == LEX_GROUP && b->kind == LEX_COUNTRY && a->sector &&
        (!strcmp(a->sector, "PTY") || !strcmp(a->sector, "OPP")) &&
        !hyphenated(f, to))
        return true; /* "Jamaat-e-Islami Bangladesh" */
    if (is_land(b) || (!gap && hyphenated(f, to)))
        return false;
    if (gap && !modifiers_only(f, from, to))
        return false;
    if (a->kind == LEX_PERSON)
        return b->kind == LEX_AGENT && (owned || !gap);
    if (b->kind == LEX_PERSON) {
        if (a->kind == LEX_AGENT || a->kind == LEX_PEOPLE)
            return to - from <= 2;
        return owned && to - from == 1 && a->kind == LEX_COUNTRY;
    }
    if (a->kind == LEX_AGENT)
        return !gap && (b->kind == LEX_AGENT || b->kind == LEX_GROUP ||
                        b->kind == LEX_INST);
    if (is_body(a) && is_body(b))
        return !gap && same_code(a, b);
    return a->kind == LEX_PEOPLE || owned || !gap || is_body(a);
}

static bool is_diplomat(const struct lex_entry *entry)
{
    return entry->name &&
           (strstr(entry->name, "ambassador") || strstr(entry->name, "envoy") ||
            strstr(entry->name, "representative") ||
            strstr(entry->name, "consul"));
}

/* "President Raul Castro of Palau": a namesake of the one that is known. */
static bool is_namesake(const struct finder *f, size_t l, size_t r)
{
    const struct lex_entry *a = entry_at(f, l), *b = entry_at(f, r);
    return a->kind == LEX_PERSON && b->kind == LEX_COUNTRY && l > 0 &&
           f->matches[l - 1].end == f->matches[l].first &&
           entry_at(f, l - 1)->kind == LEX_AGENT &&
           f->matches[r].first == f->matches[l].end + 1 &&
           word_is(f, f->matches[l].end, "of") && a->code && b->code &&
           strcmp(a->code, b->code) != 0;
}

/* "president of", "soldiers from", "ambassador to": and then r. */
static bool joins_by_preposition(const struct finder *f, size_t l, size_t r)
{
    const struct lex_entry *a = entry_at(f, l), *b = entry_at(f, r);
    size_t from = f->matches[l].end, to = f->matches[r].first;
    if (is_namesake(f, l, r))
        return true;
    if (to == from || to - from > 3 || (a->kind != LEX_AGENT && !is_body(a)) ||
        b->kind == LEX_PERSON)
        return false;
    for (size_t i = from + 1; i < to; i++)
        if (upos(f, i) != TRUCE_UPOS_DET && upos(f, i) != TRUCE_UPOS_ADJ)
            return false;
    if (a->flags & LEX_ABROAD && cue(f, from) & CUE_WHERE)
        return false; /* "peacekeepers in Mali" are not Mali's */
    if (word_is(f, from, "of"))
        return true;
    if (word_is(f, from, "for"))
        return a->name &&
               (strstr(a->name, "spokes") || strstr(a->name, "negotiator")) &&
               (is_land(b) || is_body(b));
    if (word_is(f, from, "to"))
        return is_diplomat(a) && b->kind != LEX_AGENT;
    if (word_is(f, from, "from"))
        return is_land(b) || is_body(b);
    return word_is(f, from, "in") && a->kind != LEX_ORG && is_land(b) &&
           !is_diplomat(a) && b->kind != LEX_PEOPLE;
}

/* "A, Prime Minister of X B and ...": the title behind the comma belongs to
 * the name that follows it. */
static bool heralds_next(const struct finder *f, size_t r)
{
    if (entry_at(f, r)->kind != LEX_AGENT && !is_land(entry_at(f, r)))
        return false;
    for (size_t i = r + 1; i < f->n_matches && i < r + 4; i++) {
        size_t gap = f->matches[i].first - f->matches[i - 1].end;
        if (gap > 2 || (gap && !word_is(f, f->matches[i - 1].end, "of")))
            return false;
        if (entry_at(f, i)->kind == LEX_PERSON)
            return true;
    }
    return false;
}

/* "the foreign minister, Ararat Mirzoyan,": apposition by the tree. */
static bool joins_as_apposition(const struct finder *f, size_t l, size_t r)
{
    const struct lex_entry *a = entry_at(f, l), *b = entry_at(f, r);
    size_t from = f->matches[l].end, to = f->matches[r].first;
    if (to - from < 1 || to - from > 4 || !word_is(f, from, ","))
        return false;
    for (size_t i = from + 1; i < to; i++)
        if (!is_modifier(f, i) && upos(f, i) != TRUCE_UPOS_DET)
            return false;
    bool pair = (a->kind == LEX_AGENT && b->kind == LEX_PERSON) ||
                (a->kind == LEX_PERSON && (b->kind == LEX_AGENT || is_land(b)));
    if (!pair || (a->kind == LEX_PERSON && heralds_next(f, r)))
        return false;
    /* "..., the ministry's spokeswoman said" */
    if (b->kind == LEX_AGENT && f->matches[r].end < f->n_atoms &&
        f->atoms[f->matches[r].end].possessive)
        return false;
    for (size_t i = f->matches[r].first; i < f->n_atoms; i++) {
        if (f->atoms[i].stop)
            break;
        if (token_at(f, i)->rel == TRUCE_REL_appos)
            return true;
    }
    return false;
}

static bool is_name_atom(const struct finder *f, size_t atom)
{
    return atom < f->n_atoms && f->atoms[atom].caps && !f->atoms[atom].plain &&
           !f->atoms[atom].stop && !f->atoms[atom].possessive &&
           !(cue(f, atom) & (CUE_NOT | CUE_OF | CUE_PREP));
}

/* A capitalised noun behind a part of a name: tags waver inside names. */
static bool continues_name(const struct finder *f, size_t atom)
{
    if (!f->atoms[atom].caps || f->atoms[atom].stop ||
        f->atoms[atom].possessive || cue(f, atom) & CUE_NOT)
        return false;
    uint8_t tag = upos(f, atom);
    return is_name_atom(f, atom - 1) &&
           (tag == TRUCE_UPOS_NOUN || tag == TRUCE_UPOS_ADJ);
}

/* "Minister Wayne Carter": a town's name that goes on as a person's. */
static bool is_first_name(const struct finder *f, size_t r)
{
    const struct lex_match *m = &f->matches[r];
    return entry_at(f, r)->kind == LEX_PLACE && m->end == m->first + 1 &&
           f->atoms[m->first].caps == 1 && is_name_atom(f, m->end) &&
           f->atoms[m->end].caps == 1 &&
           !(r + 1 < f->n_matches && f->matches[r + 1].first == m->end);
}

/* Unknown name behind a role: "spokesman Vahan Hunanyan", of which the
 * lexicon may know a part: "negotiator Paul Nitze". */
static void take_name_behind(const struct finder *f, struct run *run)
{
    size_t limit =
        run->j + 1 < f->n_matches ? f->matches[run->j + 1].first : f->n_atoms;
    const struct lex_match *last = &f->matches[run->j];
    bool part = entry_at(f, run->j)->kind == LEX_PERSON && run->j > run->i &&
                f->lexicon->forms[last->form - 1].flags & LEX_SHORT;
    if (entry_at(f, run->j)->kind != LEX_AGENT && !part)
        return;
    while (run->end < limit &&
           (is_name_atom(f, run->end) || continues_name(f, run->end)))
        run->end++;
    if (run->end == limit && limit < f->n_atoms && is_first_name(f, run->j + 1)) {
        run->end = f->matches[++run->j].end;
        while (run->end < f->n_atoms && is_name_atom(f, run->end) &&
               !(run->j + 1 < f->n_matches &&
                 f->matches[run->j + 1].first <= run->end))
            run->end++;
    }
}

/* Unknown name before a role in apposition: "Vigen Khachatryan, an MP". */
static void take_name_before(const struct finder *f, struct run *run)
{
    size_t floor = run->i ? f->matches[run->i - 1].end : 0;
    size_t i = run->begin;
    if (entry_at(f, run->j)->kind != LEX_AGENT &&
        entry_at(f, run->i)->kind != LEX_AGENT)
        return;
    while (i > floor && (upos(f, i - 1) == TRUCE_UPOS_DET ||
                         upos(f, i - 1) == TRUCE_UPOS_ADJ))
        i--;
    if (i <= floor || !word_is(f, i - 1, ","))
        return;
    size_t end = --i;
    while (i > floor && is_name_atom(f, i - 1))
        i--;
    if (end - i >= 2)
        run->begin = i;
}

/* The token of first..last that hangs outside; `wanted` if it does. */
static size_t span_head(const struct truce_sentence *s, size_t first,
                        size_t last, size_t wanted)
{
    size_t found = wanted;
    for (size_t i = first; i <= last; i++) {
        int32_t head = s->tokens[i].head;
        if (head >= (int32_t)first && head <= (int32_t)last)
            continue;
        if (i == wanted)
            return i;
        if (found == wanted)
            found = i;
    }
    return found;
}

/* A modifier of a noun outside ("prisoner exchange", "Russian gas"). */
static bool modifies_other(const struct finder *f,
                           const struct truce_mention *mention)
{
    const struct truce_token *head = &f->sentence->tokens[mention->head];
    return head->rel == TRUCE_REL_compound || head->rel == TRUCE_REL_amod;
}

/* "the capital, Abidjan", "downtown Cairo", "east London". */
static bool after_whereabouts(const struct finder *f, size_t atom)
{
    static const char words[] =
        " capital downtown central greater eastern western northern southern "
        "east west north south outside near around nearby ";
    size_t i = atom;
    if (i > 0 && (f->atoms[i - 1].stop || word_is(f, i - 1, "of")))
        i--;
    if (!i || f->atoms[i - 1].stop || f->atoms[i - 1].form.len > 20)
        return false;
    char word[24];
    size_t len = lex_fold(f->atoms[i - 1].form, word + 1, sizeof word - 2);
    word[0] = ' ';
    word[len + 1] = ' ';
    word[len + 2] = '\0';
    return len && strstr(words, word);
}

/* "in Cairo", "Cairo's Tahrir Square", "the Minsk agreements". */
static bool only_locates(const struct finder *f, const struct lex_match *m,
                         const struct truce_mention *mention)
{
    const struct truce_sentence *s = f->sentence;
    const struct truce_token *token = &s->tokens[mention->head];
    if (after_whereabouts(f, m->first))
        return true;
    if (token->rel == TRUCE_REL_compound)
        return token->head >= 0 &&
               lex_is_cue(f->lexicon, s->tokens[token->head].form, CUE_VENUE);
    if (m->end + 1 < f->n_atoms && f->atoms[m->end].possessive)
        return f->atoms[m->end + 1].caps == 1 &&
               !(cue(f, m->end + 1) & CUE_NOT);
    for (size_t i = 0; i < mention->first; i++)
        if (s->tokens[i].head == (int32_t)mention->head &&
            s->tokens[i].rel == TRUCE_REL_case &&
            lex_is_cue(f->lexicon, s->tokens[i].form, CUE_WHERE))
            return true;
    return false;
}

/* A capital that is only named as a place does not stand for its
 * government. */
static void settle_seat(const struct finder *f, const struct run *r,
                        struct truce_mention *mention)
{
    if (r->i != r->j || entry_at(f, r->i)->kind != LEX_SEAT ||
        !only_locates(f, &f->matches[r->i], mention))
        return;
    mention->actor.kind = "place";
    mention->actor.sector = NULL;
}

static int compose(const struct finder *f, const struct run *r,
                   struct truce_mention *mention)
{
    struct lex_run run = {.lexicon = f->lexicon,
                          .atoms = f->atoms,
                          .n_atoms = f->n_atoms,
                          .begin = r->begin,
                          .end = r->end,
                          .matches = f->matches + r->i,
                          .n_matches = r->j - r->i + 1,
                          .date = f->date,
                          .arena = f->arena};
    size_t head = r->end - 1;
    memset(mention, 0, sizeof *mention);
    int rc = lex_compose(&run, &mention->actor, &head);
    if (rc || (!mention->actor.code && !mention->actor.sector))
        return rc;
    const struct truce_sentence *s = f->sentence;
    mention->first = f->atoms[r->begin].token;
    mention->last = f->atoms[r->end - 1].token;
    mention->head =
        span_head(s, mention->first, mention->last, f->atoms[head].token);
    struct truce_actor *actor = &mention->actor;
    actor->begin = s->tokens[mention->first].begin;
    actor->end = s->tokens[mention->last].end;
    settle_seat(f, r, mention);
    if (modifies_other(f, mention) && actor->confidence > 0.45f)
        actor->confidence = 0.45f;
    return TRUCE_OK;
}

static int make_atoms(struct finder *f)
{
    size_t n = f->sentence->n_tokens, cap = n * 4 + 8;
    f->atoms = truce_arena_alloc(f->arena, cap, sizeof *f->atoms);
    f->matches = truce_arena_alloc(f->arena, cap, sizeof *f->matches);
    if (!f->atoms || !f->matches)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        const struct truce_token *token = &f->sentence->tokens[i];
        size_t from = f->n_atoms;
        struct truce_view form = token->form;
        if (i && token->space_after &&
            f->sentence->tokens[i - 1].space_after &&
            truce_view_eq_text(form, "-"))
            form = TRUCE_VIEW(","); /* "A, B and C - said": a dash, no hyphen */
        lex_atomise(f->lexicon, form, (uint32_t)i, f->atoms, &f->n_atoms,
                    cap);
        for (; from < f->n_atoms; from++)
            f->atoms[from].plain =
                token->upos != TRUCE_UPOS_PROPN && token->upos != TRUCE_UPOS_X;
    }
    return TRUCE_OK;
}

/* The text of a mention: its own bytes when the tokens lie in one text. */
static struct truce_view mention_text(const struct truce_sentence *s,
                                      const struct truce_mention *m)
{
    struct truce_view a = s->tokens[m->first].form;
    struct truce_view b = s->tokens[m->last].form;
    size_t len = m->actor.end - m->actor.begin;
    if (b.ptr >= a.ptr && (size_t)(b.ptr - a.ptr) + b.len == len)
        return (struct truce_view){a.ptr, len};
    return s->tokens[m->head].form;
}

int truce_lexicon_mentions(const struct truce_lexicon *lexicon,
                           const struct truce_sentence *sentence,
                           struct truce_date date, struct truce_arena *arena,
                           struct truce_mention **out, size_t *n)
{
    struct finder f = {
        .lexicon = lexicon, .sentence = sentence, .date = date, .arena = arena};
    *out = NULL;
    *n = 0;
    if (make_atoms(&f))
        return TRUCE_ENOMEM;
    f.n_matches = lex_scan(lexicon, f.atoms, f.n_atoms, date, f.matches);
    drop_no_actors(&f);
    *out = truce_arena_alloc(arena, f.n_matches + 1, sizeof **out);
    if (!*out)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < f.n_matches;) {
        struct run run = {.i = i, .j = i, .begin = f.matches[i].first};
        while (run.j + 1 < f.n_matches &&
               (joins_closely(&f, run.j, run.j + 1) ||
                joins_by_preposition(&f, run.j, run.j + 1) ||
                joins_as_apposition(&f, run.j, run.j + 1)))
            run.j++;
        run.end = f.matches[run.j].end;
        take_name_behind(&f, &run);
        take_name_before(&f, &run);
        struct truce_mention *mention = &(*out)[*n];
        if (compose(&f, &run, mention))
            return TRUCE_ENOMEM;
        if (mention->actor.code || mention->actor.sector) {
            mention->actor.text = mention_text(sentence, mention);
            (*n)++;
        }
        i = run.j + 1;
    }
    return TRUCE_OK;
}
