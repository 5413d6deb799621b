/* Drawing accounts in which everything adds up. */
#include "generate/accounts.h"

#include <string.h>

static const char *const regions[] = {"虚构市云溪区", "虚构市望河县", "虚构市青岚区",
                                      "虚构市石塘镇", "虚构州沙棘县", "虚构市临江新区"};
static const char *const bureaus[] = {"档案馆",       "审计局",       "水利局", "民政局",           "图书馆",
                                      "统计局",       "园林管理中心", "体育局", "疾病预防控制中心", "第三小学",
                                      "政务服务中心", "科学技术协会", "财政局", "文化馆",           "交通运输局"};

static const char *const projects[] = {"业务系统运行维护", "办公楼维修", "专项普查",   "窗口服务外包", "设备更新",
                                       "群众活动",         "课题研究",   "宣传培训",   "物业托管",     "执法巡查",
                                       "数字化加工",       "应急储备",   "灌溉渠清淤", "图书采购",     "场馆开放"};

/* 项 that nearly every department has, with money for people. */
static const char *const usual_items[] = {"2080501", "2080502", "2080505", "2080506", "2101101", "2101102", "2101103",
                                          "2101199", "2210201", "2210202", "2210203", "2080801", "2089999"};

/* 项 whose whole amount is one of 基本支出 by economic code (表间关系). */
static const struct {
    const char *item, *economic;
} linked[] = {{"2210201", "30113"}, {"2080505", "30108"}, {"2080506", "30109"}};

static gboolean
follows(const GenAccounts *accounts)
{
    return accounts->prior != NULL || accounts->budget != NULL;
}

static GenMoney
money_of(const char *code)
{
    static const char *const funds[] = {"21208", "21213", "21214", "22960"};
    for (guint i = 0; i < G_N_ELEMENTS(funds); i++) {
        if (g_str_has_prefix(code, funds[i]))
            return GEN_MONEY_FUND;
    }
    return g_str_has_prefix(code, "223") ? GEN_MONEY_CAPITAL : GEN_MONEY_GENERAL;
}

GenItem *
gen_item(GenAccounts *accounts, const char *code)
{
    for (guint i = 0; i < accounts->n_items; i++) {
        if (strcmp(accounts->items[i].code->code, code) == 0)
            return &accounts->items[i];
    }
    return NULL;
}

GenItem *
gen_item_add(GenAccounts *accounts, const MzCode *code)
{
    gboolean debt = g_str_has_prefix(code->code, "231") || g_str_has_prefix(code->code, "232");
    if (debt && (accounts->report->family->classes == 24 || accounts->natural))
        return NULL; /* the 类 that these families leave out, and departments have not */
    if (accounts->n_items >= GEN_ITEMS || gen_item(accounts, code->code) != NULL)
        return NULL;
    GenItem *item = &accounts->items[accounts->n_items++];
    *item = (GenItem){.code = code, .money = money_of(code->code)};
    return item;
}

static int
compare_items(gconstpointer a, gconstpointer b)
{
    return strcmp(((const GenItem *)a)->code->code, ((const GenItem *)b)->code->code);
}

/* ---- amounts that departments have: 0.50 万元 at least */

#define LEAST 50

gint64
gen_draw_amount(GenAccounts *accounts, int digits)
{
    gint64 amount = gen_random_magnitude(&accounts->random, digits);
    while (accounts->natural && amount < LEAST)
        amount *= 10;
    return amount;
}

gint64
gen_draw_part(GenAccounts *accounts, gint64 low, gint64 high)
{
    gint64 part = gen_random_between(&accounts->random, low, high);
    return accounts->natural && part < LEAST ? 0 : part;
}

/* Adds an 项 of the general budget; NULL: what was drawn is none, or is there already. */
static GenItem *
try_item(GenAccounts *accounts)
{
    guint n_codes;
    const MzCode *codes = mz_functional_codes(&n_codes);
    const MzCode *code = &codes[gen_random_index(&accounts->random, n_codes)];
    gboolean fits = strlen(code->code) == 7 && money_of(code->code) == GEN_MONEY_GENERAL;
    return fits ? gen_item_add(accounts, code) : NULL;
}

