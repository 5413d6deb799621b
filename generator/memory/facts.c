#include "memory/facts.h"

#include <string.h>

#include "forms/claims.h"
#include "memory/denial.h"

/* Where a fact stands: the first place that the report has counts; the second is for the other kind or another form.
 * Of one with places the template's sentences that repeat them (forms/claims.h) say it in words; one without places is
 * stated in words only: `subjects` are those of its claim, of 决算 and of 预算. */
typedef struct FactForm {
    const char *label;
    struct {
        MzTableKey table;
        const char *row;
        const char *column;
        const char *cell;
    } places[MZ_FACT_PLACES];
    const char *subjects[2];
    MzDenied denied;              /* how a report says that there is none */
    const struct FactForm *whole; /* of which it is a part that is never negative; NULL: none */
} FactForm;

static const FactForm fact_forms[MZ_FACTS];

/* No fact of its own, but the whole of two. */
static const FactForm vehicles = {.label = "公务用车购置及运行维护费",
                                  .places = {{MZ_TABLE_SANGONG, "final", "vehicles", "sangong.final.vehicles"},
                                             {MZ_TABLE_SANGONG, "vehicles", "total", "sangong.vehicles.total"}},
                                  .denied = {{"公务用车购置及运行", "公务用车购置和运行"}, "三公", -1},
                                  .whole = &fact_forms[MZ_FACT_SANGONG]};

static const FactForm fact_forms[MZ_FACTS] = {
    [MZ_FACT_INCOME_TOTAL] = {.label = "收入总计",
                              .places = {{MZ_TABLE_SUMMARY, "in-total", "amount", "summary.in-total.amount"}}},
    [MZ_FACT_EXPENDITURE_TOTAL] = {.label = "支出总计",
                                   .places = {{MZ_TABLE_SUMMARY, "ex-total", "amount", "summary.ex-total.amount"}}},
    [MZ_FACT_INCOME] = {.label = "本年收入",
                        .places = {{MZ_TABLE_SUMMARY, "in-year", "amount", "summary.in-year.amount"},
                                   {MZ_TABLE_INCOME, "total", "total", "income.total.total"}}},
    [MZ_FACT_EXPENDITURE] = {.label = "本年支出",
                             .places = {{MZ_TABLE_SUMMARY, "ex-year", "amount", "summary.ex-year.amount"},
                                        {MZ_TABLE_EXPENDITURE, "total", "total", "expenditure.total.total"}}},
    [MZ_FACT_BASIC] = {.label = "基本支出",
                       .places = {{MZ_TABLE_EXPENDITURE, "total", "basic", "expenditure.total.basic"}}},
    [MZ_FACT_PROJECT] = {.label = "项目支出",
                         .places = {{MZ_TABLE_EXPENDITURE, "total", "project", "expenditure.total.project"}}},
    [MZ_FACT_APPROPRIATION] = {.label = "财政拨款支出",
                               .places = {{MZ_TABLE_APPROPRIATION, "ex-year", "total", "appropriation.ex-year.total"},
                                          {MZ_TABLE_APPROPRIATION, "ex-total", "total",
                                           "appropriation.ex-total.total"}}},
    [MZ_FACT_GENERAL] = {.label = "一般公共预算支出",
                         .places = {{MZ_TABLE_GENERAL, "total", "total", "general.total.total"}}},
    [MZ_FACT_SANGONG] = {.label = "“三公”经费",
                         .places = {{MZ_TABLE_SANGONG, "final", "total", "sangong.final.total"},
                                    {MZ_TABLE_SANGONG, "total", "total", "sangong.total.total"}},
                         .denied = {{"三公经费"}, "三公", MZ_TABLE_SANGONG}},
    [MZ_FACT_ABROAD] = {.label = "因公出国（境）费",
                        .places = {{MZ_TABLE_SANGONG, "final", "abroad", "sangong.final.abroad"},
                                   {MZ_TABLE_SANGONG, "abroad", "total", "sangong.abroad.total"}},
                        .denied = {{"因公出国"}, "三公", -1},
                        .whole = &fact_forms[MZ_FACT_SANGONG]},
    [MZ_FACT_PURCHASE] = {.label = "公务用车购置费",
                          .places = {{MZ_TABLE_SANGONG, "final", "purchase", "sangong.final.purchase"},
                                     {MZ_TABLE_SANGONG, "purchase", "total", "sangong.purchase.total"}},
                          .denied = {{"公务用车购置"}, "三公", -1},
                          .whole = &vehicles},
    [MZ_FACT_OPERATION] = {.label = "公务用车运行费",
                           .places = {{MZ_TABLE_SANGONG, "final", "operation", "sangong.final.operation"},
                                      {MZ_TABLE_SANGONG, "operation", "total", "sangong.operation.total"}},
                           .denied = {{"公务用车运行"}, "三公", -1},
                           .whole = &vehicles},
    [MZ_FACT_RECEPTION] = {.label = "公务接待费",
                           .places = {{MZ_TABLE_SANGONG, "final", "reception", "sangong.final.reception"},
                                      {MZ_TABLE_SANGONG, "reception", "total", "sangong.reception.total"}},
                           .denied = {{"公务接待"}, "三公", -1},
                           .whole = &fact_forms[MZ_FACT_SANGONG]},
    [MZ_FACT_OPERATING] = {.label = "机关运行经费",
                           .subjects = {"机关运行经费"},
                           .denied = {{"机关运行经费"}, "运行经费", -1}},
    [MZ_FACT_PROCUREMENT] = {.label = "政府采购", .subjects = {"政府采购支出"}, .denied = {{"政府采购"}, "采购", -1}},
    [MZ_FACT_GOODS] = {.label = "政府采购货物",
                       .subjects = {"政府采购货物支出", "政府采购支出/货物"},
                       .whole = &fact_forms[MZ_FACT_PROCUREMENT]},
    [MZ_FACT_WORKS] = {.label = "政府采购工程",
                       .subjects = {"政府采购工程支出", "政府采购支出/工程"},
                       .whole = &fact_forms[MZ_FACT_PROCUREMENT]},
    [MZ_FACT_SERVICES] = {.label = "政府采购服务",
                          .subjects = {"政府采购服务支出", "政府采购支出/服务"},
                          .whole = &fact_forms[MZ_FACT_PROCUREMENT]},
};

