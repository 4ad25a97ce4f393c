/*
 * Reads the conflict file's tables into the dyad-month table. Each register
 * row counts from the day on which a document told of it, so that a question
 * about the past gets only past knowledge.
 */
#include "series/dyad_months.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "lexicon/tsv.h"

/* No conflict file needs months before 1900. */
#define OLDEST_MONTH ((1900 - 1980) * 12 + 1)
#define NO_MONTH INT_MIN
/* Two countries whose deaths are added up have both seen some since. */
#define JOINT_MONTHS 120

static const char *const names[TRUCE_N_DYAD_COLUMNS] = {
#define TRUCE_DYAD_COLUMN(name, what) #name,
#include "series/dyad_months.def"
#undef TRUCE_DYAD_COLUMN
};

static const char *const meanings[TRUCE_N_DYAD_COLUMNS] = {
#define TRUCE_DYAD_COLUMN(name, what) what,
#include "series/dyad_months.def"
#undef TRUCE_DYAD_COLUMN
};

/*
 * Each query gives rows of (month or begin date, ...). Bound: :a, :b the
 * countries, :a_sector, :b_sector the sectors asked for or NULL, :dyad the
 * unit "ARM-AZE" or "SDN-SDN:REB" (sorted), :day the last day known.
 */

/* A date is past when all of it is. */
#define PAST(date)                                                             \
    "(CASE length(" date ") WHEN 4 THEN " date " || '-12-31' WHEN 7 THEN "     \
    "date(" date " || '-01', '+1 month', '-1 day') ELSE " date " END <= :day)"

/* Told by some document up to the day; imported rows have no mention and
 * count from their own date. */
#define TOLD(kind, row)                                                        \
    "(EXISTS (SELECT 1 FROM mentions m JOIN documents d ON d.id = m.document " \
    "WHERE m.kind = '" kind "' AND m.register_row = " row ".id AND " PAST(     \
        "d.date") ") OR NOT EXISTS (SELECT 1 FROM mentions m WHERE "           \
                  "m.kind = '" kind "' AND m.register_row = " row ".id))"

/* A party without a sector is all of its country, but for the other party. */
#define IS(side, other)                                                        \
    "(p.code = " side " AND CASE WHEN " side "_sector IS NOT NULL THEN "       \
    "p.sector = " side "_sector ELSE " other "_sector IS NULL OR " side        \
    " <> " other " OR coalesce(p.sector, '') <> " other "_sector END)"

#define HAS(table, key, row, role, side, other)                                \
    "EXISTS (SELECT 1 FROM " table " p WHERE p." key " = " row ".id AND "      \
    "p.role IN (" role ") AND " IS(side, other) ")"

#define BOTH(table, key, row, role)                                            \
    HAS(table, key, row, role, ":a", ":b")                                     \
    " AND (:b IS NULL OR " HAS(table, key, row, role, ":b", ":a") ")"

static const char sql_deaths[] =
    "SELECT month, unit, best FROM fatalities_best WHERE "
    "unit IN (:dyad, :a, :b) AND " PAST("month");

static const char sql_deaths_plain[] =
    "SELECT month, unit, max(best) FROM fatalities WHERE "
    "unit IN (:dyad, :a, :b) AND " PAST("month") " GROUP BY unit, month";

static const char sql_near[] =
    "SELECT month, sum(best) FROM fatalities_best WHERE "
    "instr(:near, '|' || unit || '|') AND " PAST("month") " GROUP BY month";

static const char sql_documents[] =
    "SELECT substr(date, 1, 7), count(*) FROM documents WHERE "
    "length(date) >= 7 AND " PAST("date") " GROUP BY 1";

