/* Label lists, vocabulary and features of the training data. */
#include "dataset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/editscript.h"

enum { MAX_VOCAB = 400000 };

struct entry {
    uint64_t key;
    float v[NET_WORD];
    int freq, has;
};

int strings_find(const struct strings *list, const char *s)
{
    for (int i = 0; i < list->n; i++)
        if (strcmp(list->s[i], s) == 0)
            return i;
    return -1;
}

static void count_string(struct strings *list, const char *s)
{
    int i = strings_find(list, s);
    if (i < 0) {
        list->s = realloc(list->s, (size_t)(list->n + 1) * sizeof *list->s);
        list->freq =
            realloc(list->freq, (size_t)(list->n + 1) * sizeof *list->freq);
        i = list->n++;
        list->s[i] = strdup(s);
        list->freq[i] = 0;
    }
    list->freq[i]++;
}

/* Most frequent first, ties by name; drops what is rarer than `min`. */
static void sort_strings(struct strings *list, int min, int max)
{
    for (int i = 1; i < list->n; i++)
        for (int j = i; j > 0; j--) {
            int a = list->freq[j - 1], b = list->freq[j];
            if (a > b || (a == b && strcmp(list->s[j - 1], list->s[j]) < 0))
                break;
            char *s = list->s[j];
            list->s[j] = list->s[j - 1];
            list->s[j - 1] = s;
            list->freq[j] = a;
            list->freq[j - 1] = b;
        }
    while (list->n > 0 && (list->freq[list->n - 1] < min || list->n > max))
        list->n--;
}

