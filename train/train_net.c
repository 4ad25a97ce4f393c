/* Trains the network: train_net OUT VECTORS SEED EPOCHS DIR [TEACHER...]
 * DIR holds {ewt,gumopen}-{train,dev}.conllu.xz. With teachers (checkpoints
 * of earlier runs) the targets are half the gold labels and half the
 * mean of the teachers' distributions, taken with dropout on, several times
 * each, so that they are as unsure as on text that they have not seen
 * (distillation of an ensemble: Hinton et al. 2015, Kuncoro et al. 2016). With
 * 0 epochs OUT receives those targets, to be given as the one TEACHER
 * (NAME.soft) of a network of another size. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dataset.h"
#include "checkpoint.h"
#include "lang/editscript.h"

enum { BATCH_WORDS = 500, MAX_LEN = 120, POOL = 40, TEACHER_PASSES = 4 };

#ifndef STRONG
#define STRONG 0 /* 1: more dropout, to make one teacher unlike the other */
#endif

struct scores {
    long n, upos, xpos, lemma, uas, las;
};

struct run {
    struct dataset set;
    struct net net;
    struct treebank dev[2];
    struct sentence *train, *dev_sent[2];
    int n_train, epochs, step, steps;
    float lr;
    struct dropout drop;
    struct soft *soft; /* of each training sentence, or NULL */
};

static int by_length(const void *a, const void *b)
{
    const struct sentence *x = *(const struct sentence *const *)a;
    const struct sentence *y = *(const struct sentence *const *)b;
    return x->n != y->n ? y->n - x->n : x->id - y->id;
}

static void shuffle(const struct sentence **list, int n, struct rng *rng)
{
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(rng, i + 1);
        const struct sentence *t = list[i];
        list[i] = list[j];
        list[j] = t;
    }
}

static int next_batch(const struct sentence **list, int from, int n)
{
    int words = 0, k = from;
    while (k < n && (words == 0 || words + list[k]->n <= BATCH_WORDS))
        words += list[k++]->n;
    return k;
}

static float rate(const struct run *run)
{
    float p = (float)run->step / (float)run->steps;
    float warm = p / 0.03f, fall = p < 0.3f ? 1.f : (1.f - p) / 0.7f;
    return run->lr * (warm < 1.f ? warm : 1.f) * (fall > 0.f ? fall : 0.f);
}

/* Teachers' targets of a batch; changed copies of sentences have none. */
static struct soft *gather_soft(const struct run *run,
                                const struct sentence **list, int n)
{
    if (!run->soft)
        return NULL;
    struct soft *out = calloc((size_t)n, sizeof *out);
    for (int i = 0; i < n; i++)
        if (list[i] >= run->train && list[i] < run->train + run->n_train)
            out[i] = run->soft[list[i] - run->train];
    return out;
}

static void train_batch(struct run *run, const struct sentence **list, int n,
                        struct losses *losses)
{
    struct batch batch;
    batch_pack(&batch, list, n);
    batch.drop = run->drop;
    struct soft *soft = gather_soft(run, list, n);
    batch.soft = soft;
    batch.soft_weight = 0.5f;
    net_forward(&run->net, &batch);
    net_backward(&run->net, &batch, losses);
    net_step(&run->net, rate(run), ++run->step, 5.f);
    batch_free(&batch);
    free(soft);
}

/* Replaces `list` entries by changed copies in `extra`; returns how many. */
static int make_copies(struct run *run, const struct sentence **list, int n,
                       struct sentence *extra)
{
    int used = 0;
    for (int i = 0; i < n; i++) {
        int id = list[i]->id;
        if (augment_sentence(&run->set, &run->set.train.sent[id], &extra[used],
                             &run->net.rng)) {
            extra[used].id = id;
            list[i] = &extra[used++];
        }
    }
    return used;
}

