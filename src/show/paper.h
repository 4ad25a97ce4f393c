/* The sheet that text is printed on: its width, wrapped prose, small bars. */
#ifndef TRUCE_SHOW_PAPER_H
#define TRUCE_SHOW_PAPER_H

#include <stdio.h>

#include "base/str.h"

/* Columns of the terminal behind `out`; $COLUMNS where it is set; 100 where
 * neither tells. Between 40 and 200. */
size_t truce_show_width(FILE *out);

/*
 * Prints text, white space folded, in lines of at most `width` columns. The
 * first line starts with `first`, the others with `rest` (both NUL-ended,
 * counted by display columns). Ends with a line end.
 */
void truce_show_wrap(FILE *out, struct truce_view text, const char *first,
                     const char *rest, size_t width);

/*
 * Next piece of *rest that fits `width` columns, cut at white space where
 * there is some; *rest moves behind it. False when *rest is used up.
 */
bool truce_show_line(struct truce_view *rest, size_t width,
                     struct truce_view *line);

/* A bar of `cells` characters for value in 0..1 ("####..", or blocks where
 * the locale is UTF-8). NaN gives blanks. Appends to `out`. */
void truce_show_bar(struct truce_str *out, double value, size_t cells);

/* Spaces until `columns` display columns are reached after `used` ones. */
void truce_show_pad(FILE *out, size_t used, size_t columns);

#endif
