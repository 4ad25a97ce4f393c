/* Speed of the coder after parsing: bench_code FILE.jsonl [ROUNDS] parses
 * every text once, then codes the trees ROUNDS times on one core. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/io.h"
#include "code/coder_impl.h"
#include "code/extract.h"
#include "code/refs.h"

struct job {
    struct truce_document document;
    struct truce_coded coded;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int code(const struct truce_coder *coder, struct job *job,
                struct truce_arena *arena)
{
    struct truce_coded out = {.text = job->coded.text};
    struct truce_context context = {.coder = coder,
                                    .document = &job->document,
                                    .arena = arena,
                                    .out = &out};
    int rc = truce_refs_mentions(&context);
    if (rc == TRUCE_OK)
        rc = truce_extract_events(&context);
    truce_arena_clear(arena);
    return rc;
}

int main(int argc, char **argv)
{
    struct truce_coder_options options = {0};
    struct truce_coder *coder;
    struct truce_coder_scratch *scratch;
    struct truce_arena arena = TRUCE_ARENA_INIT, work = TRUCE_ARENA_INIT;
    struct truce_str line = TRUCE_STR_INIT;
    struct truce_err err = TRUCE_ERR_INIT;
    struct job *jobs = calloc(100000, sizeof *jobs);
    size_t n = 0, sentences = 0,
           rounds = argc > 2 ? strtoul(argv[2], 0, 10) : 5;
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    double start;
    if (!file || !jobs || truce_coder_open(&options, &coder, &err) != 0 ||
        truce_coder_scratch_new(coder, &scratch) != 0) {
        fprintf(stderr, "usage: bench_code FILE.jsonl [ROUNDS] %s\n",
                err.message);
        return 2;
    }
    while (n < 100000 && truce_io_line(file, 0, &line) > 0) {
        json_t *object = json_loadb(line.ptr, line.len, 0, NULL);
        struct truce_view text =
            truce_view_of(json_string_value(json_object_get(object, "text")));
        jobs[n].document.text = truce_arena_view(&arena, text);
        if (text.ptr &&
            truce_lang_parse(coder->lang, scratch->lang, jobs[n].document.text,
                             &arena, &jobs[n].coded.text, &err) == TRUCE_OK)
            sentences += jobs[n++].coded.text.n_sentences;
        json_decref(object);
    }
    start = now();
    for (size_t r = 0; r < rounds; r++)
        for (size_t i = 0; i < n; i++)
            if (code(coder, &jobs[i], &work) != TRUCE_OK)
                return 2;
    printf("%zu sentences, %.0f a second\n", sentences,
           (double)(sentences * rounds) / (now() - start));
    return 0;
}
