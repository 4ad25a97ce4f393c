/* Arguments that name two parties; see two_parties.h. */
#include "cli/two_parties.h"

bool truce_two_parties_read(struct truce_cli *cli, const char *file,
                            char **argv, size_t n,
                            struct truce_two_parties *out, int *status)
{
    struct truce_err err = TRUCE_ERR_INIT;
    int rc = TRUCE_OK;
    if (n != 2) {
        *status = truce_cli_usage(cli, "expected two parties, got %zu", n);
        return false;
    }
    if (!file) {
        *status = truce_cli_usage(cli, "no conflict file: give -f CASE.db");
        return false;
    }
    for (int i = 0; i < 2 && rc == TRUCE_OK; i++)
        rc = truce_dyad_party(argv[i], out->text[i], sizeof out->text[i],
                              &out->party[i], &err);
    if (rc != TRUCE_OK)
        *status = truce_cli_usage(cli, "%s", err.message);
    return rc == TRUCE_OK;
}
