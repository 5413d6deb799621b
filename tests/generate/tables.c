/* The accounts as the tables of the forms. */
#include "generate/accounts.h"

#include <string.h>

#include "base/money.h"

/* ---- a table being filled */

/* The family must have the table. */
static MzTable *
add_table(GenAccounts *accounts, MzTableKey key, guint room)
{
    MzReport *truth = accounts->report->truth;
    MzTable *table = &truth->tables[truth->n_tables++];
    table->key = key;
    table->form = mz_family_form(accounts->report->family, key);
    table->unit = accounts->report->family->unit;
    table->unit_stated = TRUE;
    table->rows = mz_arena_new0(truth->arena, MzRow, room + table->form->n_rows);
    return table;
}

static MzRow *
add_row(const GenAccounts *accounts, MzTable *table, const char *key, const char *name, const char *label)
{
    MzReport *truth = accounts->report->truth;
    MzRow *row = &table->rows[table->n_rows++];
    row->key = key;
    row->name = name;
    row->label = row->printed = label;
    row->form_row = row->parent = -1;
    row->cells = mz_arena_new0(truth->arena, MzCell, table->form->n_columns);
    return row;
}

static void
set_cell(const GenReport *report, MzCell *cell, gint64 units)
{
    cell->present = TRUE;
    cell->amount = (MzMoney){units * report->unit, 2, (guint8)report->family->unit};
    cell->text = "";
}

static void
set(const GenReport *report, const MzTable *table, const char *row, const char *column, gint64 units)
{
    int c = mz_form_column(table->form, column);
    for (guint r = 0; r < table->n_rows && units != 0; r++) {
        if (strcmp(table->rows[r].key, row) == 0) {
            g_assert_cmpint(c, >=, 0);
            set_cell(report, &table->rows[r].cells[c], units);
            return;
        }
    }
    g_assert_cmpint(units, ==, 0);
}

gint64
gen_amount(const GenReport *report, MzTableKey table, const char *row, const char *column)
{
    const MzCell *cell = mz_report_cell(report->truth, table, row, column);
    return cell == NULL || !cell->present ? 0 : cell->amount.fen / report->unit;
}

static MzTable *
add_form_table(GenAccounts *accounts, MzTableKey key)
{
    MzTable *table = add_table(accounts, key, 0);
    for (guint r = 0; r < table->form->n_rows; r++) {
        const MzRowForm *form = &table->form->rows[r];
        MzRow *row = add_row(accounts, table, form->key, form->name, form->label);
        row->form_row = (int)r;
        row->side = form->side;
        row->level = form->level;
        row->code = form->code;
    }
    return table;
}

/* ---- tables whose rows are items */

/* What a table says of an item, by column of its form. */
typedef void (*Columns)(const GenItem *item, gint64 *value);

static gboolean
any_value(const gint64 *value, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (value[i] != 0)
            return TRUE;
    }
    return FALSE;
}

static void
add_cell(const GenAccounts *accounts, MzCell *cell, gint64 units)
{
    set_cell(accounts->report, cell, cell->amount.fen / accounts->report->unit + units);
}

static void
add_values(const GenAccounts *accounts, MzRow *row, const gint64 *value, guint n)
{
    for (guint c = 0; c < n; c++) {
        if (value[c] != 0)
            add_cell(accounts, &row->cells[c], value[c]);
    }
}

/* The row of the first `digits` digits of a code, made when it is not there; its sums gather as items come. */
static MzRow *
level_row(const GenAccounts *accounts, MzTable *table, const char *code, guint digits, int parent)
{
    char prefix[8];
    g_strlcpy(prefix, code, digits + 1);
    for (guint r = table->n_rows; r-- > 0;) {
        if (table->rows[r].code != NULL && strcmp(table->rows[r].code, prefix) == 0)
            return &table->rows[r];
    }
    const char *key = mz_arena_strdup(accounts->report->truth->arena, prefix);
    MzRow *row = add_row(accounts, table, key, key, mz_code_name(prefix));
    row->code = key;
    row->level = (guint8)(digits / 2);
    row->parent = parent;
    return row;
}

