// proof: lookUp(req.query.host)
const { exec } = require("child_process");
const express = require("express");

const app = express();

function lookUp(req, res) {
  const host = req.query.host.replace(/;/g, "");
  exec(`echo "${host}"`, (error, output) => res.type("text").send(output)); // expect: built from
}

app.get("/lookup", lookUp);
