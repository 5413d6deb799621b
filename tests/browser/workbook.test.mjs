// Downloads read back by other people's readers: a workbook has the numbers of tidy.csv in the legal layout, data packages
// hold to the Frictionless profile, and sizes and sums are right.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import datapackage from 'datapackage';
import ExcelJS from 'exceljs';
import { mingzhang, root, temporaryFolder } from './lib.mjs';

const folder = path.join(temporaryFolder(), 'public');
let reports = [];

before(async () => {
    const { status, stderr } = await mingzhang('build', '-C', root, '-o', folder, '--no-sync');
    assert.equal(status, 0, stderr);
    reports = readdirSync(path.join(folder, 'r'), { recursive: true })
        .filter((name) => path.basename(name) === 'workbook.xlsx')
        .map((name) => path.join(folder, 'r', path.dirname(name)));
    assert.ok(reports.length >= 5);
});

// Fields of CSV as RFC 4180 has it.
function parseCsv(text) {
    const rows = [[]];
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n)/g)) {
        rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
        if (end === '\n')
            rows.push([]);
    }
    rows.pop();
    const [head, ...body] = rows;
    return body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

async function readBook(report) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path.join(report, 'workbook.xlsx'));
    return book;
}

// The sheets of the standard tables.
const formsOf = (book) => book.worksheets.slice(1).filter((sheet) => !sheet.name.startsWith('附'));

// The amounts of a sheet as a reader sees them: "387.73".
function amounts(sheet) {
    const found = [];
    sheet.eachRow((row) => row.eachCell((cell) => {
        if (typeof cell.value !== 'number')
            return;
        const decimals = /^#,##0(?:\.(0+))?$/.exec(cell.numFmt);
        assert.ok(decimals, `${sheet.name} ${cell.address}: ${cell.numFmt}`);
        found.push(cell.value.toFixed((decimals[1] ?? '').length));
    }));
    return found;
}

test('a workbook has exactly the amounts of tidy.csv, as numbers with the printed decimals', async () => {
    for (const report of reports) {
        const tidy = parseCsv(readFileSync(path.join(report, 'tidy.csv'), 'utf8'));
        const { tables } = JSON.parse(readFileSync(path.join(report, 'report.json'), 'utf8'));
        const sheets = formsOf(await readBook(report));
        assert.equal(sheets.length, tables.length, report);
        for (const [i, sheet] of sheets.entries()) {
            const wanted = tidy.filter((line) => line.table === tables[i].key).map((line) => line.value);
            assert.deepEqual(amounts(sheet).sort(), wanted.sort(), `${report} ${sheet.name}`);
        }
    }
});

test('its sheets look like the printed form: title, unit, headings in sight, one page of A4 across', async () => {
    for (const report of reports) {
        const book = await readBook(report);
        assert.equal(book.worksheets[0].name, '说明');
        const { tables } = JSON.parse(readFileSync(path.join(report, 'report.json'), 'utf8'));
        for (const [i, sheet] of formsOf(book).entries()) {
            assert.match(sheet.getCell('A1').text, /^\d{4}年度/, sheet.name);
            assert.ok(sheet.getRow(2).values.includes(tables[i].number) || !tables[i].number, `${sheet.name}: number`);
            assert.match(sheet.getRow(3).values.join(), new RegExp(`单位：${tables[i].unit}`), sheet.name);
            const { pageSetup, views: [view] } = sheet;
            assert.equal(pageSetup.paperSize, 9, sheet.name);
            assert.equal(pageSetup.orientation, 'landscape', sheet.name);
            assert.equal(pageSetup.fitToWidth, 1, sheet.name);
            // A form that can be read on one sheet stands on one; a longer table takes as many as it needs.
            assert.ok(pageSetup.fitToHeight === 1 || (pageSetup.fitToHeight === 0 && sheet.rowCount > 30), sheet.name);
            assert.equal(view.state, 'frozen', sheet.name);
            assert.ok(view.ySplit >= 4 && view.ySplit <= 7, sheet.name);
            assert.match(pageSetup.printTitlesRow ?? '', new RegExp(`^3:${view.ySplit}$`), sheet.name);
        }
    }
});

