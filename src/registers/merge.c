/*
 * Mentions into registers: load, cluster, write. Mentions are taken in order
 * of date and key; each joins the first cluster of its bucket (month, or none)
 * that has a telling of the same thing. A person's decisions come first.
 */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "registers/registers_int.h"

static const char *const names[] = {"agreement", "mission", "episode"};

const char *truce_register_name(enum truce_register_kind kind)
{
    return names[kind];
}

static int fail(struct truce_merger *merger)
{
    return truce_err_set(merger->err, TRUCE_EDB, "cannot merge registers: %s",
                         sqlite3_errmsg(merger->db));
}

static void bind_one(sqlite3_stmt *stmt, int at, char letter, va_list *ap)
{
    char buf[TRUCE_DATE_SIZE];
    const char *text;
    double real;
    long count;
    struct truce_date date;
    switch (letter) {
    case 'i':
        sqlite3_bind_int64(stmt, at, va_arg(*ap, int64_t));
        break;
    case 'r':
        real = va_arg(*ap, double);
        if (!isnan(real))
            sqlite3_bind_double(stmt, at, real);
        break;
    case 'c':
        count = va_arg(*ap, long);
        if (count)
            sqlite3_bind_int64(stmt, at, count);
        break;
    case 'd':
        date = va_arg(*ap, struct truce_date);
        if (truce_date_known(date))
            sqlite3_bind_text(stmt, at, truce_date_format(date, buf), -1,
                              SQLITE_TRANSIENT);
        break;
    default:
        text = va_arg(*ap, const char *);
        if (text)
            sqlite3_bind_text(stmt, at, text, -1, SQLITE_TRANSIENT);
    }
}

int truce_register_run(struct truce_merger *merger, const char *sql,
                       const char *format, ...)
{
    sqlite3_stmt *stmt = NULL;
    va_list ap;
    int rc = sqlite3_prepare_v2(merger->db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK) {
        va_start(ap, format);
        for (int i = 0; format[i]; i++)
            bind_one(stmt, i + 1, format[i], &ap);
        va_end(ap);
        rc = sqlite3_step(stmt);
    }
    sqlite3_finalize(stmt);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? TRUCE_OK : fail(merger);
}

static const char *column(struct truce_merger *merger, sqlite3_stmt *stmt,
                          int at)
{
    const char *text = (const char *)sqlite3_column_text(stmt, at);
    return text ? truce_arena_strndup(&merger->arena, text, strlen(text))
                : NULL;
}

static struct truce_date column_date(sqlite3_stmt *stmt, int at)
{
    const char *text = (const char *)sqlite3_column_text(stmt, at);
    struct truce_date date = {0, 0, 0};
    if (text && truce_date_parse(truce_view_of(text), &date) != TRUCE_OK)
        date = (struct truce_date){0, 0, 0};
    return date;
}

static int read_mention(struct truce_merger *merger, sqlite3_stmt *stmt)
{
    struct truce_mention_row *m;
    if (truce_arena_grow(&merger->arena, &merger->mentions, merger->n,
                         &merger->cap, sizeof(*m)) < 0)
        return TRUCE_ENOMEM;
    m = &merger->mentions[merger->n++];
    *m = (struct truce_mention_row){
        .id = sqlite3_column_int64(stmt, 0),
        .key = column(merger, stmt, 1),
        .document = sqlite3_column_int64(stmt, 2),
        .document_name = column(merger, stmt, 3),
        .told = column_date(stmt, 4),
        .date = column_date(stmt, 5),
        .sentence = sqlite3_column_int64(stmt, 6),
        .begin = sqlite3_column_int64(stmt, 7),
        .end = sqlite3_column_int64(stmt, 8),
        .facts =
            json_loads((const char *)sqlite3_column_text(stmt, 9), 0, NULL),
        .cluster = SIZE_MAX,
        .apart = sqlite3_column_int(stmt, 10) > 0,
        .old_row = sqlite3_column_int64(stmt, 11)};
    return m->key && m->document_name && m->facts ? TRUCE_OK : TRUCE_ENOMEM;
}

