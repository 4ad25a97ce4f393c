/*
 * A format is one published table layout: the columns that are read and a
 * parser from the fields of one row to one struct truce_import_row.
 */
#ifndef TRUCE_IMPORT_FORMAT_H
#define TRUCE_IMPORT_FORMAT_H

#include "base/arena.h"
#include "base/date.h"
#include "import/fields.h"
#include "lexicon/cameo.h"
#include "lexicon/country_codes.h"

enum truce_import_reason {
    TRUCE_IMPORT_GOOD,   /* not refused */
    TRUCE_IMPORT_PASSED, /* in order, but tells nothing that is kept */
#define TRUCE_IMPORT_REASON(name, text) TRUCE_IMPORT_BAD_##name,
#include "import/reasons.def"
#undef TRUCE_IMPORT_REASON
    TRUCE_N_IMPORT_REASONS
};

/* What a row becomes, and so the table it goes to. */
enum truce_import_kind {
    TRUCE_IMPORT_EVENT,
    TRUCE_IMPORT_REPORT, /* an article that told an event */
    TRUCE_IMPORT_DEATHS, /* unit and month */
    TRUCE_IMPORT_AGREEMENT,
    TRUCE_IMPORT_YEAR,   /* deaths of unit and year */
    TRUCE_IMPORT_ENDING, /* end of a conflict episode */
    TRUCE_IMPORT_SUMS,   /* a week of sums, one a direction */
    TRUCE_N_IMPORT_KINDS
};

/* Views and strings below are borrowed from the row's bytes, its arena or
 * the tables: valid until the next row. {NULL,0}, NULL, NaN, -1 and unknown
 * dates: not given. */
struct truce_import_actor {
    const char *code; /* own country or organisation code */
    const char *sector;
    struct truce_view name; /* {NULL,0}: the row has no such actor */
    struct truce_view text; /* as coded in the set: "AZEGOV" */
};

struct truce_import_event {
    struct truce_view id; /* in the set */
    const char *more;     /* behind id in the key; NULL: nothing */
    struct truce_date date;
    struct truce_view date_text; /* "2020-09-27/2020-11-10" */
    const char *type;            /* PLOVER */
    const char *mode;
    struct truce_view contexts; /* separated by '|' */
    struct truce_view cameo;
    double goldstein;
    int quad; /* 0 unknown */
    struct truce_import_actor source;
    struct truce_import_actor target;
    struct truce_view place;
    const char *country; /* own code */
    double lat;          /* degrees */
    double lon;
    struct truce_view url;
    double confidence;
    long best; /* deaths: best, lowest, highest figure */
    long low;
    long high;
    bool battle;         /* deaths count in `fatalities` under these units: */
    const char *unit[2]; /* country and dyad; NULL: none */
    struct truce_date month; /* month precision */
};

struct truce_import_report {
    struct truce_view event; /* identifier in the set */
    struct truce_date date;
    struct truce_view source;
    struct truce_view url;
    double confidence; /* 0..1 */
};

struct truce_import_deaths {
    const char *unit; /* own country code, or two sorted and joined by '-' */
    struct truce_date month;
    long best;
    long low;
    long high;
};

#define TRUCE_IMPORT_MAX_PARTIES 16

struct truce_import_agreement {
    struct truce_view id;
    const char *kind; /* ceasefire, joint statement, ..., other */
    struct truce_view name;
    struct truce_date date;
    const char *country;
    struct truce_view process;
    struct truce_import_actor parties[TRUCE_IMPORT_MAX_PARTIES];
    size_t n_parties;
    struct truce_import_actor thirds[TRUCE_IMPORT_MAX_PARTIES]; /* witnesses */
    size_t n_thirds;
    const char *provisions[TRUCE_IMPORT_MAX_PARTIES]; /* types */
    size_t n_provisions;
};

struct truce_import_year {
    struct truce_view id;   /* dyad number in the set */
    const char *unit;       /* as in deaths */
    struct truce_view name; /* of the dyad */
    int year;
    long best;
    long low;
    long high;
};

