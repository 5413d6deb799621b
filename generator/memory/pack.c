#include "memory/pack.h"

#include <string.h>

MzPack
mz_pack_writer(MzStrings *strings, GString *out, MzBasisMaker *maker)
{
    return (MzPack){.strings = strings, .out = out, .maker = maker};
}

MzPack
mz_pack_reader(MzStrings *strings, const char *bytes, gsize length, MzArena *arena)
{
    return (MzPack){.strings = strings, .at = bytes, .end = bytes + length, .arena = arena};
}

/* Seven bits a byte, the lowest first; the highest bit says that more follow. */
static void
write_bits(GString *out, guint64 bits)
{
    for (; bits >= 0x80; bits >>= 7)
        g_string_append_c(out, (char)(bits | 0x80));
    g_string_append_c(out, (char)bits);
}

static guint64
read_more_bits(MzPack *pack)
{
    guint64 bits = 0;
    for (guint shift = 0; shift < 64 && pack->at < pack->end; shift += 7) {
        guchar byte = (guchar)*pack->at++;
        bits |= (guint64)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return bits;
    }
    pack->broken = TRUE;
    return 0;
}

/* Most numbers are one byte. */
static inline guint64
read_bits(MzPack *pack)
{
    return pack->at < pack->end && (guchar)*pack->at < 0x80 ? (guchar)*pack->at++ : read_more_bits(pack);
}

gint64
mz_pack_number(MzPack *pack, gint64 value)
{
    if (pack->out == NULL) {
        guint64 bits = read_bits(pack);
        return (gint64)(bits >> 1) ^ -(gint64)(bits & 1);
    }
    write_bits(pack->out, (guint64)value << 1 ^ (value < 0 ? G_MAXUINT64 : 0));
    if (pack->maker != NULL)
        mz_basis_number(pack->maker, value);
    return value;
}

void
mz_pack_text(MzPack *pack, const char **text)
{
    if (pack->out == NULL) {
        guint64 number = read_bits(pack);
        *text = mz_strings_text(pack->strings, number);
        pack->broken = pack->broken || (number != 0 && *text == NULL);
        return;
    }
    write_bits(pack->out, mz_strings_add(pack->strings, *text));
    if (pack->maker != NULL)
        mz_basis_text(pack->maker, *text);
}

void
mz_pack_raw(MzPack *pack, void *bytes, gsize length)
{
    if (pack->out != NULL) {
        g_string_append_len(pack->out, bytes, (gssize)length);
        if (pack->maker != NULL)
            mz_basis_bytes(pack->maker, bytes, length);
    } else if ((gsize)(pack->end - pack->at) >= length) {
        memcpy(bytes, pack->at, length);
        pack->at += length;
    } else {
        pack->broken = TRUE;
    }
}

void
mz_pack_money(MzPack *pack, MzMoney *money)
{
    MZ_PACK(pack, money->fen);
    MZ_PACK(pack, money->decimals);
    MZ_PACK(pack, money->unit);
}

gpointer
mz_pack_array(MzPack *pack, gpointer array, guint *n, gsize size)
{
    MZ_PACK(pack, *n);
    if (pack->out != NULL)
        return array;
    /* Each element takes at least a byte. */
    if (pack->broken || *n > (gsize)(pack->end - pack->at)) {
        pack->broken = TRUE;
        *n = 0;
    }
    return mz_arena_alloc0(pack->arena, (gsize)*n + 1, size);
}
