/* Units of casefile/: opening, refusals, storing, replacing, filters. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "casefile/casefile.h"
#include "casefile/dedup.h"
#include "casefile/filter.h"

struct fixture {
    char dir[64];
    char path[96];
    struct truce_casefile *file;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    snprintf(f->dir, sizeof f->dir, "/tmp/truce-case-XXXXXX");
    if (!mkdtemp(f->dir))
        return -1;
    snprintf(f->path, sizeof f->path, "%s/c.db", f->dir);
    return truce_casefile_open(f->path, TRUCE_CASEFILE_WRITE, &f->file, NULL);
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    char command[96];
    truce_casefile_close(f->file);
    snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
    free(f);
    return system(command);
}

static int count(struct fixture *f, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    int n;
    sqlite3_prepare_v2(truce_casefile_db(f->file), sql, -1, &stmt, NULL);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

/* Two leaders meet; one of them says something; a mission is mentioned. */
static struct truce_actor leaders[2] = {
    {.text = {"Pashinyan", 9},
     .begin = 0,
     .end = 9,
     .name = "Nikol Pashinyan",
     .code = "ARM",
     .sector = "GOV",
     .office = "prime minister",
     .kind = "person",
     .held = {{2018, 5, 8}, {0, 0, 0}}},
    {.text = {"Aliyev", 6},
     .begin = 14,
     .end = 20,
     .name = "Ilham Aliyev",
     .code = "AZE",
     .sector = "GOV",
     .office = "president",
     .kind = "person"},
};
static struct truce_third host = {"mediator",
                                  {.text = {"Putin", 5},
                                   .name = "Vladimir Putin",
                                   .code = "RUS",
                                   .sector = "GOV"}};
static const char *contexts[] = {"diplomatic", "territory"};
static struct truce_sentence sentences[2] = {{.begin = 0, .end = 31},
                                             {.begin = 32, .end = 44}};
static struct truce_document talks = {
    .id = {"a1", 2},
    .date = {2022, 11, 1},
    .text = {"Pashinyan and Aliyev met Putin. They agreed.", 44},
};

static struct truce_event meeting(void)
{
    return (struct truce_event){
        .type = TRUCE_CONSULT,
        .mode = "meet",
        .contexts = contexts,
        .n_contexts = 2,
        .goldstein = NAN,
        .quad = 1,
        .date = {2022, 10, 31},
        .source = {leaders, 2},
        .third = &host,
        .n_third = 1,
        .place = {.text = {"Sochi", 5},
                  .country = "RUS",
                  .lat = 43.6,
                  .lon = 39.7},
        .span = {0, 31, 0},
        .trigger_begin = 21,
        .trigger_end = 24,
        .confidence = 0.9,
    };
}

