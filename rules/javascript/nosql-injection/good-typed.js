const express = require("express");
const { Users } = require("./models");

const app = express();
app.use(express.json());

app.get("/removal", (req, res) => {
  const name = req.query.name;
  if (typeof name === "string" && name) {
    Users.deleteMany({ name });
  }
  res.end();
});

app.get("/search", async (req, res) => {
  const filter = { since: parseTime(req.query.since) };
  if (typeof req.query.name === "string") {
    filter.name = req.query.name;
  }
  if (req.query.state === "new" || req.query.state === "done") {
    filter.state = req.query.state;
  }
  res.json(await Users.find(filter));
});

app.post("/login", async (req, res) => {
  const { name, password } = req.body;
  if (typeof name !== "string" || typeof password !== "string") return res.status(400).end();
  res.json(await Users.findOne({ name, password }));
});

app.post("/token", async (req, res) => {
  const { token } = req.body;
  if (!token || typeof token === "object") {
    throw new Error("No token");
  }
  res.json(await Users.findOne({ token }));
});

app.get("/one", async (req, res) => {
  const name = typeof req.query.name === "string" ? req.query.name : "";
  res.json(await Users.findOne({ name }));
});
