/*
 * Pieces of a noun phrase, cut at prepositions and commas. Inside a segment
 * countries, bodies, roles and people are collected from left to right.
 */
#include "lexicon/lex_segment.h"

#include <string.h>

static uint16_t cues(const struct lex_run *run, size_t atom)
{
    return run->lexicon->cues[run->atoms[atom].word];
}

/* Match that begins at or covers the atom, NULL: none. */
const struct lex_match *lex_match_at(const struct lex_run *run, size_t atom)
{
    for (size_t i = 0; i < run->n_matches; i++)
        if (run->matches[i].first <= atom && atom < run->matches[i].end)
            return &run->matches[i];
    return NULL;
}

const struct lex_entry *lex_entry_of(const struct lex_run *run,
                                     const struct lex_match *match)
{
    return &run->lexicon->entries[match->entry];
}

/* A capitalised word that may belong to a name. */
static bool is_name_word(const struct lex_run *run, size_t i)
{
    return i < run->n_atoms && !run->atoms[i].stop &&
           !run->atoms[i].possessive && run->atoms[i].caps &&
           !run->atoms[i].plain &&
           !(cues(run, i) & (CUE_NOT | CUE_TITLE | CUE_OF | CUE_PREP)) &&
           !lex_match_at(run, i);
}

/* "al", "bin", "van" before the atom belong to a surname; the atom where it
 * begins. */
static size_t surname_begin(const struct lex_run *run, size_t i)
{
    static const char *const words[] = {"al",  "el",  "ul", "bin", "ibn", "ben",
                                        "abu", "abd", "de", "da",  "van", "von",
                                        "der", "den", "la", NULL};
    for (size_t k = 0; i > 0 && words[k]; k++)
        if (truce_view_eq_text(run->atoms[i - 1].form, words[k]))
            return i - 1;
    return i;
}

static bool name_goes_on(const struct lex_run *run,
                         const struct lex_match *match)
{
    return is_name_word(run, match->end) && run->atoms[match->end].caps == 1;
}

/* The atom is a surname of somebody in the lexicon and no more. */
static bool is_surname(const struct lex_run *run, size_t atom)
{
    const struct lex_match *match =
        atom < run->n_atoms ? lex_match_at(run, atom) : NULL;
    return match && lex_entry_of(run, match)->kind == LEX_PERSON &&
           run->lexicon->forms[match->form - 1].flags & LEX_SHORT;
}

/* A surname alone is no person inside a longer unknown name. */
static bool short_form_stands(const struct lex_run *run,
                              const struct lex_match *match)
{
    uint8_t flags = run->lexicon->forms[match->form - 1].flags;
    if (!(flags & LEX_SHORT))
        return true;
    size_t i = surname_begin(run, match->first);
    bool before = i > 0 && (is_name_word(run, i - 1) || is_surname(run, i - 1));
    bool after = name_goes_on(run, match);
    if (before || after)
        return false;
    if (!(flags & LEX_WEAK))
        return true;
    if (!i)
        return false;
    const struct lex_match *prev = lex_match_at(run, i - 1);
    if (cues(run, i - 1) & CUE_TITLE)
        return true;
    uint8_t kind = prev ? lex_entry_of(run, prev)->kind : LEX_PLACE;
    return kind == LEX_AGENT || kind == LEX_PEOPLE || kind == LEX_COUNTRY;
}

/* "Juan Carlos Perez" is not the king whose name is longer than "Juan
 * Carlos". */
static bool is_part(const struct lex_run *run, const struct lex_match *match,
                    const struct lex_entry *person)
{
    size_t words = 1;
    for (const char *p = person->name; *p; p++)
        words += *p == ' ' || *p == '-';
    return match->end - match->first < words &&
           (name_goes_on(run, match) || is_surname(run, match->end));
}

/* Best of the people that share the form. */
static const struct lex_entry *choose_person(const struct lex_run *run,
                                             const struct lex_match *match,
                                             const char *code,
                                             const char *title)
{
    const struct truce_lexicon *lexicon = run->lexicon;
    const struct lex_entry *best = NULL;
    int top = -90;
    for (uint32_t f = match->chain; f; f = lexicon->forms[f - 1].next) {
        const struct lex_entry *entry =
            &lexicon->entries[lexicon->forms[f - 1].entry];
        if (entry->kind != LEX_PERSON || is_part(run, match, entry))
            continue;
        int score = lex_person_score(lexicon, entry, run->date, code, title);
        if (!(lexicon->forms[f - 1].flags & LEX_SHORT))
            score += 60; /* the whole name says more than a surname */
        if (score > top) {
            top = score;
            best = entry;
        }
    }
    return best;
}

bool lex_same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

bool lex_sector_in(const char *sector, const char *list)
{
    return sector && strlen(sector) == 3 && strstr(list, sector);
}

