// Sets the text of a report as an HTML page, as departments publish it, and prints it to PDF with Chromium.
//
//   node print.mjs FOLDER      sets every NAME.txt of the folder: NAME.STYLE.html and NAME.chromium-STYLE.pdf;
//                              the number that the name begins with chooses the style
//
// Lines with tabs become tables (a heading spans the blank cells behind it), all others paragraphs.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './lib.mjs';

const base = `
body { font: 10.5pt/1.5 "Noto Sans CJK SC", sans-serif; text-align: justify }
table { border-collapse: collapse; width: 100%; page-break-after: always }
td { font-size: 8.5pt; line-height: 1.25 }
td.number { text-align: right; white-space: nowrap }
td.code { white-space: nowrap }
thead td { text-align: center }
p { margin: 2pt 0 }`;

export const styles = {
    bordered: { css: 'td { border: 1px solid black; padding: 2px 3px } td.sum { text-align: center }', merged: true },
    plain: { css: 'td { padding: 1px 4px; vertical-align: top }', repeat: false },
    landscape: { css: 'td { border: 1px solid #888; padding: 3px 5px } td.number { text-align: center }', landscape: true },
    narrow: { css: 'td { font-size: 7.5pt; border: 1px solid black; padding: 2px 2px; max-width: 62pt }' },
    continued: { css: 'td { border: 1px solid black; padding: 7px 3px; text-align: center } td.number { text-align: center }' },
    wrapped: { css: 'td { border: 0.5px solid #444; padding: 2px } td:not(.number):not(.code) { max-width: 48pt } ' +
                    'td { font-size: 8pt }', landscape: true, repeat: false, footer: true },
    serif: { css: 'body { font-family: "Noto Serif CJK SC", serif } td { border: 1px solid; padding: 2px } ' +
                  'td.number { font-family: "DejaVu Serif", serif }', footer: true },
};

export const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const isAmount = (cell) => /^-?[\d,]*\d(\.\d+)?%?$/.test(cell.trim());

// Rows before the first with an amount, an ordinal or a code are the head.
const isData = (cells) =>
    cells.some((cell) => /^-?[\d,]*\d\.\d+$|^-?\d[\d,]{3,}$/.test(cell.trim()) || /^[一二三四五六七八九十]+、/.test(cell.trim())) ||
    /^(\d{3}|\d{5}|\d{7})$/.test(cells[0].trim()) || /^合计$/.test(cells.find((cell) => cell.trim() !== '') ?? '');

// A heading spans the blank cells behind it that have no other heading above.
function headRow(cells, above, isLast) {
    let html = '';
    for (let i = 0; i < cells.length;) {
        let span = 1;
        while (!isLast && cells[i] !== '' && cells[i + span] === '' && (above?.[i + span] ?? '') === '')
            span++;
        html += `<td${span > 1 ? ` colspan="${span}"` : ''}>${escape(cells[i])}</td>`;
        i += span;
    }
    return `<tr>${html}</tr>`;
}

// A whole number behind another number (行次) is no code. Where the style merges cells, the name of a sum stands in the
// middle of its own and the blank ones behind it.
const bodyRow = (cells, style) => '<tr>' + cells.map((cell, i) => {
    const kind = /^\d{3,7}$/.test(cell) && !isAmount(cells[i - 1] ?? '') ? ' class="code"' : isAmount(cell) ? ' class="number"' : '';
    const behind = cells.slice(i + 1).findIndex((other) => other !== '');
    const inside = cell === '' && /经费合计$/.test(cells.slice(0, i).findLast((other) => other !== '') ?? '');
    if (style.merged && inside && behind >= 0)
        return '';
    if (style.merged && /经费合计$/.test(cell) && behind > 0)
        return `<td colspan="${behind + 1}" class="sum">${escape(cell)}</td>`;
    return `<td${kind}>${escape(cell)}</td>`;
}).join('') + '</tr>';

export function tableOfLines(lines, style) {
    const rows = lines.map((line) => line.split('\t'));
    const width = Math.max(...rows.map((row) => row.length));
    rows.forEach((row) => { while (row.length < width) row.push(''); });
    let head = rows.findIndex(isData);
    if (head < 0)
        head = rows.length;
    const repeat = style.repeat === false ? ' style="display: table-row-group"' : '';
    return `<table><thead${repeat}>${rows.slice(0, head).map((row, i) => headRow(row, rows[i - 1], i === head - 1)).join('\n')}</thead>
<tbody>${rows.slice(head).map((row) => bodyRow(row, style)).join('\n')}</tbody></table>`;
}

export function htmlOf(text, name) {
    const style = styles[name];
    const parts = [];
    let rows = [];
    for (const line of [...text.replace(/^\uFEFF/, '').split(/\r?\n/), '']) {
        if (line.includes('\t')) {
            rows.push(line);
            continue;
        }
        if (rows.length > 0)
            parts.push(tableOfLines(rows, style));
        rows = [];
        if (line.trim() !== '')
            parts.push(`<p>${escape(line)}</p>`);
    }
    return `<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>report</title>
<style>${base}\n${style.css}</style></head><body>\n${parts.join('\n')}\n</body></html>\n`;
}

export async function print(page, html, name) {
    const style = styles[name];
    await page.setContent(html);
    return page.pdf({
        format: 'A4', landscape: style.landscape === true, margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' },
        displayHeaderFooter: style.footer === true, headerTemplate: '<span></span>',
        footerTemplate: '<div style="width:100%;text-align:center;font-size:9px">- <span class="pageNumber"></span> -</div>',
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const folder = process.argv[2];
    const texts = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
    const browser = await launch();
    const page = await browser.newPage();
    for (const text of texts) {
        const style = Object.keys(styles)[parseInt(text, 10) % Object.keys(styles).length];
        const html = htmlOf(await readFile(path.join(folder, text), 'utf8'), style);
        const stem = path.join(folder, path.basename(text, '.txt'));
        await writeFile(`${stem}.${style}.html`, html);
        await writeFile(`${stem}.chromium-${style}.pdf`, await print(page, html, style));
    }
    await browser.close();
}
