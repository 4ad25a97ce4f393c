/* Loading of frames: the TSV file, alternatives in examples, compiled
 * patterns, the index by lemma. Compilation from trees: frame_compile.c. */
#include "code/frames.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/limits.h"
#include "code/contexts.h"
#include "code/frame_compile.h"

enum { MAX_EXAMPLE = 400, MAX_FRAMES = 200000 };

static const char *const cue_names[TRUCE_N_CUES] = {
#define TRUCE_CUE(id, name) name,
#include "code/cues.def"
#undef TRUCE_CUE
};

int truce_frames_classes(struct truce_frames *frames, const char *path,
                         struct truce_err *err)
{
    return truce_word_bits_load(path, &frames->classes, NULL, NULL, err);
}

uint64_t truce_frames_class(const struct truce_frames *frames,
                            struct truce_view lemma)
{
    uint64_t *bits = truce_map_get(&frames->classes, lemma);
    char small[24]; /* "the Minsk Protocol", "the Almaty Declaration" */
    if (!bits && lemma.len && lemma.len < sizeof small && lemma.ptr[0] >= 'A' &&
        lemma.ptr[0] <= 'Z') {
        memcpy(small, lemma.ptr, lemma.len);
        small[0] = (char)(small[0] + ('a' - 'A'));
        bits = truce_map_get(&frames->classes,
                             (struct truce_view){small, lemma.len});
    }
    return bits ? *bits : 0;
}

struct truce_frame_gates truce_frames_find(const struct truce_frames *frames,
                                           struct truce_view lemma)
{
    const uint64_t *number = truce_map_get(&frames->lemmas, lemma);
    const size_t *start;
    if (!number)
        return (struct truce_frame_gates){NULL, 0};
    start = &frames->starts[*number];
    return (struct truce_frame_gates){frames->gates + start[0],
                                      start[1] - start[0]};
}

/* Type column: a PLOVER type or "@cue". */
static bool read_type(struct truce_view text, struct truce_frame *frame)
{
    frame->type = frame->cue = -1;
    if (text.len && text.ptr[0] == '@') {
        struct truce_view name = {text.ptr + 1, text.len - 1};
        for (int i = 0; i < TRUCE_N_CUES; i++)
            if (truce_view_eq_text(name, cue_names[i]))
                frame->cue = i;
        return frame->cue >= 0;
    }
    frame->type = truce_plover_find(text);
    return frame->type >= 0;
}

static const char *optional(struct truce_frames *frames, struct truce_view text)
{
    if (!text.ptr || text.len == 0 || truce_view_eq_text(text, "-"))
        return NULL;
    return truce_arena_strndup(&frames->arena, text.ptr, text.len);
}

static int fault(struct truce_frames *frames, size_t line, const char *example,
                 const char *reason)
{
    int rc = truce_arena_grow(&frames->arena, &frames->faults, frames->n_faults,
                              &frames->cap_faults, sizeof *frames->faults);
    if (rc == TRUCE_OK)
        frames->faults[frames->n_faults++] =
            (struct truce_frame_fault){line, example, reason};
    return rc;
}

/* Puts the gates of all frames side by side by lemma, in file order. */
static int index_frames(struct truce_frames *frames)
{
    struct truce_arena *arena = &frames->arena;
    size_t *lemma = truce_arena_alloc(arena, frames->n + 1, sizeof *lemma);
    size_t *ends, n;
    if (!lemma)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < frames->n; i++) {
        const uint64_t *number =
            truce_map_put(&frames->lemmas, frames->items[i].lemma,
                          frames->lemmas.count, NULL);
        if (!number)
            return TRUCE_ENOMEM;
        lemma[i] = *number;
    }
    n = frames->lemmas.count;
    frames->starts = truce_arena_zalloc(arena, n + 1, sizeof *frames->starts);
    frames->gates =
        truce_arena_zalloc(arena, frames->n + 1, sizeof *frames->gates);
    ends = truce_arena_alloc(arena, n + 1, sizeof *ends);
    if (!frames->starts || !frames->gates || !ends)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < frames->n; i++)
        frames->starts[lemma[i] + 1]++;
    for (size_t i = 0; i < n; i++)
        frames->starts[i + 1] += frames->starts[i];
    memcpy(ends, frames->starts, (n + 1) * sizeof *ends);
    for (size_t i = 0; i < frames->n; i++) {
        const struct truce_frame *frame = &frames->items[i];
        frames->gates[ends[lemma[i]]++] =
            (struct truce_frame_gate){frame->need, frame->need_classes,
                                      (uint32_t)i, truce_frame_pos(frame->pos)};
    }
    return TRUCE_OK;
}