static void
add_item_rows(const GenAccounts *accounts, MzTable *table, const GenItem *item, const gint64 *value, int parent)
{
    guint n = table->form->n_columns;
    for (guint digits = accounts->report->items_only ? 7 : 3; digits <= 7; digits += 2) {
        MzRow *row = level_row(accounts, table, item->code->code, digits, parent);
        add_values(accounts, row, value, n);
        parent = (int)(row - table->rows);
    }
}

static void
fill_with_zeros(const GenAccounts *accounts, const MzTable *table)
{
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++) {
            if (!table->rows[r].cells[c].present)
                set_cell(accounts->report, &table->rows[r].cells[c], 0);
        }
    }
}

static MzTable *
add_coded_table(GenAccounts *accounts, MzTableKey key, Columns columns)
{
    MzTable *table = add_table(accounts, key, accounts->n_items * 3 + 1);
    guint n = table->form->n_columns;
    MzRow *total = add_row(accounts, table, "total", "合计", "合计");
    gboolean any = FALSE;
    for (guint i = 0; i < accounts->n_items; i++) {
        gint64 value[16] = {0};
        columns(&accounts->items[i], value);
        if (!any_value(value, n))
            continue;
        any = TRUE;
        add_values(accounts, total, value, n);
        add_item_rows(accounts, table, &accounts->items[i], value, -1);
    }
    table->empty = !any;
    if (accounts->zeros && any)
        fill_with_zeros(accounts, table);
    return table;
}

/* ---- final accounts */

static gint64
sum_income(const GenItem *item)
{
    gint64 sum = 0;
    for (guint s = 0; s < GEN_SOURCES; s++)
        sum += item->income[s];
    return sum;
}

static gint64
fiscal_income(const GenItem *item)
{
    return item->basic + item->project - item->opening + item->closing;
}

static void
final_income(const GenItem *item, gint64 *value)
{
    value[1] = fiscal_income(item);
    for (guint s = 0; s < GEN_SOURCES; s++)
        value[2 + s] = item->income[s];
    value[0] = value[1] + sum_income(item);
}

static void
final_expenditure(const GenItem *item, gint64 *value)
{
    value[1] = item->basic + item->own_basic;
    value[2] = item->project + item->own_project;
    value[3] = item->upper;
    value[4] = item->business;
    value[5] = item->lower;
    value[0] = value[1] + value[2] + value[3] + value[4] + value[5];
}

static void
general_items(const GenItem *item, gint64 *value)
{
    if (item->money != GEN_MONEY_GENERAL)
        return;
    value[1] = item->basic;
    value[2] = item->project;
    value[0] = value[1] + value[2];
}

/* Opening and closing balances, income and expenditure. */
static void
flow_columns(const GenItem *item, gint64 *value)
{
    value[0] = item->opening;
    value[1] = fiscal_income(item);
    value[3] = item->basic;
    value[4] = item->project;
    value[2] = value[3] + value[4];
    value[5] = item->closing;
}

static void
spent_columns(const GenItem *item, gint64 *value)
{
    value[1] = item->basic;
    value[2] = item->project;
    value[0] = value[1] + value[2];
}

static void
general_flow(const GenItem *item, gint64 *value)
{
    if (item->money == GEN_MONEY_GENERAL)
        flow_columns(item, value);
}

static void
fund_flow(const GenItem *item, gint64 *value)
{
    if (item->money == GEN_MONEY_FUND)
        flow_columns(item, value);
}

static void
fund_spent(const GenItem *item, gint64 *value)
{
    if (item->money == GEN_MONEY_FUND)
        spent_columns(item, value);
}

static void
capital_flow(const GenItem *item, gint64 *value)
{
    if (item->money == GEN_MONEY_CAPITAL)
        flow_columns(item, value);
}

