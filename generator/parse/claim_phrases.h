/* # Subjects made of parts (parse/claim_phrases.h), private to parse/
 *
 * Totals have too many wordings for a table of words: "财政拨款收、支总计", "财政拨款收入总计和支出总计",
 * "收支决算总额" are one subject made of the same parts, a kind of money, a side and a sum. So are the kinds of
 * procurement ("货物", "政府采购货物类支出"). What a phrase leaves out its section says: 收、支总计 under
 * 财政拨款收入支出决算 is that of 财政拨款.
 */
#ifndef MZ_PARSE_CLAIM_PHRASES_H
#define MZ_PARSE_CLAIM_PHRASES_H

#include "model/report.h"

typedef struct {
    const char *subject; /* canonical name, static */
    guint length;        /* characters of the flow */
    gboolean strong;     /* of two subjects in one clause this is the one meant */
} MzPhrase;

/* Whether a phrase can begin with these two characters: says where it is worth looking. */
static inline gboolean
mz_phrase_begins(gunichar first, gunichar second)
{
    switch (first) {
    case 0x6536: /* 收入, 收支, 收、支 */
        return second == 0x5165 || second == 0x652F || second < 0x4E00;
    case 0x652F: /* 支出, 支、收 */
        return second == 0x51FA || second < 0x4E00;
    case 0x603B: /* 总收入, 总支出 */
        return second == 0x6536 || second == 0x652F;
    case 0x672C: /* 本年 */
    case 0x5F53: /* 当年 */
        return second == 0x5E74;
    case 0x90E8: /* 部门 */
        return second == 0x95E8;
    case 0x5355: /* 单位 */
        return second == 0x4F4D;
    case 0x4E00: /* 一般公共预算 */
        return second == 0x822C;
    case 0x653F: /* 政府性基金 */
        return second == 0x5E9C;
    case 0x56FD: /* 国有资本 */
        return second == 0x6709;
    case 0x8D22: /* 财政拨款 */
        return second == 0x653F;
    case 0x8D27: /* 货物 */
        return second == 0x7269;
    case 0x5DE5: /* 工程 */
        return second == 0x7A0B;
    case 0x670D: /* 服务 */
        return second == 0x52A1;
    default:
        return FALSE;
    }
}

/* The phrase that begins at `at`; subject NULL: none. `head`: where the name before the next number begins;
 * `headings`: titles over the text, innermost first. */
MzPhrase mz_phrase_find(MzKind kind, const gunichar *c, guint n, guint head, guint at, const char *const *headings);

#endif
