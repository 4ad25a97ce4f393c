/* Register rows from clusters of tellings: fields by vote, terms and due
 * dates computed, life cycles and links between registers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "registers/registers_int.h"

static const char *vote(struct truce_merger *merger,
                        const struct truce_cluster *cluster, const char *path)
{
    return truce_register_vote(merger, cluster, path, cluster->row);
}

int truce_register_put_actors(struct truce_merger *merger, const char *table,
                              int64_t row, const char *role,
                              const json_t *actors)
{
    const char *sql = truce_arena_printf(
        &merger->arena,
        "INSERT OR IGNORE INTO %s VALUES (?1, ?2, ?3, (SELECT id FROM actors "
        "WHERE code IS ?4 AND sector IS ?5 AND name IS ?6), ?4, ?5, ?6, ?7)",
        table);
    int rc = sql ? TRUCE_OK : TRUCE_ENOMEM;
    for (size_t i = 0; rc == TRUCE_OK && i < json_array_size(actors); i++) {
        const json_t *actor = json_array_get(actors, i);
        const char *name = truce_fact_text(actor, "name");
        rc = truce_register_run(merger, sql, "ititttt", row, role, (int64_t)i,
                                truce_fact_text(actor, "code"),
                                truce_fact_text(actor, "sector"),
                                name ? name : truce_fact_text(actor, "text"),
                                truce_fact_text(actor, "office"));
    }
    return rc;
}

static bool is_event(const char *event, const char *name)
{
    return event && !strcmp(event, name);
}

/* Only initials are told to have been put to it. */
static bool is_initialled(const struct truce_merger *merger,
                          const struct truce_cluster *cluster)
{
    bool initialled = false;
    for (size_t i = 0; i < cluster->n; i++) {
        const json_t *facts = merger->mentions[cluster->members[i]].facts;
        const char *event = truce_fact_text(facts, "event");
        bool with = json_is_true(json_object_get(facts, "initialled"));
        if (is_event(event, "signed") && !with)
            return false;
        initialled = initialled || with;
    }
    return initialled;
}

/* What happened to it last; an agreement without bad news is in force, once it
 * is signed in full. */
static const char *status_of(const struct truce_merger *merger,
                             const struct truce_cluster *cluster)
{
    static const char *const bad[] = {"violated", "suspended", "lapsed"};
    const char *status =
        is_initialled(merger, cluster) ? "initialled" : "in force";
    struct truce_date last = {0, 0, 0};
    for (size_t i = 0; i < cluster->n; i++) {
        const struct truce_mention_row *m =
            &merger->mentions[cluster->members[i]];
        const char *event = truce_fact_text(m->facts, "event");
        if (truce_date_cmp(m->told, last) < 0)
            continue;
        for (size_t k = 0; k < 3; k++) {
            if (is_event(event, bad[k])) {
                status = bad[k];
                last = m->told;
            }
        }
        if (is_event(event, "extended") || is_event(event, "reaffirmed")) {
            status = "in force";
            last = m->told;
        }
    }
    return status;
}

/* Code of who must; several with commas. NULL: not told, or no memory, which
 * the caller sees by the next allocation. */
static const char *who_must(struct truce_merger *merger, const json_t *p)
{
    const json_t *all = json_object_get(p, "actors");
    const char *who = truce_fact_text(json_object_get(p, "actor"), "code");
    for (size_t i = 1; who && i < json_array_size(all); i++) {
        const char *code = truce_fact_text(json_array_get(all, i), "code");
        if (code && !strstr(who, code))
            who = truce_arena_printf(&merger->arena, "%s, %s", who, code);
    }
    return who;
}

/* The telling with most terms: often the text itself. */
static size_t fullest_of(const struct truce_merger *merger,
                         const struct truce_cluster *cluster)
{
    size_t best = 0, most = 0;
    for (size_t i = 0; i < cluster->n; i++) {
        size_t n = json_array_size(json_object_get(
            merger->mentions[cluster->members[i]].facts, "provisions"));
        if (n > most) {
            most = n;
            best = i;
        }
    }
    return best;
}