static void
capital_spent(const GenItem *item, gint64 *value)
{
    if (item->money == GEN_MONEY_CAPITAL)
        spent_columns(item, value);
}

/* A table of one kind of money, with balances where the family prints them. */
static void
add_money_table(GenAccounts *accounts, MzTableKey key, Columns flow, Columns spent)
{
    const MzForm *form = mz_family_form(accounts->report->family, key);
    if (form != NULL)
        add_coded_table(accounts, key, mz_form_column(form, "opening") >= 0 ? flow : spent);
}

typedef struct {
    gint64 income, opening, closing, spent;
} Flow;

static Flow
flow_of(const GenAccounts *accounts, GenMoney money)
{
    Flow flow = {0};
    for (guint i = 0; i < accounts->n_items; i++) {
        const GenItem *item = &accounts->items[i];
        if (item->money != money)
            continue;
        flow.income += fiscal_income(item);
        flow.opening += item->opening;
        flow.closing += item->closing;
        flow.spent += item->basic + item->project;
    }
    return flow;
}

/* The 支出 rows of a two-sided table: what each 类 spends by a function of its items. */
static gint64
spend_by_class(const GenAccounts *accounts, const MzTable *table, const char *column, Columns columns, guint of,
               int money)
{
    gint64 sum = 0;
    for (guint r = 0; r < table->n_rows; r++) {
        gint64 of_class = 0;
        for (guint i = 0; i < accounts->n_items && table->rows[r].code != NULL; i++) {
            gint64 value[16] = {0};
            if (!g_str_has_prefix(accounts->items[i].code->code, table->rows[r].code) ||
                (money >= 0 && (int)accounts->items[i].money != money))
                continue;
            columns(&accounts->items[i], value);
            of_class += value[of];
        }
        if (of_class != 0)
            set(accounts->report, table, table->rows[r].key, column, of_class);
        sum += of_class;
    }
    return sum;
}

static guint
row_index(const MzTable *table, int form_row)
{
    guint r = 0;
    while (table->rows[r].form_row != form_row)
        r++;
    return r;
}

/* Columns with the budget beside the accounts: what was planned at first, and what it had become. Rows that have parts
 * are their sum, as in the accounts. */
static void
add_budgets(GenAccounts *accounts, const MzTable *table)
{
    const MzForm *form = table->form;
    int amount = mz_form_column(form, "amount");
    static const char *const columns[] = {"initial", "full"};
    for (guint k = 0; k < G_N_ELEMENTS(columns); k++) {
        int column = mz_form_column(form, columns[k]);
        for (guint r = 0; r < table->n_rows && column >= 0; r++) {
            const MzCell *cell = &table->rows[r].cells[amount];
            gboolean whole = FALSE;
            for (guint p = 0; p < form->n_rows; p++)
                whole = whole || form->rows[p].part_of == table->rows[r].form_row;
            gint64 units = cell->amount.fen / accounts->report->unit;
            units = k == 1 ? units : units - units * gen_random_between(&accounts->random, 0, 30) / 100;
            for (int up = table->rows[r].form_row; !whole && up >= 0 && units != 0; up = form->rows[up].part_of) {
                const MzRow *to = &table->rows[row_index(table, up)];
                add_cell(accounts, &to->cells[column], units);
            }
        }
    }
}