void
gen_items_sort(GenAccounts *accounts)
{
    qsort(accounts->items, accounts->n_items, sizeof(GenItem), compare_items);
}

/* Which 项 the report has: those of one 款 first, the usual ones, then any. */
static void
choose_items(GenAccounts *accounts)
{
    GenRandom *random = &accounts->random;
    guint n_codes;
    const MzCode *codes = mz_functional_codes(&n_codes);
    int dice = (int)gen_random_between(random, 1, 100);
    guint wanted = (guint)(dice <= 15   ? gen_random_between(random, 1, 3)
                           : dice <= 75 ? gen_random_between(random, 4, 16)
                           : dice <= 95 ? gen_random_between(random, 17, 60)
                                        : gen_random_between(random, 61, 190));
    guint start = gen_random_index(random, n_codes);
    for (guint i = 0; i < n_codes && accounts->n_items < MIN(3, wanted); i++) {
        const MzCode *code = &codes[(start + i) % n_codes];
        if (strlen(code->code) == 7 && money_of(code->code) == GEN_MONEY_GENERAL && code->code[2] != '9')
            gen_item_add(accounts, code);
    }
    for (guint i = 0; i < n_codes && accounts->n_items < wanted; i++) {
        for (guint u = 0; u < G_N_ELEMENTS(usual_items); u++) {
            if (strcmp(codes[i].code, usual_items[u]) == 0 && gen_random_chance(random, 70))
                gen_item_add(accounts, &codes[i]);
        }
    }
    for (guint tries = 0; tries < 4000 && accounts->n_items < wanted; tries++)
        try_item(accounts);
    for (guint i = 0; i < n_codes; i++) {
        GenMoney money = money_of(codes[i].code);
        gboolean has = money == GEN_MONEY_FUND ? accounts->fund : accounts->capital;
        if (strlen(codes[i].code) == 7 && money != GEN_MONEY_GENERAL && has && gen_random_chance(random, 15))
            gen_item_add(accounts, &codes[i]);
    }
    gen_items_sort(accounts);
}

