export class Search {
  constructor(logger) {
    this.logger = logger;
  }

  run(req, res) {
    const term = req.query.q;
    this.logger.warn(`no result for ${term}`); // expect: forges entries
    res.end();
  }
}
