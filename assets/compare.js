// Any two to four reports side by side (compare.html). The address says which: ?r=r/…/2024-final&r=r/…/2024-final.
// Each department's amounts are in a script of its own (see generator/data/compare.h).
const mzCompare = (() => {
    'use strict';
    const MOST = 4;
    const bodies = new Map();
    const waiting = new Map();
    let chosen = []; // { body, report }

    const table = () => document.getElementById('beside');

    function element(name, properties, ...children) {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    }

    function load(address) {
        if (!waiting.has(address)) {
            waiting.set(address, new Promise((done, fail) => {
                const script = document.createElement('script');
                script.src = encodeURI(address) + '/compare.js';
                script.onload = () => bodies.has(address) ? done(bodies.get(address)) : fail(new Error(address));
                script.onerror = () => fail(new Error(address));
                document.head.append(script);
            }));
        }
        return waiting.get(address);
    }

    // ---- exact numbers: integers of 分

    function fenOf(text, unit) {
        const [whole, part = ''] = text.replace('-', '').split('.');
        const fen = BigInt(whole + part.padEnd(unit === '元' ? 2 : 6, '0'));
        return text.startsWith('-') ? -fen : fen;
    }

    // "2,362.26" with at least as many decimals.
    function shown(fen, unit, decimals) {
        const most = unit === '元' ? 2 : 6;
        const digits = (fen < 0n ? -fen : fen).toString().padStart(most + 1, '0');
        let part = digits.slice(-most);
        while (part.length > decimals && part.endsWith('0'))
            part = part.slice(0, -1);
        const whole = digits.slice(0, -most).replace(/\B(?=(\d{3})+$)/g, ',');
        return (fen < 0n ? '-' : '') + whole + (part === '' ? '' : '.' + part);
    }

    // "68.1%", rounded half away from zero.
    function percent(part, whole) {
        if (whole === 0n)
            return '';
        const sign = (part < 0n) !== (whole < 0n) ? '-' : '';
        const [a, b] = [part < 0n ? -part : part, whole < 0n ? -whole : whole];
        const tenths = ((a * 2000n + b) / (2n * b)).toString().padStart(2, '0');
        return `${tenths === '00' ? '' : sign}${tenths.slice(0, -1)}.${tenths.slice(-1)}%`;
    }

    // ---- the table

    const isOneBody = () => chosen.every(({ body, report }) => body === chosen[0].body && report.id.slice(5) === chosen[0].report.id.slice(5));
    const hasRate = (i) => chosen.length > 1 && (!isOneBody() || i > 0);
    const unitOf = () => chosen.every(({ report }) => report.unit === chosen[0].report.unit) ? chosen[0].report.unit : '万元';
    const linkTo = ({ body, report }, place) => encodeURI(`${body.address}/${report.id}/`) + place;

    function amountCell(found, i, unit, before, whole) {
        const cell = element('td', { className: 'n' });
        // Room for what stands beside the amount, whether or not there is anything: amounts stand in line.
        const rate = element('span', { className: 'rate' });
        if (!found) {
            cell.append(...(hasRate(i) ? [rate] : []));
            return cell;
        }
        const [text, link] = found;
        const fen = fenOf(text, chosen[i].report.unit);
        cell.append(element('a', { href: linkTo(chosen[i], link), textContent: shown(fen, unit, (text.split('.')[1] ?? '').length) }));
        if (before && fenOf(before[0], chosen[i - 1].report.unit) > 0n) {
            const old = fenOf(before[0], chosen[i - 1].report.unit);
            rate.textContent = (fen > old ? '+' : '') + percent(fen - old, old);
        } else if (whole) {
            rate.textContent = percent(fen, fenOf(whole[0], chosen[i].report.unit));
        }
        if (hasRate(i))
            cell.append(rate);
        return cell;
    }

    // Fills a row of amounts; `wholes` are what shares are of.
    function fill(row, amounts, unit, wholes) {
        const changes = isOneBody();
        for (let i = 0; i < chosen.length; i++)
            row.append(amountCell(amounts[i], i, unit, changes && i > 0 ? amounts[i - 1] : null, changes ? null : wholes?.[i]));
    }

    function fillFacts(unit) {
        for (const row of table().querySelectorAll('tr[data-of]')) {
            const list = row.dataset.of[0] === 'f' ? 'facts' : 'counts';
            const found = chosen.map(({ report }) => report[list][Number(row.dataset.of.slice(1))] || null);
            row.hidden = found.every((one) => one === null);
            while (row.cells.length > 1)
                row.deleteCell(1);
            if (list === 'facts')
                fill(row, found, unit);
            else
                row.append(...found.map((one, i) => element('td', { className: 'n' },
                    ...(one ? [element('a', { href: linkTo(chosen[i], one[1]), textContent: one[0] })] : []),
                    ...(hasRate(i) ? [element('span', { className: 'rate' })] : []))));
        }
    }

    // One group of items: those of all reports by code.
    function itemRows(list, title, folder, wholeFact, unit) {
        const codes = [...new Set(chosen.flatMap(({ report }) => report[list].map(([code]) => code)))].sort();
        if (codes.length === 0)
            return [];
        const body = element('tbody', { className: 'made' });
        const heading = element('th', { colSpan: chosen.length + 1, textContent: title });
        heading.scope = 'rowgroup';
        body.append(element('tr', { className: 'group' }, heading));
        const wholes = chosen.map(({ report }) => report.facts[wholeFact] || null);
        for (const code of codes) {
            const name = chosen.map(({ body: one }) => one.labels[code]).find(Boolean) ?? '';
            const label = element('th', { className: ['i0', 'i0', 'i1', 'i2'][Math.min(Math.floor(code.length / 2), 3)] },
                element('span', { className: 'code', textContent: code }), ' ',
                element('a', { href: `${folder}/${code}.html`, textContent: name }));
            label.scope = 'row';
            const row = element('tr', {}, label);
            const amounts = chosen.map(({ report }) => {
                const item = report[list].find(([other]) => other === code);
                return item ? [item[1], 'index.html#' + item[2]] : null;
            });
            fill(row, amounts, unit, wholes);
            body.append(row);
        }
        return [body];
    }

    function heading(i) {
        const { body, report } = chosen[i];
        const select = element('select', {});
        select.setAttribute('aria-label', `${body.name}的报告`);
        for (const one of body.reports)
            select.append(element('option', { value: one.id, textContent: one.title, selected: one === report }));
        select.addEventListener('change', () => {
            chosen[i] = { body, report: body.reports.find((one) => one.id === select.value) };
            show();
            table().tHead.rows[0].cells[i + 1].querySelector('select').focus();
        });
        const drop = element('button', { type: 'button', className: 'drop', textContent: '移去' });
        drop.setAttribute('aria-label', `移去${body.name}${report.title}`);
        drop.addEventListener('click', () => {
            chosen.splice(i, 1);
            show();
            document.getElementById('add').focus();
        });
        const again = element('button', { type: 'button', className: 'drop', textContent: '再加一年' });
        again.setAttribute('aria-label', `再加一份${body.name}的报告`);
        again.hidden = chosen.length >= MOST || body.reports.every((one) => isChosen(body, one));
        again.addEventListener('click', () => {
            chosen.splice(i, 0, { body, report: nextOf(body, report) });
            show();
        });
        const cell = element('th', { className: 'n' }, element('a', { href: encodeURI(`${body.address}/index.html`), textContent: body.name }),
            ...(body.mark ? [element('span', { className: 'badge note', textContent: body.mark })] : []), select,
            element('span', { className: 'acts' }, again, drop));
        cell.scope = 'col';
        return cell;
    }

    const isChosen = (body, report) => chosen.some((one) => one.body === body && one.report === report);

    // Another report of a body: of the same kind before of the other, older before newer.
    function nextOf(body, report) {
        const free = body.reports.filter((one) => !isChosen(body, one));
        const same = free.filter((one) => one.id.slice(5) === report.id.slice(5));
        return same.find((one) => one.id < report.id) ?? same[0] ?? free[0];
    }

    function say(words) {
        document.getElementById('compare-status').textContent = words;
    }

    function show() {
        const place = chosen.map(({ body, report }) => `r=${encodeURI(`${body.address}/${report.id}`).replace(/[&#+]/g, encodeURIComponent)}`);
        history.replaceState(null, '', place.length > 0 ? '?' + place.join('&') : location.pathname);
        table().hidden = chosen.length === 0;
        document.getElementById('add-form').hidden = chosen.length >= MOST;
        table().querySelectorAll('tbody.made').forEach((made) => made.remove());
        document.getElementById('deep-label').hidden = true;
        if (chosen.length === 0)
            return say('还没有选报告。');
        const unit = unitOf();
        const head = table().tHead.rows[0];
        while (head.cells.length > 1)
            head.deleteCell(1);
        head.append(...chosen.map((_, i) => heading(i)));
        table().querySelectorAll('tr.group > th').forEach((cell) => { cell.colSpan = chosen.length + 1; });
        fillFacts(unit);
        // 3 本年支出, 4 基本支出: MzFactKey
        table().append(...itemRows('items', '支出，按功能分类', 'items', 3, unit), ...itemRows('economic', '基本支出，按经济分类', 'economic', 4, unit));
        const deep = document.getElementById('deep');
        if (!deep.dataset.set)
            deep.checked = isOneBody() && chosen.length > 1;
        document.getElementById('deep-label').hidden = false;
        table().classList.toggle('classes-only', !deep.checked);
        for (const body of table().tBodies)
            body.hidden = [...body.rows].every((row) => row.hidden || row.className === 'group');
        say(chosen.length === 1 ? `单位：${unit}。再添加一份报告，就可以比较。`
            : `单位：${unit}。${isOneBody() ? '金额右边是比前一栏增减的百分比。' : '科目的金额右边是占本部门支出（经济分类：基本支出）的比重。'}`);
    }

    // ---- choosing

    // The report to begin with: of the kind and year that stand there already, else the newest final accounts.
    function firstOf(body) {
        const wanted = chosen[0]?.report.id;
        return body.reports.find((one) => one.id === wanted && !isChosen(body, one)) ??
            body.reports.find((one) => one.id.endsWith('-final') && !isChosen(body, one)) ??
            body.reports.find((one) => !isChosen(body, one));
    }

    async function add(address) {
        try {
            const body = await load(address);
            const report = firstOf(body);
            if (report && chosen.length < MOST) {
                chosen.push({ body, report });
                show();
            } else {
                say(report ? '最多四份报告，先移去一份。' : `${body.name}的报告都在表里了。`);
            }
        } catch {
            say('这个部门的数据没有读到。');
        }
    }

    async function look(query) {
        const list = document.getElementById('add-results');
        const results = await mzSearch.find(query).catch(() => null);
        const made = await Promise.all((results ?? []).slice(0, 40).map((result) => result()));
        const found = made.filter(({ entry, amount }) => entry[0] === 'd' && !amount && entry[4] !== '').slice(0, 8);
        list.replaceChildren(...found.map(({ entry: [, name, region, address, , mark] }) => {
            const about = element('span', { textContent: mark ? `${region} · ${mark}` : region });
            const pick = element('button', { type: 'button', textContent: name }, about);
            pick.addEventListener('click', () => {
                list.replaceChildren();
                document.getElementById('add').value = '';
                add(address);
                document.getElementById('add').focus();
            });
            return element('li', {}, pick);
        }));
        if (found.length === 0)
            say(query.trim() === '' ? '' : '没有找到这样的部门。');
    }

    async function start() {
        const input = document.getElementById('add');
        let pause = 0;
        input.addEventListener('input', () => {
            clearTimeout(pause);
            pause = setTimeout(() => look(input.value), 80);
        });
        document.getElementById('add-form').addEventListener('submit', (event) => {
            event.preventDefault();
            clearTimeout(pause);
            look(input.value);
        });
        document.getElementById('deep').addEventListener('change', ({ target }) => {
            target.dataset.set = 'yes';
            show();
        });
        const wanted = new URLSearchParams(location.search).getAll('r').slice(0, MOST);
        const missing = [];
        for (const place of wanted) {
            const at = place.lastIndexOf('/');
            // Only folders of this site: an address must not make the page load anything else.
            const inside = place.startsWith('r/') && !place.split('/').some((part) => part === '' || part === '..' || part === '.') && !/[\\?#]/.test(place);
            const body = inside ? await load(place.slice(0, at)).catch(() => null) : null;
            const report = body?.reports.find((one) => one.id === place.slice(at + 1));
            if (report && !isChosen(body, report))
                chosen.push({ body, report });
            else if (!report)
                missing.push(place);
        }
        show();
        if (missing.length > 0)
            say(`没有这份报告：${missing.join('、')}。` + document.getElementById('compare-status').textContent);
    }
    document.addEventListener('DOMContentLoaded', start);

    return { body: (value) => bodies.set(value.address, value) };
})();
