function tell(frame, token) {
  frame.contentWindow.postMessage({ token }, '*'); // expect: goes to any origin
}
