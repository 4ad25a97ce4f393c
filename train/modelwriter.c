/* Sections in memory, then the file: header, table, aligned sections. */
#include "modelwriter.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/splitfeat.h"

void modelwriter_put(struct writer *w, const char *name, size_t rows,
                     size_t cols, size_t element, const void *data)
{
    struct truce_modelfile_section *s = &w->section[w->n];
    size_t size = rows * cols * element;
    memset(s, 0, sizeof *s);
    snprintf(s->name, sizeof s->name, "%s", name);
    s->rows = (uint32_t)rows;
    s->cols = (uint32_t)cols;
    s->element = (uint32_t)element;
    s->size = size;
    w->data[w->n] = malloc(size + 1);
    memcpy(w->data[w->n++], data, size);
}

void modelwriter_put_splitter(struct writer *w, const char *path)
{
    size_t gap = (size_t)SPLIT_CLASSES * SPLIT_GAP_BUCKETS;
    size_t n = gap + SPLIT_END_BUCKETS;
    float *x = malloc(n * sizeof *x), max = 1e-9f;
    int16_t *code = malloc(n * sizeof *code);
    FILE *file = fopen(path, "rb");
    if (!file || fread(x, sizeof *x, n, file) != n) {
        fprintf(stderr, "cannot read '%s'\n", path);
        exit(1);
    }
    fclose(file);
    for (size_t i = 0; i < n; i++)
        max = fmaxf(max, fabsf(x[i]));
    for (size_t i = 0; i < n; i++)
        code[i] = (int16_t)lrintf(x[i] / max * 32767.f);
    modelwriter_put(w, "split.gap", SPLIT_CLASSES, SPLIT_GAP_BUCKETS, 2, code);
    modelwriter_put(w, "split.end", 1, SPLIT_END_BUCKETS, 2, code + gap);
    free(code);
    free(x);
}

int modelwriter_write(struct writer *w, const char *path)
{
    size_t head = sizeof(struct truce_modelfile_header);
    size_t at = head + w->n * sizeof w->section[0];
    for (uint32_t i = 0; i < w->n; i++) {
        at = (at + TRUCE_MODEL_ALIGN - 1) & ~(size_t)(TRUCE_MODEL_ALIGN - 1);
        w->section[i].offset = at;
        at += w->section[i].size;
    }
    char *bytes = calloc(at, 1);
    memcpy(bytes + head, w->section, w->n * sizeof w->section[0]);
    for (uint32_t i = 0; i < w->n; i++)
        memcpy(bytes + w->section[i].offset, w->data[i], w->section[i].size);
    struct truce_modelfile_header header = {
        .magic = {'t', 'r', 'u', 'c', 'e', 'L', 'M', '\n'},
        .version = TRUCE_MODEL_VERSION,
        .n_sections = w->n,
        .file_size = at,
        .checksum = truce_modelfile_sum(bytes + head, at - head)};
    memcpy(bytes, &header, sizeof header);
    FILE *file = fopen(path, "wb");
    int ok = file && fwrite(bytes, 1, at, file) == at;
    if (file && fclose(file) != 0)
        ok = 0;
    if (!ok)
        fprintf(stderr, "cannot write '%s'\n", path);
    else
        printf("%s: %zu bytes, %u sections\n", path, at, w->n);
    return !ok;
}
