/*
 * truce export: events in the forms that other programs read. Tables are the
 * export views of the conflict file, written row by row; JSON lines and
 * GeoJSON are made here.
 */
#include <errno.h>
#include <string.h>

#include "cli/list.h"

struct args {
    struct truce_list list; /* first, see list.h */
    const char *format;
    const char *output;
};

static const struct truce_opt opts[] = {
    {"format", 0, TRUCE_OPT_TEXT, offsetof(struct args, format), "FORMAT",
     "csv, jsonl, geojson, gdelt, polecat or phoenix (csv)"},
    {"output", 'o', TRUCE_OPT_TEXT, offsetof(struct args, output), "FILE",
     "write to FILE instead of standard output"},
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, list.file), "CASE.db",
     "the conflict file to read"},
    {"from", 0, TRUCE_OPT_DATE, offsetof(struct args, list.filter.from), "DATE",
     "leave out what was before"},
    {"to", 0, TRUCE_OPT_DATE, offsetof(struct args, list.filter.to), "DATE",
     "leave out what was after"},
    {"actor", 0, TRUCE_OPT_TEXT, offsetof(struct args, list.filter.actor),
     "CODE", "only with this actor: a code such as ARM, or a name"},
    {"as-of", 0, TRUCE_OPT_DATE, offsetof(struct args, list.filter.as_of),
     "DATE", "only what documents up to this date tell"},
    TRUCE_OPT_END,
};

enum shape { TABLE, JSON_LINES, GEOJSON };

/* One format: a view whose column `id` leads to events.id by `event`. */
struct format {
    const char *name;
    const char *view;
    const char *event; /* SQL over v: the event's id */
    enum shape shape;
    char separator;
    bool header;
};

static const struct format formats[] = {
    {"csv", "events_view", "v.id", TABLE, ',', true},
    {"jsonl", "events_view", "v.id", JSON_LINES, 0, false},
    {"geojson", "events_view", "v.id", GEOJSON, 0, false},
    {"gdelt", "export_gdelt", "v.GlobalEventID / 1000", TABLE, '\t', false},
    {"polecat", "export_polecat", "CAST(v.\"Event ID\" AS INTEGER)", TABLE,
     '\t', true},
    {"phoenix", "export_phoenix", "CAST(v.EventID AS INTEGER)", TABLE, '\t',
     false},
};

static const struct format *format_named(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (!strcmp(formats[i].name, name))
            return &formats[i];
    return NULL;
}

/* One cell: quoted where CSV needs it; in tab tables, tabs and line ends
 * become blanks, since their readers know no quotes. */
static void put_cell(FILE *out, struct truce_view cell, char separator)
{
    bool quote =
        separator == ',' &&
        (memchr(cell.ptr, ',', cell.len) || memchr(cell.ptr, '"', cell.len) ||
         memchr(cell.ptr, '\n', cell.len) || memchr(cell.ptr, '\r', cell.len));
    if (quote)
        fputc('"', out);
    for (size_t i = 0; i < cell.len; i++) {
        char c = cell.ptr[i];
        if (quote && c == '"')
            fputc('"', out);
        if (separator == '\t' && (c == '\t' || c == '\n' || c == '\r'))
            c = ' ';
        fputc(c, out);
    }
    if (quote)
        fputc('"', out);
}

static void put_header(FILE *out, sqlite3_stmt *stmt, char separator)
{
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        if (i > 0)
            fputc(separator, out);
        put_cell(out, truce_view_of(sqlite3_column_name(stmt, i)), separator);
    }
    fputc('\n', out);
}

static void put_row(FILE *out, sqlite3_stmt *stmt, char separator)
{
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        struct truce_view cell = truce_list_column(stmt, i);
        if (i > 0)
            fputc(separator, out);
        if (cell.ptr)
            put_cell(out, cell, separator);
    }
    fputc('\n', out);
}

static json_t *value_of(sqlite3_stmt *stmt, int column)
{
    struct truce_view text;
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER:
        return json_integer(sqlite3_column_int64(stmt, column));
    case SQLITE_FLOAT:
        return json_real(sqlite3_column_double(stmt, column));
    case SQLITE_TEXT:
        text = truce_list_column(stmt, column);
        return json_stringn(text.ptr, text.len);
    default:
        return json_null();
    }
}

static json_t *object_of(sqlite3_stmt *stmt)
{
    json_t *object = json_object();
    for (int i = 0; i < sqlite3_column_count(stmt); i++)
        json_object_set_new(object, sqlite3_column_name(stmt, i),
                            value_of(stmt, i));
    return object;
}

/* An event as a GeoJSON feature; without a place its geometry is null, as
 * RFC 7946 has it for unlocated features. */
static json_t *feature_of(sqlite3_stmt *stmt)
{
    json_t *properties = object_of(stmt);
    json_t *lat = json_object_get(properties, "lat");
    json_t *lon = json_object_get(properties, "lon");
    json_t *geometry = json_null();
    if (json_is_number(lat) && json_is_number(lon))
        geometry = json_pack("{s:s, s:[O, O]}", "type", "Point", "coordinates",
                             lon, lat);
    json_object_del(properties, "lat");
    json_object_del(properties, "lon");
    return json_pack("{s:s, s:O, s:o, s:o}", "type", "Feature", "id",
                     json_object_get(properties, "id"), "geometry", geometry,
                     "properties", properties);
}