static const char sql_events[] =
    "SELECT substr(e.date, 1, 7), coalesce(e.quad, 0), e.type = 'ASSAULT', "
    "count(*), sum(e.goldstein) FROM events e LEFT JOIN documents d ON d.id = e.document "
    "WHERE length(e.date) >= 7 AND e.modality = 'asserted' AND "
    "e.background = 0 AND e.same_as IS NULL AND "
    "coalesce(e.verdict, '') <> 'wrong' AND " PAST(
        "e.date") " AND "
                  "(e.document IS NULL OR " PAST("d.date") ") AND " BOTH(
                      "event_actors", "event", "e",
                      "'source', 'target'") " GROUP BY 1, 2, 3";

/* An imported set of events tells of each month in which it has any; one of
 * violence alone tells nothing of words and cooperation. */
static const char sql_covered[] =
    "SELECT substr(date, 1, 7), max(coalesce(quad, 0) IN (1, 2)) FROM events "
    "WHERE import IS NOT NULL AND "
    "length(date) >= 7 AND " PAST("date") " GROUP BY 1";

static const char sql_sums[] =
    "SELECT substr(month, 1, 7), sum(value) FROM series WHERE "
    "feature = 'goldstein' AND unit IN (:a || '>' || :b, :b || '>' || :a) AND "
    ":a_sector IS NULL AND :b_sector IS NULL AND " PAST("month")
        " GROUP BY 1";

static const char sql_episodes[] =
    "SELECT substr(e.date, 1, 7), count(*) FROM episodes e WHERE "
    "length(e.date) >= 7 AND e.modality = 'asserted' AND " PAST(
        "e.date") " AND " TOLD("episode",
                               "e") " AND " BOTH("episode_parties", "episode",
                                                 "e", "'party'") " GROUP BY 1";

#define BOTH_SIGNED(row) BOTH("signatories", "agreement", row, "'signatory'")

static const char sql_agreements[] =
    "SELECT g.date, CASE WHEN g.ended IS NOT NULL AND " PAST(
        "g.ended") " THEN g.ended END, NULL FROM agreements g WHERE g.date IS "
                   "NOT NULL AND " PAST("g.date") " AND " TOLD(
                       "agreement", "g") " AND"
                                         " " BOTH_SIGNED("g");

static const char sql_missions[] =
    "SELECT s.start, CASE WHEN s.ended IS NOT NULL AND " PAST(
        "s.ended") " THEN s.ended END, s.expires FROM missions s LEFT "
                   "JOIN agreements g ON "
                   "g.id = s.agreement WHERE s.start IS NOT NULL "
                   "AND " PAST("s.start") " AND " TOLD(
                       "mission", "s") " AND (s.country IN (:a, :b) OR "
                                       "(" BOTH_SIGNED("g") "))";

const char *truce_dyad_name(enum truce_dyad_column column)
{
    return names[column];
}

const char *truce_dyad_what(enum truce_dyad_column column)
{
    return meanings[column];
}

double truce_dyad_at(const struct truce_dyad *dyad, size_t month,
                     enum truce_dyad_column column)
{
    return dyad->cells[month * TRUCE_N_DYAD_COLUMNS + column];
}

double *truce_dyad_take(const struct truce_dyad *dyad,
                        enum truce_dyad_column column)
{
    double *out = truce_alloc(dyad->n + 1, sizeof *out);
    for (size_t i = 0; out && i < dyad->n; i++)
        out[i] = truce_dyad_at(dyad, i, column);
    return out;
}

void truce_dyad_release(struct truce_dyad *dyad)
{
    if (!dyad)
        return;
    truce_free(dyad->cells);
    *dyad = (struct truce_dyad){0};
}

int truce_dyad_last_month(struct truce_date as_of)
{
    struct truce_date day = truce_date_last(as_of);
    int month = truce_date_month_id(day);
    return day.day == truce_days_in_month(day.year, day.month) ? month
                                                               : month - 1;
}

