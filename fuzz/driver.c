/*
 * Runs a fuzz target over corpus folders without libFuzzer, so that what
 * fuzzing once found stays found in the normal test suite. Each file is also
 * tried cut short at every sixteenth of its length.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "fuzz.h"

static size_t n_runs;

static int run_file(const char *path)
{
    struct truce_str bytes = TRUCE_STR_INIT;
    int rc = truce_io_slurp(path, 0, &bytes, NULL);
    for (size_t part = 0; rc == TRUCE_OK && part <= 16; part++) {
        /* a block of its own, so that sanitizers see reads behind it */
        size_t len = bytes.len * part / 16;
        uint8_t *copy = malloc(len ? len : 1);
        if (!copy)
            rc = TRUCE_ENOMEM;
        else if (len)
            memcpy(copy, bytes.ptr, len);
        if (copy)
            LLVMFuzzerTestOneInput(copy, len);
        free(copy);
        n_runs++;
    }
    truce_str_release(&bytes);
    return rc;
}

static int run_folder(const char *folder)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);
    int rc = n < 0 ? -1 : 0;
    for (int i = 0; i < n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && run_file(path) < 0)
            rc = -1;
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    return rc;
}

int main(int argc, char **argv)
{
    int rc = 0;
    for (int i = 1; i < argc; i++)
        rc |= run_folder(argv[i]);
    printf("%zu runs\n", n_runs);
    return rc < 0 || n_runs == 0;
}
