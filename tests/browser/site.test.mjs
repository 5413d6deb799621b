// The built demo site in Chromium: over http and from files, with scripts and without, on a desk and on a phone.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { mingzhang, root, temporaryFolder, withFiles, withSite } from './lib.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const folder = path.join(temporaryFolder(), 'public');

// One page of every kind. Names are encoded as in links.
const archives = 'r/示例市示例区/示例市示例区档案馆';
const kinds = [
    'index.html', 'departments.html', 'items.html', 'items/2210201.html', 'economic/30101.html', 'terms.html', 'downloads.html',
    'checks.html', 'corrections.html', 'register.html', 'search.html', '404.html', 'about.html', 'r/示例市示例区/index.html',
    `${archives}/index.html`, `${archives}/2024-final/index.html`, `${archives}/2023-final/index.html`,
    `${archives}/2025-budget/index.html`, `${archives}/2024-final/source.html`,
];
const report = `${archives}/2024-final/index.html`;
const address = (site, page) => `${site}/${page.split('/').map(encodeURIComponent).join('/')}`;

before(async () => {
    const { status, stderr } = await mingzhang('build', '-C', root, '-o', folder, '--check-links', '--no-sync');
    assert.equal(status, 0, stderr);
});

test('no page of any kind complains over http', () => withSite(folder, async ({ site, page }) => {
    for (const kind of kinds) {
        await page.goto(address(site, kind));
        assert.ok((await page.title()).length > 1, kind);
        assert.equal(await page.locator('h1').count(), 1, kind);
    }
}));

test('no page of any kind complains when opened from a folder', () => withFiles(folder, async ({ site, page }) => {
    for (const kind of kinds)
        await page.goto(address(site, kind));
}));

for (const width of [1280, 390, 360]) {
    test(`no page scrolls sideways at ${width} px`, () => withFiles(folder, async ({ site, page }) => {
        for (const kind of kinds) {
            await page.goto(address(site, kind));
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(over <= 0, `${kind} is ${over} px too wide`);
        }
    }, { viewport: { width, height: 800 } }));
}

for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing, ${colorScheme}`, () => withSite(folder, async ({ site, page }) => {
        for (const kind of kinds) {
            await page.goto(address(site, kind));
            await page.evaluate(axe);
            const { violations } = await page.evaluate((dark) => globalThis.axe.run(document, {
                preload: false,
                // In the dark only colours can differ.
                runOnly: dark ? ['color-contrast'] : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            }), colorScheme === 'dark');
            assert.deepEqual(violations.map((one) => `${kind}: ${one.id} ${one.nodes.length}× ${one.nodes[0].html.slice(0, 160)}`), []);
        }
    }, { colorScheme, bypassCSP: true }));
}

test('the HTML is valid', async () => {
    const { HtmlValidate } = await import('html-validate');
    const validator = new HtmlValidate({
        extends: ['html-validate:standard'],
        rules: {
            'long-title': 'off', 'no-raw-characters': 'off', 'no-trailing-whitespace': 'off', 'doctype-style': 'off',
            'void-style': 'off', 'attribute-boolean-style': 'off', 'valid-id': 'off', 'no-implicit-button-type': 'error',
        },
    });
    for (const kind of kinds) {
        const result = await validator.validateString(readFileSync(path.join(folder, kind), 'utf8'));
        const found = result.results.flatMap((one) => one.messages).slice(0, 5);
        assert.deepEqual(found.map((one) => `${kind}:${one.line}:${one.column} ${one.ruleId}: ${one.message}`), []);
    }
});

test('an amount leads to its line in the source and back, without scripts', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    const cell = page.locator('[id="general.2210201.total"]');
    const amount = await cell.locator('a').last().textContent();
    await cell.locator('a').last().click();
    await page.waitForURL(/source\.html#L\d+$/);
    const line = page.locator('li:target');
    assert.match(await line.textContent(), new RegExp(amount.replace('.', '\\.')));
    await line.locator('a.amount').first().click();
    await page.waitForURL(/index\.html#general\.2210201\.total$/);
}, { javaScriptEnabled: false }));

test('with scripts an amount tells where it comes from', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    await page.locator('[id="general.2210201.basic"] a').last().click();
    const words = await page.locator('.about-cell .cite').textContent();
    for (const part of ['示例市示例区档案馆', '2024年度部门决算', '一般公共预算财政拨款支出决算表', '住房公积金', '基本支出', '万元', '原文第'])
        assert.ok(words.includes(part), `${part} is not in ${words}`);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.about-cell').count(), 0);
}));

for (const [query, wanted] of [['档案馆', '示例市示例区档案馆'], ['住房公积金', '住房公积金'], ['2210201', '住房公积金'], ['459.83', '2024年度部门决算']]) {
    test(`search finds ${query} from a folder`, () => withFiles(folder, async ({ site, page }) => {
        await page.goto(`${site}/index.html`);
        await page.fill('#hero-q', query);
        await page.press('#hero-q', 'Enter');
        await page.waitForURL(/search\.html\?q=/);
        const first = page.locator('#search-results a', { hasText: wanted }).first();
        await first.waitFor({ timeout: 5000 });
        await first.click();
        assert.match(await page.locator('h1').textContent(), /./);
    }));
}

test('a report page is small enough', () => {
    const assets = ['base.css', 'tables.css', 'figures.css', 'print.css', 'site.js']
        .map((name) => readFileSync(path.join(folder, 'assets', name)).length).reduce((a, b) => a + b);
    for (const kind of kinds.filter((one) => /\d{4}-\w+\/index/.test(one)))
        assert.ok(readFileSync(path.join(folder, kind)).length + assets < 400_000, kind);
});

test('figures and their tables say the same', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    for (const figure of await page.locator('figure').all()) {
        const numbers = (text) => new Set(text.match(/\d[\d,]*\.\d+/g) ?? []);
        const picture = numbers(await figure.locator('svg text').allTextContents().then((all) => all.join(' ')));
        const table = numbers((await figure.locator('td').allTextContents()).join(' '));
        for (const number of table)
            assert.ok(picture.has(number), `${number} is in the table of ${await figure.getAttribute('id')} only`);
    }
}));

test('paper has the tables and no navigation', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.site-header').isVisible(), false);
    assert.equal(await page.locator('#general table').isVisible(), true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.ok(pdf.length > 20_000);
}));

test('nothing in the output names this machine', () => {
    const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(html|js|css|json|csv)$/.test(name));
    assert.ok(files.length > 100);
    for (const name of files) {
        const text = readFileSync(path.join(folder, name), 'utf8');
        assert.ok(!text.includes(root + path.sep), `${name} names ${root}`);
    }
});
