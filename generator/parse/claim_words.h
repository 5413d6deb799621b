/* # The words that numbers are understood by (parse/claim_words.h), private to parse/
 *
 * A constant table: subjects of claims with all their wordings, words that say what a number measures, verbs of change,
 * words that open prose, units. A new wording is a new line of the table, no new code. Words are folded, without blanks
 * and quotation marks; where several begin at one place the longest counts.
 */
#ifndef MZ_PARSE_CLAIM_WORDS_H
#define MZ_PARSE_CLAIM_WORDS_H

#include "model/report.h"

#include <uchar.h>

typedef enum {
    MZ_WORD_SUBJECT,     /* 收支总计 */
    MZ_WORD_INITIAL,     /* 年初预算 */
    MZ_WORD_FULL,        /* 全年预算 */
    MZ_WORD_FINAL,       /* 支出决算, 执行数 */
    MZ_WORD_BUDGET,      /* 预算: of the year in a budget, the one executed in final accounts */
    MZ_WORD_UP,          /* 增加 */
    MZ_WORD_DOWN,        /* 减少 */
    MZ_WORD_FLAT,        /* 持平 */
    MZ_WORD_PRIOR,       /* 比上年 */
    MZ_WORD_LAST,        /* 上年: without a comparing word */
    MZ_WORD_BASE_BUDGET, /* 比年初预算 */
    MZ_WORD_SHARE,       /* 占 */
    MZ_WORD_COMPLETION,  /* 完成预算的 */
    MZ_WORD_REASON,      /* 主要原因 */
    MZ_WORD_PROSE,       /* 主要成效: no claims up to the end of the sentence */
    MZ_WORD_PROSE_LONG,  /* 主要产出: up to the end of the paragraph */
    MZ_WORD_USE,         /* 主要用于: may list names with amounts */
    MZ_WORD_LIST,        /* 包括, 其中 */
    MZ_WORD_PROJECTS,    /* 主要项目有: names of projects with amounts follow */
    MZ_WORD_EACH,        /* 分别 */
    MZ_WORD_FILLER       /* says nothing about a number */
} MzWordKind;

/* What a subject's number is where nothing else says it. */
typedef enum {
    MZ_ROLE_TOTAL,   /* 本年 */
    MZ_ROLE_SANGONG, /* 决算 in final accounts */
    MZ_ROLE_COUNT,   /* a number of things: 数量, 批次, 人次 */
    MZ_ROLE_AMOUNT   /* 金额 */
} MzWordRole;

/* Reports in which a word means this. */
enum { MZ_WORD_IN_FINAL = 1, MZ_WORD_IN_BUDGET = 2, MZ_WORD_IN_BOTH = 3 };

typedef struct {
    const char32_t *word;
    guint8 kind;         /* MzWordKind */
    guint8 in;           /* MZ_WORD_IN_… */
    guint8 role;         /* MzWordRole of a subject */
    gboolean strong;     /* of two subjects in one clause this is the one meant */
    const char *subject; /* canonical name */
    const char *section; /* words of a heading over it; NULL: anywhere */
} MzWord;

/* Finds words by their first two characters. */
enum { MZ_WORD_BUCKETS = 1024, MZ_WORD_LIMIT = 400 };
typedef struct {
    guint16 bucket[MZ_WORD_BUCKETS + 1]; /* first entry of each */
    guint32 second[MZ_WORD_BUCKETS]; /* by the first character: a bit for the second one of each word; all bits: a word
                                        has none */
    struct {
        guint16 word;        /* index of the table */
        guint16 first, last; /* its characters, as far as 16 bits tell them: words that begin alike end otherwise */
        guint16 length;
    } entry[MZ_WORD_LIMIT]; /* longest first */
} MzWordIndex;

/* Whether any word can begin with the two characters. */
static inline gboolean
mz_word_may_begin(const MzWordIndex *index, gunichar first, gunichar second)
{
    return (index->second[first % MZ_WORD_BUCKETS] >> second % 32 & 1) != 0;
}

/* The index of a kind's words, made once. */
const MzWordIndex *mz_word_index(MzKind kind);

/* The longest word at `at` and its length; NULL: none. `headings`: titles over the text, innermost first. */
const MzWord *mz_word_find(const MzWordIndex *index, const gunichar *c, guint n, guint at, const char *const *headings,
                           guint *length);

/* A unit behind a number. */
typedef struct {
    const char32_t *word;
    const char *name;
    guint8 kind; /* MzUnitKind */
} MzUnitWord;

typedef enum {
    MZ_COUNTED_MONEY,
    MZ_COUNTED_PERCENT,
    MZ_COUNTED_THINGS,
    MZ_COUNTED_PERSONS, /* 人次 */
    MZ_COUNTED_BATCHES,
    MZ_COUNTED_SCORE,
    MZ_COUNTED_DATE /* 年, 月: no claim */
} MzUnitKind;

/* The unit at `at`; NULL: none. */
const MzUnitWord *mz_unit_word(const gunichar *c, guint n, guint at, guint *length);

/* Whether a name ends like a project or an expense (经费, 补助, …). */
gboolean mz_ends_like_expense(const gunichar *c, guint start, guint end);

/* Cuts words that say nothing from both ends of a name ("均为", "总额", "2024年度"). */
void mz_trim_name(const gunichar *c, guint *start, guint *end);

#endif
