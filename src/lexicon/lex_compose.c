/*
 * A noun phrase into one actor. The run is cut at prepositions and commas
 * into segments; the first one that tells anything is the head ("the
 * president of Armenia"), the ones behind "of", "from", "in" fill in what it
 * leaves open. Inside a segment countries, bodies, roles and people are
 * collected from left to right.
 */
#include <string.h>

#include "lexicon/lexicon_int.h"

struct segment {
    size_t begin, end;               /* atoms */
    bool of;                         /* opened by "of", "from", "in" */
    bool joined;                     /* opened by another preposition */
    bool comma;                      /* opened by a comma */
    const struct lex_entry *country; /* country, people or seat */
    const struct lex_entry *place;
    const struct lex_entry *body;
    const struct lex_entry *owner; /* person with "'s" */
    const struct lex_entry *person;
    const struct lex_entry *agent; /* last role */
    const char *sector;            /* of the roles together */
    bool generic;                  /* the roles tell no sector */
    bool former;
    bool folk;                   /* "ordinary", "ethnic" */
    bool behalf;                 /* opened by "for" */
    bool where;                  /* opened by "in", "at", "across" */
    bool abroad;                 /* "foreign", "Latin American", "donors" */
    bool vague;                  /* the body's name is of common words */
    bool unknown;                /* a head word outside the lexicon */
    size_t head;                 /* atom */
    size_t name_begin, name_end; /* unknown name, atoms */
    const char *title;           /* role before the person */
};

static uint16_t cues(const struct lex_run *run, size_t atom)
{
    return run->lexicon->cues[run->atoms[atom].word];
}

/* Match that begins at or covers the atom, NULL: none. */
static const struct lex_match *match_at(const struct lex_run *run, size_t atom)
{
    for (size_t i = 0; i < run->n_matches; i++)
        if (run->matches[i].first <= atom && atom < run->matches[i].end)
            return &run->matches[i];
    return NULL;
}

static const struct lex_entry *entry_of(const struct lex_run *run,
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
           !match_at(run, i);
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
        atom < run->n_atoms ? match_at(run, atom) : NULL;
    return match && entry_of(run, match)->kind == LEX_PERSON &&
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
    const struct lex_match *prev = match_at(run, i - 1);
    if (cues(run, i - 1) & CUE_TITLE)
        return true;
    uint8_t kind = prev ? entry_of(run, prev)->kind : LEX_PLACE;
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

static bool same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

static bool in_list(const char *sector, const char *list)
{
    return sector && strlen(sector) == 3 && strstr(list, sector);
}

/* "army chief", "rebel soldiers", "government forces": which word decides. */
static void add_role(struct segment *seg, const struct lex_entry *agent)
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
    } else if (fresh && !generic && !in_list(old, "REB OPP PRM CRM PRE MED")) {
        seg->sector = fresh;
    }
    seg->agent = agent;
}

/* The words of a match belong to an unknown name. */
static void take_name(struct segment *seg, const struct lex_match *match)
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
static bool contradicts(const struct segment *seg, const char *code,
                        const struct lex_entry *person)
{
    return code && person->code && seg->agent && strcmp(code, person->code) &&
           in_list(seg->sector, "GOV LEG JUD MIL SPY COP OPP PTY REB") &&
           !strstr(seg->agent->name, "governor");
}

