/* The work of `truce parse`: input cut into blocks, blocks parsed on several
 * threads, results written in order. */
#ifndef TRUCE_CLI_PARSE_JOB_H
#define TRUCE_CLI_PARSE_JOB_H

#include <stdio.h>

#include "lang/conllu.h"
#include "lang/lang.h"

enum truce_parse_format { TRUCE_PARSE_CONLLU, TRUCE_PARSE_JSON };

struct truce_parse_job {
    const struct truce_lang *lang;
    size_t threads;
    enum truce_parse_format format;
    FILE *out; /* NULL: nothing is written */
};

/* Splits, parses and writes plain text. Negative error code or TRUCE_OK. */
int truce_parse_text(const struct truce_parse_job *job, struct truce_view text,
                     struct truce_err *err);

/* Parses and writes given sentences, in place. */
int truce_parse_given(const struct truce_parse_job *job,
                      struct truce_conllu *sentences, size_t n,
                      struct truce_arena *arena, struct truce_err *err);

/* Splits and parses text into sentences for scoring; they live in `arena`. */
int truce_parse_to_conllu(const struct truce_parse_job *job,
                          struct truce_view text, struct truce_arena *arena,
                          struct truce_conllu **out, size_t *n,
                          struct truce_err *err);

/* Reads all sentences of CoNLL-U text into an array in `arena`. `name` is for
 * messages. */
int truce_parse_read(struct truce_view bytes, const char *name,
                     struct truce_arena *arena, struct truce_conllu **out,
                     size_t *n, struct truce_err *err);

/* Compares and prints a table of the CoNLL 2018 measures. */
int truce_parse_report(FILE *out, const struct truce_conllu *gold,
                       size_t n_gold, const struct truce_conllu *system,
                       size_t n_system, struct truce_err *err);

#endif