static const struct {
    const char *subjects[2];
    MzMeasure measure;
    MzDenied denied;
} count_forms[MZ_COUNTS] = {
    [MZ_COUNT_GROUPS] = {{"因公出国（境）费", NULL}, MZ_MEASURE_BATCHES, {{0}, NULL, -1}},
    [MZ_COUNT_TRAVELLERS] = {{"因公出国（境）费", NULL}, MZ_MEASURE_PERSONS, {{0}, NULL, -1}},
    [MZ_COUNT_VEHICLES_BOUGHT] = {{"公务用车购置费", NULL}, MZ_MEASURE_COUNT, {{0}, NULL, -1}},
    [MZ_COUNT_VEHICLES] = {{"公务用车保有量", NULL}, MZ_MEASURE_COUNT, {{"公务用车", "车辆"}, "资产", -1}},
    [MZ_COUNT_RECEPTIONS] = {{"国内公务接待支出", "公务接待费"}, MZ_MEASURE_BATCHES, {{0}, NULL, -1}},
    [MZ_COUNT_GUESTS] = {{"国内公务接待支出", "公务接待费"}, MZ_MEASURE_PERSONS, {{0}, NULL, -1}},
};

const char *
mz_fact_label(MzFactKey key)
{
    return fact_forms[key].label;
}

const char *
mz_fact_cell(MzFactKey key, guint place)
{
    return fact_forms[key].places[place].cell;
}

