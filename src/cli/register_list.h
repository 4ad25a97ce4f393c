/* Listing of a register by its query: one for scripts, one for people. */
#ifndef TRUCE_CLI_REGISTER_LIST_H
#define TRUCE_CLI_REGISTER_LIST_H

#include "cli/list.h"

/* A table made by one query; columns in the order of its results. JSON
 * columns are JSON texts in the result. */
struct truce_register_view {
    const struct truce_column *columns;
    size_t n;
    const char *query;
};

struct truce_register {
    struct truce_register_view full;  /* --json, --csv */
    struct truce_register_view brief; /* a terminal */
    struct truce_filter_columns filter;
    const char *tail;  /* " ORDER BY ..." */
    const char *empty; /* told when there are no rows */
};

/* Runs the query that the options ask for and prints it. ":today" is bound
 * to --as-of or, without it, to the day of the newest document. Returns an
 * exit status. */
int truce_register_list(struct truce_cli *cli, const struct truce_list *list,
                        const struct truce_register *what);

/* Reads the options of a register command into `args`, whose first member is
 * its struct truce_list, and refuses other arguments. False: *status is what
 * the command ends with. */
bool truce_register_parse(struct truce_cli *cli, int argc, char **argv,
                          void *args, int *status);

/* The whole run of a command that has no options but those of its list:
 * TRUCE_EXIT_* status. */
int truce_register_run_list(struct truce_cli *cli, int argc, char **argv,
                            const struct truce_register *what);

/* Its table of options. */
extern const struct truce_opt truce_register_opts[];

/* Columns of a register: texts, wrapped texts, JSON lists, numbers. */
#define TEXT(name, title)                                                      \
    {                                                                          \
        name, title, TRUCE_COLUMN_TEXT, 0, 0                                   \
    }
#define WRAP(name, title)                                                      \
    {                                                                          \
        name, title, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_WRAP, 0                   \
    }
#define LIST(name)                                                             \
    {                                                                          \
        name, NULL, TRUCE_COLUMN_JSON, 0, 0                                    \
    }
#define COUNT(name, title)                                                     \
    {                                                                          \
        name, title, TRUCE_COLUMN_INT, 0, 0                                    \
    }

/* SQL for the tellings of a register row as a JSON array. */
#define TRUCE_TELLINGS(kind, id)                                               \
    "(SELECT json_group_array(json_object('telling', m.id, 'document', "       \
    "d.name, 'date', d.date, 'sentence', m.sentence, 'span', "                 \
    "json_array(m.span_begin, m.span_end))) FROM (SELECT * FROM mentions "     \
    "WHERE kind = '" kind "' AND register_row = " id " ORDER BY id) m JOIN "   \
    "documents d ON d.id = m.document)"

/* SQL for the rival values of a register row as a JSON array, the best
 * supported first; and those of dates and numbers for people. */
#define TRUCE_RIVALS(kind, id)                                                 \
    "(SELECT json_group_array(json_object('field', c.field, 'value', "         \
    "c.value, 'support', c.support, 'documents', json('[\"' || "               \
    "replace(c.documents, '|', '\",\"') || '\"]'))) FROM (SELECT * FROM "      \
    "contradictions WHERE kind = '" kind "' AND register_row = " id            \
    " ORDER BY support DESC, field, value) c)"
#define TRUCE_RIVALS_BRIEF(kind, id)                                           \
    "(SELECT group_concat(replace(c.field, '_', ' ') || ' ' || c.value || "    \
    "' (' || c.support || ')', ', ') FROM (SELECT * FROM contradictions "      \
    "WHERE kind = '" kind "' AND register_row = " id                           \
    " AND field IN ('date', 'size', 'start', 'term_months', "                  \
    "'notice_months', 'expires') ORDER BY support DESC, field, value) c)"

/* SQL for the day a register row became known. */
#define TRUCE_KNOWN(kind, id, date)                                            \
    "coalesce((SELECT min(d.date) FROM mentions m JOIN documents d ON d.id "   \
    "= m.document WHERE m.kind = '" kind "' AND m.register_row = " id          \
    "), " date ")"

/* SQL for actors of one role: JSON, or names for people. */
#define TRUCE_ROLE_JSON(table, key, id, role)                                  \
    "(SELECT json_group_array(json_object('code', p.code, 'sector', "          \
    "p.sector, 'name', p.name, 'office', p.office)) FROM (SELECT * "           \
    "FROM " table " WHERE " key " = " id " AND role = '" role                  \
    "' ORDER BY position) p)"
#define TRUCE_ROLE_NAMES(table, key, id, role)                                 \
    "(SELECT group_concat(coalesce(p.code || ' ', '') || CASE WHEN p.office "  \
    "IS NULL THEN '' ELSE coalesce(p.name, '') END, ', ') FROM (SELECT * "     \
    "FROM " table " WHERE " key " = " id " AND role = '" role                  \
    "' ORDER BY position) p)"

#endif
