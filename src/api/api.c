/* The public C API over the rooms; see truce.h. */
#include "truce.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assess/dyad.h"
#include "base/mem.h"
#include "casefile/casefile.h"
#include "code/coded_json.h"
#include "code/coder.h"
#include "forecast/forecast.h"
#include "lexicon/actor_json.h"
#include "registers/registers.h"

struct truce_engine {
    struct truce_coder *coder;
};

struct truce_session {
    const struct truce_engine *engine;
    struct truce_coder_scratch *scratch;
    struct truce_arena arena; /* cleared at the start of each call */
};

struct truce_case {
    struct truce_casefile *casefile;
};

const char *truce_version(void)
{
    return TRUCE_VERSION;
}

const char *truce_error_name(int code)
{
    return truce_code_name(code);
}

void truce_text_free(char *text)
{
    free(text);
}

/* Copies the library's error into the caller's and returns the code. */
static int report(int rc, const struct truce_err *err,
                  struct truce_error *error)
{
    if (!error)
        return rc;
    memset(error, 0, sizeof *error);
    error->byte = (size_t)-1;
    error->code = rc;
    if (rc == TRUCE_OK)
        return rc;
    memcpy(error->message, err->message, sizeof error->message);
    memcpy(error->file, err->file, sizeof error->file);
    error->line = err->line;
    error->byte = err->byte;
    if (!error->message[0])
        snprintf(error->message, sizeof error->message, "%s",
                 truce_code_help(rc));
    return rc;
}

/* Takes over `object` and puts its text into *out. */
static int to_text(json_t *object, char **out)
{
    if (object)
        *out = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(9));
    json_decref(object);
    return *out ? TRUCE_OK : TRUCE_ENOMEM;
}

int truce_engine_open(const char *const *lexicons, size_t n_lexicons,
                      struct truce_engine **out, struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_coder_options options = {
        .lexicon = {.extra = lexicons, .n_extra = n_lexicons}};
    struct truce_engine *engine = truce_zalloc(1, sizeof *engine);
    int rc = engine ? truce_coder_open(&options, &engine->coder, &err)
                    : TRUCE_ENOMEM;
    if (rc != TRUCE_OK) {
        truce_engine_close(engine);
        engine = NULL;
    }
    *out = engine;
    return report(rc, &err, error);
}

void truce_engine_close(struct truce_engine *engine)
{
    if (engine)
        truce_coder_close(engine->coder);
    truce_free(engine);
}

int truce_session_open(const struct truce_engine *engine,
                       struct truce_session **out, struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_session *session = truce_zalloc(1, sizeof *session);
    int rc = TRUCE_ENOMEM;
    if (session) {
        session->engine = engine;
        rc = truce_coder_scratch_new(engine->coder, &session->scratch);
    }
    if (rc != TRUCE_OK) {
        truce_session_close(session);
        session = NULL;
    }
    *out = session;
    return report(rc, &err, error);
}

void truce_session_close(struct truce_session *session)
{
    if (!session)
        return;
    truce_coder_scratch_free(session->scratch);
    truce_arena_release(&session->arena);
    truce_free(session);
}

/* Reads a JSON document and codes it; both live in the session's arena. */
static int code_json(struct truce_session *session, const char *json,
                     struct truce_document *document, struct truce_coded *coded,
                     struct truce_err *err)
{
    int rc;
    truce_arena_clear(&session->arena);
    rc = truce_document_from_json(truce_view_of(json), &session->arena,
                                  document, err);
    if (rc == TRUCE_OK)
        rc = truce_coder_code(session->engine->coder, session->scratch,
                              document, &session->arena, coded, err);
    return rc;
}

int truce_session_code(struct truce_session *session, const char *json,
                       char **out, struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_document document;
    struct truce_coded coded;
    int rc;
    *out = NULL;
    rc = code_json(session, json, &document, &coded, &err);
    if (rc == TRUCE_OK)
        rc = to_text(truce_json_coded(document.id, &coded), out);
    return report(rc, &err, error);
}

int truce_session_actor(struct truce_session *session, const char *phrase,
                        const char *date, char **out, struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_date day = {0, 0, 0};
    struct truce_actor actor;
    int rc = TRUCE_OK;
    *out = NULL;
    truce_arena_clear(&session->arena);
    if (date && truce_date_parse(truce_view_of(date), &day) != TRUCE_OK)
        rc = truce_err_set(&err, TRUCE_EUSAGE, "bad date '%s'", date);
    if (rc == TRUCE_OK)
        rc = truce_lexicon_resolve(truce_coder_lexicon(session->engine->coder),
                                   truce_view_of(phrase), day, &session->arena,
                                   &actor);
    if (rc == TRUCE_OK)
        rc = to_text(truce_actor_json(&actor), out);
    return report(rc, &err, error);
}