/* What the building works with. */
struct builder {
    sqlite3 *db;
    char a[32], b[32];               /* countries */
    const char *a_sector, *b_sector; /* NULL: not asked for */
    char unit[64];                   /* "ARM-AZE", "SDN-SDN:REB" */
    char day[TRUCE_DATE_SIZE];
    struct truce_dyad *out;
    struct truce_str near; /* "|GEO|IRN|TUR|" */
    int last;
    double *parts; /* [n][2]: deaths of a's and of b's own rows */
    bool has_own, has_a, has_b;
    bool seen; /* some month: out->first is set */
};

typedef void (*row_fn)(struct builder *w, sqlite3_stmt *row);

static void bind_text(sqlite3_stmt *stmt, const char *name, const char *text)
{
    int at = sqlite3_bind_parameter_index(stmt, name);
    if (at && text)
        sqlite3_bind_text(stmt, at, text, -1, SQLITE_STATIC);
}

static int each_row(struct builder *w, const char *sql, row_fn fn,
                    struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(w->db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK) {
        bind_text(stmt, ":a", w->a);
        bind_text(stmt, ":b", w->b[0] ? w->b : NULL);
        bind_text(stmt, ":near", w->near.len ? w->near.ptr : "");
        bind_text(stmt, ":a_sector", w->a_sector);
        bind_text(stmt, ":b_sector", w->b_sector);
        bind_text(stmt, ":dyad", w->unit);
        bind_text(stmt, ":day", w->day);
        while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
            fn(w, stmt);
    }
    sqlite3_finalize(stmt);
    if (rc == SQLITE_DONE)
        return TRUCE_OK;
    return truce_err_set(err, TRUCE_EDB, "cannot read the series: %s",
                         sqlite3_errmsg(w->db));
}

