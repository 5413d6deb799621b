#include "model/annex.h"

#include <string.h>

static const char *const kinds[MZ_ANNEX_KINDS] = {"performance-whole", "performance-project", "key-work"};

static const struct {
    const char *name, *label;
} columns[MZ_ANNEX_COLUMNS] = {
    [MZ_ANNEX_LEVEL1] = {"level1", "一级指标"},
    [MZ_ANNEX_LEVEL2] = {"level2", "二级指标"},
    [MZ_ANNEX_LEVEL3] = {"level3", "三级指标"},
    [MZ_ANNEX_TARGET] = {"target", "目标值"},
    [MZ_ANNEX_RESULT] = {"result", "完成值"},
    [MZ_ANNEX_PRIOR] = {"prior", "上年完成值"},
    [MZ_ANNEX_WEIGHT] = {"weight", "分值"},
    [MZ_ANNEX_SCORE] = {"score", "得分"},
    [MZ_ANNEX_BASIS] = {"basis", "设定依据"},
    [MZ_ANNEX_RULE] = {"rule", "赋分规则"},
    [MZ_ANNEX_EVIDENCE] = {"evidence", "佐证资料"},
    [MZ_ANNEX_NOTE] = {"note", "备注"},
    [MZ_ANNEX_ORDINAL] = {"ordinal", "序号"},
    [MZ_ANNEX_ITEM] = {"item", "重要事项"},
    [MZ_ANNEX_CONTENT] = {"content", "工作内容及目标"},
    [MZ_ANNEX_COMPLETION] = {"completion", "完成情况"},
    [MZ_ANNEX_TEXT] = {"text", "原文"},
};

const char *
mz_annex_kind_name(MzAnnexKind kind)
{
    return kinds[kind];
}

const char *
mz_annex_column_name(MzAnnexColumn column)
{
    return columns[column].name;
}

const char *
mz_annex_column_label(MzAnnexColumn column)
{
    return columns[column].label;
}

gboolean
mz_annex_column_find(const char *name, MzAnnexColumn *column)
{
    for (guint i = 0; i < MZ_ANNEX_COLUMNS; i++) {
        if (strcmp(columns[i].name, name) == 0) {
            *column = (MzAnnexColumn)i;
            return TRUE;
        }
    }
    return FALSE;
}

/* Length of the text without the unit word it ends with; `*unit` receives the unit where there is such a word. */
static gsize
without_unit(const char *text, MzUnit *unit, gboolean *stated)
{
    gsize length = strlen(text);
    for (int i = MZ_UNIT_WAN; i <= MZ_UNIT_YUAN; i++) {
        const char *word = mz_unit_label((MzUnit)i);
        if (!g_str_has_suffix(text, word))
            continue;
        *unit = (MzUnit)i;
        *stated = TRUE;
        return length - strlen(word);
    }
    return length;
}

void
mz_annex_amount(MzAnnexAmount *amount, const MzAnnexTable *table)
{
    MzUnit unit = table->unit;
    gboolean stated = table->unit_stated;
    amount->exact = FALSE;
    if (amount->text.text == NULL)
        return;
    gsize length = without_unit(amount->text.text, &unit, &stated);
    amount->exact = stated && mz_money_parse(amount->text.text, (gssize)length, unit, &amount->amount);
}

gboolean
mz_annex_points(const char *text, gint64 *thousandths)
{
    if (text == NULL)
        return FALSE;
    gsize length = strlen(text);
    if (g_str_has_suffix(text, "分"))
        length -= strlen("分");
    MzMoney money;
    if (!mz_money_parse(text, (gssize)length, MZ_UNIT_WAN, &money) || money.decimals > 3)
        return FALSE;
    *thousandths = money.fen / (mz_unit_fen(MZ_UNIT_WAN) / 1000);
    return TRUE;
}

gboolean
mz_annex_points_sum(const MzAnnexTable *table, gint64 *thousandths)
{
    gint64 points = 0;
    gint64 sum = 0;
    if (table->n_rows == 0 || (table->rate_score.text != NULL && !mz_annex_points(table->rate_score.text, &sum)))
        return FALSE;
    for (guint i = 0; i < table->n_rows; i++) {
        if (!mz_annex_points(table->rows[i].cells[MZ_ANNEX_SCORE].text, &points) ||
            __builtin_add_overflow(sum, points, &sum))
            return FALSE;
    }
    *thousandths = sum;
    return TRUE;
}
