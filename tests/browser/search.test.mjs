// The search on a site of departments whose names people shorten: what it finds, in which order, and what it says.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { mingzhang, root, temporaryFolder, withFiles } from './lib.mjs';

const site = temporaryFolder();
const region = '虚构市临江新区';
const names = ['交通运输局', '人力资源和社会保障局', '卫生健康委员会', '发展和改革委员会', '教育局', '财政局', '政府采购中心', '交通局服务站'];
const folderOf = (name) => `${region}/${region}${name}`;

before(async () => {
    const archives = path.join(root, 'content/reports/示例市示例区/示例市示例区档案馆');
    const put = (folder, year) => {
        mkdirSync(path.join(site, 'content/reports', folder), { recursive: true });
        cpSync(path.join(archives, `${year}-final.txt`), path.join(site, 'content/reports', folder, `${year}-final.txt`));
    };
    for (const name of names)
        put(folderOf(name), 2024);
    put(folderOf('财政局'), 2023);
    put('虚构州/州交通运输局', 2024);
    const lines = names.map((name) => `${folderOf(name)},${region}${name},,,,示例数据`);
    writeFileSync(path.join(site, 'content/departments.csv'),
        ['folder,name,former,parent,address,mark', ...lines, '虚构州/州交通运输局,州交通运输局,,,,示例数据', ''].join('\n'));
    writeFileSync(path.join(site, 'content/site.json'), '{"title": "虚构市财政公开"}\n');
    const { status, stderr } = await mingzhang('build', '-C', site, '--no-sync');
    assert.equal(status, 0, stderr);
});

// What a query finds and where that leads; `words` are all that stands with it.
async function ask(page, address, query) {
    await page.goto(`${address}/search.html?q=${encodeURIComponent(query)}`);
    await page.locator('#search-status', { hasText: /\S/ }).waitFor();
    const results = await page.locator('#search-results > li').evaluateAll((all) => all.map((one) => ({
        name: one.querySelector('a').textContent,
        words: one.textContent,
        links: [...one.querySelectorAll('a')].map((link) => decodeURI(link.getAttribute('href'))),
        marked: [...one.querySelectorAll('mark')].map((mark) => mark.textContent),
    })));
    return { results, said: await page.locator('#search-status').textContent() };
}

const search = (body) => withFiles(path.join(site, 'public'), ({ site: address, page }) =>
    body((query) => ask(page, address, query), page));

test('departments are found by the short names that people use', () => search(async (ask) => {
    for (const [query, wanted] of [['人社局', '人力资源和社会保障局'], ['卫健委', '卫生健康委员会'], ['发改委', '发展和改革委员会'],
        ['教育局', '教育局'], ['财政局', '财政局'], ['临江财政局', '财政局'], ['临江 人社局', '人力资源和社会保障局'], ['人社', '人力资源和社会保障局']])
        assert.equal((await ask(query)).results[0]?.name, region + wanted, query);
}));

test('names that have the word itself go before those that have its letters, which are marked', () => search(async (ask) => {
    const { results, said } = await ask('交通局');
    assert.deepEqual(results.map(({ name }) => name), [`${region}交通局服务站`, '州交通运输局', `${region}交通运输局`]);
    assert.deepEqual(results.map(({ marked }) => marked), [['交通局'], ['交通', '局'], ['交通', '局']]);
    assert.match(said, /3 条，后 2 条名称里依次有这些字/);
    assert.match((await ask('卫健委')).said, /1 条，名称里依次有这些字/);
    assert.equal((await ask('虚构州交通局')).results[0].name, '州交通运输局', 'its region stands before its name');
    assert.equal((await ask('局通交')).results.length, 0);
    assert.equal((await ask('财政')).results.some(({ marked }) => marked.length > 1), false, 'two letters that are found are not taken apart');
}));

test('the sangong leads to its place in the reports of a department, and in the comparison of a region', () => search(async (ask) => {
    const report = (year) => `r/${folderOf('财政局')}/${year}-final/index.html#sangong`;
    for (const query of ['财政局三公', '财政局 三公经费', '财政局的“三公”经费', '临江新区财政局公务接待费']) {
        const { results } = await ask(query);
        assert.deepEqual(results.map(({ name }) => name), [`${region}财政局`], query);
        assert.deepEqual(results[0].links, [report(2024), report(2024), report(2023)], query);
    }
    assert.deepEqual((await ask('财政局三公2023年')).results[0].links, [report(2023), report(2023)]);
    const { results } = await ask('“三公”经费');
    const comparison = `rankings/${region}/2024-final.html#sangong`;
    assert.deepEqual(results.slice(0, 2).map(({ links }) => links), [['r/虚构州/index.html'], [comparison, comparison]]);
    assert.match(results[1].words, /示例数据/, 'what is made up is said to be');
    assert.equal(results.length, 2 + 9, 'regions and departments');
}));

test('every link of the topics leads to a place that is there', () => search(async (ask, page) => {
    for (const topic of ['三公', '政府采购', '机关运行经费', '收入支出总表', '支出决算表', '一般公共预算财政拨款支出决算表', '政府性基金', '财政拨款']) {
        const links = (await ask(`临江新区 ${topic}`)).results.filter(({ name }) => /新区$|财政局$/.test(name)).map((one) => one.links[0]);
        assert.equal(links.length, 2, topic);
        for (const link of links) {
            await page.goto(new URL(link, page.url()).href);
            assert.equal(await page.locator(':target').count(), 1, `${topic}: ${link}`);
            await page.goBack();
        }
    }
}));

test('a name that has the word of a topic is a name', () => search(async (ask) => {
    const { results } = await ask('政府采购中心');
    assert.deepEqual(results.map(({ links }) => links[0]), [`r/${folderOf('政府采购中心')}/index.html`]);
}));

test('years and kinds alone lead to the pages of years and regions; codes and item names to items', () => search(async (ask) => {
    for (const query of ['2024', '2024年', '2024年度部门决算'])
        assert.equal((await ask(query)).results[0].links[0], 'years/2024.html', query);
    assert.deepEqual((await ask('2024决算')).results[2].links, [`r/${region}/index.html`, `rankings/${region}/2024-final.html`]);
    assert.equal((await ask('208')).results[0].links[0], 'items/208.html');
    assert.equal((await ask('养老')).results[0].links[0], 'items/20805.html');
    assert.equal((await ask(region)).results[0].links[0], `r/${region}/index.html`);
}));

test('where nothing has all that is asked, what has a part of it; where nothing is found, what may help', () => search(async (ask) => {
    const some = await ask('财政局 养老');
    assert.match(some.said, /只符合一部分/);
    assert.ok(some.results.some(({ name }) => name === `${region}财政局`));
    assert.ok(some.results.some(({ links }) => links[0] === 'items/20805.html'));
    assert.match((await ask('没有这样的部门')).said, /没有找到“没有这样的部门”.*财政局.*208/);
    assert.match((await ask('局')).said, /至少输入两个字/);
}));
