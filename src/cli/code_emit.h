/* truce code --emit jsonl: documents in (JSON lines as a rule), their coding
 * as JSON lines out, without a conflict file. */
#ifndef TRUCE_CLI_CODE_EMIT_H
#define TRUCE_CLI_CODE_EMIT_H

#include "cli/code_store.h"

/* One object a line in the order of the input, whatever the number of
 * threads. What cannot be read is named on standard error. Returns an
 * exit status. */
int truce_code_emit(struct truce_cli *cli, const struct truce_code_job *job);

#endif
