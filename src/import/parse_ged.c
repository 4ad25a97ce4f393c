/*
 * UCDP Georeferenced Event Dataset, releases 17 to 25.1 and the Candidate
 * files: columns by name in any order. One row is one event of organised
 * violence with its deaths. It becomes an ASSAULT; the deaths of state-based
 * ones (type 1) also count in the month in which the event ends, for the
 * country where it happened and for the dyad: two states ("ARM-AZE"), or a
 * government and all who fight it ("SYR-SYR:REB").
 */
#include <string.h>

#include "import/acts.h"
#include "import/parties.h"

enum {
    ID,
    KIND,
    SIDE_A,
    SIDE_B,
    GWNO_A,
    GWNO_B,
    COUNTRY,
    BEGUN,
    ENDED,
    BEST,
    LOW,
    HIGH,
    PLACE,
    LAT,
    LON,
    N_GED
};

static const struct truce_import_column columns[] = {
    [ID] = {"id", -1, true},
    [KIND] = {"typeofviolence", -1, true},
    [SIDE_A] = {"sidea", -1, true},
    [SIDE_B] = {"sideb", -1, true},
    [GWNO_A] = {"gwnoa", -1, false},
    [GWNO_B] = {"gwnob", -1, false},
    [COUNTRY] = {"countryid", -1, true},
    [BEGUN] = {"datestart", -1, true},
    [ENDED] = {"dateend", -1, true},
    [BEST] = {"best|bestest", -1, true},
    [LOW] = {"low|lowest", -1, true},
    [HIGH] = {"high|highest", -1, true},
    [PLACE] = {"wherecoordinates", -1, false},
    [LAT] = {"latitude", -1, false},
    [LON] = {"longitude", -1, false},
};

enum { STATE_BASED = 1, NON_STATE = 2, ONE_SIDED = 3 };

/* A side: a government by its Gleditsch-Ward number or by the name that UCDP
 * gives it, else an armed group of the country where it fought. */
static void read_side(const struct truce_import_line *line, size_t name,
                      size_t gwno, const char *country, struct truce_date date,
                      struct truce_import_actor *out)
{
    static const char government[] = "Government of ";
    struct truce_view text = truce_import_field(line, name);
    *out = (struct truce_import_actor){.name = text};
    out->code = truce_import_country(line, TRUCE_CODES_GW,
                                     truce_import_field(line, gwno), date);
    if (truce_view_starts(text, government)) {
        out->sector = "GOV";
        text.ptr += sizeof government - 1;
        text.len -= sizeof government - 1;
        if (!out->code)
            out->code = truce_import_any_country(line, text, date);
    } else if (truce_view_eq_text(text, "Civilians")) {
        out->sector = "CVL";
    } else {
        out->sector = out->code ? "GOV" : "REB";
    }
    if (!out->code)
        out->code = country;
}

/* The unit of a dyad. Rebels belong to the government that they fight, wherever
 * they do. NULL: neither two states nor a government and rebels. */
static const char *dyad_of(const struct truce_import_line *line,
                           const struct truce_import_event *event)
{
    if (strcmp(event->source.sector, "GOV") != 0)
        return NULL;
    if (!strcmp(event->target.sector, "GOV"))
        return truce_import_dyad(line, event->source.code, event->target.code);
    if (strcmp(event->target.sector, "REB") != 0)
        return NULL;
    return truce_arena_printf(line->arena, "%s-%s:REB", event->source.code,
                              event->source.code);
}

/* The event's date no finer than UCDP knows it, and what it was told as. */
static bool read_dates(const struct truce_import_line *line,
                       struct truce_import_event *event)
{
    struct truce_view begun_text = truce_import_field(line, BEGUN);
    struct truce_view ended_text = truce_import_field(line, ENDED);
    struct truce_date begun;
    struct truce_date ended;
    char *span;
    if (!truce_import_date(begun_text, &begun) ||
        !truce_import_date(ended_text, &ended) ||
        truce_date_cmp(begun, ended) > 0)
        return false;
    event->date = ended;
    event->month = ended;
    event->month.day = 0;
    if (truce_date_cmp(begun, ended) == 0)
        return true;
    event->date.day = 0;
    span = truce_arena_alloc(line->arena, 2 * TRUCE_DATE_SIZE, 1);
    if (!span)
        return false;
    truce_date_format(begun, span);
    span[strlen(span) + 1] = '\0';
    span[strlen(span)] = '/';
    truce_date_format(ended, span + strlen(span));
    event->date_text = truce_view_of(span);
    return true;
}

static bool read_deaths(const struct truce_import_line *line,
                        struct truce_import_event *event)
{
    return truce_import_long(truce_import_field(line, BEST), &event->best) &&
           truce_import_long(truce_import_field(line, LOW), &event->low) &&
           truce_import_long(truce_import_field(line, HIGH), &event->high) &&
           event->best >= 0 && event->low >= 0 && event->high >= 0;
}

static int parse(const struct truce_import_line *line,
                 struct truce_import_row *row)
{
    struct truce_import_event *event = &row->as.event;
    long kind;
    truce_import_event_init(row);
    event->id = truce_import_field(line, ID);
    if (truce_import_absent(event->id))
        return TRUCE_IMPORT_BAD_ID;
    if (!read_dates(line, event))
        return TRUCE_IMPORT_BAD_DATE;
    if (!truce_import_long(truce_import_field(line, KIND), &kind) ||
        kind < STATE_BASED || kind > ONE_SIDED)
        return TRUCE_IMPORT_BAD_ACT;
    if (!read_deaths(line, event))
        return TRUCE_IMPORT_BAD_NUMBER;
    event->country = truce_import_country(
        line, TRUCE_CODES_GW, truce_import_field(line, COUNTRY), event->date);
    if (!event->country)
        return TRUCE_IMPORT_BAD_COUNTRY;
    if (!truce_import_place(truce_import_field(line, LAT),
                            truce_import_field(line, LON), &event->lat,
                            &event->lon))
        return TRUCE_IMPORT_BAD_PLACE;
    truce_import_act(
        line, kind == ONE_SIDED ? TRUCE_VIEW("180") : TRUCE_VIEW("190"), event);
    event->place = truce_import_field(line, PLACE);
    read_side(line, SIDE_A, GWNO_A, event->country, event->date,
              &event->source);
    read_side(line, SIDE_B, GWNO_B, event->country, event->date,
              &event->target);
    event->battle = kind == STATE_BASED;
    event->unit[0] = event->country;
    event->unit[1] = dyad_of(line, event);
    return TRUCE_IMPORT_GOOD;
}

static void release(const char *file, char *label, size_t size)
{
    truce_import_release_label(file, "UCDP GED", label, size);
}

const struct truce_import_format truce_import_ged = {
    .name = "ged",
    .title = "UCDP georeferenced events (GED)",
    .label = "UCDP GED",
    .prefix = "ged",
    .release = release,
    .columns = columns,
    .n_columns = N_GED,
    .parse = parse,
};