static void store_talks(struct fixture *f, const char *version)
{
    struct truce_event events[1] = {meeting()};
    struct truce_mission mission = {
        .contributor = host.actor, .agreement = 0, .span = {32, 44, 1}};
    struct truce_agreement agreement = {.kind = "ceasefire",
                                        .span = {32, 44, 1}};
    struct truce_target target = {leaders[1], -0.5};
    const char *issues[] = {"status", "status"};
    struct truce_statement statement = {.speaker = leaders[0],
                                        .text = {"They agreed", 11},
                                        .targets = &target,
                                        .n_targets = 1,
                                        .issues = issues,
                                        .n_issues = 2,
                                        .span = {32, 44, 1}};
    struct truce_issue issue = {
        .issue = "status", .by = {leaders, 2}, .span = {32, 44, 1}};
    struct truce_coded coded = {
        .text = {talks.text, sentences, 2},
        .events = events,
        .n_events = 1,
        .statements = &statement,
        .n_statements = 1,
        .agreements = &agreement,
        .n_agreements = 1,
        .missions = &mission,
        .n_missions = 1,
        .issues = &issue,
        .n_issues = 1,
    };
    struct truce_err err = TRUCE_ERR_INIT;
    assert_int_equal(truce_casefile_begin(f->file, &err), 0);
    if (truce_casefile_store(f->file, &talks, &coded, version, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(truce_casefile_commit(f->file, &err), 0);
}

static void test_store__twice_adds_nothing(void **state)
{
    struct fixture *f = *state;
    bool known = true;
    assert_int_equal(truce_casefile_knows(f->file, &talks, "v1", &known, NULL),
                     0);
    assert_false(known);
    for (int i = 0; i < 3; i++) {
        store_talks(f, i < 2 ? "v1" : "v2");
        assert_int_equal(count(f, "SELECT count(*) FROM documents"), 1);
        assert_int_equal(count(f, "SELECT count(*) FROM sentences"), 2);
        assert_int_equal(count(f, "SELECT count(*) FROM events"), 1);
        assert_int_equal(count(f, "SELECT count(*) FROM event_actors"), 3);
        assert_int_equal(count(f, "SELECT count(*) FROM statements"), 1);
        assert_int_equal(count(f, "SELECT count(*) FROM statement_issues"), 1);
        assert_int_equal(count(f, "SELECT count(*) FROM mentions"), 2);
        assert_int_equal(count(f, "SELECT count(*) FROM issues"), 1);
        assert_int_equal(count(f, "SELECT count(*) FROM actors"), 3);
        assert_int_equal(count(f, "SELECT count(*) FROM offices"), 2);
    }
    truce_casefile_knows(f->file, &talks, "v2", &known, NULL);
    assert_true(known);
    truce_casefile_knows(f->file, &talks, "v1", &known, NULL);
    assert_false(known);
    /* the mission knows the key of its agreement's mention */
    assert_int_equal(
        count(f, "SELECT count(*) FROM mentions m JOIN mentions a ON a.key ="
                 " m.facts ->> 'agreement_key'"),
        1);
    assert_int_equal(count(f, "SELECT count(*) FROM sentences_fts('agreed')"),
                     1);
}

static void test_store__rollback_forgets_actors(void **state)
{
    struct fixture *f = *state;
    struct truce_event event = meeting();
    struct truce_coded coded = {
        .text = {talks.text, sentences, 2}, .events = &event, .n_events = 1};
    truce_casefile_begin(f->file, NULL);
    assert_int_equal(truce_casefile_store(f->file, &talks, &coded, "v1", NULL),
                     0);
    truce_casefile_rollback(f->file);
    assert_int_equal(count(f, "SELECT count(*) FROM documents"), 0);
    store_talks(f, "v1");
    assert_int_equal(
        count(f, "SELECT count(*) FROM event_actors e JOIN actors a ON a.id "
                 "= e.actor AND a.name = e.name"),
        3);
}

/* Stores a document of this date with the meeting in it. */
static void store_report(struct fixture *f, const char *text,
                         struct truce_date date, struct truce_event event)
{
    struct truce_sentence sentence = {.begin = 0, .end = strlen(text)};
    struct truce_document document = {
        .id = {"r", 1}, .date = date, .text = truce_view_of(text)};
    struct truce_coded coded = {
        .text = {document.text, &sentence, 1}, .events = &event, .n_events = 1};
    event.span.sentence = 0;
    assert_int_equal(truce_casefile_begin(f->file, NULL), 0);
    assert_int_equal(
        truce_casefile_store(f->file, &document, &coded, "v1", NULL), 0);
    assert_int_equal(truce_casefile_commit(f->file, NULL), 0);
}

static void test_dedup__earliest_telling_is_the_head(void **state)
{
    struct fixture *f = *state;
    struct truce_event event = meeting();
    struct truce_event other = meeting();
    struct truce_actor swapped[2] = {leaders[1], leaders[0]};
    event.target = (struct truce_actors){&swapped[0], 1};
    event.source = (struct truce_actors){&swapped[1], 1};
    other.date.day = 30;
    store_report(f, "The two leaders met on Monday.",
                 (struct truce_date){2022, 11, 2}, meeting());
    store_report(f, "A later report: Pashinyan saw Aliyev.",
                 (struct truce_date){2022, 11, 1}, event);
    store_report(f, "They had met the day before, too.",
                 (struct truce_date){2022, 11, 3}, other);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(truce_dedup_run(f->file, NULL), 0);
        assert_int_equal(count(f, "SELECT same_as FROM events WHERE id = 1"),
                         2);
        assert_int_equal(count(f, "SELECT count(same_as) FROM events"), 1);
    }
    event.modality = TRUCE_PLANNED;
    assert_int_not_equal(
        truce_story_event(&event, (struct truce_view){NULL, 0}),
        truce_story_event(&other, (struct truce_view){NULL, 0}));
    event.source.n = event.target.n = 0;
    assert_int_equal(truce_story_event(&event, TRUCE_VIEW("They met.")), 0);
}

static void test_near__copies_within_a_week(void **state)
{
    struct fixture *f = *state;
    static const char report[] =
        "The foreign ministers of the two countries met in the capital on "
        "Friday and discussed the border, the release of prisoners and the "
        "opening of roads, a spokesman for the ministry said after the talks";
    char copy[300];
    snprintf(copy, sizeof copy, "%s!!", report);
    store_report(f, report, (struct truce_date){2022, 10, 14}, meeting());
    store_report(f, copy, (struct truce_date){2022, 10, 16}, meeting());
    snprintf(copy, sizeof copy, "%s, again.", report);
    store_report(f, copy, (struct truce_date){2022, 12, 1}, meeting());
    store_report(f,
                 "Another matter altogether was told in this report, with "
                 "other words, and nobody would think it the same.",
                 (struct truce_date){2022, 10, 14}, meeting());
    assert_int_equal(truce_dedup_run(f->file, NULL), 0);
    assert_int_equal(
        count(f, "SELECT duplicate_of FROM documents WHERE id = 2"), 1);
    assert_int_equal(count(f, "SELECT count(duplicate_of) FROM documents"), 1);
    assert_true(
        truce_near_likeness(truce_view_of(report), truce_view_of(copy)) > 0.9);
    assert_true(truce_near_likeness(TRUCE_VIEW("a b c"), TRUCE_VIEW("a b c")) ==
                0);
}

static int rows_for(struct fixture *f, const char *from, const char *to,
                    const char *as_of, const char *actor)
{
    struct truce_filter filter = {.actor = actor};
    static const struct truce_filter_columns columns = {
        "e.date", "coalesce(d.date, e.date)",
        "EXISTS (SELECT 1 FROM event_actors a WHERE a.event = e.id AND "
        ":actor IN (a.code, a.name))"};
    sqlite3_stmt *stmt;
    int n;
    truce_date_parse(truce_view_of(from), &filter.from);
    truce_date_parse(truce_view_of(to), &filter.to);
    truce_date_parse(truce_view_of(as_of), &filter.as_of);
    assert_int_equal(
        truce_filter_prepare(f->file, &filter, &columns,
                             "SELECT count(*) FROM events e LEFT JOIN "
                             "documents d ON d.id = e.document",
                             "", &stmt, NULL),
        0);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

static void test_filter__dates_and_actors(void **state)
{
    struct fixture *f = *state;
    store_talks(f, "v1");
    assert_int_equal(rows_for(f, NULL, NULL, NULL, NULL), 1);
    assert_int_equal(rows_for(f, "2022-10-31", "2022-10-31", NULL, NULL), 1);
    assert_int_equal(rows_for(f, "2022-10", "2022", NULL, "AZE"), 1);
    assert_int_equal(rows_for(f, "2022-11", NULL, NULL, NULL), 0);
    assert_int_equal(rows_for(f, NULL, "2022-09", NULL, NULL), 0);
    assert_int_equal(rows_for(f, NULL, NULL, "2022-11-01", "RUS"), 1);
    assert_int_equal(rows_for(f, NULL, NULL, "2022-10-31", NULL), 0);
    assert_int_equal(rows_for(f, NULL, NULL, NULL, "Ilham Aliyev"), 1);
    assert_int_equal(rows_for(f, NULL, NULL, NULL, "TUR"), 0);
    sqlite3_exec(truce_casefile_db(f->file),
                 "UPDATE events SET date = '2022-10';"
                 "UPDATE documents SET date = '2022-11'",
                 NULL, NULL, NULL);
    assert_int_equal(rows_for(f, "2022-10-20", "2022-10-25", NULL, NULL), 1);
    assert_int_equal(rows_for(f, NULL, NULL, "2022-11-29", NULL), 0);
    assert_int_equal(rows_for(f, NULL, NULL, "2022-11-30", NULL), 1);
}

static void reopen(struct fixture *f, enum truce_casefile_mode mode,
                   int expected, const char *words)
{
    struct truce_err err = TRUCE_ERR_INIT;
    truce_casefile_close(f->file);
    assert_int_equal(truce_casefile_open(f->path, mode, &f->file, &err),
                     expected);
    if (words && !strstr(err.message, words))
        fail_msg("'%s' is not in '%s'", words, err.message);
}

static void test_open__what_is_refused(void **state)
{
    struct fixture *f = *state;
    FILE *file;
    store_talks(f, "v1");
    reopen(f, TRUCE_CASEFILE_READ, 0, NULL);
    assert_int_equal(count(f, "SELECT count(*) FROM events_view WHERE "
                              "source = 'ARM|AZE' AND third = "
                              "'mediator:RUS'"),
                     1);
    reopen(f, TRUCE_CASEFILE_WRITE, 0, NULL);
    sqlite3_exec(truce_casefile_db(f->file), "PRAGMA user_version=99", NULL,
                 NULL, NULL);
    reopen(f, TRUCE_CASEFILE_READ, TRUCE_EVERSION, "made by a newer truce");
    reopen(f, TRUCE_CASEFILE_WRITE, TRUCE_EVERSION, "version 99");
    file = fopen(f->path, "wb");
    fputs("this is a text and not a database, long enough to be seen so "
          "at once by anyone who looks at its first hundred bytes......",
          file);
    fclose(file);
    reopen(f, TRUCE_CASEFILE_WRITE, TRUCE_EFORMAT, "not a conflict file");
    remove(f->path);
    reopen(f, TRUCE_CASEFILE_READ, TRUCE_ENOENT, "no such file");
    fclose(fopen(f->path, "wb"));
    reopen(f, TRUCE_CASEFILE_READ, TRUCE_EFORMAT, "empty");
    {
        sqlite3 *db;
        sqlite3_open(f->path, &db);
        sqlite3_exec(db, "CREATE TABLE t(x)", NULL, NULL, NULL);
        sqlite3_close(db);
    }
    reopen(f, TRUCE_CASEFILE_WRITE, TRUCE_EFORMAT, "another program");
}

static void test_open__one_plain_file_after_close(void **state)
{
    struct fixture *f = *state;
    char path[128];
    store_talks(f, "v1");
    truce_casefile_close(f->file);
    f->file = NULL;
    snprintf(path, sizeof path, "%s-wal", f->path);
    assert_int_not_equal(access(path, F_OK), 0);
    reopen(f, TRUCE_CASEFILE_READ, 0, NULL);
    assert_int_equal(access(path, F_OK), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_FILE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        WITH_FILE(test_store__twice_adds_nothing),
        WITH_FILE(test_store__rollback_forgets_actors),
        WITH_FILE(test_dedup__earliest_telling_is_the_head),
        WITH_FILE(test_near__copies_within_a_week),
        WITH_FILE(test_filter__dates_and_actors),
        WITH_FILE(test_open__what_is_refused),
        WITH_FILE(test_open__one_plain_file_after_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
