/*
 * Weights of the pool, learnt on past origins: the parts are trained as of
 * some years before the end of the data and forecast what is known since;
 * the weights that would have scored best there, held near fixed ones, are
 * used for the future (stacking, Wolpert 1992; Breiman 1996).
 */
#ifndef TRUCE_FORECAST_STACK_H
#define TRUCE_FORECAST_STACK_H

#include "forecast/model_parts.h"

/*
 * Sets weights [TRUCE_POOL_PARTS], at least 0, sum 1, for a model of these
 * options trained on the panel up to `through`; nothing later is read. A
 * history too short for any past origin gives the fixed weights. TRUCE_OK,
 * TRUCE_ENOMEM.
 */
int truce_stack_fit(const struct truce_panel *panel, int through,
                    const struct truce_model_options *options, double *weights,
                    struct truce_err *err);

/*
 * Which of *groups (context.h) a model is to have: a group stays when, on
 * past origins, the pool with fixed weights had a CRPS lower with it than
 * without it by more than the trees' luck. Sets weights [TRUCE_POOL_PARTS] as
 * truce_stack_fit does, for the groups that stay. Nothing after `through` is
 * read; no past origin: none stays. TRUCE_OK, TRUCE_ENOMEM.
 */
int truce_stack_context(const struct truce_panel *panel, int through,
                        const struct truce_model_options *options,
                        unsigned *groups, double *weights,
                        struct truce_err *err);

#endif
