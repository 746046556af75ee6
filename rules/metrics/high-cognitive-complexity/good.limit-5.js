module.exports = function (options) {
  if (!options.create) return;
  describe("db", () => {
    beforeEach((done) => {
      options.create((error) => {
        if (error) return done(error);
        done();
      });
    });
    it("closes", (done) => {
      options.close((error) => {
        if (error) return done(error);
        done();
      });
    });
    it.skip("closes twice", (done) => {
      options.close((error) => {
        if (error) return done(error);
        done();
      });
    });
  });
};