static int add_frame(struct truce_frames *frames, struct truce_frame frame)
{
    int rc;
    for (size_t i = 0; i < frame.n; i++) {
        struct truce_element *e = &frame.elements[i];
        if (e->item != TRUCE_ITEM_WORD)
            continue;
        e->classes = truce_frames_class(frames, e->word);
        if (e->classes)
            frame.need_classes |=
                e->classes & (e->classes - 1) ? 0 : e->classes;
        else
            frame.need |= truce_frame_bit(e->word);
    }
    frame.id = truce_arena_printf(
        &frames->arena, "%s/%.*s/%zu",
        frame.type >= 0 ? truce_plover_name((enum truce_plover)frame.type)
                        : cue_names[frame.cue],
        TRUCE_VIEW_ARG(frame.lemma), frame.line);
    rc = truce_arena_grow(&frames->arena, &frames->items, frames->n,
                          &frames->cap, sizeof *frames->items);
    if (rc != TRUCE_OK || !frame.id)
        return TRUCE_ENOMEM;
    frames->items[frames->n++] = frame;
    return TRUCE_OK;
}

/* One example without alternatives: compile it and add it. */
static int add_example(struct truce_frames *frames,
                       struct truce_compiler *compiler,
                       struct truce_frame frame)
{
    const char *reason = NULL;
    int rc;
    if (frame.example[0] == '=')
        rc = truce_frame_read(frames, frame.example + 1, &frame, &reason);
    else
        rc = truce_frame_compile(compiler, frames, &frame, &reason);
    if (rc == TRUCE_EFORMAT)
        return fault(frames, frame.line, frame.example, reason);
    return rc == TRUCE_OK ? add_frame(frames, frame) : rc;
}

/* Expands the first "(a|b)" of the example and goes on with each. */
static int expand(struct truce_frames *frames, struct truce_compiler *compiler,
                  struct truce_frame frame, struct truce_view text)
{
    const char *open = memchr(text.ptr, '(', text.len);
    const char *close =
        open ? memchr(open, ')', text.len - (size_t)(open - text.ptr)) : NULL;
    struct truce_view choices, choice;
    int rc = TRUCE_OK;
    if (!close) {
        frame.example = truce_arena_strndup(&frames->arena, text.ptr, text.len);
        return frame.example ? add_example(frames, compiler, frame)
                             : TRUCE_ENOMEM;
    }
    choices = (struct truce_view){open + 1, (size_t)(close - open) - 1};
    while (rc == TRUCE_OK && truce_view_split(&choices, '|', &choice)) {
        char buf[MAX_EXAMPLE];
        size_t tail = text.len - (size_t)(close + 1 - text.ptr);
        int n =
            snprintf(buf, sizeof buf, "%.*s%.*s%.*s", (int)(open - text.ptr),
                     text.ptr, TRUCE_VIEW_ARG(choice), (int)tail, close + 1);
        if (n < 0 || (size_t)n >= sizeof buf)
            return fault(frames, frame.line, "", "example is too long");
        rc = expand(frames, compiler, frame,
                    (struct truce_view){buf, (size_t)n});
    }
    return rc;
}

static int bad_line(struct truce_err *err, const char *path, size_t line,
                    const char *what, struct truce_view text)
{
    truce_err_set(err, TRUCE_EFORMAT, "%s '%.*s'", what, TRUCE_VIEW_ARG(text));
    return truce_err_at(err, path, line, (size_t)-1);
}

static int read_line(struct truce_frames *frames,
                     struct truce_compiler *compiler, struct truce_view line,
                     size_t number, const char *path, struct truce_err *err)
{
    struct truce_view type, mode, cameo, rest = line;
    struct truce_frame frame = {.line = number};
    truce_view_split(&rest, '\t', &type);
    if (!truce_view_split(&rest, '\t', &mode) ||
        !truce_view_split(&rest, '\t', &cameo) || !rest.ptr)
        return bad_line(err, path, number,
                        "expected type, mode, cameo, example:", line);
    if (!read_type(type, &frame))
        return bad_line(err, path, number, "unknown type", type);
    frame.mode = optional(frames, mode);
    frame.cameo = optional(frames, cameo);
    return expand(frames, compiler, frame, rest);
}

/* Hash of the source file: compiled patterns name the file they are from. */
static uint64_t file_hash(struct truce_view text)
{
    return truce_hash(text.ptr, text.len);
}

static int load_source(struct truce_frames *frames, const char *path,
                       struct truce_view text, const struct truce_lang *lang,
                       struct truce_err *err)
{
    struct truce_compiler *compiler = NULL;
    struct truce_view line;
    size_t number = 0;
    int rc = truce_compiler_new(lang, &compiler);
    while (rc == TRUCE_OK && truce_view_split(&text, '\n', &line)) {
        number++;
        if (line.len && line.ptr[0] != '#' && frames->n < MAX_FRAMES)
            rc = read_line(frames, compiler, line, number, path, err);
    }
    truce_compiler_free(compiler);
    return rc;
}

