/* People and their offices, bodies and their members, on a date. */
#include <stdio.h>
#include <string.h>

#include "lexicon/lexicon_int.h"

/* Years of grace in which a name may be used before its first office. */
#define EARLY_YEARS 12

static bool is_party(const struct lex_office *office)
{
    return office->sector && !strcmp(office->sector, "PTY");
}

/* Copy with one spelling: "defence" as "defense", hyphens as spaces. */
static void plain_title(const char *text, char *buf, size_t size)
{
    size_t n = 0;
    for (; text[n] && n + 1 < size; n++) {
        buf[n] = text[n] == '-' ? ' ' : text[n];
        if (n >= 5 && buf[n] == 'c' && !memcmp(buf + n - 5, "defen", 5))
            buf[n] = 's';
    }
    buf[n] = '\0';
}

/* Does the title say what the office does ("President": president)? */
bool lex_title_fits(const char *title, const struct lex_office *office)
{
    char a[80], b[80];
    if (!title || !office->office)
        return false;
    plain_title(title, a, sizeof a);
    plain_title(office->office, b, sizeof b);
    return strstr(a, b) || strstr(b, a);
}

const struct lex_office *lex_office_titled(const struct truce_lexicon *lexicon,
                                           const struct lex_entry *person,
                                           const char *title)
{
    const struct lex_office *best = NULL;
    for (uint32_t i = person->offices; i; i = lexicon->offices[i - 1].next) {
        const struct lex_office *office = &lexicon->offices[i - 1];
        if (lex_title_fits(title, office) &&
            (!best || truce_date_cmp(office->held.from, best->held.from) > 0))
            best = office;
    }
    return best;
}

static bool is_head(const struct lex_office *office)
{
    static const char *const names[] = {"president", "prime minister", "king",
                                        "chancellor", NULL};
    for (size_t i = 0; names[i]; i++)
        if (office->office && !strcmp(office->office, names[i]))
            return true;
    return false;
}

/* Later start wins; an undated party post loses to any office. */
static bool better(const struct lex_office *a, const struct lex_office *b)
{
    if (!b || is_party(a) != is_party(b))
        return !b || is_party(b);
    return truce_date_cmp(a->held.from, b->held.from) >= 0;
}

/* Office that runs on `date`, or without date still runs; NULL: none. */
static const struct lex_office *running(const struct truce_lexicon *lexicon,
                                        const struct lex_entry *person,
                                        struct truce_date date)
{
    const struct lex_office *best = NULL;
    for (uint32_t i = person->offices; i; i = lexicon->offices[i - 1].next) {
        const struct lex_office *office = &lexicon->offices[i - 1];
        bool on = truce_date_known(date)
                      ? truce_date_overlaps(date, office->held)
                      : !truce_date_known(office->held.to);
        if (on && better(office, best))
            best = office;
    }
    return best;
}

const struct lex_office *lex_office_on(const struct truce_lexicon *lexicon,
                                       const struct lex_entry *person,
                                       struct truce_date date, bool *past)
{
    const struct lex_office *best = running(lexicon, person, date);
    *past = false;
    if (best)
        return best;
    for (uint32_t i = person->offices; i; i = lexicon->offices[i - 1].next) {
        const struct lex_office *office = &lexicon->offices[i - 1];
        if (!truce_date_known(office->held.to) ||
            (truce_date_known(date) &&
             truce_date_cmp(office->held.to, date) > 0))
            continue;
        if (!best || truce_date_cmp(office->held.to, best->held.to) > 0)
            best = office;
    }
    *past = best != NULL;
    return best;
}

