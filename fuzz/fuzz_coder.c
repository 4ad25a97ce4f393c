/* Any text through the whole coder, then as JSON. */
#include "base/utf8.h"
#include "code/coded_json.h"
#include "code/coder.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct truce_coder *coder; /* opened once: it takes a while */
    static struct truce_coder_scratch *scratch;
    static struct truce_arena arena;
    struct truce_coder_options options = {0};
    struct truce_document document = {.id = {"fuzz", 4},
                                      .date = {2022, 11, 9},
                                      .text = {(const char *)data, size}};
    struct truce_coded coded;
    /* the reader lets nothing else through */
    if (size == 0 || truce_utf8_check(document.text.ptr, size) < size)
        return 0;
    if (!coder && (truce_coder_open(&options, &coder, NULL) < 0 ||
                   truce_coder_scratch_new(coder, &scratch) < 0))
        return 0;
    if (truce_coder_code(coder, scratch, &document, &arena, &coded, NULL) ==
        TRUCE_OK)
        json_decref(truce_json_coded(document.id, &coded));
    truce_arena_clear(&arena);
    return 0;
}
