/*
 * The import of one file: rows from the stream, through the parser of their
 * format, into the sink; commits every BATCH rows. See import.h.
 */
#include "import/import.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "import/bind.h"
#include "import/detect.h"
#include "import/sink.h"
#include "import/stream.h"

/* Rows in one transaction: large enough that the cost of a commit (a few
 * milliseconds) does not show, small enough that a killed run loses little
 * and the write-ahead log stays below some 100 MB. */
#define BATCH 100000
#define PROGRESS_STEP 1000
#define HASH_BLOCK ((size_t)1 << 16)

struct truce_import {
    sqlite3 *db; /* NULL: rows are only checked */
    struct truce_country_codes *countries;
    struct truce_cameo_table *cameo;
    struct truce_import_tables tables;
};

/* One file being imported. */
struct job {
    struct truce_import *import;
    const struct truce_import_options *options;
    struct truce_import_summary *summary;
    const char *path;
    struct truce_import_stream stream;
    struct truce_import_table table;
    struct truce_import_sink *sink; /* NULL before the first table */
    struct truce_arena arena;       /* of the row at hand */
    struct truce_view fields[TRUCE_IMPORT_MAX_FIELDS];
    char hash[17];
    int64_t row;  /* in `imports` */
    size_t batch; /* rows since the last commit */
    bool begun;   /* a transaction is open */
};

size_t truce_import_refused(const struct truce_import_summary *summary)
{
    size_t n = 0;
    for (int i = TRUCE_IMPORT_PASSED + 1; i < TRUCE_N_IMPORT_REASONS; i++)
        n += summary->refused[i];
    return n;
}

int truce_import_open(sqlite3 *db, struct truce_import **out,
                      struct truce_err *err)
{
    struct truce_import *import = truce_zalloc(1, sizeof *import);
    int rc;
    *out = NULL;
    if (!import)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    import->db = db;
    rc = truce_country_codes_open(NULL, &import->countries, err);
    if (rc == TRUCE_OK)
        rc = truce_cameo_open(NULL, &import->cameo, err);
    if (rc != TRUCE_OK) {
        truce_import_close(import);
        return rc;
    }
    import->tables =
        (struct truce_import_tables){import->countries, import->cameo};
    *out = import;
    return TRUCE_OK;
}

void truce_import_close(struct truce_import *import)
{
    if (!import)
        return;
    truce_country_codes_close(import->countries);
    truce_cameo_close(import->cameo);
    truce_free(import);
}

static int db_failed(struct job *job, struct truce_err *err)
{
    return truce_err_set(err, TRUCE_EDB, "conflict file: %s",
                         sqlite3_errmsg(job->import->db));
}

