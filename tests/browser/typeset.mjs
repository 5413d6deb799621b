// Sets a report as its department's office would, from what the program read of its text (report.json): the cover, the
// contents, the narrative as paragraphs and each standard table with its title, number, unit, merged heads and all its
// columns, also blank ones. Whatever cell the text lost stands where the program put it.
//
//   typeset(report, tidy, style)      the HTML; styles are 'ruled' (upright, wide tables on landscape pages, borders)
//                                     and 'open' (all landscape, no borders)
//   printTypeset(page, html)          the PDF, by Chromium
import { escape, tableOfLines } from './print.mjs';

const base = `
body { font: 11pt/1.6 "Noto Sans CJK SC", sans-serif; text-align: justify }
p { margin: 0 0 4pt; text-indent: 2em }
h1 { font-size: 20pt; text-align: center; margin: 60mm 0 20mm } h2 { font-size: 15pt; text-align: center }
h3, h4, h5 { font-size: 11pt; margin: 6pt 0 2pt 2em }
.contents { text-indent: 0 } .cover { text-align: center; text-indent: 0 }
.table { break-before: page; break-after: page } .table h6 { font-size: 14pt; text-align: center; margin: 0 }
.about { display: flex; justify-content: space-between; font-size: 9pt } .number { text-align: right; font-size: 9pt }
.note { font-size: 9pt; text-indent: 0 }
table { border-collapse: collapse; width: 100% } td, th { font-size: 8.5pt; line-height: 1.25; padding: 2px 4px; font-weight: normal }
th { text-align: center } td { text-align: left } td.amount { text-align: right; white-space: nowrap } td.mid { text-align: center }`;

export const styles = {
    ruled: `@page { size: A4; margin: 18mm 15mm } @page wide { size: A4 landscape; margin: 15mm } .wide { page: wide }
td, th { border: 1px solid black }`,
    open: '@page { size: A4 landscape; margin: 15mm } td, th { padding: 2px 8px } thead { display: table-row-group }',
};

const cell = (text, { kind = '', across = 1, down = 1, tag = 'td' } = {}) =>
    `<${tag}${kind && ` class="${kind}"`}${across > 1 ? ` colspan="${across}"` : ''}${down > 1 ? ` rowspan="${down}"` : ''}>` +
    `${escape(text ?? '')}</${tag}>`;
const head = (text, across = 1, down = 1) => cell(text, { across, down, tag: 'th' });
const line = (...cells) => `<tr>${cells.flat().join('')}</tr>`;
const count = (n, from = 1) => Array.from({ length: n }, (_, i) => String(from + i));

// The next amount of a cell as it is printed: where the text lost it, what the relations prove, in the table's unit.
const amount = (tidy, table, row, column) => tidy.get(`${table.key}\t${row.name}\t${column.label}`)?.shift();

// The name in full behind what was printed before it (一、 or 其中：), also where the text cut it short.
function label(row) {
    const printed = row.printed ?? '';
    for (let i = 0; i < printed.length; i++) {
        if (row.label.startsWith(printed.slice(i)))
            return printed.slice(0, i) + row.label;
    }
    return row.label;
}

// What stands above the columns, at least `down` rows high. A label GROUP/NAME has its group above it; in the final
// accounts' tables of expenditure 小计, 基本支出 and 项目支出 are the three of 本年支出.
function columnHeads(table, columns, least) {
    const grouped = columns.map(({ label: text }) => {
        const cut = text.indexOf('/');
        if (cut > 0)
            return [text.slice(0, cut), text.slice(cut + 1)];
        const split = ['general', 'fund'].includes(table.key) && columns.some((one) => one.label === '小计');
        return split && ['小计', '基本支出', '项目支出'].includes(text) ? ['本年支出', text] : ['', text];
    });
    const down = Math.max(least, grouped.some(([group]) => group !== '') ? 2 : 1);
    const upper = [], lower = [];
    for (let i = 0; i < grouped.length; i++) {
        const [group, text] = grouped[i];
        if (group === '') {
            upper.push(head(text, 1, down));
            continue;
        }
        lower.push(head(text));
        if (grouped[i - 1]?.[0] !== group) {
            const rest = grouped.slice(i).findIndex(([other]) => other !== group);
            upper.push(head(group, rest < 0 ? grouped.length - i : rest));
        }
    }
    return { down, upper, lower };
}

