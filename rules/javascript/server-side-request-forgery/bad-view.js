// proof: preview(req.query.url)
const express = require("express");
const axios = require("axios");

const app = express();

async function preview(req, res) {
  const answer = await axios.get(req.query.url); // expect: comes from a request
  res.type("text").send(answer.data);
}

app.get("/preview", preview);