int truce_case_open(const char *path, int writable, struct truce_case **out,
                    struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_case *file = truce_zalloc(1, sizeof *file);
    int rc = TRUCE_ENOMEM;
    if (file)
        rc = truce_casefile_open(
            path, writable ? TRUCE_CASEFILE_WRITE : TRUCE_CASEFILE_READ,
            &file->casefile, &err);
    if (rc != TRUCE_OK) {
        truce_free(file);
        file = NULL;
    }
    *out = file;
    return report(rc, &err, error);
}

void truce_case_close(struct truce_case *file)
{
    if (file)
        truce_casefile_close(file->casefile);
    truce_free(file);
}

/* Stores one coded document in its own transaction. */
static int store(struct truce_casefile *casefile,
                 const struct truce_document *document,
                 const struct truce_coded *coded, const char *version,
                 struct truce_err *err)
{
    int rc = truce_casefile_begin(casefile, err);
    if (rc != TRUCE_OK)
        return rc;
    rc = truce_casefile_store(casefile, document, coded, version, err);
    if (rc == TRUCE_OK)
        rc = truce_casefile_commit(casefile, err);
    if (rc != TRUCE_OK)
        truce_casefile_rollback(casefile);
    return rc;
}

int truce_case_add(struct truce_case *file, struct truce_session *session,
                   const char *json, struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    const char *version = truce_coder_version(session->engine->coder);
    struct truce_document document;
    struct truce_coded coded;
    bool known = false;
    int rc;
    truce_arena_clear(&session->arena);
    rc = truce_document_from_json(truce_view_of(json), &session->arena,
                                  &document, &err);
    if (rc == TRUCE_OK)
        rc = truce_casefile_knows(file->casefile, &document, version, &known,
                                  &err);
    if (rc == TRUCE_OK && !known)
        rc = code_json(session, json, &document, &coded, &err);
    if (rc == TRUCE_OK && !known)
        rc = store(file->casefile, &document, &coded, version, &err);
    return report(rc, &err, error);
}

int truce_case_merge(struct truce_case *file, struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    int rc = truce_registers_merge(file->casefile, &err);
    return report(rc, &err, error);
}

/* Reads the question's day into *as_of. */
static int read_day(const struct truce_question *question,
                    struct truce_date *as_of, struct truce_err *err)
{
    int rc = truce_date_parse(truce_view_of(question->as_of), as_of);
    if (rc != TRUCE_OK || !as_of->day)
        rc = truce_err_set(err, TRUCE_EUSAGE,
                           "bad day '%s': expected a date such as 2022-11-09",
                           question->as_of ? question->as_of : "");
    return rc;
}

/* The assessment with its risk as one object. */
static int answer(sqlite3 *db, struct truce_assessment *assessment,
                  size_t months, char **out, struct truce_err *err)
{
    json_t *risk = NULL;
    json_t *object = NULL;
    int rc = truce_dyad_risk(db, assessment, months, &risk, err);
    if (rc == TRUCE_OK)
        object = truce_assess_json(db, assessment, err);
    if (rc == TRUCE_OK && object)
        json_object_set(object, "risk", risk ? risk : json_null());
    if (rc == TRUCE_OK)
        rc = object ? to_text(object, out)
                    : (err->code < 0 ? err->code : TRUCE_ENOMEM);
    json_decref(risk);
    return rc;
}

int truce_case_who(struct truce_case *file,
                   const struct truce_question *question, char **out,
                   struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_assess_options options = {.seed = 0};
    struct truce_assessment *assessment = NULL;
    sqlite3 *db = truce_casefile_db(file->casefile);
    char names[2][64];
    int rc;
    *out = NULL;
    rc = read_day(question, &options.as_of, &err);
    if (rc == TRUCE_OK)
        rc = truce_dyad_party(question->a, names[0], sizeof names[0],
                              &options.party[0], &err);
    if (rc == TRUCE_OK)
        rc = truce_dyad_party(question->b, names[1], sizeof names[1],
                              &options.party[1], &err);
    if (rc == TRUCE_OK)
        rc = truce_registers_as_of(db, options.as_of, &err);
    if (rc == TRUCE_OK)
        rc = truce_assess(db, &options, &assessment, &err);
    if (rc == TRUCE_OK)
        rc = answer(db, assessment, question->months, out, &err);
    truce_registers_now(db);
    truce_assessment_free(assessment);
    return report(rc, &err, error);
}

int truce_case_risk(struct truce_case *file,
                    const struct truce_question *question, char **out,
                    struct truce_error *error)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_date as_of = {0, 0, 0};
    sqlite3 *db = truce_casefile_db(file->casefile);
    json_t *risk = NULL;
    int rc;
    *out = NULL;
    rc = read_day(question, &as_of, &err);
    if (rc == TRUCE_OK)
        rc = truce_registers_as_of(db, as_of, &err);
    if (rc == TRUCE_OK)
        rc = truce_forecast_risk_json(db, question->a, question->b, as_of,
                                      question->months, &risk, &err);
    truce_registers_now(db);
    if (rc == TRUCE_OK)
        rc = to_text(risk, out);
    return report(rc, &err, error);
}
