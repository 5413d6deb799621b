// The built demo site in Chromium: over http and from files, with scripts and without, on a desk and on a phone.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
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
    `${archives}/2025-budget/index.html`, `${archives}/2024-final/source.html`, `${archives}/2023-final/checks.html`, `${archives}/compare.html`, 'compare.html',
    'rankings/示例市示例区/2024-final.html', 'years/2024.html',
];
// The same with what a script makes of an address.
const centre = 'r/示例市示例区/示例市示例区文化馆';
const chosen = (...reports) => '?' + reports.map((one) => `r=${encodeURIComponent(one)}`).join('&');
const states = [
    ['search.html', '?q=档案馆'], ['search.html', '?q=459.83'], ['search.html', '?q=2210201'],
    ['compare.html', chosen(`${archives}/2024-final`, `${centre}/2024-final`)],
    ['compare.html', chosen(`${archives}/2023-final`, `${archives}/2024-final`)],
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
        for (const [kind, query] of [...kinds.map((one) => [one, '']), ...states]) {
            await page.goto(address(site, kind) + query);
            if (query !== '')
                await page.locator('#search-results li, #beside tbody.made').first().waitFor();
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(over <= 0, `${kind} is ${over} px too wide`);
        }
    }, { viewport: { width, height: 800 } }));
}

for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing, ${colorScheme}`, () => withSite(folder, async ({ site, page }) => {
        for (const [kind, query] of [...kinds.map((one) => [one, '']), ...states]) {
            await page.goto(address(site, kind) + query);
            if (query !== '')
                await page.locator('#search-results li, #beside tbody.made').first().waitFor();
            await page.evaluate(axe);
            const { violations } = await page.evaluate((dark) => globalThis.axe.run(document, {
                preload: false,
                // In the dark only colours can differ.
                runOnly: dark ? ['color-contrast'] : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            }), colorScheme === 'dark');
            assert.deepEqual(violations.map((one) => `${kind}${query}: ${one.id} ${one.nodes.length}× ${one.nodes[0].html.slice(0, 160)}`), []);
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
    await line.locator('a[title]').first().click();
    await page.waitForURL(/index\.html#general\.2210201\.total$/);
}, { javaScriptEnabled: false }));

test('lines of the source are numbered, and with scripts a click on a number gives the address of its line', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, `${archives}/2024-final/source.html`));
    const line = page.locator('#L20');
    assert.equal(await line.evaluate((one) => one.parentElement.start + [...one.parentElement.children].indexOf(one)), 20);
    await line.click({ position: { x: 120, y: 8 } }); // its words
    assert.equal(new URL(page.url()).hash, '');
    await line.click({ position: { x: 20, y: 8 } });
    assert.equal(new URL(page.url()).hash, '#L20');
}));

test('with scripts an amount tells where it comes from', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    await page.locator('[id="general.2210201.basic"] a').last().click();
    const words = await page.locator('.about-cell .cite').textContent();
    for (const part of ['示例市示例区档案馆', '2024年度部门决算', '一般公共预算财政拨款支出决算表', '住房公积金', '基本支出', '万元', '原文第', '示例数据（虚构）'])
        assert.ok(words.includes(part), `${part} is not in ${words}`);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.about-cell').count(), 0);
}));

for (const [query, wanted] of [['档案馆', '示例市示例区档案馆'], ['住房公积金', '住房公积金'], ['2210201', '住房公积金'], ['459.83', '459.83 万元'], ['示例市示例区档案管理所', '示例市示例区档案馆']]) {
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

// Where a search leads: the texts and addresses of its first results.
async function results(page, site, query) {
    await page.goto(`${site}/search.html?q=${encodeURIComponent(query)}`);
    await page.locator('#search-status', { hasText: /\S/ }).waitFor();
    return page.locator('#search-results > li').evaluateAll((all) => all.map((one) =>
        [one.querySelector('a').textContent, decodeURI(one.querySelector('a').getAttribute('href')), one.textContent]));
}

test('a search understands years, kinds, parts of names and beginnings of amounts', () => withFiles(folder, async ({ site, page }) => {
    const first = async (query) => (await results(page, site, query))[0];
    assert.equal((await first('案馆'))[1], `${archives}/index.html`);
    const [, , words] = await first('档案馆2024决算');
    assert.match(words, /2024决算/);
    assert.doesNotMatch(words, /2023|预算/);
    assert.equal((await first('2012604'))[1], 'items/2012604.html');
    assert.equal((await first('30101'))[1], 'economic/30101.html');
    assert.equal((await first('基本养老'))[1], 'items/2080505.html');
    const [amount, place] = await first('68.47');
    assert.equal(amount, '68.47 万元');
    assert.deepEqual((await first('68.47 万元')).slice(0, 2), [amount, place]);
    assert.deepEqual((await first('68.47万元')).slice(0, 2), [amount, place]);
    assert.equal(place, `${archives}/2024-final/index.html#expenditure.2012604.total`);
    await first('6.847');
    assert.match(await page.locator('#search-status').textContent(), /没有正好是这个数的/);
    const near = (await results(page, site, '0.65')).map(([text, , about]) => [text, /数字相近/.test(about)]);
    assert.deepEqual(near[0], ['0.65 万元', false]);
    assert.deepEqual(near.slice(1).map(([text, far]) => far && text !== '0.65 万元'), near.slice(1).map(() => true));
    assert.ok(near.length > 1);
    assert.equal((await first('0.5'))[0], '0.5 万元'); // one digit, with a point
    const parts = await results(page, site, '文化馆 68.47'); // an amount of another department
    assert.deepEqual(parts.map(([text]) => text), ['示例市示例区文化馆', '68.47 万元']);
    assert.match(await page.locator('#search-status').textContent(), /只符合一部分/);
    assert.equal((await first('83.80'))[1], `${archives}/2024-final/source.html#L359`);
    assert.ok((await results(page, site, '1,607.8')).some(([text]) => text === '1,607.85 万元'));
    assert.equal((await results(page, site, '没有这样的部门')).length, 0);
    assert.match(await page.locator('#search-status').textContent(), /没有找到/);
}));

