/* Merging of tellings: one row a thing, votes, contradictions, decisions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "registers/registers.h"

#define DB "/tmp/truce-test-registers.db"

static struct truce_casefile *open_fresh(void)
{
    struct truce_casefile *casefile;
    struct truce_err err = TRUCE_ERR_INIT;
    remove(DB);
    assert_int_equal(
        truce_casefile_open(DB, TRUCE_CASEFILE_WRITE, &casefile, &err),
        TRUCE_OK);
    return casefile;
}

static void run(struct truce_casefile *casefile, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(truce_casefile_db(casefile), sql, NULL, NULL, &message) !=
        SQLITE_OK)
        fail_msg("%s", message);
}

static long count(struct truce_casefile *casefile, const char *sql)
{
    sqlite3_stmt *stmt;
    long value;
    assert_int_equal(
        sqlite3_prepare_v2(truce_casefile_db(casefile), sql, -1, &stmt, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    value = (long)sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

static const char tellings[] =
    "INSERT INTO documents (id, key, name, date, text) VALUES "
    "(1, 'a', 'a', '2021-03-02', ''), (2, 'b', 'b', '2021-03-03', ''), "
    "(3, 'c', 'c', '2021-03-04', '');"
    "INSERT INTO mentions (id, key, kind, document, date, facts) VALUES "
    "(1, 'k1', 'agreement', 1, '2021-03-01', '{\"kind\":\"ceasefire\","
    "\"date\":\"2021-03-01\",\"event\":\"signed\",\"signatories\":"
    "[{\"code\":\"XAA\"},{\"code\":\"XBB\"}]}'),"
    "(2, 'k2', 'agreement', 2, '2021-03-01', '{\"kind\":\"ceasefire\","
    "\"date\":\"2021-03-01\",\"event\":\"signed\",\"signatories\":"
    "[{\"code\":\"XBB\"}]}'),"
    "(3, 'k3', 'agreement', 3, '2021-03-02', '{\"kind\":\"ceasefire\","
    "\"date\":\"2021-03-02\",\"event\":\"signed\",\"signatories\":"
    "[{\"code\":\"XAA\"}]}'),"
    "(4, 'k4', 'agreement', 3, '2021-03-01', '{\"kind\":\"ceasefire\","
    "\"date\":\"2021-03-01\",\"event\":\"signed\",\"signatories\":"
    "[{\"code\":\"XCC\"},{\"code\":\"XDD\"}]}'),"
    "(5, 'k5', 'mission', 1, '2020-11-10', '{\"contributor\":\"XEE\","
    "\"start\":\"2020-11-10\",\"term_months\":60,\"notice_months\":6}');";

static void test_merge(void **state)
{
    struct truce_casefile *casefile = open_fresh();
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    run(casefile, tellings);
    assert_int_equal(truce_registers_merge(casefile, &err), TRUCE_OK);
    assert_int_equal(count(casefile, "SELECT count(*) FROM agreements"), 2);
    assert_int_equal(count(casefile, "SELECT count(*) FROM agreements WHERE "
                                     "date = '2021-03-01' AND support = 3"),
                     1);
    assert_int_equal(count(casefile, "SELECT count(*) FROM contradictions "
                                     "WHERE field = 'date' AND value = "
                                     "'2021-03-02'"),
                     1);
    /* a second merge changes nothing */
    assert_int_equal(truce_registers_merge(casefile, &err), TRUCE_OK);
    assert_int_equal(count(casefile, "SELECT count(*) FROM agreements"), 2);
    truce_casefile_close(casefile);
}

static void test_terms(void **state)
{
    struct truce_casefile *casefile = open_fresh();
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    run(casefile, tellings);
    assert_int_equal(truce_registers_merge(casefile, &err), TRUCE_OK);
    assert_int_equal(count(casefile, "SELECT count(*) FROM missions WHERE "
                                     "notice_date = '2025-05-10' AND expires "
                                     "= '2025-11-10'"),
                     1);
    truce_casefile_close(casefile);
}

static void test_decisions(void **state)
{
    struct truce_casefile *casefile = open_fresh();
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    run(casefile, tellings);
    assert_int_equal(truce_registers_merge(casefile, &err), TRUCE_OK);
    assert_int_equal(truce_registers_decide(casefile, "agreement", "merge", 1,
                                            2, NULL, &err),
                     TRUCE_OK);
    assert_int_equal(truce_registers_merge(casefile, &err), TRUCE_OK);
    assert_int_equal(count(casefile, "SELECT count(*) FROM agreements"), 1);
    assert_int_equal(truce_registers_decide(casefile, "agreement", "split", 1,
                                            3, "another day", &err),
                     TRUCE_OK);
    assert_int_equal(truce_registers_merge(casefile, &err), TRUCE_OK);
    assert_int_equal(count(casefile, "SELECT count(*) FROM agreements"), 2);
    assert_int_equal(truce_registers_decide(casefile, "agreement", "merge", 1,
                                            99, NULL, &err),
                     TRUCE_ENOENT);
    truce_casefile_close(casefile);
    remove(DB);
}

/* On the first day only its own document is known; afterwards all again. */
static void test_as_of(void **state)
{
    struct truce_casefile *casefile = open_fresh();
    struct truce_err err = TRUCE_ERR_INIT;
    sqlite3 *db = truce_casefile_db(casefile);
    long all, both, id;
    (void)state;
    run(casefile, tellings);
    assert_int_equal(truce_registers_merge(casefile, &err), TRUCE_OK);
    all = count(casefile, "SELECT count(*) FROM agreements");
    both = count(casefile, "SELECT max(support) FROM agreements");
    id = count(casefile, "SELECT register_row FROM mentions WHERE id = 1");
    assert_true(both > 1);
    assert_int_equal(
        truce_registers_as_of(db, (struct truce_date){2021, 3, 2}, &err),
        TRUCE_OK);
    assert_int_equal(count(casefile, "SELECT count(*) FROM agreements"), 1);
    assert_int_equal(count(casefile, "SELECT support FROM agreements"), 1);
    assert_int_equal(count(casefile, "SELECT id FROM agreements"), id);
    assert_int_equal(count(casefile, "SELECT count(*) FROM missions"), 1);
    assert_int_equal(
        truce_registers_as_of(db, (struct truce_date){2021, 2, 0}, &err),
        TRUCE_OK);
    assert_int_equal(count(casefile, "SELECT count(*) FROM agreements"), 0);
    truce_registers_now(db);
    assert_int_equal(count(casefile, "SELECT count(*) FROM agreements"), all);
    assert_int_equal(count(casefile, "PRAGMA foreign_keys"), 1);
    truce_casefile_close(casefile);
    remove(DB);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_decisions),
        cmocka_unit_test(test_as_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