static bool has_type(const json_t *provisions, const char *type)
{
    for (size_t i = 0; i < json_array_size(provisions); i++) {
        const char *own =
            truce_fact_text(json_array_get(provisions, i), "type");
        if (own && type && !strcmp(own, type))
            return true;
    }
    return false;
}

/* The terms of the fullest telling; from the others what it lacks. */
static int put_provisions(struct truce_merger *merger,
                          const struct truce_cluster *cluster)
{
    size_t fullest = fullest_of(merger, cluster);
    const json_t *lead = json_object_get(
        merger->mentions[cluster->members[fullest]].facts, "provisions");
    struct truce_map seen = TRUCE_MAP_INIT;
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i <= cluster->n; i++) {
        size_t member = i ? i - 1 : fullest;
        const struct truce_mention_row *m =
            &merger->mentions[cluster->members[member]];
        const json_t *list = json_object_get(m->facts, "provisions");
        for (size_t k = 0; rc == TRUCE_OK && k < json_array_size(list); k++) {
            const json_t *p = json_array_get(list, k);
            const json_t *span = json_object_get(p, "span");
            const char *type = truce_fact_text(p, "type");
            const char *deadline = truce_fact_text(p, "deadline");
            const char *object = truce_fact_text(p, "object");
            const char *who = who_must(merger, p);
            const char *key = truce_arena_printf(
                &merger->arena, "%s %s %s %s", type ? type : "",
                deadline ? deadline : "", object ? object : "", who ? who : "");
            bool added = false;
            if (i && (member == fullest || has_type(lead, type)))
                continue;
            if (!key || !truce_map_put(&seen, truce_view_of(key), 1, &added))
                rc = TRUCE_ENOMEM;
            if (rc < 0 || !added)
                continue;
            rc = truce_register_run(
                merger,
                "INSERT INTO provisions (agreement, type, text, actor, "
                "object, deadline, duration_months, strength, document, "
                "sentence, span_begin, span_end) VALUES "
                "(?,?,?,?,?,?,?,?,?,?,?,?)",
                "itttttctiiii", cluster->row, type, truce_fact_text(p, "text"),
                who, object, deadline, truce_fact_count(p, "duration_months"),
                truce_fact_text(p, "strength"), m->document,
                (int64_t)truce_fact_count(p, "sentence"),
                (int64_t)json_integer_value(json_array_get(span, 0)),
                (int64_t)json_integer_value(json_array_get(span, 1)));
        }
    }
    truce_map_release(&seen);
    return rc;
}

static int put_life(struct truce_merger *merger,
                    const struct truce_cluster *cluster)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < cluster->n; i++) {
        const struct truce_mention_row *m =
            &merger->mentions[cluster->members[i]];
        const char *event = truce_fact_text(m->facts, "event");
        bool signed_ = is_event(event, "signed");
        struct truce_date own = truce_fact_date(m->facts, "event_date");
        struct truce_date date = truce_date_known(own) ? own : m->told;
        if (signed_ && truce_date_known(m->date))
            date = m->date;
        if (!event || is_event(event, "mentioned"))
            continue;
        rc = truce_register_run(merger,
                                "INSERT INTO agreement_events VALUES "
                                "(?,?,?,?,?,?,?)",
                                "itdiiii", cluster->row, event, date,
                                m->document, m->sentence, m->begin, m->end);
    }
    return rc;
}

