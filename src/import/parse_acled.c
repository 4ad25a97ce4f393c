/*
 * ACLED exports (31 columns by name): the user's own file, whose terms the
 * user keeps. Dates come as 2023-02-16 or 16 May 2025, kinds of actors as
 * words or numbers. Deaths stay with the event: they count other violence
 * than UCDP's battle deaths and never enter `fatalities`.
 */
#include <stdio.h>

#include "import/acts.h"
#include "import/parties.h"

enum {
    ID,
    DATE,
    PRECISION,
    SUBTYPE,
    ACTOR1,
    INTER1,
    ACTOR2,
    INTER2,
    ISO,
    COUNTRY,
    LOCATION,
    LAT,
    LON,
    DEATHS,
    N_ACLED
};

static const struct truce_import_column columns[] = {
    [ID] = {"eventidcnty", -1, true},
    [DATE] = {"eventdate", -1, true},
    [PRECISION] = {"timeprecision", -1, false},
    [SUBTYPE] = {"subeventtype", -1, true},
    [ACTOR1] = {"actor1", -1, true},
    [INTER1] = {"inter1", -1, false},
    [ACTOR2] = {"actor2", -1, false},
    [INTER2] = {"inter2", -1, false},
    [ISO] = {"iso", -1, false},
    [COUNTRY] = {"country", -1, true},
    [LOCATION] = {"location", -1, false},
    [LAT] = {"latitude", -1, false},
    [LON] = {"longitude", -1, false},
    [DEATHS] = {"fatalities", -1, true},
};

static const struct {
    const char *subtype;
    const char *cameo;
} acts[] = {
#define TRUCE_IMPORT_ACLED(subtype, cameo) {subtype, cameo},
#include "import/acled.def"
#undef TRUCE_IMPORT_ACLED
};

static const struct {
    long number;
    const char *words;
    const char *sector;
} kinds[] = {
#define TRUCE_IMPORT_ACLED(subtype, cameo)
#define TRUCE_IMPORT_INTER(number, words, sector) {number, words, sector},
#include "import/acled.def"
#undef TRUCE_IMPORT_INTER
#undef TRUCE_IMPORT_ACLED
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *sector_of(struct truce_view inter)
{
    long number = -1;
    truce_import_long(inter, &number);
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i].number == number ||
            truce_view_eq_nocase(inter, truce_view_of(kinds[i].words)))
            return kinds[i].sector;
    return NULL;
}

/* State and foreign forces carry the state in their name ("Military Forces
 * of X (2003-)") or no code; all others fight where they are. */
static void read_actor(const struct truce_import_line *line, size_t name,
                       size_t inter, const struct truce_import_event *event,
                       struct truce_import_actor *out)
{
    struct truce_view text = truce_import_field(line, name);
    *out = (struct truce_import_actor){0};
    if (truce_import_absent(text))
        return;
    out->name = out->text = text;
    out->sector = sector_of(truce_import_field(line, inter));
    out->code = truce_import_named_code(line, text, event->date);
    if (truce_view_starts(text, "Police Forces"))
        out->sector = "COP";
    else if (truce_view_starts(text, "Government"))
        out->sector = "GOV";
    if (!out->code && out->sector &&
        !truce_view_eq_text(truce_view_of(out->sector), "MIL"))
        out->code = event->country;
}

static bool read_act(const struct truce_import_line *line,
                     struct truce_import_event *event)
{
    struct truce_view subtype = truce_import_field(line, SUBTYPE);
    for (size_t i = 0; i < COUNT(acts); i++) {
        if (!truce_view_eq_nocase(subtype, truce_view_of(acts[i].subtype)))
            continue;
        return acts[i].cameo[0] == '\0' ||
               truce_import_act(line, truce_view_of(acts[i].cameo), event);
    }
    return false;
}

/* ISO 3166 number, which loses its zeros, or the name. */
static const char *read_country(const struct truce_import_line *line,
                                struct truce_date date)
{
    char number[8];
    const char *code = NULL;
    long iso;
    if (truce_import_long(truce_import_field(line, ISO), &iso) && iso > 0 &&
        iso < 1000) {
        snprintf(number, sizeof number, "%03ld", iso);
        code = truce_import_country(line, TRUCE_CODES_ISONUM,
                                    truce_view_of(number), date);
    }
    return code ? code
                : truce_import_any_country(
                      line, truce_import_field(line, COUNTRY), date);
}

static int parse(const struct truce_import_line *line,
                 struct truce_import_row *row)
{
    struct truce_import_event *event = &row->as.event;
    long precision = 1;
    truce_import_event_init(row);
    event->id = truce_import_field(line, ID);
    if (truce_import_absent(event->id))
        return TRUCE_IMPORT_BAD_ID;
    if (!truce_import_date(truce_import_field(line, DATE), &event->date))
        return TRUCE_IMPORT_BAD_DATE;
    if (!read_act(line, event))
        return TRUCE_IMPORT_BAD_ACT;
    if (!truce_import_long(truce_import_field(line, DEATHS), &event->best) ||
        event->best < 0)
        return TRUCE_IMPORT_BAD_NUMBER;
    event->country = read_country(line, event->date);
    if (!event->country)
        return TRUCE_IMPORT_BAD_COUNTRY;
    if (!truce_import_place(truce_import_field(line, LAT),
                            truce_import_field(line, LON), &event->lat,
                            &event->lon))
        return TRUCE_IMPORT_BAD_PLACE;
    truce_import_long(truce_import_field(line, PRECISION), &precision);
    if (precision == 3) /* known to the month only */
        event->date.day = 0;
    read_actor(line, ACTOR1, INTER1, event, &event->source);
    read_actor(line, ACTOR2, INTER2, event, &event->target);
    event->place = truce_import_field(line, LOCATION);
    return event->source.name.len ? TRUCE_IMPORT_GOOD : TRUCE_IMPORT_BAD_ACTOR;
}

const struct truce_import_format truce_import_acled = {
    .name = "acled",
    .title = "ACLED events (your own export)",
    .label = "ACLED",
    .prefix = "acled",
    .columns = columns,
    .n_columns = N_ACLED,
    .parse = parse,
};