test('search results are reached and left with the keys', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(`${site}/search.html`);
    await page.keyboard.type('示例区');
    await page.locator('#search-results li').first().waitFor();
    const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), await page.locator('#search-results > li > a').nth(1).textContent());
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'q');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/r\/.*index\.html$/);
}));

for (const [how, run] of [['over http', withSite], ['from a folder', withFiles]]) {
    test(`two departments are found, compared and followed to their reports, ${how}`, () => run(folder, async ({ site, page }) => {
        await page.goto(`${site}/compare.html`);
        for (const name of ['档案馆', '文化馆']) {
            await page.fill('#add', name);
            await page.locator('#add-results button').first().click();
            await page.locator('#beside thead th', { hasText: name }).waitFor();
        }
        assert.equal(new URL(page.url()).searchParams.getAll('r').length, 2);
        const row = page.locator('#beside tr', { has: page.locator('th', { hasText: /^支出总计$/ }) });
        assert.deepEqual(await row.locator('td a').allTextContents(), ['459.83', '521.17']);
        const guests = page.locator('#beside tr', { has: page.locator('th', { hasText: '国内接待人次' }) });
        assert.deepEqual(await guests.locator('td a').allTextContents(), ['48', '29']);
        // The address is the comparison.
        await page.reload();
        await page.locator('#beside tbody.made').first().waitFor();
        assert.equal(await page.locator('#beside thead th').count(), 3);
        await page.locator('#beside select').nth(1).selectOption('2023-final');
        assert.deepEqual(await row.locator('td a').allTextContents(), ['459.83', '496.10']);
        await row.locator('td a').first().click();
        await page.waitForURL(/2024-final\/index\.html#summary\.ex-total\.amount$/);
    }));
}

test('years side by side say what changed; an address of anything else is passed over', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(`${site}/compare.html${chosen(`${archives}/2023-final`, `${archives}/2024-final`, '../../etc/passwd', `${archives}/1999-final`)}`);
    await page.locator('#beside tbody.made').first().waitFor();
    const row = page.locator('#beside tr', { has: page.locator('th', { hasText: /^支出总计$/ }) });
    assert.deepEqual(await row.locator('td').allTextContents(), ['388.19', '459.83+18.5%']);
    assert.match(await page.locator('#compare-status').textContent(), /没有这份报告：.*passwd、.*1999-final/);
}));