static void
final_summary(GenAccounts *accounts)
{
    static const char *const source_rows[GEN_SOURCES] = {"in-superior", "in-undertaking", "in-business",
                                                         "in-subordinate", "in-other"};
    static const char *const money_rows[3] = {"in-general", "in-fund", "in-capital"};
    MzTable *table = add_form_table(accounts, MZ_TABLE_SUMMARY);
    gint64 in_year = 0, opening = accounts->other_opening, closing = accounts->other_closing;
    for (int money = 0; money < 3; money++) {
        Flow flow = flow_of(accounts, (GenMoney)money);
        set(accounts->report, table, money_rows[money], "amount", flow.income);
        in_year += flow.income;
        opening += flow.opening;
        closing += flow.closing;
    }
    for (guint s = 0; s < GEN_SOURCES; s++) {
        gint64 sum = 0;
        for (guint i = 0; i < accounts->n_items; i++)
            sum += accounts->items[i].income[s];
        set(accounts->report, table, source_rows[s], "amount", sum);
        in_year += sum;
    }
    gint64 spent = spend_by_class(accounts, table, "amount", final_expenditure, 0, -1);
    set(accounts->report, table, "in-year", "amount", in_year);
    set(accounts->report, table, "in-surplus", "amount", accounts->surplus);
    set(accounts->report, table, "in-opening", "amount", opening);
    set(accounts->report, table, "in-total", "amount", in_year + accounts->surplus + opening);
    set(accounts->report, table, "ex-year", "amount", spent);
    set(accounts->report, table, "ex-distribution", "amount", accounts->distribution);
    set(accounts->report, table, "ex-closing", "amount", closing);
    set(accounts->report, table, "ex-total", "amount", spent + accounts->distribution + closing);
    add_budgets(accounts, table);
}

static void
fiscal_spent(const GenItem *item, gint64 *value)
{
    value[0] = item->basic + item->project;
}

static void
final_appropriation(GenAccounts *accounts)
{
    static const char *const in[3] = {"in-general", "in-fund", "in-capital"};
    static const char *const opening[3] = {"in-opening-general", "in-opening-fund", "in-opening-capital"};
    static const char *const closing[3] = {"ex-closing-general", "ex-closing-fund", "ex-closing-capital"};
    static const char *const columns[3] = {"general", "fund", "capital"};
    MzTable *table = add_form_table(accounts, MZ_TABLE_APPROPRIATION);
    Flow all = {0};
    spend_by_class(accounts, table, "total", fiscal_spent, 0, -1);
    for (int money = 0; money < 3; money++) {
        Flow flow = flow_of(accounts, (GenMoney)money);
        set(accounts->report, table, in[money], "amount", flow.income);
        set(accounts->report, table, opening[money], "amount", flow.opening);
        spend_by_class(accounts, table, columns[money], fiscal_spent, 0, money);
        set(accounts->report, table, "ex-year", columns[money], flow.spent);
        set(accounts->report, table, closing[money], "total", flow.closing);
        set(accounts->report, table, closing[money], columns[money], flow.closing);
        set(accounts->report, table, "ex-closing", columns[money], flow.closing);
        set(accounts->report, table, "ex-total", columns[money], flow.spent + flow.closing);
        all.income += flow.income;
        all.opening += flow.opening;
        all.closing += flow.closing;
        all.spent += flow.spent;
    }
    set(accounts->report, table, "in-year", "amount", all.income);
    set(accounts->report, table, "in-opening", "amount", all.opening);
    set(accounts->report, table, "in-total", "amount", all.income + all.opening);
    set(accounts->report, table, "ex-year", "total", all.spent);
    set(accounts->report, table, "ex-closing", "total", all.closing);
    set(accounts->report, table, "ex-total", "total", all.spent + all.closing);
}

/* The panels that the form prints: left 301 and 303, middle 302, right 310; the same rows in every report. */
static gboolean
final_basic_prints(const char *code)
{
    static const char *const right[] = {"310", "31002", "31003", "31007", "31013", "31022", "31099"};
    for (guint i = 0; i < G_N_ELEMENTS(right); i++) {
        if (strcmp(code, right[i]) == 0)
            return TRUE;
    }
    return g_str_has_prefix(code, "301") || g_str_has_prefix(code, "302") || g_str_has_prefix(code, "303");
}

static gint64
economic_sum(const GenAccounts *accounts, const char *prefix)
{
    guint n;
    const MzCode *codes = mz_economic_codes(&n);
    gint64 sum = 0;
    for (guint i = 0; i < n; i++)
        sum += g_str_has_prefix(codes[i].code, prefix) ? accounts->economic[i] : 0;
    return sum;
}

