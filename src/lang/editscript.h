/* Lemmas as edits of the form: "+c-k+s" in words: what to do with case, how
 * many characters to cut at the end, what to append; or the whole lemma. */
#ifndef TRUCE_LANG_EDITSCRIPT_H
#define TRUCE_LANG_EDITSCRIPT_H

#include <stddef.h>

enum { TRUCE_EDIT_MAX = 96 }; /* bytes of a script or a lemma, with the NUL */

/* Writes the script that turns `form` into `lemma` (both NUL-terminated
 * UTF-8) to out[TRUCE_EDIT_MAX]. Scripts: case letter 'l' (lower-case the
 * form), 'k' (keep) or 'c' (lower-case all but the first character), one digit
 * of characters to cut, then the bytes to append; or '=' and the lemma.
 * Returns 0, or -1 if it does not fit. */
int truce_editscript_make(char *out, const char *form, const char *lemma);

/* Applies a script made by truce_editscript_make to the `len` bytes of `form`
 * and writes the NUL-terminated lemma to out[size]. A script that does not fit
 * the form (too much to cut, too long) leaves the form itself, cut to size.
 * Returns the lemma's length. */
size_t truce_editscript_apply(char *out, size_t size, const char *script,
                              const char *form, size_t len);

#endif
