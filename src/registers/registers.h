/*
 * Registers: one row per agreement, mission and mediation episode in the
 * world, merged from what the documents tell (table mentions).
 */
#ifndef TRUCE_REGISTERS_REGISTERS_H
#define TRUCE_REGISTERS_REGISTERS_H

#include "casefile/casefile.h"

/*
 * Makes the register tables again from all mentions and a person's decisions
 * (merge, split), in a transaction of its own. Imported rows stay as they
 * are. The result depends on the mentions alone, not on their order of
 * coming. TRUCE_OK, TRUCE_EDB, TRUCE_ENOMEM.
 */
int truce_registers_merge(struct truce_casefile *casefile,
                          struct truce_err *err);

/*
 * A person's word on what is one thing: `verb` "merge" joins register rows
 * `id` and `other`; "split" takes the telling `other` (mentions.id) out of
 * row `id`. `kind`: agreement, mission, episode. The decision is kept and
 * holds on recoding; call truce_registers_merge after. TRUCE_ENOENT for rows
 * that are not there, TRUCE_EDB.
 */
int truce_registers_decide(struct truce_casefile *casefile, const char *kind,
                           const char *verb, int64_t id, int64_t other,
                           const char *note, struct truce_err *err);

#endif
