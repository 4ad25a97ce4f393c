/* truce code PATH... -o CASE.db: reading, coding and storing as one pipeline
 * over all cores. */
#ifndef TRUCE_CLI_CODE_STORE_H
#define TRUCE_CLI_CODE_STORE_H

#include "cli/cmd.h"
#include "code/coder.h"

struct truce_code_job {
    const char *const *paths; /* [n_paths] */
    size_t n_paths;
    const char *output; /* the conflict file */
    size_t threads;     /* 0: all cores */
    struct truce_coder_options coder;
    struct truce_reader_options reader;
    bool again; /* code known documents again */
};

/*
 * Does the whole job: refused inputs are told on standard error and the rest
 * goes on; a batch of documents is one transaction, so that a killed run
 * loses at most the batch in work and the next one resumes. Returns an exit
 * status.
 */
int truce_code_store(struct truce_cli *cli, const struct truce_code_job *job);

#endif
