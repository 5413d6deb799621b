// The published schemas, judged by a standard validator: what the program writes is valid, what it would refuse is not.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Ajv from 'ajv/dist/2020.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.MINGZHANG ?? path.join(root, 'build/mingzhang');
const run = promisify(execFile);
const read = (...names) => JSON.parse(readFileSync(path.join(root, ...names), 'utf8'));
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
const isReport = ajv.compile(read('assets/schema/report.schema.json'));
const isCorrections = ajv.compile(read('assets/schema/corrections.schema.json'));
const isMeta = ajv.compile(read('assets/schema/meta.schema.json'));
const isForms = ajv.compile(read('assets/schema/forms.schema.json'));

function assertValid(validate, data) {
    assert.ok(validate(data), JSON.stringify(validate.errors, null, 1));
}

// Every report text below a folder.
function texts(folder) {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const name = path.join(folder, entry.name);
        if (entry.isDirectory()) return texts(name);
        return /^(.*-)?\d{4}-(final|budget)\.(txt|json)$/.test(entry.name) ? [name] : [];
    });
}

test('the golden report is valid', () => assertValid(isReport, read('tests/data/report.json')));

test('each report that is there parses to a valid report.json, and that to itself', async (t) => {
    const files = [...texts(path.join(root, 'content/reports')), ...texts(path.join(root, '../shared/reports'))];
    if (files.length === 0 || !existsSync(program)) return t.skip('no reports');
    for (const file of files) {
        const { stdout } = await run(program, ['parse', file], { maxBuffer: 1 << 26 });
        assertValid(isReport, JSON.parse(stdout));
    }
});

// One thing wrong each: [name, change].
const wrong = [
    ['another format', (r) => { r.format = 'mingzhang-report/2'; }],
    ['no kind', (r) => { delete r.kind; }],
    ['an unknown key', (r) => { r.sum = 1; }],
    ['a year as text', (r) => { r.year = '2024'; }],
    ['a day that is none', (r) => { r.published = '2025-13-01'; }],
    ['an unknown table', (r) => { r.tables[0].key = 'other'; }],
    ['an unknown unit', (r) => { r.tables[0].unit = '亿元'; }],
    ['a row without key', (r) => { delete r.tables[0].rows[0].key; }],
    ['a key with a dot', (r) => { r.tables[0].rows[0].key = 'a.b'; }],
    ['a code of letters', (r) => { r.tables[1].rows[1].code = 'x01'; }],
    ['an amount as number', (r) => { r.tables[0].rows[0].cells[0].amount = 1754750000; }],
    ['an amount with point', (r) => { r.tables[0].rows[0].cells[0].amount = '1.5'; }],
    ['a cell without amount', (r) => { r.tables[0].rows[0].cells[0] = { column: 'amount' }; }],
    ['a cell with lost text and no amount', (r) => { r.tables[0].rows[0].cells[0] = { column: 'amount', text: '' }; }],
    ['an unknown origin', (r) => { r.tables[0].rows[0].cells[0].origin = 'guessed'; }],
    ['a negative line', (r) => { r.tables[0].rows[0].cells[0].line = -1; }],
    ['an unknown measure', (r) => { r.claims[0].measure = '去年'; }],
    ['a value with separators', (r) => { r.claims[0].value = '1,754.75'; }],
    ['a line end in a line', (r) => { r.lines[0] = 'a\nb'; }],
];
for (const [name, change] of wrong) {
    test(`refused: ${name}`, () => {
        const report = read('tests/data/report.json');
        change(report);
        assert.equal(isReport(report), false);
    });
}

const correction = {
    table: 'general', row: '2012801', column: 'total', old: '1,754.75', new: '', reason: '笔误', date: '2025-12-01', by: '财政局',
};

test('corrections', () => {
    const file = (item) => ({ format: 'mingzhang-corrections/1', corrections: [item] });
    assertValid(isCorrections, file(correction));
    for (const amount of ['', '0', '-1', '−1.50', '2, 362. 26', '１２．３', '0.000001'])
        assertValid(isCorrections, file({ ...correction, new: amount }));
    for (const key of Object.keys(correction)) {
        const { [key]: _, ...rest } = correction;
        assert.equal(isCorrections(file(rest)), false, key);
        assert.equal(isCorrections(file({ ...correction, [key]: 7 })), false, key);
    }
    for (const amount of ['x', '1.', '.5', '1..2', '--1', '1-'])
        assert.equal(isCorrections(file({ ...correction, new: amount })), false, amount);
    assert.equal(isCorrections(file({ ...correction, more: 1 })), false);
});