struct truce_import_ending {
    struct truce_view id;
    const char *unit;
    struct truce_view name;
    struct truce_date began;
    struct truce_date ended;
    const char *outcome;       /* peace agreement, ceasefire, victory, ...;
                                  NULL: the episode goes on */
    struct truce_view follows; /* id of the dyad's episode before, which
                                  this one shows not to have been the last */
    struct truce_date ceasefire;
    struct truce_date agreement;
};

struct truce_import_sums {
    const char *unit[2]; /* "ISR>PSE" and back */
    const char *feature;
    struct truce_date date; /* first day of the week */
    double value[2];        /* NaN: unknown */
};

struct truce_import_row {
    enum truce_import_kind kind;
    union {
        struct truce_import_event event;
        struct truce_import_report report;
        struct truce_import_deaths deaths;
        struct truce_import_agreement agreement;
        struct truce_import_year year;
        struct truce_import_ending ending;
        struct truce_import_sums sums;
    } as;
};

/* Code tables that parsers ask, borrowed. */
struct truce_import_tables {
    const struct truce_country_codes *countries;
    const struct truce_cameo_table *cameo;
};

struct truce_import_column {
    const char *names; /* "eventdate|date": letters and digits only, lower
                          case; any of them in a header */
    int position;      /* in a table without header, or -1 */
    bool required;     /* a header without it is of another format */
};

/* The fields of one row and where to find each column in them. */
struct truce_import_line {
    const struct truce_view *fields; /* [n] */
    size_t n;
    const int *at;             /* [format's columns] index or -1 */
    struct truce_arena *arena; /* the row's */
    const struct truce_import_tables *tables;
};

#define TRUCE_IMPORT_MAX_COLUMNS 48

struct truce_import_format {
    const char *name;   /* as the command takes it */
    const char *title;  /* "GDELT 2.0 events" */
    const char *label;  /* of the source in the conflict file */
    const char *prefix; /* of row keys; sets with common ids share it */
    /* Writes the source's name from a file's name, where releases of the set
     * are to be told apart; may be NULL. */
    void (*release)(const char *file, char *label, size_t size);
    const struct truce_import_column *columns; /* [n_columns] */
    size_t n_columns;
    int widths[3]; /* fields of tables without header; 0: no such */
    /* Tells whether a row without header may be of this format; NULL where
     * widths[0] is 0. */
    bool (*probe)(const struct truce_import_line *line);
    /* Fills *row (zeroed by the caller). TRUCE_IMPORT_GOOD or the reason why
     * the row is refused; TRUCE_ENOMEM. */
    int (*parse)(const struct truce_import_line *line,
                 struct truce_import_row *row);
};

/* Field of a column without white space at its ends; {NULL,0} where the
 * table lacks the column, len 0 where the field is empty. */
static inline struct truce_view
truce_import_field(const struct truce_import_line *line, size_t column)
{
    int at = line->at[column];
    if (at < 0 || (size_t)at >= line->n)
        return (struct truce_view){NULL, 0};
    return truce_import_trim(line->fields[at]);
}

/* All formats in the order of formats.def; [*n]. Static. */
const struct truce_import_format *const *truce_import_formats(size_t *n);

/* NULL: no format of that name ('-' and '_' are the same). Static. */
const struct truce_import_format *truce_import_format_find(const char *name);

/* Text of a reason. Static. */
const char *truce_import_reason_text(int reason);

/*
 * Finds the columns of a format among the names [n] of a header.
 * at[format->n_columns] is filled. Returns the first required column that is
 * missing, or NULL.
 */
const struct truce_import_column *
truce_import_header(const struct truce_import_format *format,
                    const struct truce_view *names, size_t n, int *at);

/* Columns of a table of n fields without header into at; false where the
 * format has no such table. */
bool truce_import_positions(const struct truce_import_format *format, size_t n,
                            int *at);

/*
 * Name of a UCDP release from its file's name: `set` and the release.
 * "GEDEvent_v25_1.csv" and "ged251-csv.zip" give "UCDP GED 25.1";
 * "GEDEvent_v25_0_3.csv" and "GEDEvent_v25_01_25_03.csv", monthly files and
 * files of several months, "UCDP GED Candidate 25.0.3".
 */
void truce_import_release_label(const char *file, const char *set, char *label,
                                size_t size);

#endif
