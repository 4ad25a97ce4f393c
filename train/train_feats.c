/* Learns the table of morphological features: train_feats OUT DIR
 * Counts features by tag, form and context in the training treebanks, and
 * writes the rows that a poorer row (see lang/feats.c) would get wrong. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "lang/conllu.h"
#include "lang/feats.h"

enum kind { BOTH, FORM, CONTEXT, TAG, N_KINDS };

enum { MIN_SEEN = 3, MAX_KEY = 160, MAX_FORM = 24 };

static const double min_share_form = 0.9, min_share_both = 0.6;

/* One sighting, then one row: "upos \t xpos \t form \t context". */
struct item {
    char *key, *feats;
    size_t seen, total; /* of these features, of the key */
};

struct list {
    struct item *item;
    size_t n, cap;
};

static void die(const char *what, const char *path)
{
    fprintf(stderr, "cannot %s '%s'\n", what, path);
    exit(1);
}

static void add(struct list *list, const char *key, struct truce_view feats)
{
    if (list->n == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 1024;
        list->item = realloc(list->item, list->cap * sizeof *list->item);
    }
    list->item[list->n++] = (struct item){
        strdup(key), strndup(feats.ptr ? feats.ptr : "", feats.len), 1, 1};
}

static void key_of(char *key, const struct truce_token *t, const char *form,
                   const char *context)
{
    snprintf(key, MAX_KEY, "%s\t%.*s\t%s\t%s",
             truce_upos_name((enum truce_upos)t->upos), (int)t->xpos.len,
             t->xpos.ptr, form, context);
}

static bool plain_form(struct truce_view form, char out[MAX_FORM])
{
    if (form.len >= MAX_FORM)
        return false;
    for (size_t i = 0; i < form.len; i++) {
        unsigned char c = (unsigned char)form.ptr[i];
        if (c >= 128 || c == '"' || c == '\\' || c == '\t')
            return false;
        out[i] = (char)tolower(c);
    }
    out[form.len] = 0;
    return true;
}

static void count_sentence(const struct truce_sentence *s, struct list *lists)
{
    struct truce_feats_fact *facts =
        truce_alloc(s->n_tokens + 1, sizeof *facts);
    truce_feats_facts(s->tokens, s->n_tokens, facts);
    for (size_t i = 0; i < s->n_tokens; i++) {
        char key[MAX_KEY], form[MAX_FORM], context[TRUCE_FEATS_CONTEXT];
        const struct truce_token *t = &s->tokens[i];
        bool plain = plain_form(t->form, form);
        truce_feats_context(s->tokens, s->n_tokens, facts, i, context);
        key_of(key, t, "", "");
        add(&lists[TAG], key, t->feats);
        if (context[0]) {
            key_of(key, t, "", context);
            add(&lists[CONTEXT], key, t->feats);
        }
        if (!plain)
            continue;
        key_of(key, t, form, "");
        add(&lists[FORM], key, t->feats);
        key_of(key, t, form, context);
        if (context[0])
            add(&lists[BOTH], key, t->feats);
    }
    truce_free(facts);
}

static void read_bank(const char *dir, const char *name, struct list *lists)
{
    char path[1024], command[1100];
    struct truce_str text = {0};
    struct truce_err err = {0};
    struct truce_arena arena = {0};
    struct truce_conllu sentence;
    struct truce_conllu_reader reader = {0};
    int rc;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    snprintf(command, sizeof command, "xz -dc '%s'", path);
    FILE *in = popen(command, "r");
    if (!in)
        die("read", path);
    for (int c; (c = getc(in)) != EOF;) {
        char byte = (char)c;
        truce_str_add(&text, &byte, 1);
    }
    if (pclose(in) != 0)
        die("read", path);

    reader.text = truce_str_view(&text);
    while ((rc = truce_conllu_next(&reader, &arena, &sentence, &err)) > 0)
        count_sentence(&sentence.sentence, lists);
    if (rc < 0)
        die("understand", path);
    truce_arena_release(&arena);
    truce_str_release(&text);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct item *)a)->key, ((const struct item *)b)->key);
}

static int by_key_feats(const void *a, const void *b)
{
    int d = by_key(a, b);
    return d ? d
             : strcmp(((const struct item *)a)->feats,
                      ((const struct item *)b)->feats);
}