/* One line of compiled patterns: type, mode, cameo, line, pattern,
 * example. */
static int read_pattern(struct truce_frames *frames, struct truce_view line)
{
    struct truce_view field[5], rest = line;
    struct truce_frame frame = {0};
    const char *reason = NULL;
    const char *pattern;
    for (size_t i = 0; i < 5; i++)
        if (!truce_view_split(&rest, '\t', &field[i]))
            return TRUCE_EFORMAT;
    if (!read_type(field[0], &frame))
        return TRUCE_EFORMAT;
    frame.mode = optional(frames, field[1]);
    frame.cameo = optional(frames, field[2]);
    frame.line = (size_t)strtoul(field[3].ptr, NULL, 10);
    frame.example = truce_arena_strndup(&frames->arena, rest.ptr, rest.len);
    pattern = truce_arena_strndup(&frames->arena, field[4].ptr, field[4].len);
    if (!pattern || !frame.example)
        return TRUCE_ENOMEM;
    if (truce_frame_read(frames, pattern, &frame, &reason) != TRUCE_OK)
        return TRUCE_EFORMAT;
    return add_frame(frames, frame);
}

/* Reads "NAME.patterns.tsv" beside NAME.tsv when it was made from this very
 * source; TRUCE_ENOENT when there is none or it is stale. */
static int load_patterns(struct truce_frames *frames, const char *path,
                         uint64_t hash)
{
    char name[4096];
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_view rest, line;
    size_t len = strlen(path);
    int rc = TRUCE_ENOENT;
    if (len < 4 || len + 16 > sizeof name)
        return rc;
    snprintf(name, sizeof name, "%.*s.patterns.tsv", (int)(len - 4), path);
    if (truce_io_slurp(name, TRUCE_MAX_LINE_BYTES, &text, NULL) == TRUCE_OK) {
        char head[40];
        rest = truce_str_view(&text);
        snprintf(head, sizeof head, "# %016" PRIx64, hash);
        if (truce_view_split(&rest, '\n', &line) &&
            truce_view_eq_text(line, head))
            rc = TRUCE_OK;
        while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line))
            if (line.len && line.ptr[0] != '#')
                rc = read_pattern(frames, line);
    }
    truce_str_release(&text);
    return rc == TRUCE_EFORMAT ? TRUCE_ENOENT : rc;
}

int truce_frames_load(struct truce_frames *frames, const char *path,
                      const struct truce_lang *lang, bool fresh,
                      struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    size_t before = frames->n;
    int rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    if (rc == TRUCE_OK) {
        struct truce_view view = truce_str_view(&text);
        rc =
            fresh ? TRUCE_ENOENT : load_patterns(frames, path, file_hash(view));
        if (rc == TRUCE_ENOENT) {
            frames->n = before;
            rc = load_source(frames, path, view, lang, err);
        }
    }
    /* only now: patterns that were refused halfway must leave no gates */
    if (rc == TRUCE_OK)
        rc = index_frames(frames);
    truce_str_release(&text);
    return rc;
}

int truce_frames_save(const struct truce_frames *frames, const char *source,
                      FILE *out, struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_arena arena = TRUCE_ARENA_INIT;
    int rc = truce_io_slurp(source, TRUCE_MAX_LINE_BYTES, &text, err);
    if (rc == TRUCE_OK)
        fprintf(out,
                "# %016" PRIx64 "\n# made by 'truce lexicon compile' "
                "from frames.tsv; do not edit\n",
                file_hash(truce_str_view(&text)));
    for (size_t i = 0; rc == TRUCE_OK && i < frames->n; i++) {
        const struct truce_frame *frame = &frames->items[i];
        const char *pattern = truce_frame_pattern(frame, &arena);
        if (!pattern)
            rc = TRUCE_ENOMEM;
        else
            fprintf(out, "%s%s\t%s\t%s\t%zu\t%s\t%s\n",
                    frame->type >= 0 ? "" : "@",
                    frame->type >= 0
                        ? truce_plover_name((enum truce_plover)frame->type)
                        : cue_names[frame->cue],
                    frame->mode ? frame->mode : "-",
                    frame->cameo ? frame->cameo : "-", frame->line, pattern,
                    frame->example);
    }
    truce_arena_release(&arena);
    truce_str_release(&text);
    return rc;
}

void truce_frames_release(struct truce_frames *frames)
{
    if (!frames)
        return;
    truce_map_release(&frames->lemmas);
    truce_map_release(&frames->classes);
    truce_arena_release(&frames->arena);
}