/* Takes over the reference. */
static int put_json(FILE *out, json_t *value)
{
    int rc = value && json_dumpf(value, out,
                                 JSON_COMPACT | JSON_REAL_PRECISION(10)) == 0
                 ? TRUCE_OK
                 : TRUCE_ENOMEM;
    json_decref(value);
    return rc;
}

static int put_rows(FILE *out, sqlite3_stmt *stmt, const struct format *format)
{
    size_t n = 0;
    int step = SQLITE_DONE;
    int rc = TRUCE_OK;
    if (format->header)
        put_header(out, stmt, format->separator);
    if (format->shape == GEOJSON)
        fputs("{\"type\":\"FeatureCollection\",\"features\":[\n", out);
    while (rc == TRUCE_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (format->shape == TABLE) {
            put_row(out, stmt, format->separator);
        } else if (format->shape == JSON_LINES) {
            rc = put_json(out, object_of(stmt));
            fputc('\n', out);
        } else {
            fputs(n++ ? ",\n" : "", out);
            rc = put_json(out, feature_of(stmt));
        }
    }
    if (format->shape == GEOJSON)
        fputs("\n]}\n", out);
    if (rc == TRUCE_OK && step != SQLITE_DONE)
        rc = TRUCE_EDB;
    return rc;
}

static int prepare(struct truce_casefile *casefile,
                   const struct truce_filter *filter,
                   const struct format *format, sqlite3_stmt **stmt,
                   struct truce_err *err)
{
    static const struct truce_filter_columns filtered = {
        .date = "e.date",
        .document = "coalesce(d.date, e.date)",
        .actor = "EXISTS (SELECT 1 FROM event_actors a WHERE a.event = e.id "
                 "AND :actor IN (a.code, a.name))",
    };
    struct truce_str head = TRUCE_STR_INIT;
    int rc;
    truce_str_printf(&head,
                     "SELECT v.* FROM %s v JOIN events e ON e.id = %s "
                     "LEFT JOIN documents d ON d.id = e.document",
                     format->view, format->event);
    rc = head.failed
             ? truce_err_set(err, TRUCE_ENOMEM, "out of memory")
             : truce_filter_prepare(casefile, filter, &filtered, head.ptr,
                                    " ORDER BY e.date IS NULL, e.date, e.id, "
                                    "1",
                                    stmt, err);
    truce_str_release(&head);
    return rc;
}

/* Writes to -o FILE or standard output; a full disk is an error here. */
static int write_out(struct truce_cli *cli, const struct args *args,
                     sqlite3_stmt *stmt, const struct format *format,
                     struct truce_err *err)
{
    FILE *out = args->output ? fopen(args->output, "wbe") : cli->out;
    int rc;
    if (!out)
        return truce_err_set(err, TRUCE_EIO, "cannot write '%s': %s",
                             args->output, strerror(errno));
    rc = put_rows(out, stmt, format);
    if (rc < 0)
        truce_err_set(err, rc, "%s", truce_code_help(rc));
    if (out == cli->out)
        return rc;
    if ((ferror(out) | fclose(out)) != 0 && rc == TRUCE_OK)
        rc = truce_err_set(err, TRUCE_EIO, "cannot write '%s': %s",
                           args->output, strerror(errno));
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.format = "csv"};
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_casefile *casefile;
    const struct format *format;
    sqlite3_stmt *stmt = NULL;
    size_t n;
    int status = TRUCE_EXIT_DONE;
    int rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    format = format_named(args.format);
    if (n > 0)
        return truce_cli_usage(
            cli, "unexpected argument '%s': a conflict file is given with -f",
            argv[0]);
    if (!format)
        return truce_cli_usage(cli, "no such format: '%s'", args.format);
    status = truce_list_open(cli, &args.list, &casefile);
    if (status != TRUCE_EXIT_DONE)
        return status;
    rc = prepare(casefile, &args.list.filter, format, &stmt, &err);
    if (rc == TRUCE_OK)
        rc = write_out(cli, &args, stmt, format, &err);
    if (rc < 0) {
        truce_cli_fail(cli, &err);
        status = TRUCE_EXIT_FAILED;
    }
    sqlite3_finalize(stmt);
    truce_casefile_close(casefile);
    return status;
}

const struct truce_cmd truce_cmd_export = {
    .name = "export",
    .summary = "write events in the forms that other programs read",
    .usage =
        (const char *const[]){"-f CASE.db [--format FORMAT] [OPTIONS]", NULL},
    .details =
        "csv, jsonl and geojson have every event. gdelt (GDELT 2.0, 61\n"
        "columns), polecat (40) and phoenix (26) have the events that count,\n"
        "one row a pair of source and target; what those sets know and truce\n"
        "does not is left empty. docs/casefile.md tells which.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce export -f south-caucasus.db --format geojson -o map.json",
            "truce export -f south-caucasus.db --format gdelt --from 2022",
            NULL},
    .run = run,
};
