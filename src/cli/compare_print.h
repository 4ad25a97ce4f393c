/* What truce compare prints for a person. */
#ifndef TRUCE_CLI_COMPARE_PRINT_H
#define TRUCE_CLI_COMPARE_PRINT_H

#include <stdio.h>

#include "compare/compare.h"

/* Steps, what each text no longer names, and the matrix of named things.
 * `versions`: rival versions of one text. `arena` for what it joins.
 * TRUCE_OK, TRUCE_ENOMEM, TRUCE_EIO. */
int truce_compare_print(const struct truce_compare *compare, bool versions,
                        struct truce_arena *arena, FILE *out);

#endif