static void train_epoch(struct run *run, struct losses *losses)
{
    int n = run->n_train;
    const struct sentence **list = malloc((size_t)n * sizeof *list);
    struct sentence *extra = calloc((size_t)n, sizeof *extra);
    int *start = malloc(((size_t)n + 1) * sizeof *start), batches = 0;
    for (int i = 0; i < n; i++)
        list[i] = &run->train[i];
    shuffle(list, n, &run->net.rng);
    int copies = make_copies(run, list, n, extra);
    for (int i = 0; i < n; i += POOL * 25)
        qsort(list + i, (size_t)(n - i < POOL * 25 ? n - i : POOL * 25),
              sizeof *list, by_length);
    for (int i = 0; i < n; batches++) {
        int end = i - i % (POOL * 25) + POOL * 25;
        start[batches] = i;
        i = next_batch(list, i, end < n ? end : n);
    }
    start[batches] = n;
    int *order = malloc((size_t)batches * sizeof *order);
    for (int i = 0; i < batches; i++)
        order[i] = i;
    for (int i = batches - 1; i > 0; i--) {
        int j = rng_below(&run->net.rng, i + 1), t = order[i];
        order[i] = order[j];
        order[j] = t;
    }
    if (run->steps == 0)
        run->steps = batches * run->epochs;
    for (int i = 0; i < batches; i++)
        train_batch(run, list + start[order[i]],
                    start[order[i] + 1] - start[order[i]], losses);
    for (int i = 0; i < copies; i++)
        free(extra[i].item);
    free(extra);
    free(order);
    free(start);
    free(list);
}

static int argmax(const float *x, int n)
{
    int best = 0;
    for (int k = 1; k < n; k++)
        if (x[k] > x[best])
            best = k;
    return best;
}

static int same_universal(const char *a, const char *b)
{
    size_t n = strcspn(a, ":"), m = strcspn(b, ":");
    return n == m && strncmp(a, b, n) == 0;
}

static void score_row(const struct run *run, const struct batch *batch, int r,
                      int head, const struct tb_word *gold, struct scores *out)
{
    const struct dataset *set = &run->set;
    const struct net_counts *c = &run->net.count;
    size_t row = (size_t)r;
    char lemma[256];
    const float *label = batch->label + row * (size_t)c->n_label;
    const float *script = batch->script + row * (size_t)c->n_script;
    const float *upos = batch->upos + row * (size_t)c->n_upos;
    const float *xpos = batch->xpos + row * (size_t)c->n_xpos;
    truce_editscript_apply(lemma, sizeof lemma,
                           set->script.s[argmax(script, c->n_script)],
                           gold->form, strlen(gold->form));
    out->n++;
    out->upos += !strcmp(set->upos.s[argmax(upos, c->n_upos)], gold->upos);
    out->xpos += !strcmp(set->xpos.s[argmax(xpos, c->n_xpos)], gold->xpos);
    out->lemma += !strcasecmp(lemma, gold->lemma);
    out->uas += head == gold->head;
    out->las +=
        head == gold->head &&
        same_universal(set->label.s[argmax(label, c->n_label)], gold->deprel);
}

static struct scores evaluate(struct run *run, const struct treebank *bank,
                              const struct sentence *sents)
{
    struct scores out = {0};
    const struct sentence **list = malloc((size_t)bank->n * sizeof *list);
    for (int i = 0; i < bank->n; i++)
        list[i] = &sents[i];
    qsort(list, (size_t)bank->n, sizeof *list, by_length);
    for (int i = 0, j; i < bank->n; i = j) {
        struct batch b;
        j = next_batch(list, i, bank->n);
        batch_pack(&b, list + i, j - i);
        net_forward(&run->net, &b);
        int *head = malloc((size_t)b.pk.n * sizeof *head);
        for (int r = 0; r < b.pk.n; r++) {
            int n = b.sent[b.sent_of[r]]->n;
            head[r] = argmax(b.arc[b.sent_of[r]] +
                                 (size_t)b.pos_of[r] * (size_t)(n + 1),
                             n + 1);
        }
        net_labels(&run->net, &b, head);
        for (int r = 0; r < b.pk.n; r++)
            score_row(run, &b, r, head[r],
                      &bank->sent[b.sent[b.sent_of[r]]->id].word[b.pos_of[r]],
                      &out);
        free(head);
        batch_free(&b);
    }
    free(list);
    return out;
}

