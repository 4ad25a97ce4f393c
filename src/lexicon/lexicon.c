/* Opening and closing the lexicon; free phrases. */
#include "lexicon/lexicon.h"

#include <string.h>

#include "base/io.h"
#include "base/mem.h"
#include "lexicon/lexicon_int.h"

/* Atoms of the longest phrase or sentence that is looked at. */
#define MAX_ATOMS 1024

static int load(struct truce_lexicon *lexicon,
                const struct truce_lexicon_options *options,
                struct truce_err *err)
{
    char dir[4096];
    const char *shipped = options ? options->dir : NULL;
    if (!shipped) {
        int rc = truce_io_data("lexicon", dir, sizeof dir, err);
        if (rc)
            return rc;
        shipped = dir;
    }
    const struct truce_log *log = options ? options->log : NULL;
    int rc = lex_load_dir(lexicon, shipped, 0, log, err);
    for (size_t i = 0; options && i < options->n_extra && !rc; i++)
        rc = lex_load_dir(lexicon, options->extra[i], (uint8_t)(i + 1), log,
                          err);
    if (rc == TRUCE_OK && !lexicon->n_forms)
        rc = truce_err_set(err, TRUCE_ENOENT, "no lexicon in '%s'", shipped);
    return rc;
}

int truce_lexicon_open(const struct truce_lexicon_options *options,
                       struct truce_lexicon **out, struct truce_err *err)
{
    struct truce_lexicon *lexicon = truce_zalloc(1, sizeof *lexicon);
    *out = NULL;
    if (!lexicon)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    lexicon->arena.block_size = 1 << 20;
    /* number 0 is the unknown word: it has no cues and opens nothing */
    int rc = truce_grow(&lexicon->cues, &lexicon->cap_words, 1,
                        sizeof *lexicon->cues);
    if (rc == TRUCE_OK)
        rc = truce_grow(&lexicon->roots, &lexicon->cap_roots, 1,
                        sizeof *lexicon->roots);
    if (rc == TRUCE_OK) {
        lexicon->cues[0] = 0;
        lexicon->roots[0] = (struct lex_root){0, 0};
        rc = load(lexicon, options, err);
    }
    if (rc) {
        truce_lexicon_close(lexicon);
        return rc;
    }
    *out = lexicon;
    return TRUCE_OK;
}

void truce_lexicon_close(struct truce_lexicon *lexicon)
{
    if (!lexicon)
        return;
    truce_map_release(&lexicon->words);
    truce_map_release(&lexicon->people);
    truce_map_release(&lexicon->countries);
    truce_map_release(&lexicon->leaders);
    truce_map_release(&lexicon->members);
    truce_free(lexicon->cues);
    truce_free(lexicon->roots);
    truce_free(lexicon->edges);
    truce_free(lexicon->nodes);
    truce_free(lexicon->forms);
    truce_free(lexicon->entries);
    truce_free(lexicon->offices);
    truce_free(lexicon->leader_items);
    truce_free(lexicon->member_items);
    truce_free(lexicon->formats);
    truce_free(lexicon->files);
    truce_arena_release(&lexicon->arena);
    truce_free(lexicon);
}

int truce_lexicon_resolve(const struct truce_lexicon *lexicon,
                          struct truce_view phrase, struct truce_date date,
                          struct truce_arena *arena, struct truce_actor *actor)
{
    struct lex_atom *atoms = truce_arena_alloc(arena, MAX_ATOMS, sizeof *atoms);
    struct lex_match *matches =
        truce_arena_alloc(arena, MAX_ATOMS, sizeof *matches);
    size_t head = 0;
    if (!atoms || !matches)
        return TRUCE_ENOMEM;
    memset(actor, 0, sizeof *actor);
    struct lex_run run = {.lexicon = lexicon,
                          .atoms = atoms,
                          .matches = matches,
                          .date = date,
                          .arena = arena,
                          .explain = true};
    run.n_atoms = run.end = lex_phrase(lexicon, phrase, atoms, MAX_ATOMS);
    run.n_matches = lex_scan(lexicon, atoms, run.n_atoms, date, matches);
    int rc = lex_compose(&run, actor, &head);
    actor->text = phrase;
    actor->end = phrase.len;
    if (!actor->kind)
        actor->kind = "unknown";
    return rc;
}
