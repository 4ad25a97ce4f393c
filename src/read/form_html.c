/*
 * HTML: the main text of a page, not its menus, and what the page says of
 * itself (title, date, publisher, address) in meta elements, <time> or
 * JSON-LD. html_text.c chooses the text.
 */
#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <string.h>

#include "base/mem.h"
#include "read/dateline.h"
#include "read/form.h"
#include "read/html_text.h"

/* JSON-LD is nested: graph, article, publisher, name. */
#define LD_DEPTH_MAX 8

struct page {
    struct truce_arena *arena;
    struct truce_document *out;
    struct truce_view heading; /* first h1 */
    struct truce_view caption; /* <title> */
    struct truce_view time;    /* first <time datetime> */
    struct truce_err *err;
    int rc; /* first refusal (a date that cannot be) */
};

static struct truce_view keep(struct page *page, struct truce_view text)
{
    struct truce_view kept =
        truce_arena_view(page->arena, truce_view_trim(text));
    if (!kept.ptr)
        page->rc = TRUCE_ENOMEM;
    return kept;
}

static void set(struct page *page, struct truce_view *field,
                struct truce_view value)
{
    if (!field->ptr && truce_view_trim(value).len > 0)
        *field = keep(page, value);
}

/* The first date that reads wins; a day that does not exist is remembered
 * and refused unless another element has a good one. */
static void set_date(struct page *page, struct truce_view value)
{
    int rc;
    if (truce_date_known(page->out->date))
        return;
    rc = truce_dateline_date(value, &page->out->date, page->err);
    if (rc == TRUCE_ERANGE)
        page->rc = rc;
    else if (rc == TRUCE_OK && truce_date_known(page->out->date) &&
             page->rc == TRUCE_ERANGE)
        page->rc = TRUCE_OK;
}

enum meta_kind { META_DATE, META_TITLE, META_SOURCE, META_URL };

/* Names of <meta> elements (property, name or itemprop), best first. */
static const struct {
    const char *name;
    enum meta_kind kind;
} metas[] = {
    {"article:published_time", META_DATE},
    {"og:published_time", META_DATE},
    {"datePublished", META_DATE},
    {"parsely-pub-date", META_DATE},
    {"pubdate", META_DATE},
    {"publish-date", META_DATE},
    {"publication_date", META_DATE},
    {"dc.date.issued", META_DATE},
    {"dcterms.issued", META_DATE},
    {"dcterms.created", META_DATE},
    {"dc.date", META_DATE},
    {"sailthru.date", META_DATE},
    {"date", META_DATE},
    {"og:title", META_TITLE},
    {"dc.title", META_TITLE},
    {"og:site_name", META_SOURCE},
    {"dc.publisher", META_SOURCE},
    {"og:url", META_URL},
};

static void take_meta(struct page *page, const xmlNode *node)
{
    static const char *const keys[] = {"property", "name", "itemprop"};
    struct truce_view value = truce_html_attr(node, "content");
    for (size_t k = 0; k < 3; k++) {
        struct truce_view name = truce_html_attr(node, keys[k]);
        for (size_t i = 0; i < sizeof metas / sizeof metas[0]; i++) {
            if (!truce_view_eq_nocase(name, truce_view_of(metas[i].name)))
                continue;
            if (metas[i].kind == META_DATE)
                set_date(page, value);
            else if (metas[i].kind == META_TITLE)
                set(page, &page->out->title, value);
            else if (metas[i].kind == META_SOURCE)
                set(page, &page->out->source, value);
            else
                set(page, &page->out->url, value);
        }
    }
}

static struct truce_view json_view(const json_t *value)
{
    return (struct truce_view){json_string_value(value),
                               json_string_length(value)};
}

/* Walks JSON-LD for an object that has a headline or datePublished. */
static void take_ld(struct page *page, json_t *value, int depth)
{
    json_t *item;
    size_t i;
    const char *key;
    if (depth > LD_DEPTH_MAX)
        return;
    if (json_is_array(value)) {
        json_array_foreach(value, i, item) take_ld(page, item, depth + 1);
        return;
    }
    if (json_object_get(value, "datePublished")) {
        json_t *publisher = json_object_get(value, "publisher");
        set_date(page, json_view(json_object_get(value, "datePublished")));
        set(page, &page->out->title,
            json_view(json_object_get(value, "headline")));
        set(page, &page->out->source,
            json_view(json_object_get(publisher, "name")));
    }
    json_object_foreach(value, key,
                        item) if (json_is_object(item) || json_is_array(item))
        take_ld(page, item, depth + 1);
}

