/* Which part of an HTML page is its article, and its words. */
#ifndef TRUCE_READ_HTML_TEXT_H
#define TRUCE_READ_HTML_TEXT_H

#include <libxml/tree.h>

#include "base/err.h"
#include "base/str.h"

/* Value of an attribute, borrowed from the tree; {NULL,0} where absent. */
struct truce_view truce_html_attr(const xmlNode *node, const char *name);

/* Node after `node` in document order inside `root`; NULL at the end. */
const xmlNode *truce_html_after(const xmlNode *node, const xmlNode *root);

/* Appends the words under `node`, white space as single blanks. */
void truce_html_words(const xmlNode *node, struct truce_str *out);

/*
 * The element that holds the article: an <article> or <main> that has most of
 * the page's paragraphs, else the element whose own paragraphs weigh most
 * (length, less what is links). Never NULL; `root` itself at worst.
 */
const xmlNode *truce_html_main(const xmlNode *root);

/*
 * Appends the blocks of text under `node`, one paragraph each, a blank line
 * between; menus, forms, notes at the side and the heading that repeats
 * `title` are left out. TRUCE_OK or TRUCE_ENOMEM.
 */
int truce_html_blocks(const xmlNode *node, struct truce_view title,
                      struct truce_str *out);

#endif
