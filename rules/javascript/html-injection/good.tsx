declare const DOMPurify: { sanitize(text: string): string };
declare function escapeHtml(text: string): string;

export function greet(element: HTMLElement, name: string, count: number): void {
  element.textContent = name;
  element.innerHTML = "";
  element.innerHTML = "<b>constant</b>";
  element.innerHTML = DOMPurify.sanitize(name);
  element.innerHTML = `<b>${escapeHtml(name)}</b>`;
  element.innerHTML = `<b>${Math.round(count)}</b> of ${name.length}`;
  element.insertAdjacentHTML("beforeend", "<hr>");
  const id = "part-" + Date.now();
  element.innerHTML = `<b id="${id}"></b>`;
  const label = escapeHtml(name);
  element.innerHTML = `<b>${label}</b>`;
  element.innerHTML = "<p>" + iconSvg + "</p>";
  element.innerHTML = cardTemplate(name);
  const before = element.innerHTML;
  use(before);
}

declare const iconSvg: string;
declare function cardTemplate(name: string): string;
declare function use(text: string): void;

class Stream {
  write(text: string): void {
    use(text);
  }
}
new Stream().write("<p>" + location.hash);

export function Comment({ text }: { text: string }): unknown {
  return <div title={text}>{text}</div>;
}

const toRow = (count: number, title: string): string => `<tr><td>${count.toFixed(1)}</td><td>${escapeHtml(title)}</td></tr>`;

export function showRows(table: HTMLElement, titles: string[]): void {
  table.innerHTML = titles.map((title, index) => toRow(index, title)).join("");
  table.innerHTML = toRow(1, titles[0]!);
}
