/* Writes model files, for the trainers. */
#ifndef TRUCE_TRAIN_MODELWRITER_H
#define TRUCE_TRAIN_MODELWRITER_H

#include <stddef.h>

#include "lang/modelfile.h"

struct writer {
    struct truce_modelfile_section section[TRUCE_MODEL_MAX_SECTIONS];
    void *data[TRUCE_MODEL_MAX_SECTIONS];
    uint32_t n;
};

/* Appends a section: a copy of rows * cols elements of `element` bytes. */
void modelwriter_put(struct writer *w, const char *name, size_t rows,
                     size_t cols, size_t element, const void *data);
/* Appends the splitter that train_split wrote to `path`, 16-bit with one
 * scale. Exits with a message when it cannot be read. */
void modelwriter_put_splitter(struct writer *w, const char *path);
/* Writes all sections to `path`; 0, or 1 with a message. */
int modelwriter_write(struct writer *w, const char *path);

#endif
