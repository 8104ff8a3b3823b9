// Reads { schema: path, manifest } and prints what the schema (draft-04) finds wrong as a JSON array of lines.
const fs = require('node:fs');
const Ajv = require('ajv-draft-04').default;

const { schema: path, manifest } = JSON.parse(fs.readFileSync(0, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
require('ajv-formats').default(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(path, 'utf8')));
const faults = validate(manifest) ? [] : validate.errors.map((fault) => `${fault.instancePath} ${fault.message} ${JSON.stringify(fault.params)}`);
process.stdout.write(JSON.stringify(faults));
