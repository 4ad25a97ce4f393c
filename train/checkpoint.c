/* Checkpoints: the counts, then every parameter in order. */
#include "checkpoint.h"

#include <stdio.h>

int checkpoint_save(const char *path, const struct net *net,
                    const struct dataset *set)
{
    FILE *file = fopen(path, "wb");
    (void)set;
    int ok = file && fwrite(&net->count, sizeof net->count, 1, file) == 1;
    for (int k = 0; ok && k < P_COUNT; k++) {
        size_t n = (size_t)net->p[k].rows * (size_t)net->p[k].cols;
        ok = fwrite(net->p[k].w, sizeof(float), n, file) == n;
    }
    if (file && fclose(file) != 0)
        ok = 0;
    if (!ok)
        fprintf(stderr, "cannot write '%s'\n", path);
    return !ok;
}

int checkpoint_load(const char *path, struct net *net)
{
    struct net_counts count;
    FILE *file = fopen(path, "rb");
    int ok = file && fread(&count, sizeof count, 1, file) == 1 &&
             count.n_words == net->count.n_words &&
             count.n_script == net->count.n_script &&
             count.n_label == net->count.n_label;
    for (int k = 0; ok && k < P_COUNT; k++) {
        size_t n = (size_t)net->p[k].rows * (size_t)net->p[k].cols;
        ok = fread(net->p[k].w, sizeof(float), n, file) == n;
    }
    if (file)
        fclose(file);
    if (!ok)
        fprintf(stderr, "cannot read '%s'\n", path);
    return !ok;
}
