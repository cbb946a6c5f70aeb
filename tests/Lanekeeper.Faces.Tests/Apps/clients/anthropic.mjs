// Anthropic's SDK as an app uses it. GATEWAY_URL and GATEWAY_KEY say where; what came of each use is printed as one JSON object.
import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: `${process.env.GATEWAY_URL}/anthropic`, apiKey: process.env.GATEWAY_KEY });
const model = 'claude-sonnet-4-5-20250929';
const ask = { model, max_tokens: 100, messages: [{ role: 'user', content: 'How are you?' }] };
const tools = [{ name: 'look_up', input_schema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } }];
const said = {};

const failure = async (work) => {
  try {
    await work();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status ?? null, type: error.error?.error?.type ?? null };
  }
};

said.plain = (await client.messages.create(ask)).content[0].text;
said.stream = (await client.messages.stream(ask).finalMessage()).content[0].text;
said.tool = (await client.messages.create({ ...ask, model: 'claude-fault-tool', tools })).content.find((block) => block.type === 'tool_use').name;
said.count = (await client.messages.countTokens({ model, messages: ask.messages })).input_tokens;
said.models = (await client.models.list()).data.some((each) => each.id === model);
said.unknownModel = await failure(() => client.messages.create({ ...ask, model: 'nobody' }));
said.wrongKey = await failure(() => new Anthropic({ baseURL: client.baseURL, apiKey: 'lk_wrong' }).messages.create(ask));
said.overloaded = await failure(() => client.messages.create({ ...ask, model: 'fault-529' }));
said.cut = await failure(() => client.messages.stream({ ...ask, model: 'fault-cut' }).finalMessage());

console.log(JSON.stringify(said));
