/* # Money (base/money.h)
 *
 * An amount is exact: a 64-bit integer of 分 (0.01 元) with the unit and the number of decimals it was printed with.
 * Floating point never touches it. A blank cell is not an amount: "blank", "0" and "0.00" are three different things,
 * so blankness is kept by the cell (model/report.h), not here.
 *
 * In 万元 six decimals reach one 分; a text with a finer value than 分 is not an amount.
 */
#ifndef MZ_BASE_MONEY_H
#define MZ_BASE_MONEY_H

#include <glib.h>

/* For products of two amounts: percentages are compared by cross multiplication, never by division. */
__extension__ typedef __int128 MzInt128;

typedef enum { MZ_UNIT_WAN, /* 万元 */ MZ_UNIT_YUAN /* 元 */ } MzUnit;

typedef struct {
    gint64 fen;      /* the amount in 分 */
    guint8 decimals; /* decimals as printed */
    guint8 unit;     /* MzUnit it was printed in */
} MzMoney;

/* 分 in one unit: 1,000,000 for 万元, 100 for 元. */
gint64 mz_unit_fen(MzUnit unit);

/* "万元" or "元". Static. */
const char *mz_unit_label(MzUnit unit);

/* One unit of the last printed place in 分 (u of the catalogue of checks): 0.01 万元 is 10,000 分. */
gint64 mz_money_place(MzMoney money);

/* Reads `length` bytes (-1: up to NUL) as an amount in `unit`: an optional sign (-, −, －), ASCII or full-width digits,
 * thousands separators (, or ，) and blanks inside ("2, 362. 26"), an optional decimal point (. or ．) that is followed
 * by a digit. Returns FALSE, leaving `*money` alone, when the text is anything else, is finer than 分, or does not fit
 * in 64 bits. */
gboolean mz_money_parse(const char *text, gssize length, MzUnit unit, MzMoney *money);

/* The same in two steps, for who reads numbers before their unit is known: "-2,362.26" is the digits -236226 with 2
 * decimals; and an amount made of such. FALSE as above. */
gboolean mz_money_digits(const char *text, gssize length, gint64 *digits, guint *decimals);
gboolean mz_money_make(gint64 digits, guint decimals, MzUnit unit, MzMoney *money);

/* "2362.26": plain, decimals as printed. The buffer forms write at most MZ_MONEY_TEXT bytes and return their argument.
 */
#define MZ_MONEY_TEXT 48
char *mz_money_plain(MzMoney money, char buffer[MZ_MONEY_TEXT]);

/* The same without a NUL into room for MZ_MONEY_TEXT bytes (base/buffer.h); returns its end. */
char *mz_money_write_plain(MzMoney money, char *at);

/* "2,362.26": with thousands separators, decimals as printed. */
char *mz_money_grouped(MzMoney money, char buffer[MZ_MONEY_TEXT]);

/* The same text written so that its 0 byte stands at `end`, in the MZ_MONEY_TEXT bytes up to there. Returns where it
 * begins. */
char *mz_money_grouped_before(MzMoney money, char *end);

/* "2362260000": the 分 as a decimal integer (report.json's `amount`). */
char *mz_money_fen_text(MzMoney money, char buffer[MZ_MONEY_TEXT]);

/* The same without a NUL into room for MZ_MONEY_TEXT bytes; returns its end. */
char *mz_money_write_fen(MzMoney money, char *at);

/* The same amount printed in another unit or with at least `decimals` decimals, never losing any of its value. */
MzMoney mz_money_in(MzMoney money, MzUnit unit, guint8 decimals);

/* part / whole in hundredths of a percent, rounded half away from zero; FALSE when `whole` is 0 or the result does not
 * fit. */
gboolean mz_money_share(gint64 part, gint64 whole, gint64 *hundredths_of_percent);

/* The same in tenths of a percent: 11.645% is 116 here and 1165 above, so tenths are never made from hundredths. */
gboolean mz_money_share_tenths(gint64 part, gint64 whole, gint64 *tenths_of_percent);

#endif
