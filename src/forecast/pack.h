/*
 * Model files: a header (magic, version, size, checksum) and little-endian
 * values one after the other, read with a bounds-checked cursor.
 */
#ifndef TRUCE_FORECAST_PACK_H
#define TRUCE_FORECAST_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct truce_pack {
    struct truce_str bytes; /* owned: truce_pack_release */
};

#define TRUCE_PACK_INIT                                                        \
    {                                                                          \
        TRUCE_STR_INIT                                                         \
    }

/* Appends; failure is kept in bytes.failed and reported by the file call. */
void truce_pack_u8(struct truce_pack *pack, uint8_t value);
void truce_pack_u16(struct truce_pack *pack, uint16_t value);
void truce_pack_u32(struct truce_pack *pack, uint32_t value);
void truce_pack_f32(struct truce_pack *pack, float value);
void truce_pack_f64(struct truce_pack *pack, double value);
void truce_pack_bytes(struct truce_pack *pack, const void *ptr, size_t len);
void truce_pack_release(struct truce_pack *pack); /* NULL accepted */

/* A cursor over borrowed bytes. Past the end it reads zeros and is `bad`. */
struct truce_packed {
    const uint8_t *ptr;
    size_t len, at;
    bool bad;
};

uint8_t truce_packed_u8(struct truce_packed *in);
uint16_t truce_packed_u16(struct truce_packed *in);
uint32_t truce_packed_u32(struct truce_packed *in);
float truce_packed_f32(struct truce_packed *in);
double truce_packed_f64(struct truce_packed *in);
/* len bytes, borrowed from the file; NULL (and bad) when too few are left. */
const uint8_t *truce_packed_bytes(struct truce_packed *in, size_t len);
/* A count of things of at least `size` bytes each: 0 (and bad) when the rest
 * of the file could not hold them. */
size_t truce_packed_count(struct truce_packed *in, size_t size);

/*
 * Writes header and bytes to path. `magic` has 8 characters. TRUCE_OK,
 * TRUCE_EIO, TRUCE_ENOMEM.
 */
int truce_pack_write(const struct truce_pack *pack, const char *magic,
                     uint32_t version, const char *path, struct truce_err *err);

/*
 * Checks the header of the file in `bytes` and sets the cursor behind it.
 * TRUCE_OK, TRUCE_EFORMAT (other magic), TRUCE_EVERSION, TRUCE_ECHECKSUM.
 */
int truce_packed_open(struct truce_view bytes, const char *magic,
                      uint32_t version, const char *path,
                      struct truce_packed *out, struct truce_err *err);

#endif
