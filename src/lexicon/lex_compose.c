/*
 * A noun phrase into one actor. The run is cut into segments (lex_segment.c);
 * the first one that tells anything is the head ("the president of Armenia"),
 * the ones behind "of", "from", "in" fill in what it leaves open.
 */
#include <string.h>

#include "lexicon/lex_segment.h"

static bool tells(const struct lex_segment *seg)
{
    return seg->country || seg->body || seg->person || seg->owner ||
           seg->agent || seg->place;
}

/* Code that a segment gives to a role, NULL: none. */
static const char *code_of(const struct lex_segment *seg)
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
                               const struct lex_segment *seg)
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
        return lex_sector_in(seg->sector, "LEG MIL REB") ? seg->sector : own;
    if (!strcmp(own, "IGO")) {
        if (lex_sector_in(seg->sector, "MIL LEG JUD COP SPY MED OPP"))
            return seg->sector;
        return lex_same(body->code, "EUR") && lex_sector_in(seg->sector, "GOV")
                   ? seg->sector
                   : own;
    }
    if (!strcmp(own, "GOV"))
        return lex_sector_in(seg->sector, "MIL LEG COP SPY MED JUD OPP REB PTY")
                   ? seg->sector
                   : own;
    return own;
}

static bool ends_in_office(const char *sector)
{
    return lex_sector_in(sector, "GOV LEG JUD MIL SPY COP PTY IGO");
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

/* "rebel leader Sanogo" of a head of state of 2012, "army chief General
 * al-Sisi": the text tells an office of another kind than the lexicon, and
 * not a mere rank. */
static bool told_otherwise(const struct lex_run *run,
                           const struct lex_segment *seg,
                           const struct lex_office *office, bool past)
{
    const char *sector = seg->sector;
    if (!office || !seg->title || seg->former || !sector ||
        !lex_sector_in(sector, past ? "REB OPP MIL CRM PRM" : "REB MIL") ||
        lex_same(sector, office->sector) || (seg->generic && !seg->posted) ||
        lex_office_titled(run->lexicon, seg->person, seg->title))
        return false;
    return !lex_sector_in(sector, "MIL") || seg->posted;
}

/* "Defence Minister Ehud Barak", "the Obama administration", "Latvian leader
 * Andris Berzins" after their time: the text speaks of *office as held. */
static bool calls_in_office(const struct lex_run *run,
                            const struct lex_segment *seg,
                            const struct lex_office **office)
{
    static const char *const heads[] = {
        "administration", "government", "cabinet", "regime", "leader", "ruler"};
    const struct lex_office *titled =
        lex_office_titled(run->lexicon, seg->person, seg->title);
    bool heads_it = false;
    if (seg->former)
        return false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        heads_it = heads_it || (seg->agent && seg->agent->name &&
                                !strcmp(seg->agent->name, heads[i]));
    if (titled)
        *office = titled;
    return titled ||
           (heads_it && (*office)->sector && !strcmp((*office)->sector, "GOV"));
}

/* "Prime Minister Nawaz Sharif" while he leads a party: *office becomes the
 * one that the text tells. */
static bool calls_otherwise(const struct lex_run *run,
                            const struct lex_segment *seg,
                            const struct lex_office **office)
{
    const struct lex_office *titled =
        lex_office_titled(run->lexicon, seg->person, seg->title);
    if (seg->former || !titled || titled == *office || !titled->sector ||
        strcmp(titled->sector, "GOV") != 0 ||
        lex_same((*office)->sector, titled->sector) ||
        lex_title_fits(seg->title, *office))
        return false;
    *office = titled;
    return true;
}

/* "Kenyan President Raila Odinga" of an opposition leader: the office that
 * the text tells, where the lexicon knows of no such one, goes before it. */
static bool rules_here(const struct lex_segment *seg,
                       const struct lex_office *office)
{
    return office && seg->title && !seg->former && !seg->body &&
           (!strcmp(seg->title, "prime minister") ||
            (!strcmp(seg->title, "president") && seg->country &&
             seg->country->kind != LEX_SEAT)) &&
           office->sector && lex_sector_in(office->sector, "OPP PTY LEG") &&
           !lex_title_fits(seg->title, office);
}

static int fill_person(const struct lex_run *run, const struct lex_segment *seg,
                       struct truce_actor *actor)
{
    bool past;
    const struct lex_office *office =
        lex_office_on(run->lexicon, seg->person, run->date, &past);
    if (past && calls_in_office(run, seg, &office)) {
        actor->told = office->sector;
        past = truce_date_known(run->date); /* of no other time is told */
    } else if (!past && office && calls_otherwise(run, seg, &office)) {
        actor->told = office->sector;
    }
    actor->kind = "person";
    actor->name = seg->person->name;
    actor->code = seg->person->code;
    actor->confidence = 0.95f;
    if (told_otherwise(run, seg, office, past)) {
        actor->office = seg->posted ? seg->posted : seg->title;
        actor->sector = seg->sector;
        return explain(run, actor, seg->person, "office told by the text");
    }
    if (rules_here(seg, office)) {
        actor->office = seg->title;
        actor->sector = "GOV";
        actor->party = office->party;
        return explain(run, actor, seg->person, "office told by the text");
    }
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
static int fill_name(const struct lex_run *run, const struct lex_segment *seg,
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
    return body &&
           (body->kind == LEX_INST || lex_sector_in(body->sector, "PTY OPP"));
}

/* Country of a body that stands beside one: parties and ministries bear the
 * same name in many countries, armed groups do not. */
static const char *body_code(const struct lex_entry *body,
                             const struct lex_segment *seg)
{
    if (!seg->country || !seg->country->code || seg->country->kind == LEX_SEAT)
        return body->code ? body->code : code_of(seg);
    if (!body->code)
        return seg->country->code;
    return is_named_alike(body) ? seg->country->code : body->code;
}

static int fill_body(const struct lex_run *run, const struct lex_segment *seg,
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
        if (lex_same(office, names[i]))
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

/* "Karzai's office": as much a government's as whose it is. */
static bool is_rulers_office(const struct lex_run *run,
                             const struct lex_segment *seg)
{
    bool past;
    const struct lex_office *held =
        !seg->sector && seg->owner && seg->owner->kind == LEX_PERSON &&
                !strcmp(seg->agent->name, "office")
            ? lex_office_on(run->lexicon, seg->owner, run->date, &past)
            : NULL;
    return held && held->sector && !strcmp(held->sector, "GOV");
}

static int fill_agent(const struct lex_run *run, const struct lex_segment *seg,
                      struct truce_actor *actor)
{
    actor->kind = "agent";
    actor->office = seg->agent->name;
    actor->sector = is_rulers_office(run, seg) ? "GOV" : seg->sector;
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
    if (!rc && seg->owner)
        rc = explain(run, actor, seg->owner, "whose");
    if (!rc && seg->name_end && seg->name_end > seg->name_begin)
        rc = fill_name(run, seg, actor);
    return rc;
}

/* "Oman's King Salman": a name that begins with a title of rulers. */
static bool is_ruler(const struct lex_run *run, const struct lex_segment *seg)
{
    static const char *const titles[] = {"King",    "Queen",  "Emir", "Sultan",
                                         "Emperor", "Prince", NULL};
    for (size_t i = 0; seg->country && seg->name_end && titles[i]; i++)
        if (truce_view_eq_text(run->atoms[seg->name_begin].form, titles[i]))
            return true;
    return false;
}

static int fill_country(const struct lex_run *run,
                        const struct lex_segment *seg,
                        struct truce_actor *actor)
{
    const struct lex_entry *entry = seg->country ? seg->country
                                    : seg->owner ? seg->owner
                                                 : seg->place;
    const struct lex_entry *named = country(run->lexicon, entry->code);
    bool bare = !seg->unknown && !seg->name_end;
    if (is_ruler(run, seg)) {
        actor->code = entry->code;
        actor->sector = "GOV";
        actor->office = "monarch";
        actor->confidence = 0.7f;
        return fill_name(run, seg, actor);
    }
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

static int fill(const struct lex_run *run, const struct lex_segment *seg,
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
static bool is_part_of(const struct lex_segment *head,
                       const struct lex_segment *of)
{
    static const char *const words[] = {
        "delegation", "leader",    "head",        "chief",    "president",
        "member",     "official",  "representative", "delegate", "negotiator",
        "spokesman",  "spokeswoman", "spokesperson", NULL};
    const char *name = head->agent ? head->agent->name : NULL;
    if (!head->generic || !name || of->where)
        return false;
    for (size_t i = 0; words[i]; i++)
        if (!strcmp(name, words[i]))
            return i == 0 ||
                   lex_sector_in(of->sector, "REB OPP PTY PRM CRM NGO LAB "
                                             "REL UAF JUD LEG MIL COP EDU");
    return false;
}

/* "negotiators in Havana": where they are, is not whose they are. */
static bool is_visitor(const struct lex_segment *head)
{
    static const char *const words[] = {"negotiator", "delegation", "delegate",
                                        "mediator",   "envoy",      NULL};
    for (size_t i = 0; head->agent && words[i]; i++)
        if (strstr(head->agent->name, words[i]))
            return true;
    return false;
}

static bool is_mission(const struct lex_segment *of)
{
    return of->agent && (strstr(of->agent->name, "embassy") ||
                         strstr(of->agent->name, "consulate"));
}

/* "President Raul Castro of Palau": a namesake of whom the lexicon knows. */
static bool is_namesake(const struct lex_segment *head,
                        const struct lex_segment *of)
{
    return head->person && head->agent && of->of && !of->where && of->country &&
           of->country->kind == LEX_COUNTRY && head->person->code &&
           is_single(head->agent->name) && lex_sector_in(head->sector, "GOV") &&
           strcmp(of->country->code, head->person->code) != 0;
}

static int rename_person(const struct lex_run *run,
                         const struct lex_segment *head,
                         const struct lex_segment *of,
                         struct truce_actor *actor)
{
    struct lex_segment named = *head;
    const struct lex_match *match = lex_match_at(run, head->head);
    named.person = NULL;
    if (match) {
        named.name_begin = match->first;
        named.name_end = match->end;
    }
    memset(actor, 0, sizeof *actor);
    actor->code = of->country->code;
    return fill_agent(run, &named, actor);
}

/* "the British overseas territory of Bermuda", "the French island of
 * Reunion": a code of its own. */
static bool is_dependency(const struct lex_segment *head,
                          const struct lex_segment *of)
{
    static const char *const words[] = {"territory", "island",     "dependency",
                                        "colony",    "department", "enclave",
                                        NULL};
    if (!head->agent || head->sector || of->where || !of->country ||
        of->country->kind != LEX_COUNTRY || !head->country ||
        lex_same(head->country->code, of->country->code))
        return false;
    for (size_t i = 0; words[i]; i++)
        if (!strcmp(head->agent->name, words[i]))
            return true;
    return false;
}

/* What stands behind "of" fills what the head leaves open. */
static int complete(const struct lex_run *run, struct lex_segment *head,
                    const struct lex_segment *of, struct truce_actor *actor)
{
    int rc = TRUCE_OK;
    if (is_namesake(head, of))
        return rename_person(run, head, of, actor);
    if (is_dependency(head, of)) {
        memset(actor, 0, sizeof *actor);
        actor->office = head->agent->name;
        return fill_country(run, of, actor);
    }
    if (head->person || !tells(of) ||
        (of->where && (head->abroad || is_visitor(head) || is_mission(of))))
        return TRUCE_OK; /* "foreign fighters in Syria", "protesters at the US
                            embassy" */
    if (of->person && lex_match_at(run, of->begin) &&
        lex_entry_of(run, lex_match_at(run, of->begin)) != of->person) {
        /* "Deputy Secretary of State Stephen Biegun" */
        memset(actor, 0, sizeof *actor);
        return fill_person(run, of, actor);
    }
    if (of->body && !head->body && !head->country &&
        (!of->country || head->agent)) {
        struct lex_segment both = *head;
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
static int name_first(const struct lex_run *run, const struct lex_segment *name,
                      struct truce_actor *actor)
{
    if (!name->name_end || tells(name) || !actor->code ||
        strcmp(actor->kind, "agent") != 0)
        return TRUCE_OK;
    return fill_name(run, name, actor);
}

/* "a spokesman for the Taliban": of whom "for" tells. */
static bool speaks_for(const struct lex_segment *head)
{
    return head->agent && (strstr(head->agent->name, "spokes") ||
                           strstr(head->agent->name, "negotiator") ||
                           strstr(head->agent->name, "lawyer"));
}

int lex_compose(const struct lex_run *run, struct truce_actor *actor,
                size_t *head_atom)
{
    struct lex_segment head = {0}, first = {0}, seg;
    bool found = false, closed = false;
    size_t at = run->begin;
    int rc = TRUCE_OK;
    while (rc == TRUCE_OK && lex_next_segment(run, at, &seg)) {
        at = seg.end;
        if (!found && tells(&seg) && (!seg.joined || !first.end)) {
            head = seg;
            found = true;
            if (seg.of && first.end) {
                /* "regions across Indonesia": an unknown head */
                head.unknown = true;
                head.head = first.head;
            }
            head.abroad |= !first.end && lex_abroad_before(run);
            head.former |= !first.end && lex_former_before(run);
            rc = fill(run, &head, actor);
            *head_atom = head.head;
        } else if (found && !seg.comma && !closed &&
                   (seg.of || (seg.behalf && speaks_for(&head)))) {
            rc = complete(run, &head, &seg, actor);
        } else if (found) {
            closed = true;
            /* "the foreign minister, Ararat Mirzoyan,": the name tells more */
            if (seg.comma && !head.person && seg.person &&
                (lex_same(seg.person->code, actor->code) ||
                 (!actor->code && head.agent))) {
                memset(actor, 0, sizeof *actor);
                if (!seg.title && head.agent) {
                    seg.title = head.agent->name;
                    seg.sector = head.sector;
                    seg.former |= head.former;
                }
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
        !head.owner && lex_same(actor->kind, "agent"))
        rc = fill_holder(run, actor);
    return rc;
}