test('without scripts a department stands beside its years and neighbours', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, `${archives}/index.html`));
    await page.locator('main a', { hasText: '邻近的部门' }).click();
    await page.waitForURL(/compare\.html$/);
    const cells = (section, label) => page.locator(`section[aria-labelledby="${section}-h"] tr`, { has: page.locator('th', { hasText: label }) }).first()
        .locator('td').evaluateAll((all) => all.map((one) => one.textContent.replace(/\s+/g, ' ').trim()));
    assert.deepEqual(await cells('years-final', '支出总计'), ['388.19', '459.83+18.5%']);
    assert.deepEqual(await cells('neighbours', '支出总计'), ['459.83', '521.17']);
    assert.deepEqual(await cells('neighbours', '社会保障和就业支出'), ['56.6212.5%', '63.8412.3%']);
    await page.locator('section[aria-labelledby="neighbours-h"] td a').first().click();
    await page.waitForURL(/2024-final\/index\.html#/);
    await page.goto(address(site, 'rankings/示例市示例区/2024-final.html'));
    assert.deepEqual(await page.locator('#sangong tbody th a').allTextContents().then((all) => all.map((one) => one.trim())),
        ['示例市示例区文化馆', '示例市示例区档案馆']);
    assert.equal(await page.locator('.scripted').first().isVisible(), false);
}, { javaScriptEnabled: false }));

test('what a report says is none stands as 0 and leads to its words, not as a blank', () => withFiles(folder, async ({ site, page }) => {
    const rankings = 'rankings/示例市示例区/2024-final.html';
    await page.goto(address(site, rankings));
    const row = (table, name) => page.locator(`#${table} tbody tr`, { hasText: name }).locator('td:not(.place)');
    assert.deepEqual(await row('sangong', '文化馆').allTextContents(), ['3.34', '0.00', '0', '0', '0.00', '0', '2.98', '1', '0.36', '4', '29']);
    assert.deepEqual(await row('operating', '文化馆').allTextContents(), ['0.00']);
    assert.equal(await page.locator('text=份报告没有写明').count(), 0);
    await row('operating', '文化馆').locator('a').click();
    assert.match(await page.locator(':target').textContent(), /没有机关运行经费/);
    await page.goto(address(site, rankings));
    await row('sangong', '文化馆').nth(1).locator('a').click();
    assert.match(await page.locator(':target').textContent(), /因公出国（境）费.*支出决算0\.00万元/);
    const center = 'r/武汉市江汉区/武汉市江汉区工业企业服务中心/2024-final';
    await page.goto(address(site, `${center}/index.html`));
    await page.locator('.card', { hasText: '“三公”经费' }).locator('a').click();
    assert.match(await page.locator(':target').textContent(), /“三公”经费.*支出决算0万元/);
    await page.goto(address(site, 'years/2024.html'));
    assert.deepEqual(await page.locator('tbody tr', { hasText: '工业企业服务中心' }).locator('td').allTextContents(), ['', '', '517.22', '0.00', '万元']);
}, { javaScriptEnabled: false }));

test('a former address leads to the same place of the present page', () => withFiles(folder, async ({ site, page }) => {
    const former = 'r/示例市示例区/示例市示例区档案管理所';
    await page.goto(address(site, `${former}/2024-final/index.html`) + '#general.total.total');
    await page.waitForURL((url) => decodeURI(url.href).endsWith(`${archives}/2024-final/index.html#general.total.total`));
    await page.goto(address(site, `${former}/index.html`));
    await page.waitForURL((url) => decodeURI(url.href).endsWith(`${archives}/index.html`));
}));

test('a term leads to its explanation', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    await page.locator('#general a.gloss[aria-label="名词解释：住房公积金"]').click();
    assert.match(await page.locator('#glossary div:target dt').textContent(), /住房公积金（项）$/);
}, { javaScriptEnabled: false }));

