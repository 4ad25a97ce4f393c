/*
 * Every allocation of reading and storing is made to fail once: each time the
 * call must say so (TRUCE_ENOMEM) or do without, and nothing may crash, leak
 * (the sanitizer build tells) or be half stored. Needs -Dalloc_faults=true;
 * ends with 77, skipped, where the build has none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "casefile/casefile.h"
#include "casefile/filter.h"
#include "code/coder.h"

/* So many runs in a row without failure end the loop: the count is past the
 * last allocation (a few are done without when they fail). */
#define QUIET_RUNS 40
#define RUNS_MAX 20000

static const char *corpus; /* folder of inputs */
static char dir[64];

/* Reads the whole corpus; counts documents. */
static int read_corpus(size_t *n)
{
    struct truce_reader_options options = TRUCE_READER_OPTIONS_INIT;
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_reader *reader = NULL;
    struct truce_document document;
    const char *paths[] = {corpus};
    int rc = truce_reader_open(paths, 1, &options, &reader, NULL);
    *n = 0;
    while (rc >= 0) {
        struct truce_err err = TRUCE_ERR_INIT;
        rc = truce_reader_next(reader, &arena, &document, &err);
        if (rc == 0)
            break;
        *n += rc > 0;
        if (rc < 0 && rc != TRUCE_ENOMEM)
            rc = 1; /* refused: the corpus has damaged files */
        if (rc < 0 && err.code != TRUCE_ENOMEM)
            abort(); /* an error without its message */
        truce_arena_clear(&arena);
    }
    truce_reader_close(reader);
    truce_arena_release(&arena);
    return rc < 0 ? rc : TRUCE_OK;
}

/* One document with an event, a statement and an agreement. */
static int store_one(struct truce_casefile *file)
{
    struct truce_actor actor = {.text = {"Iran", 4},
                                .name = "Iran",
                                .code = "IRN",
                                .sector = "GOV",
                                .office = "government"};
    const char *contexts[] = {"diplomatic"};
    const char *issues[] = {"status"};
    struct truce_event event = {.source = {&actor, 1},
                                .contexts = contexts,
                                .n_contexts = 1,
                                .span = {0, 9, 0}};
    struct truce_statement statement = {.speaker = actor,
                                        .issues = issues,
                                        .n_issues = 1,
                                        .audience = {&actor, 1}};
    struct truce_agreement agreement = {.kind = "ceasefire"};
    struct truce_sentence sentence = {.begin = 0, .end = 9};
    struct truce_document document = {.id = {"d", 1}, .text = {"Iran met.", 9}};
    struct truce_coded coded = {.text = {document.text, &sentence, 1},
                                .events = &event,
                                .n_events = 1,
                                .statements = &statement,
                                .n_statements = 1,
                                .agreements = &agreement,
                                .n_agreements = 1};
    struct truce_err err = TRUCE_ERR_INIT;
    int rc = truce_casefile_begin(file, &err);
    if (rc == TRUCE_OK)
        rc = truce_casefile_store(file, &document, &coded, "v", &err);
    if (rc < 0 && rc != TRUCE_ENOMEM)
        fprintf(stderr, "%s\n", err.message);
    if (rc == TRUCE_OK)
        rc = truce_casefile_commit(file, NULL);
    if (rc < 0)
        truce_casefile_rollback(file);
    return rc;
}

static int store_run(size_t *n)
{
    struct truce_filter filter = {.actor = "IRN"};
    struct truce_filter_columns columns = {"e.date", NULL, "1"};
    struct truce_casefile *file = NULL;
    sqlite3_stmt *stmt = NULL;
    char path[80];
    int rc;
    snprintf(path, sizeof path, "%s/c.db", dir);
    remove(path);
    *n = 0;
    rc = truce_casefile_open(path, TRUCE_CASEFILE_WRITE, &file, NULL);
    if (rc == TRUCE_OK)
        rc = store_one(file);
    if (rc == TRUCE_OK)
        rc = truce_filter_prepare(file, &filter, &columns,
                                  "SELECT count(*) FROM events e", "", &stmt,
                                  NULL);
    if (rc == TRUCE_OK && sqlite3_step(stmt) == SQLITE_ROW)
        *n = (size_t)sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    truce_casefile_close(file);
    return rc;
}

static struct truce_coder *coder;
static struct truce_coder_scratch *scratch;

/* One text through the coder. */
static int code_run(size_t *n)
{
    static const char text[] =
        "On October 31, 2022, Pashinyan and Aliyev met in Sochi under "
        "Putin's mediation. \"We agreed,\" Putin said.";
    struct truce_document document = {
        .id = {"d", 1}, .date = {2022, 11, 1}, .text = {text, sizeof text - 1}};
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_coded coded;
    struct truce_err err = TRUCE_ERR_INIT;
    int rc = truce_coder_code(coder, scratch, &document, &arena, &coded, &err);
    *n = rc == TRUCE_OK ? coded.text.n_sentences : 0;
    truce_arena_release(&arena);
    return rc;
}

static int open_coder(void)
{
    struct truce_coder_options options = {0};
    int rc = truce_coder_open(&options, &coder, NULL);
    return rc < 0 ? rc : truce_coder_scratch_new(coder, &scratch);
}

/* Fails allocation 1, 2, 3, ... of `run`. Returns how many runs failed. */
static size_t fail_each(const char *what, int (*run)(size_t *n))
{
    size_t expected;
    size_t failed = 0;
    size_t quiet = 0;
    if (run(&expected) != TRUCE_OK || expected == 0)
        abort();
    for (size_t k = 1; quiet < QUIET_RUNS && k < RUNS_MAX; k++) {
        size_t n;
        int rc;
        truce_alloc_fail_at(k);
        rc = run(&n);
        truce_alloc_fail_at(0);
        failed += rc < 0;
        quiet = rc < 0 ? 0 : quiet + 1;
        if (rc < 0 && rc != TRUCE_ENOMEM)
            abort();
    }
    printf("%s: %zu allocations failed, each told as such\n", what, failed);
    return failed;
}

int main(int argc, char **argv)
{
#ifndef TRUCE_ALLOC_FAULTS
    (void)argc;
    (void)argv;
    (void)fail_each;
    (void)read_corpus;
    (void)store_run;
    (void)code_run;
    (void)open_coder;
    (void)corpus;
    (void)dir;
    puts("skipped: this build cannot make allocations fail");
    return 77;
#else
    size_t failed;
    char path[80];
    if (argc < 2)
        return 2;
    corpus = argv[1];
    snprintf(dir, sizeof dir, "/tmp/truce-fault-XXXXXX");
    if (!mkdtemp(dir))
        return 2;
    failed = fail_each("reading", read_corpus);
    failed += fail_each("storing", store_run);
    if (open_coder() < 0)
        return 2;
    failed += fail_each("coding", code_run);
    truce_coder_scratch_free(scratch);
    truce_coder_close(coder);
    snprintf(path, sizeof path, "%s/c.db", dir);
    remove(path);
    rmdir(dir);
    return failed > 10 ? 0 : 1;
#endif
}
