/* Phoenix events: 26 tab-separated columns without a header; actors and acts
 * in CAMEO codes, several addresses of articles separated by ';'. */
#include "import/acts.h"
#include "import/parties.h"

enum {
    ID,
    DATE,
    SOURCE,
    TARGET,
    CODE,
    GOLDSTEIN,
    LAT,
    LON,
    PLACE,
    COUNTRY,
    URLS,
    N_PHOENIX
};

static const struct truce_import_column columns[] = {
    [ID] = {"eventid", 0, true},
    [DATE] = {"date|storydate", 1, true},
    [SOURCE] = {"sourceactorfull|source", 5, true},
    [TARGET] = {"targetactorfull|target", 9, true},
    [CODE] = {"eventcode|code", 13, true},
    [GOLDSTEIN] = {"goldsteinscore|goldstein", 16, false},
    [LAT] = {"lat", 18, false},
    [LON] = {"lon", 19, false},
    [PLACE] = {"locationname|geoname", 20, false},
    [COUNTRY] = {"countrycode|countryname", 22, false},
    [URLS] = {"urls|url", 24, false},
};

static struct truce_view first_of(struct truce_view list)
{
    struct truce_view one = {NULL, 0};
    truce_view_split(&list, ';', &one);
    return truce_import_trim(one);
}

static int parse(const struct truce_import_line *line,
                 struct truce_import_row *row)
{
    struct truce_import_event *event = &row->as.event;
    struct truce_view goldstein = truce_import_field(line, GOLDSTEIN);
    struct truce_view none = {NULL, 0};
    truce_import_event_init(row);
    event->id = truce_import_field(line, ID);
    if (truce_import_absent(event->id))
        return TRUCE_IMPORT_BAD_ID;
    if (!truce_import_date(truce_import_field(line, DATE), &event->date))
        return TRUCE_IMPORT_BAD_DATE;
    if (!truce_import_act(line, truce_import_field(line, CODE), event))
        return TRUCE_IMPORT_BAD_ACT;
    if (!truce_import_absent(goldstein) &&
        !truce_import_real(goldstein, &event->goldstein))
        return TRUCE_IMPORT_BAD_NUMBER;
    if (!truce_import_place(truce_import_field(line, LAT),
                            truce_import_field(line, LON), &event->lat,
                            &event->lon))
        return TRUCE_IMPORT_BAD_PLACE;
    truce_import_cameo_actor(line, truce_import_field(line, SOURCE), none,
                             event->date, &event->source);
    truce_import_cameo_actor(line, truce_import_field(line, TARGET), none,
                             event->date, &event->target);
    if (!event->source.name.len && !event->target.name.len)
        return TRUCE_IMPORT_BAD_ACTOR;
    event->place = truce_import_field(line, PLACE);
    event->country = truce_import_any_country(
        line, truce_import_field(line, COUNTRY), event->date);
    event->url = first_of(truce_import_field(line, URLS));
    return TRUCE_IMPORT_GOOD;
}

static bool probe(const struct truce_import_line *line)
{
    struct truce_date date;
    struct truce_view code = truce_import_field(line, CODE);
    return truce_import_ymd(truce_import_field(line, DATE), &date) &&
           truce_cameo_find(line->tables->cameo, code) != NULL;
}

const struct truce_import_format truce_import_phoenix = {
    .name = "phoenix",
    .title = "Phoenix events",
    .label = "Phoenix",
    .prefix = "phoenix",
    .columns = columns,
    .n_columns = N_PHOENIX,
    .widths = {26},
    .probe = probe,
    .parse = parse,
};
