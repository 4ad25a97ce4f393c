/* Any bytes as CoNLL-U: read, written, and scored against themselves. */
#include "fuzz.h"
#include "lang/conllu.h"
#include "lang/udscore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct truce_conllu_reader reader = {.text = {(const char *)data, size}};
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_str out = TRUCE_STR_INIT;
    struct truce_udscore score = {0};
    struct truce_conllu s;
    while (truce_conllu_next(&reader, &arena, &s, NULL) == 1) {
        truce_conllu_write(&s, &out);
        truce_udscore_add(&s, 1, &s, 1, &score, NULL);
        truce_str_clear(&out);
    }
    truce_str_release(&out);
    truce_arena_release(&arena);
    return 0;
}
