/* The answer to "who can prevent a new war?" for a person to read. */
#ifndef TRUCE_SHOW_ANSWER_H
#define TRUCE_SHOW_ANSWER_H

#include <jansson.h>
#include <stdio.h>

#include "assess/assess.h"

/*
 * Prints the assessment: the risk (the object of `truce risk --json`, or
 * NULL), the answer in words, the mediators, the components, each mediator
 * with evidence, the notes. `width` in columns. TRUCE_OK, TRUCE_EDB,
 * TRUCE_ENOMEM.
 */
int truce_show_answer(FILE *out, sqlite3 *db,
                      struct truce_assessment *assessment, const json_t *risk,
                      size_t width, struct truce_err *err);

/* One sentence on a risk object, into `text`; "" when it has no figure. */
void truce_show_risk_line(struct truce_str *text, const json_t *risk);

/* All components as rows (code, name, component, value, low, high, sides,
 * why) in JSON or CSV. */
int truce_show_components(FILE *out, const struct truce_assessment *assessment,
                          int format);

#endif
