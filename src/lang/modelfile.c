/*
 * Reading the model file. The file comes from outside, so every number in it
 * is checked against the file's length before it is used; the checksum then
 * tells damage from a file that was made wrong.
 */
#include "lang/modelfile.h"

#include <string.h>

uint64_t truce_modelfile_sum(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    uint64_t lane[4] = {1, 2, 3, 4}, total = len;
    size_t i = 0;
    for (; i + 32 <= len; i += 32)
        for (int k = 0; k < 4; k++) {
            uint64_t word;
            memcpy(&word, p + i + 8 * k, 8);
            lane[k] = (lane[k] ^ word) * UINT64_C(0x9e3779b97f4a7c15);
            lane[k] ^= lane[k] >> 29;
        }
    for (; i < len; i++)
        lane[i & 3] = (lane[i & 3] ^ p[i]) * UINT64_C(0x100000001b3);
    for (int k = 0; k < 4; k++) {
        total = (total ^ lane[k]) * UINT64_C(0xff51afd7ed558ccd);
        total ^= total >> 33;
    }
    return total;
}

static int bad(const char *name, struct truce_err *err, const char *what)
{
    return truce_err_set(err, TRUCE_EFORMAT, "cannot read model '%s': %s", name,
                         what);
}

static int check_header(const struct truce_modelfile_header *head, size_t len,
                        const char *name, struct truce_err *err)
{
    if (len < sizeof *head || memcmp(head->magic, TRUCE_MODEL_MAGIC, 8))
        return bad(name, err, "not a language model");
    if (head->version != TRUCE_MODEL_VERSION)
        return truce_err_set(err, TRUCE_EVERSION,
                             "cannot read model '%s': version %u, expected %d",
                             name, head->version, TRUCE_MODEL_VERSION);
    if (head->file_size != len)
        return truce_err_set(
            err, TRUCE_EFORMAT,
            "cannot read model '%s': %zu bytes long, expected %llu", name, len,
            (unsigned long long)head->file_size);
    if (head->n_sections > TRUCE_MODEL_MAX_SECTIONS ||
        len < sizeof *head +
                  head->n_sections * sizeof(struct truce_modelfile_section))
        return bad(name, err, "the section table does not fit");
    return TRUCE_OK;
}

static bool section_ok(const struct truce_modelfile_section *s, size_t len)
{
    uint64_t cells = (uint64_t)s->rows * s->cols;
    return memchr(s->name, '\0', sizeof s->name) && s->offset <= len &&
           s->size <= len - s->offset && s->offset % TRUCE_MODEL_ALIGN == 0 &&
           s->element >= 1 && s->element <= 8 && cells <= len &&
           cells * s->element == s->size;
}

int truce_modelfile_check(const void *bytes, size_t len, const char *name,
                          struct truce_modelfile *out, struct truce_err *err)
{
    const struct truce_modelfile_header *head = bytes;
    int code = check_header(head, len, name, err);
    if (code < 0)
        return code;
    if (head->checksum != truce_modelfile_sum(head + 1, len - sizeof *head))
        return truce_err_set(err, TRUCE_ECHECKSUM,
                             "cannot read model '%s': wrong checksum, the "
                             "file is damaged",
                             name);
    out->sections = (const void *)(head + 1);
    out->n_sections = head->n_sections;
    for (uint32_t i = 0; i < head->n_sections; i++)
        if (!section_ok(&out->sections[i], len))
            return bad(name, err, "a section lies outside of the file");
    out->map.ptr = bytes;
    out->map.len = len;
    return TRUCE_OK;
}

int truce_modelfile_open(const char *path, struct truce_modelfile *out,
                         struct truce_err *err)
{
    struct truce_mapping map;
    int code = truce_mapping_open(path, &map, err);
    if (code < 0)
        return code;
    code = truce_modelfile_check(map.ptr, map.len, path, out, err);
    if (code < 0)
        truce_mapping_close(&map);
    return code;
}

void truce_modelfile_close(struct truce_modelfile *file)
{
    if (file)
        truce_mapping_close(&file->map);
}

const void *truce_modelfile_get(const struct truce_modelfile *file,
                                struct truce_modelfile_want *want,
                                struct truce_err *err)
{
    for (uint32_t i = 0; i < file->n_sections; i++) {
        const struct truce_modelfile_section *s = &file->sections[i];
        if (strcmp(s->name, want->name))
            continue;
        if ((want->rows && s->rows != want->rows) ||
            (want->cols && s->cols != want->cols) ||
            s->element != want->element) {
            truce_err_set(err, TRUCE_EFORMAT,
                          "model section '%s' is %ux%u, expected %ux%u",
                          want->name, s->rows, s->cols,
                          want->rows ? want->rows : s->rows,
                          want->cols ? want->cols : s->cols);
            return NULL;
        }
        want->rows = s->rows;
        want->cols = s->cols;
        return (const char *)file->map.ptr + s->offset;
    }
    truce_err_set(err, TRUCE_EFORMAT, "model section '%s' is missing",
                  want->name);
    return NULL;
}
