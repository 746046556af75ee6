function watch(buttons) {
  for (var i = 0; i < buttons.length; i++) {
    buttons[i].addEventListener("click", () => select(i)); // expect: When this function runs, `i` holds what the last round of the loop left
  }
  for (var key in buttons) {
    var label = buttons[key].label;
    buttons[key].onclick = function () {
      log(label); // expect: `label` holds what the last round
    };
  }
}