static const char *text_at(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

/* Month id of a date column, December for a year; NO_MONTH for none. */
static int month_at(sqlite3_stmt *row, int column)
{
    struct truce_date date;
    const char *text = text_at(row, column);
    if (!text || truce_date_parse(truce_view_of(text), &date) < 0 ||
        !truce_date_known(date))
        return NO_MONTH;
    return truce_date_month_id(truce_date_last(date));
}

/* Row of the table, or -1 when outside. */
static ptrdiff_t place(const struct builder *w, int month)
{
    if (month < w->out->first || month > w->last)
        return -1;
    return month - w->out->first;
}

static double *cell(struct builder *w, ptrdiff_t at,
                    enum truce_dyad_column column)
{
    return &w->out->cells[(size_t)at * TRUCE_N_DYAD_COLUMNS + column];
}

static void see_month(struct builder *w, sqlite3_stmt *row)
{
    int month = month_at(row, 0);
    if (month < OLDEST_MONTH || month > w->last)
        return;
    if (!w->seen || month < w->out->first)
        w->out->first = month;
    w->seen = true;
}

static void put_deaths(struct builder *w, sqlite3_stmt *row)
{
    ptrdiff_t at = place(w, month_at(row, 0));
    const char *unit = text_at(row, 1);
    double best = sqlite3_column_double(row, 2);
    if (at < 0)
        return;
    if (!strcmp(unit, w->unit)) {
        *cell(w, at, TRUCE_DYAD_deaths) = best;
        w->has_own = true;
    } else if (!strcmp(unit, w->a)) {
        w->parts[2 * at] = best;
        w->has_a = true;
    } else {
        w->parts[2 * at + 1] = best;
        w->has_b = true;
    }
}

/* A month with deaths in one country's rows within the last JOINT_MONTHS. */
static bool has_fought(const struct builder *w, size_t part)
{
    size_t n = w->out->n;
    for (size_t i = n > JOINT_MONTHS ? n - JOINT_MONTHS : 0; i < n; i++)
        if (w->parts[2 * i + part] > 0)
            return true;
    return false;
}

/* Two countries' sum tells of the two only when both have seen deaths: a war
 * of one with somebody else is none with the other. */
static bool can_add(const struct builder *w)
{
    bool one = !w->b[0] || !strcmp(w->a, w->b);
    return one ? w->has_a : has_fought(w, 0) && has_fought(w, 1);
}

/* Rows of the dyad itself win; else the countries' sum. */
static void settle_deaths(struct builder *w)
{
    struct truce_dyad *out = w->out;
    out->basis = w->has_own   ? TRUCE_DYAD_OWN_DEATHS
                 : can_add(w) ? TRUCE_DYAD_SUMMED_DEATHS
                              : TRUCE_DYAD_NO_DEATHS;
    for (size_t i = 0; i < out->n; i++) {
        double *deaths = cell(w, (ptrdiff_t)i, TRUCE_DYAD_deaths);
        if (out->basis == TRUCE_DYAD_SUMMED_DEATHS)
            *deaths = w->parts[2 * i] + (w->has_b ? w->parts[2 * i + 1] : 0);
        out->known_deaths += !isnan(*deaths);
    }
}

static void put_near(struct builder *w, sqlite3_stmt *row)
{
    ptrdiff_t at = place(w, month_at(row, 0));
    if (at >= 0)
        *cell(w, at, TRUCE_DYAD_near) = sqlite3_column_double(row, 1);
}

static void put_documents(struct builder *w, sqlite3_stmt *row)
{
    ptrdiff_t at = place(w, month_at(row, 0));
    if (at < 0)
        return;
    *cell(w, at, TRUCE_DYAD_documents) = sqlite3_column_double(row, 1);
    for (int c = TRUCE_DYAD_quad1; c <= TRUCE_DYAD_assaults; c++)
        *cell(w, at, (enum truce_dyad_column)c) = 0;
    *cell(w, at, TRUCE_DYAD_episodes) = 0;
}

static void put_covered(struct builder *w, sqlite3_stmt *row)
{
    ptrdiff_t at = place(w, month_at(row, 0));
    int c = sqlite3_column_int(row, 1) ? TRUCE_DYAD_quad1 : TRUCE_DYAD_quad4;
    for (; at >= 0 && c <= TRUCE_DYAD_assaults; c++)
        *cell(w, at, (enum truce_dyad_column)c) = 0;
}

static void add(double *to, double value)
{
    *to = isnan(*to) ? value : *to + value;
}

static void put_events(struct builder *w, sqlite3_stmt *row)
{
    ptrdiff_t at = place(w, month_at(row, 0));
    int quad = sqlite3_column_int(row, 1);
    double n = sqlite3_column_double(row, 3);
    if (at < 0)
        return;
    for (int c = TRUCE_DYAD_quad1; c <= TRUCE_DYAD_assaults; c++)
        add(cell(w, at, (enum truce_dyad_column)c), 0);
    if (quad >= 1 && quad <= 4)
        add(cell(w, at, (enum truce_dyad_column)(TRUCE_DYAD_quad1 + quad - 1)),
            n);
    if (sqlite3_column_type(row, 4) != SQLITE_NULL)
        add(cell(w, at, TRUCE_DYAD_goldstein), sqlite3_column_double(row, 4));
    if (sqlite3_column_int(row, 2))
        add(cell(w, at, TRUCE_DYAD_assaults), n);
}

/* Imported sums stand where the set has them, for what it saw is more than
 * the events at hand. */
static void put_sums(struct builder *w, sqlite3_stmt *row)
{
    ptrdiff_t at = place(w, month_at(row, 0));
    if (at >= 0 && sqlite3_column_type(row, 1) != SQLITE_NULL)
        *cell(w, at, TRUCE_DYAD_goldstein) = sqlite3_column_double(row, 1);
}

static void put_episodes(struct builder *w, sqlite3_stmt *row)
{
    ptrdiff_t at = place(w, month_at(row, 0));
    if (at >= 0)
        add(cell(w, at, TRUCE_DYAD_episodes), sqlite3_column_double(row, 1));
}

/* Counts a thing in every month from its begin to the month before its
 * end. */
static void put_span(struct builder *w, sqlite3_stmt *row,
                     enum truce_dyad_column column)
{
    int begin = month_at(row, 0), end = month_at(row, 1);
    int expires = month_at(row, 2);
    if (begin == NO_MONTH)
        return;
    if (begin < w->out->first)
        begin = w->out->first;
    for (int month = begin; month <= w->last; month++) {
        ptrdiff_t at = place(w, month);
        if (end != NO_MONTH && month >= end)
            break;
        if (at < 0)
            continue;
        add(cell(w, at, column), 1);
        if (column == TRUCE_DYAD_missions && expires >= month) {
            double *left = cell(w, at, TRUCE_DYAD_months_to_expiry);
            *left = fmin(isnan(*left) ? INFINITY : *left, expires - month);
        }
    }
}

static void put_agreement(struct builder *w, sqlite3_stmt *row)
{
    put_span(w, row, TRUCE_DYAD_agreements);
}

static void put_mission(struct builder *w, sqlite3_stmt *row)
{
    put_span(w, row, TRUCE_DYAD_missions);
}

/* An unknown month breaks no spell of calm and begins none. */
static void count_spells(struct builder *w)
{
    double spell = NAN, calm = NAN;
    for (size_t i = 0; i < w->out->n; i++) {
        double deaths = truce_dyad_at(w->out, i, TRUCE_DYAD_deaths);
        if (deaths > 0)
            spell = isnan(spell) ? 1 : spell + 1;
        else
            spell = isnan(deaths) ? NAN : 0;
        calm = deaths > 0 ? 0 : calm + 1;
        *cell(w, (ptrdiff_t)i, TRUCE_DYAD_spell) = spell;
        *cell(w, (ptrdiff_t)i, TRUCE_DYAD_calm) = calm;
    }
}

static void count_since(struct builder *w)
{
    double since = NAN;
    for (size_t i = 0; i < w->out->n; i++) {
        double assaults = truce_dyad_at(w->out, i, TRUCE_DYAD_assaults);
        since = assaults > 0 ? 0 : since + 1;
        *cell(w, (ptrdiff_t)i, TRUCE_DYAD_since_assault) = since;
    }
}

/* Makes room for first..last with everything unknown. */
static int lay_out(struct builder *w)
{
    struct truce_dyad *out = w->out;
    out->n = (size_t)(w->last - out->first) + 1;
    out->cells = truce_alloc(out->n * TRUCE_N_DYAD_COLUMNS, sizeof *out->cells);
    w->parts = truce_alloc(out->n * 2, sizeof *w->parts);
    if (!out->cells || !w->parts)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < out->n * TRUCE_N_DYAD_COLUMNS; i++)
        out->cells[i] = NAN;
    for (size_t i = 0; i < out->n * 2; i++)
        w->parts[i] = NAN;
    return TRUCE_OK;
}