/* "army chief", "commander of the guard": not "general". */
static bool is_post(const struct lex_entry *agent)
{
    return lex_same(agent->sector, "MIL") &&
           (strstr(agent->name, "chief") || strstr(agent->name, "command"));
}

/* "army chief", "rebel soldiers", "government forces": which word decides. */
static void add_role(struct lex_segment *seg, const struct lex_entry *agent)
{
    const char *old = seg->sector, *fresh = agent->sector;
    bool generic = agent->flags & LEX_GENERIC || !fresh;
    if (!old || seg->generic) {
        if (fresh && (!old || !generic)) {
            seg->sector = fresh;
            seg->generic = generic;
        } else if (!old) {
            seg->generic = true;
        }
    } else if (fresh && !generic &&
               !lex_sector_in(old, "REB OPP PRM CRM PRE MED")) {
        seg->sector = fresh;
    }
    seg->agent = agent;
    if (is_post(agent))
        seg->posted = agent->name;
}

static bool is_former(const struct lex_run *run, size_t i)
{
    return cues(run, i) & CUE_FORMER;
}

/* "Morsi opponents", "Assad forces": theirs, and not themselves. */
static void make_owner(struct lex_segment *seg, const struct lex_match *match,
                       const struct lex_entry *agent)
{
    if (!seg->person || seg->head + 1 != match->first ||
        !lex_sector_in(agent->sector, "OPP CVL MIL REB PRM UAF"))
        return;
    seg->owner = seg->person;
    seg->person = NULL;
    seg->title = NULL;
    seg->agent = NULL;
    seg->sector = NULL;
    seg->generic = false;
}

/* The words of a match belong to an unknown name. */
static void take_name(struct lex_segment *seg, const struct lex_match *match)
{
    if (!seg->name_end)
        seg->name_begin = match->first;
    seg->name_end = match->end;
    seg->head = match->end - 1;
}

/* A town's name beside an unknown name: "Judge Alejandro Rivera". */
static bool inside_name(const struct lex_run *run,
                        const struct lex_match *match)
{
    return (match->first > run->begin && is_name_word(run, match->first - 1)) ||
           is_name_word(run, match->end);
}

/* "Burundian Prime Minister Jakaya Kikwete": what the text says of an office
 * goes before what the lexicon knows of the name. Governors of states that
 * share a country's name are left alone. */
static bool contradicts(const struct lex_segment *seg, const char *code,
                        const struct lex_entry *person)
{
    return code && person->code && seg->agent && strcmp(code, person->code) &&
           lex_sector_in(seg->sector, "GOV LEG JUD MIL SPY COP OPP PTY REB") &&
           !strstr(seg->agent->name, "governor");
}

/* "Oman's King Salman", who is known as another country's. */
static bool is_namesake_of(const struct lex_run *run,
                           const struct lex_segment *seg,
                           const struct lex_match *match,
                           const struct lex_entry *person)
{
    return match->first > run->begin && run->atoms[match->first - 1].possessive &&
           seg->country && seg->country->kind == LEX_COUNTRY &&
           seg->country->code && person->code && match->end > match->first + 1 &&
           strcmp(seg->country->code, person->code) != 0;
}

static void take_person(const struct lex_run *run, struct lex_segment *seg,
                        const struct lex_match *match)
{
    const char *code = seg->country ? seg->country->code
                       : seg->body  ? seg->body->code
                       : seg->place ? seg->place->code
                                    : NULL;
    const char *title = seg->agent ? seg->agent->name : NULL;
    const struct lex_entry *person =
        short_form_stands(run, match) ? choose_person(run, match, code, title)
                                      : NULL;
    if (!person || contradicts(seg, code, person)) {
        take_name(seg, match);
        return;
    }
    if (is_namesake_of(run, seg, match, person)) {
        take_name(seg, match);
        return;
    }
    bool owns = match->end < seg->end && run->atoms[match->end].possessive &&
                match->end + 1 < seg->end;
    if (owns) {
        seg->owner = person;
        seg->agent = NULL;
        seg->sector = NULL;
        return;
    }
    seg->person = person;
    seg->title = title;
    seg->head = match->end - 1;
}

/* "Ministry of Defence", "Workers' Party": no word that is one country's. The
 * Islamic State is one. */
static bool is_vague(const struct lex_run *run, const struct lex_match *match)
{
    if (truce_view_eq_nocase(run->atoms[match->end - 1].form,
                             TRUCE_VIEW("state")))
        return false;
    for (size_t i = match->first; i < match->end; i++)
        if (!run->atoms[i].possessive &&
            (run->atoms[i].caps == 2 || !(cues(run, i) & CUE_COMMON)))
            return false;
    return true;
}

