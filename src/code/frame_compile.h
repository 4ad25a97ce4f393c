/* From an example sentence to a pattern, and the pattern's written form. */
#ifndef TRUCE_CODE_FRAME_COMPILE_H
#define TRUCE_CODE_FRAME_COMPILE_H

#include "code/frames.h"

/* Parser memory for a run of compilations. `lang` is borrowed; NULL allows
 * written patterns only. Owned. */
struct truce_compiler;
int truce_compiler_new(const struct truce_lang *lang,
                       struct truce_compiler **out);
void truce_compiler_free(struct truce_compiler *compiler);

/*
 * Compiles frame->example: fills lemma, pos, elements (memory from
 * frames->arena). The example is parsed with two sets of names, which must
 * give the same pattern. TRUCE_EFORMAT with *reason (static or arena).
 */
int truce_frame_compile(struct truce_compiler *compiler,
                        struct truce_frames *frames, struct truce_frame *frame,
                        const char **reason);

/* Reads a written pattern ("hold/V subj:[source] obj:talk with:[target]")
 * into lemma, pos, elements. TRUCE_EFORMAT with *reason. */
int truce_frame_read(struct truce_frames *frames, const char *text,
                     struct truce_frame *frame, const char **reason);

#endif