/* Every telling's key leads to the row, for missions that name it. */
static int remember_rows(struct truce_merger *merger,
                         const struct truce_cluster *cluster)
{
    for (size_t i = 0; i < cluster->n; i++)
        if (truce_map_set(
                &merger->agreement_rows,
                truce_view_of(merger->mentions[cluster->members[i]].key),
                (uint64_t)cluster->row) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* The tellings of a signing, when they name two sides; who broke or praised
 * an agreement did not sign it. */
static json_t *signers_of(struct truce_merger *merger,
                          const struct truce_cluster *cluster)
{
    struct truce_cluster made = {
        .members = truce_arena_alloc(&merger->arena, cluster->n,
                                     sizeof(*made.members))};
    json_t *list;
    for (size_t i = 0; made.members && i < cluster->n; i++)
        if (is_event(truce_fact_text(
                         merger->mentions[cluster->members[i]].facts, "event"),
                     "signed"))
            made.members[made.n++] = cluster->members[i];
    list = truce_register_actors(merger, &made, "signatories");
    if (json_array_size(list) > 1)
        return list;
    json_decref(list);
    return truce_register_actors(merger, cluster, "signatories");
}

static int write_agreement(struct truce_merger *merger,
                           struct truce_cluster *cluster)
{
    size_t support = truce_register_support(merger, cluster);
    json_t *signatories = signers_of(merger, cluster);
    json_t *guarantors = truce_register_actors(merger, cluster, "guarantors");
    json_t *witnesses = truce_register_actors(merger, cluster, "witnesses");
    int rc = truce_register_run(
        merger,
        "INSERT INTO agreements (id, key, kind, name, date, place, country, "
        "process, ended, follows, status, support, confidence) VALUES "
        "(?,?,?,?,?,?,?,?,?,NULL,?,?,?)",
        "itttttttttir", cluster->row, merger->mentions[cluster->members[0]].key,
        vote(merger, cluster, "kind"), vote(merger, cluster, "name"),
        vote(merger, cluster, "date"), vote(merger, cluster, "place.name"),
        vote(merger, cluster, "place.country"),
        vote(merger, cluster, "process"), vote(merger, cluster, "ended"),
        status_of(merger, cluster), (int64_t)support,
        truce_register_confidence(support));
    if (rc == TRUCE_OK)
        rc = truce_register_put_actors(merger, "signatories", cluster->row,
                                       "signatory", signatories);
    if (rc == TRUCE_OK)
        rc = truce_register_put_actors(merger, "signatories", cluster->row,
                                       "guarantor", guarantors);
    if (rc == TRUCE_OK)
        rc = truce_register_put_actors(merger, "signatories", cluster->row,
                                       "witness", witnesses);
    json_decref(witnesses);
    json_decref(signatories);
    json_decref(guarantors);
    if (rc == TRUCE_OK)
        rc = put_provisions(merger, cluster);
    if (rc == TRUCE_OK)
        rc = put_life(merger, cluster);
    return rc == TRUCE_OK ? remember_rows(merger, cluster) : rc;
}

/* The register's row of the text that a telling says this one follows: of
 * that day, of a common party, told best. */
static int link_follows(struct truce_merger *merger,
                        const struct truce_cluster *cluster)
{
    const char *date = truce_register_vote(merger, cluster, "follows.date", 0);
    if (!date)
        return TRUCE_OK;
    return truce_register_run(
        merger,
        "UPDATE agreements SET follows = (SELECT b.id FROM agreements b WHERE "
        "b.id <> ?1 AND abs(julianday(b.date) - julianday(?2)) <= 1 AND "
        "length(b.date) = 10 ORDER BY EXISTS (SELECT 1 FROM signatories x "
        "JOIN signatories y ON y.code = x.code WHERE x.agreement = ?1 AND "
        "y.agreement = b.id) DESC, b.date <> ?2, b.support DESC, b.id LIMIT "
        "1) WHERE id = ?1",
        "it", cluster->row, date);
}

int truce_register_write_agreements(struct truce_merger *merger)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < merger->n_clusters; i++)
        rc = write_agreement(merger, &merger->clusters[i]);
    for (size_t i = 0; rc == TRUCE_OK && i < merger->n_clusters; i++)
        rc = link_follows(merger, &merger->clusters[i]);
    return rc;
}

