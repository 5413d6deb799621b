// Real reports, where their texts lie beside this repository, set as their office would (typeset.mjs) and printed to PDF
// by Chromium: what a document says is what the program read of its text, amount for amount and claim for claim, and what
// a reader wrote down (gold). A text without columns is printed line by line, too. Nothing in a list of differences is excused by report or place, only by these rules:
//
//  - an amount stands in the column where the text's reading put it, also where that was uncertain, so it must come back
//    there; that it is certain now is no difference;
//  - of the performance annexes, whose forms have no standard columns, a PDF may miss a claim, but never tells another;
//  - gold may give two readings (`either`), or what a row is rightly called where its code is misprinted.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { launch, mingzhang, root, temporaryFolder } from './lib.mjs';
import { htmlOf, print } from './print.mjs';
import { parseTidy, printTypeset, styles, typeset } from './typeset.mjs';

const texts = path.join(root, '../shared/reports');
const gold = path.join(root, '../shared/gold');
const names = existsSync(texts) ? readdirSync(texts).filter((name) => name.endsWith('.txt')).sort() : [];
const folder = temporaryFolder();

async function read(file) {
    const [report, tidy] = await Promise.all([mingzhang('parse', file), mingzhang('parse', '--tidy', file)]);
    assert.equal(report.status, 0, report.stderr);
    assert.equal(tidy.status, 0, tidy.stderr);
    return { ...JSON.parse(report.stdout), tidy: tidy.stdout };
}

const amounts = (report) => parseTidy(report.tidy).map((one) =>
    [one.table, one.row, one.label, one.column, one.value, one.unit].join(' | '));
const tables = (report) => report.tables.map(({ key, title, number, unit, empty, columns, rows }) =>
    ({ key, title, number, unit, empty, columns, rows: rows.map((row) => [row.name, row.code, row.label]) }));
const claims = (list) => list.map((one) => [one.subject, one.measure, one.value, one.unit].join(' | '));

// What the first list has more often than the second.
function missing(wanted, got) {
    const left = new Map();
    for (const one of got)
        left.set(one, (left.get(one) ?? 0) + 1);
    return wanted.filter((one) => {
        left.set(one, (left.get(one) ?? 0) - 1);
        return left.get(one) < 0;
    });
}

// The claims outside of the performance annexes.
function narrative(report) {
    const inside = (claim) => report.annexes.some((annex) => annex.first_line <= claim.line && claim.line <= annex.last_line);
    return report.claims.filter((claim) => !inside(claim));
}

// The lines of gold that the amounts do not have.
function againstGold(report, file) {
    const all = new Map(parseTidy(report.tidy).map((one) => [[one.table, one.row, one.column].join(' | '), one.value]));
    const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));
    assert.ok(lines.length > 50, `${file} is short`);
    return lines.filter(([table, row, column, value, , note]) => {
        const other = note?.match(/^either: ([^;]+)/)?.[1];
        return ![column, other].some((one) => one !== undefined && all.get([table, row, one].join(' | ')) === value);
    }).map((line) => line.slice(0, 4).join(' | '));
}

test('real reports', { skip: names.length === 0 && 'their texts do not lie in ../shared/reports' }, async (t) => {
    const browser = await launch();
    t.after(() => browser.close()); // also when it fails: an open browser keeps the process alive
    const page = await browser.newPage();
    for (const name of names) {
        const text = await read(path.join(texts, name));
        const bytes = readFileSync(path.join(texts, name), 'utf8');
        const flat = !bytes.includes('\t');
        await t.test(`${name} line by line`, { skip: !flat && 'its tables have columns' }, async () => {
            const stem = path.join(folder, `${path.basename(name, '.txt')}-lines`);
            await writeFile(`${stem}.pdf`, await print(page, htmlOf(bytes, 'plain'), 'plain'));
            const got = await read(`${stem}.pdf`);
            assert.deepEqual(missing(amounts(text), amounts(got)), []);
            assert.deepEqual(missing(amounts(got), amounts(text)), []);
        });
        for (const style of Object.keys(styles)) {
            const html = typeset(text, text.tidy, style);
            const stem = path.join(folder, `${path.basename(name, '.txt')}-${style}`);
            await writeFile(`${stem}.html`, html);
            await writeFile(`${stem}.pdf`, await printTypeset(page, html));
            for (const ending of ['html', 'pdf']) {
                await t.test(`${name} ${style} ${ending}`, async () => {
                    const got = await read(`${stem}.${ending}`);
                    assert.deepEqual(missing(amounts(text), amounts(got)), []);
                    assert.deepEqual(missing(amounts(got), amounts(text)), []);
                    assert.deepEqual(tables(got), tables(text));
                    assert.deepEqual(parseTidy(got.tidy).filter((one) => one.origin !== 'printed'), []);
                    assert.deepEqual(missing(claims(ending === 'pdf' ? narrative(text) : text.claims), claims(got.claims)), []);
                    assert.deepEqual(missing(claims(got.claims), claims(text.claims)), []);
                    if (ending === 'pdf')
                        assert.ok(got.tables.every((table) => table.rows.every((row) => row.cells.every((cell) =>
                            cell.page > 0 && cell.box?.length === 4))), 'an amount has no page or box');
                });
            }
            const facts = path.join(gold, path.basename(name, '.txt'), 'tables.tsv');
            await t.test(`${name} ${style} gold`, { skip: !existsSync(facts) && 'no reader wrote it down' }, async () => {
                assert.deepEqual(againstGold(await read(`${stem}.pdf`), facts), []);
            });
        }
    }
});