// 收入 on the left, 支出 on the right; the final accounts number their lines (行次).
function twoSided(table, tidy, final) {
    const left = table.rows.filter((row) => row.name.startsWith('收入/'));
    const right = table.rows.filter((row) => row.name.startsWith('支出/'));
    const leftColumns = table.columns.filter((column) => column.key === 'amount');
    const rightColumns = table.columns.length > 1 ? table.columns.filter((column) => column.key !== 'amount') : leftColumns;
    const fixed = final ? ['项目', '行次'] : ['项目'];
    const heads = line(head('收入', fixed.length + leftColumns.length), head('支出', fixed.length + rightColumns.length)) +
        line([...fixed, ...leftColumns.map((one) => one.label), ...fixed, ...rightColumns.map((one) => one.label)].map((one) => head(one)));
    // What closes the two sides (合计, 结余, 总计) stands side by side at the foot.
    const closes = (row) => /合计$|总计$|结余/.test(row.label);
    const foot = final ? Math.max(left.length - left.findIndex(closes), right.length - right.findIndex(closes)) : 1;
    const rise = Math.max(left.length, right.length) - foot;
    const pad = (rows) => {
        const own = final ? rows.findIndex(closes) : rows.length - 1;
        return [...rows.slice(0, own), ...Array(rise - own).fill(null), ...rows.slice(own)];
    };
    const side = (row, columns, number) => [
        cell(row ? (final || !/^ex-\d/.test(row.key) ? '' : `${row.key.slice(3)} `) + label(row) : ''),
        ...(final ? [cell(String(number), { kind: 'mid' })] : []),
        ...columns.map((column) => cell(row ? amount(tidy, table, row, column) : '', { kind: 'amount' }))];
    const [a, b] = [pad(left), pad(right)];
    const rows = count(Math.max(a.length, b.length)).map((n, i) =>
        line(side(a[i], leftColumns, n), side(b[i], rightColumns, a.length + Number(n))));
    return { heads, rows, wide: rightColumns.length > 2 };
}

// Codes and names, in the final accounts with one cell for the code, in budgets with 类, 款 and 项 in three.
function coded(table, tidy, final) {
    const { upper, lower } = columnHeads(table, table.columns, 2);
    const split = !final;
    const levels = table.rows.some((row) => (row.code ?? '').length === 5 && /^[35]/.test(row.code)) ? ['类', '款'] : ['类', '款', '项'];
    const n = levels.length;
    const heads = line(head('项目', n + 1), upper) + line(head('科目编码', n), head('科目名称'), lower) +
        line(levels.map((one) => head(one)), head(split ? '※' : '栏次'), count(table.columns.length).map((one) => head(one)));
    const rows = table.rows.map((row) => {
        const amounts = table.columns.map((column) => cell(amount(tidy, table, row, column), { kind: 'amount' }));
        if (!row.code)
            return line(cell(row.label, { kind: 'mid', across: n + 1 }), amounts);
        const parts = [row.code.slice(0, 3), row.code.slice(3, 5), row.code.slice(5, 7)].slice(0, n);
        return line(split ? parts.map((one) => cell(one)) : cell(row.code, { across: n }), cell(row.label), amounts);
    });
    return { heads, rows, wide: table.columns.length > 4 };
}

// 人员经费 in one block, 公用经费 in two: each with code, name and amount.
function economicBlocks(table, tidy) {
    const blocks = [['人员经费', /^30[13]/], ['公用经费', /^302/], ['', /^(?!30[123])\d/]].map(([name, codes]) =>
        ({ name, rows: table.rows.filter((row) => codes.test(row.code ?? '')) }));
    const column = table.columns[0];
    const heads = line(head('人员经费', 3), head('公用经费', 6)) +
        line(blocks.flatMap(() => ['科目编码', '科目名称', column.label].map((one) => head(one))));
    const amounts = (row) => cell(row ? amount(tidy, table, row, column) : '', { kind: 'amount' });
    const rows = count(Math.max(...blocks.map((block) => block.rows.length))).map((_, i) => line(blocks.flatMap(({ rows: own }) =>
        [cell(own[i]?.code), cell(own[i]?.label), amounts(own[i])])));
    const [staff, running] = ['人员经费合计', '公用经费合计'].map((name) => table.rows.find((row) => row.name === name));
    rows.push(line(cell('人员经费合计', { kind: 'mid', across: 2 }), amounts(staff),
        cell('公用经费合计', { kind: 'mid', across: 5 }), amounts(running)));
    return { heads, rows, wide: false };
}

// “三公” of final accounts: one row of twelve cells.
function twelveCells(table, tidy) {
    const six = line(['预算数', '决算数'].map((one) => head(one, 6))) +
        line([1, 2].map(() => [head('合计', 1, 2), head('因公出国（境）费', 1, 2), head('公务用车购置及运行维护费', 3), head('公务接待费', 1, 2)])) +
        line([1, 2].map(() => ['小计', '公务用车购置费', '公务用车运行维护费'].map((one) => head(one)))) +
        line(count(12).map((one) => head(one)));
    const row = line(['预算数', '决算数'].map((name) => {
        const own = table.rows.find((one) => one.name === name);
        return table.columns.map((column) => cell(amount(tidy, table, own, column), { kind: 'amount' }));
    }));
    return { heads: six, rows: [row], wide: true };
}