static struct truce_date parse(const char *text)
{
    struct truce_date date = {0, 0, 0};
    if (text)
        truce_date_parse(truce_view_of(text), &date);
    return date;
}

static int64_t find_agreement(const struct truce_merger *merger,
                              const struct truce_cluster *cluster)
{
    for (size_t i = 0; i < cluster->n; i++) {
        const char *key = truce_fact_text(
            merger->mentions[cluster->members[i]].facts, "agreement_key");
        uint64_t *row =
            key ? truce_map_get(&merger->agreement_rows, truce_view_of(key))
                : NULL;
        if (row)
            return (int64_t)*row;
    }
    return 0;
}

/* The latest withdrawal told, if any. */
static struct truce_date ended_on(const struct truce_merger *merger,
                                  const struct truce_cluster *cluster)
{
    struct truce_date last = {0, 0, 0};
    for (size_t i = 0; i < cluster->n; i++) {
        struct truce_date date = truce_fact_date(
            merger->mentions[cluster->members[i]].facts, "ended");
        if (truce_date_cmp(date, last) > 0)
            last = date;
    }
    return last;
}

/* The last day that the latest extension sets; *renewed: there is one, or
 * every term is told with an extension, so that none counts from the start. */
static struct truce_date extended_to(const struct truce_merger *merger,
                                     const struct truce_cluster *cluster,
                                     bool *renewed)
{
    struct truce_date last = {0, 0, 0}, told = {0, 0, 0};
    bool first_term = false, longer = false;
    for (size_t i = 0; i < cluster->n; i++) {
        const struct truce_mention_row *m =
            &merger->mentions[cluster->members[i]];
        struct truce_date date = truce_fact_date(m->facts, "expires");
        if (!is_event(truce_fact_text(m->facts, "event"), "extended")) {
            first_term |= truce_fact_count(m->facts, "term_months") > 0;
            continue;
        }
        longer = true;
        if (truce_date_known(date) && truce_date_cmp(m->told, told) >= 0) {
            told = m->told;
            last = date;
        }
    }
    *renewed = truce_date_known(last) || (longer && !first_term);
    return last;
}

static int write_mission(struct truce_merger *merger,
                         struct truce_cluster *cluster)
{
    size_t support = truce_register_support(merger, cluster);
    const char *term = vote(merger, cluster, "term_months");
    const char *notice = vote(merger, cluster, "notice_months");
    struct truce_date start = parse(vote(merger, cluster, "start"));
    struct truce_date expires = parse(vote(merger, cluster, "expires"));
    struct truce_date due = {0, 0, 0};
    long months = term ? strtol(term, NULL, 10) : 0;
    bool renewed;
    long ahead = notice ? strtol(notice, NULL, 10) : 0;
    struct truce_date extended = extended_to(merger, cluster, &renewed);
    if (renewed)
        expires = truce_date_known(extended) ? extended : expires;
    else if (start.month && months)
        expires = truce_date_add_months(start, (int)months);
    if (truce_date_known(expires) && ahead)
        due = truce_date_add_months(expires, -(int)ahead);
    return truce_register_run(
        merger,
        "INSERT INTO missions (id, key, contributor, name, area, country, "
        "size, equipment, start, term_months, renewal, notice_months, "
        "notice_date, expires, ended, agreement, support, confidence) VALUES "
        "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        "itttttttdctcdddcir", cluster->row,
        merger->mentions[cluster->members[0]].key,
        vote(merger, cluster, "contributor"), vote(merger, cluster, "name"),
        vote(merger, cluster, "area"), vote(merger, cluster, "country"),
        vote(merger, cluster, "size"), vote(merger, cluster, "equipment"),
        start, months, vote(merger, cluster, "renewal"), ahead, due, expires,
        ended_on(merger, cluster), (long)find_agreement(merger, cluster),
        (int64_t)support, truce_register_confidence(support));
}

