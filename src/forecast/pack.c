/* Model files; see pack.h. */
#include "forecast/pack.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* magic 8, version 4, payload length 8, FNV-1a checksum 8 */
#define HEADER_BYTES 28

void truce_pack_bytes(struct truce_pack *pack, const void *ptr, size_t len)
{
    truce_str_add(&pack->bytes, ptr, len);
}

static void pack_int(struct truce_pack *pack, uint64_t value, size_t len)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < len; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
    truce_pack_bytes(pack, bytes, len);
}

void truce_pack_u8(struct truce_pack *pack, uint8_t value)
{
    pack_int(pack, value, 1);
}

void truce_pack_u16(struct truce_pack *pack, uint16_t value)
{
    pack_int(pack, value, 2);
}

void truce_pack_u32(struct truce_pack *pack, uint32_t value)
{
    pack_int(pack, value, 4);
}

void truce_pack_f32(struct truce_pack *pack, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    pack_int(pack, bits, 4);
}

void truce_pack_f64(struct truce_pack *pack, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    pack_int(pack, bits, 8);
}

void truce_pack_release(struct truce_pack *pack)
{
    if (pack)
        truce_str_release(&pack->bytes);
}

const uint8_t *truce_packed_bytes(struct truce_packed *in, size_t len)
{
    const uint8_t *ptr = in->ptr + in->at;
    if (in->bad || len > in->len - in->at) {
        in->bad = true;
        return NULL;
    }
    in->at += len;
    return ptr;
}

static uint64_t unpack_int(struct truce_packed *in, size_t len)
{
    const uint8_t *bytes = truce_packed_bytes(in, len);
    uint64_t value = 0;
    for (size_t i = 0; bytes && i < len; i++)
        value |= (uint64_t)bytes[i] << (8 * i);
    return value;
}

uint8_t truce_packed_u8(struct truce_packed *in)
{
    return (uint8_t)unpack_int(in, 1);
}

uint16_t truce_packed_u16(struct truce_packed *in)
{
    return (uint16_t)unpack_int(in, 2);
}

uint32_t truce_packed_u32(struct truce_packed *in)
{
    return (uint32_t)unpack_int(in, 4);
}

float truce_packed_f32(struct truce_packed *in)
{
    uint32_t bits = truce_packed_u32(in);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double truce_packed_f64(struct truce_packed *in)
{
    uint64_t bits = unpack_int(in, 8);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

size_t truce_packed_count(struct truce_packed *in, size_t size)
{
    size_t n = truce_packed_u32(in);
    if (!in->bad && size && n > (in->len - in->at) / size)
        in->bad = true;
    return in->bad ? 0 : n;
}

int truce_pack_write(const struct truce_pack *pack, const char *magic,
                     uint32_t version, const char *path, struct truce_err *err)
{
    struct truce_pack head = TRUCE_PACK_INIT;
    const struct truce_str *bytes = &pack->bytes;
    FILE *file = NULL;
    int rc = TRUCE_OK;
    truce_pack_bytes(&head, magic, 8);
    truce_pack_u32(&head, version);
    pack_int(&head, bytes->len, 8);
    pack_int(&head, truce_hash(bytes->ptr, bytes->len), 8);
    if (head.bytes.failed || bytes->failed) {
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
        goto out;
    }
    file = fopen(path, "wbe");
    if (!file ||
        fwrite(head.bytes.ptr, 1, head.bytes.len, file) != head.bytes.len ||
        fwrite(bytes->ptr, 1, bytes->len, file) != bytes->len)
        rc = TRUCE_EIO;
    if (file && fclose(file) != 0)
        rc = TRUCE_EIO;
    if (rc < 0)
        truce_err_set(err, rc, "cannot write '%s': %s", path, strerror(errno));
out:
    truce_pack_release(&head);
    return rc;
}

int truce_packed_open(struct truce_view bytes, const char *magic,
                      uint32_t version, const char *path,
                      struct truce_packed *out, struct truce_err *err)
{
    uint32_t found;
    uint64_t len, sum;
    *out =
        (struct truce_packed){(const uint8_t *)bytes.ptr, bytes.len, 0, false};
    if (bytes.len < HEADER_BYTES || memcmp(bytes.ptr, magic, 8))
        return truce_err_set(err, TRUCE_EFORMAT,
                             "cannot read model '%s': not a model of this "
                             "kind",
                             path);
    out->at = 8;
    found = truce_packed_u32(out);
    len = unpack_int(out, 8);
    sum = unpack_int(out, 8);
    if (found != version)
        return truce_err_set(err, TRUCE_EVERSION,
                             "cannot read model '%s': version %u, expected "
                             "%u",
                             path, found, version);
    if (len != out->len - out->at ||
        sum != truce_hash(out->ptr + out->at, out->len - out->at))
        return truce_err_set(err, TRUCE_ECHECKSUM,
                             "cannot read model '%s': file is damaged", path);
    return TRUCE_OK;
}