static void take_script(struct page *page, const xmlNode *node)
{
    struct truce_view type = truce_html_attr(node, "type");
    struct truce_view body = {NULL, 0};
    json_t *root;
    if (!truce_view_eq_nocase(type, TRUCE_VIEW("application/ld+json")))
        return;
    if (node->children && node->children->content)
        body = truce_view_of((const char *)node->children->content);
    root = body.ptr ? json_loadb(body.ptr, body.len, 0, NULL) : NULL;
    take_ld(page, root, 0);
    json_decref(root);
}

static void take_words(struct page *page, struct truce_view *field,
                       const xmlNode *node)
{
    struct truce_str words = TRUCE_STR_INIT;
    if (!field->ptr) {
        truce_html_words(node, &words);
        set(page, field, truce_str_view(&words));
    }
    truce_str_release(&words);
}

static void take_node(struct page *page, const xmlNode *node)
{
    const char *name = (const char *)node->name;
    if (!strcmp(name, "meta"))
        take_meta(page, node);
    else if (!strcmp(name, "script"))
        take_script(page, node);
    else if (!strcmp(name, "title"))
        take_words(page, &page->caption, node);
    else if (!strcmp(name, "h1"))
        take_words(page, &page->heading, node);
    else if (!strcmp(name, "time"))
        set(page, &page->time, truce_html_attr(node, "datetime"));
    else if (!strcmp(name, "link") &&
             truce_view_eq_nocase(truce_html_attr(node, "rel"),
                                  TRUCE_VIEW("canonical")))
        set(page, &page->out->url, truce_html_attr(node, "href"));
}

/* Title, date, source and address, the page's own words first. */
static int take_facts(struct page *page, const xmlNode *root)
{
    for (const xmlNode *node = root; node; node = truce_html_after(node, root))
        if (node->type == XML_ELEMENT_NODE)
            take_node(page, node);
    if (page->time.ptr)
        set_date(page, page->time);
    if (!page->out->title.ptr)
        page->out->title = page->heading.ptr ? page->heading : page->caption;
    return page->rc;
}

static htmlDocPtr parse(struct truce_view text)
{
    return htmlReadMemory(text.ptr, (int)text.len, NULL, "UTF-8",
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                              HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                              HTML_PARSE_COMPACT);
}

int truce_html_fragment(struct truce_view html, struct truce_arena *arena,
                        struct truce_view *out)
{
    htmlDocPtr doc = html.len && html.len < INT32_MAX ? parse(html) : NULL;
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct truce_str text = TRUCE_STR_INIT;
    int rc = TRUCE_OK;
    if (root)
        rc = truce_html_blocks(root, (struct truce_view){NULL, 0}, &text);
    if (rc == TRUCE_OK) {
        *out = truce_arena_view(arena, truce_str_view(&text));
        rc = out->ptr ? TRUCE_OK : TRUCE_ENOMEM;
    }
    truce_str_release(&text);
    xmlFreeDoc(doc);
    return rc;
}

static int read_page(xmlNode *root, struct truce_arena *arena,
                     struct truce_document *out, struct truce_err *err)
{
    struct page page = {.arena = arena, .out = out, .err = err};
    struct truce_str text = TRUCE_STR_INIT;
    int rc = take_facts(&page, root);
    if (rc == TRUCE_OK)
        rc = truce_html_blocks(truce_html_main(root), out->title, &text);
    if (rc == TRUCE_OK && text.len == 0)
        rc = truce_err_set(err, TRUCE_EFORMAT, "no text found in this page");
    if (rc == TRUCE_OK) {
        out->text = truce_arena_view(arena, truce_str_view(&text));
        rc = out->text.ptr ? 1 : TRUCE_ENOMEM;
    }
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    truce_str_release(&text);
    return rc;
}

static int open_html(struct truce_input *input, void **state,
                     struct truce_err *err)
{
    (void)input;
    (void)err;
    *state = NULL;
    return TRUCE_OK;
}

static int next_html(void *state, struct truce_input *input,
                     struct truce_arena *arena, struct truce_document *out,
                     struct truce_err *err)
{
    struct truce_view text;
    htmlDocPtr doc;
    xmlNode *root;
    int rc;
    (void)state;
    if (input->ended)
        return 0;
    input->ended = true;
    rc = truce_form_slurp(input, arena, &text, err);
    if (rc < 0)
        return rc;
    doc = parse(text);
    root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (root)
        rc = read_page(root, arena, out, err);
    else
        rc = truce_err_set(err, TRUCE_EFORMAT, "not an HTML page");
    xmlFreeDoc(doc);
    return rc;
}

const struct truce_form truce_form_html = {
    .name = "html",
    .extensions = ".html.htm.xhtml.",
    .open = open_html,
    .next = next_html,
};
