/* # Tables of the annexes (parse/annex.h)
 *
 * Performance tables (绩效自评表, 绩效目标表) and key-work tables (序号 重要事项 工作内容及目标 完成情况) are known by
 * the words of their forms: a title that ends in 自评表 or 目标表, the head 一级指标 二级指标 三级指标, the head 预算数
 * 执行数 执行率.
 *
 * A row's cells are told apart by tabs, or in flat text by gaps of two and more blanks. Extraction shifts cells, so two
 * witnesses are asked: the head's columns, and the filled cells counted from the right; standard names of indicators
 * (产出指标, 数量指标 …) must not stand where they cannot be. Where no witness is left the table is kept as lines of
 * text and said to be uncertain: no cell is guessed. Of flat text with single blanks a performance table is read only
 * when each of its rows can be proven (annex_table.h, mz_annex_flat_table).
 */
#ifndef MZ_PARSE_ANNEX_H
#define MZ_PARSE_ANNEX_H

#include "parse/text.h"

/* Fills the report's annexes. Needs the tables' lines, the sections, and the lines with personal data masked, from
 * which all texts are taken. */
void mz_parse_annexes(MzReport *report, const MzText *text);

#endif
