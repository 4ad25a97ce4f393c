/* Who: countries, units of analysis, sectors and the actor codes of the
 * published sets, as the program's own codes. */
#ifndef TRUCE_IMPORT_PARTIES_H
#define TRUCE_IMPORT_PARTIES_H

#include "import/format.h"

/* Own code of a state given in `system`; NULL: none, or absent. */
const char *truce_import_country(const struct truce_import_line *line,
                                 enum truce_code_system system,
                                 struct truce_view text,
                                 struct truce_date date);

/* Own code of an alpha-3 code or, failing that, of a country's name. */
const char *truce_import_any_country(const struct truce_import_line *line,
                                     struct truce_view text,
                                     struct truce_date date);

/* "ARM-AZE" for two different codes, the lesser first, in the row's arena;
 * NULL when one is NULL, both are the same or memory is out. */
const char *truce_import_dyad(const struct truce_import_line *line,
                              const char *a, const char *b);

/* Unit of a deaths table: a country (code or name) or two joined by '-', in
 * any order. NULL: not known. */
const char *truce_import_unit(const struct truce_import_line *line,
                              struct truce_view text, struct truce_date date);

/* PLOVER sector of a CAMEO role code ("GOV", "INS" gives "REB"); NULL. */
const char *truce_import_role_sector(struct truce_view role);

/* PLOVER sector of a list of sector names as ICEWS and POLECAT write them
 * ("Government,Executive Office" or "GOV;MIL"); the most telling wins. NULL:
 * none is known. */
const char *truce_import_named_sector(struct truce_view names);

/* Own code of an organisation by its name in English or its usual
 * abbreviation; NULL. */
const char *truce_import_organisation_named(struct truce_view name);

/* Own code in a name of the kinds "Government of X", "Military Forces of X
 * (2003-)", "Citizen (X)", or of a country or organisation itself; NULL. */
const char *truce_import_named_code(const struct truce_import_line *line,
                                    struct truce_view name,
                                    struct truce_date date);

/*
 * Own codes of the states that a piece of prose names behind "of" ("the
 * Presidents of Armenia and of the Republic of Azerbaijan"), each once, in
 * text order, into out[max]. Returns their number.
 */
size_t truce_import_codes_in(const struct truce_import_line *line,
                             struct truce_view text, const char **out,
                             size_t max);

/* Own code of a CAMEO organisation code ("UNO", "EEC" gives "EUR"); NULL. */
const char *truce_import_organisation(struct truce_view code);

/*
 * Actor from a CAMEO actor code such as "AZEGOV", "IGOUNO", "PSEREBHAM":
 * three-letter parts, of which the first country, organisation and role
 * count. `name` may be {NULL,0}. Absent codes give an absent actor.
 */
void truce_import_cameo_actor(const struct truce_import_line *line,
                              struct truce_view code, struct truce_view name,
                              struct truce_date date,
                              struct truce_import_actor *out);

#endif