test('groups of columns and both sides are merged headings', async () => {
    const archives = reports.find((report) => report.includes('档案馆') && report.endsWith('2024-final'));
    const [summary, , , , , basic, , , sangong] = (await readBook(archives)).worksheets.slice(1);
    const shown = (sheet, address) => [sheet.getCell(address).text, sheet.getCell(address).master.address];
    assert.deepEqual(shown(summary, 'A4'), ['收入', 'A4']);
    assert.deepEqual(shown(summary, 'C4'), ['收入', 'A4']);
    assert.deepEqual(shown(summary, 'F4'), ['支出', 'D4']);
    assert.equal(summary.getRow(summary.rowCount).getCell(1).text.length > 0, true);
    assert.deepEqual(shown(basic, 'A4'), ['人员经费', 'A4']);
    assert.deepEqual(shown(basic, 'I4'), ['公用经费', 'D4']);
    assert.deepEqual(shown(sangong, 'G4'), ['决算数', 'G4']);
});

test('annexes have sheets of their own, with the scores as numbers', async () => {
    const archives = reports.find((report) => report.includes('档案馆') && report.endsWith('2024-final'));
    const annexes = (await readBook(archives)).worksheets.filter((sheet) => sheet.name.startsWith('附'));
    assert.deepEqual(annexes.map((sheet) => sheet.getCell('A1').text), ['2024年度重点工作完成情况', '2024年度部门整体支出绩效自评表']);
    assert.ok(annexes[0].getSheetValues().flat().includes('档案数字化'));
    const scores = annexes[1].getColumn(annexes[1].columnCount).values.filter((value) => typeof value === 'number');
    assert.equal(scores.reduce((a, b) => a + b, 0).toFixed(1), '76.6');
});

test('labels stay text: nothing in a workbook is a formula', async () => {
    for (const report of reports) {
        for (const sheet of (await readBook(report)).worksheets)
            sheet.eachRow((row) => row.eachCell((cell) => assert.notEqual(cell.type, ExcelJS.ValueType.Formula, cell.address)));
    }
});

test('data packages hold to the profile; sizes and sums are those of the files', async () => {
    for (const place of [folder, ...reports]) {
        const descriptor = JSON.parse(readFileSync(path.join(place, 'datapackage.json'), 'utf8'));
        // A schema that is a path is read by readers; the profile's validator wants it in place.
        for (const resource of descriptor.resources) {
            const bytes = readFileSync(path.join(place, resource.path));
            assert.equal(resource.bytes, bytes.length, resource.path);
            assert.equal(resource.hash, `sha256:${createHash('sha256').update(bytes).digest('hex')}`, resource.path);
            if (typeof resource.schema === 'string')
                resource.schema = JSON.parse(readFileSync(path.join(place, resource.schema), 'utf8'));
        }
        const names = descriptor.resources.map((resource) => resource.name);
        assert.equal(new Set(names).size, names.length, place);
        const { valid, errors } = await datapackage.validate(descriptor);
        assert.ok(valid, `${place}: ${errors}`);
    }
});

test('the columns of a tidy table are those of its schema, and its values hold to it', () => {
    for (const place of [folder, ...reports]) {
        const descriptor = JSON.parse(readFileSync(path.join(place, 'datapackage.json'), 'utf8'));
        for (const resource of descriptor.resources.filter((one) => one.schema !== undefined)) {
            const schema = typeof resource.schema === 'string'
                ? JSON.parse(readFileSync(path.join(place, resource.schema), 'utf8')) : resource.schema;
            const lines = parseCsv(readFileSync(path.join(place, resource.path), 'utf8'));
            assert.deepEqual(Object.keys(lines[0]), schema.fields.map((field) => field.name));
            const types = { number: /^-?\d+(\.\d+)?$/, integer: /^\d*$/, string: /^/ };
            for (const line of lines) {
                for (const field of schema.fields) {
                    assert.match(line[field.name], types[field.type], `${resource.path} ${field.name}`);
                    assert.ok(field.constraints?.enum.includes(line[field.name]) ?? true, `${resource.path} ${field.name}`);
                }
            }
        }
    }
});

test('PNG are pictures of a size that a phone shows sharp', () => {
    for (const report of reports) {
        const figures = path.join(report, 'figures');
        for (const name of readdirSync(figures).filter((one) => one.endsWith('.png'))) {
            const bytes = readFileSync(path.join(figures, name));
            assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
            assert.equal(bytes.readUInt32BE(16), 720, name);
            assert.ok(statSync(path.join(figures, name)).size < 120 * 1024, name);
        }
    }
});