// Rows by their names.
function named(table, tidy) {
    const { down, upper, lower } = columnHeads(table, table.columns, 1);
    const heads = line(head('项目', 1, down), upper) + (lower.length > 0 ? line(lower) : '') +
        line(head('※'), count(table.columns.length).map((one) => head(one)));
    const rows = table.rows.map((row) => line(cell(label(row)),
        table.columns.map((column) => cell(amount(tidy, table, row, column), { kind: 'amount' }))));
    return { heads, rows, wide: table.columns.length > 5 };
}

function setTable(table, report, tidy) {
    const kind = table.rows.some((row) => row.name.startsWith('支出/')) ? twoSided
        : table.key === 'sangong' && report.kind === 'final' ? twelveCells
            : table.key === 'basic' && table.columns.length === 1 ? economicBlocks
                : ['sangong', 'carryover'].includes(table.key) ? named : coded;
    const { heads, rows, wide } = kind(table, tidy, report.kind === 'final');
    const notes = (table.note ?? '').split('\n').filter((text) => text !== '');
    return `<div class="table${wide ? ' wide' : ''}">${table.number ? `<div class="number">${escape(table.number)}</div>` : ''}
<h6>${escape(table.title)}</h6>
<div class="about"><span>${report.kind === 'final' ? '部门' : '编制部门'}：${escape(report.department.name)}</span><span>单位：${table.unit}</span></div>
<table><thead>${heads}</thead><tbody>${rows.join('\n')}</tbody></table>
${notes.map((text) => `<p class="note">${escape(text)}</p>`).join('\n')}</div>`;
}

const heading = ({ level, ordinal, title }) =>
    `${ordinal}${level === 1 ? ' ' : level === 2 ? '、' : level === 4 ? '.' : ''}${title}`;

// `tidyText` is the report's tidy CSV: it knows each amount as it is to be printed.
export function typeset(report, tidyText, style) {
    const tidy = new Map();
    for (const row of parseTidy(tidyText)) {
        const key = `${row.table}\t${row.row}\t${row.column}`;
        tidy.set(key, [...tidy.get(key) ?? [], row.value]);
    }
    const parts = [];
    if (report.sections.every((section) => section.title !== report.title))
        parts.push(`<h1>${escape(report.title)}</h1>`);
    if (report.published)
        parts.push(`<p class="cover">${report.published.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日')}</p>`);
    if (report.contents.length > 0)
        parts.push('<h2>目 录</h2>', ...report.contents.map((entry) =>
            `<p class="contents">${escape(heading(entry))}${entry.page ? `${'…'.repeat(12)}${entry.page}` : ''}</p>`));
    const tables = [...report.tables];
    const first = Math.min(...tables.map((table) => table.first_line));
    const last = Math.max(...tables.map((table) => table.last_line));
    for (const section of report.sections) {
        parts.push(`<h${section.level + 1}>${escape(heading(section))}</h${section.level + 1}>`);
        let rows = [];
        const flush = () => {
            if (rows.length > 0)
                parts.push(tableOfLines(rows, {}));
            rows = [];
        };
        for (const paragraph of section.paragraphs) {
            if (section.line <= first && first <= section.last_line && paragraph.line <= Math.max(last, section.last_line))
                break; // the part of the tables
            if (paragraph.text.includes('\t')) {
                rows.push(paragraph.text);
                continue;
            }
            flush();
            parts.push(`<p>${escape(paragraph.text)}</p>`);
        }
        flush();
        while (tables.length > 0 && tables[0].first_line >= section.line && tables[0].first_line <= section.last_line + 1)
            parts.push(setTable(tables.shift(), report, tidy));
    }
    return `<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>report</title>
<style>${base}\n${styles[style]}</style></head><body>\n${parts.join('\n')}\n</body></html>\n`;
}

// The lines of a tidy CSV as objects.
export function parseTidy(text) {
    const rows = [[]];
    let field = '', quoted = false;
    for (let i = 0; i < text.length; i++) {
        const c = text[i];
        if (quoted && c === '"' && text[i + 1] === '"')
            field += text[++i];
        else if (c === '"')
            quoted = !quoted;
        else if (!quoted && (c === ',' || c === '\n')) {
            rows.at(-1).push(field);
            field = '';
            if (c === '\n')
                rows.push([]);
        } else
            field += c;
    }
    const [names, ...lines] = rows.filter((row) => row.length > 0);
    return lines.map((values) => Object.fromEntries(names.map((name, i) => [name, values[i]])));
}

export async function printTypeset(page, html) {
    await page.setContent(html);
    return page.pdf({ preferCSSPageSize: true, displayHeaderFooter: true, headerTemplate: '<span></span>',
        footerTemplate: '<div style="width:100%;text-align:center;font-size:9px">- <span class="pageNumber"></span> -</div>' });
}
