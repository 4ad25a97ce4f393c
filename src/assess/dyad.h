/* A question about a pair of parties: naming the sides, their risk,
 * printing the answer as JSON. */
#ifndef TRUCE_ASSESS_DYAD_H
#define TRUCE_ASSESS_DYAD_H

#include <jansson.h>

#include "assess/assess.h"

/*
 * Reads "ARM", "SDN:REB" (a sector of a country) or an English country name
 * into *party; strings are written into buf (size bytes). TRUCE_OK or
 * TRUCE_EUSAGE with the reason.
 */
int truce_dyad_party(const char *text, char *buf, size_t size,
                     struct truce_party *party, struct truce_err *err);

/* The risk object of an assessment's dyad and day; *risk NULL where there is
 * nothing to forecast from. Owned: json_decref. TRUCE_OK or an error of the
 * forecast. */
int truce_dyad_risk(sqlite3 *db, const struct truce_assessment *assessment,
                    size_t horizon, json_t **risk, struct truce_err *err);

/* Writes a JSON value with a line end. TRUCE_OK, TRUCE_ENOMEM (NULL). */
int truce_dyad_json(FILE *out, const json_t *value);

#endif
