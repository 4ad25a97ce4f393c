/*
 * Main text of a page. Scoring after the idea of Arc90's Readability: each
 * paragraph lends its length, less its links, to its parent and half of it to
 * its grandparent; the heaviest element is the article.
 */
#include "read/html_text.h"

#include <string.h>

#include "base/map.h"
#include "base/mem.h"

/* Paragraphs below this are captions and buttons, not prose. */
#define PROSE_MIN 25

struct truce_view truce_html_attr(const xmlNode *node, const char *name)
{
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
        if (!xmlStrcasecmp(attr->name, (const xmlChar *)name) &&
            attr->children && attr->children->content)
            return truce_view_of((const char *)attr->children->content);
    return (struct truce_view){NULL, 0};
}

const xmlNode *truce_html_after(const xmlNode *node, const xmlNode *root)
{
    if (node->children && node->type == XML_ELEMENT_NODE)
        return node->children;
    while (node && node != root && !node->next)
        node = node->parent;
    return node && node != root ? node->next : NULL;
}

/* Node after `node` that is not under it. */
static const xmlNode *skip_under(const xmlNode *node, const xmlNode *root)
{
    while (node && node != root && !node->next)
        node = node->parent;
    return node && node != root ? node->next : NULL;
}

static bool in_list(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (!strcmp(name, *list))
            return true;
    return false;
}

static bool is_block(const xmlNode *node)
{
    static const char *const names[] = {
        "p",    "div",   "h1", "h2", "h3",         "h4",      "h5",
        "h6",   "li",    "ul", "ol", "blockquote", "article", "section",
        "main", "table", "tr", "td", "th",         "pre",     "dl",
        "dt",   "dd",    "br", "hr", "body",       "figure",  NULL};
    return node->type == XML_ELEMENT_NODE &&
           in_list((const char *)node->name, names);
}

/* Class and id words that name what is around an article. */
static bool is_furniture_word(struct truce_view word)
{
    static const char *const words[] = {
        "nav",         "navbar",     "navigation",  "menu",     "footer",
        "sidebar",     "comments",   "comment",     "related",  "share",
        "sharing",     "social",     "promo",       "advert",   "advertisement",
        "ad",          "ads",        "cookie",      "cookies",  "breadcrumb",
        "breadcrumbs", "subscribe",  "newsletter",  "tags",     "banner",
        "popup",       "pagination", "recommended", "masthead", NULL};
    char buf[32];
    if (word.len >= sizeof buf)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        buf[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    buf[word.len] = '\0';
    return in_list(buf, words);
}

static bool names_furniture(struct truce_view value)
{
    size_t from = 0;
    for (size_t i = 0; i <= value.len; i++) {
        char c = i < value.len ? value.ptr[i] : ' ';
        if (c != ' ' && c != '-' && c != '_')
            continue;
        if (is_furniture_word((struct truce_view){value.ptr + from, i - from}))
            return true;
        from = i + 1;
    }
    return false;
}

static bool is_furniture(const xmlNode *node)
{
    static const char *const names[] = {
        "script", "style",  "noscript", "nav",    "header", "footer",
        "aside",  "form",   "button",   "select", "input",  "textarea",
        "iframe", "svg",    "template", "head",   "title",  "figcaption",
        "menu",   "dialog", "time",     NULL};
    const char *name = (const char *)node->name;
    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE)
        return true;
    if (node->type != XML_ELEMENT_NODE)
        return false;
    if (!strcmp(name, "header") && node->parent &&
        !strcmp((const char *)node->parent->name, "article"))
        return false;
    if (in_list(name, names) || truce_html_attr(node, "hidden").ptr ||
        truce_view_eq_text(truce_html_attr(node, "aria-hidden"), "true"))
        return true;
    if (!strcmp(name, "body") || !strcmp(name, "html") ||
        !strcmp(name, "article") || !strcmp(name, "main"))
        return false;
    return names_furniture(truce_html_attr(node, "class")) ||
           names_furniture(truce_html_attr(node, "id"));
}

/* Appends text with runs of white space made one blank. */
static void add_words(struct truce_str *out, const char *text)
{
    for (; *text; text++) {
        bool space = *text == ' ' || (*text >= '\t' && *text <= '\r');
        bool at_start = out->len == 0 || out->ptr[out->len - 1] == ' ' ||
                        out->ptr[out->len - 1] == '\n';
        if (!space)
            truce_str_putc(out, *text);
        else if (!at_start)
            truce_str_putc(out, ' ');
    }
}

void truce_html_words(const xmlNode *node, struct truce_str *out)
{
    for (const xmlNode *at = node; at; at = truce_html_after(at, node))
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE)
            add_words(out, (const char *)at->content);
}

