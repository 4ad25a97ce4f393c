/* Rows in the layout of GDELT 2.0 events for benchmarks: made up, but with
 * the widths, gaps and repetitions of the real ones. */
#ifndef TRUCE_BENCH_GDELT_ROWS_H
#define TRUCE_BENCH_GDELT_ROWS_H

#include <stdio.h>

#include "base/rng.h"
#include "lexicon/cameo.h"

struct gdelt_rows {
    struct truce_rng rng;
    const struct truce_cameo *acts; /* [n_acts] */
    size_t n_acts;
    size_t next; /* number of the next row */
};

/* Writes one row with its line end. */
void gdelt_rows_write(struct gdelt_rows *rows, FILE *out);

#endif