test('a ranking is sorted by any column, and its departments are chosen for a comparison', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, 'rankings/示例市示例区/2024-final.html'));
    const names = () => page.locator('#totals tbody th a').allTextContents();
    assert.deepEqual(await names(), ['示例市示例区文化馆', '示例市示例区档案馆']);
    await page.locator('#totals thead button', { hasText: '项目支出' }).click();
    assert.deepEqual(await names(), ['示例市示例区档案馆', '示例市示例区文化馆']);
    assert.equal(await page.locator('#totals th[aria-sort]').getAttribute('aria-sort'), 'descending');
    await page.locator('#totals input').nth(0).check();
    await page.locator('#totals input').nth(1).check();
    await page.locator('.choice-line button').click();
    await page.locator('#beside tbody.made').first().waitFor();
    assert.equal(await page.locator('#beside thead th').count(), 3);
}));

test('what is made up says so in results, lists and pictures', () => withFiles(folder, async ({ site, page }) => {
    for (const query of ['档案馆', '459.83'])
        assert.match((await results(page, site, query))[0][2], /示例数据（虚构）/);
    assert.doesNotMatch((await results(page, site, '江汉区'))[0][2], /示例数据/);
    for (const kind of ['downloads.html', 'checks.html', 'corrections.html']) {
        await page.goto(address(site, kind));
        for (const row of await page.locator('tbody th', { hasText: '示例市' }).all())
            assert.equal(await row.locator('.badge').textContent(), '示例数据（虚构）');
        assert.equal(await page.locator('tbody th', { hasText: '武汉市' }).locator('.badge').count(), 0);
    }
    await page.goto(address(site, report));
    for (const picture of await page.locator('figure .mz-fig').all())
        assert.equal(await picture.locator('text').first().textContent(), '示例数据（虚构）');
}));

test('each figure is offered as SVG and PNG, as files that stand alone', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    const links = await page.locator('figure .figure-file a').evaluateAll((all) => all.map((one) => one.href));
    assert.equal(links.length, 2 * await page.locator('figure .mz-fig').count());
    for (const link of links) {
        await page.goto(link);
        assert.equal(await page.evaluate(() => document.contentType), link.endsWith('.png') ? 'image/png' : 'image/svg+xml');
    }
}));

test('the contents that a report prints lead to its tables and words', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    await page.locator('.printed-contents summary').click();
    const hrefs = await page.locator('.printed-contents li > a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.ok(hrefs.length > 25);
    for (const href of hrefs.filter((one) => one[0] === '#'))
        assert.equal(await page.locator(`[id="${href.slice(1)}"]`).count(), 1, href);
    await page.locator('.printed-contents a', { hasText: '机关运行经费' }).click();
    assert.match(await page.locator('#words :target').textContent(), /机关运行经费/);
}, { javaScriptEnabled: false }));

test('from an amount to its reason: the table of the three expenses leads to the words about them', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    await page.locator('#sangong .form-foot a', { hasText: '文字说明' }).click();
    assert.match(await page.locator('#words :target').textContent(), /“三公”经费支出决算情况说明/);
}, { javaScriptEnabled: false }));

test('on a phone only what is wider than the screen says that it moves sideways', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, 'compare.html'));
    const whole = (selector) => page.waitForFunction((wanted) => document.querySelector(wanted)?.closest('.scroll').classList.contains('whole'), selector);
    await whole('[aria-label="各地区的部门对照"] table');
    await page.goto(address(site, 'compare.html') + chosen(`${archives}/2024-final`, `${centre}/2024-final`));
    await page.locator('#beside tbody.made').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('#beside').closest('.scroll').classList.contains('whole'));
}, { viewport: { width: 390, height: 800 } }));

test('a report page is small enough', () => {
    const assets = Buffer.concat(['base.css', 'tables.css', 'figures.css', 'print.css', 'site.js']
        .map((name) => readFileSync(path.join(folder, 'assets', name))));
    for (const kind of kinds.filter((one) => /\d{4}-\w+\/index/.test(one))) {
        const whole = Buffer.concat([readFileSync(path.join(folder, kind)), assets]);
        assert.ok(whole.length < 400_000, `${kind}: ${whole.length}`);
        assert.ok(gzipSync(whole).length < 100_000, `${kind}: ${gzipSync(whole).length} compressed`);
    }
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

test('paper has the tables, the mark and no navigation', () => withFiles(folder, async ({ site, page }) => {
    await page.goto(address(site, report));
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.site-bar').isVisible(), false);
    assert.equal(await page.locator('.mark-line').isVisible(), true); // made-up figures are marked on paper too
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
