/* Gives a model file another splitter: replace_split MODEL SPLIT OUT
 * All other sections stay as they are, byte for byte. */
#include <stdio.h>
#include <string.h>

#include "modelwriter.h"

int main(int argc, char **argv)
{
    static struct writer w;
    struct truce_modelfile file;
    struct truce_err err = {0};
    if (argc != 4) {
        fprintf(stderr, "usage: replace_split MODEL SPLIT OUT\n");
        return 2;
    }
    if (truce_modelfile_open(argv[1], &file, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    for (uint32_t i = 0; i < file.n_sections; i++) {
        const struct truce_modelfile_section *s = &file.sections[i];
        const char *data = (const char *)file.map.ptr + s->offset;
        if (strncmp(s->name, "split.", 6) != 0)
            modelwriter_put(&w, s->name, s->rows, s->cols, s->element, data);
    }
    truce_modelfile_close(&file);
    modelwriter_put_splitter(&w, argv[2]);
    return modelwriter_write(&w, argv[3]);
}