static void
final_basic(GenAccounts *accounts)
{
    guint n;
    const MzCode *codes = mz_economic_codes(&n);
    MzTable *table = add_table(accounts, MZ_TABLE_BASIC, n + 2);
    int parent = -1;
    for (guint i = 0; i < n; i++) {
        if (!final_basic_prints(codes[i].code))
            continue;
        MzRow *row = add_row(accounts, table, codes[i].code, codes[i].code, codes[i].name);
        row->code = row->key;
        row->level = strlen(row->code) == 3 ? 1 : 2;
        row->parent = row->level == 1 ? -1 : parent;
        parent = row->level == 1 ? (int)(row - table->rows) : parent;
        set(accounts->report, table, row->key, "amount", economic_sum(accounts, row->code));
    }
    add_row(accounts, table, "personnel", "人员经费合计", "人员经费合计");
    add_row(accounts, table, "public", "公用经费合计", "公用经费合计");
    set(accounts->report, table, "personnel", "amount", economic_sum(accounts, "301") + economic_sum(accounts, "303"));
    set(accounts->report, table, "public", "amount", economic_sum(accounts, "302") + economic_sum(accounts, "310"));
}

static void
final_sangong(GenAccounts *accounts)
{
    MzTable *table = add_form_table(accounts, MZ_TABLE_SANGONG);
    gboolean planned = mz_form_row(table->form, "initial") >= 0;
    gint64 initial[6] = {0};
    for (guint c = 1; c < 6; c++)
        initial[c] = accounts->sangong_budget[c] - accounts->sangong_budget[c] / 10;
    initial[2] = initial[3] + initial[4];
    initial[0] = initial[1] + initial[2] + initial[5];
    for (guint c = 0; c < 6; c++) {
        set(accounts->report, table, "initial", table->form->columns[c].key, planned ? initial[c] : 0);
        set(accounts->report, table, "budget", table->form->columns[c].key, accounts->sangong_budget[c]);
        set(accounts->report, table, "final", table->form->columns[c].key, accounts->sangong[c]);
    }
    table->empty = accounts->sangong_budget[0] == 0;
}

/* ---- budgets */

static gint64
this_year(const GenItem *item)
{
    return item->basic + item->project;
}

static void
budget_income(const GenItem *item, gint64 *value)
{
    guint own = item->money == GEN_MONEY_GENERAL ? 2 : item->money == GEN_MONEY_FUND ? 4 : 6;
    value[own] = this_year(item) - item->transfer;
    value[own + 1] = item->transfer;
    value[1] = this_year(item);
    value[8] = item->special;
    value[9] = item->own;
    value[10] = item->fiscal_carry;
    value[11] = item->other_carry;
    value[0] = value[1] + value[8] + value[9] + value[10] + value[11];
}

static void
budget_expenditure(const GenItem *item, gint64 *value)
{
    value[1] = item->basic + item->own_basic;
    value[2] = item->project + item->own - item->own_basic + item->special + item->fiscal_carry + item->other_carry;
    value[0] = value[1] + value[2];
}

static void
budget_fund(const GenItem *item, gint64 *value)
{
    if (item->money == GEN_MONEY_FUND)
        value[0] = value[3] = item->project;
}

static void
budget_capital(const GenItem *item, gint64 *value)
{
    if (item->money == GEN_MONEY_CAPITAL)
        value[0] = value[3] = item->project;
}

static gint64
income_total(const GenAccounts *accounts, guint column)
{
    return gen_amount(accounts->report, MZ_TABLE_INCOME, "total",
                      mz_form(MZ_KIND_BUDGET, MZ_TABLE_INCOME)->columns[column].key);
}

