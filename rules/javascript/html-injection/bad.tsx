declare function render(name: string): string;

export function greet(element: HTMLElement, name: string): void {
  element.innerHTML = "<b>" + name + "</b>"; // expect: `innerHTML` takes markup from `name`
  element.innerHTML += `<i>${name}</i>`; // expect: takes markup from `name`
  element.outerHTML = render(location.hash); // expect: `outerHTML` takes markup from `render(location.hash)`
  element.insertAdjacentHTML("beforeend", `<li>${name}</li>`); // expect: `insertAdjacentHTML` takes markup
  document.write("<p>" + location.hash + "</p>"); // expect: `document.write` takes markup from `location.hash`
}

export function Comment({ text }: { text: string }): unknown {
  return <div dangerouslySetInnerHTML={{ __html: text }} />; // expect: `dangerouslySetInnerHTML` takes markup from `text`
}

function toItem(review: { author: string; text: string }): string {
  const heading = `<strong>${review.author}</strong>`;
  return `<li>${heading}<p>${review.text}</p></li>`;
}

export function showAll(list: HTMLElement, reviews: { author: string; text: string }[]): void {
  const items = reviews.map(toItem).join("");
  list.innerHTML = items; // expect: takes markup from `items`
}

const toHeading = (title: string): string => `<h1>${title}</h1>`;

export function showTitle(box: HTMLElement, title: string): void {
  box.innerHTML = toHeading(title); // expect: takes markup from `toHeading(title)`
}
