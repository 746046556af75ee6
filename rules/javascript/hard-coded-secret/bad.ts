const databasePassword = "tr0ub4dor&3xK"; // expect: `databasePassword` holds a secret

export const settings = {
  apiKey: "9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c", // expect: `apiKey` holds a secret
  region: "eu-west-1",
};

class Client {
  private readonly secretKey = "kJ8#mPq2$vLx9!wZ"; // expect: `secretKey` holds a secret

  connect(token = process.env.SERVICE_TOKEN || "d41d8cd98f00b204e9800998") { // expect: holds a secret
    return token;
  }
}

export function isAdmin(password: string): boolean {
  return password === "Sup3r!Geheim77"; // expect: `password` holds a secret
}

export const uploader = ["AKIAQ3EGRZ7WV5PTKLMN", new Client()]; // expect: This string is an AWS access key id
