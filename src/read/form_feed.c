/*
 * RSS 0.9x/1.0/2.0 and Atom: one document an item. A damaged feed gives the
 * items before the damage, then is refused with the line of it.
 */
#include <libxml/parser.h>
#include <string.h>

#include "base/mem.h"
#include "read/dateline.h"
#include "read/form.h"
#include "read/html_text.h"

struct feed {
    xmlDoc *doc;
    const xmlNode *next; /* where to look for the next item */
    const xmlNode *root;
    struct truce_err err; /* damage, told after the last item */
};

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           !strcmp((const char *)node->name, name);
}

static void close_feed(void *state)
{
    struct feed *feed = state;
    if (feed)
        xmlFreeDoc(feed->doc);
    truce_free(feed);
}

static int parse(struct feed *feed, struct truce_view text,
                 struct truce_err *err)
{
    xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
    int rc = TRUCE_OK;
    if (!ctxt)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    feed->doc = xmlCtxtReadMemory(ctxt, text.ptr, (int)text.len, NULL, "UTF-8",
                                  XML_PARSE_RECOVER | XML_PARSE_NOERROR |
                                      XML_PARSE_NOWARNING | XML_PARSE_NONET |
                                      XML_PARSE_NOCDATA);
    if (!ctxt->wellFormed) {
        const char *why = ctxt->lastError.message;
        size_t len = why ? strcspn(why, "\n") : 0;
        truce_err_set(&feed->err, TRUCE_EFORMAT, "malformed XML: %.*s",
                      (int)len, why ? why : "");
        truce_err_at(&feed->err, NULL, (size_t)ctxt->lastError.line,
                     (size_t)-1);
    }
    feed->root = feed->doc ? xmlDocGetRootElement(feed->doc) : NULL;
    feed->next = feed->root;
    if (!feed->root) {
        *err = feed->err;
        rc = truce_err_set(err, TRUCE_EFORMAT, "not a feed");
    }
    xmlFreeParserCtxt(ctxt);
    return rc;
}

static int open_feed(struct truce_input *input, void **state,
                     struct truce_err *err)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct feed *feed = truce_zalloc(1, sizeof *feed);
    struct truce_view text;
    int rc;
    *state = feed;
    if (!feed)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    feed->err = (struct truce_err)TRUCE_ERR_INIT;
    rc = truce_form_slurp(input, &arena, &text, err);
    if (rc == TRUCE_OK)
        rc = parse(feed, text, err);
    truce_arena_release(&arena);
    return rc;
}

/* Words of an element into the arena. */
static struct truce_view words_of(const xmlNode *node,
                                  struct truce_arena *arena)
{
    struct truce_str words = TRUCE_STR_INIT;
    struct truce_view out;
    truce_html_words(node, &words);
    out = truce_arena_view(arena, truce_view_trim(truce_str_view(&words)));
    truce_str_release(&words);
    return out;
}

/* The element's text as it stands: HTML that is escaped in the feed. */
static int markup_of(const xmlNode *node, struct truce_arena *arena,
                     struct truce_view *out)
{
    struct truce_str raw = TRUCE_STR_INIT;
    int rc;
    for (const xmlNode *at = node; at; at = truce_html_after(at, node))
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE)
            truce_str_puts(&raw, (const char *)at->content);
    rc = raw.failed ? TRUCE_ENOMEM
                    : truce_html_fragment(truce_str_view(&raw), arena, out);
    truce_str_release(&raw);
    return rc;
}

struct item {
    struct truce_arena *arena;
    struct truce_document *out;
    int text_rank; /* of the text found so far */
    int date_rank;
};

/* Elements that hold the text and the date, better ones higher. */
static const struct {
    const char *name;
    int rank;
} texts[] = {{"summary", 1},
             {"description", 1},
             {"content", 2},
             {"encoded", 3}},
  dates[] = {{"updated", 1}, {"modified", 1}, {"date", 2},
             {"issued", 2},  {"pubDate", 3},  {"published", 3}};

static int take_text(struct item *item, const xmlNode *node)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct truce_view text;
        int rc;
        if (!named(node, texts[i].name) || texts[i].rank <= item->text_rank)
            continue;
        rc = markup_of(node, item->arena, &text);
        if (rc < 0)
            return rc;
        if (text.len > 0) {
            item->out->text = text;
            item->text_rank = texts[i].rank;
        }
    }
    return TRUCE_OK;
}

static int take_date(struct item *item, const xmlNode *node,
                     struct truce_err *err)
{
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        int rc;
        if (!named(node, dates[i].name) || dates[i].rank <= item->date_rank)
            continue;
        rc = truce_dateline_date(words_of(node, item->arena), &item->out->date,
                                 err);
        if (rc < 0)
            return truce_err_at(err, NULL, (size_t)xmlGetLineNo(node),
                                (size_t)-1);
        item->date_rank = dates[i].rank;
    }
    return TRUCE_OK;
}

static void take_link(struct item *item, const xmlNode *node)
{
    struct truce_view rel = truce_html_attr(node, "rel");
    struct truce_view href = truce_html_attr(node, "href");
    if (!href.ptr)
        item->out->url = words_of(node, item->arena);
    else if (!rel.ptr || truce_view_eq_text(rel, "alternate"))
        item->out->url = truce_arena_view(item->arena, href);
}

static int take_item(struct item *item, const xmlNode *node,
                     struct truce_err *err)
{
    int rc = TRUCE_OK;
    for (const xmlNode *at = node->children; at && rc == TRUCE_OK;
         at = at->next) {
        if (named(at, "title"))
            rc = markup_of(at, item->arena, &item->out->title);
        else if (named(at, "link"))
            take_link(item, at);
        else if (named(at, "guid") || named(at, "id"))
            item->out->id = words_of(at, item->arena);
        else if ((rc = take_text(item, at)) == TRUCE_OK)
            rc = take_date(item, at, err);
    }
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    return rc;
}

/* The feed's own title is the source of all items. */
static struct truce_view feed_title(const struct feed *feed,
                                    struct truce_arena *arena)
{
    for (const xmlNode *node = feed->root; node;
         node = truce_html_after(node, feed->root)) {
        if (named(node, "item") || named(node, "entry"))
            break;
        if (named(node, "title"))
            return words_of(node, arena);
    }
    return (struct truce_view){NULL, 0};
}

static int next_item(void *state, struct truce_input *input,
                     struct truce_arena *arena, struct truce_document *out,
                     struct truce_err *err)
{
    struct feed *feed = state;
    struct item item = {.arena = arena, .out = out};
    const xmlNode *node = feed->next;
    int rc;
    while (node && !named(node, "item") && !named(node, "entry"))
        node = truce_html_after(node, feed->root);
    if (!node) {
        input->ended = true;
        rc = feed->err.code;
        if (rc < 0)
            *err = feed->err;
        return rc;
    }
    feed->next = truce_html_after(node, feed->root);
    out->source = feed_title(feed, arena);
    rc = take_item(&item, node, err);
    if (rc == TRUCE_OK && !out->text.ptr)
        out->text = out->title;
    if (rc == TRUCE_OK && !out->text.ptr) {
        truce_err_set(err, TRUCE_EFORMAT, "item without text");
        rc = truce_err_at(err, NULL, (size_t)xmlGetLineNo(node), (size_t)-1);
    }
    return rc < 0 ? rc : 1;
}

const struct truce_form truce_form_feed = {
    .name = "feed",
    .extensions = ".xml.rss.atom.rdf.",
    .open = open_feed,
    .next = next_item,
    .close = close_feed,
};