/* The file may predate the view that picks the best of several sources. */
static const char *deaths_query(struct builder *w)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(w->db, sql_deaths, -1, &stmt, NULL);
    sqlite3_finalize(stmt);
    return rc == SQLITE_OK ? sql_deaths : sql_deaths_plain;
}

static int fill(struct builder *w, struct truce_err *err)
{
    const struct {
        const char *sql;
        row_fn fn;
    } steps[] = {
        {deaths_query(w), put_deaths},
        {sql_documents, put_documents},
        {sql_covered, put_covered},
        {sql_events, put_events},
        {sql_sums, put_sums},
        {sql_episodes, put_episodes},
        {sql_agreements, put_agreement},
        {sql_missions, put_mission},
        {sql_near, put_near},
    };
    const size_t n_steps = sizeof steps / sizeof steps[0];
    /* registers and neighbours reach back further than anything is counted
     * from */
    const size_t n_counts = n_steps - 3;
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < n_counts; i++)
        rc = each_row(w, steps[i].sql, see_month, err);
    if (rc < 0 || !w->seen)
        return rc;
    rc = lay_out(w);
    if (rc < 0)
        return truce_err_set(err, rc, "out of memory");
    for (size_t i = 0; rc == TRUCE_OK && i < n_steps; i++)
        rc = each_row(w, steps[i].sql, steps[i].fn, err);
    settle_deaths(w);
    count_spells(w);
    count_since(w);
    return rc;
}

