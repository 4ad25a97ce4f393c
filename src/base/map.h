/*
 * Hash map from byte strings to a 64-bit value (an index or a pointer as
 * uintptr_t). Open addressing; keys are copied into the map.
 */
#ifndef TRUCE_BASE_MAP_H
#define TRUCE_BASE_MAP_H

#include "base/arena.h"

struct truce_map_slot {
    uint64_t head; /* bytes of the key, enough for one of up to eight */
    struct truce_view key;
    uint64_t value;
};

struct truce_map {
    struct truce_map_slot *slots; /* [cap], cap a power of two */
    uint32_t *tags; /* [cap] part of the hash, 0: free; most searches end
                       here, in an eighth of the memory */
    size_t cap;
    size_t count;
    struct truce_arena keys;
};

#define TRUCE_MAP_INIT                                                         \
    {                                                                          \
        0                                                                      \
    }

/* Sets key to value, replacing. TRUCE_OK or TRUCE_ENOMEM. */
int truce_map_set(struct truce_map *map, struct truce_view key, uint64_t value);

/* Pointer to the stored value, valid until the next set; NULL: absent. */
uint64_t *truce_map_get(const struct truce_map *map, struct truce_view key);

/* Value of key, inserting `fresh` when it is absent; *added (may be NULL)
 * tells which. NULL only when memory is out. */
uint64_t *truce_map_put(struct truce_map *map, struct truce_view key,
                        uint64_t fresh, bool *added);

void truce_map_release(struct truce_map *map);

#endif