/* After the income table, whose totals it repeats. */
static void
budget_summary(GenAccounts *accounts, const MzTable *table)
{
    static const char *const whole[3] = {"in-general", "in-fund", "in-capital"};
    static const char *const own[3] = {"in-general-own", "in-fund-own", "in-capital-own"};
    static const char *const transfer[3] = {"in-general-transfer", "in-fund-transfer", "in-capital-transfer"};
    static const char *const carry[3] = {"in-carryover-general", "in-carryover-fund", "in-carryover-capital"};
    static const char *const sources[GEN_SOURCES] = {"in-superior", "in-undertaking", "in-business", "in-subordinate",
                                                     "in-other"};
    gint64 carried[3] = {0};
    for (guint i = 0; i < accounts->n_items; i++)
        carried[accounts->items[i].money] += accounts->items[i].fiscal_carry;
    for (guint money = 0; money < 3; money++) {
        gint64 a = income_total(accounts, 2 + 2 * money), b = income_total(accounts, 3 + 2 * money);
        set(accounts->report, table, whole[money], "amount", a + b);
        set(accounts->report, table, own[money], "amount", a);
        set(accounts->report, table, transfer[money], "amount", b);
        set(accounts->report, table, carry[money], "amount", carried[money]);
    }
    for (guint s = 0; s < GEN_SOURCES; s++)
        set(accounts->report, table, sources[s], "amount", accounts->source[s]);
    gint64 carryover = income_total(accounts, 10) + income_total(accounts, 11);
    set(accounts->report, table, "in-special-account", "amount", income_total(accounts, 8));
    set(accounts->report, table, "in-own", "amount", income_total(accounts, 9));
    set(accounts->report, table, "in-year", "amount", income_total(accounts, 0) - carryover);
    set(accounts->report, table, "in-carryover", "amount", carryover);
    set(accounts->report, table, "in-carryover-fiscal", "amount", income_total(accounts, 10));
    set(accounts->report, table, "in-carryover-other", "amount", income_total(accounts, 11));
    set(accounts->report, table, "in-carryover-own", "amount", income_total(accounts, 11));
    set(accounts->report, table, "in-total", "amount", income_total(accounts, 0));
    set(accounts->report, table, "ex-total", "amount",
        spend_by_class(accounts, table, "amount", budget_expenditure, 0, -1));
}

static void
budget_appropriation(GenAccounts *accounts)
{
    static const char *const in[3] = {"in-general", "in-fund", "in-capital"};
    static const char *const columns[3] = {"general", "fund", "capital"};
    MzTable *table = add_form_table(accounts, MZ_TABLE_APPROPRIATION);
    gint64 all = spend_by_class(accounts, table, "total", fiscal_spent, 0, -1);
    for (int money = 0; money < 3; money++) {
        gint64 of_money = spend_by_class(accounts, table, columns[money], fiscal_spent, 0, money);
        set(accounts->report, table, in[money], "amount", of_money);
        set(accounts->report, table, "ex-total", columns[money], of_money);
    }
    set(accounts->report, table, "in-fiscal", "amount", all);
    set(accounts->report, table, "in-total", "amount", all);
    set(accounts->report, table, "ex-total", "total", all);
}

static void
budget_basic(GenAccounts *accounts)
{
    guint n;
    const MzCode *codes = mz_economic_codes(&n);
    MzTable *table = add_table(accounts, MZ_TABLE_BASIC, n + 1);
    MzRow *total = add_row(accounts, table, "total", "合计", "合计");
    int parent = -1;
    table->empty = TRUE;
    for (guint i = 0; i < n; i++) {
        gint64 sum = economic_sum(accounts, codes[i].code);
        if (sum == 0)
            continue;
        gboolean personnel = codes[i].code[2] == '1' || codes[i].code[2] == '3';
        gint64 value[3] = {sum, codes[i].code[1] == '0' && personnel ? sum : 0, 0};
        value[2] = sum - value[1];
        MzRow *row = add_row(accounts, table, codes[i].code, codes[i].code, codes[i].name);
        row->code = row->key;
        row->level = strlen(row->code) == 3 ? 1 : 2;
        row->parent = row->level == 1 ? -1 : parent;
        parent = row->level == 1 ? (int)(row - table->rows) : parent;
        add_values(accounts, row, value, 3);
        if (row->level == 1)
            add_values(accounts, total, value, 3);
        table->empty = FALSE;
    }
}

