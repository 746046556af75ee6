export function greet(element: HTMLElement, name: string): void {
  const bold = document.createElement("b");
  bold.textContent = name;
  element.replaceChildren(bold);
}

export function Comment({ text }: { text: string }): unknown {
  return <div>{text}</div>;
}