int truce_register_write_missions(struct truce_merger *merger)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < merger->n_clusters; i++)
        rc = write_mission(merger, &merger->clusters[i]);
    /* a mission belongs to the text that its sender signed as it began */
    if (rc == TRUCE_OK)
        rc = truce_register_run(
            merger,
            "UPDATE missions SET agreement = coalesce((SELECT a.id FROM "
            "agreements a JOIN signatories s ON s.agreement = a.id AND s.code "
            "= missions.contributor WHERE length(a.date) = 10 AND a.date "
            "BETWEEN date(missions.start, '-10 days') AND "
            "date(missions.start, '+3 days') ORDER BY a.kind = 'ceasefire' "
            "DESC, a.support DESC, a.id LIMIT 1), agreement)",
            "");
    return rc;
}

/* Formats of all tellings, once each, separated by '|'; NULL: none. */
static const char *formats_of(struct truce_merger *merger,
                              const struct truce_cluster *cluster)
{
    const char *joined = NULL;
    for (size_t i = 0; i < cluster->n; i++) {
        const json_t *list = json_object_get(
            merger->mentions[cluster->members[i]].facts, "formats");
        for (size_t k = 0; k < json_array_size(list); k++) {
            const char *format = json_string_value(json_array_get(list, k));
            if (!format || (joined && strstr(joined, format)))
                continue;
            joined = truce_arena_printf(&merger->arena, "%s%s%s",
                                        joined ? joined : "", joined ? "|" : "",
                                        format);
        }
    }
    return joined;
}

static const char *modality_of(const struct truce_merger *merger,
                               const struct truce_cluster *cluster)
{
    const char *modality = "asserted";
    for (size_t i = 0; i < cluster->n; i++) {
        modality = truce_fact_text(merger->mentions[cluster->members[i]].facts,
                                   "modality");
        if (!modality || !strcmp(modality, "asserted"))
            return "asserted";
    }
    return modality;
}

static double coordinate(struct truce_merger *merger,
                         const struct truce_cluster *cluster, const char *name)
{
    for (size_t i = 0; i < cluster->n; i++) {
        const json_t *place = json_object_get(
            merger->mentions[cluster->members[i]].facts, "place");
        const json_t *value = json_object_get(place, name);
        if (json_is_number(value))
            return json_number_value(value);
    }
    return NAN;
}

static int write_episode(struct truce_merger *merger,
                         struct truce_cluster *cluster)
{
    static const char *const roles[][2] = {
        {"mediators", "mediator"}, {"hosts", "host"}, {"parties", "party"}};
    size_t support = truce_register_support(merger, cluster);
    int rc = truce_register_run(
        merger,
        "INSERT INTO episodes VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        "ittttrrtttttttttir", cluster->row,
        merger->mentions[cluster->members[0]].key,
        vote(merger, cluster, "date"), vote(merger, cluster, "place.name"),
        vote(merger, cluster, "place.country"),
        coordinate(merger, cluster, "lat"), coordinate(merger, cluster, "lon"),
        formats_of(merger, cluster), vote(merger, cluster, "level"),
        vote(merger, cluster, "track"), vote(merger, cluster, "duration_text"),
        vote(merger, cluster, "outcome"),
        vote(merger, cluster, "initiator.code"),
        vote(merger, cluster, "declined.code"),
        vote(merger, cluster, "first_since"), modality_of(merger, cluster),
        (int64_t)support, truce_register_confidence(support));
    for (size_t i = 0; rc == TRUCE_OK && i < 3; i++) {
        json_t *actors = truce_register_actors(merger, cluster, roles[i][0]);
        rc = truce_register_put_actors(merger, "episode_parties", cluster->row,
                                       roles[i][1], actors);
        json_decref(actors);
    }
    return rc;
}

/* Sides of a conflict do not mediate between themselves: who sits with
 * another of the episode as a party more than once is no third party. */
