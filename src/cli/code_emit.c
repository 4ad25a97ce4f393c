/* JSON lines through the coder: batches of lines are coded on all cores and
 * printed in order. */
#include "cli/code_emit.h"

#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/threads.h"
#include "code/coded_json.h"

enum { BATCH_A_THREAD = 64 };

struct item {
    struct truce_str line;
    size_t number;
    json_t *object; /* owned; the document borrows from it */
    struct truce_document document;
    char *output;         /* owned by jansson's allocator */
    struct truce_err err; /* code TRUCE_OK when coded */
};

struct emitter {
    struct truce_cli *cli;
    struct truce_coder *coder;
    struct truce_coder_scratch **scratch; /* [threads] */
    struct truce_arena *arenas;           /* [threads] */
    size_t threads;
    struct item *items; /* [batch] */
    size_t batch;
    size_t read; /* lines read */
    size_t refused;
    const char *path;
    struct truce_date date;
};

static struct truce_view field(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    struct truce_view none = {NULL, 0};
    if (!json_is_string(value))
        return none;
    return (struct truce_view){json_string_value(value),
                               json_string_length(value)};
}

/* ISO 8601, or the YYYYMMDD of older event data. */
static bool read_date(struct truce_view text, struct truce_date *date)
{
    char iso[TRUCE_DATE_SIZE];
    if (truce_date_parse(text, date) == TRUCE_OK)
        return true;
    if (text.len != 8)
        return false;
    snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", text.ptr, text.ptr + 4,
             text.ptr + 6);
    return truce_date_parse(truce_view_of(iso), date) == TRUCE_OK;
}

static int read_document(struct item *item, struct truce_date fallback)
{
    struct truce_document *d = &item->document;
    json_error_t problem;
    struct truce_view date;
    item->object =
        json_loadb(item->line.ptr, item->line.len, JSON_ALLOW_NUL, &problem);
    if (!item->object)
        return truce_err_set(&item->err, TRUCE_EFORMAT, "not JSON: %s",
                             problem.text);
    memset(d, 0, sizeof *d);
    d->id = field(item->object, "id");
    d->text = field(item->object, "text");
    d->title = field(item->object, "title");
    d->source = field(item->object, "source");
    d->url = field(item->object, "url");
    d->line = item->number;
    d->date = fallback;
    date = field(item->object, "date");
    if (!d->text.ptr)
        return truce_err_set(&item->err, TRUCE_EFORMAT,
                             "no 'text' in the object");
    if (date.ptr && date.len && !read_date(date, &d->date))
        return truce_err_set(&item->err, TRUCE_EFORMAT, "bad date '%.*s'",
                             TRUCE_VIEW_ARG(date));
    return TRUCE_OK;
}

static int code_item(void *payload, size_t index, size_t worker)
{
    struct emitter *emitter = payload;
    struct item *item = &emitter->items[index];
    struct truce_arena *arena = &emitter->arenas[worker];
    struct truce_coded coded;
    json_t *json;
    int rc = read_document(item, emitter->date);
    truce_arena_clear(arena);
    if (rc == TRUCE_OK)
        rc = truce_coder_code(emitter->coder, emitter->scratch[worker],
                              &item->document, arena, &coded, &item->err);
    if (rc != TRUCE_OK)
        return rc == TRUCE_ENOMEM ? rc : TRUCE_OK;
    json = truce_json_coded(item->document.id, &coded);
    if (json)
        item->output = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(9));
    json_decref(json);
    return item->output ? TRUCE_OK : TRUCE_ENOMEM;
}

static void clear_item(struct item *item)
{
    json_decref(item->object);
    item->object = NULL;
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
        truce_err_at(&item->err, emitter->path, item->number, (size_t)-1);
        fprintf(emitter->cli->errout, "truce: refused: %s\n",
                truce_err_format(&item->err, line, sizeof line));
    }
    clear_item(item);
}

/* Reads up to a batch of lines; empty lines are passed over. */
static size_t fill_batch(struct emitter *emitter, FILE *file, bool *end)
{
    size_t n = 0;
    while (n < emitter->batch && !*end) {
        struct item *item = &emitter->items[n];
        int rc = truce_io_line(file, TRUCE_MAX_LINE_BYTES, &item->line);
        if (rc == 0) {
            *end = true;
            break;
        }
        item->number = ++emitter->read;
        if (rc < 0)
            truce_err_set(&item->err, rc, "line cannot be read");
        if (rc < 0 && rc != TRUCE_ELIMIT)
            *end = true;
        if (rc > 0 && truce_view_trim(truce_str_view(&item->line)).len == 0)
            continue;
        n++;
    }
    return n;
}

static int emit_file(struct emitter *emitter, FILE *file)
{
    bool end = false;
    int rc = TRUCE_OK;
    emitter->read = 0;
    while (!end && rc == TRUCE_OK) {
        size_t n = fill_batch(emitter, file, &end);
        rc = truce_threads_run(emitter->threads, n, code_item, emitter);
        for (size_t i = 0; i < n; i++)
            print_item(emitter, &emitter->items[i]);
    }
    return rc;
}

static int open_emitter(struct emitter *emitter,
                        const struct truce_code_job *job, struct truce_err *err)
{
    int rc = truce_coder_open(&job->coder, &emitter->coder, err);
    emitter->threads = job->threads ? job->threads : truce_threads_default();
    if (emitter->threads > TRUCE_MAX_THREADS)
        emitter->threads = TRUCE_MAX_THREADS;
    emitter->batch = emitter->threads * BATCH_A_THREAD;
    emitter->date = job->reader.default_date;
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
        truce_str_release(&emitter->items[i].line);
    }
    truce_free(emitter->scratch);
    truce_free(emitter->arenas);
    truce_free(emitter->items);
    truce_coder_close(emitter->coder);
}

static int emit_path(struct emitter *emitter, const char *path,
                     struct truce_err *err)
{
    bool standard = !strcmp(path, "-");
    FILE *file = standard ? stdin : fopen(path, "r");
    int rc;
    if (!file)
        return truce_err_set(err, TRUCE_ENOENT, "cannot open '%s'", path);
    emitter->path = standard ? "standard input" : path;
    rc = emit_file(emitter, file);
    if (!standard)
        fclose(file);
    if (rc != TRUCE_OK && !err->code)
        truce_err_set(err, rc, "cannot code '%s'", path);
    return rc;
}

int truce_code_emit(struct truce_cli *cli, const struct truce_code_job *job)
{
    static const char *const standard[] = {"-"};
    const char *const *paths = job->n_paths ? job->paths : standard;
    struct emitter emitter = {.cli = cli};
    struct truce_err err = TRUCE_ERR_INIT;
    int rc = open_emitter(&emitter, job, &err);
    for (size_t i = 0; rc == TRUCE_OK && i < (job->n_paths ? job->n_paths : 1);
         i++)
        rc = emit_path(&emitter, paths[i], &err);
    close_emitter(&emitter);
    if (rc != TRUCE_OK)
        return truce_cli_fail(cli, &err);
    return emitter.refused ? TRUCE_EXIT_REFUSED : TRUCE_EXIT_DONE;
}
