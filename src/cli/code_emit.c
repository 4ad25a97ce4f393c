/* Documents through the coder: batches of them are coded on all cores and
 * printed in order as JSON lines. */
#include "cli/code_emit.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/threads.h"
#include "code/coded_json.h"

enum { BATCH_A_THREAD = 64 };

struct item {
    struct truce_arena arena; /* of the document */
    struct truce_document document;
    char *output;         /* owned by jansson's allocator */
    struct truce_err err; /* code TRUCE_OK when read and coded */
};

struct emitter {
    struct truce_cli *cli;
    struct truce_reader *reader;
    struct truce_coder *coder;
    struct truce_coder_scratch **scratch; /* [threads] */
    struct truce_arena *arenas;           /* [threads] */
    size_t threads;
    struct item *items; /* [batch] */
    size_t batch;
    size_t refused;
};

static int code_item(void *payload, size_t index, size_t worker)
{
    struct emitter *emitter = payload;
    struct item *item = &emitter->items[index];
    struct truce_arena *arena = &emitter->arenas[worker];
    struct truce_coded coded;
    json_t *json;
    int rc;
    if (item->err.code < 0)
        return TRUCE_OK;
    truce_arena_clear(arena);
    rc = truce_coder_code(emitter->coder, emitter->scratch[worker],
                          &item->document, arena, &coded, &item->err);
    if (rc < 0) {
        truce_err_at(&item->err, item->document.path.ptr, item->document.line,
                     item->err.byte);
        return rc == TRUCE_ENOMEM ? rc : TRUCE_OK;
    }
    json = truce_json_coded(item->document.id, &coded);
    if (json)
        item->output = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(9));
    json_decref(json);
    return item->output ? TRUCE_OK : TRUCE_ENOMEM;
}

static void clear_item(struct item *item)
{
    truce_arena_clear(&item->arena);
    free(item->output);
    item->output = NULL;
    truce_err_clear(&item->err);
}

static void print_item(struct emitter *emitter, struct item *item)
{
    char line[1024];
    if (item->output) {
        fputs(item->output, emitter->cli->out);
        fputc('\n', emitter->cli->out);
    } else {
        emitter->refused++;
        fprintf(emitter->cli->errout, "truce: refused: %s\n",
                truce_err_format(&item->err, line, sizeof line));
    }
    clear_item(item);
}

/* Reads up to a batch of documents; what is refused keeps its place. */
static size_t fill_batch(struct emitter *emitter, bool *end)
{
    size_t n = 0;
    while (n < emitter->batch && !*end) {
        struct item *item = &emitter->items[n];
        int rc = truce_reader_next(emitter->reader, &item->arena,
                                   &item->document, &item->err);
        *end = rc == 0 || rc == TRUCE_ENOMEM;
        n += rc != 0;
    }
    return n;
}

static int emit_all(struct emitter *emitter, struct truce_err *err)
{
    bool end = false;
    int rc = TRUCE_OK;
    while (!end && rc == TRUCE_OK) {
        size_t n = fill_batch(emitter, &end);
        rc = truce_threads_run(emitter->threads, n, code_item, emitter);
        for (size_t i = 0; i < n; i++)
            print_item(emitter, &emitter->items[i]);
    }
    if (rc != TRUCE_OK)
        truce_err_set(err, rc, "cannot code the input");
    return rc;
}

static int open_emitter(struct emitter *emitter,
                        const struct truce_code_job *job, struct truce_err *err)
{
    int rc = truce_reader_open(job->paths, job->n_paths, &job->reader,
                               &emitter->reader, err);
    if (rc == TRUCE_OK)
        rc = truce_coder_open(&job->coder, &emitter->coder, err);
    emitter->threads = job->threads ? job->threads : truce_threads_default();
    if (emitter->threads > TRUCE_MAX_THREADS)
        emitter->threads = TRUCE_MAX_THREADS;
    emitter->batch = emitter->threads * BATCH_A_THREAD;
    emitter->scratch = truce_zalloc(emitter->threads, sizeof *emitter->scratch);
    emitter->arenas = truce_zalloc(emitter->threads, sizeof *emitter->arenas);
    emitter->items = truce_zalloc(emitter->batch, sizeof *emitter->items);
    if (rc == TRUCE_OK &&
        (!emitter->scratch || !emitter->arenas || !emitter->items))
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; rc == TRUCE_OK && i < emitter->threads; i++)
        rc = truce_coder_scratch_new(emitter->coder, &emitter->scratch[i]);
    return rc;
}

static void close_emitter(struct emitter *emitter)
{
    for (size_t i = 0; emitter->scratch && i < emitter->threads; i++)
        truce_coder_scratch_free(emitter->scratch[i]);
    for (size_t i = 0; emitter->arenas && i < emitter->threads; i++)
        truce_arena_release(&emitter->arenas[i]);
    for (size_t i = 0; emitter->items && i < emitter->batch; i++) {
        clear_item(&emitter->items[i]);
        truce_arena_release(&emitter->items[i].arena);
    }
    truce_free(emitter->scratch);
    truce_free(emitter->arenas);
    truce_free(emitter->items);
    truce_reader_close(emitter->reader);
    truce_coder_close(emitter->coder);
}

int truce_code_emit(struct truce_cli *cli, const struct truce_code_job *job)
{
    struct emitter emitter = {.cli = cli};
    struct truce_err err = TRUCE_ERR_INIT;
    int rc = open_emitter(&emitter, job, &err);
    if (rc == TRUCE_OK)
        rc = emit_all(&emitter, &err);
    close_emitter(&emitter);
    if (rc != TRUCE_OK)
        return truce_cli_fail(cli, &err);
    return emitter.refused ? TRUCE_EXIT_REFUSED : TRUCE_EXIT_DONE;
}