/* Sightings to one item a key: its most frequent features. */
static void settle(struct list *list)
{
    size_t out = 0;
    qsort(list->item, list->n, sizeof *list->item, by_key_feats);
    for (size_t i = 0; i < list->n;) {
        struct item best = list->item[i];
        size_t end = i, total = 0;
        best.seen = 0;
        while (end < list->n && !by_key(&list->item[i], &list->item[end])) {
            size_t from = end;
            while (end < list->n &&
                   !by_key_feats(&list->item[from], &list->item[end]))
                end++;
            if (end - from > best.seen) {
                best.seen = end - from;
                best.feats = list->item[from].feats;
            }
            total += end - from;
        }
        best.total = total;
        list->item[out++] = best;
        i = end;
    }
    list->n = out;
}

static const char *lookup(const struct list *list, const char *key)
{
    struct item want = {(char *)key, NULL, 0, 0};
    const struct item *found =
        bsearch(&want, list->item, list->n, sizeof *list->item, by_key);
    return found ? found->feats : NULL;
}

/* The key without its form or its context. */
static void poorer(char *out, const char *key, bool form, bool context)
{
    const char *x = strchr(key, '\t') + 1, *f = strchr(x, '\t') + 1,
               *c = strchr(f, '\t') + 1;
    snprintf(out, MAX_KEY, "%.*s%.*s\t%s", (int)(f - key), key,
             form ? (int)(c - f - 1) : 0, f, context ? c : "");
}

/* What the kept rows of the poorer kinds say. */
static const char *without(const struct list *kept, enum kind kind,
                           const char *key)
{
    char other[MAX_KEY];
    const char *found = NULL;
    if (kind == BOTH) {
        poorer(other, key, true, false);
        found = lookup(&kept[FORM], other);
    }
    if (!found && kind != CONTEXT) {
        poorer(other, key, false, true);
        found = lookup(&kept[CONTEXT], other);
    }
    poorer(other, key, false, false);
    return found ? found : lookup(&kept[TAG], other);
}

static void keep(struct list *kept, enum kind kind, const struct list *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct item *item = &all->item[i];
        double share = (double)item->seen / (double)item->total;
        if (kind != TAG &&
            (item->total < MIN_SEEN ||
             (kind == FORM && share < min_share_form) ||
             (kind == BOTH && share <= min_share_both) ||
             !strcmp(without(kept, kind, item->key), item->feats)))
            continue;
        add(&kept[kind], item->key, truce_view_of(item->feats));
    }
}

static void write_row(FILE *out, const struct item *item)
{
    const char *x = strchr(item->key, '\t') + 1, *f = strchr(x, '\t') + 1,
               *c = strchr(f, '\t') + 1;
    const char *feats = strcmp(item->feats, "_") ? item->feats : "";
    fprintf(out, "TRUCE_FEATS(%.*s, \"%.*s\", \"%.*s\", \"%s\", \"%s\")\n",
            (int)(x - item->key - 1), item->key, (int)(f - x - 1), x,
            (int)(c - f - 1), f, c, feats);
}

int main(int argc, char **argv)
{
    struct list seen[N_KINDS] = {{0}}, kept[N_KINDS] = {{0}}, all = {0};
    if (argc != 3) {
        fprintf(stderr, "usage: train_feats OUT DIR\n");
        return 2;
    }
    read_bank(argv[2], "ewt-train.conllu.xz", seen);
    read_bank(argv[2], "gumopen-train.conllu.xz", seen);
    for (int k = 0; k < N_KINDS; k++)
        settle(&seen[k]);
    keep(kept, TAG, &seen[TAG]);
    keep(kept, CONTEXT, &seen[CONTEXT]);
    keep(kept, FORM, &seen[FORM]);
    keep(kept, BOTH, &seen[BOTH]);
    for (int k = 0; k < N_KINDS; k++)
        for (size_t i = 0; i < kept[k].n; i++)
            add(&all, kept[k].item[i].key,
                truce_view_of(kept[k].item[i].feats));
    qsort(all.item, all.n, sizeof *all.item, by_key);
    FILE *out = fopen(argv[1], "w");
    if (!out)
        die("write", argv[1]);
    fputs("/* Made by train/train_feats.c from the training treebanks:\n"
          " * make -C train feats. tag, Penn tag, form, context, features */\n",
          out);
    for (size_t i = 0; i < all.n; i++)
        write_row(out, &all.item[i]);
    if (fclose(out) != 0)
        die("write", argv[1]);
    printf("%zu rows\n", all.n);
    return 0;
}