static size_t text_length(const xmlNode *node, bool links)
{
    size_t len = 0;
    for (const xmlNode *at = node; at; at = truce_html_after(at, node)) {
        if (at->type == XML_TEXT_NODE && !links)
            len += strlen((const char *)at->content);
        else if (links && at->type == XML_ELEMENT_NODE &&
                 !strcmp((const char *)at->name, "a"))
            len += text_length(at, false);
    }
    return len;
}

/* Weight of one paragraph: its length without links; 0 for scraps. */
static size_t weight(const xmlNode *paragraph)
{
    size_t all = text_length(paragraph, false);
    size_t links = text_length(paragraph, true);
    return all < PROSE_MIN || links * 2 > all ? 0 : all - links;
}

struct best {
    const xmlNode *node;
    uint64_t score;
};

static void lend(struct truce_map *scores, const xmlNode *node, uint64_t amount,
                 struct best *best)
{
    struct truce_view key = {(const char *)&node, sizeof node};
    uint64_t *score = truce_map_put(scores, key, 0, NULL);
    if (!score)
        return;
    *score += amount;
    if (*score > best->score)
        *best = (struct best){node, *score};
}

/* The page's <article> or <main>, when it has half of all prose. */
static const xmlNode *named_main(const xmlNode *root, uint64_t prose)
{
    for (const xmlNode *node = root; node;
         node = truce_html_after(node, root)) {
        struct truce_view role;
        if (node->type != XML_ELEMENT_NODE)
            continue;
        role = truce_html_attr(node, "itemprop");
        if ((!strcmp((const char *)node->name, "article") ||
             truce_view_eq_text(role, "articleBody") ||
             !strcmp((const char *)node->name, "main")) &&
            text_length(node, false) * 2 >= prose)
            return node;
    }
    return NULL;
}

const xmlNode *truce_html_main(const xmlNode *root)
{
    struct truce_map scores = TRUCE_MAP_INIT;
    struct best best = {root, 0};
    uint64_t prose = 0;
    const xmlNode *named;
    const xmlNode *node = root;
    while (node) {
        if (is_furniture(node)) {
            node = skip_under(node, root);
            continue;
        }
        if (node->type == XML_ELEMENT_NODE &&
            !strcmp((const char *)node->name, "p")) {
            size_t amount = weight(node);
            prose += amount;
            lend(&scores, node->parent, amount, &best);
            if (node->parent && node->parent->parent)
                lend(&scores, node->parent->parent, amount / 2, &best);
        }
        node = truce_html_after(node, root);
    }
    truce_map_release(&scores);
    named = named_main(root, prose);
    return named ? named : best.node;
}

/* Ends the paragraph that is being written. */
static void end_block(struct truce_str *out)
{
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->ptr[--out->len] = '\0';
    if (out->len && out->ptr[out->len - 1] != '\n')
        truce_str_puts(out, "\n\n");
}

/* A heading that says the title again. */
static bool repeats(const xmlNode *node, struct truce_view title)
{
    struct truce_str words = TRUCE_STR_INIT;
    bool same;
    if (!title.ptr || node->type != XML_ELEMENT_NODE ||
        strcmp((const char *)node->name, "h1") != 0)
        return false;
    truce_html_words(node, &words);
    same = truce_view_eq(truce_view_trim(truce_str_view(&words)), title);
    truce_str_release(&words);
    return same;
}

/* A block that is mostly links is a menu, whatever it is called. */
static bool is_menu(const xmlNode *node)
{
    static const char *const names[] = {"ul", "ol", "li", "p", NULL};
    size_t all;
    if (node->type != XML_ELEMENT_NODE ||
        !in_list((const char *)node->name, names))
        return false;
    all = text_length(node, false);
    return all > 0 && text_length(node, true) * 4 > all * 3;
}

int truce_html_blocks(const xmlNode *node, struct truce_view title,
                      struct truce_str *out)
{
    const xmlNode *at = node;
    while (at) {
        const xmlNode *next;
        if (at != node &&
            (is_furniture(at) || is_menu(at) || repeats(at, title))) {
            next = skip_under(at, node);
            end_block(out);
        } else {
            if (is_block(at))
                end_block(out);
            else if (at->type == XML_TEXT_NODE)
                add_words(out, (const char *)at->content);
            next = truce_html_after(at, node);
        }
        /* leaving a block ends its paragraph */
        if (next != at->children && is_block(at->parent ? at->parent : at) &&
            (!next || next->parent != at->parent))
            end_block(out);
        at = next;
    }
    while (out->len && strchr(" \n", out->ptr[out->len - 1]))
        out->ptr[--out->len] = '\0';
    return out->failed ? TRUCE_ENOMEM : TRUCE_OK;
}
