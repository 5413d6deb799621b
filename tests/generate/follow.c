/* Accounts that follow others: last year's of their kind, and the budget of their year. */
#include "generate/accounts.h"

/* So many percent of an amount; 0 only of 0. */
static gint64
percent_of(gint64 amount, gint64 percent)
{
    return amount == 0 ? 0 : MAX(1, amount * percent / 100);
}

/* Money that an item had in the accounts before, all of it more or less by one rate, so that parts stay parts. */
static void
continue_money(GenItem *item, const GenItem *before, gint64 percent)
{
    item->transfer = MIN(percent_of(before->transfer, percent), item->basic + item->project);
    item->special = percent_of(before->special, percent);
    item->own = percent_of(before->own, percent);
    item->fiscal_carry = percent_of(before->fiscal_carry, percent);
    item->other_carry = percent_of(before->other_carry, percent);
    for (guint s = 0; s < GEN_SOURCES; s++)
        item->income[s] = percent_of(before->income[s], percent);
    item->own_basic = percent_of(before->own_basic, percent);
    item->own_project = percent_of(before->own_project, percent);
    item->upper = percent_of(before->upper, percent);
    item->business = percent_of(before->business, percent);
    item->lower = percent_of(before->lower, percent);
}

static void
continue_spending(GenItem *item, const GenItem *before, gint64 basic_percent, gint64 project_percent)
{
    item->basic = percent_of(before->basic, basic_percent);
    item->project = percent_of(before->project, project_percent);
}

/* An item that others have; NULL: tables of this family have no place for it. */
static GenItem *
take_over(GenAccounts *accounts, const GenItem *before)
{
    if (before->money == GEN_MONEY_CAPITAL && mz_family_form(accounts->report->family, MZ_TABLE_CAPITAL) == NULL)
        return NULL;
    return gen_item_add(accounts, before->code);
}

/* What was planned is spent, about. */
static void
follow_budget(GenAccounts *accounts)
{
    GenRandom *random = &accounts->random;
    for (guint i = 0; i < accounts->budget->n_items; i++) {
        const GenItem *planned = &accounts->budget->items[i];
        GenItem *item = take_over(accounts, planned);
        if (item == NULL)
            continue;
        continue_spending(item, planned, gen_random_between(random, 88, 106), gen_random_between(random, 70, 115));
        item->initial = planned->basic + planned->project;
        if (accounts->contradicts && gen_random_chance(random, 20))
            gen_draw_initial(accounts, item, item->initial / 4);
    }
}

/* Last year's items but for some without staff that were given up. */
static void
follow_prior(GenAccounts *accounts)
{
    GenRandom *random = &accounts->random;
    for (guint i = 0; i < accounts->prior->n_items; i++) {
        const GenItem *before = &accounts->prior->items[i];
        GenItem *item = before->basic == 0 && gen_random_chance(random, 6) ? NULL : take_over(accounts, before);
        if (item == NULL)
            continue;
        continue_spending(item, before, gen_random_between(random, 95, 108), gen_random_between(random, 80, 125));
        gen_draw_initial(accounts, item, item->basic / 4);
    }
}

/* Last year's other money goes on, and fiscal money that was kept then: even an item that the budget has not spends it.
 */
static void
carry_on(GenAccounts *accounts)
{
    GenRandom *random = &accounts->random;
    for (guint i = 0; i < accounts->prior->n_items; i++) {
        const GenItem *before = &accounts->prior->items[i];
        GenItem *item = gen_item(accounts, before->code->code);
        if (item == NULL && before->closing > 0)
            item = take_over(accounts, before);
        if (item == NULL)
            continue;
        continue_money(item, before, gen_random_between(random, 80, 120));
        item->opening = before->closing;
        item->project += MAX(0, item->opening - item->basic - item->project);
        if (accounts->kind == MZ_KIND_FINAL && accounts->carryover && item->money != GEN_MONEY_CAPITAL &&
            gen_random_chance(random, 18))
            item->closing = gen_draw_part(accounts, 1, (item->basic + item->project) / 2);
    }
}

void
gen_accounts_follow(GenAccounts *accounts)
{
    if (accounts->budget != NULL)
        follow_budget(accounts);
    else
        follow_prior(accounts);
    if (accounts->prior != NULL)
        carry_on(accounts);
    GenItem *new = gen_random_chance(&accounts->random, 30) ? gen_item_new(accounts) : NULL;
    if (new != NULL && accounts->budget != NULL)
        new->initial = 0;
    gen_items_sort(accounts);
}

/* ---- 基本支出 by economic code */

static gboolean
is_sangong(guint index)
{
    static const char *const codes[] = {"30212", "30217", "30231", "31013"};
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        if (index == gen_economic_index(codes[i]))
            return TRUE;
    }
    return FALSE;
}

/* The shares of the codes: as drawn, or about as the accounts before had them. */
static gint64
draw_shares(GenAccounts *accounts, const guint *chosen, guint n, gint64 *shares)
{
    GenRandom *random = &accounts->random;
    const GenAccounts *before = accounts->budget != NULL ? accounts->budget : accounts->prior;
    gint64 sum = 0;
    for (guint i = 0; i < n; i++) {
        shares[i] = before == NULL ? gen_random_between(random, 4, 100)
                                   : percent_of(before->economic[chosen[i]], gen_random_between(random, 90, 110));
        sum += shares[i];
    }
    return sum;
}

/* Of “三公” no more is spent than was planned. What rounding leaves over is added to the largest share. */
void
gen_accounts_share(GenAccounts *accounts, const guint *chosen, guint n, gint64 rest)
{
    gint64 shares[GEN_ECONOMIC], sum = draw_shares(accounts, chosen, n, shares), left = rest;
    guint largest = 0;
    for (guint i = 0; i < n && sum > 0; i++) {
        if (shares[i] > shares[largest] && !is_sangong(chosen[i]))
            largest = i;
        gint64 part = (gint64)((MzInt128)rest * shares[i] / sum);
        if (accounts->budget != NULL && is_sangong(chosen[i]))
            part = MIN(part, accounts->budget->economic[chosen[i]]);
        if (part < 20)
            continue;
        accounts->economic[chosen[i]] += part;
        left -= part;
    }
    accounts->economic[chosen[largest]] += left;
}
