/* truce merge and truce split: a person's word on what is one thing. */
#ifndef TRUCE_CLI_DECIDE_H
#define TRUCE_CLI_DECIDE_H

#include "cli/cmd.h"

struct truce_decide_args {
    const char *file;
    const char *note;
};

#define TRUCE_DECIDE_OPTS                                                      \
    {"file",         'f',                                                      \
     TRUCE_OPT_TEXT, offsetof(struct truce_decide_args, file),                 \
     "CASE.db",      "the conflict file"},                                     \
    {                                                                          \
        "note", 0, TRUCE_OPT_TEXT, offsetof(struct truce_decide_args, note),   \
            "TEXT", "why, kept with the decision"                              \
    }

/* Runs `verb` ("merge", "split") on KIND ID OTHER. Returns an exit status. */
int truce_decide_run(struct truce_cli *cli, int argc, char **argv,
                     const char *verb);

#endif
