/* The two parties that risk, who and what-if ask about. */
#ifndef TRUCE_CLI_TWO_PARTIES_H
#define TRUCE_CLI_TWO_PARTIES_H

#include "assess/dyad.h"
#include "cli/cmd.h"

struct truce_two_parties {
    struct truce_party party[2]; /* their strings stand in `text` */
    char text[2][64];
};

/*
 * Reads the arguments argv [n] ("ARM", "SDN:REB", "Armenia"), which must be
 * two, of a command that needs the conflict file `file` (NULL: not given).
 * False after a usage message: the command is to return *status.
 */
bool truce_two_parties_read(struct truce_cli *cli, const char *file,
                            char **argv, size_t n,
                            struct truce_two_parties *out, int *status);

#endif
