/* truce merge: two register rows are one thing. */
#include "cli/decide.h"

static const struct truce_opt opts[] = {TRUCE_DECIDE_OPTS, TRUCE_OPT_END};

static int run(struct truce_cli *cli, int argc, char **argv)
{
    return truce_decide_run(cli, argc, argv, "merge");
}

const struct truce_cmd truce_cmd_merge = {
    .name = "merge",
    .summary = "decide that two rows of a register are one thing",
    .usage = (const char *const[]){"KIND ID ID -f CASE.db", NULL},
    .details =
        "KIND is agreement, mission or episode; the numbers are those that "
        "the listing shows. The decision is kept and holds when documents "
        "are coded again.",
    .opts = opts,
    .examples =
        (const char *const[]){"truce merge agreement 4 9 -f case.db", NULL},
    .run = run,
};
