export class Users {
  constructor(db) {
    this.users = db.collection('users');
  }

  async remove(req, res) {
    const { mail } = req.body;
    await this.users.deleteOne({ mail: mail }); // expect: of the query language
    res.sendStatus(204);
  }
}
