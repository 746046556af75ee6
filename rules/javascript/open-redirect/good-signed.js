import express from "express";
import jwt from "jsonwebtoken";
import { provider } from "./saml.js";

const app = express();

app.get("/callback", (req, res) => {
  const { redirect } = jwt.verify(req.cookies.login, process.env.SECRET);
  res.redirect(redirect);
});

app.post("/logout", (req, res) => {
  const { context } = provider.createLogoutRequest("redirect", req.body);
  res.redirect(context);
});
