// proof: handler(event.headers.authorization)
import jwt from "jsonwebtoken";

export function handler(event) {
  const claims = jwt.verify(event.headers.authorization.replace("Bearer ", ""), process.env.JWT_KEY, { algorithms: ["HS256"] });
  return { statusCode: 200, body: claims.name };
}