static void
budget_sangong(GenAccounts *accounts)
{
    static const char *const rows[6] = {"total", "abroad", "vehicles", "purchase", "operation", "reception"};
    MzTable *table = add_form_table(accounts, MZ_TABLE_SANGONG);
    for (guint r = 0; r < 6; r++) {
        set(accounts->report, table, rows[r], "total", accounts->sangong[r]);
        set(accounts->report, table, rows[r], "general", accounts->sangong[r]);
    }
    table->empty = accounts->sangong[0] == 0;
}

/* How a project's money is spent, by column of the projects table. */
static void
project_values(const GenAccounts *accounts, gint64 units, guint salt, gint64 *value)
{
    static const guint columns[] = {2, 6, 3, 1, 10};
    GenRandom random = {.state = accounts->report->seed * 977 + salt};
    guint second = columns[1 + gen_random_index(&random, 4)];
    gint64 least = accounts->natural ? units / 4 : 0;
    gint64 part = gen_random_chance(&random, 40) ? gen_random_between(&random, least, units / 2) : 0;
    value[0] = units;
    value[second] += part;
    value[2] += units - part;
}

static void
budget_projects(GenAccounts *accounts)
{
    MzArena *arena = accounts->report->truth->arena;
    MzTable *table = add_table(accounts, MZ_TABLE_PROJECTS, accounts->n_items * 4 + 2);
    guint n = table->form->n_columns;
    MzRow *total = add_row(accounts, table, "total", "合计", "合计");
    MzRow *unit = add_row(accounts, table, "unit", accounts->department, accounts->department);
    table->empty = TRUE;
    for (guint i = 0; i < accounts->n_items; i++) {
        const GenItem *item = &accounts->items[i];
        for (guint p = 0; p < 2 && item->project_name[p] != NULL; p++) {
            gint64 value[16] = {0};
            project_values(accounts, item->project_part[p], i * 2 + p, value);
            add_values(accounts, total, value, n);
            add_values(accounts, unit, value, n);
            int parent = 1;
            for (guint digits = accounts->report->items_only ? 7 : 3; digits < 7; digits += 2) {
                MzRow *level = level_row(accounts, table, item->code->code, digits, parent);
                add_values(accounts, level, value, n);
                parent = (int)(level - table->rows);
            }
            const char *key = p == 0 ? item->code->code : mz_arena_printf(arena, "%s-2", item->code->code);
            gboolean several = item->project_name[1] != NULL;
            MzRow *row =
                add_row(accounts, table, key,
                        several ? mz_arena_printf(arena, "%s/%s", item->code->code, item->project_name[p]) : key,
                        item->code->name);
            row->code = item->code->code;
            row->project = item->project_name[p];
            row->level = 3;
            row->parent = parent;
            add_values(accounts, row, value, n);
            table->empty = FALSE;
        }
    }
    /* Nothing else in a report tells which of the dozen columns of economic codes an amount stands in. */
    if (accounts->natural && accounts->report->style == GEN_STYLE_FLAT && !table->empty)
        fill_with_zeros(accounts, table);
}

