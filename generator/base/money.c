#include "base/money.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

static const gint64 unit_fen[] = {[MZ_UNIT_WAN] = 1000000, [MZ_UNIT_YUAN] = 100};
static const char *const unit_labels[] = {[MZ_UNIT_WAN] = "万元", [MZ_UNIT_YUAN] = "元"};
static const gint64 powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

gint64
mz_unit_fen(MzUnit unit)
{
    return unit_fen[unit];
}

const char *
mz_unit_label(MzUnit unit)
{
    return unit_labels[unit];
}

/* Decimals that reach one 分. */
static guint
finest(guint8 unit)
{
    return unit == MZ_UNIT_WAN ? 6 : 2;
}

gint64
mz_money_place(MzMoney money)
{
    return powers[finest(money.unit) - money.decimals];
}

/* One character of an amount with its width folded: a digit, '-', ',', '.', ' ' or 0 for anything else. The dash ―
 * stands for a minus as in parse/text.h. */
static char
amount_char(gunichar c)
{
    if (c >= 0x80) {
        c = c == 0x2015 ? '-' : mz_fold_char(c);
        if (mz_char_is_blank(c))
            return ' ';
    }
    gboolean digit = c >= '0' && c <= '9';
    return digit || c == '-' || c == ',' || c == '.' || c == ' ' ? (char)c : 0;
}

/* Folds the text to [-]digits[.digits]; separators must stand between digits. FALSE when it is not a number. */
static gboolean
fold_number(const char *text, const char *end, char folded[64])
{
    guint n = 0;
    gboolean point = FALSE;
    char last = 0;
    while (text < end) {
        char c = amount_char(mz_char_next(&text));
        if (c == 0 || n >= 62)
            return FALSE;
        if (c == ' ')
            continue;
        if (c == '-' && last != 0)
            return FALSE;
        if ((c == ',' || c == '.') && !g_ascii_isdigit(last))
            return FALSE;
        if (c == ',' && point)
            return FALSE;
        if (c == '.') {
            if (point)
                return FALSE;
            point = TRUE;
        }
        if (c != ',')
            folded[n++] = c;
        last = c;
    }
    folded[n] = '\0';
    return g_ascii_isdigit(last);
}

/* Nearly every amount: ASCII without blanks, of no more digits than fit in any case. FALSE: it is not such. */
static gboolean
parse_plain(const char *text, const char *end, MzUnit unit, MzMoney *money)
{
    enum { DIGITS = 12 };
    gboolean negative = text < end && *text == '-';
    gint64 value = 0;
    guint digits = 0;
    const char *run = text += negative, *point = NULL; /* of digits, behind a sign */
    for (; text < end; text++) {
        guint digit = (guint)(guchar)*text - '0';
        if (digit <= 9) {
            value = value * 10 + digit;
            if (++digits > DIGITS)
                return FALSE;
        } else if (text > run && point == NULL && (*text == '.' || *text == ',')) {
            point = *text == '.' ? text : NULL;
            run = text + 1;
        } else {
            return FALSE;
        }
    }
    gsize decimals = point == NULL ? 0 : (gsize)(end - point - 1);
    if (text == run || decimals > finest((guint8)unit))
        return FALSE;
    value *= unit_fen[unit] / powers[decimals];
    *money = (MzMoney){negative ? -value : value, (guint8)decimals, (guint8)unit};
    return TRUE;
}

gboolean
mz_money_digits(const char *text, gssize length, gint64 *digits, guint *decimals)
{
    char folded[64];
    const char *end = text + (length < 0 ? strlen(text) : (size_t)length);
    if (!fold_number(text, end, folded))
        return FALSE;
    const char *p = folded;
    gboolean negative = *p == '-';
    if (negative)
        p++;
    gint64 value = 0;
    guint behind = 0;
    gboolean point = FALSE;
    for (; *p != '\0'; p++) {
        if (*p == '.') {
            point = TRUE;
            continue;
        }
        if (__builtin_mul_overflow(value, (gint64)10, &value) ||
            __builtin_add_overflow(value, (gint64)(*p - '0'), &value))
            return FALSE;
        behind += point;
    }
    *digits = negative ? -value : value;
    *decimals = behind;
    return TRUE;
}

gboolean
mz_money_make(gint64 digits, guint decimals, MzUnit unit, MzMoney *money)
{
    gint64 fen;
    if (decimals > finest((guint8)unit) ||
        __builtin_mul_overflow(digits, powers[finest((guint8)unit) - decimals], &fen))
        return FALSE;
    *money = (MzMoney){fen, (guint8)decimals, (guint8)unit};
    return TRUE;
}

gboolean
mz_money_parse(const char *text, gssize length, MzUnit unit, MzMoney *money)
{
    const char *end = text + (length < 0 ? strlen(text) : (size_t)length);
    gint64 digits;
    guint decimals;
    return parse_plain(text, end, unit, money) ||
           (mz_money_digits(text, end - text, &digits, &decimals) && mz_money_make(digits, decimals, unit, money));
}