/* "DPP": the letters of many parties. */
static bool is_initials(const struct lex_run *run,
                        const struct lex_match *match, const char *sector)
{
    return match->end == match->first + 1 &&
           run->atoms[match->first].caps == 2 &&
           run->atoms[match->first].form.len < 5 && sector &&
           lex_sector_in(sector, "PTY OPP");
}

static void take_body(const struct lex_run *run, struct lex_segment *seg,
                      const struct lex_match *match)
{
    const struct lex_entry *entry = lex_entry_of(run, match);
    if (seg->body && seg->body->kind == LEX_ORG && entry->kind != LEX_ORG)
        return;
    seg->body = entry;
    seg->vague =
        entry->kind != LEX_ORG &&
        (is_vague(run, match) || is_initials(run, match, entry->sector));
    if (seg->agent && !seg->sector)
        seg->agent = NULL;
}

/* The place that shares its name with a surname ("police in Lagos"). */
static const struct lex_entry *place_of_form(const struct lex_run *run,
                                             const struct lex_match *match)
{
    const struct truce_lexicon *lexicon = run->lexicon;
    if (!(lexicon->forms[match->form - 1].flags & LEX_SHORT))
        return NULL;
    for (uint32_t f = match->chain; f; f = lexicon->forms[f - 1].next) {
        const struct lex_entry *entry =
            &lexicon->entries[lexicon->forms[f - 1].entry];
        if (entry->kind == LEX_PLACE && entry->people >= 500)
            return entry;
    }
    return NULL;
}

/* A hyphen stands between the atom and the one before. */
static bool is_tied(const struct lex_run *run, size_t i)
{
    return run->atoms[i].hyphen ||
           (i && run->atoms[i].token > run->atoms[i - 1].token + 1);
}

/* "Iran-backed", "a UN-secured parliament", "a former French colony": what
 * follows does not belong to the match. */
static bool is_mere_epithet(const struct lex_run *run,
                            const struct lex_match *match,
                            const struct lex_entry *entry)
{
    size_t next = match->end;
    if (next >= run->n_atoms || lex_match_at(run, next))
        return false;
    if (is_tied(run, next))
        return cues(run, next) & CUE_BACKED ||
               (!run->atoms[next].caps &&
                truce_view_ends(run->atoms[next].form, "ed"));
    return entry->kind == LEX_PEOPLE && cues(run, next) & CUE_THING;
}

/* "National Intelligence and Security Service": only the end of a name is
 * known, and another body's. */
static bool ends_other_name(const struct lex_run *run,
                            const struct lex_match *match,
                            const struct lex_entry *entry)
{
    size_t i = match->first;
    if (entry->kind != LEX_INST || !entry->code || i < 2)
        return false;
    return truce_view_eq_text(run->atoms[i - 1].form, "and") &&
           run->atoms[i - 2].caps == 1 && !run->atoms[i - 2].stop &&
           !(cues(run, i - 2) & CUE_NOT) && match->first > 2;
}

/* "Maarat al-Numan": the end of an Arabic name, no town of that name. */
static bool ends_arabic_name(const struct lex_run *run,
                             const struct lex_match *match,
                             const struct lex_entry *entry)
{
    static const char *const articles[] = {"al", "el", "an", "as", "ash",
                                           "ad", "ar", "at", "ul"};
    size_t i = match->first;
    if (entry->kind != LEX_PLACE || !i || !is_tied(run, i))
        return false;
    for (size_t k = 0; k < sizeof articles / sizeof *articles; k++)
        if (truce_view_eq_nocase(run->atoms[i - 1].form,
                                 truce_view_of(articles[k])))
            return true;
    return false;
}

/* "pro-Russia activists", "anti-American protesters": whom they are for or
 * against, not whose they are. */
static bool is_their_cause(const struct lex_run *run,
                           const struct lex_segment *seg,
                           const struct lex_match *match)
{
    struct truce_view before;
    if (!match->first || !is_tied(run, match->first))
        return false;
    before = run->atoms[match->first - 1].form;
    if (!truce_view_eq_nocase(before, TRUCE_VIEW("pro")) &&
        !truce_view_eq_nocase(before, TRUCE_VIEW("anti")))
        return false;
    for (size_t i = match->end; i < seg->end; i++) {
        const struct lex_match *next = lex_match_at(run, i);
        if (next && lex_entry_of(run, next)->kind == LEX_AGENT)
            return true;
    }
    /* "the pro-Russians" */
    return lex_entry_of(run, match)->kind == LEX_PEOPLE &&
           truce_view_ends(run->atoms[match->end - 1].form, "ns");
}