/* The claim of the first subject that the report has. */
static const MzClaim *
find_claim(const MzReport *report, const char *const subjects[2], MzMeasure measure)
{
    const MzClaim *claim = NULL;
    for (guint i = 0; i < 2 && subjects[i] != NULL && claim == NULL; i++)
        claim = mz_report_claim(report, subjects[i], measure);
    return claim;
}

static gboolean
is_now(MzMeasure measure)
{
    return measure == MZ_MEASURE_CURRENT || measure == MZ_MEASURE_FINAL || measure == MZ_MEASURE_AMOUNT;
}

/* The claim that repeats a cell as this line of the template says; NULL: none. */
static const MzClaim *
find_repeated(const MzReport *report, const MzClaimCell *line)
{
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (!is_now(claim->measure) || strcmp(claim->subject, line->subject) != 0)
            continue;
        const char *headings[MZ_HEADINGS];
        mz_report_headings(report, claim->section, headings);
        if (mz_claim_cell(report->kind, claim->subject, claim->code, MZ_CLAIM_NOW, headings) == line)
            return claim;
    }
    return NULL;
}

/* The claim of what its cell should print. */
static const MzClaim *
find_claim_of_places(const MzReport *report, const FactForm *form)
{
    guint n = 0;
    const MzClaimCell *lines = mz_claim_cells(&n);
    for (guint p = 0; p < MZ_FACT_PLACES && form->places[p].row != NULL; p++) {
        for (guint i = 0; i < n; i++) {
            const MzClaimCell *line = &lines[i];
            if (line->table != form->places[p].table || line->kind != report->kind || line->role != MZ_CLAIM_NOW ||
                line->row == NULL || strcmp(line->row, form->places[p].row) != 0 ||
                strcmp(line->column, form->places[p].column) != 0)
                continue;
            const MzClaim *claim = find_repeated(report, line);
            if (claim != NULL)
                return claim;
        }
    }
    return NULL;
}

/* Lists print one unit for all amounts of a report. */
static MzMoney
in_usual_unit(const MzReport *report, MzMoney money)
{
    return money.unit == (guint8)report->unit ? money : mz_money_in(money, report->unit, 0);
}

static MzFact
find_fact(const MzReport *report, const FactForm *form)
{
    for (guint i = 0; i < MZ_FACT_PLACES && form->places[i].row != NULL; i++) {
        const MzCell *cell = mz_report_cell(report, form->places[i].table, form->places[i].row, form->places[i].column);
        if (cell != NULL && cell->present)
            return (MzFact){TRUE, cell->amount, form->places[i].cell, 0};
    }
    const MzClaim *claim = form->places[0].row != NULL ? find_claim_of_places(report, form)
                                                       : find_claim(report, form->subjects, MZ_MEASURE_CURRENT);
    MzMoney money;
    if (claim != NULL && mz_claim_money(claim, &money))
        return (MzFact){TRUE, in_usual_unit(report, money), "", claim->span.line};
    guint32 line = mz_denial(report, &form->denied);
    if (line > 0)
        return (MzFact){TRUE, {0, 0, (guint8)report->unit}, "", line};
    MzFact whole = {FALSE, {0, 0, 0}, "", 0};
    if (form->whole != NULL)
        whole = find_fact(report, form->whole);
    return whole.present && whole.amount.fen == 0 ? whole : (MzFact){FALSE, {0, 0, 0}, "", 0};
}

void
mz_facts(const MzReport *report, MzFact facts[MZ_FACTS])
{
    for (guint key = 0; key < MZ_FACTS; key++)
        facts[key] = find_fact(report, &fact_forms[key]);
}

void
mz_counts(const MzReport *report, MzCount counts[MZ_COUNTS])
{
    for (guint key = 0; key < MZ_COUNTS; key++) {
        const MzClaim *claim = find_claim(report, count_forms[key].subjects, count_forms[key].measure);
        gboolean counted = claim != NULL && claim->decimals == 0;
        guint32 line = counted ? claim->span.line : mz_denial(report, &count_forms[key].denied);
        counts[key] = (MzCount){counted || line > 0, counted ? claim->value : 0, line};
    }
}
