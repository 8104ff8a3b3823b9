// Reads { schema: path, cards: [{ name, card }] } and prints the faults as a JSON array of lines.
// The schema knows neither `msteams` nor charts, and takes any object as a fallback: `msteams` is taken out, an element it does not
// know stands for its fallback, and every fallback is checked as an element or an action of its own.
const fs = require('node:fs');
const Ajv = require('ajv').default;

const { schema: path, cards } = JSON.parse(fs.readFileSync(0, 'utf8'));
const schema = JSON.parse(fs.readFileSync(path, 'utf8'));
delete schema.id;

const ajv = new Ajv({ strict: false, allErrors: false, logger: false });
ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
require('ajv-formats').default(ajv);
ajv.addSchema(schema, 'card');
const part = (name) => ajv.compile({ $ref: `card#/definitions/${name}` });
const [wholeCard, element, action] = [ajv.getSchema('card'), part('ImplementationsOf.Element'), part('ImplementationsOf.Action')];

const faults = [];
function check(validate, value, where) {
  if (!validate(value)) {
    const worst = validate.errors.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a));
    faults.push(`${where}${worst.instancePath}: the schema says it ${worst.message} ${JSON.stringify(worst.params)}`);
  }
}

// Gives the value without fallbacks and checks each fallback on the way.
function unfold(value, where) {
  if (Array.isArray(value)) {
    return value.map((item, at) => unfold(item, `${where}/${at}`));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const { fallback, ...rest } = value;
  if (typeof value.type === 'string' && value.type !== 'AdaptiveCard' && !(value.type in schema.definitions) && typeof fallback === 'object') {
    return unfold(fallback, `${where}/fallback`);
  }
  if (typeof fallback === 'object') {
    check(String(value.type).startsWith('Action.') ? action : element, unfold(fallback, `${where}/fallback`), `${where}/fallback`);
  }
  return Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, name === 'data' && typeof rest.verb === 'string' ? inner : unfold(inner, `${where}/${name}`)]));
}

for (const { name, card } of cards) {
  const { msteams, ...rest } = card;
  check(wholeCard, unfold(rest, name), name);
}
process.stdout.write(JSON.stringify(faults));
