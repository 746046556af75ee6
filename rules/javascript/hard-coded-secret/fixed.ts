const databasePassword = process.env.DATABASE_PASSWORD;

export const settings = {
  apiKey: process.env.API_KEY,
  password: databasePassword,
  region: "eu-west-1",
};
