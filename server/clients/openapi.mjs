// Holds BASE/openapi.json against the public schema of OpenAPI; prints what is wrong.
import { Validator } from "@seriousme/openapi-schema-validator";

const document = await (await fetch(`${process.env.BASE}/openapi.json`)).json();
const verdict = async (given) => {
  const { valid, errors } = await new Validator().validate(structuredClone(given));
  return { valid, errors };
};
const broken = structuredClone(document);
broken.paths["/scan"].post.responses = [];
console.log(JSON.stringify({ own: await verdict(document), broken: (await verdict(broken)).valid }));
