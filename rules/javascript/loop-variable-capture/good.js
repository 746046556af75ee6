function watch(buttons) {
  for (let i = 0; i < buttons.length; i++) buttons[i].onclick = () => select(i);
  for (var k = 0; k < buttons.length; k++) {
    buttons.forEach((button) => log(button, k));
    (function (index) {
      buttons[index].onclick = () => select(index);
    })(k);
  }
  for (var found of buttons) {
    if (found.isFirst) {
      found.onclick = () => select(found);
      break;
    }
  }
  var total = 0;
  while (total < 9) {
    total++;
    setTimeout(() => log(total), 1);
  }
}

function Markers(markers) {
  for (var i = 0, me = this; i < markers.length; ++i) {
    markers[i].on("clear", function () {
      me.clear();
    });
  }
}
