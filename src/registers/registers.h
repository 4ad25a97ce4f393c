/*
 * Registers: one row per agreement, mission and mediation episode in the
 * world, merged from what the documents tell (table mentions).
 */
#ifndef TRUCE_REGISTERS_REGISTERS_H
#define TRUCE_REGISTERS_REGISTERS_H

#include "base/date.h"
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
 * Shows the registers of a connection as they were known on the last day of
 * `as_of`: merged again from the documents dated up to then, imported rows as
 * they are. The tables of the registers are hidden behind temporary ones of
 * the same names in memory until truce_registers_now or the close; the file
 * does not change and may be open for reading only. Rows keep their ids where
 * they can. Not inside a transaction; an unknown date does nothing. TRUCE_OK,
 * TRUCE_EDB, TRUCE_ENOMEM.
 */
int truce_registers_as_of(sqlite3 *db, struct truce_date as_of,
                          struct truce_err *err);

/* Takes the temporary registers of truce_registers_as_of away, if any. */
void truce_registers_now(sqlite3 *db);

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
