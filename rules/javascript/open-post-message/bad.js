function tell(frame, token) {
  frame.contentWindow.postMessage({ token }, '*'); // expect: goes to any origin
}
window.opener.postMessage({ event: 'open', id: account.id }, '*'); // expect: any origin