static int drop_own_mediators(struct truce_merger *merger)
{
    static const char *const steps[] = {
        "DELETE FROM episode_parties WHERE role <> 'party' AND EXISTS "
        "(SELECT 1 FROM episode_parties x WHERE x.episode = "
        "episode_parties.episode AND x.code <> episode_parties.code AND "
        "(SELECT count(*) FROM episode_parties p JOIN episode_parties q ON "
        "q.episode = p.episode WHERE p.role = 'party' AND q.role = 'party' "
        "AND p.code = episode_parties.code AND q.code = x.code) > 2)",
        "DELETE FROM episode_parties WHERE role <> 'party' AND NOT EXISTS "
        "(SELECT 1 FROM episode_parties x WHERE x.episode = "
        "episode_parties.episode AND x.role = 'party') AND (SELECT count(*) "
        "FROM episode_parties p WHERE p.role = 'party' AND p.code = "
        "episode_parties.code) > 2 * (SELECT count(*) FROM episode_parties p "
        "WHERE p.role <> 'party' AND p.code = episode_parties.code)",
        "UPDATE mentions SET register_row = NULL WHERE kind = 'episode' AND "
        "register_row IN (SELECT id FROM episodes e WHERE NOT EXISTS (SELECT "
        "1 FROM episode_parties p WHERE p.episode = e.id AND p.role <> "
        "'party'))",
        "DELETE FROM episodes WHERE NOT EXISTS (SELECT 1 FROM episode_parties "
        "p WHERE p.episode = episodes.id AND p.role <> 'party')",
    };
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < sizeof(steps) / sizeof(steps[0]);
         i++)
        rc = truce_register_run(merger, steps[i], "");
    return rc;
}

/* The process that an agreement belongs to: what a text calls it, else the
 * track of the meeting of its days and documents that made it, else that of
 * the signatory who mediates between the others most. */
static int give_processes(struct truce_merger *merger)
{
    static const char *const steps[] = {
        "UPDATE agreements SET process = (SELECT e.track FROM episodes e JOIN "
        "mentions m ON m.kind = 'episode' AND m.register_row = e.id JOIN "
        "mentions n ON n.kind = 'agreement' AND n.register_row = "
        "agreements.id AND n.document = m.document WHERE e.track IS NOT NULL "
        "AND (e.modality = 'asserted' OR e.outcome IN ('agreement', 'joint "
        "statement')) AND abs(julianday(e.date) - "
        "julianday(agreements.date)) <= 1 GROUP BY e.id ORDER BY count(*) "
        "DESC, e.support DESC, e.id LIMIT 1) WHERE process IS NULL AND import "
        "IS NULL",
        "UPDATE agreements SET process = (SELECT e.track FROM signatories s "
        "JOIN episode_parties q ON q.code = s.code AND q.role <> 'party' JOIN "
        "episodes e ON e.id = q.episode WHERE s.agreement = agreements.id AND "
        "s.role = 'signatory' AND e.track IS NOT NULL AND (SELECT "
        "count(DISTINCT p.code) FROM episode_parties p JOIN signatories o ON "
        "o.agreement = agreements.id AND o.code = p.code AND o.code <> s.code "
        "WHERE p.episode = e.id AND p.role = 'party') > 1 GROUP BY e.track "
        "ORDER BY count(*) DESC, e.track LIMIT 1) WHERE process IS NULL AND "
        "import IS NULL",
    };
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < sizeof(steps) / sizeof(steps[0]);
         i++)
        rc = truce_register_run(merger, steps[i], "");
    return rc;
}

int truce_register_write_episodes(struct truce_merger *merger)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < merger->n_clusters; i++)
        rc = write_episode(merger, &merger->clusters[i]);
    if (rc == TRUCE_OK)
        rc = drop_own_mediators(merger);
    return rc == TRUCE_OK ? give_processes(merger) : rc;
}