/* Documents that repeat another tell nothing of their own. */
static int load_mentions(struct truce_merger *merger)
{
    static const char sql[] =
        "SELECT m.id, m.key, m.document, d.name, d.date, m.date, m.sentence, "
        "m.span_begin, m.span_end, m.facts, EXISTS (SELECT 1 FROM decisions x "
        "WHERE x.kind = m.kind AND x.verb = 'split' AND x.key = m.key), "
        "m.register_row FROM mentions m JOIN documents d ON d.id = m.document "
        "WHERE m.kind = ? AND d.duplicate_of IS NULL AND m.facts <> '{}' "
        "ORDER BY m.date IS NULL, m.date, m.key";
    sqlite3_stmt *stmt = NULL;
    int step, rc = TRUCE_OK;
    if (sqlite3_prepare_v2(merger->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return fail(merger);
    sqlite3_bind_text(stmt, 1, truce_register_name(merger->kind), -1,
                      SQLITE_STATIC);
    while (rc == TRUCE_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW)
        rc = read_mention(merger, stmt);
    if (rc == TRUCE_OK && step != SQLITE_DONE)
        rc = fail(merger);
    sqlite3_finalize(stmt);
    return rc;
}

static int join(struct truce_merger *merger, size_t mention, size_t cluster)
{
    struct truce_cluster *c = &merger->clusters[cluster];
    size_t *grown;
    /* capacity doubles: room is full when n is a power of two */
    if ((c->n & (c->n - 1)) == 0) {
        grown = truce_arena_alloc(&merger->arena, c->n ? c->n * 2 : 1,
                                  sizeof(*grown));
        if (!grown)
            return TRUCE_ENOMEM;
        if (c->n)
            memcpy(grown, c->members, c->n * sizeof(*grown));
        c->members = grown;
    }
    c->members[c->n++] = mention;
    merger->mentions[mention].cluster = cluster;
    return TRUCE_OK;
}

static bool fits(const struct truce_merger *merger, size_t mention,
                 const struct truce_cluster *cluster)
{
    for (size_t i = 0; i < cluster->n; i++) {
        const struct truce_mention_row *other =
            &merger->mentions[cluster->members[i]];
        if (!other->apart &&
            truce_register_same(merger->kind, &merger->mentions[mention],
                                other))
            return true;
    }
    return false;
}

/* Bucket of a mention: missions by sender, others by month. */
static void bucket_of(const struct truce_merger *merger, size_t mention,
                      int shift, char key[16])
{
    const struct truce_mention_row *m = &merger->mentions[mention];
    const char *sender = truce_fact_text(m->facts, "contributor");
    struct truce_date date = m->date;
    if (merger->kind == TRUCE_REGISTER_MISSION)
        snprintf(key, 16, "%s", sender ? sender : "");
    else if (!truce_date_known(date))
        snprintf(key, 16, "-");
    else {
        if (shift && date.day)
            date = truce_date_add_days(date, shift);
        snprintf(key, 16, "%04d-%02d", date.year, date.month);
    }
}

static size_t find_cluster(struct truce_merger *merger,
                           const struct truce_map *buckets, size_t mention)
{
    for (int shift = -1; shift <= 1; shift++) {
        char key[16];
        uint64_t *head;
        bucket_of(merger, mention, shift, key);
        head = truce_map_get(buckets, truce_view_of(key));
        for (size_t c = head ? (size_t)*head : SIZE_MAX; c != SIZE_MAX;
             c = merger->clusters[c].next)
            if (fits(merger, mention, &merger->clusters[c]))
                return c;
        if (merger->kind == TRUCE_REGISTER_MISSION)
            break;
    }
    return SIZE_MAX;
}

static int new_cluster(struct truce_merger *merger, struct truce_map *buckets,
                       size_t mention)
{
    char key[16];
    uint64_t *head;
    bool added;
    if (truce_arena_grow(&merger->arena, &merger->clusters, merger->n_clusters,
                         &merger->clusters_cap, sizeof(*merger->clusters)) < 0)
        return TRUCE_ENOMEM;
    bucket_of(merger, mention, 0, key);
    head =
        truce_map_put(buckets, truce_view_of(key), merger->n_clusters, &added);
    if (!head)
        return TRUCE_ENOMEM;
    merger->clusters[merger->n_clusters] =
        (struct truce_cluster){.next = added ? SIZE_MAX : (size_t)*head};
    *head = merger->n_clusters;
    return join(merger, mention, merger->n_clusters++);
}

/* A treaty that is only spoken of is not the ceasefire that was made. */
static bool other_text(const char *event, const char *kind, const char *other)
{
    return !strcmp(event, "mentioned") && strcmp(kind, other) &&
           strcmp(kind, "other") && strcmp(other, "other");
}

/* A life-cycle telling without the text's own date belongs to the agreement
 * that shares most parties and the kind with it, the latest of several. */
static size_t find_living(const struct truce_merger *merger, size_t mention)
{
    const struct truce_mention_row *m = &merger->mentions[mention];
    const json_t *parties = json_object_get(m->facts, "signatories");
    const char *event = truce_fact_text(m->facts, "event");
    const char *kind = truce_fact_text(m->facts, "kind");
    size_t best = SIZE_MAX, most = 0, need;
    struct truce_date last = {0, 0, 0};
    if (merger->kind != TRUCE_REGISTER_AGREEMENT || !event || !kind ||
        !strcmp(event, "signed") || !json_array_size(parties))
        return SIZE_MAX;
    need = truce_fact_shared(parties, parties) > 1 ? 2 : 1;
    for (size_t c = 0; c < merger->n_clusters; c++) {
        const struct truce_mention_row *first =
            &merger->mentions[merger->clusters[c].members[0]];
        const char *other = truce_fact_text(first->facts, "kind");
        size_t shared = truce_fact_shared(
            parties, json_object_get(first->facts, "signatories"));
        size_t score;
        if (!truce_date_known(first->date) || !other || shared < need ||
            !truce_register_kinds_meet(first->facts, m->facts) ||
            other_text(event, kind, other) ||
            truce_date_cmp(first->date, m->told) > 0)
            continue;
        score = 2 * shared + !strcmp(other, kind);
        if (score < most ||
            (score == most && truce_date_cmp(first->date, last) < 0))
            continue;
        best = c;
        most = score;
        last = first->date;
    }
    return best;
}

/* A telling of some undated agreement that nobody is said to have signed
 * makes no row by itself. */
static bool is_loose(const struct truce_merger *merger, size_t mention)
{
    const struct truce_mention_row *m = &merger->mentions[mention];
    const char *event = truce_fact_text(m->facts, "event");
    return merger->kind == TRUCE_REGISTER_AGREEMENT && !m->apart &&
           !truce_date_known(m->date) && event && strcmp(event, "signed");
}

/* Tellings of the making and of a day come first, then those of a month or
 * year, then what else is told of the thing: later ones find the row. */
static int pass_of(const struct truce_merger *merger, size_t mention)
{
    const struct truce_mention_row *m = &merger->mentions[mention];
    const char *event = truce_fact_text(m->facts, "event");
    if (merger->kind != TRUCE_REGISTER_AGREEMENT)
        return 0;
    if (event && !strcmp(event, "signed"))
        return m->date.day ? 0 : 1;
    return m->date.day ? 2 : 3;
}

/* "the ceasefire of 2003": the one row that it can be, none where there are
 * two. */
static size_t find_vague(const struct truce_merger *merger, size_t mention)
{
    const struct truce_mention_row *m = &merger->mentions[mention];
    size_t found = SIZE_MAX;
    if (merger->kind != TRUCE_REGISTER_AGREEMENT ||
        !truce_date_known(m->date) || m->date.day)
        return SIZE_MAX;
    for (size_t c = 0; c < merger->n_clusters; c++) {
        if (!fits(merger, mention, &merger->clusters[c]))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = c;
    }
    return found;
}

static int place_mention(struct truce_merger *merger, struct truce_map *buckets,
                         size_t mention)
{
    bool apart = merger->mentions[mention].apart;
    size_t at = apart ? SIZE_MAX : find_cluster(merger, buckets, mention);
    if (at == SIZE_MAX && !apart)
        at = find_vague(merger, mention);
    if (at == SIZE_MAX && !apart &&
        !truce_date_known(merger->mentions[mention].date))
        at = find_living(merger, mention);
    if (at == SIZE_MAX && is_loose(merger, mention))
        return TRUCE_OK;
    return at == SIZE_MAX ? new_cluster(merger, buckets, mention)
                          : join(merger, mention, at);
}

static int cluster_mentions(struct truce_merger *merger)
{
    struct truce_map buckets = TRUCE_MAP_INIT;
    int rc = TRUCE_OK;
    for (int pass = 0; rc == TRUCE_OK && pass < 4; pass++)
        for (size_t i = 0; rc == TRUCE_OK && i < merger->n; i++)
            if (pass_of(merger, i) == pass)
                rc = place_mention(merger, &buckets, i);
    truce_map_release(&buckets);
    return rc;
}

static size_t cluster_of_key(const struct truce_merger *merger, const char *key)
{
    for (size_t i = 0; i < merger->n; i++)
        if (!strcmp(merger->mentions[i].key, key))
            return merger->mentions[i].cluster;
    return SIZE_MAX;
}

/* Moves all tellings of `from` to `to`; the emptied cluster is dropped. */
static int unite(struct truce_merger *merger, size_t to, size_t from)
{
    for (size_t i = 0; i < merger->clusters[from].n; i++)
        if (join(merger, merger->clusters[from].members[i], to) < 0)
            return TRUCE_ENOMEM;
    merger->clusters[from].n = 0;
    return TRUCE_OK;
}

static int apply_merges(struct truce_merger *merger)
{
    sqlite3_stmt *stmt = NULL;
    int rc = TRUCE_OK;
    if (sqlite3_prepare_v2(merger->db,
                           "SELECT key, other_key FROM decisions WHERE kind "
                           "= ? AND verb = 'merge' ORDER BY id",
                           -1, &stmt, NULL) != SQLITE_OK)
        return fail(merger);
    sqlite3_bind_text(stmt, 1, truce_register_name(merger->kind), -1,
                      SQLITE_STATIC);
    while (rc == TRUCE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        size_t a =
            cluster_of_key(merger, (const char *)sqlite3_column_text(stmt, 0));
        size_t b =
            cluster_of_key(merger, (const char *)sqlite3_column_text(stmt, 1));
        if (a != SIZE_MAX && b != SIZE_MAX && a != b)
            rc = unite(merger, a, b);
    }
    sqlite3_finalize(stmt);
    return rc;
}

/* The id that the whole file's register has for most of this thing: that of
 * its first telling, unless another row took it. 0: none. */
static int64_t old_row(const struct truce_merger *merger,
                       const struct truce_cluster *cluster,
                       struct truce_map *taken)
{
    for (size_t i = 0; i < cluster->n; i++) {
        int64_t row = merger->mentions[cluster->members[i]].old_row;
        char key[24];
        bool added = false;
        snprintf(key, sizeof(key), "%lld", (long long)row);
        if (row && truce_map_put(taken, truce_view_of(key), 1, &added) && added)
            return row;
    }
    return 0;
}

/* Empty clusters go; rows are numbered in order, behind imported ones. */
static int number_rows(struct truce_merger *merger, const char *table)
{
    const char *sql = truce_arena_printf(
        &merger->arena, "SELECT coalesce(max(id), 0) FROM %s%s",
        merger->keep_rows ? "main." : "", table);
    struct truce_map taken = TRUCE_MAP_INIT;
    sqlite3_stmt *stmt = NULL;
    int64_t next = 1;
    size_t kept = 0;
    if (!sql)
        return TRUCE_ENOMEM;
    if (sqlite3_prepare_v2(merger->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return fail(merger);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        next = sqlite3_column_int64(stmt, 0) + 1;
    sqlite3_finalize(stmt);
    for (size_t c = 0; c < merger->n_clusters; c++) {
        int64_t row = 0;
        if (!merger->clusters[c].n)
            continue;
        if (merger->keep_rows)
            row = old_row(merger, &merger->clusters[c], &taken);
        merger->clusters[kept] = merger->clusters[c];
        merger->clusters[kept++].row = row ? row : next++;
    }
    merger->n_clusters = kept;
    truce_map_release(&taken);
    return TRUCE_OK;
}

static int point_mentions(struct truce_merger *merger)
{
    int rc = truce_register_run(merger,
                                "UPDATE mentions SET register_row = NULL "
                                "WHERE kind = ? AND facts <> '{}' AND "
                                "register_row IS NOT NULL",
                                "t", truce_register_name(merger->kind));
    for (size_t c = 0; rc == TRUCE_OK && c < merger->n_clusters; c++)
        for (size_t i = 0; rc == TRUCE_OK && i < merger->clusters[c].n; i++)
            rc = truce_register_run(
                merger, "UPDATE mentions SET register_row = ? WHERE id = ?",
                "ii", merger->clusters[c].row,
                merger->mentions[merger->clusters[c].members[i]].id);
    return rc;
}

static void forget(struct truce_merger *merger)
{
    for (size_t i = 0; i < merger->n; i++)
        json_decref(merger->mentions[i].facts);
    merger->mentions = NULL;
    merger->clusters = NULL;
    merger->n = merger->cap = 0;
    merger->n_clusters = merger->clusters_cap = 0;
}

static int merge_kind(struct truce_merger *merger)
{
    static const char *const tables[] = {"agreements", "missions", "episodes"};
    static int (*const writers[])(struct truce_merger *) = {
        truce_register_write_agreements, truce_register_write_missions,
        truce_register_write_episodes};
    int rc = load_mentions(merger);
    if (rc == TRUCE_OK)
        rc = cluster_mentions(merger);
    if (rc == TRUCE_OK)
        rc = apply_merges(merger);
    if (rc == TRUCE_OK)
        rc = number_rows(merger, tables[merger->kind]);
    if (rc == TRUCE_OK)
        rc = point_mentions(merger);
    if (rc == TRUCE_OK)
        rc = writers[merger->kind](merger);
    forget(merger);
    return rc;
}

static int drop_rows(struct truce_merger *merger)
{
    static const char *const drops[] = {
        "UPDATE agreements SET follows = NULL",
        "UPDATE missions SET agreement = NULL",
        "DELETE FROM missions",
        "DELETE FROM provisions WHERE agreement IN (SELECT id FROM agreements "
        "WHERE import IS NULL)",
        "DELETE FROM agreement_events WHERE agreement IN (SELECT id FROM "
        "agreements WHERE import IS NULL)",
        "DELETE FROM signatories WHERE agreement IN (SELECT id FROM "
        "agreements WHERE import IS NULL)",
        "DELETE FROM agreements WHERE import IS NULL",
        "DELETE FROM episode_parties",
        "DELETE FROM episodes",
        "DELETE FROM contradictions",
    };
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < sizeof(drops) / sizeof(drops[0]);
         i++)
        rc = truce_register_run(merger, drops[i], "");
    return rc;
}

int truce_register_merge_all(struct truce_merger *merger)
{
    int rc = merger->keep_rows ? TRUCE_OK : drop_rows(merger);
    for (int k = 0; rc == TRUCE_OK && k < TRUCE_N_REGISTERS; k++) {
        merger->kind = (enum truce_register_kind)k;
        rc = merge_kind(merger);
    }
    if (rc == TRUCE_ENOMEM)
        truce_err_set(merger->err, rc, "out of memory");
    truce_map_release(&merger->agreement_rows);
    truce_arena_release(&merger->arena);
    return rc;
}

int truce_registers_merge(struct truce_casefile *casefile,
                          struct truce_err *err)
{
    struct truce_merger merger = {.db = truce_casefile_db(casefile),
                                  .err = err};
    int rc = truce_casefile_begin(casefile, err);
    if (rc < 0)
        return rc;
    rc = truce_register_merge_all(&merger);
    if (rc == TRUCE_OK)
        rc = truce_casefile_commit(casefile, err);
    else
        truce_casefile_rollback(casefile);
    return rc;
}

/* Smallest key of a row's tellings, or of one telling; NULL: no such. */
static const char *key_of(struct truce_merger *merger, const char *kind,
                          const char *field, int64_t id)
{
    const char *sql = truce_arena_printf(
        &merger->arena,
        "SELECT min(key) FROM mentions WHERE kind = ? AND %s = ?", field);
    sqlite3_stmt *stmt = NULL;
    const char *key = NULL;
    if (!sql ||
        sqlite3_prepare_v2(merger->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return NULL;
    sqlite3_bind_text(stmt, 1, kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 2, id);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        key = column(merger, stmt, 0);
    sqlite3_finalize(stmt);
    return key;
}

int truce_registers_decide(struct truce_casefile *casefile, const char *kind,
                           const char *verb, int64_t id, int64_t other,
                           const char *note, struct truce_err *err)
{
    struct truce_merger merger = {.db = truce_casefile_db(casefile),
                                  .err = err};
    bool merging = !strcmp(verb, "merge");
    const char *first = key_of(&merger, kind, "register_row", id);
    const char *second =
        key_of(&merger, kind, merging ? "register_row" : "id", other);
    int rc = TRUCE_OK;
    if (!first)
        rc = truce_err_set(err, TRUCE_ENOENT, "no such %s: %lld", kind,
                           (long long)id);
    else if (!second)
        rc = truce_err_set(err, TRUCE_ENOENT, "no such %s: %lld",
                           merging ? kind : "telling", (long long)other);
    if (rc == TRUCE_OK)
        rc = truce_register_run(
            &merger,
            "INSERT OR REPLACE INTO decisions (kind, verb, key, other_key, "
            "note, decided) VALUES (?,?,?,?,?,date('now'))",
            "ttttt", kind, verb, merging ? first : second,
            merging ? second : "", note);
    truce_arena_release(&merger.arena);
    return rc;
}