static int execute(struct job *job, const char *sql, struct truce_err *err)
{
    if (sqlite3_exec(job->import->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return db_failed(job, err);
    return TRUCE_OK;
}

/* Mixes a block into the hash, eight bytes at a step (FNV-1a with a fold):
 * byte-wise it took 5% of an import. */
static uint64_t hash_block(uint64_t hash, const char *block, size_t len)
{
    for (size_t i = 0; i < len; i += sizeof hash) {
        uint64_t word = 0;
        memcpy(&word, block + i, len - i < sizeof word ? len - i : sizeof word);
        hash = (hash ^ word) * UINT64_C(0x100000001b3);
        hash ^= hash >> 32;
    }
    return hash;
}

/* Hash of the file as it lies on disk, "" for standard input. Read in blocks
 * rather than mapped, so that a large file does not fill the memory. */
static int hash_file(struct job *job, struct truce_err *err)
{
    uint64_t hash = truce_hash(NULL, 0);
    size_t got;
    FILE *file;
    char *block;
    int rc = TRUCE_OK;
    job->hash[0] = '\0';
    if (!strcmp(job->path, "-"))
        return TRUCE_OK;
    file = fopen(job->path, "rb");
    if (!file)
        return truce_err_set(err, TRUCE_ENOENT, "cannot read '%s': %s",
                             job->path, strerror(errno));
    block = truce_alloc(HASH_BLOCK, 1);
    if (!block)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    while (block && (got = fread(block, 1, HASH_BLOCK, file)) > 0)
        hash = hash_block(hash, block, got);
    if (rc == TRUCE_OK && ferror(file))
        rc = truce_err_set(err, TRUCE_EIO, "cannot read '%s': %s", job->path,
                           strerror(errno));
    fclose(file);
    truce_free(block);
    snprintf(job->hash, sizeof job->hash, "%016" PRIx64, hash);
    return rc;
}

/* Looks the file up in `imports`: sets job->row where it was begun before,
 * and summary->seen_before where it was finished. */
static int find_import(struct job *job, struct truce_err *err)
{
    sqlite3_stmt *stmt;
    job->row = -1;
    if (!job->hash[0])
        return TRUCE_OK;
    if (sqlite3_prepare_v2(job->import->db,
                           "SELECT id, rows_read IS NOT NULL FROM imports"
                           " WHERE format = ?1 AND hash = ?2",
                           -1, &stmt, NULL) != SQLITE_OK)
        return db_failed(job, err);
    truce_bind_text(stmt, 1, job->table.format->name);
    truce_bind_text(stmt, 2, job->hash);
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        job->row = sqlite3_column_int64(stmt, 0);
        job->summary->seen_before = sqlite3_column_int(stmt, 1);
    }
    sqlite3_finalize(stmt);
    return TRUCE_OK;
}

static int add_import(struct job *job, struct truce_err *err)
{
    sqlite3_stmt *stmt;
    int rc;
    if (job->row >= 0)
        return TRUCE_OK;
    if (sqlite3_prepare_v2(job->import->db,
                           "INSERT INTO imports(format, path, hash, added)"
                           " VALUES (?1, ?2, coalesce(nullif(?3, ''),"
                           " 'stream ' || hex(randomblob(8))),"
                           " strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
                           -1, &stmt, NULL) != SQLITE_OK)
        return db_failed(job, err);
    truce_bind_text(stmt, 1, job->table.format->name);
    truce_bind_text(stmt, 2, job->path);
    truce_bind_text(stmt, 3, job->hash);
    rc = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    job->row = sqlite3_last_insert_rowid(job->import->db);
    return rc == SQLITE_DONE ? TRUCE_OK : db_failed(job, err);
}

/* Name of the source: the user's, the format's with its release, or the
 * file's own name. */
static void name_source(struct job *job)
{
    const struct truce_import_format *format = job->table.format;
    char *label = job->summary->label;
    size_t size = sizeof job->summary->label;
    const char *base = strrchr(job->path, '/');
    base = base ? base + 1 : job->path;
    if (job->options->label)
        snprintf(label, size, "%s", job->options->label);
    else if (format->release)
        format->release(base, label, size);
    else
        snprintf(label, size, "%s", format->label ? format->label : base);
}

/* Opens the transaction and the sink once the first table's format is
 * known. */
static int begin(struct job *job, struct truce_err *err)
{
    const struct truce_import_format *format = job->table.format;
    struct truce_import_origin origin = {.label = job->summary->label,
                                         .set = format->label,
                                         .prefix = format->prefix};
    int rc = find_import(job, err);
    if (rc != TRUCE_OK || job->summary->seen_before)
        return rc;
    name_source(job);
    /* the sink only refers to rows that it has just made or looked up */
    rc = execute(job, "PRAGMA foreign_keys=OFF", err);
    if (rc == TRUCE_OK)
        rc = execute(job, "BEGIN IMMEDIATE", err);
    if (rc != TRUCE_OK)
        return rc;
    job->begun = true;
    rc = add_import(job, err);
    origin.import = job->row;
    if (rc == TRUCE_OK)
        rc = truce_import_sink_open(job->import->db, &origin, &job->sink, err);
    return rc;
}

/* A row that begins a table: finds its format. *consumed: it is a header. */
static int begin_table(struct job *job, struct truce_view row, bool *consumed,
                       struct truce_err *err)
{
    const struct truce_import_format *wanted = job->options->format;
    int rc;
    if (job->sink)
        wanted = job->table.format;
    rc = truce_import_detect(row, wanted, &job->import->tables, &job->arena,
                             &job->table, err);
    if (rc != TRUCE_OK) {
        truce_err_prefix(err, "cannot import '%s'", job->path);
        return rc;
    }
    job->summary->format = job->table.format;
    job->stream.quotes = job->table.sep != '\t';
    *consumed = job->table.header;
    if (!job->import->db || job->sink)
        return TRUCE_OK;
    return begin(job, err);
}

/* Checks and parses one row: TRUCE_IMPORT_GOOD, a reason, or TRUCE_ENOMEM. */
static int read_row(struct job *job, struct truce_view row,
                    struct truce_import_row *out)
{
    struct truce_import_line line = {.fields = job->fields,
                                     .at = job->table.at,
                                     .arena = &job->arena,
                                     .tables = &job->import->tables};
    bool converted;
    if (job->stream.flags & TRUCE_STREAM_LONG)
        return TRUCE_IMPORT_BAD_LONG;
    if (job->stream.flags & TRUCE_STREAM_UNCLOSED)
        return TRUCE_IMPORT_BAD_QUOTE;
    if (memchr(row.ptr, '\0', row.len))
        return TRUCE_IMPORT_BAD_BINARY;
    row = truce_import_utf8(row, &job->arena, &converted);
    if (!row.ptr)
        return TRUCE_ENOMEM;
    job->summary->converted += converted;
    line.n = truce_import_split(row, job->table.sep, &job->arena, job->fields,
                                TRUCE_IMPORT_MAX_FIELDS);
    if (line.n != job->table.width)
        return TRUCE_IMPORT_BAD_COLUMNS;
    memset(out, 0, sizeof *out);
    return job->table.format->parse(&line, out);
}

static void refuse(struct job *job, struct truce_view row, int reason)
{
    char file[512];
    const char *name = job->path;
    job->summary->refused[reason]++;
    if (!job->options->refused)
        return;
    if (job->stream.member[0]) {
        snprintf(file, sizeof file, "%s/%s", job->path, job->stream.member);
        name = file;
    }
    job->options->refused(job->options->payload, name, job->stream.line, reason,
                          row);
}

static int commit_batch(struct job *job, struct truce_err *err)
{
    int rc = truce_import_sink_flush(job->sink, err);
    job->batch = 0;
    if (rc == TRUCE_OK)
        rc = execute(job, "COMMIT", err);
    return rc == TRUCE_OK ? execute(job, "BEGIN IMMEDIATE", err) : rc;
}

static int take_row(struct job *job, struct truce_view row,
                    struct truce_err *err)
{
    struct truce_import_row out;
    int reason = read_row(job, row, &out);
    int rc;
    if (reason < 0)
        return truce_err_set(err, reason, "out of memory");
    job->summary->read++;
    if (reason == TRUCE_IMPORT_PASSED) {
        job->summary->passed++;
        return TRUCE_OK;
    }
    if (reason != TRUCE_IMPORT_GOOD) {
        refuse(job, row, reason);
        return TRUCE_OK;
    }
    if (!job->sink) {
        job->summary->stored++;
        return TRUCE_OK;
    }
    rc = truce_import_sink_store(job->sink, &out, err);
    if (rc == TRUCE_OK && ++job->batch == BATCH)
        rc = commit_batch(job, err);
    if (rc != TRUCE_OK)
        truce_err_at(err, job->path, job->stream.line, (size_t)-1);
    return rc;
}

static void count(struct job *job)
{
    struct truce_import_counts counts = truce_import_sink_counts(job->sink);
    job->summary->stored = counts.stored;
    job->summary->known = counts.known;
}

static int read_rows(struct job *job, struct truce_err *err)
{
    struct truce_view row;
    int rc;
    while ((rc = truce_import_stream_next(&job->stream, &row, err)) > 0) {
        bool consumed = false;
        truce_arena_clear(&job->arena);
        rc = TRUCE_OK;
        if (job->stream.flags & TRUCE_STREAM_TABLE)
            rc = begin_table(job, row, &consumed, err);
        if (job->summary->seen_before)
            return TRUCE_OK;
        if (rc == TRUCE_OK && !consumed)
            rc = take_row(job, row, err);
        if (rc != TRUCE_OK)
            return rc;
        if (job->options->progress && job->summary->read % PROGRESS_STEP == 0)
            truce_progress_add(job->options->progress, PROGRESS_STEP);
    }
    return rc;
}

/* The summary as JSON for imports.summary; owned by the caller (free), NULL
 * when memory is out. */
static char *summary_json(const struct truce_import_summary *summary)
{
    json_t *refused = json_object();
    json_t *root;
    char *text;
    for (int i = TRUCE_IMPORT_PASSED + 1; i < TRUCE_N_IMPORT_REASONS; i++)
        if (summary->refused[i])
            json_object_set_new(refused, truce_import_reason_text(i),
                                json_integer((json_int_t)summary->refused[i]));
    root = json_pack("{s:s, s:I, s:o}", "source", summary->label, "known",
                     (json_int_t)summary->known, "refused", refused);
    text = root ? json_dumps(root, JSON_COMPACT) : NULL;
    json_decref(root);
    return text;
}

/* Writes the counts into `imports`, which marks the import as finished. */
static int finish_import(struct job *job, struct truce_err *err)
{
    const struct truce_import_summary *summary = job->summary;
    char *json = summary_json(summary);
    sqlite3_stmt *stmt;
    int rc;
    if (!json)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (sqlite3_prepare_v2(job->import->db,
                           "UPDATE imports SET rows_read = ?2,"
                           " rows_stored = ?3, rows_skipped = ?4,"
                           " summary = ?5 WHERE id = ?1",
                           -1, &stmt, NULL) != SQLITE_OK) {
        free(json);
        return db_failed(job, err);
    }
    sqlite3_bind_int64(stmt, 1, job->row);
    sqlite3_bind_int64(stmt, 2, (sqlite3_int64)summary->read);
    sqlite3_bind_int64(stmt, 3, (sqlite3_int64)summary->stored);
    sqlite3_bind_int64(stmt, 4,
                       (sqlite3_int64)(summary->read - summary->stored));
    truce_bind_text(stmt, 5, json);
    rc = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    free(json);
    return rc == SQLITE_DONE ? TRUCE_OK : db_failed(job, err);
}

static int finish(struct job *job, struct truce_err *err)
{
    int rc;
    if (!job->sink)
        return TRUCE_OK;
    rc = truce_import_sink_finish(job->sink, err);
    count(job);
    if (rc == TRUCE_OK)
        rc = finish_import(job, err);
    if (rc == TRUCE_OK)
        rc = execute(job, "COMMIT", err);
    if (rc == TRUCE_OK)
        job->begun = false;
    return rc;
}

int truce_import_file(struct truce_import *import, const char *path,
                      const struct truce_import_options *options,
                      struct truce_import_summary *summary,
                      struct truce_err *err)
{
    struct job *job = truce_zalloc(1, sizeof *job);
    int rc;
    *summary = (struct truce_import_summary){.format = options->format};
    if (!job)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    job->import = import;
    job->options = options;
    job->summary = summary;
    job->path = path;
    rc = import->db ? hash_file(job, err) : TRUCE_OK;
    if (rc == TRUCE_OK)
        rc = truce_import_stream_open(&job->stream, path, err);
    if (rc == TRUCE_OK)
        rc = read_rows(job, err);
    if (rc == TRUCE_OK && !summary->format)
        rc = truce_err_set(err, TRUCE_EFORMAT, "cannot import '%s': no table",
                           path);
    if (rc == TRUCE_OK)
        rc = finish(job, err);
    else if (job->sink)
        count(job);
    truce_import_sink_close(job->sink);
    if (job->begun)
        sqlite3_exec(import->db, "ROLLBACK", NULL, NULL, NULL);
    if (import->db)
        sqlite3_exec(import->db, "PRAGMA foreign_keys=ON", NULL, NULL, NULL);
    summary->bytes = job->stream.bytes;
    truce_import_stream_close(&job->stream);
    truce_arena_release(&job->arena);
    truce_free(job);
    return rc;
}
