/* Changed copies of a conflict file; see what_if.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assess/what_if.h"

int truce_what_if_copy(sqlite3 *db, sqlite3 **out, struct truce_err *err)
{
    sqlite3_backup *backup;
    *out = NULL;
    if (sqlite3_open(":memory:", out) != SQLITE_OK)
        goto fail;
    backup = sqlite3_backup_init(*out, "main", db, "main");
    if (!backup)
        goto fail;
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK)
        goto fail;
    return TRUCE_OK;
fail:
    truce_err_set(err, TRUCE_EDB, "cannot copy the conflict file: %s",
                  *out ? sqlite3_errmsg(*out) : "out of memory");
    sqlite3_close(*out);
    *out = NULL;
    return TRUCE_EDB;
}

/* Runs sql with :day, :value and :months bound; adds changed rows. */
static int change_rows(sqlite3 *db, const char *sql, const char *day,
                       const char *value, long months, int *rows,
                       struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = TRUCE_OK;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return truce_err_set(err, TRUCE_EDB, "cannot change the copy: %s",
                             sqlite3_errmsg(db));
    sqlite3_bind_text(stmt, sqlite3_bind_parameter_index(stmt, ":day"), day, -1,
                      SQLITE_STATIC);
    sqlite3_bind_text(stmt, sqlite3_bind_parameter_index(stmt, ":value"), value,
                      -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, sqlite3_bind_parameter_index(stmt, ":months"),
                       months);
    if (sqlite3_step(stmt) != SQLITE_DONE)
        rc = truce_err_set(err, TRUCE_EDB, "cannot change the copy: %s",
                           sqlite3_errmsg(db));
    else
        *rows += sqlite3_changes(db);
    sqlite3_finalize(stmt);
    return rc;
}

#define ON_THE_GROUND                                                          \
    " AND (start IS NULL OR start <= :day) AND (ended IS NULL OR ended > "     \
    ":day)"
#define AGREEMENT_MEANT "(date = :value OR CAST(id AS TEXT) = :value)"

/* Statements of a change, run in order; rows of all are counted. */
static const struct {
    const char *sql[3];
    const char *missing; /* what was not found, for the message */
} change_table[TRUCE_N_CHANGES] = {
    [TRUCE_CHANGE_MISSION_LEAVES] =
        {{"UPDATE missions SET ended = :day WHERE contributor = "
          ":value" ON_THE_GROUND},
         "no mission of '%s' is on the ground that day"},
    [TRUCE_CHANGE_MISSION_EXTENDED] =
        {{"UPDATE missions SET expires = date(CASE LENGTH(expires)"
          " WHEN 10 THEN expires WHEN 7 THEN expires || '-01'"
          " ELSE expires || '-01-01' END, :months || ' months')"
          " WHERE contributor = :value AND expires IS NOT NULL" ON_THE_GROUND},
         "no mission of '%s' with a known term is on the ground that day"},
    [TRUCE_CHANGE_MEDIATOR_STOPS] =
        {{"DELETE FROM episode_parties WHERE role = 'mediator'"
          " AND code = :value",
          "DELETE FROM signatories WHERE code = :value",
          "UPDATE missions SET ended = :day WHERE contributor = "
          ":value" ON_THE_GROUND},
         "no mediation by '%s' is on file"},
    [TRUCE_CHANGE_AGREEMENT_LAPSES] =
        {{"UPDATE missions SET ended = :day WHERE agreement IN"
          " (SELECT id FROM agreements WHERE " AGREEMENT_MEANT
          ")" ON_THE_GROUND,
          "UPDATE agreements SET status = 'lapsed' WHERE " AGREEMENT_MEANT},
         "no agreement '%s' is on file (give its date or its id in "
         "'truce agreements')"},
};

int truce_what_if_apply(sqlite3 *copy, const struct truce_change *change,
                        struct truce_date as_of, struct truce_err *err)
{
    char day[TRUCE_DATE_SIZE];
    char value[64];
    char *colon;
    long months = 0;
    int rows = 0;
    int rc = TRUCE_OK;
    truce_date_format(truce_date_last(as_of), day);
    snprintf(value, sizeof value, "%s", change->value);
    colon = strchr(value, ':');
    if (change->kind == TRUCE_CHANGE_MISSION_EXTENDED) {
        char *end = NULL;
        if (colon)
            months = strtol(colon + 1, &end, 10);
        if (!colon || *end != '\0' || months <= 0 || months > 1200)
            return truce_err_set(err, TRUCE_EUSAGE,
                                 "bad extension '%s': expected a code and "
                                 "months such as RUS:60",
                                 change->value);
        *colon = '\0';
    }
    for (size_t i = 0; i < 3 && rc == TRUCE_OK; i++)
        if (change_table[change->kind].sql[i])
            rc = change_rows(copy, change_table[change->kind].sql[i], day,
                             value, months, &rows, err);
    if (rc == TRUCE_OK && rows == 0) {
        char message[256];
        const char *missing = change_table[change->kind].missing;
        size_t head = (size_t)(strstr(missing, "%s") - missing);
        snprintf(message, sizeof message, "%.*s%s%s", (int)head, missing, value,
                 missing + head + 2);
        rc = truce_err_set(err, TRUCE_ENOENT, "%s", message);
    }
    return rc;
}

static double scaled(double p, double ratio)
{
    return 1 - pow(1 - fmin(fmax(p, 0), 1), ratio);
}

static double at(const json_t *array, size_t i, double otherwise)
{
    const json_t *value = json_array_get(array, i);
    return json_is_number(value) ? json_number_value(value) : otherwise;
}

json_t *truce_what_if_scale(const json_t *risk,
                            const struct truce_assess_settings *settings,
                            const struct truce_change *changes, size_t n)
{
    const json_t *p = json_object_get(risk, "p_escalation");
    const json_t *interval = json_object_get(risk, "interval");
    const struct truce_effect_setting *known = NULL;
    double value;
    json_t *object;
    /* one mission gone is enough: ratios of several changes are not known to
     * multiply */
    for (size_t i = 0; i < n; i++)
        if (changes[i].kind == TRUCE_CHANGE_MISSION_LEAVES)
            known = &settings->mission_leaves;
    if (!known || !json_is_number(p))
        return NULL;
    value = json_number_value(p);
    object = json_copy((json_t *)risk);
    json_object_del(object, "months");
    json_object_set_new(object, "p_escalation",
                        json_real(scaled(value, known->ratio)));
    json_object_set_new(object, "interval",
                        json_pack("[f, f]",
                                  scaled(at(interval, 0, value), known->low),
                                  scaled(at(interval, 1, value), known->high)));
    json_object_del(object, "expected_deaths");
    json_object_set_new(
        object, "ratio",
        json_pack("[f, f, f]", known->ratio, known->low, known->high));
    json_object_set_new(object, "basis", json_string(known->why));
    return object;
}
