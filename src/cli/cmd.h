/*
 * A command is one file cmd_<name>.c with an option table and one exported
 * struct truce_cmd, and one row in commands.def. Help, man pages, shell
 * completion and the docs check all read these tables.
 */
#ifndef TRUCE_CLI_CMD_H
#define TRUCE_CLI_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/date.h"
#include "base/err.h"
#include "base/log.h"

/* Exit statuses. */
enum { TRUCE_EXIT_DONE = 0, TRUCE_EXIT_REFUSED = 1, TRUCE_EXIT_FAILED = 2 };

enum truce_opt_kind {
    TRUCE_OPT_FLAG,  /* bool */
    TRUCE_OPT_TEXT,  /* const char * */
    TRUCE_OPT_LIST,  /* struct truce_opt_list, may be given again */
    TRUCE_OPT_SIZE,  /* size_t */
    TRUCE_OPT_REAL,  /* double */
    TRUCE_OPT_DATE,  /* struct truce_date */
    TRUCE_OPT_MONTHS /* size_t; "12m", "2y" or a number of months */
};

#define TRUCE_OPT_LIST_MAX 32

struct truce_opt_list {
    const char *items[TRUCE_OPT_LIST_MAX];
    size_t n;
};

/* One option; `offset` is its place in the command's args struct. */
struct truce_opt {
    const char *name; /* "as-of", without dashes */
    char letter;      /* 'f', or 0 */
    enum truce_opt_kind kind;
    size_t offset;
    const char *placeholder; /* "DATE"; NULL for flags */
    const char *help;        /* one line, lower case, no full stop */
};

#define TRUCE_OPT_END                                                          \
    {                                                                          \
        0                                                                      \
    }

struct truce_cli; /* what main gives to every command */

struct truce_cmd {
    const char *name;
    const char *summary;      /* one line, lower case, no full stop */
    const char *const *usage; /* lines after "truce NAME ", NULL-ended */
    const char *details;      /* paragraphs for help and manual page */
    const struct truce_opt *opts;
    const char *const *examples; /* command lines, NULL-ended; or NULL */
    /* argv[0] is the command's name. Returns an exit status. */
    int (*run)(struct truce_cli *cli, int argc, char **argv);
};

struct truce_cli {
    const struct truce_cmd *cmd; /* the one running */
    FILE *out;                   /* standard output */
    FILE *errout;                /* standard error */
    struct truce_log log;        /* to standard error */
};

/* All commands in the order of commands.def, NULL-ended. */
extern const struct truce_cmd *const truce_commands[];

/*
 * Parses options of cli->cmd out of argv into `args` (the command's struct,
 * preset to its defaults). Options may stand anywhere; "--" ends them.
 * Positional arguments are moved to the front of argv, their number put in
 * *n. Returns 1 when the command should go on, else 0 with the exit status
 * in *status (--help was printed, or wrong use was explained).
 */
int truce_opt_parse(struct truce_cli *cli, int argc, char **argv, void *args,
                    size_t *n, int *status);

/* Prints the usage lines after "truce: MESSAGE" (printf format) to standard
 * error; returns TRUCE_EXIT_FAILED. */
int truce_cli_usage(struct truce_cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Prints "truce: error: ..." for err and returns its exit status. */
int truce_cli_fail(struct truce_cli *cli, const struct truce_err *err);

/* Prints the whole help of a command. */
void truce_cli_help(FILE *out, const struct truce_cmd *cmd);

#endif
