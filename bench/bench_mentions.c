/*
 * Actor mentions of the sentences of a CoNLL-U file: prints them, or with
 * --time only how long opening the lexicon and finding them took.
 *
 *   build/bench/bench_mentions [--time] [--date DATE] FILE.conllu
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/io.h"
#include "lang/conllu.h"
#include "lexicon/lexicon.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void print_all(const struct truce_conllu *c,
                      const struct truce_mention *m, size_t n)
{
    struct truce_str text = TRUCE_STR_INIT;
    truce_conllu_spell(&c->sentence, &text);
    printf("# %s\n", text.ptr ? text.ptr : "");
    truce_str_release(&text);
    for (size_t i = 0; i < n; i++) {
        const struct truce_actor *a = &m[i].actor;
        printf("  ");
        for (size_t k = m[i].first; k <= m[i].last; k++)
            printf("%s%.*s%s", k == m[i].head ? "*" : "",
                   TRUCE_VIEW_ARG(c->sentence.tokens[k].form),
                   k < m[i].last ? " " : "");
        printf("  [%s %s] %s; %s; %s %.2f\n", a->code ? a->code : "---",
               a->sector ? a->sector : "---", a->name ? a->name : "",
               a->office ? a->office : "", a->kind, (double)a->confidence);
    }
}

int main(int argc, char **argv)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_lexicon *lexicon = NULL;
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_arena arena = TRUCE_ARENA_INIT, scratch = TRUCE_ARENA_INIT;
    struct truce_date date = {0};
    bool timed = false;
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--time"))
            timed = true;
        else if (!strcmp(argv[i], "--date") && i + 1 < argc)
            truce_date_parse(truce_view_of(argv[++i]), &date);
        else
            path = argv[i];
    }
    double t0 = now();
    if (!path || truce_lexicon_open(NULL, &lexicon, &err) ||
        truce_io_slurp(path, 0, &text, &err)) {
        fprintf(stderr, "bench_mentions: %s\n", err.message);
        return 2;
    }
    double t1 = now(), spent = 0;
    struct truce_conllu_reader reader = {.text = truce_str_view(&text)};
    struct truce_conllu c;
    size_t sentences = 0, mentions = 0;
    while (truce_conllu_next(&reader, &arena, &c, &err) == 1) {
        struct truce_mention *m;
        size_t n;
        double a = now();
        if (truce_lexicon_mentions(lexicon, &c.sentence, date, &scratch, &m,
                                   &n))
            break;
        spent += now() - a;
        sentences++;
        mentions += n;
        if (!timed)
            print_all(&c, m, n);
        truce_arena_clear(&scratch);
        truce_arena_clear(&arena);
    }
    fprintf(stderr,
            "opened in %.1f ms; %zu mentions in %zu sentences; "
            "%.0f sentences/s\n",
            (t1 - t0) * 1e3, mentions, sentences, (double)sentences / spent);
    truce_arena_release(&arena);
    truce_arena_release(&scratch);
    truce_str_release(&text);
    truce_lexicon_close(lexicon);
    return 0;
}