static gboolean
is_usual(const char *code)
{
    for (guint i = 0; i < G_N_ELEMENTS(usual_items); i++) {
        if (strcmp(code, usual_items[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

/* What an 项 spends of fiscal money. */
static void
draw_spent(GenAccounts *accounts, GenItem *item, int digits, gboolean running)
{
    GenRandom *random = &accounts->random;
    gint64 amount = gen_draw_amount(accounts, digits) + (running ? 4000 : 0);
    if (item->money != GEN_MONEY_GENERAL || (!running && !is_usual(item->code->code)))
        item->project = amount;
    else
        item->basic = amount;
    if (item->money == GEN_MONEY_GENERAL && !is_usual(item->code->code) && gen_random_chance(random, 30)) {
        item->basic += gen_draw_amount(accounts, digits);
        item->project += gen_draw_amount(accounts, digits - 1);
    }
    gen_draw_initial(accounts, item, amount / 4);
}

void
gen_draw_initial(GenAccounts *accounts, GenItem *item, gint64 most)
{
    item->initial = MAX(0, item->basic + item->project + gen_random_between(&accounts->random, -most, most));
    if (gen_random_chance(&accounts->random, 10))
        item->initial = 0;
}

GenItem *
gen_item_new(GenAccounts *accounts)
{
    GenItem *item = NULL;
    for (guint tries = 0; tries < 100 && item == NULL; tries++)
        item = try_item(accounts);
    if (item != NULL)
        draw_spent(accounts, item, 5, FALSE);
    return item;
}

static void
draw_fiscal(GenAccounts *accounts)
{
    int digits = (int)gen_random_between(&accounts->random, 4, 7);
    for (guint i = 0; i < accounts->n_items; i++) {
        GenItem *item = &accounts->items[i];
        draw_spent(accounts, item, digits, g_str_has_suffix(item->code->name, "运行") || i == 0);
    }
}

/* Fiscal money of earlier years, and kept for the next (final accounts). */
static void
draw_balances(GenAccounts *accounts, GenItem *item)
{
    GenRandom *random = &accounts->random;
    gint64 spent = item->basic + item->project;
    if (!accounts->carryover || item->money == GEN_MONEY_CAPITAL || !gen_random_chance(random, 35))
        return;
    item->opening = gen_draw_part(accounts, 0, spent / 3);
    item->closing = gen_random_chance(random, 50) ? gen_draw_part(accounts, 1, spent / 2 + 1) : 0;
}

/* Money that is not fiscal (final accounts): the first item has some, others may. */
static void
draw_other_money(GenAccounts *accounts, GenItem *item)
{
    GenRandom *random = &accounts->random;
    if (!accounts->other || item->money != GEN_MONEY_GENERAL ||
        !gen_random_chance(random, item == accounts->items ? 100 : 15))
        return;
    guint source = gen_random_chance(random, 50) ? 4 : gen_random_index(random, GEN_SOURCES);
    item->income[source] = gen_draw_amount(accounts, 5);
    item->own_project = gen_draw_part(accounts, 0, item->income[source]);
    if (gen_random_chance(random, 30))
        item->own_basic = gen_draw_amount(accounts, 4);
    if (gen_random_chance(random, 8))
        *(gen_random_chance(random, 50)   ? &item->upper
          : gen_random_chance(random, 50) ? &item->business
                                          : &item->lower) = gen_draw_amount(accounts, 4);
}

/* What the other money leaves over is distributed or carried on; what it lacks comes from earlier years. */
static void
balance_other_money(GenAccounts *accounts)
{
    GenRandom *random = &accounts->random;
    const GenAccounts *prior = accounts->prior;
    gint64 rest = 0;
    for (guint i = 0; i < accounts->n_items; i++) {
        const GenItem *item = &accounts->items[i];
        for (guint s = 0; s < GEN_SOURCES; s++)
            rest += item->income[s];
        rest -= item->own_basic + item->own_project + item->upper + item->business + item->lower;
    }
    accounts->other_opening = prior != NULL                            ? prior->other_closing
                              : accounts->carryover && accounts->other ? gen_draw_amount(accounts, 4)
                                                                       : 0;
    rest += accounts->other_opening;
    if (rest < 0) {
        accounts->surplus = prior != NULL || gen_random_chance(random, 50) ? -rest : 0;
        accounts->other_opening += -rest - accounts->surplus;
    } else if (rest > 0) {
        accounts->distribution = gen_random_chance(random, 30) ? gen_draw_part(accounts, 0, rest) : 0;
        accounts->other_closing = rest - accounts->distribution;
    }
}

/* Sources that only budgets tell apart. */
static void
draw_sources(GenAccounts *accounts, GenItem *item)
{
    GenRandom *random = &accounts->random;
    if (gen_random_chance(random, 10))
        item->transfer = gen_draw_part(accounts, 1, item->basic + item->project);
    if (accounts->carryover && gen_random_chance(random, 20))
        item->fiscal_carry = gen_draw_amount(accounts, 5);
    if (accounts->carryover && accounts->other && gen_random_chance(random, 15))
        item->other_carry = gen_draw_amount(accounts, 5);
    if (accounts->other && item->money == GEN_MONEY_GENERAL &&
        gen_random_chance(random, item == accounts->items ? 90 : 12)) {
        item->own = gen_draw_amount(accounts, 5);
        item->own_basic = gen_random_chance(random, 40) ? gen_draw_part(accounts, 0, item->own) : 0;
    }
    if (accounts->other && g_str_has_prefix(item->code->code, "205") && gen_random_chance(random, 50))
        item->special = gen_draw_amount(accounts, 5);
}

/* 单位资金 of a budget comes from one source or two. */
static void
divide_sources(GenAccounts *accounts)
{
    GenRandom *random = &accounts->random;
    gint64 own = 0;
    for (guint i = 0; i < accounts->n_items; i++)
        own += accounts->items[i].own;
    guint main_source = gen_random_index(random, GEN_SOURCES);
    guint second = gen_random_index(random, GEN_SOURCES);
    accounts->source[second] = own > 1 && gen_random_chance(random, 30) ? gen_draw_part(accounts, 1, own - 1) : 0;
    accounts->source[main_source] = main_source == second ? own : own - accounts->source[second];
}

guint
gen_economic_index(const char *code)
{
    guint n;
    const MzCode *codes = mz_economic_codes(&n);
    for (guint i = 0; i < n; i++) {
        if (strcmp(codes[i].code, code) == 0)
            return i;
    }
    g_assert_not_reached();
}

static gint64
general_basic(const GenAccounts *accounts)
{
    gint64 sum = 0;
    for (guint i = 0; i < accounts->n_items; i++)
        sum += accounts->items[i].money == GEN_MONEY_GENERAL ? accounts->items[i].basic : 0;
    return sum;
}

/* Of 基本支出, what the linked codes have is theirs; returns the rest. */
static gint64
draw_linked(GenAccounts *accounts)
{
    for (guint i = 0; i < G_N_ELEMENTS(linked); i++) {
        GenItem *item = gen_item(accounts, linked[i].item);
        if (item == NULL)
            continue;
        item->basic += item->project;
        item->project = 0;
        accounts->economic[gen_economic_index(linked[i].economic)] = item->basic;
    }
    gint64 rest = general_basic(accounts);
    for (guint i = 0; i < GEN_ECONOMIC; i++)
        rest -= accounts->economic[i];
    return rest;
}

/* 基本支出 by economic code: the linked ones first, the rest cut into pieces at random. */
static void
draw_economic(GenAccounts *accounts)
{
    static const char *const common[] = {
        "30101", "30102", "30103", "30107", "30110", "30111", "30112", "30199", "30201", "30202", "30205",
        "30206", "30207", "30209", "30211", "30213", "30215", "30216", "30217", "30226", "30227", "30228",
        "30229", "30231", "30239", "30299", "30301", "30302", "30304", "30305", "30307", "30309", "31002"};
    GenRandom *random = &accounts->random;
    gint64 rest = draw_linked(accounts);
    guint chosen[G_N_ELEMENTS(common)], n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(common); i++) {
        if (gen_random_chance(random, 65) || follows(accounts))
            chosen[n++] = gen_economic_index(common[i]);
    }
    if (n == 0)
        chosen[n++] = gen_economic_index("30101");
    if (accounts->natural) {
        gen_accounts_share(accounts, chosen, n, rest);
        return;
    }
    for (guint i = 0; i < n; i++) {
        gint64 part = i + 1 == n ? rest : gen_random_between(random, 0, MIN(rest, 2 * rest / (gint64)(n - i)));
        accounts->economic[chosen[i]] += part;
        rest -= part;
    }
}

static void
draw_sangong(GenAccounts *accounts)
{
    gint64 *final = accounts->sangong, *budget = accounts->sangong_budget;
    final[1] = accounts->economic[gen_economic_index("30212")];
    final[3] = accounts->economic[gen_economic_index("31013")];
    final[4] = accounts->economic[gen_economic_index("30231")];
    final[5] = accounts->economic[gen_economic_index("30217")];
    for (guint i = 1; i < 6; i++) {
        if (final[i] > 0)
            budget[i] = final[i] + gen_random_between(&accounts->random, 0, final[i] / 2);
        if (accounts->budget != NULL)
            budget[i] = MAX(final[i], accounts->budget->sangong[i]);
    }
    final[2] = final[3] + final[4];
    budget[2] = budget[3] + budget[4];
    final[0] = final[1] + final[2] + final[5];
    budget[0] = budget[1] + budget[2] + budget[5];
}

/* 项目支出 of the general budget is one or two projects an item. */
static void
name_projects(GenAccounts *accounts)
{
    guint at = gen_random_index(&accounts->random, G_N_ELEMENTS(projects)), used = 0;
    for (guint i = 0; i < accounts->n_items; i++) {
        GenItem *item = &accounts->items[i];
        if (item->project == 0 || item->money != GEN_MONEY_GENERAL)
            continue;
        gboolean two = item->project > 100 && gen_random_chance(&accounts->random, 15);
        gint64 least = accounts->natural ? item->project / 4 : 1;
        item->project_part[0] =
            two ? gen_random_between(&accounts->random, least, item->project - least) : item->project;
        item->project_part[1] = item->project - item->project_part[0];
        for (guint p = 0; p < (two ? 2u : 1u); p++) {
            guint round = used / (guint)G_N_ELEMENTS(projects);
            const char *name = projects[at++ % G_N_ELEMENTS(projects)];
            item->project_name[p] =
                round == 0 ? name : mz_arena_printf(accounts->report->truth->arena, "%s第%u期", name, round + 1);
            used++;
        }
    }
}

static void
draw_identity(GenAccounts *accounts, const GenIdentity *identity)
{
    MzArena *arena = accounts->report->truth->arena;
    GenRandom *random = &accounts->random;
    GenIdentity drawn = {.kind = gen_random_chance(random, 60) ? MZ_KIND_FINAL : MZ_KIND_BUDGET};
    drawn.year = (int)gen_random_between(random, 2021, 2026);
    drawn.department = bureaus[gen_random_index(random, G_N_ELEMENTS(bureaus))];
    drawn.region = regions[gen_random_index(random, G_N_ELEMENTS(regions))];
    if (identity == NULL)
        identity = &drawn;
    accounts->kind = identity->kind;
    accounts->year = identity->year;
    accounts->short_name = mz_arena_strdup(arena, identity->department);
    accounts->department = mz_arena_printf(arena, "%s%s", identity->region, identity->department);
}

/* What a department has stays the same over years. */
static void
draw_traits(GenAccounts *accounts)
{
    GenRandom *random = &accounts->random;
    const GenAccounts *before = accounts->prior != NULL ? accounts->prior : accounts->budget;
    accounts->other = gen_random_chance(random, 40);
    accounts->carryover = gen_random_chance(random, 45);
    accounts->fund = gen_random_chance(random, 30);
    accounts->capital = gen_random_chance(random, 15) && mz_family_form(accounts->report->family, MZ_TABLE_CAPITAL);
    accounts->zeros = gen_random_chance(random, 6);
    if (before != NULL) {
        accounts->other = before->other;
        accounts->carryover = before->carryover;
    }
}

/* The reports that these accounts follow, where there are any. */
static void
find_before(GenAccounts *accounts, const GenIdentity *identity)
{
    if (identity == NULL)
        return;
    accounts->contradicts = identity->contradicts;
    accounts->prior = identity->prior == NULL ? NULL : identity->prior->accounts;
    accounts->budget = identity->budget == NULL ? NULL : identity->budget->accounts;
    accounts->natural = identity->natural || follows(accounts);
    g_assert_true(identity->prior == NULL || identity->prior->unit == accounts->report->unit);
    g_assert_true(identity->budget == NULL || identity->budget->unit == accounts->report->unit);
}

void
gen_accounts_draw(GenAccounts *accounts, GenReport *report, const GenIdentity *identity)
{
    *accounts = (GenAccounts){.report = report, .random = {.state = report->seed * 2 + 1}};
    draw_identity(accounts, identity);
    if (report->family == NULL)
        report->family = mz_family_of_key(accounts->kind == MZ_KIND_FINAL ? "hubei-final" : "xinjiang-budget");
    accounts->kind = report->family->kind;
    report->unit = report->family->unit == MZ_UNIT_YUAN ? 97 * 100 : 10000;
    find_before(accounts, identity);
    draw_traits(accounts);
    if (follows(accounts)) {
        gen_accounts_follow(accounts);
    } else {
        choose_items(accounts);
        draw_fiscal(accounts);
    }
    draw_economic(accounts);
    for (guint i = 0; i < accounts->n_items && accounts->prior == NULL; i++) {
        if (accounts->kind == MZ_KIND_BUDGET) {
            draw_sources(accounts, &accounts->items[i]);
        } else {
            draw_balances(accounts, &accounts->items[i]);
            draw_other_money(accounts, &accounts->items[i]);
        }
    }
    if (accounts->kind == MZ_KIND_FINAL)
        balance_other_money(accounts);
    else
        divide_sources(accounts);
    draw_sangong(accounts);
    name_projects(accounts);
}
