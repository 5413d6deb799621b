#include "parse/claim_reader.h"

#include "parse/lines.h"

#include <string.h>

/* What stands before an amount in the tables of the annexes, as their forms print it. */
typedef enum { LABEL_ONE, LABEL_ROW } LabelKind;

typedef struct {
    MzEnding ending; /* without blanks */
    guint8 kind;
    gboolean goals;      /* of a budget's 绩效目标表, else of a 自评表 */
    const char *subject; /* NULL: the table's project, or the whole */
} Label;

/* The longest first: one may be the end of another. */
static const Label labels[] = {
    {MZ_ENDING(U"部门整体支出总额"), LABEL_ROW, FALSE, "部门整体支出"},
    {MZ_ENDING(U"单位整体支出总额"), LABEL_ROW, FALSE, "部门整体支出"},
    {MZ_ENDING(U"整体支出总额"), LABEL_ROW, FALSE, "部门整体支出"},
    {MZ_ENDING(U"年度财政资金总额"), LABEL_ROW, FALSE, NULL},
    {MZ_ENDING(U"基本支出总额"), LABEL_ONE, FALSE, "基本支出"},
    {MZ_ENDING(U"基本支出总额(万元)"), LABEL_ONE, FALSE, "基本支出"},
    {MZ_ENDING(U"项目支出总额"), LABEL_ONE, FALSE, "项目支出"},
    {MZ_ENDING(U"项目支出总额(万元)"), LABEL_ONE, FALSE, "项目支出"},
    {MZ_ENDING(U"上级安排"), LABEL_ONE, TRUE, "上级安排"},
    {MZ_ENDING(U"本级安排"), LABEL_ONE, TRUE, "本级安排"},
    {MZ_ENDING(U"其他资金(万元)其他"), LABEL_ONE, TRUE, "其他资金"},
    {MZ_ENDING(U"其他资金"), LABEL_ONE, TRUE, "其他资金"},
    {MZ_ENDING(U"年度预算总额"), LABEL_ONE, TRUE, "年度预算总额"},
    {MZ_ENDING(U"其中:财政拨款"), LABEL_ONE, TRUE, "财政拨款"},
    {MZ_ENDING(U"财政拨款"), LABEL_ONE, TRUE, "财政拨款"},
};