/* Two digits of each number below 100. */
static const char pairs[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546"
    "4748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293"
    "949596979899";

/* The digits of a number, written backwards from `end` two at a time; returns where they begin. */
static char *
digits_before(char *end, guint64 number)
{
    while (number >= 100) {
        end -= 2;
        memcpy(end, pairs + number % 100 * 2, 2);
        number /= 100;
    }
    if (number < 10) {
        *--end = (char)('0' + number);
        return end;
    }
    end -= 2;
    memcpy(end, pairs + number * 2, 2);
    return end;
}

static gsize
count_digits(guint64 number)
{
    gsize digits = 1;
    for (guint64 bound = 10; number >= bound && digits < 19; bound *= 10)
        digits++;
    return digits;
}

/* In place, since their count is known before; returns their end. */
static char *
write_digits(char *at, guint64 number)
{
    char *end = at + count_digits(number);
    digits_before(end, number);
    return end;
}

static guint64
magnitude_of(MzMoney money)
{
    return money.fen < 0 ? -(guint64)money.fen : (guint64)money.fen;
}

/* The amount as a whole number of its last printed places. Nearly all are printed to 0.01 万元, and to divide by what
 * the compiler knows is no division. */
static guint64
places_of(MzMoney money)
{
    guint64 place = (guint64)mz_money_place(money);
    return place == 10000 ? magnitude_of(money) / 10000 : magnitude_of(money) / place;
}

/* What of an amount, in its last printed places, stands before the point. */
static guint64
whole_of(MzMoney money, guint64 places)
{
    return money.decimals == 2 ? places / 100 : places / (guint64)powers[money.decimals];
}

char *
mz_money_write_plain(MzMoney money, char *at)
{
    guint64 places = places_of(money), whole = whole_of(money, places);
    if (money.fen < 0)
        *at++ = '-';
    at = write_digits(at, whole);
    if (money.decimals == 0)
        return at;
    *at++ = '.';
    char *end = at + money.decimals, *p = digits_before(end, places - whole * (guint64)powers[money.decimals]);
    while (p > at)
        *--p = '0';
    return end;
}

char *
mz_money_plain(MzMoney money, char buffer[MZ_MONEY_TEXT])
{
    *mz_money_write_plain(money, buffer) = '\0';
    return buffer;
}

char *
mz_money_grouped_before(MzMoney money, char *end)
{
    guint64 units = places_of(money), whole = whole_of(money, units);
    char *p = end;
    *p = '\0';
    if (money.decimals == 2) { /* as nearly all */
        p -= 2;
        memcpy(p, pairs + (units - whole * 100) * 2, 2);
        *--p = '.';
    } else if (money.decimals > 0) {
        p = digits_before(p, units - whole * (guint64)powers[money.decimals]);
        while (end - p < money.decimals)
            *--p = '0';
        *--p = '.';
    }
    while (whole >= 1000) {
        guint64 above = whole / 1000;
        char *const group = p - 3;
        p = digits_before(p, whole - above * 1000);
        while (p > group)
            *--p = '0';
        *--p = ',';
        whole = above;
    }
    p = digits_before(p, whole);
    if (money.fen < 0)
        *--p = '-';
    return p;
}

char *
mz_money_grouped(MzMoney money, char buffer[MZ_MONEY_TEXT])
{
    char *const end = buffer + MZ_MONEY_TEXT - 1, *start = mz_money_grouped_before(money, end);
    memmove(buffer, start, (gsize)(end - start) + 1);
    return buffer;
}

char *
mz_money_write_fen(MzMoney money, char *at)
{
    guint64 magnitude = magnitude_of(money), hundreds = magnitude / 10000; /* 分 in 100 元 */
    if (money.fen < 0)
        *at++ = '-';
    if (hundreds == 0 || hundreds * 10000 != magnitude)
        return write_digits(at, magnitude);
    return MZ_WRITE(write_digits(at, hundreds), "0000"); /* nearly all, printed to 0.01 万元 */
}

char *
mz_money_fen_text(MzMoney money, char buffer[MZ_MONEY_TEXT])
{
    *mz_money_write_fen(money, buffer) = '\0';
    return buffer;
}

MzMoney
mz_money_in(MzMoney money, MzUnit unit, guint8 decimals)
{
    MzMoney result = {money.fen, (guint8)MIN(decimals, finest((guint8)unit)), (guint8)unit};
    while (result.fen % mz_money_place(result) != 0)
        result.decimals++;
    return result;
}

/* part / whole times `scale`, rounded once. */
static gboolean
share_in(gint64 part, gint64 whole, gint scale, gint64 *share)
{
    if (whole == 0)
        return FALSE;
    MzInt128 scaled = (MzInt128)part * 2 * scale;
    MzInt128 rounded = whole > 0 ? (scaled + (scaled < 0 ? -whole : whole)) / ((MzInt128)2 * whole)
                                 : (scaled + (scaled < 0 ? whole : -(MzInt128)whole)) / ((MzInt128)2 * whole);
    if (rounded > G_MAXINT64 || rounded < G_MININT64)
        return FALSE;
    *share = (gint64)rounded;
    return TRUE;
}

gboolean
mz_money_share(gint64 part, gint64 whole, gint64 *hundredths_of_percent)
{
    return share_in(part, whole, 10000, hundredths_of_percent);
}

gboolean
mz_money_share_tenths(gint64 part, gint64 whole, gint64 *tenths_of_percent)
{
    return share_in(part, whole, 1000, tenths_of_percent);
}
