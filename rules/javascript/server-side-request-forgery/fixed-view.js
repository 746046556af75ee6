// proof: preview(req.query.url)
const express = require("express");
const axios = require("axios");

const app = express();
const HOSTS = new Set(["example.com"]);

async function preview(req, res) {
  const url = new URL(req.query.url);
  if (!HOSTS.has(url.host)) return res.sendStatus(400);
  const answer = await axios.get(`http://example.com${url.pathname}`);
  return res.type("text").send(answer.data);
}

app.get("/preview", preview);
