/*
 * ICEWS coded events: 20 tab-separated columns by name, and the shorter
 * tables of date, actors and event text that circulate as benchmarks.
 *
 * Identifiers repeat: the same number stands for different events in some
 * files, so the key holds what the row says too. Leading zeros of CAMEO
 * codes are lost in some releases; the event's text then tells the code.
 */
#include <inttypes.h>

#include "import/acts.h"
#include "import/parties.h"

enum {
    ID,
    DATE,
    SOURCE,
    SOURCE_SECTORS,
    SOURCE_COUNTRY,
    TEXT,
    CODE,
    INTENSITY,
    TARGET,
    TARGET_SECTORS,
    TARGET_COUNTRY,
    PUBLISHER,
    CITY,
    PROVINCE,
    COUNTRY,
    LAT,
    LON,
    N_ICEWS
};

static const struct truce_import_column columns[] = {
    [ID] = {"eventid", -1, false},
    [DATE] = {"eventdate|date", -1, true},
    [SOURCE] = {"sourcename|source", -1, true},
    [SOURCE_SECTORS] = {"sourcesectors", -1, false},
    [SOURCE_COUNTRY] = {"sourcecountry", -1, false},
    [TEXT] = {"eventtext|cameoeventtext", -1, true},
    [CODE] = {"cameocode", -1, false},
    [INTENSITY] = {"intensity", -1, false},
    [TARGET] = {"targetname|target", -1, true},
    [TARGET_SECTORS] = {"targetsectors", -1, false},
    [TARGET_COUNTRY] = {"targetcountry", -1, false},
    [PUBLISHER] = {"publisher", -1, false},
    [CITY] = {"city", -1, false},
    [PROVINCE] = {"province", -1, false},
    [COUNTRY] = {"country", -1, false},
    [LAT] = {"latitude", -1, false},
    [LON] = {"longitude", -1, false},
};

static void read_actor(const struct truce_import_line *line, size_t name,
                       size_t sectors, size_t country, struct truce_date date,
                       struct truce_import_actor *out)
{
    struct truce_view text = truce_import_field(line, name);
    struct truce_view where = truce_import_field(line, country);
    *out = (struct truce_import_actor){0};
    if (truce_import_absent(text))
        return;
    out->name = out->text = text;
    out->sector = truce_import_named_sector(truce_import_field(line, sectors));
    out->code = truce_import_organisation_named(text);
    if (out->code)
        out->sector = "IGO";
    else if (!truce_import_absent(where))
        out->code = truce_import_any_country(line, where, date);
    else
        out->code = truce_import_named_code(line, text, date);
}

/* The code where it is whole, else the one that the text names. */
static bool read_act(const struct truce_import_line *line,
                     struct truce_import_event *event)
{
    const struct truce_cameo *act;
    if (truce_import_act(line, truce_import_field(line, CODE), event))
        return true;
    act = truce_cameo_find_label(line->tables->cameo,
                                 truce_import_field(line, TEXT));
    if (act)
        truce_import_act_row(act, event);
    return act != NULL;
}

/* What the row says, as 16 digits: tells rows of one identifier apart. */
static const char *digest(const struct truce_import_line *line)
{
    static const size_t told[] = {DATE, SOURCE, TEXT, TARGET};
    uint64_t hash = truce_hash(NULL, 0);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        struct truce_view field = truce_import_field(line, told[i]);
        hash = truce_hash_more(hash, field.ptr, field.len);
        hash = truce_hash_more(hash, "\t", 1);
    }
    return truce_arena_printf(line->arena, "%016" PRIx64, hash);
}

static int parse(const struct truce_import_line *line,
                 struct truce_import_row *row)
{
    struct truce_import_event *event = &row->as.event;
    struct truce_view intensity = truce_import_field(line, INTENSITY);
    truce_import_event_init(row);
    event->more = digest(line);
    if (!event->more)
        return TRUCE_ENOMEM;
    event->id = truce_import_field(line, ID);
    if (line->at[ID] >= 0 && truce_import_absent(event->id))
        return TRUCE_IMPORT_BAD_ID;
    if (!truce_import_date(truce_import_field(line, DATE), &event->date))
        return TRUCE_IMPORT_BAD_DATE;
    if (!read_act(line, event))
        return TRUCE_IMPORT_BAD_ACT;
    if (!truce_import_absent(intensity) &&
        !truce_import_real(intensity, &event->goldstein))
        return TRUCE_IMPORT_BAD_NUMBER;
    if (!truce_import_place(truce_import_field(line, LAT),
                            truce_import_field(line, LON), &event->lat,
                            &event->lon))
        return TRUCE_IMPORT_BAD_PLACE;
    read_actor(line, SOURCE, SOURCE_SECTORS, SOURCE_COUNTRY, event->date,
               &event->source);
    read_actor(line, TARGET, TARGET_SECTORS, TARGET_COUNTRY, event->date,
               &event->target);
    if (!event->source.name.len && !event->target.name.len)
        return TRUCE_IMPORT_BAD_ACTOR;
    event->place = truce_import_field(line, CITY);
    if (truce_import_absent(event->place))
        event->place = truce_import_field(line, PROVINCE);
    event->country = truce_import_any_country(
        line, truce_import_field(line, COUNTRY), event->date);
    return TRUCE_IMPORT_GOOD;
}

const struct truce_import_format truce_import_icews = {
    .name = "icews",
    .title = "ICEWS coded events",
    .label = "ICEWS",
    .prefix = "icews",
    .columns = columns,
    .n_columns = N_ICEWS,
    .parse = parse,
};
