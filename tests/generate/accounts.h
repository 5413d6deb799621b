/* # The accounts of a generated report (tests/generate/accounts.h), private to tests/generate/
 *
 * Amounts are counted in units here: hundredths of 万元, or in families whose tables are in 元 97 元, so that the
 * narrative in 万元 must round. Everything adds up because all tables are sums of the same items. */
#ifndef MZ_TESTS_ACCOUNTS_H
#define MZ_TESTS_ACCOUNTS_H

#include "forms/codes.h"
#include "generate/generate.h"

#define GEN_ITEMS 220
#define GEN_ECONOMIC 140
#define GEN_SOURCES 5

typedef enum { GEN_MONEY_GENERAL, GEN_MONEY_FUND, GEN_MONEY_CAPITAL } GenMoney;

/* One 项 and where its money comes from. */
typedef struct {
    const MzCode *code;
    GenMoney money;                   /* which of the three budgets its fiscal money belongs to */
    gint64 basic, project;            /* spent of fiscal money; in a budget: of this year's */
    gint64 opening, closing;          /* fiscal carry-over (final accounts) */
    gint64 initial;                   /* 年初预算 of what is spent of the general budget */
    gint64 income[GEN_SOURCES];       /* superior, undertaking, business, subordinate, other */
    gint64 own_basic, own_project;    /* spent of other money */
    gint64 upper, business, lower;    /* 上缴上级, 经营, 对附属单位补助 */
    gint64 transfer;                  /* part of basic and project that a higher budget gives (budgets) */
    gint64 special, own;              /* 财政专户, 单位资金 (budgets) */
    gint64 fiscal_carry, other_carry; /* 上年结转 (budgets) */
    const char *project_name[2];      /* NULL: none */
    gint64 project_part[2];           /* of `project` */
} GenItem;

typedef struct GenAccounts GenAccounts;
struct GenAccounts {
    GenReport *report;
    GenRandom random;
    const GenAccounts *prior, *budget; /* that these follow; while the report is made */
    gboolean contradicts, natural;
    MzKind kind;
    int year;
    const char *department, *short_name;
    gboolean other, carryover, fund, capital, zeros;
    GenItem items[GEN_ITEMS];
    guint n_items;
    gint64 economic[GEN_ECONOMIC]; /* by index in mz_economic_codes: 款 only */
    gint64 surplus, distribution, other_opening, other_closing;
    gint64 source[GEN_SOURCES];           /* of 单位资金 (budgets) */
    gint64 sangong_budget[6], sangong[6]; /* total, abroad, vehicles, purchase, operation, reception */
};

/* Draws the accounts of a seed; `identity` NULL: also what they are of. Strings live in the arena of report->truth. */
void gen_accounts_draw(GenAccounts *accounts, GenReport *report, const GenIdentity *identity);

/* Items and their money for accounts that follow others: theirs, a little more or less (follow.c). */
void gen_accounts_follow(GenAccounts *accounts);

/* Divides `rest` of 基本支出 among the chosen codes, which are indices of `economic`, without tiny parts; accounts that
 * follow others divide it as those do (follow.c). */
void gen_accounts_share(GenAccounts *accounts, const guint *chosen, guint n, gint64 rest);

/* The item of a code; NULL: none. One more, without money; NULL: it is there already, or not for these accounts. One
 * more of the general budget, with money; NULL: there is no room. Adding may leave the items unsorted. */
GenItem *gen_item(GenAccounts *accounts, const char *code);
GenItem *gen_item_add(GenAccounts *accounts, const MzCode *code);
GenItem *gen_item_new(GenAccounts *accounts);
void gen_items_sort(GenAccounts *accounts);

/* 年初预算 of an item, at most that far from what it spends; or none. */
void gen_draw_initial(GenAccounts *accounts, GenItem *item, gint64 most);

/* Of natural accounts no amount is tiny: an amount of up to 10^digits; a part of one, which may be 0. */
gint64 gen_draw_amount(GenAccounts *accounts, int digits);
gint64 gen_draw_part(GenAccounts *accounts, gint64 low, gint64 high);
guint gen_economic_index(const char *code);

/* Fills the tables of report->truth. */
void gen_accounts_tables(GenAccounts *accounts);

/* An amount of the truth in units; 0 where it is blank. */
gint64 gen_amount(const GenReport *report, MzTableKey table, const char *row, const char *column);

/* Lays out tables and narrative as lines. */
void gen_layout_tables(GenAccounts *accounts);
void gen_layout_cover(GenAccounts *accounts);
void gen_layout_narrative(GenAccounts *accounts);

/* ---- lines */

GenLine *gen_line(GenReport *report, GenLineKind kind, int table);
void gen_piece(GenLine *line, GenPieceKind kind, const char *text);
void gen_blanks(GenLine *line, guint n);
void gen_amount_piece(const GenReport *report, GenLine *line, MzCell *cell);

/* A line of prose. In the text {subject|measure|value} is a claim: the value is printed without its sign.
 * {subject|持平|} is printed as nothing and marks the subject's last amount as flat. */
void gen_say(GenReport *report, GenLineKind kind, int table, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* "1,234.50": an amount as the report prints it in its unit; one in units as the narrative prints it, in 万元. */
const char *gen_money_text(const GenReport *report, MzMoney money);
const char *gen_money(const GenReport *report, gint64 units);

#endif
