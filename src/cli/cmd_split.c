/* truce split: a telling is of another thing than its row. */
#include "cli/decide.h"

static const struct truce_opt opts[] = {TRUCE_DECIDE_OPTS, TRUCE_OPT_END};

static int run(struct truce_cli *cli, int argc, char **argv)
{
    return truce_decide_run(cli, argc, argv, "split");
}

const struct truce_cmd truce_cmd_split = {
    .name = "split",
    .summary = "decide that a telling does not belong to its row",
    .usage = (const char *const[]){"KIND ID TELLING -f CASE.db", NULL},
    .details =
        "KIND is agreement, mission or episode, ID the row's number and "
        "TELLING the number of one of its tellings, as \"evidence\" lists "
        "them with --json. The telling becomes a row of its own. The "
        "decision is kept and holds when documents are coded again.",
    .opts = opts,
    .examples =
        (const char *const[]){"truce split episode 3 41 -f case.db", NULL},
    .run = run,
};
