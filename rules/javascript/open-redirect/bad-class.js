// proof: Visits.go(req.params.address)
export class Visits {
  constructor(counter) {
    this.counter = counter;
  }

  go(req, res) {
    const { address } = req.params;
    res.redirect(302, address); // expect: it can lead to any site
  }
}