/* Country of "SDN:REB" into `country`; returns the sector, or NULL. */
static const char *split_party(const char *party, char *country, size_t size)
{
    const char *colon = strchr(party, ':');
    int len = colon ? (int)(colon - party) : (int)strlen(party);
    snprintf(country, size, "%.*s", len, party);
    return colon ? colon + 1 : NULL;
}

/* A row of countries.tsv: its neighbours, but the parties themselves. */
static int add_neighbours(void *payload, char **fields, size_t n)
{
    struct builder *w = payload;
    const char *name = n > 5 ? fields[5] : "";
    if (strcmp(fields[0], w->a) != 0 && strcmp(fields[0], w->b) != 0)
        return TRUCE_OK;
    if (w->near.len == 0)
        truce_str_putc(&w->near, '|');
    while (*name) {
        size_t len = strcspn(name, "|");
        struct truce_view code = {name, len};
        if (len && !truce_view_eq_text(code, w->a) &&
            !truce_view_eq_text(code, w->b))
            truce_str_printf(&w->near, "%.*s|", (int)len, name);
        name += len + (name[len] == '|');
    }
    return w->near.failed ? TRUCE_ENOMEM : TRUCE_OK;
}

int truce_dyad_build(sqlite3 *db, const char *a, const char *b,
                     struct truce_date as_of, struct truce_dyad *out,
                     struct truce_err *err)
{
    bool sorted = !b || strcmp(a, b) <= 0;
    struct builder w = {.db = db, .out = out};
    int rc;
    *out = (struct truce_dyad){0};
    w.a_sector = split_party(a, w.a, sizeof w.a);
    w.b_sector = b ? split_party(b, w.b, sizeof w.b) : NULL;
    w.last = truce_dyad_last_month(as_of);
    snprintf(w.unit, sizeof w.unit, "%s%s%s", sorted ? a : b, b ? "-" : "",
             !b       ? ""
             : sorted ? b
                      : a);
    truce_date_format(truce_date_last(as_of), w.day);
    rc = truce_tsv_read("lexicon/countries.tsv", 1, add_neighbours, &w, err);
    if (rc == TRUCE_OK)
        rc = fill(&w, err);
    truce_str_release(&w.near);
    truce_free(w.parts);
    if (rc < 0)
        truce_dyad_release(out);
    return rc;
}

int truce_dyad_latest(sqlite3 *db, struct truce_date *out,
                      struct truce_err *err)
{
    static const char sql[] =
        "SELECT max(d) FROM (SELECT max(date) AS d FROM documents UNION ALL "
        "SELECT max(date) FROM events WHERE import IS NOT NULL AND "
        "length(date) = 10 UNION ALL SELECT max(as_of) FROM series UNION ALL "
        "SELECT date(max(month) || '-01', '+1 month', '-1 day') FROM "
        "fatalities)";
    sqlite3_stmt *stmt = NULL;
    int rc = TRUCE_ENODATA;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        rc = TRUCE_EDB;
    else if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0) &&
             truce_date_parse(
                 truce_view_of((const char *)sqlite3_column_text(stmt, 0)),
                 out) == TRUCE_OK)
        rc = TRUCE_OK;
    if (rc == TRUCE_EDB)
        truce_err_set(err, rc, "cannot read the series: %s",
                      sqlite3_errmsg(db));
    else if (rc < 0)
        truce_err_set(err, rc,
                          "the conflict file has no dated document, no imported "
                      "event and no deaths");
    sqlite3_finalize(stmt);
    return rc;
}
