// proof: calculate(req.body.formula)
import express from "express";

const app = express();

export function calculate(req, res) {
  res.json(JSON.parse(req.body.formula));
}

app.post("/calculate", calculate);