test('meta data: those of the demo are valid, mistakes are not', () => {
    const folder = path.join(root, 'content/reports');
    const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.meta.json'));
    assert.ok(files.length > 0);
    for (const file of files)
        assertValid(isMeta, read('content/reports', file));
    for (const wrong of [[], { url: 'ftp://example.org/' }, { link: 'https://example.org/' }, { published: '2025-13-01' },
        { version: ' ' }, { format: 'mingzhang-meta/2' }, { approved: 2025 }])
        assert.ok(!isMeta(wrong), JSON.stringify(wrong));
});

// ---- check --format sarif against the schema of SARIF 2.1.0 (draft 4, which needs the Ajv that comes with it)

const sarifRequire = createRequire(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'));
const Ajv6 = sarifRequire('ajv');
const ajv6 = new Ajv6({ schemaId: 'id', meta: false, allErrors: true });
ajv6.addMetaSchema(sarifRequire('ajv/lib/refs/json-schema-draft-04.json'));
const isSarif = ajv6.compile(sarifRequire('./lib/schemas/sarif-2.1.0-rtm.5.json'));

// Findings are an exit status of their own.
const check = (...args) => run(program, ['check', ...args], { maxBuffer: 1 << 28 }).catch((error) => error);

test('SARIF of each report is valid, with and without the checks that hold', async (t) => {
    const files = [...texts(path.join(root, 'content/reports')), ...texts(path.join(root, '../shared/reports'))];
    if (files.length === 0 || !existsSync(program)) return t.skip('no reports');
    for (const more of [[], ['--all-results', '--notes'], ['--lang', 'en', '--strict']]) {
        const { stdout } = await check('--format', 'sarif', ...more, ...files);
        const sarif = JSON.parse(stdout);
        assertValid(isSarif, sarif);
        const rules = sarif.runs[0].tool.driver.rules.map((rule) => rule.id);
        assert.ok(rules.includes('split.general'));
        for (const result of sarif.runs[0].results) assert.equal(rules[result.ruleIndex ?? rules.indexOf(result.ruleId)], result.ruleId);
    }
});

test('SARIF with a suppression and a baseline is valid', async (t) => {
    const files = texts(path.join(root, 'content/reports'));
    if (files.length === 0 || !existsSync(program)) return t.skip('no reports');
    const folder = mkdtempSync(path.join(tmpdir(), 'mingzhang-sarif-'));
    try {
        const baseline = path.join(folder, 'baseline.json');
        const { stdout: lines } = await check('--format', 'json', ...files);
        const findings = lines.trim().split('\n').map((line) => JSON.parse(line));
        assert.ok(findings.length > 1);
        writeFileSync(baseline, `${JSON.stringify(findings[0])}\n`);
        const suppressions = path.join(folder, 'suppressions.csv');
        writeFileSync(suppressions, `check,place,reason\n${findings[1].check},${findings[1].fingerprint},looked into\n`);
        const { stdout } = await check('--format', 'sarif', '--baseline', baseline, '--suppressions', suppressions, ...files);
        const sarif = JSON.parse(stdout);
        assertValid(isSarif, sarif);
        const { results } = sarif.runs[0];
        assert.ok(results.some((result) => result.baselineState === 'unchanged'));
        assert.ok(results.some((result) => result.suppressions?.[0].justification === 'looked into'));
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test('refused: SARIF of another version, a result without message', async () => {
    const { stdout } = await check('--format', 'sarif', path.join(root, 'tests/data/report.json'));
    for (const change of [(s) => { s.version = '2.2.0'; }, (s) => { s.runs[0].results.push({ ruleId: 'x' }); }]) {
        const sarif = JSON.parse(stdout);
        assertValid(isSarif, sarif);
        change(sarif);
        assert.equal(isSarif(sarif), false);
    }
});

test('forms.json: what the manual shows is valid, mistakes are not', () => {
    const manual = readFileSync(path.join(root, 'generator/man/mingzhang.5'), 'utf8');
    const example = manual.match(/\{"format": "mingzhang-forms\/1",[^]*?(?=\n\.Ed)/)[0];
    assertValid(isForms, JSON.parse(example));
    assertValid(isForms, {});
    for (const wrong of [[], { format: 'mingzhang-forms/2' }, { finals: {} }, { final: { projects: {} } },
        { final: { general: { title: ['某表'] } } }, { final: { general: { titles: [] } } },
        { final: { general: { titles: ['支出情况'] } } }, { budget: { basic: { columns: { total: [' '] } } } },
        { budget: { basic: { rows: { total: '合计' } } } }])
        assert.ok(!isForms(wrong), JSON.stringify(wrong));
});
