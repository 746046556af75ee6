// proof: Visits.go(req.params.address)
const PAGES = { "/account?tab=1": "/account?tab=1", "/help": "/help" };

export class Visits {
  constructor(counter) {
    this.counter = counter;
  }

  go(req, res) {
    const { address } = req.params;
    res.redirect(302, PAGES[address] ?? "/");
  }
}
