/*
 * The pipeline of `truce code -o`; see code_store.h. Three batches go round:
 * while the workers code one, one of them stores the batch before and reads
 * the batch behind. What is stored, and in which order, is the order of the
 * inputs, so the file does not depend on the number of threads.
 */
#include "cli/code_store.h"

#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "casefile/casefile.h"
#include "casefile/dedup.h"
#include "registers/registers.h"

/* Of one transaction. A parsed text takes about a hundred times its bytes,
 * so two batches of this size stay far below the program's 300 MB. */
#define BATCH_DOCUMENTS 64
#define BATCH_BYTES (256u << 10)

struct slot {
    struct truce_arena arena; /* of the document and its coding */
    struct truce_document document;
    struct truce_coded coded;
    struct truce_err err; /* code < 0: coding refused it */
};

struct batch {
    struct slot slots[BATCH_DOCUMENTS];
    size_t n;
    size_t bytes; /* of text */
};

struct tally {
    size_t documents;
    size_t known;   /* coded before, by this version */
    size_t refused; /* by the coder */
    size_t events;
    size_t statements;
    size_t agreements;
    size_t missions;
    size_t episodes;
    size_t unsure; /* acts left out for their confidence */
};

struct pipeline {
    struct truce_cli *cli;
    const struct truce_code_job *job;
    struct truce_coder *coder;
    struct truce_coder_scratch **scratch; /* [threads] */
    size_t threads;
    struct truce_reader *reader;
    struct truce_casefile *casefile;
    struct batch *reading; /* being filled */
    struct batch *coding;
    struct batch *storing;
    struct truce_progress progress;
    struct tally tally;
    bool ended; /* the reader has no more */
    struct truce_err err;
};

static void complain(struct pipeline *p, const struct truce_err *err)
{
    char line[1024];
    if (p->progress.active)
        fputs("\r\033[K", p->cli->errout);
    truce_log(&p->cli->log, TRUCE_LOG_ERROR, "%s",
              truce_err_format(err, line, sizeof line));
}

static void clear_batch(struct batch *batch)
{
    for (size_t i = 0; i < batch->n; i++)
        truce_arena_clear(&batch->slots[i].arena);
    batch->n = 0;
    batch->bytes = 0;
}

/* Fills a batch with documents that are still to be coded. */
static int read_batch(struct pipeline *p, struct batch *batch)
{
    clear_batch(batch);
    while (!p->ended && batch->n < BATCH_DOCUMENTS &&
           batch->bytes < BATCH_BYTES) {
        struct slot *slot = &batch->slots[batch->n];
        struct truce_err err = TRUCE_ERR_INIT;
        bool known = false;
        int rc;
        truce_arena_clear(&slot->arena);
        rc = truce_reader_next(p->reader, &slot->arena, &slot->document, &err);
        p->ended = rc == 0;
        if (rc == TRUCE_ENOMEM) {
            p->err = err;
            return rc;
        }
        if (rc < 0)
            complain(p, &err);
        if (rc <= 0)
            continue;
        p->tally.documents++;
        if (!p->job->again) {
            rc = truce_casefile_knows(p->casefile, &slot->document,
                                      truce_coder_version(p->coder), &known,
                                      &p->err);
            if (rc < 0)
                return rc;
        }
        p->tally.known += known;
        batch->bytes += known ? 0 : slot->document.text.len;
        batch->n += !known;
    }
    return TRUCE_OK;
}

static void count(struct tally *tally, const struct truce_coded *coded)
{
    tally->events += coded->n_events;
    tally->statements += coded->n_statements;
    tally->agreements += coded->n_agreements;
    tally->missions += coded->n_missions;
    tally->episodes += coded->n_episodes;
    tally->unsure += coded->n_unsure;
}

static int store_batch(struct pipeline *p, struct batch *batch)
{
    int rc;
    if (batch->n == 0)
        return TRUCE_OK;
    rc = truce_casefile_begin(p->casefile, &p->err);
    for (size_t i = 0; rc == TRUCE_OK && i < batch->n; i++) {
        struct slot *slot = &batch->slots[i];
        if (slot->err.code < 0)
            continue;
        rc = truce_casefile_store(p->casefile, &slot->document, &slot->coded,
                                  truce_coder_version(p->coder), &p->err);
        count(&p->tally, &slot->coded);
    }
    if (rc == TRUCE_OK)
        rc = truce_casefile_commit(p->casefile, &p->err);
    if (rc < 0)
        truce_casefile_rollback(p->casefile);
    return rc;
}

static int code_slot(struct pipeline *p, struct slot *slot, size_t worker)
{
    int rc;
    slot->err = (struct truce_err)TRUCE_ERR_INIT;
    rc = truce_coder_code(p->coder, p->scratch[worker], &slot->document,
                          &slot->arena, &slot->coded, &slot->err);
    slot->err.code = rc;
    return rc == TRUCE_ENOMEM ? rc : TRUCE_OK;
}

/* Job 0 stores and reads; the others code one document each. */
static int work(void *payload, size_t item, size_t worker)
{
    struct pipeline *p = payload;
    int rc;
    if (item > 0)
        return code_slot(p, &p->coding->slots[item - 1], worker);
    rc = store_batch(p, p->storing);
    return rc < 0 ? rc : read_batch(p, p->reading);
}

/* What the coder refused, told in the order of the inputs. */
static void tell_refused(struct pipeline *p, const struct batch *batch)
{
    for (size_t i = 0; i < batch->n; i++) {
        struct truce_err err = batch->slots[i].err;
        const struct truce_document *document = &batch->slots[i].document;
        if (err.code >= 0)
            continue;
        p->tally.refused++;
        truce_err_at(&err, document->path.ptr, document->line, err.byte);
        complain(p, &err);
    }
}