gboolean
mz_annex_title(MzAnnex *annex, const char *title, gsize length)
{
    static const struct {
        const char *word;
        gsize length;
        gboolean goals;
    } titles[] = {
        {"自评表", sizeof "自评表" - 1, FALSE},
        {"绩效目标表", sizeof "绩效目标表" - 1, TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++) {
        gsize word = titles[i].length; /* few texts end with 表 */
        if (length < word || title[length - 1] != titles[i].word[word - 1] ||
            memcmp(title + length - word, titles[i].word, word) != 0)
            continue;
        memset(annex, 0, sizeof *annex);
        annex->inside = TRUE;
        annex->goals = titles[i].goals;
        annex->of_whole = strstr(title, "整体") != NULL;
        annex->column = -1;
        return TRUE;
    }
    return FALSE;
}

/* Whether the last words read end with a label. */
static gboolean
ends_with(const MzAnnex *annex, const char32_t *word)
{
    return mz_word_ends(annex->label, annex->n_label, 0, word);
}

static void
add_label(MzAnnex *annex, gunichar c)
{
    if (annex->n_label == G_N_ELEMENTS(annex->label)) {
        annex->n_label /= 2;
        memcpy(annex->label, annex->label + annex->n_label, annex->n_label * sizeof annex->label[0]);
    }
    annex->label[annex->n_label++] = c;
}

static const char *
subject_of(const MzFlow *flow, const MzAnnex *annex, const Label *label)
{
    if (annex->goals)
        return mz_arena_printf(flow->report->arena, "%s/%s",
                               annex->of_whole ? "部门整体绩效目标表" : "项目支出绩效目标表", label->subject);
    return label->subject != NULL ? label->subject : annex->project;
}

static void
add_amount(MzFlow *flow, MzFlowNumber *number, const char *subject, MzMeasure measure, guint start)
{
    static const MzUnitWord wan = {U"万元", "万元", MZ_COUNTED_MONEY};
    if (number->unit == NULL)
        number->unit = &wan;
    if (subject != NULL && number->unit->kind == MZ_COUNTED_MONEY)
        mz_flow_claim(flow, number, subject, NULL, measure, 0, start);
}

/* The amounts of a row 预算数, 执行数, 执行率, 得分. */
static void
read_row(MzFlow *flow, MzAnnex *annex, MzFlowNumber *number, guint start)
{
    static const MzMeasure measures[] = {MZ_MEASURE_FULL_BUDGET, MZ_MEASURE_FINAL};
    static const MzUnitWord score = {U"分", "分", MZ_COUNTED_SCORE};
    const char *subject = annex->project != NULL ? annex->project : annex->of_whole ? "部门整体支出" : NULL;
    gboolean percent = number->unit != NULL && number->unit->kind == MZ_COUNTED_PERCENT;
    int column = annex->column++;
    if (subject == NULL || column > 3)
        return;
    if (percent && column >= 2)
        mz_flow_claim(flow, number, subject, NULL, MZ_MEASURE_COMPLETION, 0, start);
    else if (column <= 1 && !percent)
        add_amount(flow, number, subject, measures[column], start);
    else if (column == 3 && (number->unit == NULL || number->unit->kind == MZ_COUNTED_SCORE)) {
        number->unit = &score;
        mz_flow_claim(flow, number, subject, NULL, MZ_MEASURE_SCORE, 0, start);
    }
}

/* A number of the table; `start`: where the words before it begin. */
static void
read_amount(MzFlow *flow, MzAnnex *annex, MzFlowNumber *number, guint start)
{
    static const MzUnitWord score = {U"分", "分", MZ_COUNTED_SCORE};
    const Label *label = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(labels) && label == NULL && annex->n_label > 0; i++) {
        if (labels[i].goals == annex->goals &&
            mz_ending_of(annex->label, annex->n_label, 0, &labels[i].ending, 1) != NULL)
            label = &labels[i];
    }
    if (label == NULL && annex->n_label == 0 && annex->column >= 0) {
        read_row(flow, annex, number, start);
    } else if (label != NULL && label->kind == LABEL_ROW) {
        annex->column = 0;
        read_row(flow, annex, number, start);
    } else if (label != NULL) {
        annex->column = -1;
        add_amount(flow, number, subject_of(flow, annex, label), MZ_MEASURE_CURRENT, start);
    } else if (ends_with(annex, U"总分") && (annex->project != NULL || annex->of_whole)) {
        annex->column = -1;
        number->unit = &score;
        mz_flow_claim(flow, number, annex->project != NULL ? annex->project : "部门整体支出", NULL, MZ_MEASURE_SCORE, 0,
                      start);
    } else {
        annex->column = -1;
    }
    annex->n_label = 0;
}

/* "项目名称  NAME  项目负责人 …": the cell behind the label. */
static guint
read_project(MzFlow *flow, MzAnnex *annex, guint at)
{
    const gunichar *c = flow->c;
    while (at < flow->n && (c[at] == '\t' || c[at] == ':'))
        at++;
    /* cells are parted by tabs, or by blanks that the flow does not keep */
    guint end = at;
    while (end < flow->n && c[end] != '\t') {
        gboolean gap = end > at && flow->at[end] > flow->at[end - 1] + 1 &&
                       mz_fold_char(mz_flow_printed(flow, flow->at[end] - 1)) == ' ';
        if (gap && (mz_word_at(c, flow->n, end, U"项目负责") || mz_word_at(c, flow->n, end, U"负责人")))
            break;
        end++;
    }
    if (end > at && end - at <= 60)
        annex->project = mz_flow_text(flow, at, end);
    annex->of_whole = FALSE;
    return end;
}

void
mz_annex_read(MzFlow *flow, MzAnnex *annex)
{
    const gunichar *c = flow->c;
    guint start = 0;
    for (guint i = 0; i < flow->n;) {
        if (c[i] >= '0' && c[i] <= '9') {
            MzFlowNumber number;
            if (mz_flow_number(flow, i, &number) && (number.unit == NULL || number.unit->kind != MZ_COUNTED_DATE))
                read_amount(flow, annex, &number, start);
            i = MAX(number.unit_end, i + 1);
            while (i < flow->n && (c[i] == ' ' || c[i] == '\t'))
                i++;
            start = i;
            continue;
        }
        if (!annex->goals && mz_word_at(c, flow->n, i, U"项目名称")) {
            i = read_project(flow, annex, i + 4);
            annex->n_label = 0;
            continue;
        }
        if (c[i] != '\t' && c[i] != ' ')
            add_label(annex, c[i]);
        i++;
    }
}
