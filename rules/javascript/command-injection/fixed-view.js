// proof: lookUp(req.query.host)
const { execFile } = require("child_process");
const express = require("express");

const app = express();

function lookUp(req, res) {
  const host = req.query.host.replace(/;/g, "");
  execFile("echo", [host], (error, output) => res.type("text").send(output));
}

app.get("/lookup", lookUp);
