/* CoNLL-U 2: reading sentences that others tokenised, writing ours. */
#ifndef TRUCE_LANG_CONLLU_H
#define TRUCE_LANG_CONLLU_H

#include "base/err.h"
#include "lang/sentence.h"

/* One sentence of a file, with what the program keeps but does not use. */
struct truce_conllu {
    struct truce_sentence sentence; /* spans count from 0 in the text that
                                       forms and spaces spell */
    struct truce_view *comments;    /* [n_comments], lines from '#' on */
    size_t n_comments;
    struct truce_view *misc;         /* [n_tokens], "_" where empty */
    struct truce_view *surface;      /* [n_tokens], form of the multiword
                                        token that starts here, or {NULL,0} */
    struct truce_view *surface_misc; /* [n_tokens] */
    bool new_paragraph;              /* "# newpar" or "# newdoc" */
};

/* Position in CoNLL-U text. */
struct truce_conllu_reader {
    struct truce_view text;
    size_t pos;  /* bytes */
    size_t line; /* lines read so far */
};

/*
 * Reads the next sentence. Everything lives in `arena` or borrows from the
 * text. Empty nodes are left out. Returns 1, 0 at the end, TRUCE_EFORMAT
 * (line in `err`), or TRUCE_ENOMEM.
 */
int truce_conllu_next(struct truce_conllu_reader *reader,
                      struct truce_arena *arena, struct truce_conllu *out,
                      struct truce_err *err);

/*
 * Appends a sentence with its blank line. Comments are written as they are.
 * TRUCE_OK, TRUCE_ENOMEM.
 */
int truce_conllu_write(const struct truce_conllu *sentence,
                       struct truce_str *out);

/* The same for a sentence of the splitter: `number` gives "# sent_id", its
 * words "# text"; `new_paragraph` adds "# newpar". */
int truce_conllu_write_text(const struct truce_sentence *sentence,
                            size_t number, bool new_paragraph,
                            struct truce_str *out);

/* Appends the words as text: forms with single spaces. */
int truce_conllu_spell(const struct truce_sentence *sentence,
                       struct truce_str *out);

#endif