const struct lex_entry *lex_holder(const struct truce_lexicon *lexicon,
                                   const char *code, const char *office,
                                   struct truce_date date,
                                   const struct lex_office **held)
{
    char key[160];
    int len = snprintf(key, sizeof key, "%s %s", code, office);
    if (len < 0 || (size_t)len >= sizeof key || !truce_date_known(date))
        return NULL;
    const uint64_t *head =
        truce_map_get(&lexicon->leaders, (struct truce_view){key, (size_t)len});
    const struct lex_entry *found = NULL;
    for (uint32_t i = head ? (uint32_t)*head : 0; i;
         i = lexicon->leader_items[i - 1].next) {
        const struct lex_leader *item = &lexicon->leader_items[i - 1];
        const struct lex_office *o = &lexicon->offices[item->office];
        if (!truce_date_within(date, o->held))
            continue;
        const struct lex_entry *entry = &lexicon->entries[item->entry];
        if (found && found != entry)
            return NULL; /* two at once: Bosnia's presidency */
        found = entry;
        *held = o;
    }
    return found;
}

static bool first_is_far(const struct truce_lexicon *lexicon,
                         const struct lex_entry *person, struct truce_date date)
{
    int first = 9999;
    for (uint32_t i = person->offices; i; i = lexicon->offices[i - 1].next) {
        int year = lexicon->offices[i - 1].held.from.year;
        first = year < first ? year : first;
    }
    return date.year + EARLY_YEARS < first;
}

int lex_person_score(const struct truce_lexicon *lexicon,
                     const struct lex_entry *person, struct truce_date date,
                     const char *code, const char *title)
{
    bool past;
    const struct lex_office *office =
        lex_office_on(lexicon, person, date, &past);
    int score = 20 * person->layer;
    if (code && person->code)
        score += strcmp(code, person->code) ? -100 : 100;
    if (!office)
        return truce_date_known(date) && first_is_far(lexicon, person, date)
                   ? score - 200
                   : score - 40;
    if (past) {
        int years = truce_date_known(date) ? date.year - office->held.to.year
                                           : 2025 - office->held.to.year;
        score += 20 - (years > 40 ? 40 : years);
    } else if (office->sector && !strcmp(office->sector, "ELI")) {
        score += 10;
    } else {
        score += is_party(office) ? 40 : is_head(office) ? 55 : 50;
        /* Former presidents lend their names to organisations. */
        if (!truce_date_known(date) && office->sector &&
            !strcmp(office->sector, "IGO") && strstr(office->office, "envoy"))
            score -= 45;
    }
    for (uint32_t i = person->offices; i; i = lexicon->offices[i - 1].next)
        if (lex_title_fits(title, &lexicon->offices[i - 1]))
            return score + (&lexicon->offices[i - 1] == office ? 60 : 45);
    return score;
}

bool truce_lexicon_member(const struct truce_lexicon *lexicon, const char *body,
                          const char *country, struct truce_date date)
{
    char key[16];
    int len = snprintf(key, sizeof key, "%s %s", body, country);
    if (len < 0 || (size_t)len >= sizeof key)
        return false;
    const uint64_t *head =
        truce_map_get(&lexicon->members, (struct truce_view){key, (size_t)len});
    for (uint32_t i = head ? (uint32_t)*head : 0; i;
         i = lexicon->member_items[i - 1].next) {
        const struct truce_date_span *held = &lexicon->member_items[i - 1].held;
        if (truce_date_known(date) ? truce_date_overlaps(date, *held)
                                   : !truce_date_known(held->to))
            return true;
    }
    return false;
}

size_t truce_lexicon_format(const struct truce_lexicon *lexicon,
                            const char *name, struct truce_date date,
                            const char *codes[TRUCE_MAX_FORMAT])
{
    size_t n = 0;
    for (size_t i = 0; i < lexicon->n_formats && n < TRUCE_MAX_FORMAT; i++) {
        const struct lex_format *format = &lexicon->formats[i];
        if (!strcmp(format->format, name) &&
            (truce_date_known(date) ? truce_date_overlaps(date, format->held)
                                    : !truce_date_known(format->held.to)))
            codes[n++] = format->code;
    }
    return n;
}

const char *truce_lexicon_country(const struct truce_lexicon *lexicon,
                                  const char *code)
{
    const uint64_t *at =
        truce_map_get(&lexicon->countries, truce_view_of(code));
    return at ? lexicon->entries[*at].name : NULL;
}
