/* Comparison of two texts: the input, cut at its first zero byte. */
#include <string.h>

#include "compare/compare.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct truce_compare_tables *tables;
    const char *text = (const char *)data;
    const char *cut = size ? memchr(text, 0, size) : NULL;
    size_t first = cut ? (size_t)(cut - text) : size / 2;
    size_t second = cut ? first + 1 : first;
    struct truce_compare_input inputs[2] = {
        {.file = "a", .text = {text, first}},
        {.file = "b", .text = {text + second, size - second}}};
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_compare compare;
    struct truce_str page = TRUCE_STR_INIT;
    if (!tables && truce_compare_tables_open(&tables, NULL) < 0)
        return 0;
    if (truce_compare_run(tables, inputs, 2, &arena, &compare, NULL) ==
        TRUCE_OK) {
        truce_compare_html(&compare, false, &page);
        json_decref(truce_compare_json(&compare));
    }
    truce_str_release(&page);
    truce_arena_release(&arena);
    return 0;
}