/* A batch with a very long text is stored at once: two of them in memory
 * would be too much. */
static int store_heavy(struct pipeline *p)
{
    int rc = TRUCE_OK;
    if (p->coding->bytes > 2 * BATCH_BYTES) {
        rc = store_batch(p, p->coding);
        for (size_t i = 0; i < p->coding->n; i++)
            truce_arena_release(&p->coding->slots[i].arena);
        p->coding->n = 0;
    }
    return rc;
}

static void rotate(struct pipeline *p)
{
    struct batch *stored = p->storing;
    p->storing = p->coding;
    p->coding = p->reading;
    p->reading = stored;
}

static int run_pipeline(struct pipeline *p)
{
    int rc = read_batch(p, p->coding);
    truce_progress_start(&p->progress, p->cli->errout, "coding", "articles", 0);
    while (rc == TRUCE_OK && (p->coding->n > 0 || p->storing->n > 0)) {
        rc = truce_threads_run(p->threads, p->coding->n + 1, work, p);
        if (rc < 0)
            break;
        tell_refused(p, p->coding);
        truce_progress_add(&p->progress, p->coding->n);
        rc = store_heavy(p);
        rotate(p);
    }
    truce_progress_stop(&p->progress);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(&p->err, rc, "out of memory");
    return rc;
}

/* Reader, coder and one scratch a thread. */
static int open_parts(struct pipeline *p)
{
    int rc = truce_reader_open(p->job->paths, p->job->n_paths, &p->job->reader,
                               &p->reader, &p->err);
    if (rc == TRUCE_OK)
        rc = truce_coder_open(&p->job->coder, &p->coder, &p->err);
    if (rc == TRUCE_OK)
        rc = truce_casefile_open(p->job->output, TRUCE_CASEFILE_WRITE,
                                 &p->casefile, &p->err);
    if (rc < 0)
        return rc;
    p->scratch = truce_zalloc(p->threads, sizeof(struct truce_coder_scratch *));
    p->reading = truce_zalloc(1, sizeof *p->reading);
    p->coding = truce_zalloc(1, sizeof *p->coding);
    p->storing = truce_zalloc(1, sizeof *p->storing);
    if (!p->scratch || !p->reading || !p->coding || !p->storing)
        rc = TRUCE_ENOMEM;
    for (size_t i = 0; rc == TRUCE_OK && i < p->threads; i++)
        rc = truce_coder_scratch_new(p->coder, &p->scratch[i]);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(&p->err, rc, "out of memory");
    return rc;
}

static void free_batch(struct batch *batch)
{
    for (size_t i = 0; batch && i < BATCH_DOCUMENTS; i++)
        truce_arena_release(&batch->slots[i].arena);
    truce_free(batch);
}

static void close_parts(struct pipeline *p)
{
    free_batch(p->reading);
    free_batch(p->coding);
    free_batch(p->storing);
    for (size_t i = 0; p->scratch && i < p->threads; i++)
        truce_coder_scratch_free(p->scratch[i]);
    truce_free(p->scratch);
    truce_reader_close(p->reader);
    truce_casefile_close(p->casefile);
    truce_coder_close(p->coder);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* One line for a person: what came in, what came out. */
static void tell(struct pipeline *p, size_t refused)
{
    const struct tally *t = &p->tally;
    size_t coded = t->documents - t->known - t->refused;
    truce_log(&p->cli->log, TRUCE_LOG_INFO,
              "coded %zu article%s into %s: %zu event%s, %zu statement%s, "
              "%zu mention%s of agreements, %zu of missions, %zu of episodes",
              coded, plural(coded), p->job->output, t->events,
              plural(t->events), t->statements, plural(t->statements),
              t->agreements, plural(t->agreements), t->missions, t->episodes);
    if (t->unsure)
        truce_log(&p->cli->log, TRUCE_LOG_INFO,
                  "left out %zu unsure act%s, which "
                  "'--min-confidence 0.25 --again' tells",
                  t->unsure, plural(t->unsure));
    if (t->known)
        truce_log(&p->cli->log, TRUCE_LOG_INFO,
                  "%zu article%s known already and not coded again", t->known,
                  t->known == 1 ? " was" : "s were");
    if (refused)
        truce_log(&p->cli->log, TRUCE_LOG_INFO,
                  "%zu input%s refused, named above", refused,
                  refused == 1 ? " was" : "s were");
}

int truce_code_store(struct truce_cli *cli, const struct truce_code_job *job)
{
    struct pipeline p = {.cli = cli, .job = job, .err = TRUCE_ERR_INIT};
    int status = TRUCE_EXIT_DONE;
    int rc;
    p.threads = job->threads ? job->threads : truce_threads_default();
    rc = open_parts(&p);
    if (rc == TRUCE_OK)
        rc = run_pipeline(&p);
    if (rc == TRUCE_OK)
        rc = truce_dedup_run(p.casefile, &p.err);
    if (rc == TRUCE_OK)
        rc = truce_registers_merge(p.casefile, &p.err);
    if (rc < 0) {
        truce_cli_fail(cli, &p.err);
        status = TRUCE_EXIT_FAILED;
    } else {
        size_t refused = truce_reader_refused(p.reader) + p.tally.refused;
        if (p.tally.documents > 0)
            tell(&p, refused);
        if (p.tally.documents == 0)
            status = TRUCE_EXIT_FAILED;
        else if (refused)
            status = TRUCE_EXIT_REFUSED;
        if (p.tally.documents == 0 && !refused)
            truce_log(&cli->log, TRUCE_LOG_ERROR, "no articles found");
    }
    close_parts(&p);
    return status;
}
