/* Writes the model file: export_model OUT CHECKPOINT SPLIT VECTORS DIR
 * Tables become 8-bit with a scale for each row, matrices 16-bit with a scale
 * for each column, the splitter 16-bit with one scale. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checkpoint.h"
#include "dataset.h"
#include "lang/editscript.h"
#include "modelwriter.h"

static void put_scale(struct writer *w, const char *name, size_t rows,
                      size_t cols, const float *scale)
{
    char full[32];
    snprintf(full, sizeof full, "%s.scale", name);
    modelwriter_put(w, full, rows, cols, 4, scale);
}

static void put_table(struct writer *w, const char *name, const float *x,
                      size_t rows, size_t cols)
{
    int8_t *code = malloc(rows * cols);
    float *scale = malloc(rows * sizeof *scale);
    for (size_t r = 0; r < rows; r++) {
        float max = 1e-9f;
        for (size_t c = 0; c < cols; c++)
            max = fmaxf(max, fabsf(x[r * cols + c]));
        scale[r] = max / 127.f;
        for (size_t c = 0; c < cols; c++)
            code[r * cols + c] = (int8_t)lrintf(x[r * cols + c] / scale[r]);
    }
    modelwriter_put(w, name, rows, cols, 1, code);
    put_scale(w, name, rows, 1, scale);
    free(code);
    free(scale);
}

static void put_matrix(struct writer *w, const struct param *p)
{
    size_t rows = (size_t)p->rows, cols = (size_t)p->cols;
    int16_t *code = malloc(rows * cols * sizeof *code);
    float *scale = malloc(cols * sizeof *scale);
    for (size_t c = 0; c < cols; c++) {
        float max = 1e-9f;
        for (size_t r = 0; r < rows; r++)
            max = fmaxf(max, fabsf(p->w[r * cols + c]));
        scale[c] = max / 2047.f;
        for (size_t r = 0; r < rows; r++)
            code[r * cols + c] = (int16_t)lrintf(p->w[r * cols + c] / scale[c]);
    }
    modelwriter_put(w, p->name, rows, cols, 2, code);
    put_scale(w, p->name, 1, cols, scale);
    free(code);
    free(scale);
}

static int is_matrix(const struct param *p)
{
    return p->rows > 1 && !p->sparse;
}

static void put_params(struct writer *w, const struct net *net)
{
    for (int k = 0; k < P_word; k++) {
        const struct param *p = &net->p[k];
        if (p->sparse)
            put_table(w, p->name, p->w, (size_t)p->rows, (size_t)p->cols);
        else if (is_matrix(p))
            put_matrix(w, p);
        else
            modelwriter_put(w, p->name, 1, (size_t)p->cols, 4, p->w);
    }
}

/* The vocabulary that ships is larger than the one trained with: words that
 * training never saw have their given vector alone there and here. */
static void put_words(struct writer *w, const struct net *net,
                      const struct dataset *trained,
                      const struct dataset *shipped)
{
    size_t n = (size_t)shipped->n_words;
    float *x = malloc(n * NET_WORD * sizeof *x);
    memcpy(x, shipped->vectors, n * NET_WORD * sizeof *x);
    for (size_t i = 0, j = 0; i < n; i++) {
        while (j < (size_t)trained->n_words &&
               trained->key[j] < shipped->key[i])
            j++;
        if (j == (size_t)trained->n_words || trained->key[j] != shipped->key[i])
            continue;
        for (size_t k = 0; k < NET_WORD; k++)
            x[i * NET_WORD + k] += net->p[P_word].w[j * NET_WORD + k];
    }
    modelwriter_put(w, "key", n, 1, 8, shipped->key);
    put_table(w, "word", x, n, NET_WORD);
    free(x);
}

static void put_strings(struct writer *w, const char *name,
                        const struct strings *list)
{
    char *text = NULL;
    size_t len = 0;
    for (int i = 0; i < list->n; i++) {
        size_t n = strlen(list->s[i]) + 1;
        text = realloc(text, len + n);
        memcpy(text + len, list->s[i], n);
        len += n;
    }
    modelwriter_put(w, name, len, 1, 1, text);
    free(text);
}

struct entry {
    uint64_t key;
    int script, count;
};

static int by_entry(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->script - y->script;
}

/* Lemma scripts of training words by form and tag, where they agree in at
 * least four cases of five. */
static void put_dictionary(struct writer *w, const struct dataset *set)
{
    size_t n = 0, kept = 0;
    struct entry *list = malloc(((size_t)1 << 20) * sizeof *list);
    char script[TRUCE_EDIT_MAX];
    for (int i = 0; i < set->train.n; i++)
        for (int k = 0; k < set->train.sent[i].n && n < 1 << 20; k++) {
            const struct tb_word *t = &set->train.sent[i].word[k];
            if (truce_editscript_make(script, t->form, t->lemma) < 0)
                continue;
            list[n].key = truce_wordfeat_hash(t->form, strlen(t->form)) +
                          (uint64_t)strings_find(&set->xpos, t->xpos);
            list[n++].script = strings_find(&set->script, script);
        }
    qsort(list, n, sizeof *list, by_entry);
    uint64_t *key = malloc(n * sizeof *key);
    uint16_t *value = malloc(n * sizeof *value);
    for (size_t i = 0, j; i < n; i = j) {
        size_t best = 0, run = 0;
        int choice = -1;
        for (j = i; j < n && list[j].key == list[i].key; j++) {
            run = j > i && list[j].script == list[j - 1].script ? run + 1 : 1;
            if (run > best) {
                best = run;
                choice = list[j].script;
            }
        }
        if (choice >= 0 && best * 5 >= (j - i) * 4) {
            key[kept] = list[i].key;
            value[kept++] = (uint16_t)choice;
        }
    }
    modelwriter_put(w, "dict.key", kept, 1, 8, key);
    modelwriter_put(w, "dict.script", kept, 1, 2, value);
    free(list);
    free(key);
    free(value);
}

int main(int argc, char **argv)
{
    static struct dataset set, shipped;
    static struct net net;
    static struct writer w;
    char path[1024];
    if (argc != 6) {
        fprintf(stderr,
                "usage: export_model OUT CHECKPOINT SPLIT VECTORS DIR\n");
        return 2;
    }
    snprintf(path, sizeof path, "%s/ewt-train.conllu.xz", argv[5]);
    treebank_read(&set.train, path);
    snprintf(path, sizeof path, "%s/gumopen-train.conllu.xz", argv[5]);
    treebank_read(&set.train, path);
    dataset_init(&set, argv[4], DATASET_TOP_WORDS);
    struct net_counts count = {set.n_words, set.upos.n, set.xpos.n, set.label.n,
                               set.script.n};
    net_init(&net, &count, 1);
    if (checkpoint_load(argv[2], &net))
        return 1;
    put_strings(&w, "upos", &set.upos);
    put_strings(&w, "xpos", &set.xpos);
    put_strings(&w, "label", &set.label);
    put_strings(&w, "script", &set.script);
    shipped.train = set.train;
    dataset_init(&shipped, argv[4], DATASET_SHIPPED_WORDS);
    put_words(&w, &net, &set, &shipped);
    put_params(&w, &net);
    put_dictionary(&w, &set);
    modelwriter_put_splitter(&w, argv[3]);
    return modelwriter_write(&w, argv[1]);
}
