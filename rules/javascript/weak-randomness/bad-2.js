export class Login {
  start() {
    this.otp = Math.floor(Math.random() * 1000000); // expect: can be predicted
    return this.otp;
  }
}
