// What makes reading easier and is never needed: choosing an amount shows where it comes from and how to quote it.
(() => {
    'use strict';

    // A page that moved takes the place in it along.
    const moved = document.querySelector('a[data-moved]');
    if (moved && location.hash !== '')
        location.replace(moved.href + location.hash);

    // What a heading says, without the link to its explanation.
    function wordsOf(cell) {
        return [...cell.childNodes].filter((part) => !part.classList?.contains('gloss')).map((part) => part.textContent).join('').trim();
    }

    // The cell's column headings, from the outermost group to the column itself.
    function headingsOf(cell) {
        const rows = [...cell.closest('table').tHead.rows].filter((row) => !row.classList.contains('numbers'));
        let column = 0;
        for (let before = cell.previousElementSibling; before; before = before.previousElementSibling)
            column += before.colSpan;
        const taken = rows.map(() => []);
        const found = [];
        rows.forEach((row, y) => {
            let x = 0;
            for (const heading of row.cells) {
                while (taken[y][x])
                    x++;
                for (let dy = 0; dy < heading.rowSpan && y + dy < rows.length; dy++) {
                    for (let dx = 0; dx < heading.colSpan; dx++)
                        taken[y + dy][x + dx] = true;
                }
                if (column >= x && column < x + heading.colSpan)
                    found.push(wordsOf(heading));
                x += heading.colSpan;
            }
        });
        return found;
    }

    // The heading of the row that the cell belongs to: the nearest one to its left.
    function rowOf(cell) {
        for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) {
            if (before.tagName === 'TH')
                return wordsOf(before);
        }
        return '';
    }

    function element(name, properties, ...children) {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    }

    let panel = null;
    let chosen = null;

    function close() {
        panel?.remove();
        panel = null;
        chosen?.closest('td')?.classList.remove('chosen');
        chosen?.focus();
        chosen = null;
    }

    function citation(link, cell) {
        const form = cell.closest('.form');
        const [department, unit] = [...form.querySelectorAll('.form-line span')].map((part) => part.textContent.trim());
        const names = [form.querySelector('h3').textContent, rowOf(cell), ...headingsOf(cell)].filter(Boolean);
        const line = /#L(\d+)$/.exec(link.href);
        const address = decodeURI(location.href.replace(/#.*$/, '')) + '#' + cell.id;
        const kind = document.querySelector('.h1-sub')?.textContent ?? '';
        // What is made up, or does not hold, must not travel on as if it were otherwise.
        const mark = document.querySelector('.mark-line')?.textContent;
        const odd = cell.querySelector('.odd') ? '［与报告中别处的数不一致］' : '';
        return `${department.replace(/^部门：/, '')}，${kind}，${names.join('，')}：${link.textContent}` +
            `${unit.replace(/^.*单位：/, '')}（原文第${line?.[1] ?? '?'}行）${odd}${mark ? `［${mark}］` : ''}。${address}`;
    }

    // A letter to the publisher says which amount it is about.
    function complaint(address, text) {
        return address.startsWith('mailto:') ? `${address}?subject=${encodeURIComponent('报告错误')}&body=${encodeURIComponent(text + '\n\n')}` : address;
    }

    function show(link) {
        close();
        chosen = link;
        const cell = link.closest('td');
        cell.classList.add('chosen');
        const text = citation(link, cell);
        const status = element('span', { role: 'status' });
        const copy = element('button', { type: 'button', textContent: '复制引文' });
        copy.addEventListener('click', async () => {
            try {
                await navigator.clipboard.writeText(text);
                status.textContent = '已复制';
            } catch {
                getSelection().selectAllChildren(panel.querySelector('.cite'));
                status.textContent = '请按复制键';
            }
        });
        const shut = element('button', { type: 'button', className: 'close', textContent: '×' });
        shut.setAttribute('aria-label', '关闭');
        shut.addEventListener('click', close);
        const acts = element('p', { className: 'acts' }, copy, element('a', { href: link.href, textContent: '看原文这一行' }));
        const wrong = document.querySelector('[data-report-error]');
        if (wrong)
            acts.append(element('a', { href: complaint(wrong.href, text), textContent: '报告错误' }));
        acts.append(status);
        panel = element('div', { className: 'about-cell' }, element('h2', { textContent: '这个数字从哪里来' }),
            element('blockquote', { className: 'cite', textContent: text }), acts, shut);
        panel.setAttribute('role', 'dialog');
        panel.setAttribute('aria-label', '这个数字从哪里来');
        document.body.append(panel);
        history.replaceState(null, '', '#' + cell.id);
        copy.focus();
    }

    document.addEventListener('click', (event) => {
        const link = event.target.closest?.('.grid td > a:not(.mark)');
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
            return;
        event.preventDefault();
        show(link);
    });
    document.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && panel)
            close();
    });

    // ---- the source by line: the number of a line makes it the address, to be sent to others

    for (const lines of document.querySelectorAll('.source')) {
        lines.classList.add('numbered');
        lines.addEventListener('click', (event) => {
            const line = event.target;
            if (line.tagName === 'LI' && event.offsetX < parseFloat(getComputedStyle(line, '::before').width))
                location.hash = line.id;
        });
    }

    // ---- lists that can be sorted by a column

    // What a cell is sorted by: a number where all are numbers, else the text; empty cells come last.
    function keyOf(cell) {
        const text = cell?.textContent.trim() ?? '';
        const number = Number(text.replace(/[,%\s]|万元|元/g, ''));
        return text === '' ? null : Number.isNaN(number) ? text : number;
    }

    function compare(a, b) {
        if (a === null || b === null)
            return a === b ? 0 : a === null ? 1 : -1;
        return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh');
    }

    function sortBy(table, heading, column) {
        const isDown = heading.getAttribute('aria-sort') === 'descending';
        const direction = isDown ? 1 : -1;
        table.querySelectorAll('[aria-sort]').forEach((other) => other.removeAttribute('aria-sort'));
        heading.setAttribute('aria-sort', isDown ? 'ascending' : 'descending');
        const body = table.tBodies[0];
        const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[column]) }));
        keyed.sort((a, b) => a.key === null || b.key === null ? compare(a.key, b.key) : direction * compare(a.key, b.key));
        body.append(...keyed.map(({ row }) => row));
    }

    // The column of each heading without columns below it.
    function columnsOf(head) {
        const found = [];
        const taken = [...head.rows].map(() => []);
        [...head.rows].forEach((row, y) => {
            let x = 0;
            for (const heading of row.cells) {
                while (taken[y][x])
                    x++;
                for (let dy = 0; dy < heading.rowSpan; dy++) {
                    for (let dx = 0; dx < heading.colSpan; dx++)
                        taken[y + dy][x + dx] = true;
                }
                if (y + heading.rowSpan === head.rows.length)
                    found.push([heading, x]);
                x += heading.colSpan;
            }
        });
        return found;
    }

    for (const table of document.querySelectorAll('table.sortable')) {
        for (const [heading, column] of columnsOf(table.tHead)) {
            const button = element('button', { type: 'button', className: 'sort', title: '按这一栏排序' }, ...heading.childNodes);
            button.addEventListener('click', () => sortBy(table, heading, column));
            heading.append(button);
        }
    }

    // Where a table fits, nothing tells to move it sideways.
    const regions = [...document.querySelectorAll('.scroll')];
    const watcher = new ResizeObserver(() => requestAnimationFrame(() => regions
        .map((region) => [region, region.scrollWidth <= region.clientWidth])
        .forEach(([region, fits]) => region.classList.toggle('whole', fits))));
    for (const region of regions) {
        watcher.observe(region);
        if (region.firstElementChild)
            watcher.observe(region.firstElementChild); // it may be filled later
    }

    // On a phone the list of contents would push the page down.
    const contents = document.querySelector('.toc-box');
    if (contents && matchMedia('(max-width: 60rem)').matches)
        contents.open = false;
    addEventListener('beforeprint', () => document.querySelectorAll('details.marks').forEach((one) => { one.open = true; }));
})();
