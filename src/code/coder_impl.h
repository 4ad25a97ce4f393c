/* The parts of a coder, for the files of this folder only. */
#ifndef TRUCE_CODE_CODER_IMPL_H
#define TRUCE_CODE_CODER_IMPL_H

#include "code/coder.h"
#include "code/confidence.h"
#include "code/contexts.h"
#include "code/cuebook.h"
#include "code/cues.h"
#include "code/frames.h"
#include "code/petrarch.h"
#include "code/usage.h"
#include "lexicon/cameo.h"

struct truce_coder {
    struct truce_lang *lang;
    struct truce_lexicon *lexicon;
    struct truce_cameo_table *cameo;
    struct truce_frames frames;
    struct truce_cues cues;
    struct truce_contexts contexts;
    struct truce_usage usage;
    struct truce_petrarch petrarch; /* n 0: none was given */
    struct truce_cuebook cuebook;
    struct truce_confidence confidence;
    bool no_defaults;
    double min_confidence;
    char version[17]; /* hex */
};

struct truce_coder_scratch {
    struct truce_lang_scratch *lang;
};

struct truce_context;

/* All steps on the document of `context`, whose coder, document, arena and
 * out are set. Errors as truce_coder_code. */
int truce_coder__run(struct truce_context *context,
                     struct truce_coder_scratch *scratch,
                     struct truce_err *err);

#endif
