/*
 * truce: the public C API.
 *
 * Handles are opaque. Functions that can fail return 0 or a negative code
 * and fill a struct truce_error that the caller supplies (or NULL):
 * EUSAGE for wrong arguments, ENOMEM, EIO, and what is named below. Text is
 * UTF-8 and NUL-terminated. What is returned through `out` is owned by the
 * caller and released with the function named beside it; nothing else is.
 *
 * Results are JSON, the same objects that the program prints; the words in
 * them are those of docs/codebook.md.
 */
#ifndef TRUCE_H
#define TRUCE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What went wrong, and where in the input. */
struct truce_error {
    int code;          /* 0 or negative; truce_error_name tells its name */
    char message[512]; /* lower case, no full stop */
    char file[256];    /* input file, "" when unknown */
    size_t line;       /* 1-based, 0 when unknown */
    size_t byte;       /* 0-based, (size_t)-1 when unknown */
};

/* Version of the library, "X.Y.Z". Static string, borrowed. */
const char *truce_version(void);

/* Name of a code, such as "EFORMAT". Static string, borrowed. */
const char *truce_error_name(int code);

/* Releases a text that the library returned; NULL is accepted. */
void truce_text_free(char *text);

/* Model, lexicon and frames, loaded once; may be shared by threads. */
struct truce_engine;

/*
 * Loads the shipped model and lexicon ($TRUCE_DATA or the installed place).
 * lexicons: folders [n_lexicons] of the user that add to or replace the
 * shipped lexicon; NULL with 0 for none. Release: truce_engine_close.
 */
int truce_engine_open(const char *const *lexicons, size_t n_lexicons,
                      struct truce_engine **out, struct truce_error *error);

/* Releases the engine, after its last session. NULL is accepted. */
void truce_engine_close(struct truce_engine *engine);

/* Working memory of one thread. */
struct truce_session;

/*
 * Opens a session on the engine, which is borrowed and must stay open as long.
 * Release: truce_session_close.
 */
int truce_session_open(const struct truce_engine *engine,
                       struct truce_session **out, struct truce_error *error);

/* Releases the session; its engine stays. NULL is accepted. */
void truce_session_close(struct truce_session *session);

/*
 * Codes one document. json: an object with "text" and, where known, "id",
 * "date" (ISO 8601), "title", "source", "url". *out: the object that
 * `truce code --emit jsonl` prints for it. Release: truce_text_free. EFORMAT
 * where `json` is no such object.
 */
int truce_session_code(struct truce_session *session, const char *json,
                       char **out, struct truce_error *error);

/*
 * Resolves a phrase such as "the Kremlin" to an actor on a date (ISO 8601,
 * or NULL for the latest known). *out: the object of `truce actor --json`.
 * Release: truce_text_free.
 */
int truce_session_actor(struct truce_session *session, const char *phrase,
                        const char *date, char **out,
                        struct truce_error *error);

/* A conflict file. Used by one thread at a time. */
struct truce_case;

/*
 * Opens the conflict file at `path`; with writable not 0 it may be added to
 * and is made where missing. ENOENT, or EVERSION for a file of a later
 * version. Release: truce_case_close.
 */
int truce_case_open(const char *path, int writable, struct truce_case **out,
                    struct truce_error *error);

/* Closes the file; what was added stays. NULL is accepted. */
void truce_case_close(struct truce_case *file);

/*
 * Codes one document (JSON as for truce_session_code) and stores it in a
 * transaction of its own. A document that is already there, coded by the
 * same version, is left as it is.
 */
int truce_case_add(struct truce_case *file, struct truce_session *session,
                   const char *json, struct truce_error *error);

/* Merges what was added into the registers; call it after the last
 * truce_case_add and before asking. */
int truce_case_merge(struct truce_case *file, struct truce_error *error);

/* A question about two parties. */
struct truce_question {
    const char *a; /* code such as "ARM" or "SDN:REB" */
    const char *b;
    const char *as_of; /* ISO 8601 day: nothing later is used */
    size_t months;     /* horizon of the risk, 1 to 36 */
};

/*
 * Who can prevent a new war, with evidence. *out: the object of `truce who
 * --json`. Release: truce_text_free.
 */
int truce_case_who(struct truce_case *file,
                   const struct truce_question *question, char **out,
                   struct truce_error *error);

/*
 * Risk that fighting escalates. *out: the object of `truce risk --json`.
 * Release: truce_text_free. ENODATA where the file tells nothing of the two.
 */
int truce_case_risk(struct truce_case *file,
                    const struct truce_question *question, char **out,
                    struct truce_error *error);

#ifdef __cplusplus
}
#endif

#endif