static void add_softmax(float *to, const float *x, int n, float weight)
{
    float max = x[0], sum = 0;
    for (int k = 1; k < n; k++)
        max = x[k] > max ? x[k] : max;
    for (int k = 0; k < n; k++)
        sum += fast_exp(x[k] - max);
    for (int k = 0; k < n; k++)
        to[k] += weight * fast_exp(x[k] - max) / sum;
}

/* Adds one pass of the loaded teacher over a batch to the targets. */
static void teach_batch(struct run *run, const struct sentence **list, int n,
                        float weight)
{
    struct batch b;
    const struct net_counts *c = &run->net.count;
    batch_pack(&b, list, n);
    b.drop = run->drop;
    net_forward(&run->net, &b);
    int *head = malloc((size_t)b.pk.n * sizeof *head);
    gold_heads(&b, head);
    net_labels(&run->net, &b, head);
    for (int r = 0; r < b.pk.n; r++) {
        const struct sentence *s = b.sent[b.sent_of[r]];
        struct soft *soft = &run->soft[s - run->train];
        size_t pos = (size_t)b.pos_of[r], row = (size_t)r, w = (size_t)s->n + 1;
        size_t nu = (size_t)c->n_upos, nx = (size_t)c->n_xpos;
        size_t nl = (size_t)c->n_label;
        add_softmax(soft->arc + pos * w, b.arc[b.sent_of[r]] + pos * w, (int)w,
                    weight);
        add_softmax(soft->upos + pos * nu, b.upos + row * nu, c->n_upos,
                    weight);
        add_softmax(soft->xpos + pos * nx, b.xpos + row * nx, c->n_xpos,
                    weight);
        add_softmax(soft->label + pos * nl, b.label + row * nl, c->n_label,
                    weight);
    }
    free(head);
    batch_free(&b);
}

static void soft_init(struct run *run)
{
    const struct net_counts *c = &run->net.count;
    run->soft = calloc((size_t)run->n_train, sizeof *run->soft);
    for (int i = 0; i < run->n_train; i++) {
        size_t len = (size_t)run->train[i].n;
        run->soft[i] = (struct soft){
            .arc = calloc(len * (len + 1), sizeof(float)),
            .label = calloc(len * (size_t)c->n_label, sizeof(float)),
            .upos = calloc(len * (size_t)c->n_upos, sizeof(float)),
            .xpos = calloc(len * (size_t)c->n_xpos, sizeof(float))};
    }
}

static void teach(struct run *run, char **teachers, int n_teachers)
{
    int n = run->n_train;
    const struct sentence **list = malloc((size_t)n * sizeof *list);
    for (int i = 0; i < n; i++)
        list[i] = &run->train[i];
    qsort(list, (size_t)n, sizeof *list, by_length);
    for (int t = 0; t < n_teachers; t++) {
        if (checkpoint_load(teachers[t], &run->net))
            exit(1);
        for (int pass = 0; pass < TEACHER_PASSES; pass++)
            for (int i = 0, j; i < n; i = j) {
                j = next_batch(list, i, n);
                teach_batch(run, list + i, j - i,
                            1.f / (float)(n_teachers * TEACHER_PASSES));
            }
        printf("teacher %s done\n", teachers[t]);
        fflush(stdout);
    }
    free(list);
}

static void report(struct run *run)
{
    static const char *name[2] = {"ewt", "gum"};
    for (int d = 0; d < 2; d++) {
        struct scores s = evaluate(run, &run->dev[d], run->dev_sent[d]);
        double n = (double)s.n / 100.0;
        printf("  %s-dev upos %.2f xpos %.2f lemma %.2f uas %.2f las %.2f\n",
               name[d], (double)s.upos / n, (double)s.xpos / n,
               (double)s.lemma / n, (double)s.uas / n, (double)s.las / n);
    }
    fflush(stdout);
}

static struct sentence *convert(const struct dataset *set,
                                const struct treebank *bank, int *kept, int max)
{
    struct sentence *out = calloc((size_t)bank->n, sizeof *out);
    int n = 0;
    for (int i = 0; i < bank->n; i++) {
        if (bank->sent[i].n > max)
            continue;
        make_sentence(set, &bank->sent[i], &out[n]);
        out[n++].id = i;
    }
    *kept = n;
    return out;
}