static void take(const struct lex_run *run, struct lex_segment *seg,
                 const struct lex_match *match)
{
    const struct lex_entry *entry = lex_entry_of(run, match);
    if (entry->kind != LEX_AGENT &&
        (is_mere_epithet(run, match, entry) || is_their_cause(run, seg, match)))
        return;
    if (entry->flags & LEX_ABROAD)
        seg->abroad = true;
    switch (entry->kind) {
    case LEX_COUNTRY:
    case LEX_PEOPLE:
    case LEX_SEAT:
        if (!seg->country)
            seg->country = entry;
        break;
    case LEX_PLACE:
        if (inside_name(run, match) ||
            ends_arabic_name(run, match, entry)) {
            take_name(seg, match);
            return;
        }
        if (!seg->place)
            seg->place = entry;
        break;
    case LEX_ORG:
    case LEX_GROUP:
    case LEX_INST:
        if (ends_other_name(run, match, entry))
            add_role(seg, entry);
        else
            take_body(run, seg, match);
        break;
    case LEX_PERSON:
        if (seg->of && place_of_form(run, match)) {
            seg->place = place_of_form(run, match);
            break;
        }
        take_person(run, seg, match);
        return;
    default:
        seg->name_end = 0; /* a capital before a role: "Hutu rebels" */
        make_owner(seg, match, entry);
        seg->former |= is_former(run, match->first); /* "ex-president" */
        add_role(seg, entry);
    }
    seg->head = match->end - 1;
}

/* "foreign", "International" as an adjective. */
static bool is_abroad(const struct lex_run *run, size_t i)
{
    return cues(run, i) & CUE_ABROAD && run->atoms[i].caps < 2 &&
           i + 1 < run->n_atoms && !run->atoms[i + 1].caps;
}

/* The run begins at the first word that the lexicon knows: up to two words
 * before it may still belong to its phrase. */
static bool stands_before(const struct lex_run *run,
                          bool (*is)(const struct lex_run *, size_t))
{
    for (size_t i = run->begin, n = 0; i > 0 && n < 2; i--, n++) {
        if (run->atoms[i - 1].stop || cues(run, i - 1) & (CUE_OF | CUE_PREP))
            return false;
        if (is(run, i - 1))
            return true;
    }
    return false;
}

bool lex_abroad_before(const struct lex_run *run)
{
    return stands_before(run, is_abroad);
}

bool lex_former_before(const struct lex_run *run)
{
    return stands_before(run, is_former);
}

/* Collects what the atoms of a segment say. */
static void read_segment(const struct lex_run *run, struct lex_segment *seg)
{
    for (size_t i = seg->begin; i < seg->end;) {
        const struct lex_match *match = lex_match_at(run, i);
        if (match) {
            take(run, seg, match);
            i = match->end;
            continue;
        }
        if (is_abroad(run, i)) {
            seg->abroad = true;
        } else if (is_former(run, i)) {
            seg->former = true;
        } else if (cues(run, i) & CUE_FOLK && !run->atoms[i].caps) {
            seg->folk = true;
        } else if (is_name_word(run, i)) {
            if (!seg->name_end)
                seg->name_begin = i;
            seg->name_end = i + 1;
            seg->head = i;
        } else if (!run->atoms[i].possessive && !run->atoms[i].stop &&
                   !run->atoms[i].word && i + 1 == seg->end) {
            seg->unknown = true;
            seg->head = i;
        }
        i++;
    }
}

/* "Planning and Investment Minister": what follows is no lesser part. */
static bool joins_equals(const struct lex_run *run, size_t i)
{
    return truce_view_eq_nocase(run->atoms[i].form, TRUCE_VIEW("and")) ||
           truce_view_eq_nocase(run->atoms[i].form, TRUCE_VIEW("or"));
}

/* Next segment from atom `from`; false at the end. */
bool lex_next_segment(const struct lex_run *run, size_t from,
                      struct lex_segment *seg)
{
    memset(seg, 0, sizeof *seg);
    size_t i = from;
    for (; i < run->end; i++) {
        if (lex_match_at(run, i))
            break;
        if (run->atoms[i].stop) {
            seg->comma = true;
        } else if (run->atoms[i].caps == 0 && cues(run, i) & CUE_OF) {
            seg->of = true;
            seg->where |= (cues(run, i) & CUE_WHERE) != 0;
        } else if (run->atoms[i].caps == 0 && cues(run, i) & CUE_PREP) {
            seg->joined |= !joins_equals(run, i);
            seg->behalf =
                truce_view_eq_nocase(run->atoms[i].form, TRUCE_VIEW("for"));
        } else {
            break;
        }
    }
    if (i >= run->end)
        return false;
    seg->begin = seg->head = i;
    while (i < run->end) {
        const struct lex_match *match = lex_match_at(run, i);
        if (match) {
            i = match->end;
            continue;
        }
        if (run->atoms[i].stop ||
            (!run->atoms[i].caps && cues(run, i) & (CUE_OF | CUE_PREP)))
            break;
        i++;
    }
    seg->end = i;
    read_segment(run, seg);
    return true;
}
