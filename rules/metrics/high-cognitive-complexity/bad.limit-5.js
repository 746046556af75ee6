module.exports = function (options) { // expect: `exports` is hard to follow: cognitive complexity 10, at most 5 is wanted
  if (!options.create) return;
  options.open(() => {
    options.create((error) => {
      if (error) options.end(error);
    });
    options.close((error) => {
      if (error) options.end(error);
    });
    options.flush((error) => {
      if (error) options.end(error);
    });
  });
};