static void load(struct run *run, const char *vectors, const char *dir)
{
    static const char *bank[2] = {"ewt", "gumopen"};
    char path[1024];
    int ignored;
    for (int d = 0; d < 2; d++) {
        snprintf(path, sizeof path, "%s/%s-train.conllu.xz", dir, bank[d]);
        treebank_read(&run->set.train, path);
        snprintf(path, sizeof path, "%s/%s-dev.conllu.xz", dir, bank[d]);
        treebank_read(&run->dev[d], path);
    }
    dataset_init(&run->set, vectors, DATASET_TOP_WORDS);
    run->train = convert(&run->set, &run->set.train, &run->n_train, MAX_LEN);
    for (int d = 0; d < 2; d++)
        run->dev_sent[d] = convert(&run->set, &run->dev[d], &ignored, 1000);
}

/* Reads (`in`) or writes the targets; exits on failure. */
static void soft_io(struct run *run, const char *path, int in)
{
    FILE *file = fopen(path, in ? "rb" : "wb");
    const struct net_counts *c = &run->net.count;
    size_t bad = file == NULL;
    for (int i = 0; i < run->n_train && !bad; i++) {
        size_t len = (size_t)run->train[i].n;
        struct soft *s = &run->soft[i];
        float *part[4] = {s->arc, s->label, s->upos, s->xpos};
        size_t n[4] = {len * (len + 1), len * (size_t)c->n_label,
                       len * (size_t)c->n_upos, len * (size_t)c->n_xpos};
        for (int k = 0; k < 4; k++)
            bad |= (in ? fread(part[k], sizeof(float), n[k], file)
                       : fwrite(part[k], sizeof(float), n[k], file)) != n[k];
    }
    if (file && fclose(file) != 0)
        bad = 1;
    if (bad) {
        fprintf(stderr, "cannot %s '%s'\n", in ? "read" : "write", path);
        exit(1);
    }
}

static int is_soft(const char *path)
{
    size_t n = strlen(path);
    return n > 5 && strcmp(path + n - 5, ".soft") == 0;
}

int main(int argc, char **argv)
{
    static struct run run;
    if (argc < 6) {
        fprintf(stderr, "usage: train_net OUT VECTORS SEED EPOCHS DIR "
                        "[TEACHER...]\n");
        return 2;
    }
    load(&run, argv[2], argv[5]);
    struct dataset *set = &run.set;
    struct net_counts count = {set->n_words, set->upos.n, set->xpos.n,
                               set->label.n, set->script.n};
    printf("%d words, %d scripts, %d labels, %d sentences\n", count.n_words,
           count.n_script, count.n_label, run.n_train);
    net_init(&run.net, &count, (uint64_t)atoll(argv[3]));
    run.net.vectors = set->vectors;
    run.net.word_freq = set->freq;
    run.net.has_vector = set->has_vector;
    run.epochs = atoi(argv[4]);
    run.lr = STRONG ? 2.5e-3f : 2e-3f;
    run.drop = (struct dropout){.input = STRONG ? 0.3f : 0.2f,
                                .layer = STRONG ? 0.4f : 0.33f,
                                .recurrent = STRONG ? 0.25f : 0.2f,
                                .hidden = STRONG ? 0.33f : 0.25f,
                                .word = 0.04f,
                                .delta = 1.f};
    if (argc > 6) {
        soft_init(&run);
        if (is_soft(argv[6]))
            soft_io(&run, argv[6], 1);
        else
            teach(&run, argv + 6, argc - 6);
        if (run.epochs == 0)
            soft_io(&run, argv[1], 0);
        if (run.epochs == 0)
            return 0;
        net_reset(&run.net, (uint64_t)atoll(argv[3]));
    }
    for (int e = 1; e <= run.epochs; e++) {
        struct losses l = {0};
        time_t begin = time(NULL);
        train_epoch(&run, &l);
        double w = (double)l.words;
        printf("epoch %d: arc %.4f label %.4f upos %.4f xpos %.4f lemma %.4f "
               "%lds\n",
               e, l.arc / w, l.label / w, l.upos / w, l.xpos / w, l.script / w,
               (long)(time(NULL) - begin));
        if (e % 2 == 0 || e == run.epochs || e == 1)
            report(&run);
    }
    return checkpoint_save(argv[1], &run.net, set);
}