static void count_labels(struct dataset *set)
{
    char script[TRUCE_EDIT_MAX];
    for (int i = 0; i < set->train.n; i++)
        for (int k = 0; k < set->train.sent[i].n; k++) {
            const struct tb_word *w = &set->train.sent[i].word[k];
            count_string(&set->upos, w->upos);
            count_string(&set->xpos, w->xpos);
            count_string(&set->label, w->deprel);
            if (truce_editscript_make(script, w->form, w->lemma) == 0)
                count_string(&set->script, script);
        }
    sort_strings(&set->upos, 1, NET_MAX_UPOS);
    sort_strings(&set->xpos, 1, NET_MAX_XPOS);
    sort_strings(&set->label, 1, NET_MAX_LABELS);
    sort_strings(&set->script, 2, NET_MAX_SCRIPTS);
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = ((const struct entry *)a)->key;
    uint64_t y = ((const struct entry *)b)->key;
    return x < y ? -1 : x > y;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Keys of all training words, sorted, repeated as often as they occur. */
static uint64_t *train_keys(const struct dataset *set, size_t *n)
{
    size_t used = 0, size = 1 << 20;
    uint64_t *keys = malloc(size * sizeof *keys);
    for (int i = 0; i < set->train.n; i++)
        for (int k = 0; k < set->train.sent[i].n; k++) {
            struct truce_wordfeat f;
            const char *form = set->train.sent[i].word[k].form;
            truce_wordfeat_init(&f, form, strlen(form));
            if (used < size)
                keys[used++] = f.key;
        }
    qsort(keys, used, sizeof *keys, by_number);
    *n = used;
    return keys;
}

static int key_count(const uint64_t *keys, size_t n, uint64_t key)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (keys[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    int count = 0;
    while (lo < n && keys[lo++] == key)
        count++;
    return count;
}

static int read_vectors(const char *path, int top, const uint64_t *keys,
                        size_t n_keys, struct entry *list)
{
    static char line[1 << 14];
    FILE *file = fopen(path, "r");
    int n = 0;
    if (!file) {
        fprintf(stderr, "cannot open '%s'\n", path);
        exit(1);
    }
    for (int rank = 0; fgets(line, sizeof line, file); rank++) {
        struct truce_wordfeat f;
        char *p = strchr(line, ' ');
        truce_wordfeat_init(&f, line, (size_t)(p - line));
        int freq = key_count(keys, n_keys, f.key);
        if ((rank >= top && freq == 0) || n >= MAX_VOCAB)
            continue;
        list[n].key = f.key;
        list[n].freq = freq;
        list[n].has = 2;
        for (int k = 0; k < NET_WORD; k++)
            list[n].v[k] = strtof(p, &p);
        n++;
    }
    fclose(file);
    return n;
}

static int add_train_words(const uint64_t *keys, size_t n_keys,
                           struct entry *list, int n)
{
    for (size_t i = 0; i < n_keys && n < MAX_VOCAB;) {
        size_t j = i;
        while (j < n_keys && keys[j] == keys[i])
            j++;
        if (j - i >= 2) {
            memset(&list[n], 0, sizeof list[n]);
            list[n].key = keys[i];
            list[n++].freq = (int)(j - i);
        }
        i = j;
    }
    return n;
}

static void quantise(struct dataset *set, int row, const float *v)
{
    float max = 1e-6f;
    for (int k = 0; k < NET_WORD; k++)
        max = fabsf(v[k]) > max ? fabsf(v[k]) : max;
    set->scale[row] = max / 127.f;
    for (int k = 0; k < NET_WORD; k++) {
        size_t at = (size_t)row * NET_WORD + (size_t)k;
        set->code[at] = (int8_t)lrintf(v[k] / set->scale[row]);
        set->vectors[at] = (float)set->code[at] * set->scale[row];
    }
}

static void build_vocab(struct dataset *set, const char *path, int top)
{
    size_t n_keys;
    uint64_t *keys = train_keys(set, &n_keys);
    struct entry *list = calloc(MAX_VOCAB, sizeof *list);
    int n = read_vectors(path, top, keys, n_keys, list), rows = 0;
    n = add_train_words(keys, n_keys, list, n);
    qsort(list, (size_t)n, sizeof *list, by_key);
    set->key = calloc((size_t)n, sizeof *set->key);
    set->code = calloc((size_t)n, NET_WORD);
    set->scale = calloc((size_t)n, sizeof(float));
    set->vectors = calloc((size_t)n * NET_WORD, sizeof(float));
    set->freq = calloc((size_t)n, sizeof(int));
    set->has_vector = calloc((size_t)n, 1);
    for (int i = 0, j; i < n; i = j, rows++) {
        int best = i;
        for (j = i + 1; j < n && list[j].key == list[i].key; j++)
            if (list[j].has > list[best].has)
                best = j;
        set->key[rows] = list[best].key;
        set->freq[rows] = list[best].freq;
        set->has_vector[rows] = (uint8_t)(list[best].has != 0);
        quantise(set, rows, list[best].v);
    }
    set->n_words = rows;
    free(list);
    free(keys);
}

static void collect_names(struct dataset *set)
{
    set->name = calloc(1 << 16, sizeof *set->name);
    for (int i = 0; i < set->train.n; i++)
        for (int k = 0; k < set->train.sent[i].n; k++) {
            const struct tb_word *w = &set->train.sent[i].word[k];
            if (strcmp(w->xpos, "NNP") == 0 && w->form[0] >= 'A' &&
                w->form[0] <= 'Z' && w->form[1] >= 'a' &&
                set->n_names < 1 << 16)
                set->name[set->n_names++] = w->form;
        }
}

void dataset_init(struct dataset *set, const char *vectors, int top)
{
    count_labels(set);
    build_vocab(set, vectors, top);
    collect_names(set);
}

static int find_key(const struct dataset *set, uint64_t key)
{
    int lo = 0, hi = set->n_words;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (set->key[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < set->n_words && set->key[lo] == key ? lo : -1;
}

int vocab_find(const struct dataset *set, const struct truce_wordfeat *f)
{
    int row = find_key(set, f->key);
    return row < 0 && f->has_digit ? find_key(set, f->digit_key) : row;
}

static void fill_item(const struct dataset *set, const struct tb_word *w,
                      int space_before, struct item *it)
{
    struct truce_wordfeat f;
    char script[TRUCE_EDIT_MAX];
    truce_wordfeat_init(&f, w->form, strlen(w->form));
    it->word = vocab_find(set, &f);
    memcpy(it->affix, f.affix, sizeof it->affix);
    memcpy(it->ngram, f.ngram, sizeof it->ngram);
    it->n_affix = f.n_affix;
    it->n_ngram = f.n_ngram;
    it->shape = f.shape;
    it->space = (uint8_t)((space_before ? 2 : 0) + (w->space_after ? 1 : 0));
    it->upos = (int16_t)strings_find(&set->upos, w->upos);
    it->xpos = (int16_t)strings_find(&set->xpos, w->xpos);
    it->label = (int16_t)strings_find(&set->label, w->deprel);
    it->head = (int16_t)w->head;
    it->script = -1;
    if (truce_editscript_make(script, w->form, w->lemma) == 0)
        it->script = (int16_t)strings_find(&set->script, script);
}

void make_sentence(const struct dataset *set, const struct tb_sentence *in,
                   struct sentence *out)
{
    out->n = in->n;
    out->item = calloc((size_t)in->n, sizeof *out->item);
    for (int i = 0; i < in->n; i++)
        fill_item(set, &in->word[i], i == 0 || in->word[i - 1].space_after,
                  &out->item[i]);
}