static void
budget_carryover(GenAccounts *accounts)
{
    static const char *const ones[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const tens[] = {"", "十", "二十", "三十", "四十", "五十", "六十", "七十", "八十", "九十"};
    MzArena *arena = accounts->report->truth->arena;
    MzTable *table = add_table(accounts, MZ_TABLE_CARRYOVER, accounts->n_items * 2 + 2);
    guint n = table->form->n_columns;
    MzRow *total = add_row(accounts, table, "total", "总计", "总计");
    MzRow *unit = add_row(accounts, table, "row", accounts->department, accounts->department);
    table->empty = TRUE;
    for (guint i = 0; i < accounts->n_items; i++) {
        const GenItem *item = &accounts->items[i];
        gint64 amounts[2] = {item->fiscal_carry, item->other_carry};
        for (guint k = 0; k < 2; k++) {
            if (amounts[k] == 0)
                continue;
            gint64 value[16] = {0};
            value[0] = value[1 + 4 * k] = value[4 + 4 * k] = amounts[k];
            const char *label =
                mz_arena_printf(arena, "%s%s（%s）", item->code->name, item->code->code[6] == '2' ? "补助" : "经费",
                                k == 0 ? "上年结转" : "自有资金");
            /* Labels must differ, since they are all that tells the rows apart; a digit at the end of one, wrapped,
             * would be the number of a page. */
            guint same = 0;
            for (guint r = 0; r < table->n_rows; r++)
                same += g_str_has_prefix(table->rows[r].label, label);
            if (same > 0)
                label = mz_arena_printf(arena, "%s之%s%s", label, tens[MIN(same + 1, 99) / 10], ones[(same + 1) % 10]);
            MzRow *row = add_row(accounts, table, mz_arena_printf(arena, "row-%u", table->n_rows), label, label);
            row->parent = 1;
            row->level = 2;
            add_values(accounts, row, value, n);
            add_values(accounts, total, value, n);
            add_values(accounts, unit, value, n);
            table->empty = FALSE;
        }
    }
}

/* The tables in the order of the family. */
static void
order_tables(GenAccounts *accounts)
{
    const MzFamily *family = accounts->report->family;
    MzReport *truth = accounts->report->truth;
    MzTable *ordered = mz_arena_new0(truth->arena, MzTable, MZ_TABLES);
    guint n = 0;
    for (guint f = 0; f < MZ_FAMILY_TABLES && family->tables[f].form != NULL; f++) {
        for (guint t = 0; t < truth->n_tables; t++) {
            if (strcmp(truth->tables[t].form->id, family->tables[f].form) == 0)
                ordered[n++] = truth->tables[t];
        }
    }
    g_assert_cmpuint(n, ==, truth->n_tables);
    truth->tables = ordered;
}

void
gen_accounts_tables(GenAccounts *accounts)
{
    MzReport *truth = accounts->report->truth;
    truth->kind = accounts->kind;
    truth->year = accounts->year;
    truth->department = accounts->department;
    truth->tables = mz_arena_new0(truth->arena, MzTable, MZ_TABLES);
    if (accounts->kind == MZ_KIND_FINAL) {
        final_summary(accounts);
        add_coded_table(accounts, MZ_TABLE_INCOME, final_income);
        add_coded_table(accounts, MZ_TABLE_EXPENDITURE, final_expenditure);
        final_appropriation(accounts);
        add_money_table(accounts, MZ_TABLE_GENERAL, general_flow, general_items);
        final_basic(accounts);
        add_money_table(accounts, MZ_TABLE_FUND, fund_flow, fund_spent);
        add_money_table(accounts, MZ_TABLE_CAPITAL, capital_flow, capital_spent);
        final_sangong(accounts);
        order_tables(accounts);
        return;
    }
    MzTable *summary = add_form_table(accounts, MZ_TABLE_SUMMARY);
    add_coded_table(accounts, MZ_TABLE_INCOME, budget_income);
    budget_summary(accounts, summary);
    add_coded_table(accounts, MZ_TABLE_EXPENDITURE, budget_expenditure);
    budget_appropriation(accounts);
    add_coded_table(accounts, MZ_TABLE_GENERAL, general_items);
    budget_basic(accounts);
    budget_projects(accounts);
    add_coded_table(accounts, MZ_TABLE_FUND, budget_fund);
    add_coded_table(accounts, MZ_TABLE_CAPITAL, budget_capital);
    budget_sangong(accounts);
    budget_carryover(accounts);
}
