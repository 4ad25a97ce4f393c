/* Speed of the language core: bench_lang TEXT [MODEL]
 * Words and sentences a second of the splitter, of the network with each
 * version of the kernels, and of the whole on one and two threads. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/io.h"
#include "base/mem.h"
#include "base/threads.h"
#include "lang/lang.h"
#include "lang/netparts.h"
#include "lang/splitter.h"

enum { PARTS = 64, MAX_THREADS = 2 };

struct bench {
    struct truce_lang *lang;
    struct truce_lang_scratch *scratch[MAX_THREADS];
    struct truce_arena arena[PARTS];
    struct truce_view part[PARTS];
    size_t words[PARTS], sentences[PARTS];
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void print(const char *what, size_t words, size_t sentences,
                  double seconds)
{
    printf("%-24s %10.0f words/s %9.0f sentences/s\n", what,
           (double)words / seconds, (double)sentences / seconds);
}

/* Cuts the text at line ends into parts of about the same length. */
static void cut(struct bench *b, struct truce_view text)
{
    size_t at = 0;
    for (size_t i = 0; i < PARTS; i++) {
        size_t end = i + 1 == PARTS ? text.len : text.len * (i + 1) / PARTS;
        while (end < text.len && text.ptr[end] != '\n')
            end++;
        end = end < at ? at : end;
        b->part[i] = (struct truce_view){text.ptr + at, end - at};
        at = end;
    }
}

static int parse_part(void *payload, size_t item, size_t worker)
{
    struct bench *b = payload;
    struct truce_text out;
    truce_arena_clear(&b->arena[item]);
    int rc = truce_lang_parse(b->lang, b->scratch[worker], b->part[item],
                              &b->arena[item], &out, NULL);
    b->words[item] = 0;
    b->sentences[item] = out.n_sentences;
    for (size_t i = 0; i < out.n_sentences; i++)
        b->words[item] += out.sentences[i].n_tokens;
    return rc;
}

static void bench_whole(struct bench *b, size_t threads)
{
    char name[32];
    size_t words = 0, sentences = 0;
    double start = now();
    truce_threads_run(threads, PARTS, parse_part, b);
    double seconds = now() - start;
    for (size_t i = 0; i < PARTS; i++) {
        words += b->words[i];
        sentences += b->sentences[i];
    }
    snprintf(name, sizeof name, "whole, %zu thread%s", threads,
             threads > 1 ? "s" : "");
    print(name, words, sentences, seconds);
}

static size_t count_words(const struct truce_text *text)
{
    size_t words = 0;
    for (size_t i = 0; i < text->n_sentences; i++)
        words += text->sentences[i].n_tokens;
    return words;
}

static void run_network(const struct truce_network *net,
                        struct truce_network_scratch *scratch,
                        const struct truce_text *text)
{
    static struct truce_network_in in[TRUCE_MAX_SENTENCE_TOKENS];
    static struct truce_network_out out[TRUCE_MAX_SENTENCE_TOKENS];
    for (size_t i = 0; i < text->n_sentences; i++) {
        const struct truce_sentence *s = &text->sentences[i];
        size_t n = s->n_tokens < TRUCE_MAX_SENTENCE_TOKENS
                       ? s->n_tokens
                       : TRUCE_MAX_SENTENCE_TOKENS;
        for (size_t k = 0; k < n; k++)
            in[k] = (struct truce_network_in){s->tokens[k].form, true, true};
        truce_network_run(net, scratch, in, n, out);
    }
}

/* The stages apart, on one thread. */
static int bench_stages(const char *path, struct truce_view text,
                        struct truce_err *err)
{
    static const char *const kernels[] = {"sse2", "avx2", "avx512"};
    struct truce_modelfile file;
    struct truce_network *net;
    struct truce_splitter splitter;
    struct truce_splitter_scratch scratch = {0};
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_text out;
    int rc = truce_modelfile_open(path, &file, err);
    if (rc == TRUCE_OK)
        rc = truce_network_open(&file, &net, err);
    if (rc == TRUCE_OK)
        rc = truce_splitter_open(&file, &splitter, err);
    if (rc < 0)
        return rc;
    double start = now();
    rc = truce_splitter_run(&splitter, &scratch, text, &arena, &out);
    print("splitter", count_words(&out), out.n_sentences, now() - start);
    struct truce_network_scratch *memory = truce_network_scratch_new();
    for (size_t k = 0; k < 3 && memory; k++) {
        char name[32];
        net->kernel = truce_kernel_named(kernels[k]);
        if (!net->kernel)
            continue;
        snprintf(name, sizeof name, "network, %s", kernels[k]);
        start = now();
        run_network(net, memory, &out);
        print(name, count_words(&out), out.n_sentences, now() - start);
    }
    truce_network_scratch_free(memory);
    truce_splitter_scratch_release(&scratch);
    truce_arena_release(&arena);
    truce_network_close(net);
    truce_modelfile_close(&file);
    return rc;
}

int main(int argc, char **argv)
{
    struct bench *b = calloc(1, sizeof *b);
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_str text = TRUCE_STR_INIT;
    const char *model = argc > 2 ? argv[2] : "models/english.model";
    double start = now();
    int rc = argc > 1 && b ? truce_io_slurp(argv[1], 0, &text, &err)
                           : truce_err_set(&err, TRUCE_EUSAGE,
                                           "usage: bench_lang TEXT [MODEL]");
    if (rc == TRUCE_OK)
        rc = truce_lang_open(model, &b->lang, &err);
    if (rc == TRUCE_OK) {
        printf("model opened in %.1f ms\n", 1000 * (now() - start));
        cut(b, truce_str_view(&text));
        for (size_t i = 0; i < MAX_THREADS; i++)
            truce_lang_scratch_new(b->lang, &b->scratch[i]);
        rc = bench_stages(model, truce_str_view(&text), &err);
    }
    for (size_t n = 1; rc == TRUCE_OK && n <= MAX_THREADS; n++)
        bench_whole(b, n);
    if (rc < 0)
        fprintf(stderr, "%s\n", err.message);
    for (size_t i = 0; b && i < PARTS; i++)
        truce_arena_release(&b->arena[i]);
    for (size_t i = 0; b && i < MAX_THREADS; i++)
        truce_lang_scratch_free(b->scratch[i]);
    truce_lang_close(b ? b->lang : NULL);
    truce_str_release(&text);
    free(b);
    return rc < 0;
}