static void take_person(const struct lex_run *run, struct segment *seg,
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

/* "Ministry of Defence", "Workers' Party": no word that is one country's. */
static bool is_vague(const struct lex_run *run, const struct lex_match *match)
{
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
           in_list(sector, "PTY OPP");
}

static void take_body(const struct lex_run *run, struct segment *seg,
                      const struct lex_match *match)
{
    const struct lex_entry *entry = entry_of(run, match);
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
    if (next >= run->n_atoms || match_at(run, next))
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

/* "pro-Russia activists", "anti-American protesters": whom they are for or
 * against, not whose they are. */
static bool is_their_cause(const struct lex_run *run, const struct segment *seg,
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
        const struct lex_match *next = match_at(run, i);
        if (next && entry_of(run, next)->kind == LEX_AGENT)
            return true;
    }
    return false;
}

static void take(const struct lex_run *run, struct segment *seg,
                 const struct lex_match *match)
{
    const struct lex_entry *entry = entry_of(run, match);
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
        if (inside_name(run, match)) {
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
        add_role(seg, entry);
    }
    seg->head = match->end - 1;
}

static bool is_former(const struct lex_run *run, size_t i)
{
    return cues(run, i) & CUE_FORMER;
}

/* "foreign", "International" as an adjective. */
static bool is_abroad(const struct lex_run *run, size_t i)
{
    return cues(run, i) & CUE_ABROAD && run->atoms[i].caps < 2 &&
           i + 1 < run->n_atoms && !run->atoms[i + 1].caps;
}

/* The same before the run, which begins at the first word that the lexicon
 * knows. */
static bool abroad_before(const struct lex_run *run)
{
    for (size_t i = run->begin, n = 0; i > 0 && n < 2; i--, n++) {
        if (run->atoms[i - 1].stop || cues(run, i - 1) & (CUE_OF | CUE_PREP))
            return false;
        if (is_abroad(run, i - 1))
            return true;
    }
    return false;
}

/* Collects what the atoms of a segment say. */
static void read_segment(const struct lex_run *run, struct segment *seg)
{
    for (size_t i = seg->begin; i < seg->end;) {
        const struct lex_match *match = match_at(run, i);
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
static bool next_segment(const struct lex_run *run, size_t from,
                         struct segment *seg)
{
    memset(seg, 0, sizeof *seg);
    size_t i = from;
    for (; i < run->end; i++) {
        if (match_at(run, i))
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
        const struct lex_match *match = match_at(run, i);
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

static bool tells(const struct segment *seg)
{
    return seg->country || seg->body || seg->person || seg->owner ||
           seg->agent || seg->place;
}

/* Code that a segment gives to a role, NULL: none. */
static const char *code_of(const struct segment *seg)
{
    if (seg->person)
        return seg->person->code;
    if (seg->country && seg->country->code)
        return seg->country->code;
    if (seg->body && seg->body->code)
        return seg->body->code;
    if (seg->owner)
        return seg->owner->code;
    return seg->place ? seg->place->code : NULL;
}

/* Sector of "BODY ROLE". */
static const char *body_sector(const struct lex_entry *body,
                               const struct segment *seg)
{
    const char *own = body->sector;
    if (!own)
        return seg->sector;
    if (!seg->sector || seg->generic)
        return own;
    if (!strcmp(own, "PTY") && seg->agent &&
        (strstr(seg->agent->name, "government") ||
         strstr(seg->agent->name, "administration")))
        return seg->sector; /* "the AKP government" */
    if (!strcmp(own, "PTY"))
        return in_list(seg->sector, "LEG MIL REB") ? seg->sector : own;
    if (!strcmp(own, "IGO")) {
        if (in_list(seg->sector, "MIL LEG JUD COP SPY MED"))
            return seg->sector;
        return same(body->code, "EUR") && in_list(seg->sector, "GOV")
                   ? seg->sector
                   : own;
    }
    if (!strcmp(own, "GOV"))
        return in_list(seg->sector, "MIL LEG COP SPY MED JUD OPP REB PTY")
                   ? seg->sector
                   : own;
    return own;
}

static bool ends_in_office(const char *sector)
{
    return in_list(sector, "GOV LEG JUD MIL SPY COP PTY IGO");
}

/* Name of a country by its code. */
static const struct lex_entry *country(const struct truce_lexicon *lexicon,
                                       const char *code)
{
    const uint64_t *i =
        code ? truce_map_get(&lexicon->countries, truce_view_of(code)) : NULL;
    return i ? &lexicon->entries[*i] : NULL;
}

static int explain(const struct lex_run *run, struct truce_actor *actor,
                   const struct lex_entry *entry, const char *rule)
{
    if (!run->explain || !entry)
        return TRUCE_OK;
    const char *before = actor->why;
    actor->why = truce_arena_printf(
        run->arena, "%s%s%s:%u '%s' (%s)", before ? before : "",
        before ? "; " : "", run->lexicon->files[entry->file], entry->line,
        entry->name ? entry->name : "", rule);
    return actor->why ? TRUCE_OK : TRUCE_ENOMEM;
}

static int fill_person(const struct lex_run *run, const struct segment *seg,
                       struct truce_actor *actor)
{
    bool past;
    const struct lex_office *office =
        lex_office_on(run->lexicon, seg->person, run->date, &past);
    if (past && !truce_date_known(run->date) && !seg->former &&
        lex_office_titled(run->lexicon, seg->person, seg->title)) {
        office = lex_office_titled(run->lexicon, seg->person, seg->title);
        past = false; /* the text calls him so, and tells no other time */
    }
    actor->kind = "person";
    actor->name = seg->person->name;
    actor->code = seg->person->code;
    actor->confidence = 0.95f;
    if (office) {
        actor->party = office->party;
        actor->office = office->office;
        actor->held = office->held;
        actor->sector = past ? "ELI" : office->sector;
    } else {
        actor->sector = seg->agent ? seg->sector : NULL;
        actor->confidence = 0.7f;
    }
    if (seg->former && seg->agent && ends_in_office(seg->sector) && !past &&
        office && !strstr(office->office, seg->agent->name))
        actor->sector = office->sector;
    return explain(run, actor, seg->person,
                   past     ? "office had ended by the date"
                   : office ? "office held on the date"
                            : "no office on the date");
}

/* Joins the atoms begin..end as they stand in the text. */
static char *join_name(const struct lex_run *run, size_t begin, size_t end)
{
    char buf[160] = "";
    size_t n = 0;
    for (size_t i = begin; i < end; i++) {
        const struct lex_atom *atom = &run->atoms[i];
        bool tied =
            atom->hyphen || (i > begin && atom->token > atom[-1].token + 1);
        if (atom->possessive)
            continue;
        if (n + atom->form.len + 2 > sizeof buf)
            break;
        if (i > begin)
            buf[n++] = tied ? '-' : ' ';
        memcpy(buf + n, atom->form.ptr, atom->form.len);
        n += atom->form.len;
    }
    return truce_arena_strndup(run->arena, buf, n);
}

/* Unknown name of a segment ("Sen. Feliciano Valencia"). */
static int fill_name(const struct lex_run *run, const struct segment *seg,
                     struct truce_actor *actor)
{
    bool initials = seg->name_end == seg->name_begin + 1 &&
                    run->atoms[seg->name_begin].caps == 2;
    actor->name = join_name(run, seg->name_begin, seg->name_end);
    actor->kind = initials ? "organisation" : "person";
    return actor->name ? TRUCE_OK : TRUCE_ENOMEM;
}

/* "Congress of the Republic of El Salvador", "the Ministry of Defence of
 * Brazil": names that many countries use. */
static bool is_named_alike(const struct lex_entry *body)
{
    return body && (body->kind == LEX_INST || in_list(body->sector, "PTY OPP"));
}

/* Country of a body that stands beside one: parties and ministries bear the
 * same name in many countries, armed groups do not. */
static const char *body_code(const struct lex_entry *body,
                             const struct segment *seg)
{
    if (!seg->country || !seg->country->code || seg->country->kind == LEX_SEAT)
        return body->code ? body->code : code_of(seg);
    if (!body->code)
        return seg->country->code;
    return is_named_alike(body) ? seg->country->code : body->code;
}

static int fill_body(const struct lex_run *run, const struct segment *seg,
                     struct truce_actor *actor)
{
    const struct lex_entry *body = seg->body;
    actor->kind = body->kind == LEX_GROUP ? "group" : "organisation";
    actor->name = body->name;
    actor->code = body_code(body, seg);
    actor->sector = body_sector(body, seg);
    actor->vague = seg->vague && !(seg->country && seg->country->code);
    actor->confidence = 0.9f;
    if (body->kind == LEX_GROUP)
        actor->party = body->name;
    if (seg->agent && seg->agent != body) {
        actor->office = seg->agent->name;
        if (seg->former && ends_in_office(actor->sector))
            actor->sector = "ELI";
    }
    int rc = explain(run, actor, body, "body");
    return rc || !seg->agent ? rc : explain(run, actor, seg->agent, "role");
}

/* Offices that one person holds at a time. */
static bool is_single(const char *office)
{
    static const char *const names[] = {"president",
                                        "prime minister",
                                        "foreign minister",
                                        "secretary of state",
                                        "defence minister",
                                        "defense minister",
                                        "defense secretary",
                                        "defence secretary",
                                        "foreign secretary",
                                        "interior minister",
                                        "chancellor",
                                        "supreme leader",
                                        "king",
                                        "secretary-general",
                                        "secretary general",
                                        NULL};
    for (size_t i = 0; names[i]; i++)
        if (same(office, names[i]))
            return true;
    return false;
}

/* "the French president": the person, where one held the office then. */
static int fill_holder(const struct lex_run *run, struct truce_actor *actor)
{
    const struct lex_office *office = NULL;
    const struct lex_entry *holder =
        actor->code && is_single(actor->office)
            ? lex_holder(run->lexicon, actor->code, actor->office, run->date,
                         &office)
            : NULL;
    if (!holder)
        return TRUCE_OK;
    actor->name = holder->name;
    actor->kind = "person";
    actor->held = office->held;
    return explain(run, actor, holder, "held the office on the date");
}

static int fill_agent(const struct lex_run *run, const struct segment *seg,
                      struct truce_actor *actor)
{
    actor->kind = "agent";
    actor->office = seg->agent->name;
    actor->sector = seg->sector;
    if (!actor->code)
        actor->code = code_of(seg);
    actor->confidence = actor->code ? 0.85f : 0.6f;
    if (seg->owner)
        actor->party = NULL;
    if (seg->former && ends_in_office(seg->sector))
        actor->sector = "ELI";
    int rc = explain(run, actor, seg->agent, "role");
    if (!rc && seg->country)
        rc = explain(run, actor, seg->country, "country");
    if (!rc && seg->name_end && seg->name_end > seg->name_begin)
        rc = fill_name(run, seg, actor);
    return rc;
}

static int fill_country(const struct lex_run *run, const struct segment *seg,
                        struct truce_actor *actor)
{
    const struct lex_entry *entry = seg->country ? seg->country
                                    : seg->owner ? seg->owner
                                                 : seg->place;
    const struct lex_entry *named = country(run->lexicon, entry->code);
    bool bare = !seg->unknown && !seg->name_end;
    actor->code = entry->code;
    actor->kind = entry->kind == LEX_PLACE ? "place" : "country";
    actor->name =
        entry->kind == LEX_PLACE || !named ? entry->name : named->name;
    if (seg->folk && entry->kind == LEX_PEOPLE)
        actor->sector = "CVL";
    actor->confidence = entry->kind != LEX_PLACE    ? 0.9f
                        : entry->flags & LEX_REGION ? 0.6f
                                                    : 0.4f;
    if (entry->kind == LEX_SEAT && bare)
        actor->sector = entry->sector;
    else if (entry->kind == LEX_PLACE && bare && !(entry->flags & LEX_REGION))
        actor->sector = "CVL";
    if (!bare)
        actor->confidence = 0.5f;
    return explain(run, actor, entry,
                   entry->kind == LEX_SEAT    ? "seat of the government"
                   : entry->kind == LEX_PLACE ? "place"
                                              : "country");
}

static int fill(const struct lex_run *run, const struct segment *seg,
                struct truce_actor *actor)
{
    if (seg->person)
        return fill_person(run, seg, actor);
    if (seg->body)
        return fill_body(run, seg, actor);
    if (seg->agent)
        return fill_agent(run, seg, actor);
    return fill_country(run, seg, actor);
}

/* "a delegation of parliamentarians", "the leader of the rebels", "president
 * of the court": what they are, is told behind. */
static bool is_part_of(const struct segment *head, const struct segment *of)
{
    static const char *const words[] = {"delegation", "leader",    "head",
                                        "chief",      "president", NULL};
    const char *name = head->agent ? head->agent->name : NULL;
    if (!head->generic || !name || of->where)
        return false;
    for (size_t i = 0; words[i]; i++)
        if (!strcmp(name, words[i]))
            return i == 0 || in_list(of->sector, "REB OPP PTY PRM CRM NGO LAB "
                                                 "REL UAF JUD LEG MIL COP EDU");
    return false;
}

/* "negotiators in Havana": where they are, is not whose they are. */
static bool is_visitor(const struct segment *head)
{
    static const char *const words[] = {"negotiator", "delegation", "delegate",
                                        "mediator",   "envoy",      NULL};
    for (size_t i = 0; head->agent && words[i]; i++)
        if (strstr(head->agent->name, words[i]))
            return true;
    return false;
}

static bool is_mission(const struct segment *of)
{
    return of->agent && (strstr(of->agent->name, "embassy") ||
                         strstr(of->agent->name, "consulate"));
}

/* What stands behind "of" fills what the head leaves open. */
static int complete(const struct lex_run *run, struct segment *head,
                    const struct segment *of, struct truce_actor *actor)
{
    int rc = TRUCE_OK;
    if (head->person || !tells(of) ||
        (of->where && (head->abroad || is_visitor(head) || is_mission(of))))
        return TRUCE_OK; /* "foreign fighters in Syria", "protesters at the US
                            embassy" */
    if (of->person && match_at(run, of->begin) &&
        entry_of(run, match_at(run, of->begin)) != of->person) {
        /* "Deputy Secretary of State Stephen Biegun" */
        memset(actor, 0, sizeof *actor);
        return fill_person(run, of, actor);
    }
    if (of->body && !head->body && !head->country &&
        (!of->country || head->agent)) {
        struct segment both = *head;
        both.body = of->body;
        both.country = of->country;
        memset(actor, 0, sizeof *actor);
        return fill_body(run, &both, actor);
    }
    if (is_named_alike(head->body) && !head->country && !of->where &&
        of->country && of->country->code && of->country->kind != LEX_SEAT) {
        actor->code = of->country->code;
        actor->vague = false;
    }
    if (head->folk && !head->agent && of->country)
        actor->code = NULL; /* "ethnic Uzbeks in Kyrgyzstan" */
    if (!actor->code && code_of(of)) {
        const struct lex_entry *from = of->country ? of->country
                                       : of->place ? of->place
                                       : of->body  ? of->body
                                                   : of->person;
        actor->code = code_of(of);
        if (from)
            rc = explain(run, actor, from, "named after the role");
    }
    if (of->sector && (!actor->sector || (head->generic && !head->sector) ||
                       is_part_of(head, of)))
        actor->sector = of->sector;
    return rc;
}

/* A name outside the lexicon, told by what follows it after a comma. */
static int name_first(const struct lex_run *run, const struct segment *name,
                      struct truce_actor *actor)
{
    if (!name->name_end || tells(name) || !actor->code ||
        strcmp(actor->kind, "agent") != 0)
        return TRUCE_OK;
    return fill_name(run, name, actor);
}

/* "a spokesman for the Taliban": of whom "for" tells. */
static bool speaks_for(const struct segment *head)
{
    return head->agent && (strstr(head->agent->name, "spokes") ||
                           strstr(head->agent->name, "negotiator") ||
                           strstr(head->agent->name, "lawyer"));
}

int lex_compose(const struct lex_run *run, struct truce_actor *actor,
                size_t *head_atom)
{
    struct segment head = {0}, first = {0}, seg;
    bool found = false, closed = false;
    size_t at = run->begin;
    int rc = TRUCE_OK;
    while (rc == TRUCE_OK && next_segment(run, at, &seg)) {
        at = seg.end;
        if (!found && tells(&seg) && (!seg.joined || !first.end)) {
            head = seg;
            found = true;
            if (seg.of && first.end) {
                /* "regions across Indonesia": an unknown head */
                head.unknown = true;
                head.head = first.head;
            }
            head.abroad |= !first.end && abroad_before(run);
            rc = fill(run, &head, actor);
            *head_atom = head.head;
        } else if (found && !seg.comma && !closed &&
                   (seg.of || (seg.behalf && speaks_for(&head)))) {
            rc = complete(run, &head, &seg, actor);
        } else if (found) {
            closed = true;
            if (seg.comma && !head.person && seg.person &&
                same(seg.person->code, actor->code)) {
                memset(actor, 0, sizeof *actor);
                rc = fill_person(run, &seg, actor);
                *head_atom = seg.head;
            }
        } else if (!first.end) {
            first = seg;
        }
    }
    actor->abroad = head.abroad && !actor->code;
    if (rc == TRUCE_OK && found && first.end)
        rc = name_first(run, &first, actor);
    if (rc == TRUCE_OK && found && !actor->name && !head.former &&
        !head.owner && same(actor->kind, "agent"))
        rc = fill_holder(run, actor);
    return rc;
}
