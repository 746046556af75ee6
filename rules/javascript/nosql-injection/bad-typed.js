const express = require("express");
const { Users } = require("./models");

const app = express();
app.use(express.json());

app.post("/login", async (req, res) => {
  const { name } = req.body;
  if (typeof name !== "string") console.warn("odd name");
  res.json(await Users.findOne({ name }));  // expect: make text of it first
});

app.post("/token", async (req, res) => {
  const { name, token } = req.body;
  if (typeof name === "string") {
    res.json(await Users.findOne({ name, token }));  // expect: make text of it first
  }
});
