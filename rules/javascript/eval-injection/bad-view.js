// proof: calculate(req.body.formula)
import express from "express";

const app = express();

export function calculate(req, res) {
  const make = new Function("return " + req.body.formula); // expect: `Function` runs
  res.json(make());
}

app.post("/calculate", calculate);
