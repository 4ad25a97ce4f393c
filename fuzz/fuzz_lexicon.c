/* Any bytes as one file of a lexicon (the first byte tells which), then as a
 * phrase that is resolved with it. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fuzz.h"
#include "lexicon/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {
        "people.tsv",        "groups.tsv",       "agents.tsv",
        "places.tsv",        "places-extra.tsv", "countries.tsv",
        "country-names.tsv", "actor-cues.tsv",   "x.actors.txt",
        "x.agents.txt",      "members.tsv",      "regions.tsv"};
    char dir[] = "/tmp/truce-fuzz-XXXXXX", path[80];
    const char *extra = dir;
    struct truce_lexicon_options options = {
        .dir = dir, .extra = &extra, .n_extra = 1};
    struct truce_lexicon *lexicon = NULL;
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_actor actor;
    if (!size || !mkdtemp(dir))
        return 0;
    snprintf(path, sizeof path, "%s/%s", dir, names[data[0] % 12]);
    FILE *file = fopen(path, "wb");
    if (file) {
        fwrite(data + 1, 1, size - 1, file);
        fclose(file);
        truce_lexicon_open(&options, &lexicon, NULL);
    }
    if (lexicon)
        truce_lexicon_resolve(
            lexicon, (struct truce_view){(const char *)data + 1, size - 1},
            (struct truce_date){2020, 1, 1}, &arena, &actor);
    truce_arena_release(&arena);
    truce_lexicon_close(lexicon);
    unlink(path);
    rmdir(dir);
    return 0;
}
