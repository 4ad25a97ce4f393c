/* Why a sentence was coded as it was: tree, actors, the frames that
 * competed, and what became of them. */
#ifndef TRUCE_CODE_EXPLAIN_H
#define TRUCE_CODE_EXPLAIN_H

#include <stdio.h>

#include "code/coder.h"

/*
 * Codes `document` and writes the explanation of sentence `sentence` (0-based;
 * SIZE_MAX: all) to `out`. TRUCE_OK, TRUCE_ENOMEM, TRUCE_ERANGE (no such
 * sentence), TRUCE_ELIMIT.
 */
int truce_explain(const struct truce_coder *coder,
                  const struct truce_document *document, size_t sentence,
                  FILE *out, struct truce_err *err);

#endif
