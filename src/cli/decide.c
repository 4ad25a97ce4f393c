/* What truce merge and truce split share; see decide.h. */
#include "cli/decide.h"

#include <stdlib.h>
#include <string.h>

#include "registers/registers.h"

static bool is_kind(const char *kind)
{
    return !strcmp(kind, "agreement") || !strcmp(kind, "mission") ||
           !strcmp(kind, "episode");
}

static bool read_id(const char *text, int64_t *id)
{
    char *end;
    long long value = strtoll(text, &end, 10);
    *id = value;
    return *text && !*end && value > 0;
}

int truce_decide_run(struct truce_cli *cli, int argc, char **argv,
                     const char *verb)
{
    struct truce_decide_args args = {0};
    struct truce_casefile *casefile = NULL;
    struct truce_err err = TRUCE_ERR_INIT;
    int64_t id, other;
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (!args.file)
        return truce_cli_usage(cli, "no conflict file given (-f CASE.db)");
    if (n != 3 || !is_kind(argv[0]) || !read_id(argv[1], &id) ||
        !read_id(argv[2], &other))
        return truce_cli_usage(cli, "expected agreement, mission or episode "
                                    "and two numbers");
    rc = truce_casefile_open(args.file, TRUCE_CASEFILE_WRITE, &casefile, &err);
    if (rc == TRUCE_OK)
        rc = truce_registers_decide(casefile, argv[0], verb, id, other,
                                    args.note, &err);
    if (rc == TRUCE_OK)
        rc = truce_registers_merge(casefile, &err);
    truce_casefile_close(casefile);
    if (rc < 0)
        return truce_cli_fail(cli, &err);
    fprintf(cli->errout, "truce: decided and kept; the registers are made "
                         "anew\n");
    return status;
}
