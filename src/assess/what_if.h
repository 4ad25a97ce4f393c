/*
 * What-if: facts changed in a copy of the conflict file, so that everything
 * that reads it answers for the changed world.
 */
#ifndef TRUCE_ASSESS_WHAT_IF_H
#define TRUCE_ASSESS_WHAT_IF_H

#include <jansson.h>
#include <sqlite3.h>

#include "assess/settings.h"
#include "base/date.h"

enum truce_change_kind {
    TRUCE_CHANGE_MISSION_LEAVES,   /* value: contributor's code */
    TRUCE_CHANGE_MISSION_EXTENDED, /* value: "RUS:60", months more */
    TRUCE_CHANGE_MEDIATOR_STOPS,   /* value: code */
    TRUCE_CHANGE_AGREEMENT_LAPSES, /* value: its date or id */
    TRUCE_N_CHANGES
};

struct truce_change {
    enum truce_change_kind kind;
    const char *value;
};

/* A copy of the whole database in memory. Owned: sqlite3_close. TRUCE_OK,
 * TRUCE_EDB, TRUCE_ENOMEM. */
int truce_what_if_copy(sqlite3 *db, sqlite3 **out, struct truce_err *err);

/*
 * Makes the change as of a day in a copy. TRUCE_OK; TRUCE_ENOENT when nothing
 * on file is meant by it; TRUCE_EUSAGE for a value that does not read;
 * TRUCE_EDB.
 */
int truce_what_if_apply(sqlite3 *copy, const struct truce_change *change,
                        struct truce_date as_of, struct truce_err *err);

/*
 * The risk object after changes: `risk` with a hazard ratio of the literature
 * put on it for each change that the settings know a size for, where the
 * model itself did not answer to the change. Adds "ratio" ([value, low,
 * high]) and "basis". Owned; NULL when risk has no figure or nothing is
 * known.
 */
json_t *truce_what_if_scale(const json_t *risk,
                            const struct truce_assess_settings *settings,
                            const struct truce_change *changes, size_t n);

#endif
